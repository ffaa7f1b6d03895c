// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtCore/qrandom.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Models that follow the stream of their table on DynamoDB Local while another client writes.
class tst_Integration_LiveModel : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void insertsUpdatesRemoves();
    void moveInIndex();
    void beyondFetchedPages();
    void fullModel_data();
    void fullModel();
    void projections();
    void localChanges();
    void liveToggled();
    void reloadWhileFollowing();
    void withoutStream();
    void streamWithoutImages();
    void projectionWithoutKey();
    void clientDestroyed();
    void randomChanges_data();
    void randomChanges();

private:
    enum class Index { None, ByRank };
    [[nodiscard]] static CreateTableRequest streaming(
            Index index = Index::None, StreamViewType images = StreamViewType::NewAndOldImages);
    void put(const QString &table, int sk, const QDynamoDBItem &more = {});
    void follow(QDynamoDBQueryModel *model, const QString &table);
    [[nodiscard]] static QList<int> numbers(const QDynamoDBItemModel &model,
                                            QStringView attribute = u"sk");

    QDynamoDBClient m_other;
};

// Rows are inserted and removed without a reset of the model.
#define FOLLOWED(model) \
    QTRY_COMPARE((model).status(), Status::Ready); \
    QVERIFY2((model).isFollowing(), qPrintable(QDebug::toString((model).error()))); \
    const QSignalSpy resets(&(model), &QAbstractItemModel::modelReset); \
    const QAbstractItemModelTester tester(&(model), \
                                          QAbstractItemModelTester::FailureReportingMode::QtTest)

#define SOON(what, expected) QTRY_COMPARE_WITH_TIMEOUT(what, expected, 2000)

void tst_Integration_LiveModel::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_other);
}

CreateTableRequest tst_Integration_LiveModel::streaming(Index index, StreamViewType images)
{
    CreateTableRequest request = TestTable::request(TestTable::Keys::PartitionAndSort);
    request.streamSpecification = StreamSpecification { true, images };
    if (index == Index::ByRank) {
        request.attributeDefinitions.append({ u"group"_s, ScalarAttributeType::S });
        request.attributeDefinitions.append({ u"rank"_s, ScalarAttributeType::N });
        GlobalSecondaryIndex byRank;
        byRank.indexName = u"by-rank"_s;
        byRank.keySchema = { { u"group"_s, KeyType::Hash }, { u"rank"_s, KeyType::Range } };
        byRank.projection = IndexProjection { ProjectionType::Include, { u"text"_s } };
        request.globalSecondaryIndexes = { byRank };
    }
    return request;
}

void tst_Integration_LiveModel::put(const QString &table, int sk, const QDynamoDBItem &more)
{
    QDynamoDBItem item { { u"pk"_s, u"p"_s }, { u"sk"_s, sk } };
    for (const auto &attribute : more)
        item.insert(attribute.name, attribute.value);
    AWAIT_DONE(m_other.putItem(table, item));
}

void tst_Integration_LiveModel::follow(QDynamoDBQueryModel *model, const QString &table)
{
    model->setClient(&m_client);
    model->setTableName(table);
    model->setTypedKeyCondition(key(u"pk"_s) == u"p"_s);
    model->setLive(true);
}

QList<int> tst_Integration_LiveModel::numbers(const QDynamoDBItemModel &model, QStringView attribute)
{
    QList<int> result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(int(model.item(row)[attribute].toInteger(-1)));
    return result;
}

void tst_Integration_LiveModel::insertsUpdatesRemoves()
{
    TEST_TABLE(table, streaming());
    put(table.name(), 10);
    put(table.name(), 30);

    // A condition in text with placeholders, so that the model has to parse it.
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setKeyCondition(u"pk = :p AND sk BETWEEN :low AND :high"_s);
    model.setFilter(u"attribute_not_exists(#h) OR NOT #h = :yes"_s);
    model.setNames({ { u"#h"_s, u"hidden"_s } });
    model.setValues(
            { { u":p"_s, u"p"_s }, { u":low"_s, 5 }, { u":high"_s, 50 }, { u":yes"_s, true } });
    QDynamoDBScanModel scan;
    scan.setClient(&m_client);
    scan.setTableName(table.name());
    scan.setFilter(u"sk < :limit AND size(pk) = :one"_s); // the filter of a scan may use keys
    scan.setValues({ { u":limit"_s, 25 }, { u":one"_s, 1 } });
    scan.setLive(true);
    FOLLOWED(model);
    QTRY_COMPARE(scan.status(), Status::Ready);
    QCOMPARE(numbers(model), QList<int>({ 10, 30 }));
    QCOMPARE(numbers(scan), QList<int>({ 10 }));

    put(table.name(), 20);
    SOON(numbers(model), QList<int>({ 10, 20, 30 }));
    SOON(numbers(scan), QList<int>({ 10, 20 }));
    put(table.name(), 5);
    SOON(numbers(model), QList<int>({ 5, 10, 20, 30 }));
    // An item outside the range and one of another partition.
    put(table.name(), 51);
    AWAIT_DONE(m_other.putItem(table.name(), { { u"pk"_s, u"q"_s }, { u"sk"_s, 21 } }));
    put(table.name(), 20, { { u"text"_s, u"changed"_s } });
    SOON(model.item(2)[u"text"].toString(), u"changed"_s);
    QCOMPARE(numbers(model), QList<int>({ 5, 10, 20, 30 }));
    // The item stops meeting the filter, and meets it again.
    put(table.name(), 10, { { u"hidden"_s, true } });
    SOON(numbers(model), QList<int>({ 5, 20, 30 }));
    put(table.name(), 10);
    SOON(numbers(model), QList<int>({ 5, 10, 20, 30 }));
    AWAIT_DONE(m_other.deleteItem(table.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, 5 } }));
    SOON(numbers(model), QList<int>({ 10, 20, 30 }));
    QTRY_COMPARE(scan.count(), 3); // 10, 20 and the item of the other partition
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::moveInIndex()
{
    TEST_TABLE(table, streaming(Index::ByRank));
    const auto rank = [&](int sk, int n) {
        put(table.name(), sk, { { u"group"_s, u"g"_s }, { u"rank"_s, n }, { u"other"_s, 1 } });
    };
    for (int sk = 1; sk <= 3; ++sk)
        rank(sk, sk * 10);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setIndexName(u"by-rank"_s);
    model.setTypedKeyCondition(key(u"group"_s) == u"g"_s);
    model.setDescending(true);
    FOLLOWED(model);
    QCOMPARE(numbers(model), QList<int>({ 3, 2, 1 }));

    const QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    const QPersistentModelIndex first(model.index(2, 0)); // of item 1
    rank(1, 25);
    SOON(numbers(model), QList<int>({ 3, 1, 2 }));
    rank(3, 5);
    SOON(numbers(model), QList<int>({ 1, 2, 3 }));
    QCOMPARE(moves.size(), 2);
    QCOMPARE(first.row(), 0);
    QVERIFY(!model.item(0).contains(u"other")); // not projected into the index
    // An item without the key of the index is not in the index.
    put(table.name(), 2, { { u"group"_s, u"g"_s } });
    SOON(numbers(model), QList<int>({ 1, 3 }));
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::beyondFetchedPages()
{
    TEST_TABLE(table, streaming());
    for (int sk = 0; sk < 10; ++sk)
        put(table.name(), sk * 10);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setPageSize(4);
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(numbers(model), QList<int>({ 0, 10, 20, 30 }));

    put(table.name(), 55); // its page is not fetched yet
    put(table.name(), 15);
    SOON(numbers(model), QList<int>({ 0, 10, 15, 20, 30 }));
    model.fetchMore();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(numbers(model), QList<int>({ 0, 10, 15, 20, 30, 40, 50, 55, 60 }));
    model.fetchAll();
    QTRY_COMPARE(model.status(), Status::Ready);
    put(table.name(), 1000);
    SOON(numbers(model).last(), 1000);

    model.setMaxRows(3);
    QTRY_COMPARE(numbers(model), QList<int>({ 0, 10, 15 }));
    put(table.name(), 5);
    SOON(numbers(model), QList<int>({ 0, 5, 10 }));
}

void tst_Integration_LiveModel::fullModel_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "query", "index", "scan" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// Removing rows of a full model makes room for further items.
void tst_Integration_LiveModel::fullModel()
{
    QFETCH(const QString, kind);
    TEST_TABLE(table, streaming(Index::ByRank));
    for (int sk = 0; sk < 10; ++sk)
        put(table.name(), sk, { { u"group"_s, u"g"_s }, { u"rank"_s, sk } });
    QDynamoDBScanModel scan;
    QDynamoDBQueryModel query;
    QDynamoDBItemModel &model = kind == u"scan" ? static_cast<QDynamoDBItemModel &>(scan) : query;
    model.setMaxRows(4);
    follow(&query, table.name());
    if (kind == u"scan") {
        scan.setClient(&m_client);
        scan.setTableName(table.name());
        scan.setLive(true);
    } else if (kind == u"index") {
        query.setIndexName(u"by-rank"_s);
        query.setTypedKeyCondition(key(u"group"_s) == u"g"_s);
    }
    FOLLOWED(model);
    const auto isFull = [&] { return model.count() == 4 && model.status() == Status::Ready; };
    QVERIFY(isFull());
    QList<int> gone;
    for (int left = 9; left >= 0; --left) {
        const int first = numbers(model).first();
        AWAIT_DONE(m_other.deleteItem(table.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, first } }));
        gone.append(first);
        SOON(model.count() == 0 || numbers(model).first() != first, true);
        QTRY_COMPARE(model.count(), std::min(left, 4));
    }
    QTRY_COMPARE(model.status(), Status::Ready);
    QVERIFY(!model.hasMore());
    std::sort(gone.begin(), gone.end());
    QCOMPARE(gone, QList<int>({ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::projections()
{
    TEST_TABLE(table, streaming());
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setProjection(u"pk, sk, #t"_s);
    model.setNames({ { u"#t"_s, u"text"_s } });
    FOLLOWED(model);
    put(table.name(), 1, { { u"text"_s, u"shown"_s }, { u"secret"_s, u"not"_s } });
    SOON(model.count(), 1);
    QCOMPARE(model.item(0).size(), 3);
    QCOMPARE(model.item(0)[u"text"].toString(), u"shown"_s);
    QVERIFY(!model.item(0).contains(u"secret"));
}

// Local changes arrive again by the stream without effect.
void tst_Integration_LiveModel::localChanges()
{
    TEST_TABLE(table, streaming());
    put(table.name(), 1, { { u"text"_s, u"a"_s } });
    put(table.name(), 3, { { u"text"_s, u"c"_s } });
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setEditable(true);
    FOLLOWED(model);
    QVERIFY(model.setAttribute(0, u"text"_s, u"edited"_s));
    QVERIFY(model.append(QDynamoDBItem { { u"pk"_s, u"p"_s }, { u"sk"_s, 2 } }));
    QVERIFY(model.remove(1));
    QTRY_COMPARE(model.pendingWrites(), 0);
    SOON(numbers(model), QList<int>({ 1, 2 })); // moved to its place although it was appended
    put(table.name(), 4);
    SOON(numbers(model), QList<int>({ 1, 2, 4 })); // all earlier records have been applied
    QCOMPARE(model.item(0)[u"text"].toString(), u"edited"_s);
    QVERIFY(!model.error().isError());
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::liveToggled()
{
    TEST_TABLE(table, streaming());
    put(table.name(), 1);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setLive(false);
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.isFollowing(), false);
    put(table.name(), 2);
    // Changes made before following started are read.
    const QSignalSpy followed(&model, &QDynamoDBItemModel::followingChanged);
    model.setLive(true);
    FOLLOWED(model);
    QCOMPARE(followed.size(), 1);
    QCOMPARE(numbers(model), QList<int>({ 1, 2 }));
    put(table.name(), 3);
    SOON(numbers(model), QList<int>({ 1, 2, 3 }));
    model.setLive(false);
    QCOMPARE(followed.size(), 2);
    put(table.name(), 4);
    // Another model shows the change, so this one has had time to.
    QDynamoDBQueryModel other;
    follow(&other, table.name());
    QTRY_COMPARE(other.count(), 4);
    put(table.name(), 5);
    SOON(other.count(), 5);
    QCOMPARE(model.count(), 3);
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::reloadWhileFollowing()
{
    TEST_TABLE(table, streaming());
    for (int sk = 0; sk < 50; ++sk)
        put(table.name(), sk);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setPageSize(7);
    model.fetchAll();
    FOLLOWED(model);
    QCOMPARE(model.count(), 50);
    for (int round = 0; round < 10; ++round) {
        model.reload();
        AWAIT_DONE(
                m_other.deleteItem(table.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, round * 3 } }));
        put(table.name(), 100 + round);
    }
    QTRY_COMPARE(model.status(), Status::Ready);
    model.fetchAll();
    QTRY_COMPARE(model.status(), Status::Ready);
    SOON(numbers(model).last(), 109);
    QCOMPARE(model.count(), 50);
    QVERIFY(!numbers(model).contains(27));
    QCOMPARE(resets.size(), 0);
}

void tst_Integration_LiveModel::withoutStream()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    put(table.name(), 1);
    QDynamoDBQueryModel model;
    const QSignalSpy errors(&model, &QDynamoDBItemModel::errorOccurred);
    follow(&model, table.name());
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.count(), 1); // the model still works otherwise
    QCOMPARE(errors.size(), 1);
    QCOMPARE(model.error().code(), Code::Validation);
    QVERIFY(model.error().message().contains(u"has no stream"_s));
    QVERIFY(!model.isFollowing());
    QVERIFY(model.isLive());
}

void tst_Integration_LiveModel::streamWithoutImages()
{
    TEST_TABLE(table, streaming(Index::None, StreamViewType::KeysOnly));
    put(table.name(), 1);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    QTRY_VERIFY(model.error().isError());
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.count(), 1);
    QCOMPARE(model.error().code(), Code::Validation);
    QVERIFY(model.error().message().contains(u"NEW_IMAGE"_s));
    QVERIFY(!model.isFollowing());
}

void tst_Integration_LiveModel::projectionWithoutKey()
{
    TEST_TABLE(table, streaming());
    put(table.name(), 1);
    QDynamoDBQueryModel model;
    follow(&model, table.name());
    model.setProjection(u"pk"_s);
    QTRY_VERIFY(model.error().isError());
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.count(), 1);
    QVERIFY(model.error().message().contains(u"pk, sk"_s));
    QVERIFY(!model.isFollowing());
}

void tst_Integration_LiveModel::clientDestroyed()
{
    TEST_TABLE(table, streaming());
    put(table.name(), 1);
    QDynamoDBQueryModel model;
    for (int delay : { 0, 5, 50, 500 }) {
        auto client = std::make_unique<QDynamoDBClient>();
        configure(client.get());
        follow(&model, table.name());
        model.setClient(client.get());
        QTest::qWait(delay); // at any stage
        client.reset();
        QCOMPARE(model.client(), nullptr);
        QTRY_COMPARE(model.count(), 0);
        QCOMPARE(model.status(), Status::Null);
        QVERIFY(!model.isFollowing());
    }
    follow(&model, table.name());
    FOLLOWED(model);
    put(table.name(), 2);
    SOON(model.count(), 2);
}

void tst_Integration_LiveModel::randomChanges_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         { "query", "descending", "index", "scan", "pages", "full", "full index" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// After random changes, the model equals one that reads the table anew.
void tst_Integration_LiveModel::randomChanges()
{
    QFETCH(const QString, kind);
    TEST_TABLE(table, streaming(Index::ByRank));
    QRandomGenerator random(7);
    const auto change = [&]() -> QFuture<void> {
        const int sk = int(random.bounded(150));
        if (random.bounded(4) == 0) {
            return QFuture<void>(
                    m_other.deleteItem(table.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, sk } }));
        }
        QDynamoDBItem item { { u"pk"_s, u"p"_s },
                             { u"sk"_s, sk },
                             { u"text"_s, QString::number(random.bounded(1000)) },
                             { u"rank"_s, int(random.bounded(100000)) } };
        if (random.bounded(5) > 0)
            item.insert(u"group"_s, u"g"_s);
        return QFuture<void>(m_other.putItem(table.name(), item));
    };
    // Changes run concurrently, but the changes of one item run one after another.
    const auto changeMany = [&](int count) {
        for (int i = 0; i < count; ++i)
            change().waitForFinished();
    };
    changeMany(200);

    std::unique_ptr<QDynamoDBItemModel> model;
    const auto make = [&]() -> std::unique_ptr<QDynamoDBItemModel> {
        std::unique_ptr<QDynamoDBItemModel> made;
        if (kind == u"scan") {
            made = std::make_unique<QDynamoDBScanModel>();
        } else {
            auto query = std::make_unique<QDynamoDBQueryModel>();
            query->setTypedKeyCondition(key(u"pk"_s) == u"p"_s);
            query->setDescending(kind == u"descending");
            if (kind.endsWith(u"index")) {
                query->setIndexName(u"by-rank"_s);
                query->setTypedKeyCondition(key(u"group"_s) == u"g"_s);
            }
            made = std::move(query);
        }
        made->setClient(&m_client);
        made->setTableName(table.name());
        made->setFilter(u"begins_with(#t, :a) OR contains(#t, :b)"_s);
        made->setNames({ { u"#t"_s, u"text"_s } });
        made->setValues({ { u":a"_s, u"3"_s }, { u":b"_s, u"5"_s } });
        if (kind == u"pages")
            made->setPageSize(10);
        if (kind.startsWith(u"full")) {
            made->setPageSize(10);
            made->setMaxRows(25);
        }
        return made;
    };
    model = make();
    model->setLive(true);
    FOLLOWED(*model);

    for (int round = 0; round < 40; ++round) {
        changeMany(25);
        QCoreApplication::processEvents();
        if (kind == u"pages" && round % 4 == 0)
            model->fetchMore();
        if (round % 15 == 14)
            model->reload();
    }
    model->fetchAll();

    const auto items = [](const QDynamoDBItemModel &from) {
        QList<QDynamoDBItem> list;
        for (int row = 0; row < from.rowCount(); ++row)
            list.append(from.item(row));
        return list;
    };
    const auto fresh = make();
    fresh->fetchAll();
    QTRY_COMPARE(fresh->status(), Status::Ready);
    QVERIFY(fresh->count() > 10);
    QList<QDynamoDBItem> expected = items(*fresh);
    const auto sorted = [&](QList<QDynamoDBItem> list) {
        if (kind == u"scan") {
            std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
                return a[u"sk"].toInteger() < b[u"sk"].toInteger();
            });
        }
        return list;
    };
    expected = sorted(expected);
    QTRY_COMPARE_WITH_TIMEOUT(sorted(items(*model)), expected, 5000);
    QCOMPARE(model->status(), Status::Ready);
    QVERIFY2(!model->error().isError(), qPrintable(QDebug::toString(model->error())));
    QCOMPARE(resets.size(), 0);
}

QTEST_GUILESS_MAIN(tst_Integration_LiveModel)
#include "tst_integration_livemodel.moc"
