// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"
#include "demoserver.h"

#include <QtCore/QCommandLineParser>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tablebrowser"_s);
    QApplication::setOrganizationName(u"QtDynamoDB"_s);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Shows and edits the tables of Amazon DynamoDB."_s);
    const QCommandLineOption demo(u"demo"_s, u"Start DynamoDB Local with sample tables."_s);
    const QCommandLineOption endpoint(u"endpoint"_s,
                                      u"Use <url> instead of the region's endpoint."_s, u"url"_s);
    const QCommandLineOption region(u"region"_s, u"The AWS region."_s, u"name"_s);
    const QCommandLineOption profile(u"profile"_s, u"A profile of the shared AWS files."_s,
                                     u"name"_s);
    const QCommandLineOption table(u"table"_s, u"The table to show first."_s, u"name"_s);
    parser.addOptions({ demo, endpoint, region, profile, table });
    parser.addHelpOption();
    parser.process(application);

    Browser browser;
    DemoServer server;
    if (parser.isSet(demo)) {
        QObject::connect(&server, &DemoServer::ready, &browser, [&] {
            browser.connectTo(server.endpoint().toString(), {}, {}, u"Thread"_s);
        });
        QObject::connect(&server, &DemoServer::failed, &browser, [&](const QString &problem) {
            browser.showProblem(u"DynamoDB Local"_s, problem);
        });
        server.start();
    } else {
        browser.connectTo(parser.value(endpoint), parser.value(region), parser.value(profile),
                          parser.value(table));
    }
    browser.show();
    return QApplication::exec();
}
