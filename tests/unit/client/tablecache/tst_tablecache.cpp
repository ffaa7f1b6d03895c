// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tablecache_p.h"
#include "client/tabledescription_p.h"
#include "faketable/faketable.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbitemreader.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// The cache of table descriptions, and functions that look something up in a description.
class tst_TableCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fetchedOnce();
    void fetchedAgainWhenTooOld();
    void callsInFlightAreShared();
    void cancelledByOneOfTwo();
    void errorsAreNotCached();
    void responseWithoutTable();
    void forgotten();
    void forgottenInFlight();
    void otherSettings();
    void handlersRunInTheIoThread();
    void clientDestroyed();
    void inserted();
    void sharedByAll();

    void keys();
    void indexes();
    void sizes();

private:
    [[nodiscard]] TableCache &cache() const { return TableCache::of(m_client.get()); }
    [[nodiscard]] QDynamoDBExpected<TableDescriptionPtr> fetch(
            TableCache::Age maxAge = TableCache::anyAge)
    {
        return waitForResult(cache().fetch(m_client.get(), u"Table"_s, maxAge));
    }
    [[nodiscard]] int calls() const { return m_table->count(u"DescribeTable"_s); }

    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_TableCache::init()
{
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
}

void tst_TableCache::cleanup()
{
    m_client.reset();
    m_table.reset();
}

void tst_TableCache::fetchedOnce()
{
    QVERIFY(!cache().find(m_client.get(), u"Table"_s, TableCache::anyAge));
    const auto first = fetch();
    QVERIFY(first);
    QCOMPARE(keyAttributes(**first), QStringList({ u"pk"_s, u"sk"_s }));
    QCOMPARE(*fetch(), *first);
    QCOMPARE(*fetch(TableCache::recent), *first);
    QCOMPARE(cache().find(m_client.get(), u"Table"_s, TableCache::recent), *first);
    QCOMPARE(calls(), 1);

    bool isKnown = false;
    cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge,
                  [&](const QDynamoDBExpected<TableDescriptionPtr> &description) {
                      isKnown = description.hasValue(); // without another call
                  });
    QVERIFY(isKnown);
    QVERIFY(waitForResult(cache().fetch(m_client.get(), u"Other"_s, TableCache::anyAge)));
    QCOMPARE(calls(), 2);
}

void tst_TableCache::fetchedAgainWhenTooOld()
{
    m_table->setItems(FakeTable::items(0, 3));
    QCOMPARE(sizeOf(**fetch(), {}).items, 3);
    m_table->setItems(FakeTable::items(0, 5));
    QVERIFY(!cache().find(m_client.get(), u"Table"_s, TableCache::Age(0)));
    QCOMPARE(sizeOf(**fetch(), {}).items, 3);
    QCOMPARE(sizeOf(**fetch(TableCache::Age(0)), {}).items, 5);
    QCOMPARE(sizeOf(**fetch(), {}).items, 5);
    QCOMPARE(calls(), 2);
}

void tst_TableCache::callsInFlightAreShared()
{
    QList<QFuture<TableDescriptionPtr>> futures;
    for (int i = 0; i < 5; ++i)
        futures.append(cache().fetch(m_client.get(), u"Table"_s, TableCache::Age(0)));
    for (const auto &future : std::as_const(futures))
        QCOMPARE(future.result(), futures[0].result());
    QCOMPARE(calls(), 1);
}

void tst_TableCache::cancelledByOneOfTwo()
{
    auto first = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    const auto second = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    first.cancel();
    QCOMPARE(waitForResult(first).error().code(), Code::Cancelled);
    QVERIFY(waitForResult(second));
    QCOMPARE(calls(), 1);
}

void tst_TableCache::errorsAreNotCached()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    const auto first = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    const auto second = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    QCOMPARE(waitForResult(first).error().code(), Code::AccessDenied);
    QCOMPARE(waitForResult(second).error().code(), Code::AccessDenied);
    QVERIFY_THROWS_EXCEPTION(AccessDeniedException, (void)first.result());
    QCOMPARE(calls(), 1);
    QVERIFY(fetch());
    QCOMPARE(calls(), 2);

    // A description that can't be renewed is used regardless of its age.
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    QVERIFY(!fetch(TableCache::Age(0)));
    QVERIFY(fetch());
    QCOMPARE(calls(), 3);
}

void tst_TableCache::responseWithoutTable()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::json(200, "{}"));
    QCOMPARE(fetch().error().code(), Code::InvalidResponse);
    QVERIFY(fetch());
}

void tst_TableCache::forgotten()
{
    QVERIFY(fetch());
    cache().forget(u"Other"_s);
    QVERIFY(fetch());
    QCOMPARE(calls(), 1);
    cache().forget(u"Table"_s);
    QVERIFY(fetch());
    QCOMPARE(calls(), 2);
}

// The response may be older than the change for which the description was discarded.
void tst_TableCache::forgottenInFlight()
{
    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200, R"({"Table":{"TableName":"Table","ItemCount":1}})").held());
    const auto first = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    QTRY_COMPARE(m_table->server().held(), 1);
    cache().forget(u"Table"_s);
    const auto second = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    QCOMPARE(keyAttributes(*second.result()).size(), 2);
    m_table->server().release();
    QCOMPARE(keyAttributes(*first.result()).size(), 0);
    QCOMPARE(*fetch(), second.result());
    QCOMPARE(calls(), 2);
}

void tst_TableCache::otherSettings()
{
    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200, R"({"Table":{"TableName":"Table","ItemCount":1}})").held());
    const auto first = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    QTRY_COMPARE(m_table->server().held(), 1);
    FakeTable other;
    other.configure(m_client.get());
    QVERIFY(!cache().find(m_client.get(), u"Table"_s, TableCache::anyAge));
    const auto second = fetch();
    QVERIFY(second);
    QCOMPARE(other.count(u"DescribeTable"_s), 1);
    m_table->server().release();
    QVERIFY(waitForResult(first));
    QCOMPARE(*fetch(), *second);
}

void tst_TableCache::handlersRunInTheIoThread()
{
    QThread *thread = nullptr;
    QSemaphore done;
    const auto look = [&](const QDynamoDBExpected<TableDescriptionPtr> &) {
        thread = QThread::currentThread();
        done.release();
    };
    cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge, look);
    done.acquire();
    QThread *ioThread = nullptr;
    (void)m_client->listTables(ListTablesRequest()).then([&](const ListTablesResult &) {
        ioThread = QThread::currentThread();
    });
    QTRY_VERIFY(ioThread);
    QCOMPARE(thread, ioThread);

    // A call that fails at once.
    m_client->setEndpoint(QUrl(u"http://example.com"_s));
    cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge, look);
    done.acquire();
    QCOMPARE(thread, ioThread);
}

void tst_TableCache::clientDestroyed()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::json(200, "{}").held());
    const auto future = cache().fetch(m_client.get(), u"Table"_s, TableCache::anyAge);
    QTRY_COMPARE(m_table->server().held(), 1);
    m_client.reset();
    QCOMPARE(waitForResult(future).error().code(), Code::ClientDestroyed);
}

void tst_TableCache::inserted()
{
    TableDescription description;
    description.keySchema = { { u"id"_s, KeyType::Hash } };
    cache().insert(m_client.get(), u"Table"_s, description);
    QCOMPARE(keyAttributes(**fetch()), QStringList { u"id"_s });
    QCOMPARE(calls(), 0);
}

// Batches, item readers and models use the description that one of them has fetched.
void tst_TableCache::sharedByAll()
{
    m_table->setItems(FakeTable::items(0, 3));
    QDynamoDBScanModel model;
    model.setClient(m_client.get());
    model.setTableName(u"Table"_s);
    QTRY_COMPARE(model.keyAttributes(), QStringList({ u"pk"_s, u"sk"_s }));
    QDynamoDBScanModel another;
    another.setClient(m_client.get());
    another.setTableName(u"Table"_s);
    QTRY_COMPARE(another.count(), 3);
    QCOMPARE(another.keyAttributes(), QStringList({ u"pk"_s, u"sk"_s }));

    QCOMPARE(batchWrite(m_client.get(), u"Table"_s, FakeTable::items(0, 3)).result().writtenCount,
             3);

    ScanRequest request;
    request.tableName = u"Table"_s;
    QDynamoDBItemReader reader(m_client.get(), request);
    reader.start();
    QTRY_COMPARE(reader.status(), QDynamoDBItemReader::Status::Finished);
    QCOMPARE(calls(), 1);
}

static TableDescription indexedTable()
{
    TableDescription table;
    table.keySchema = { { u"sk"_s, KeyType::Range }, { u"pk"_s, KeyType::Hash } };
    table.itemCount = 10;
    table.tableSizeBytes = 1000;
    GlobalSecondaryIndexDescription global;
    global.indexName = u"global"_s;
    global.keySchema = { { u"a"_s, KeyType::Hash },
                         { u"b"_s, KeyType::Hash },
                         { u"c"_s, KeyType::Range } };
    global.projection = IndexProjection { ProjectionType::Include, { u"text"_s } };
    global.itemCount = 4;
    global.indexSizeBytes = 400;
    table.globalSecondaryIndexes = { global };
    LocalSecondaryIndexDescription local;
    local.indexName = u"local"_s;
    local.keySchema = { { u"pk"_s, KeyType::Hash }, { u"rank"_s, KeyType::Range } };
    local.projection = IndexProjection { ProjectionType::All, {} };
    table.localSecondaryIndexes = { local };
    return table;
}

void tst_TableCache::keys()
{
    QCOMPARE(keyAttributes(indexedTable()), QStringList({ u"pk"_s, u"sk"_s }));
    QCOMPARE(keyAttributes(TableDescription()), QStringList());
}

void tst_TableCache::indexes()
{
    const TableDescription table = indexedTable();
    QCOMPARE(keyAttributes(table, u"global"_s), QStringList({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(keyAttributes(table, u"local"_s), QStringList({ u"pk"_s, u"rank"_s }));
    QCOMPARE(keyAttributes(table, u"none"_s), QStringList());
    QCOMPARE(projectedAttributes(table, u"global"_s),
             QStringList({ u"pk"_s, u"sk"_s, u"a"_s, u"b"_s, u"c"_s, u"text"_s }));
    QCOMPARE(projectedAttributes(table, u"local"_s), std::nullopt);
    QCOMPARE(projectedAttributes(table, {}), std::nullopt);
}

void tst_TableCache::sizes()
{
    const TableDescription table = indexedTable();
    QCOMPARE(sizeOf(table, {}).items, 10);
    QCOMPARE(sizeOf(table, {}).bytes, 1000);
    QCOMPARE(sizeOf(table, u"global"_s).items, 4);
    QCOMPARE(sizeOf(table, u"global"_s).bytes, 400);
    QCOMPARE(sizeOf(table, u"local"_s).items, std::nullopt);
    QCOMPARE(sizeOf(table, u"none"_s).items, std::nullopt);
}

QTEST_GUILESS_MAIN(tst_TableCache)
#include "tst_tablecache.moc"
