// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "memorysource.h"
#include "models/qdynamodbitemmodel_p.h"
#include "values/qdynamodberror_p.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtCore/qthread.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using FeedStatus = ItemFeed::Status;
using Finish = MemorySource::Finish;
using Code = QDynamoDBError::Code;

// The models over an item source that has no client.
class tst_ItemSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void query_data();
    void query();
    void scan();
    void error();
    void cancel();
    void reload();
    void replacesTheClient();
    void moved();
    void gone();
    void sharedByTwoModels();

    void edit();
    void editFails();
    void editMeetsAnother();
    void appendAndRemove();
    void doubtfulEdit_data();
    void doubtfulEdit();
    void doubtfulAppend_data();
    void doubtfulAppend();
    void doubtfulRemove_data();
    void doubtfulRemove();
    void writesContinueWithoutTheModel();

    void live();
    void pagesWaitForTheFeed();
    void feedThatWaits();
    void changesLost();
    void alwaysFollowed();
    void projectionWithoutKey();
    void states();

    void restartedByReceiver_data();
    void restartedByReceiver();
    void limitedByReceiver_data();
    void limitedByReceiver();
    void editedByReceiver();
    void anotherThread();

private:
    void read(); // sets the usual parameters
    [[nodiscard]] QList<int> sortKeys() const;
    [[nodiscard]] QString text(int row) const { return m_model->item(row)[u"text"].toString(); }

    std::shared_ptr<MemorySource> m_source;
    std::unique_ptr<QDynamoDBQueryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

static QList<int> numbers(int from, int to)
{
    QList<int> result(to - from);
    std::iota(result.begin(), result.end(), from);
    return result;
}

void tst_ItemSource::init()
{
    m_source = std::make_shared<MemorySource>();
    m_model = std::make_unique<QDynamoDBQueryModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
}

void tst_ItemSource::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_source.reset();
}

void tst_ItemSource::read()
{
    m_model->setTableName(u"Table"_s);
    m_model->setKeyCondition(u"pk = :pk"_s);
    m_model->setValues({ { u":pk"_s, u"p"_s } });
    QDynamoDBItemModelPrivate::setSource(m_model.get(), m_source);
}

QList<int> tst_ItemSource::sortKeys() const
{
    QList<int> result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result.append(int(m_model->item(row)[u"sk"].toInteger(-1)));
    return result;
}

void tst_ItemSource::query_data()
{
    QTest::addColumn<MemorySource::Finish>("finish");
    QTest::newRow("at once") << Finish::AtOnce;
    QTest::newRow("in another thread") << Finish::InThread;
}

void tst_ItemSource::query()
{
    QFETCH(const MemorySource::Finish, finish);
    m_source->finish = finish;
    m_source->setItems(MemorySource::items(0, 25));
    m_model->setPageSize(10);
    read();
    QCOMPARE(m_model->status(), Status::Loading);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 10));
    QCOMPARE(m_model->keyAttributes(), QStringList({ u"pk"_s, u"sk"_s }));
    QCOMPARE(m_model->columnCount(), 3);
    QVERIFY(m_model->canFetchMore());
    m_model->fetchMore();
    QTRY_COMPARE(m_model->count(), 20);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 25));
    QVERIFY(!m_model->hasMore());

    QCOMPARE(m_source->calls.count(u"DescribeTable"_s), 1);
    QCOMPARE(m_source->queries.size(), 3);
    QCOMPARE(m_source->queries[1].tableName, u"Table"_s);
    QCOMPARE(m_source->queries[1].keyConditionExpression, u"pk = :pk"_s);
    QCOMPARE(m_source->queries[1].limit, 10);
    QCOMPARE(m_source->queries[1].exclusiveStartKey, MemorySource::key(9));
}

void tst_ItemSource::scan()
{
    m_source->setItems(MemorySource::items(0, 12));
    QDynamoDBScanModel model;
    model.setTableName(u"Table"_s);
    model.setPageSize(4);
    QDynamoDBItemModelPrivate::setSource(&model, m_source);
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.progress(), 4.0 / 12);
    model.fetchAll();
    QTRY_COMPARE(model.status(), Status::Ready);
    QCOMPARE(model.count(), 12);
    QCOMPARE(model.progress(), 1.0);
    QCOMPARE(m_source->calls.count(u"Scan"_s), 3);
}

void tst_ItemSource::error()
{
    m_source->finish = Finish::OnRelease;
    m_source->setItems(MemorySource::items(0, 3));
    read();
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QTRY_COMPARE(m_source->held(), 2);
    m_source->release();
    QTRY_COMPARE(m_model->status(), Status::Ready);

    m_source->failNext(QDynamoDBError { Code::AccessDenied, u"Not mirrored"_s });
    m_source->finish = Finish::AtOnce;
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_model->error(), QDynamoDBError(Code::AccessDenied, u"Not mirrored"_s));
    QCOMPARE(m_model->count(), 3);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QVERIFY(!m_model->error().isError());
}

void tst_ItemSource::cancel()
{
    m_source->finish = Finish::OnRelease;
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QTRY_COMPARE(m_source->held(), 2);
    m_model->cancel();
    QCOMPARE(m_model->status(), Status::Ready);
    m_source->release();
    QCOMPARE(m_source->cancelled, 1); // the page, not the description
    QCoreApplication::processEvents();
    QCOMPARE(m_model->count(), 0);
    m_model->fetchMore();
    m_source->release();
    QTRY_COMPARE(m_model->count(), 3);
}

void tst_ItemSource::reload()
{
    m_source->setItems(MemorySource::items(0, 10));
    read();
    QTRY_COMPARE(m_model->count(), 10);
    m_source->setItems(MemorySource::items(2, 12));
    const QPersistentModelIndex five = m_model->index(5, 0);
    const QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->reload();
    QTRY_COMPARE(sortKeys(), numbers(2, 12));
    QCOMPARE(five.row(), 3);
    QCOMPARE(resets.size(), 0);
}

void tst_ItemSource::replacesTheClient()
{
    QDynamoDBClient client;
    m_model->setClient(&client);
    const QSignalSpy changed(m_model.get(), &QDynamoDBItemModel::clientChanged);
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QCOMPARE(m_model->client(), nullptr);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(m_model->count(), 3);

    m_model->setTableName({}); // so that nothing is sent
    m_model->setClient(&client);
    QCOMPARE(m_model->client(), &client);
    QTRY_COMPARE(m_model->count(), 0);
    m_model->setClient(nullptr);
    QCOMPARE(m_model->status(), Status::Null);
}

void tst_ItemSource::moved()
{
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QTRY_COMPARE(m_model->count(), 3);
    m_source->setItems(MemorySource::items(5, 9));
    Q_EMIT m_source->moved();
    QCOMPARE(m_model->status(), Status::Loading);
    QTRY_COMPARE(sortKeys(), numbers(5, 9));
    QCOMPARE(m_source->calls.count(u"DescribeTable"_s), 2);
}

void tst_ItemSource::gone()
{
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QTRY_COMPARE(m_model->count(), 3);
    const QSignalSpy changed(m_model.get(), &QDynamoDBItemModel::clientChanged);
    Q_EMIT m_source->gone();
    QCOMPARE(m_model->status(), Status::Null);
    QTRY_COMPARE(m_model->count(), 0);
    QCOMPARE(changed.size(), 0); // there was no client
    QCOMPARE(m_source.use_count(), 1);
}

void tst_ItemSource::sharedByTwoModels()
{
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QDynamoDBScanModel other;
    other.setTableName(u"Table"_s);
    QDynamoDBItemModelPrivate::setSource(&other, m_source);
    QTRY_COMPARE(m_model->count(), 3);
    QTRY_COMPARE(other.count(), 3);
}

void tst_ItemSource::edit()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    m_source->finish = Finish::OnRelease;
    QVERIFY(m_model->setData(m_model->index(1, m_model->columnOf(u"text"_s)), u"new"_s));
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"newer"_s));
    QCOMPARE(text(1), u"newer"_s);
    QCOMPARE(m_model->pendingWrites(), 2);
    QCOMPARE(m_source->held(), 1); // one after the other
    m_source->release();
    QTRY_COMPARE(m_model->pendingWrites(), 1);
    m_source->release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), u"newer"_s);
    QCOMPARE(m_source->updates.size(), 2);
    QCOMPARE(m_source->updates[1].key, MemorySource::key(1));
    QCOMPARE(m_source->updates[1].conditionExpression, u"attribute_exists(#k) AND #a = :old"_s);
    QCOMPARE(m_source->updates[1].expressionAttributeValues[u":old"].toString(), u"new"_s);
}

void tst_ItemSource::editFails()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_source->failNext(QDynamoDBError { Code::AccessDenied, u"no"_s });
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"new"_s));
    QCOMPARE(text(1), u"new"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(text(1), u"1"_s);
    QCOMPARE(m_model->error().code(), Code::AccessDenied);
    QCOMPARE(m_model->status(), Status::Ready);
}

void tst_ItemSource::editMeetsAnother()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    QDynamoDBError conflict(Code::ConditionalCheckFailed, u"no"_s);
    QDynamoDBItem theirs = MemorySource::item(1);
    theirs.insert(u"text"_s, u"theirs"_s);
    QDynamoDBErrorPrivate::get(conflict).item = theirs;
    m_source->failNext(conflict);
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"mine"_s));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), u"theirs"_s);
}

void tst_ItemSource::appendAndRemove()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    QVERIFY(m_model->append(MemorySource::item(7)));
    QVERIFY(m_model->remove(0));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(sortKeys(), QList<int>({ 1, 2, 7 }));
    QCOMPARE(m_source->calls.mid(2), QStringList({ u"PutItem"_s, u"DeleteItem"_s }));
}

static QDynamoDBError doubtful(Code code)
{
    QDynamoDBError error(code, u"no response"_s);
    QDynamoDBErrorPrivate::get(error).mayHaveSucceeded = true;
    return error;
}

void tst_ItemSource::doubtfulEdit_data()
{
    QTest::addColumn<QString>("stored"); // null: the item was deleted
    QTest::addColumn<Code>("code");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<QString>("shown");
    for (const Code code : { Code::Timeout, Code::ConditionalCheckFailed }) {
        const char *name = code == Code::Timeout ? "timeout" : "condition";
        QTest::addRow("%s, written", name) << u"mine"_s << code << false << u"mine"_s;
        QTest::addRow("%s, not written", name) << u"1"_s << code << true << u"1"_s;
        QTest::addRow("%s, another's", name) << u"theirs"_s << code << true << u"theirs"_s;
        QTest::addRow("%s, deleted", name) << QString() << code << true << u"1"_s;
    }
}

// The item is read before the edit is taken back.
void tst_ItemSource::doubtfulEdit()
{
    QFETCH(const QString, stored);
    QFETCH(const Code, code);
    QFETCH(const bool, fails);
    QFETCH(const QString, shown);
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_source->finish = Finish::OnRelease;
    m_source->failNext(doubtful(code));
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"mine"_s));
    QDynamoDBItem item = MemorySource::item(1);
    item.insert(u"text"_s, stored);
    item.insert(u"other"_s, 5); // written by another client meanwhile
    m_source->change(1, stored.isNull() ? QDynamoDBItem() : item);
    m_source->release();
    QTRY_COMPARE(m_source->reads.size(), 1);
    QCOMPARE(text(1), u"mine"_s); // nothing is taken back yet
    QCOMPARE(m_model->pendingWrites(), 1);
    QCOMPARE(m_source->reads[0].consistentRead, true);
    QCOMPARE(m_source->reads[0].key, MemorySource::key(1));
    QCOMPARE(m_source->reads[0].tableName, u"Table"_s);
    m_source->release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), shown);
    QCOMPARE(failed.size(), fails);
    if (fails)
        QCOMPARE(failed[0][0].value<QDynamoDBError>().code(), code);
}

void tst_ItemSource::doubtfulAppend_data()
{
    QTest::addColumn<int>("stored"); // 0: no, 1: the item, 2: another one
    QTest::newRow("written") << 1;
    QTest::newRow("not written") << 0;
    QTest::newRow("another's") << 2;
}

void tst_ItemSource::doubtfulAppend()
{
    QFETCH(const int, stored);
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_source->finish = Finish::OnRelease;
    m_source->failNext(doubtful(Code::ConditionalCheckFailed));
    QVERIFY(m_model->append(MemorySource::item(7)));
    QDynamoDBItem item = MemorySource::item(7);
    if (stored == 2)
        item.insert(u"text"_s, u"theirs"_s);
    if (stored)
        m_source->change(7, item);
    m_source->release();
    QTRY_COMPARE(m_source->reads.size(), 1);
    QCOMPARE(failed.size(), 0);
    m_source->release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(failed.size(), stored != 1);
    QCOMPARE(m_model->count(), stored == 1 ? 4 : 3);
}

void tst_ItemSource::doubtfulRemove_data()
{
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<bool>("canRead");
    QTest::newRow("removed") << true << true;
    QTest::newRow("not removed") << false << true;
    QTest::newRow("unknown") << true << false;
}

void tst_ItemSource::doubtfulRemove()
{
    QFETCH(const bool, isGone);
    QFETCH(const bool, canRead);
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_source->finish = Finish::OnRelease;
    m_source->failNext(doubtful(Code::Timeout));
    QVERIFY(m_model->remove(1));
    m_source->change(1, isGone ? QDynamoDBItem() : MemorySource::item(1));
    if (!canRead)
        m_source->failNext(QDynamoDBError { Code::Request, u"offline"_s });
    m_source->release();
    QTRY_COMPARE(m_source->reads.size(), 1);
    m_source->release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    const bool isKnownToBeGone = isGone && canRead;
    QCOMPARE(m_model->count(), isKnownToBeGone ? 2 : 3);
    QCOMPARE(failed.size(), isKnownToBeGone ? 0 : 1);
    if (failed.size())
        QVERIFY(failed[0][0].value<QDynamoDBError>().mayHaveSucceeded());
}

void tst_ItemSource::writesContinueWithoutTheModel()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setEditable(true);
    m_model->setPageSize(1);
    read();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_source->finish = Finish::OnRelease;
    QVERIFY(m_model->setAttribute(0, u"text"_s, u"new"_s));
    m_tester.reset();
    m_model.reset();
    m_source->release();
    QCOMPARE(m_source->cancelled, 0);
    QCOMPARE(m_source.use_count(), 1);
}

void tst_ItemSource::live()
{
    m_source->setItems({ MemorySource::item(10), MemorySource::item(30) });
    m_model->setLive(true);
    read();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QVERIFY(m_model->isFollowing());
    const QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_source->put(MemorySource::item(20));
    QTRY_COMPARE(sortKeys(), QList<int>({ 10, 20, 30 }));
    QDynamoDBItem changed = MemorySource::item(20);
    changed.insert(u"text"_s, u"changed"_s);
    m_source->put(changed);
    QTRY_COMPARE(text(1), u"changed"_s);
    m_source->remove(10);
    QTRY_COMPARE(sortKeys(), QList<int>({ 20, 30 }));
    QCOMPARE(resets.size(), 0);

    const QPointer<MemoryFeed> feed = m_source->lastFeed;
    m_model->setLive(false);
    QVERIFY(!m_model->isFollowing());
    QTRY_VERIFY(!feed);
}

void tst_ItemSource::pagesWaitForTheFeed()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_source->statusAfterStart = FeedStatus::Starting;
    m_model->setLive(true);
    read();
    QTRY_VERIFY(m_source->lastFeed);
    QTRY_COMPARE(m_source->calls, QStringList { u"DescribeTable"_s });
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Loading);
    QCOMPARE(m_source->calls.size(), 1);
    m_source->lastFeed->setStatus(FeedStatus::Following);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 3);
}

// Pages don't wait for a feed that has failed, and are read again when it follows.
void tst_ItemSource::feedThatWaits()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_source->statusAfterStart = FeedStatus::Starting;
    m_model->setLive(true);
    read();
    QTRY_VERIFY(m_source->lastFeed);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    Q_EMIT m_source->lastFeed->errorOccurred({ Code::Throttling, u"later"_s });
    QCOMPARE(failed.size(), 1);
    m_source->lastFeed->setStatus(FeedStatus::Waiting);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 3);
    m_source->setItems(MemorySource::items(0, 5));
    m_source->lastFeed->setStatus(FeedStatus::Following);
    QTRY_COMPARE(m_model->count(), 5);
    QCOMPARE(m_source->calls.count(u"Query"_s), 2);
}

void tst_ItemSource::changesLost()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setLive(true);
    read();
    QTRY_COMPARE(m_model->count(), 3);
    m_source->setItems(MemorySource::items(1, 5));
    Q_EMIT m_source->lastFeed->changesLost();
    QTRY_COMPARE(sortKeys(), numbers(1, 5));
}

void tst_ItemSource::alwaysFollowed()
{
    m_source->alwaysFollowed = true;
    m_source->setItems(MemorySource::items(0, 3));
    read();
    QTRY_COMPARE(m_model->count(), 3);
    QVERIFY(m_model->isFollowing());
    QVERIFY(!m_model->isLive());
    m_source->put(MemorySource::item(3));
    QTRY_COMPARE(sortKeys(), numbers(0, 4));
}

void tst_ItemSource::projectionWithoutKey()
{
    m_source->setItems(MemorySource::items(0, 3));
    m_model->setLive(true);
    m_model->setProjection(u"pk, text"_s);
    const QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    read();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_model->error().code(), Code::Validation);
    QVERIFY(!m_model->isFollowing());
}

void tst_ItemSource::states()
{
    QDynamoDBItem item = MemorySource::item(1);
    item.insert(u"syncState"_s, u"an attribute"_s);
    m_source->setItems({ MemorySource::item(0), item });
    m_source->setSyncState(1, 3);
    read();
    QTRY_COMPARE(m_model->count(), 2);
    const auto roles = m_model->roleNames();
    QCOMPARE(roles.value(MemorySource::syncStateRole), "syncState"_ba);
    QCOMPARE(roles.value(m_model->roleOf(u"syncState"_s)), "syncState_"_ba);
    QCOMPARE(m_model->index(0, 0).data(MemorySource::syncStateRole), QVariant(0));
    QCOMPARE(m_model->index(1, 2).data(MemorySource::syncStateRole), QVariant(3));
    QCOMPARE(m_model->index(1, 0).data(m_model->roleOf(u"syncState"_s)),
             QVariant(u"an attribute"_s));

    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_source->setSyncState(0, 2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][2].value<QList<int>>(), QList<int> { MemorySource::syncStateRole });
    QCOMPARE(m_model->index(0, 0).data(MemorySource::syncStateRole), QVariant(2));
    m_source->setSyncState(99, 2); // no row
    QCOMPARE(changed.size(), 1);
}

void tst_ItemSource::restartedByReceiver_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<QString>("action");
    for (const QString &signal :
         { u"rowsInserted"_s, u"rowsRemoved"_s, u"dataChanged"_s, u"columnsInserted"_s,
           u"modelReset"_s, u"errorChanged"_s, u"keyAttributesChanged"_s, u"countChanged"_s }) {
        for (const QString &action :
             { u"filter"_s, u"filter, fetchMore"_s, u"filter, cancel"_s, u"reload"_s,
               u"reload, fetchAll"_s, u"table, fetchMore"_s, u"source"_s, u"live"_s }) {
            QTest::newRow(qPrintable(QString(signal + u": "_s + action))) << signal << action;
        }
    }
}

// Whatever a receiver of a signal does, and whenever, the model ends with the items of the table.
void tst_ItemSource::restartedByReceiver()
{
    QFETCH(const QString, signal);
    QFETCH(const QString, action);

    int calls = 0;
    int countdown = 0; // the signal to react to
    const auto act = [&] {
        ++calls;
        if (countdown-- != 0)
            return;
        if (action.startsWith(u"filter"))
            m_model->setFilter(m_model->filter() + u"x"_s);
        if (action.startsWith(u"reload"))
            m_model->reload();
        if (action.startsWith(u"table")) {
            m_model->setTableName(u"Other"_s);
            m_model->setTableName(u"Table"_s);
        }
        if (action == u"source")
            QDynamoDBItemModelPrivate::setSource(m_model.get(), m_source);
        if (action == u"live")
            m_model->setLive(!m_model->isLive());
        if (action.endsWith(u"fetchMore"))
            m_model->fetchMore();
        if (action.endsWith(u"fetchAll"))
            m_model->fetchAll();
        if (action.endsWith(u"cancel"))
            m_model->cancel();
    };
    for (int number = 0; number < 6; ++number) {
        cleanup();
        init();
        QDynamoDBItemModel *const model = m_model.get();
        countdown = -1;
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [&] { signal == u"rowsInserted" ? act() : void(); });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [&] { signal == u"rowsRemoved" ? act() : void(); });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [&] { signal == u"dataChanged" ? act() : void(); });
        connect(model, &QAbstractItemModel::columnsInserted, this,
                [&] { signal == u"columnsInserted" ? act() : void(); });
        connect(model, &QAbstractItemModel::modelReset, this,
                [&] { signal == u"modelReset" ? act() : void(); });
        connect(model, &QDynamoDBItemModel::errorChanged, this,
                [&] { signal == u"errorChanged" ? act() : void(); });
        connect(model, &QDynamoDBItemModel::keyAttributesChanged, this,
                [&] { signal == u"keyAttributesChanged" ? act() : void(); });
        connect(model, &QDynamoDBItemModel::countChanged, this,
                [&] { signal == u"countChanged" ? act() : void(); });

        m_source->setItems(MemorySource::items(0, 30));
        m_model->setPageSize(7);
        m_model->setLive(true);
        countdown = number;
        read();
        m_model->fetchAll();
        QTRY_COMPARE(m_model->status(), Status::Ready);
        // A reload with rows that come, go and change, and one more attribute.
        QList<QDynamoDBItem> items = MemorySource::items(-3, 4) + MemorySource::items(6, 33);
        for (int i = 0; i < items.size(); i += 3)
            items[i].insert(u"text"_s, u"changed"_s);
        items[20].insert(u"later"_s, 1);
        m_source->setItems(items);
        m_source->failNext(QDynamoDBError { Code::Throttling, u"once"_s });
        m_model->reload();
        QTRY_VERIFY(m_model->status() != Status::Loading);
        // Changes of the feed.
        if (m_model->isFollowing()) {
            m_source->put(MemorySource::item(15));
            m_source->put(MemorySource::item(5));
            m_source->remove(6);
            QTRY_VERIFY(m_model->status() != Status::Loading);
            QCoreApplication::processEvents();
        }
        countdown = -1;
        QTRY_VERIFY(m_model->status() != Status::Loading);
        m_source->failNext({});
        m_model->reload();
        m_model->fetchAll();
        QTRY_COMPARE(m_model->status(), Status::Ready);
        QVERIFY(!m_model->hasMore());
        const int expected = int(items.size());
        QVERIFY(m_model->count() == expected); // 5 came and 6 went, or neither
        QList<int> sorted = sortKeys();
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sortKeys(), sorted);
        QVERIFY(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    }
}

void tst_ItemSource::limitedByReceiver_data()
{
    QTest::addColumn<int>("limit");
    for (int limit : { 1, 5, 9, 10, 11, 20, 29 })
        QTest::addRow("%d", limit) << limit;
}

// A receiver lowers the number of rows while a reload changes rows.
void tst_ItemSource::limitedByReceiver()
{
    QFETCH(const int, limit);
    for (int number = 0; number < 8; ++number) {
        cleanup();
        init();
        m_source->setItems(MemorySource::items(0, 30));
        m_model->setPageSize(10);
        read();
        m_model->fetchAll();
        QTRY_COMPARE(m_model->status(), Status::Ready);
        QCOMPARE(m_model->count(), 30);
        int countdown = number;
        const auto act = [&] {
            if (countdown-- == 0)
                m_model->setMaxRows(limit);
        };
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, act);
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, act);
        connect(m_model.get(), &QAbstractItemModel::dataChanged, this, act);
        QList<QDynamoDBItem> items = MemorySource::items(-5, 8) + MemorySource::items(12, 35);
        items[7].insert(u"text"_s, u"changed"_s);
        m_source->setItems(items);
        m_model->reload();
        QTRY_COMPARE(m_model->status(), Status::Ready);
        m_model->setMaxRows(limit);
        QTRY_COMPARE(m_model->status(), Status::Ready);
        m_model->fetchAll();
        QTRY_COMPARE(m_model->status(), Status::Ready);
        QCOMPARE(m_model->count(), limit);
        QCOMPARE(sortKeys(), (numbers(-5, 8) + numbers(12, 35)).mid(0, limit));
    }
}

void tst_ItemSource::editedByReceiver()
{
    m_source->setItems(MemorySource::items(0, 20));
    m_model->setPageSize(10);
    m_model->setEditable(true);
    read();
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this,
            [&](const QModelIndex &, int row) {
                QVERIFY(m_model->setAttribute(row, u"note"_s, u"seen"_s));
            });
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->count(), 20);
    QCOMPARE(m_model->item(0)[u"note"].toString(), u"seen"_s);
    QCOMPARE(m_model->item(10)[u"note"].toString(), u"seen"_s);
}

// A model may be moved to another thread before it is used.
void tst_ItemSource::anotherThread()
{
    m_tester.reset();
    m_source->setItems(MemorySource::items(0, 20));
    QThread thread;
    thread.start();
    m_model->moveToThread(&thread);
    m_source->moveToThread(&thread);
    QMetaObject::invokeMethod(
            m_model.get(),
            [this] {
                read();
                m_model->fetchAll();
            },
            Qt::BlockingQueuedConnection);
    int count = 0;
    QTRY_VERIFY((QMetaObject::invokeMethod(
                         m_model.get(),
                         [&] {
                             if (m_model->status() == Status::Ready)
                                 count = m_model->count();
                         },
                         Qt::BlockingQueuedConnection),
                 count == 20));
    QMetaObject::invokeMethod(
            m_model.get(), [this] { m_model.reset(); }, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
}

QTEST_GUILESS_MAIN(tst_ItemSource)
#include "tst_itemsource.moc"
