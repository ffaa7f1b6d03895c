// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBBatchWriter>
#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cstdio>

#include <sys/resource.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

// Returns the CPU seconds of this process, without its child processes.
static double cpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return double(time.tv_sec) + double(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

static QList<QDynamoDBItem> readPlaces(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    QList<QDynamoDBItem> places;
    const QJsonArray cities = QJsonDocument::fromJson(file.readAll()).array();
    for (qsizetype i = 0; i < cities.size(); ++i) {
        const QJsonObject city = cities[i].toObject();
        places.append({
                { u"country"_s, city["country"_L1].toString() },
                { u"id"_s, i },
                { u"name"_s, city["name"_L1].toString() },
                { u"region"_s, city["admin1"_L1].toString() },
                { u"latitude"_s, QDynamoDBNumber(city["lat"_L1].toString()) },
                { u"longitude"_s, QDynamoDBNumber(city["lng"_L1].toString()) },
        });
    }
    return places;
}

static qsizetype import(QDynamoDBClient *client, const QString &table,
                        const QList<QDynamoDBItem> &places, int concurrency)
{
    QDynamoDBBatchOptions options;
    options.maxInFlight = concurrency;
    QDynamoDBBatchWriter writer(client, options);
    QEventLoop loop;
    QObject::connect(&writer, &QDynamoDBBatchWriter::ready, &loop, &QEventLoop::quit);
    for (const QDynamoDBItem &place : places) {
        if (writer.put(table, place) == QDynamoDBBatchWriter::Room::Full)
            loop.exec();
    }
    return writer.flush().result().writtenCount;
}

// Reads the pages of a segment one after another, all segments concurrently.
static qsizetype scan(QDynamoDBClient *client, const QString &table, int segments)
{
    QList<ScanRequest> requests;
    QList<QFuture<ScanResult>> pages;
    for (int segment = 0; segment < segments; ++segment) {
        ScanRequest request;
        request.tableName = table;
        if (segments > 1) {
            request.segment = segment;
            request.totalSegments = segments;
        }
        requests.append(request);
        pages.append(client->scan(request));
    }
    qsizetype count = 0;
    for (int open = segments; open > 0;) {
        for (int segment = 0; segment < segments; ++segment) {
            if (!pages[segment].isValid())
                continue;
            const ScanResult page = pages[segment].takeResult();
            count += page.items.size();
            if (page.lastEvaluatedKey.isNull()) {
                pages[segment] = {};
                --open;
            } else {
                requests[segment].exclusiveStartKey = page.lastEvaluatedKey;
                pages[segment] = client->scan(requests[segment]);
            }
        }
    }
    return count;
}

// bench_places import|scan <endpoint> <table> <cities.json> <concurrency> [qnam]
// Prints the items and the CPU and wall-clock seconds of the work itself.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 6)
        qFatal("usage: bench_places import|scan endpoint table cities.json concurrency [qnam]");
    const QString table = arguments[3];
    const int concurrency = arguments[5].toInt();

    QDynamoDBClient client;
    client.setEndpoint(QUrl(arguments[2]));
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"local"_s, u"local"_s });
    if (arguments.value(6) != u"qnam")
        client.setTransport(QDynamoDBClient::Transport::Direct);

    try {
        const bool imports = arguments[1] == u"import";
        const QList<QDynamoDBItem> places = imports ? readPlaces(arguments[4])
                                                    : QList<QDynamoDBItem>();
        client.describeTable(table).waitForFinished(); // opens a connection and finds the credentials
        QElapsedTimer wall;
        wall.start();
        const double before = cpuSeconds();
        const qsizetype count = imports ? import(&client, table, places, concurrency)
                                        : scan(&client, table, concurrency);
        std::printf("%lld %.3f %.3f\n", static_cast<long long>(count), cpuSeconds() - before,
                    double(wall.nsecsElapsed()) / 1e9);
    } catch (const QDynamoDBException &failure) {
        qCritical() << failure.error();
        return 1;
    }
    return 0;
}
