// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "forum.h"

#include <QtCore/QCommandLineParser>
#include <QtQuick/QQuickWindow>
#include <QtQuickControls2/QQuickStyle>

using namespace Qt::StringLiterals;

bool Forum::start(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"A forum on Amazon DynamoDB."_s);
    const QCommandLineOption demo(u"demo"_s, u"Start DynamoDB Local with a sample forum."_s);
    const QCommandLineOption endpoint(u"endpoint"_s,
                                      u"Use <url> instead of the region's endpoint."_s, u"url"_s);
    const QCommandLineOption region(u"region"_s, u"The AWS region."_s, u"name"_s);
    const QCommandLineOption profile(u"profile"_s, u"A profile of the shared AWS files."_s,
                                     u"name"_s);
    parser.addOptions({ demo, endpoint, region, profile });
    parser.addHelpOption();
    parser.process(arguments);

    QQuickStyle::setStyle(u"Basic"_s);
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.addImportPath(QStringLiteral(QML_IMPORT_PATH)); // for QtDynamoDB in the build folder
    m_engine.setInitialProperties({ { u"demo"_s, parser.isSet(demo) },
                                    { u"endpoint"_s, QUrl(parser.value(endpoint)) },
                                    { u"region"_s, parser.value(region) },
                                    { u"profile"_s, parser.value(profile) } });
    m_engine.load(QUrl(u"qrc:/qt/qml/Forum/Main.qml"_s));
    if (!window())
        return false;
    if (parser.isSet(demo)) {
        QObject::connect(&m_server, &DemoServer::ready, window(), [this] {
            window()->setProperty("endpoint", m_server.endpoint());
            window()->setProperty("ready", true);
        });
        QObject::connect(&m_server, &DemoServer::failed, window(), [this](const QString &problem) {
            window()->setProperty("problem", problem);
        });
        m_server.start();
    }
    return true;
}

QQuickWindow *Forum::window() const
{
    const QObjectList roots = m_engine.rootObjects();
    return roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(roots.first());
}
