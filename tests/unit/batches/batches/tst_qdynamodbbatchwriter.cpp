// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batchestest.h"
#include "waiting/await.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qsemaphore.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Room = QDynamoDBBatchWriter::Room;

class tst_QDynamoDBBatchWriter : public BatchesTest
{
    Q_OBJECT

private Q_SLOTS:
    void putAndFlush();
    void incompleteBatches_data();
    void incompleteBatches();
    void room();
    void abort();
    void deadline();
    void cancelledFlush();
    void writerDestroyed();
    void clientDestroyed();
};

void tst_QDynamoDBBatchWriter::putAndFlush()
{
    QDynamoDBBatchWriter writer(&*m_client);
    AWAIT(nothing, writer.flush());
    QCOMPARE(nothing.writtenCount, 0);
    for (const QDynamoDBItem &thing : items(60))
        QCOMPARE(writer.put(table, thing), Room::Available);
    QTRY_COMPARE(writer.pending(), 10); // full batches are sent without a flush
    QCOMPARE(m_store->writes(), 50);
    writer.remove(table, key(u"5"_s));
    m_store->refuse(u"bad"_s);
    writer.put(u"Other"_s, item(u"bad"_s));
    AWAIT(summary, writer.flush());
    QCOMPARE(summary.writtenCount, 61);
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(pkOf(summary.unwritten[0]), u"bad"_s);
    QCOMPARE(summary.unwritten[0].tableName, u"Other"_s);
    QCOMPARE(m_store->items(table).size(), 59);
    QCOMPARE(writer.pending(), 0);

    // The future of each flush covers the items put before it.
    writer.put(table, item(u"a"_s));
    const auto first = writer.flush();
    writer.put(table, item(u"b"_s));
    writer.put(table, item(u"c"_s));
    const auto second = writer.flush();
    AWAIT(two, second);
    QVERIFY(first.isFinished());
    QCOMPARE(first.result().writtenCount, 1);
    QCOMPARE(two.writtenCount, 2);
}

void tst_QDynamoDBBatchWriter::incompleteBatches_data()
{
    QTest::addColumn<QList<int>>(
            "fed"); // counts of items, each put after the previous ones were sent
    QTest::addColumn<int>("left");
    QTest::newRow("10 complete 40") << QList<int> { 40, 10 } << 0;
    QTest::newRow("small parts") << QList<int> { 30, 15, 5, 24, 2 } << 1;
    QTest::newRow("full batches") << QList<int> { 25, 50, 25 } << 0;
}

// An incomplete batch waits for further items or a flush.
void tst_QDynamoDBBatchWriter::incompleteBatches()
{
    QFETCH(QList<int>, fed);
    QDynamoDBBatchWriter writer(&*m_client);
    auto *const engine = QDynamoDBAbstractClientPrivate::get(&*m_client)->engine;
    int n = 0;
    for (const int count : fed) {
        const auto held = std::make_shared<QSemaphore>();
        QMetaObject::invokeMethod(
                engine, [held] { held->acquire(); }, Qt::QueuedConnection);
        for (const int end = n + count; n < end; ++n)
            writer.put(table, item(QString::number(n), n));
        held->release();
        QTRY_COMPARE(writer.pending(), n % 25);
    }
    QTEST(int(writer.pending()), "left");
    QCOMPARE(sorted(m_store->batchSizes()), QList<int>(n / 25, 25));
}

void tst_QDynamoDBBatchWriter::room()
{
    QDynamoDBBatchOptions options;
    options.maxPending = 10; // smaller than a batch
    QDynamoDBBatchWriter writer(&*m_client, options);
    QSignalSpy ready(&writer, &QDynamoDBBatchWriter::ready);
    int fed = 0;
    for (int round = 1; round <= 20; ++round) {
        Room room = Room::Available;
        while (room == Room::Available) {
            room = writer.put(table, item(QString::number(fed)));
            ++fed;
            QVERIFY(writer.pending() <= 10);
        }
        QTRY_COMPARE(ready.size(), round);
        QCOMPARE(writer.room(), Room::Available);
    }
    AWAIT(summary, writer.flush());
    QCOMPARE(summary.writtenCount, fed);
    QCOMPARE(m_store->items(table).size(), fed);
}

void tst_QDynamoDBBatchWriter::abort()
{
    m_store->setUnprocessed([](double random) { return random < 0.5; });
    QDynamoDBBatchWriter writer(&*m_client);
    for (const QDynamoDBItem &thing : items(500))
        writer.put(table, thing);
    writer.put(table, item(u"1"_s)); // waits for the write before
    QTRY_VERIFY(m_store->writes() > 0);
    writer.abort();
    AWAIT(summary, writer.flush());
    QCOMPARE(summary.writtenCount + summary.unwritten.size(), 501);
    QVERIFY(!summary.isComplete());
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten)
        QCOMPARE(unwritten.error.code(), Code::Cancelled);

    m_store->setUnprocessed({});
    writer.put(table, item(u"later"_s)); // the writer continues
    AWAIT(later, writer.flush());
    QCOMPARE(later.writtenCount, 1);
    QVERIFY(m_store->items(table).contains(u"later"_s));
}

void tst_QDynamoDBBatchWriter::deadline()
{
    QDynamoDBBatchOptions options;
    options.timeout = 1s;
    QDynamoDBBatchWriter writer(&*m_client, options);
    writer.put(table, item(u"a"_s));
    AWAIT(one, writer.flush());
    QCOMPARE(one.writtenCount, 1);
    QTRY_COMPARE(m_clock->alarms(), 0); // without a flush there is no deadline
    m_store->setUnprocessed([](double) { return true; });
    for (int round = 0; round < 2; ++round) {
        writer.put(table, item(u"b"_s));
        const auto future = writer.flush();
        QVERIFY(finish(future));
        QCOMPARE(future.result().unwritten.size(), 1);
        QCOMPARE(future.result().unwritten[0].error.code(), Code::Timeout);
    }
}

void tst_QDynamoDBBatchWriter::cancelledFlush()
{
    m_store->refuse(u"bad"_s);
    QDynamoDBBatchWriter writer(&*m_client);
    writer.put(table, item(u"good"_s));
    writer.put(table, item(u"bad"_s));
    auto future = writer.flush();
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(m_store->items(table).contains(u"good"_s)); // although the flush was cancelled
    AWAIT(summary, writer.flush());
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(pkOf(summary.unwritten[0]), u"bad"_s);
}

void tst_QDynamoDBBatchWriter::writerDestroyed()
{
    QFuture<QDynamoDBBatchWriteSummary> future;
    {
        QDynamoDBBatchWriter writer(&*m_client);
        for (const QDynamoDBItem &thing : items(110))
            writer.put(table, thing);
        future = writer.flush();
        writer.put(table, item(u"last"_s)); // without a flush
    }
    AWAIT(summary, future);
    QCOMPARE(summary.writtenCount, 110);
    QTRY_COMPARE(m_store->items(table).size(), 111);
}

void tst_QDynamoDBBatchWriter::clientDestroyed()
{
    m_store->enqueue(Reaction::json(200, "{}").held(), 100);
    QDynamoDBBatchWriter writer(&*m_client);
    for (const QDynamoDBItem &thing : items(60))
        writer.put(table, thing);
    QTRY_COMPARE(m_store->server().held(), 2);
    m_client.reset();
    writer.put(table, item(u"late"_s));
    writer.abort();
    const auto future = writer.flush();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().writtenCount, 0);
    QCOMPARE(future.result().unwritten.size(), 61);
    for (const QDynamoDBUnwrittenItem &unwritten : future.result().unwritten)
        QCOMPARE(unwritten.error.code(), Code::ClientDestroyed);
    QCOMPARE(writer.pending(), 0);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBBatchWriter)
#include "tst_qdynamodbbatchwriter.moc"
