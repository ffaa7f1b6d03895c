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

// batchWrite() and batchGet() of any number of items.
class tst_Batches : public BatchesTest
{
    Q_OBJECT

private Q_SLOTS:
    void writes();
    void noWrites();
    void halfUnprocessed();
    void getsHalfUnprocessed();
    void foreignResponses_data();
    void foreignResponses();
    void pauses();
    void throttled();
    void severalTables();
    void missingTable();
    void splitBySize();
    void tooLarge();
    void invalidItem();
    void invalidKeys();
    void errorOfAllBatches();
    void networkFailure();
    void doubtfulWrites_data();
    void doubtfulWrites();
    void duplicateWrites();
    void duplicateKeys();
    void projection();
    void getFails();
    void deadline();
    void cancel();
    void cancelGet();
    void clientDestroyed_data();
    void clientDestroyed();
    void clientDestroyedOnGet();
    void blocking();
    void describeTableOnce();
};

void tst_Batches::writes()
{
    const auto future = batchWrite(&*m_client, table, items(60), { key(u"1"_s), key(u"100"_s) });
    AWAIT(summary, future);
    QCOMPARE(summary.writtenCount, 62);
    QVERIFY(summary.isComplete());
    QCOMPARE(m_store->items(table).size(), 59);
    QVERIFY(!m_store->items(table).contains(u"1"_s));
    QCOMPARE(future.progressMaximum(), 62);
    QCOMPARE(future.progressValue(), 62);
}

void tst_Batches::noWrites()
{
    AWAIT(summary, batchWrite(&*m_client, table, {}));
    QCOMPARE(summary.writtenCount, 0);
    AWAIT(found, batchGet(&*m_client, table, {}));
    QVERIFY(found.isEmpty());
    QCOMPARE(m_store->server().requests().size(), 0);
}

void tst_Batches::halfUnprocessed()
{
    constexpr int count = 10000;
    m_store->setUnprocessed([](double random) { return random < 0.5; });
    const auto future = batchWrite(&*m_client, table, items(count));
    QVERIFY(finish(future));
    QCOMPARE(future.result().writtenCount, count);
    QVERIFY(future.result().isComplete());
    QCOMPARE(m_store->items(table).size(), count); // no item is lost
    QCOMPARE(m_store->writes(), count); // and no item is written twice
    QVERIFY(m_store->batchSizes().size() > 2 * count / 25 * 9 / 10);
}

void tst_Batches::getsHalfUnprocessed()
{
    constexpr int count = 10000;
    AWAIT_DONE(batchWrite(&*m_client, table, items(count)));
    m_store->setUnprocessed([](double random) { return random < 0.5; });
    QList<QDynamoDBItem> keys;
    for (int i = count; i-- > -10;)
        keys.append(key(QString::number(i)));
    const auto future = batchGet(&*m_client, table, keys);
    QVERIFY(finish(future));
    const QList<QDynamoDBItem> found = future.result();
    QCOMPARE(found.size(), count + 10);
    for (int i = 0; i < count; ++i)
        QCOMPARE(found[i][u"n"].toInteger(), count - 1 - i);
    for (int i = count; i < found.size(); ++i)
        QVERIFY(found[i].isNull());
}

void tst_Batches::foreignResponses_data()
{
    QTest::addColumn<bool>("isWrite");
    QTest::addColumn<QByteArray>("response");
    const auto put = [](const QByteArray &tableName, const QByteArray &pk) -> QByteArray {
        return R"({"UnprocessedItems":{")" + tableName + R"(":[{"PutRequest":{"Item":{"pk":{"S":")"
                + pk + R"("},"n":{"N":"0"}}}}]}})";
    };
    QTest::newRow("write of another table") << true << put("Other", "a");
    QTest::newRow("write of another item") << true << put("Things", "z");
    QTest::newRow("write without a key")
            << true << R"({"UnprocessedItems":{"Things":[{"PutRequest":{"Item":{}}}]}})"_ba;
    QTest::newRow("deletion in place of a write")
            << true
            << R"({"UnprocessedItems":{"Things":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}})"_ba;
    QTest::newRow("empty write") << true << R"({"UnprocessedItems":{"Things":[{}]}})"_ba;
    QTest::newRow("duplicate write")
            << true << R"({"UnprocessedItems":{"Things":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}},
                {"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}})"_ba;
    QTest::newRow("key of another table")
            << false << R"({"UnprocessedKeys":{"Other":{"Keys":[{"pk":{"S":"a"}}]}}})"_ba;
    QTest::newRow("another key") << false
                                 << R"({"UnprocessedKeys":{"Things":{"Keys":[{"pk":{"S":"z"}}]}}})"_ba;
    QTest::newRow("duplicate key")
            << false
            << R"({"UnprocessedKeys":{"Things":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"a"}}]}}})"_ba;
    QTest::newRow("item of another table")
            << false << R"({"Responses":{"Other":[{"pk":{"S":"a"}}]}})"_ba;
    QTest::newRow("another item") << false << R"({"Responses":{"Things":[{"pk":{"S":"z"}}]}})"_ba;
    QTest::newRow("item without its key")
            << false << R"({"Responses":{"Things":[{"n":{"N":"1"}}]}})"_ba;
    QTest::newRow("duplicate item")
            << false << R"({"Responses":{"Things":[{"pk":{"S":"a"}},{"pk":{"S":"a"}}]}})"_ba;
    QTest::newRow("item and unprocessed key")
            << false << R"({"Responses":{"Things":[{"pk":{"S":"a"}}]},
                "UnprocessedKeys":{"Things":{"Keys":[{"pk":{"S":"a"}}]}}})"_ba;
}

// A response that does not match the request is an error.
void tst_Batches::foreignResponses()
{
    QFETCH(const bool, isWrite);
    QFETCH(const QByteArray, response);
    m_store->enqueue(Reaction::json(200, response));
    if (isWrite) {
        const auto future = batchWrite(&*m_client, table, { item(u"a"_s), item(u"b"_s) });
        QVERIFY(finish(future));
        QCOMPARE(future.result().writtenCount, 0);
        QCOMPARE(future.result().unwritten.size(), 2);
        for (const QDynamoDBUnwrittenItem &unwritten : future.result().unwritten)
            QCOMPARE(unwritten.error.code(), Code::InvalidResponse);
        return;
    }
    const auto future = batchGet(&*m_client, table, { key(u"a"_s), key(u"b"_s) });
    QVERIFY(finish(future));
    Code code = Code::NoError;
    try {
        (void)future.result();
    } catch (const QDynamoDBException &exception) {
        code = exception.error().code();
    }
    QCOMPARE(code, Code::InvalidResponse);
}

// Pauses have full jitter; the random number is 0.5.
void tst_Batches::pauses()
{
    int left = 0;
    m_store->setUnprocessed([&left](double) { return left > 0; });
    left = 1; // no item is processed
    const auto future = batchWrite(&*m_client, table, { item(u"a"_s) });
    for (const auto delay : { 500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10000ms, 10000ms }) {
        QVERIFY(m_clock->waitForAlarmIn(delay));
        QCOMPARE(m_store->server().concurrency(), 0);
        m_clock->advance(delay - 1ms);
        const int before = m_store->server().copies();
        if (delay == 10000ms)
            left = 0;
        m_clock->advance(1ms);
        QTRY_COMPARE(m_store->server().copies(), before + 1);
        if (left == 0)
            break;
    }
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().writtenCount, 1);

    // After partial progress, the pause is short.
    bool once = true;
    m_store->setUnprocessed([&once](double) { return std::exchange(once, false); });
    const auto second = batchWrite(&*m_client, table, items(3));
    QVERIFY(m_clock->waitForAlarmIn(12500us));
    m_clock->advance(12500us);
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result().writtenCount, 3);
}

void tst_Batches::throttled()
{
    m_store->enqueue(Reaction::error(400, "ProvisionedThroughputExceededException"), 20);
    const auto future = batchWrite(&*m_client, table, items(200));
    QVERIFY(finish(future));
    QCOMPARE(future.result().writtenCount, 200);
    QCOMPARE(m_store->writes(), 200);
}

void tst_Batches::severalTables()
{
    QMap<QString, QList<WriteRequest>> writes;
    QMap<QString, KeysAndAttributes> keys;
    for (const QString &name : { u"TableA"_s, u"TableB"_s, u"TableC"_s }) {
        for (const QDynamoDBItem &thing : items(40)) {
            writes[name].append({ PutRequest { thing }, {} });
            keys[name].keys.append(key(thing[u"pk"].toString()));
        }
    }
    writes[u"TableC"_s].append(WriteRequest {}); // without put and delete
    QDynamoDBBatchOptions options;
    options.keyAttributes = { { u"TableA"_s, { u"pk"_s } },
                              { u"TableB"_s, { u"pk"_s } },
                              { u"TableC"_s, { u"pk"_s } } };
    AWAIT(summary, batchWrite(&*m_client, writes, options));
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(summary.writtenCount, 120);
    QCOMPARE(summary.unwritten.constFirst().error.code(), Code::InvalidParameterValue);
    QCOMPARE(sorted(m_store->batchSizes()), QList<int>({ 25, 25, 25, 25, 20 }));
    AWAIT(found, batchGet(&*m_client, keys));
    QCOMPARE(found.size(), 3);
    for (const QList<QDynamoDBItem> &list : found)
        QCOMPARE(list, items(40));
    QCOMPARE(sorted(m_store->batchSizes().mid(5)), QList<int>({ 100, 20 }));
}

void tst_Batches::missingTable()
{
    const QList<WriteRequest> two { { PutRequest { item(u"a"_s) }, {} },
                                    { PutRequest { item(u"b"_s) }, {} } };
    AWAIT(summary, batchWrite(&*m_client, { { u"Missing"_s, two }, { table, two } }));
    QCOMPARE(summary.writtenCount, 2);
    QCOMPARE(summary.unwritten.size(), 2);
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten) {
        QCOMPARE(unwritten.tableName, u"Missing"_s);
        QCOMPARE(unwritten.error.code(), Code::ResourceNotFound);
    }
}

void tst_Batches::splitBySize()
{
    // Each item is within 400 KB but six times as large in JSON.
    const QString controls(400 * 1024 - 100, QChar(1));
    QList<QDynamoDBItem> large;
    for (int i = 0; i < 25; ++i)
        large.append({ { u"pk"_s, QString::number(i) }, { u"text"_s, controls } });
    AWAIT(summary, batchWrite(&*m_client, table, large));
    QCOMPARE(summary.writtenCount, 25);
    QCOMPARE(sorted(m_store->batchSizes()), QList<int>({ 6, 6, 6, 6, 1 }));
    QVERIFY(m_store->largestBody() <= 16 * 1024 * 1024);

    // Items of plain text of this size fit into one request.
    const QString plain(400 * 1024 - 100, u'a');
    for (QDynamoDBItem &thing : large)
        thing.insert(u"text"_s, plain);
    AWAIT_DONE(batchWrite(&*m_client, table, large));
    QCOMPARE(m_store->batchSizes().last(), 25);
}

void tst_Batches::tooLarge()
{
    // The limit counts names and values in UTF-8: 2 + 1 + 4 + 409593 bytes.
    QDynamoDBItem most { { u"pk"_s, u"a"_s }, { u"text"_s, QString(QString(204796, u'ä') + u'a') } };
    QDynamoDBItem more { { u"pk"_s, u"b"_s }, { u"text"_s, QString(204797, u'ä') } };
    AWAIT(summary, batchWrite(&*m_client, table, { most, more, item(u"c"_s) }));
    QCOMPARE(summary.writtenCount, 2);
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(pkOf(summary.unwritten[0]), u"b"_s);
    QCOMPARE(summary.unwritten[0].error.code(), Code::InvalidParameterValue);
    QVERIFY(summary.unwritten[0].error.message().contains(u"409601"));
}

// An invalid item does not affect the others.
void tst_Batches::invalidItem()
{
    m_store->refuse(u"17"_s);
    m_store->refuse(u"18"_s);
    QList<QDynamoDBItem> things = items(50);
    things[30].insert(u"set"_s, QDynamoDBValue::stringSet({})); // which the library rejects
    AWAIT(summary, batchWrite(&*m_client, table, things));
    QCOMPARE(summary.writtenCount, 47);
    QStringList unwritten;
    for (const QDynamoDBUnwrittenItem &one : summary.unwritten) {
        unwritten.append(pkOf(one));
        QVERIFY(one.error.code() == Code::Validation
                || one.error.code() == Code::InvalidParameterValue);
    }
    unwritten.sort();
    QCOMPARE(unwritten, QStringList({ u"17"_s, u"18"_s, u"30"_s }));
}

void tst_Batches::invalidKeys()
{
    const QList<QDynamoDBItem> things { { { u"n"_s, 1 } }, { { u"pk"_s, true } }, item(u"fine"_s) };
    AWAIT(summary, batchWrite(&*m_client, table, things));
    QCOMPARE(summary.writtenCount, 1);
    QCOMPARE(summary.unwritten.size(), 2);
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten)
        QCOMPARE(unwritten.error.code(), Code::InvalidParameterValue);
    AWAIT_ERROR(error, batchGet(&*m_client, table, { key(u"a"_s), item(u"b"_s) }),
                Code::InvalidParameterValue);
    QVERIFY(error.message().startsWith(u"Key 2 for the table Things"));
}

// An error that would affect every batch ends the operation.
void tst_Batches::errorOfAllBatches()
{
    m_store->enqueue(Reaction::error(400, "AccessDeniedException"), 8);
    AWAIT(summary, batchWrite(&*m_client, table, items(1000)));
    QCOMPARE(summary.writtenCount + summary.unwritten.size(), 1000);
    QVERIFY(summary.unwritten.size() >= 800);
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten)
        QCOMPARE(unwritten.error.code(), Code::AccessDenied);
}

// A network failure affects the items of its batch only.
void tst_Batches::networkFailure()
{
    m_store->enqueue(Reaction::json(200, "{}").closed(Stage::Request), 1);
    AWAIT(summary, batchWrite(&*m_client, table, items(500)));
    QCOMPARE(summary.writtenCount, 475);
    QCOMPARE(summary.unwritten.size(), 25);
    QSet<QString> pks;
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten) {
        QVERIFY(unwritten.error.isRetryable());
        pks.insert(pkOf(unwritten));
    }
    QCOMPARE(pks.size(), 25);
    QCOMPARE(m_store->items(table).size(), 475);
}

// Writes of one item are sent in order, one after another: the last one wins.
// Each row is the reactions to the calls of one batch, with at most one retry for each call.
void tst_Batches::doubtfulWrites_data()
{
    QTest::addColumn<QStringList>("reactions");
    QTest::addColumn<Code>("code");
    QTest::addColumn<bool>("mayHaveSucceeded");
    const auto row = [](const char *name, const QStringList &reactions, Code code, bool doubtful) {
        QTest::newRow(name) << reactions << code << doubtful;
    };
    row("refused", { u"refused"_s }, Code::AccessDenied, false);
    row("unprocessed, refused", { u"unprocessed"_s, u"refused"_s }, Code::AccessDenied, false);
    row("lost twice", { u"lost"_s, u"lost"_s }, Code::Request, true);
    row("lost, refused", { u"lost"_s, u"refused"_s }, Code::AccessDenied, true);
    row("lost, unprocessed, refused", { u"lost"_s, u"unprocessed"_s, u"refused"_s },
        Code::AccessDenied, true);
    row("lost, unprocessed, refused as not valid", { u"lost"_s, u"unprocessed"_s, u"invalid"_s },
        Code::Validation, true);
    row("foreign response", { u"foreign"_s }, Code::InvalidResponse, true);
    row("not answered in time", { u"held"_s }, Code::Timeout, true);
    row("unprocessed until the deadline", { u"unprocessed"_s, u"wait"_s }, Code::Timeout, false);
}

void tst_Batches::doubtfulWrites()
{
    QFETCH(const QStringList, reactions);
    QFETCH(const Code, code);
    QFETCH(const bool, mayHaveSucceeded);
    m_client->setMaxRetries(1);
    const QByteArray unprocessed = R"({"UnprocessedItems":{"Things":[)"
                                   R"({"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}})";
    for (const QString &reaction : reactions) {
        if (reaction == u"lost")
            m_store->enqueue(Reaction::json(200, "{}").closed(Stage::Request));
        else if (reaction == u"refused")
            m_store->enqueue(Reaction::error(400, "AccessDeniedException"));
        else if (reaction == u"invalid")
            m_store->enqueue(Reaction::error(400, "ValidationException"));
        else if (reaction == u"unprocessed")
            m_store->enqueue(Reaction::json(200, unprocessed));
        else if (reaction == u"foreign")
            m_store->enqueue(Reaction::json(200, R"({"UnprocessedItems":{"Other":[{}]}})"));
        else if (reaction == u"held")
            m_store->enqueue(Reaction::json(200, "{}").held());
        else
            m_store->enqueue(Reaction::json(200, unprocessed), 1000);
    }
    QDynamoDBBatchOptions options;
    options.timeout = 10s;
    options.keyAttributes = { { table, { u"pk"_s } } };
    const auto future = batchWrite(&*m_client, table, { key(u"a"_s) }, {}, options);
    if (reactions.contains(u"held"_s))
        QTRY_COMPARE(m_store->server().held(), 1);
    QVERIFY(finish(future));
    const QDynamoDBBatchWriteSummary summary = future.result();
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(summary.unwritten[0].error.code(), code);
    QCOMPARE(summary.unwritten[0].error.mayHaveSucceeded(), mayHaveSucceeded);
}

void tst_Batches::duplicateWrites()
{
    m_store->setUnprocessed([](double random) { return random < 0.3; });
    QList<QDynamoDBItem> things;
    for (int i = 0; i < 400; ++i)
        things.append(item(QString::number(i % 40), i));
    const auto future = batchWrite(&*m_client, table, things, { key(u"3"_s) });
    QVERIFY(finish(future));
    QCOMPARE(future.result().writtenCount, 401);
    QCOMPARE(m_store->writes(), 401);
    const QHash<QString, QJsonObject> stored = m_store->items(table);
    QCOMPARE(stored.size(), 39);
    QVERIFY(!stored.contains(u"3"_s));
    for (auto it = stored.begin(); it != stored.end(); ++it)
        QCOMPARE(it.value()["n"_L1]["N"_L1].toString().toInt(), 360 + it.key().toInt());

    // Equal numbers with different texts are one key.
    m_store->setUnprocessed({});
    const QDynamoDBItem one { { u"pk"_s, 1 }, { u"n"_s, 1 } };
    const QDynamoDBItem alsoOne { { u"pk"_s, QDynamoDBNumber(u"1.0") }, { u"n"_s, 2 } };
    const qsizetype batches = m_store->batchSizes().size();
    AWAIT_DONE(batchWrite(&*m_client, table, { one, alsoOne }));
    QCOMPARE(m_store->batchSizes().mid(batches), QList<int>({ 1, 1 }));
}

void tst_Batches::duplicateKeys()
{
    AWAIT_DONE(batchWrite(&*m_client, table, items(3)));
    const auto future = batchGet(&*m_client, table,
                                 { key(u"2"_s), key(u"1"_s), key(u"2"_s), key(u"none"_s),
                                   key(u"none"_s), key(u"2"_s) });
    AWAIT(found, future);
    const QDynamoDBItem two = item(u"2"_s, 2);
    QCOMPARE(found, QList<QDynamoDBItem>({ two, item(u"1"_s, 1), two, {}, {}, two }));
    QCOMPARE(m_store->batchSizes().last(), 3);
    QCOMPARE(future.progressMaximum(), 6);
    QCOMPARE(future.progressValue(), 6);
}

// The key is added to the projection, and removed from the results unless it was requested.
void tst_Batches::projection()
{
    AWAIT_DONE(batchWrite(&*m_client, table, items(3)));
    KeysAndAttributes wanted;
    wanted.keys = { key(u"1"_s), key(u"2"_s) };
    wanted.projectionExpression = u"n"_s;
    AWAIT(found, batchGet(&*m_client, { { table, wanted } }));
    QCOMPARE(found[table], QList<QDynamoDBItem>({ { { u"n"_s, 1 } }, { { u"n"_s, 2 } } }));
    const auto sent = [this] {
        return QJsonDocument::fromJson(
                m_store->server().requests().last().body)["RequestItems"_L1][table];
    };
    QCOMPARE(sent()["ProjectionExpression"_L1].toString(), u"n, #qtdynamodb1"_s);
    QCOMPARE(sent()["ExpressionAttributeNames"_L1]["#qtdynamodb1"_L1].toString(), u"pk"_s);

    wanted.projectionExpression = u"#p, n"_s;
    wanted.expressionAttributeNames = { { u"#p"_s, u"pk"_s } };
    AWAIT(withKey, batchGet(&*m_client, { { table, wanted } }));
    QCOMPARE(sent()["ProjectionExpression"_L1].toString(), u"#p, n"_s);
    QCOMPARE(withKey[table][0], item(u"1"_s, 1));
}

void tst_Batches::getFails()
{
    m_store->enqueue(Reaction::error(400, "AccessDeniedException"), 1);
    QList<QDynamoDBItem> keys;
    for (int i = 0; i < 5000; ++i)
        keys.append(key(QString::number(i)));
    AWAIT_ERROR(error, batchGet(&*m_client, table, keys), Code::AccessDenied);
    QCOMPARE(error.operation(), u"BatchGetItem"_s);
}

void tst_Batches::deadline()
{
    m_store->setUnprocessed([](double random) { return random < 0.9; });
    QDynamoDBBatchOptions options;
    options.timeout = 2s;
    const auto future = batchWrite(&*m_client, table, items(1000), {}, options);
    QVERIFY(finish(future, 50ms));
    const QDynamoDBBatchWriteSummary summary = future.result();
    QVERIFY(summary.writtenCount > 0);
    QVERIFY(!summary.isComplete());
    QCOMPARE(summary.writtenCount + summary.unwritten.size(), 1000);
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten)
        QCOMPARE(unwritten.error.code(), Code::Timeout);

    m_store->setUnprocessed([](double) { return true; });
    const auto get = batchGet(&*m_client, table, { key(u"1"_s) }, options);
    QVERIFY(finish(get, 50ms));
    AWAIT_ERROR(error, get, Code::Timeout);
}

void tst_Batches::cancel()
{
    m_store->enqueue(Reaction::json(200, "{}").held(), 100);
    auto future = batchWrite(&*m_client, table, items(1000));
    QTRY_COMPARE(m_store->server().held(), 8);
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
    QTRY_VERIFY(m_store->server().openConnections() <= 1); // at most the connection of DescribeTable
    QCOMPARE(m_store->server().copies(), 9); // including DescribeTable
    QCOMPARE(m_clock->alarms(), 0);
}

void tst_Batches::cancelGet()
{
    m_store->setUnprocessed([](double) { return true; });
    auto future = batchGet(&*m_client, table, { key(u"1"_s) });
    QVERIFY(m_clock->waitForAlarmIn(500ms));
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(m_clock->alarms(), 0);
}

void tst_Batches::clientDestroyed_data()
{
    QTest::addColumn<bool>("pausing");
    QTest::newRow("batches in flight") << false;
    QTest::newRow("all lanes pausing") << true;
}

void tst_Batches::clientDestroyed()
{
    QFETCH(bool, pausing);
    if (pausing)
        m_store->setUnprocessed([](double) { return true; });
    else
        m_store->enqueue(Reaction::json(200, "{}").held(), 100);
    const auto future = batchWrite(&*m_client, table, items(300));
    if (pausing)
        QVERIFY(m_clock->waitForAlarms(8));
    else
        QTRY_COMPARE(m_store->server().held(), 8);
    m_client.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().unwritten.size(), 300);
    for (const QDynamoDBUnwrittenItem &unwritten : future.result().unwritten)
        QCOMPARE(unwritten.error.code(), Code::ClientDestroyed);
}

void tst_Batches::clientDestroyedOnGet()
{
    m_store->setUnprocessed([](double) { return true; });
    const auto future = batchGet(&*m_client, table, { key(u"1"_s) });
    QVERIFY(m_clock->waitForAlarmIn(500ms));
    m_client.reset();
    QVERIFY(future.isFinished());
    AWAIT_ERROR(error, future, Code::ClientDestroyed);
}

// Batches need no event loop of the calling thread.
void tst_Batches::blocking()
{
    QCOMPARE(batchWrite(&*m_client, table, items(300)).result().writtenCount, 300);
    QCOMPARE(batchGet(&*m_client, table, { key(u"7"_s) }).result()[0][u"n"].toInteger(), 7);
}

void tst_Batches::describeTableOnce()
{
    AWAIT_DONE(batchWrite(&*m_client, table, items(100)));
    AWAIT_DONE(batchWrite(&*m_client, table, items(100)));
    QCOMPARE(m_store->described(), 1);
    QDynamoDBBatchOptions options;
    options.keyAttributes = { { u"Other"_s, { u"pk"_s } } };
    AWAIT_DONE(batchWrite(&*m_client, u"Other"_s, items(100), {}, options));
    QCOMPARE(m_store->described(), 1);
}

QTEST_GUILESS_MAIN(tst_Batches)
#include "tst_batches.moc"
