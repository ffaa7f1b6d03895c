// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "noteservice.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBInfluxReporter>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTextStream>
#include <QtNetwork/QHostAddress>

#include <optional>

#include <unistd.h>

using namespace Qt::StringLiterals;

// A REST service for notes in a table. It ends when its standard input is closed.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Serves notes that are stored in a DynamoDB table."_s);
    const QCommandLineOption portOption(u"port"_s, u"The port to listen on; 0 for a free one."_s,
                                        u"number"_s, u"0"_s);
    const QCommandLineOption tableOption(u"table"_s,
                                         u"The table, which is created if it does not exist."_s,
                                         u"name"_s, u"Note"_s);
    const QCommandLineOption endpointOption(u"endpoint"_s,
                                            u"Use <url> instead of the region's endpoint."_s,
                                            u"url"_s);
    parser.addOptions({ portOption, tableOption, endpointOption });
    parser.addHelpOption();
    parser.process(application);

    QDynamoDBClient client; // other settings are found as the AWS CLI finds them
    if (parser.isSet(endpointOption)) {
        client.setEndpoint(QUrl(parser.value(endpointOption)));
        if (QHostAddress(client.endpoint().host()).isLoopback()) {
            // DynamoDB Local accepts any key and any region.
            client.setRegion(u"local"_s);
            client.setCredentials({ u"local"_s, u"local"_s });
        }
    }
    std::optional<QDynamoDBInfluxReporter> influx;
    if (qEnvironmentVariableIsSet("INFLUX_HOST")) {
        influx.emplace();
        influx->attach(&client);
        QObject::connect(&*influx, &QDynamoDBReporter::dropped, &*influx,
                         [](qint64 count, const QString &reason) {
                             qWarning("%lld measurements were dropped: %ls", qlonglong(count),
                                      qUtf16Printable(reason));
                         });
    }

    NoteService service(&client, parser.value(tableOption));
    try {
        service.createTable().waitForFinished();
    } catch (const QDynamoDBException &failure) {
        qCritical() << failure.error();
        return 1;
    }
    const quint16 port = service.listen(quint16(parser.value(portOption).toUInt()));
    if (port == 0) {
        qCritical("Cannot listen on port %ls", qUtf16Printable(parser.value(portOption)));
        return 1;
    }
    QTextStream(stdout) << "http://127.0.0.1:" << port << "/notes" << Qt::endl;

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] {
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0)
            QCoreApplication::quit();
    });
    return application.exec();
}
