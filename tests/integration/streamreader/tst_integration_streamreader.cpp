// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtCore/qhash.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qrandom.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Start = QDynamoDBStreamReader::Start;
using Status = QDynamoDBStreamReader::Status;

// The stream reader on the streams of DynamoDB Local.
class tst_Integration_StreamReader : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void events();
    void tenThousandChanges();
    void turnedOff();

private:
    static CreateTableRequest streaming();
};

CreateTableRequest tst_Integration_StreamReader::streaming()
{
    CreateTableRequest request = TestTable::request(TestTable::Keys::Partition);
    request.streamSpecification = StreamSpecification { true, StreamViewType::NewAndOldImages };
    return request;
}

void tst_Integration_StreamReader::events()
{
    TEST_TABLE(table, streaming());
    const QDynamoDBItem key { { u"pk"_s, u"a"_s } };
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"before"_s } }));

    QDynamoDBStreamReader reader(&m_client);
    reader.setTableName(table.name());
    QStringList events;
    const auto note = [&events](const QString &event, const QDynamoDBItem &item) {
        events.append(event + item[u"pk"].toString() + item[u"n"].toNumber().toString());
    };
    connect(&reader, &QDynamoDBStreamReader::inserted, this,
            [&](const Record &record) { note(u"+"_s, record.dynamodb->newImage); });
    connect(&reader, &QDynamoDBStreamReader::modified, this, [&](const Record &record) {
        note(u"-"_s, record.dynamodb->oldImage);
        note(u"+"_s, record.dynamodb->newImage);
    });
    connect(&reader, &QDynamoDBStreamReader::removed, this,
            [&](const Record &record) { note(u"-"_s, record.dynamodb->oldImage); });
    reader.start();
    QTRY_COMPARE(reader.status(), Status::Following);

    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } }));
    AWAIT_DONE(m_client.updateItem(table.name(), key, u"SET n = :n"_s, { { u":n"_s, 2 } }));
    AWAIT_DONE(m_client.deleteItem(table.name(), key));
    QTRY_COMPARE_WITH_TIMEOUT(events, QStringList({ u"+a1"_s, u"-a1"_s, u"+a2"_s, u"-a2"_s }),
                              20000);
}

// Changes of 200 items arrive while the reader is stopped and restarted from its checkpoint.
void tst_Integration_StreamReader::tenThousandChanges()
{
    constexpr int changes = 10000;
    constexpr int items = 200;
    TEST_TABLE(table, streaming());

    QHash<QString, QList<int>> seen; // the changes of each item, in order
    int received = 0;
    QJsonObject checkpoint { { u"table"_s, table.name() } };
    std::unique_ptr<QDynamoDBStreamReader> reader;
    int readers = 0;
    const auto restart = [&] {
        if (reader)
            checkpoint = reader->checkpoint();
        // Saved as JSON, as an application would.
        checkpoint = QJsonDocument::fromJson(QJsonDocument(checkpoint).toJson()).object();
        reader = std::make_unique<QDynamoDBStreamReader>(&m_client);
        reader->setStartFrom(Start::Oldest);
        reader->setPollInterval(std::chrono::milliseconds(200));
        const auto note = [&](const Record &record) {
            const QDynamoDBItem &image = record.dynamodb->newImage;
            seen[image[u"pk"].toString()].append(int(image[u"n"].toInteger()));
            ++received;
        };
        connect(reader.get(), &QDynamoDBStreamReader::inserted, this, note);
        connect(reader.get(), &QDynamoDBStreamReader::modified, this, note);
        const QDynamoDBError error = reader->setCheckpoint(checkpoint);
        if (error.isError())
            qWarning() << error;
        reader->start();
        ++readers;
    };
    restart();

    // The changes of one item run one after another, those of different items concurrently.
    QRandomGenerator random(1);
    QHash<QString, QList<int>> written;
    int last = 0;
    while (last < changes) {
        QHash<QString, QFuture<PutItemResult>> round;
        for (int i = 0; i < 50 && last < changes; ++i) {
            const QString pk = QString::number(random.bounded(items));
            if (round.contains(pk))
                continue;
            ++last;
            written[pk].append(last);
            round.insert(pk, m_client.putItem(table.name(), { { u"pk"_s, pk }, { u"n"_s, last } }));
        }
        for (const auto &future : std::as_const(round))
            AWAIT_DONE(future);
        if (random.bounded(8) == 0)
            restart();
    }
    QTRY_VERIFY_WITH_TIMEOUT(received >= changes, 120000);
    QVERIFY(readers > 10);
    // Each record was delivered once, in order for each item.
    QCOMPARE(received, changes);
    QCOMPARE(seen, written);
}

void tst_Integration_StreamReader::turnedOff()
{
    TEST_TABLE(table, streaming());
    QDynamoDBStreamReader reader(&m_client);
    reader.setTableName(table.name());
    reader.setStartFrom(Start::Oldest);
    int received = 0;
    connect(&reader, &QDynamoDBStreamReader::inserted, this, [&] { ++received; });
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s } }));
    UpdateTableRequest request;
    request.tableName = table.name();
    request.streamSpecification = StreamSpecification { false, {} };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    reader.start();
    QTRY_COMPARE_WITH_TIMEOUT(reader.status(), Status::Ended, 30000);
    QCOMPARE(received, 1);
}

QTEST_GUILESS_MAIN(tst_Integration_StreamReader)
#include "tst_integration_streamreader.moc"
