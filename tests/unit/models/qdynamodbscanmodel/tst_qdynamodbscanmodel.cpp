// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/faketable.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtCore/qsize.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Segments of scans, and writing to item models, on a fake table.
class tst_QDynamoDBScanModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void segments();
    void failedSegment();
    void progress();
    void progressWithStaleCount_data();
    void progressWithStaleCount();
    void progressOfReload();
    void reload();
    void tenThousandRows_data();
    void tenThousandRows();

    void readOnly();
    void rejectedChanges_data();
    void rejectedChanges();
    void change();
    void changesOfOneCell();
    void failedChange();
    void changeConflict();
    void changeDuringReload();
    void deletedItem();
    void modelDestroyedWhileWriting();
    void clientDestroyedWhileWriting();
    void append();
    void appendedComesWithAPage();
    void insertAndRemove();
    void refilledAfterRemoval();

private:
    void scan(const QList<QDynamoDBItem> &items, int pageSize = 0);
    [[nodiscard]] QList<int> sortKeys() const;
    [[nodiscard]] QModelIndex cell(int row, const QString &attribute) const
    {
        return m_model->index(row, m_model->columnOf(attribute));
    }
    [[nodiscard]] QString text(int row) const { return cell(row, u"text"_s).data().toString(); }

    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
    std::unique_ptr<QDynamoDBScanModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_QDynamoDBScanModel::init()
{
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
    m_model = std::make_unique<QDynamoDBScanModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
}

void tst_QDynamoDBScanModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_table.reset();
}

void tst_QDynamoDBScanModel::scan(const QList<QDynamoDBItem> &items, int pageSize)
{
    m_table->setItems(items);
    m_model->setPageSize(pageSize);
    m_model->setEditable(true);
    m_model->setClient(m_client.get());
    m_model->setTableName(u"Table"_s);
    QTRY_COMPARE(m_model->status(), Status::Ready);
}

QList<int> tst_QDynamoDBScanModel::sortKeys() const
{
    QList<int> result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result.append(int(m_model->item(row)[u"sk"].toInteger(-1)));
    return result;
}

static QList<int> numbers(int from, int to)
{
    QList<int> result;
    for (int n = from; n < to; ++n)
        result.append(n);
    return result;
}

static QList<int> sorted(QList<int> list)
{
    std::sort(list.begin(), list.end());
    return list;
}

void tst_QDynamoDBScanModel::segments()
{
    QSignalSpy changed(m_model.get(), &QDynamoDBScanModel::segmentsChanged);
    m_model->setSegments(0);
    QCOMPARE(m_model->segments(), 1);
    m_model->setSegments(3);
    m_model->setSegments(3);
    QCOMPARE(changed.size(), 1);

    scan(FakeTable::items(0, 32), 4);
    QCOMPARE(sorted(sortKeys()), numbers(0, 12)); // one page of each segment
    QCOMPARE(m_table->count(u"Scan"_s), 3);
    QList<int> asked;
    for (const QJsonObject &body : m_table->bodies(u"Scan"_s)) {
        QCOMPARE(body["TotalSegments"_L1].toInt(), 3);
        asked.append(body["Segment"_L1].toInt(-1));
    }
    QCOMPARE(sorted(asked), numbers(0, 3));

    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sorted(sortKeys()), numbers(0, 24));
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sorted(sortKeys()), numbers(0, 32));
    QVERIFY(!m_model->hasMore());

    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sorted(sortKeys()), numbers(0, 32));
}

void tst_QDynamoDBScanModel::failedSegment()
{
    m_table->enqueue(u"Scan"_s, Reaction::json(200, "{}").held());
    m_table->enqueue(u"Scan"_s, Reaction::error(400, "ThrottlingException"));
    m_model->setSegments(2);
    m_table->setItems(FakeTable::items(0, 10));
    m_model->setClient(m_client.get());
    m_model->setTableName(u"Table"_s);
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(m_model->error().code(), Code::Throttling);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_model->count(), 0);

    m_model->fetchMore(); // both segments
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sorted(sortKeys()), numbers(0, 10));
    QCOMPARE(failed.size(), 1);
}

void tst_QDynamoDBScanModel::progress()
{
    m_table->setFilter([](const QDynamoDBItem &item) { return item[u"sk"].toInteger() % 10 == 0; });
    scan(FakeTable::items(0, 40), 10);
    QCOMPARE(m_model->count(), 1);
    QCOMPARE(m_model->progress(), 0.25);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->progress(), 0.5);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->progress(), 1.0);
}

void tst_QDynamoDBScanModel::progressWithStaleCount_data()
{
    QTest::addColumn<qint64>("itemCount");
    QTest::addColumn<int>("segments");
    for (int segments : { 1, 2 }) {
        for (qint64 count : { -5, 0, 1, 10, 15, 39, 40, 41, 1000 })
            QTest::addRow("%lld of 40, %d segments", count, segments) << count << segments;
        QTest::addRow("huge, %d segments", segments)
                << std::numeric_limits<qint64>::max() << segments;
    }
}

void tst_QDynamoDBScanModel::progressWithStaleCount()
{
    QFETCH(const qint64, itemCount);
    QFETCH(const int, segments);

    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200,
                                    R"({"Table":{"TableName":"Table","TableStatus":"ACTIVE",)"
                                    R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
                                    R"({"AttributeName":"sk","KeyType":"RANGE"}],"ItemCount":)"
                                            + QByteArray::number(itemCount) + "}}"));
    QList<double> seen;
    const auto look = [&] {
        const bool isEnd = m_model->status() == Status::Ready && !m_model->hasMore();
        const double now = m_model->progress();
        QVERIFY2(isEnd ? now == 1 : now >= 0 && now <= 0.99, qPrintable(QString::number(now)));
        QVERIFY(seen.isEmpty() || now >= seen.last());
        seen.append(now);
    };
    connect(m_model.get(), &QDynamoDBItemModel::progressChanged, this, look);
    m_model->setSegments(segments);
    scan(FakeTable::items(0, 40), 10);
    while (m_model->hasMore()) {
        look();
        m_model->fetchMore();
        QTRY_COMPARE(m_model->status(), Status::Ready);
    }
    look();
    QCOMPARE(seen.last(), 1.0);
    if (itemCount <= 0)
        QVERIFY(std::all_of(seen.begin(), seen.end(), [](double p) { return p == 0 || p == 1; }));
    else
        QVERIFY(seen.first() > 0 || segments > 1);
}

// With a limit, rows that are not found again yet do not count as progress.
void tst_QDynamoDBScanModel::progressOfReload()
{
    m_model->setMaxRows(20);
    scan(FakeTable::items(0, 100), 10);
    QCOMPARE(m_model->progress(), 0.5);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->count(), 20);
    QCOMPARE(m_model->progress(), 1.0);

    m_table->enqueue(u"Scan"_s, Reaction::json(200, "{}").held());
    m_model->reload();
    QCOMPARE(m_model->progress(), 0.0);
    QTRY_COMPARE(m_table->server().held(), 1);
    QCOMPARE(m_model->count(), 20);
    QCOMPARE(m_model->status(), Status::Loading);
    QCOMPARE(m_model->progress(), 0.0);
    m_table->server().release();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->progress(), 1.0);
}

void tst_QDynamoDBScanModel::reload()
{
    scan(FakeTable::items(0, 20), 5);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);

    // Scans have no order: new items are appended, wherever they were found.
    QList<QDynamoDBItem> items = FakeTable::items(-3, 5) + FakeTable::items(8, 20);
    items[4][u"text"_s] = u"one"_s;
    m_table->setItems(items);
    const QPersistentModelIndex ten = m_model->index(10, 0);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 5) + numbers(8, 20) + numbers(-3, 0));
    QCOMPARE(ten.row(), 7);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(text(1), u"one"_s);
}

void tst_QDynamoDBScanModel::tenThousandRows_data()
{
    QTest::addColumn<bool>("prefetch");
    QTest::addColumn<int>("segments");
    QTest::newRow("page by page") << false << 1;
    QTest::newRow("prefetching") << true << 1;
    QTest::newRow("parallel segments") << false << 4;
}

void tst_QDynamoDBScanModel::tenThousandRows()
{
    QFETCH(bool, prefetch);
    QFETCH(int, segments);

    m_tester.reset(); // too slow, because it checks all cells repeatedly
    m_model->setPrefetch(prefetch);
    m_model->setSegments(segments);
    scan(FakeTable::items(0, 10000), 500);
    m_table->server().clearRecords();
    int fetches = 0;
    while (m_model->hasMore()) { // as a view fetches while it is scrolled
        if (m_model->canFetchMore()) {
            ++fetches;
            m_model->fetchMore();
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sorted(sortKeys()), numbers(0, 10000));
    QVERIFY2(m_table->server().peakConcurrency() <= segments,
             qPrintable(QString::number(m_table->server().peakConcurrency())));
    QCOMPARE(fetches, 20 / segments); // the last request returns no more items
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_QDynamoDBScanModel::readOnly()
{
    scan(FakeTable::items(0, 3));
    QVERIFY(cell(0, u"text"_s).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!cell(0, u"sk"_s).flags().testFlag(Qt::ItemIsEditable));
    m_model->setEditable(false);
    QVERIFY(!cell(0, u"text"_s).flags().testFlag(Qt::ItemIsEditable));

    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QVERIFY(!m_model->setData(cell(0, u"text"_s), u"new"_s));
    QVERIFY(!m_model->append(FakeTable::item(5)));
    QVERIFY(!m_model->remove(0));
    QCOMPARE(failed.size(), 3);
    QCOMPARE(m_model->error().code(), Code::InvalidParameterCombination);
    QCOMPARE(m_model->error().operation(), u"DeleteItem"_s);
    QCOMPARE(m_model->error().tableName(), u"Table"_s);
    QCOMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_table->operations().size(), 2);
}

void tst_QDynamoDBScanModel::rejectedChanges_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QVariant>("value");

    QTest::newRow("partition key") << u"pk"_s << QVariant(u"q"_s);
    QTest::newRow("sort key") << u"sk"_s << QVariant(8);
    QTest::newRow("not a number") << u"number"_s << QVariant(u"seven"_s);
    QTest::newRow("too many digits") << u"number"_s << QVariant(QString(39, u'1'));
    QTest::newRow("neither true nor false") << u"flag"_s << QVariant(u"maybe"_s);
    QTest::newRow("text for a map") << u"map"_s << QVariant(u"{}"_s);
    QTest::newRow("not an element of the set") << u"set"_s << QVariant(QVariantList { 1 });
    QTest::newRow("unknown type") << u"text"_s << QVariant(QSize(1, 1));
}

void tst_QDynamoDBScanModel::rejectedChanges()
{
    QFETCH(QString, attribute);
    QFETCH(QVariant, value);

    QDynamoDBItem item = FakeTable::item(1);
    item[u"number"_s] = 7;
    item[u"flag"_s] = true;
    item[u"map"_s] = QDynamoDBItem { { u"a"_s, 1 } };
    item[u"set"_s] = QDynamoDBValue::stringSet({ u"a"_s });
    scan({ item });
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QVERIFY(!m_model->setData(cell(0, attribute), value));
    QCOMPARE(failed.size(), 1);
    QVERIFY(m_model->error().isError());
    QVERIFY(!m_model->error().message().isEmpty());
    QCOMPARE(m_model->error().operation(), u"UpdateItem"_s);
    QCOMPARE(m_model->item(0), item);
    QCOMPARE(m_model->pendingWrites(), 0);
    QVERIFY(!m_model->setAttribute(9, attribute, value));
    QCOMPARE(failed.size(), 2);
}

void tst_QDynamoDBScanModel::change()
{
    scan(FakeTable::items(0, 3));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(m_model->setData(cell(1, u"text"_s), u"1"_s)); // an unchanged value sends no request
    QCOMPARE(m_model->pendingWrites(), 0);

    QVERIFY(m_model->setData(cell(1, u"text"_s), u"new"_s));
    QCOMPARE(text(1), u"new"_s); // before the response
    QCOMPARE(m_model->pendingWrites(), 1);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), u"new"_s);
    QVERIFY(!m_model->error().isError());

    // Adds an attribute and removes one.
    QVERIFY(m_model->setAttribute(2, u"flag"_s, true));
    QCOMPARE(cell(2, u"flag"_s).data(), QVariant(true));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QVERIFY(m_model->setAttribute(0, u"text"_s, {}));
    QVERIFY(!m_model->item(0).contains(u"text"));
    QTRY_COMPARE(m_model->pendingWrites(), 0);

    const QList<QJsonObject> bodies = m_table->bodies(u"UpdateItem"_s);
    QCOMPARE(bodies.size(), 3);
    const auto string = [](const QString &text) { return QJsonObject { { u"S"_s, text } }; };
    QCOMPARE(bodies[0]["Key"_L1].toObject(),
             (QJsonObject { { u"pk"_s, string(u"p"_s) },
                            { u"sk"_s, QJsonObject { { u"N"_s, u"1"_s } } } }));
    QCOMPARE(bodies[0]["UpdateExpression"_L1].toString(), u"SET #a = :new"_s);
    QCOMPARE(bodies[0]["ConditionExpression"_L1].toString(),
             u"attribute_exists(#k) AND #a = :old"_s);
    QCOMPARE(bodies[0]["ExpressionAttributeValues"_L1].toObject(),
             (QJsonObject { { u":new"_s, string(u"new"_s) }, { u":old"_s, string(u"1"_s) } }));
    QCOMPARE(bodies[1]["ConditionExpression"_L1].toString(),
             u"attribute_exists(#k) AND attribute_not_exists(#a)"_s);
    QCOMPARE(bodies[2]["UpdateExpression"_L1].toString(), u"REMOVE #a"_s);
}

void tst_QDynamoDBScanModel::changesOfOneCell()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s, Reaction::json(200, "{}").held());
    QVERIFY(m_model->setData(cell(1, u"text"_s), u"first"_s));
    QVERIFY(m_model->setData(cell(1, u"text"_s), u"second"_s));
    QCOMPARE(text(1), u"second"_s);
    QCOMPARE(m_model->pendingWrites(), 2);
    QTRY_COMPARE(m_table->server().held(), 1);
    QCOMPARE(m_table->count(u"UpdateItem"_s), 1); // the second change waits for the first
    m_table->server().release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), u"second"_s);
    QCOMPARE(m_table->bodies(u"UpdateItem"_s)[1]["ExpressionAttributeValues"_L1][":old"_L1]["S"_L1],
             QJsonValue(u"first"_s));

    // If the first change fails, the second one, which depends on it, fails, too.
    const auto conflict = Reaction::error(400, "ConditionalCheckFailedException");
    m_table->enqueue(u"UpdateItem"_s, conflict.held());
    m_table->enqueue(u"UpdateItem"_s, conflict.held());
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_model->setData(cell(1, u"text"_s), u"third"_s);
    m_model->setData(cell(1, u"text"_s), u"fourth"_s);
    QTRY_COMPARE(m_table->server().held(), 1);
    m_table->server().release();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(text(1), u"fourth"_s);
    QTRY_COMPARE(m_table->server().held(), 1);
    m_table->server().release();
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(text(1), u"second"_s);
}

void tst_QDynamoDBScanModel::failedChange()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s, Reaction::error(400, "AccessDeniedException"));
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"new"_s));
    QVERIFY(m_model->setAttribute(1, u"extra"_s, u"new"_s));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_model->error().code(), Code::AccessDenied);
    QCOMPARE(m_model->status(), Status::Ready);
    // Either of the two changes may have been first.
    QVERIFY((text(1) == u"1") != !m_model->item(1).contains(u"extra"));
}

void tst_QDynamoDBScanModel::changeConflict()
{
    QDynamoDBItem item = FakeTable::item(1);
    item[u"views"_s] = 1;
    scan({ item });
    m_table->enqueue(u"UpdateItem"_s,
                     Reaction::json(400,
                                    R"({"__type":"x#ConditionalCheckFailedException",)"
                                    R"("message":"no","Item":{"pk":{"S":"p"},"sk":{"N":"1"},)"
                                    R"("text":{"S":"theirs"},"more":{"S":"x"}}})"));
    QVERIFY(m_model->setAttribute(0, u"text"_s, u"mine"_s));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(m_model->error().item()[u"text"].toString(), u"theirs"_s);
    QCOMPARE(text(0), u"theirs"_s); // so that another attempt uses the current item
    QVERIFY(!m_model->item(0).contains(u"views"));
    QVERIFY(!m_model->item(0).contains(u"more"));
}

void tst_QDynamoDBScanModel::changeDuringReload()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s, Reaction::error(400, "AccessDeniedException").held());
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"mine"_s));
    QTRY_COMPARE(m_table->server().held(), 1);
    QList<QDynamoDBItem> items = FakeTable::items(0, 3);
    items[1][u"text"_s] = u"newer"_s;
    m_table->setItems(items);
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(text(1), u"mine"_s); // still pending
    m_table->server().release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(text(1), u"newer"_s);
}

void tst_QDynamoDBScanModel::deletedItem()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s,
                     Reaction::error(400, "ConditionalCheckFailedException").held());
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"mine"_s));
    QTRY_COMPARE(m_table->server().held(), 1);
    m_table->setItems({ FakeTable::item(0), FakeTable::item(2) });
    m_model->reload();
    QTRY_COMPARE(m_model->count(), 2);
    m_table->server().release();
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(sortKeys(), (QList<int> { 0, 2 }));
    QCOMPARE(text(1), u"2"_s);
}

void tst_QDynamoDBScanModel::modelDestroyedWhileWriting()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s, Reaction::json(200, "{}").held());
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"mine"_s));
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_tester.reset();
    m_model.reset();
    m_table->server().release();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][0].value<QDynamoDBOutcome>().error.isError()); // the item was written
}

void tst_QDynamoDBScanModel::clientDestroyedWhileWriting()
{
    scan(FakeTable::items(0, 3));
    m_table->enqueue(u"UpdateItem"_s, Reaction::json(200, "{}").held());
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"first"_s));
    QVERIFY(m_model->setAttribute(1, u"text"_s, u"second"_s));
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_client.reset();
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(failed[0][0].value<QDynamoDBError>().code(), Code::ClientDestroyed);
    QCOMPARE(failed[1][0].value<QDynamoDBError>().code(), Code::ClientDestroyed);
    QCOMPARE(m_model->pendingWrites(), 0);
    QTRY_COMPARE(m_model->count(), 0);
}

void tst_QDynamoDBScanModel::append()
{
    scan(FakeTable::items(0, 3));
    QDynamoDBItem item = FakeTable::item(7);
    item[u"extra"_s] = true;
    QVERIFY(m_model->append(item));
    QCOMPARE(m_model->count(), 3); // not before the response
    QTRY_COMPARE(m_model->count(), 4);
    QCOMPARE(m_model->item(3), item);
    QCOMPARE(m_model->attributeOf(3), u"extra"_s);
    const QJsonObject body = m_table->bodies(u"PutItem"_s).first();
    QCOMPARE(body["ConditionExpression"_L1].toString(), u"attribute_not_exists(#k)"_s);
    QCOMPARE(body["ExpressionAttributeNames"_L1]["#k"_L1].toString(), u"pk"_s);

    m_table->enqueue(u"PutItem"_s, Reaction::error(400, "ConditionalCheckFailedException"));
    QVERIFY(m_model->append(QVariantMap { { u"pk"_s, u"p"_s }, { u"sk"_s, 1 } }));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->error().code(), Code::ConditionalCheckFailed);
    QCOMPARE(m_model->count(), 4);

    QVERIFY(!m_model->append(QVariantMap { { u"pk"_s, u"p"_s } })); // the sort key is missing
    QCOMPARE(m_model->error().code(), Code::MissingParameter);
}

void tst_QDynamoDBScanModel::appendedComesWithAPage()
{
    scan(FakeTable::items(0, 10), 5);
    QDynamoDBItem item = FakeTable::item(7);
    QVERIFY(m_model->append(item));
    QTRY_COMPARE(sortKeys(), (QList<int> { 0, 1, 2, 3, 4, 7 }));
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), (QList<int> { 0, 1, 2, 3, 4, 7, 5, 6, 8, 9 })); // without a duplicate
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), (QList<int> { 0, 1, 2, 3, 4, 7, 5, 6, 8, 9 }));
}

void tst_QDynamoDBScanModel::insertAndRemove()
{
    scan(FakeTable::items(0, 4));
    QVERIFY(m_model->insert(2, FakeTable::item(9)));
    QVERIFY(m_model->remove(0));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(sortKeys(), (QList<int> { 1, 9, 2, 3 }));
    QVERIFY(m_model->insert(0, QVariantMap { { u"pk"_s, u"p"_s }, { u"sk"_s, 8 } }));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(sortKeys(), (QList<int> { 8, 1, 9, 2, 3 }));

    m_table->enqueue(u"DeleteItem"_s, Reaction::error(400, "AccessDeniedException"));
    QVERIFY(m_model->remove(1));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->error().code(), Code::AccessDenied);
    QCOMPARE(m_model->count(), 5);
    QVERIFY(!m_model->remove(5));
    QVERIFY(!m_model->remove(-1));
    QCOMPARE(m_model->error().code(), Code::InvalidParameterValue);
}

// The position of a row in a scan is unknown, so the table is read again.
void tst_QDynamoDBScanModel::refilledAfterRemoval()
{
    m_model->setMaxRows(15);
    scan(FakeTable::items(0, 30), 10);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 15));
    m_table->setItems(FakeTable::items(0, 3) + FakeTable::items(4, 30));
    const QPersistentModelIndex ten = m_model->index(10, 0);
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QVERIFY(m_model->remove(3));
    QTRY_VERIFY(!removed.isEmpty());
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3) + numbers(4, 16));
    QCOMPARE(ten.row(), 9);
    QCOMPARE(reset.size(), 0);
    QVERIFY(!m_model->hasMore());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBScanModel)
#include "tst_qdynamodbscanmodel.moc"
