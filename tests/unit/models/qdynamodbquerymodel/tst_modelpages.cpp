// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querymodeltest.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Reading pages, cancelling and errors of item models, tested with the query model.
class tst_ModelPages : public QueryModelTest
{
    Q_OBJECT

private Q_SLOTS:
    void pages();
    void emptyPagesAreFollowed();
    void prefetch();
    void fetchAll();
    void maxRows();
    void refilledAfterRemoval();
    void cancel();
    void errors_data();
    void errors();
    void errorOnALaterPage();
    void lateAnswer();
    void modelDestroyedWhileLoading();
    void clientDestroyedWhileLoading();
    void clientMoves();
};

void tst_ModelPages::pages()
{
    m_table->setItems(FakeTable::items(0, 25));
    m_model->setPageSize(10);
    setQuery();
    for (int fetched = 10; fetched < 30; fetched += 10) {
        QTRY_COMPARE(m_model->status(), Status::Ready);
        QCOMPARE(sortKeys(), numbers(0, fetched));
        QVERIFY(m_model->hasMore());
        QVERIFY(m_model->canFetchMore());
        m_model->fetchMore();
        QVERIFY(!m_model->canFetchMore());
        m_model->fetchMore(); // a request is in flight
    }
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 25));
    QVERIFY(!m_model->canFetchMore());
    m_model->fetchMore();
    QCOMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_table->count(u"Query"_s), 3);
    QCOMPARE(m_model->consumedCapacity(), 1.5);
}

void tst_ModelPages::emptyPagesAreFollowed()
{
    m_table->setItems(FakeTable::items(0, 100));
    m_table->setFilter([](const QDynamoDBItem &item) {
        const qint64 n = item[u"sk"].toInteger();
        return n >= 45 && n < 55;
    });
    m_model->setPageSize(10);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(45, 50));
    QCOMPARE(m_table->count(u"Query"_s), 5);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(45, 55));
    m_model->fetchMore(); // until the end
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QVERIFY(!m_model->hasMore());
    QCOMPARE(m_table->count(u"Query"_s), 11);
}

void tst_ModelPages::prefetch()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    m_model->setPrefetch(true);
    setQuery();
    QTRY_COMPARE(m_table->count(u"Query"_s), 2);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 10);
    QTRY_COMPARE(m_table->server().concurrency(), 0);
    QTest::qWait(0);
    QCOMPARE(m_model->count(), 10); // the prefetched page is held back until it is needed
    QVERIFY(m_model->canFetchMore());

    m_table->enqueue(u"Query"_s, Reaction::error(400, "AccessDeniedException"));
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QSignalSpy prefetchFailed(m_client.get(), &QDynamoDBClient::errorOccurred);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->count(), 20);
    QTRY_COMPARE(prefetchFailed.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Ready);
    m_model->fetchMore(); // a failed prefetch is repeated
    QTRY_COMPARE(m_model->count(), 30);
    QCOMPARE(failed.size(), 0);
    QVERIFY(m_table->server().peakConcurrency() <= 2); // DescribeTable and the first Query
}

void tst_ModelPages::fetchAll()
{
    m_table->setItems(FakeTable::items(0, 55));
    m_model->setPageSize(10);
    setQuery();
    m_model->fetchAll(); // before the first request
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 55));
    QCOMPARE(m_model->progress(), 1.0);
    QCOMPARE(m_table->count(u"Query"_s), 6);

    // In the middle of reading.
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->count(), 10);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_model->fetchMore();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 55));
    QCOMPARE(m_table->count(u"Query"_s), 12);
}

void tst_ModelPages::maxRows()
{
    m_table->setItems(FakeTable::items(0, 50));
    m_model->setPageSize(10);
    m_model->setMaxRows(25);
    setQuery();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 25));
    QVERIFY(!m_model->hasMore());
    QCOMPARE(m_table->count(u"Query"_s), 3);
    QCOMPARE(m_model->progress(), 1.0);

    m_model->setMaxRows(12);
    QCOMPARE(sortKeys(), numbers(0, 12));
    QVERIFY(!m_model->hasMore());

    m_model->setMaxRows(30);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QVERIFY(m_model->hasMore());
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 30));
}

// Removed rows are replaced by the following items without reading earlier items again.
void tst_ModelPages::refilledAfterRemoval()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    m_model->setMaxRows(15);
    m_model->setEditable(true);
    setQuery();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 15));
    const auto removeRow = [&](int row) {
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QVERIFY(m_model->remove(row));
        QTRY_VERIFY(!removed.isEmpty());
        QTRY_COMPARE(m_model->status(), Status::Ready);
    };
    m_table->setItems(FakeTable::items(0, 3) + FakeTable::items(4, 30));
    removeRow(3);
    QCOMPARE(sortKeys(), numbers(0, 3) + numbers(4, 16));
    QCOMPARE(m_table->bodies(u"Query"_s).size(), 3);
    QCOMPARE(m_table->bodies(u"Query"_s).last()["ExclusiveStartKey"_L1]["sk"_L1]["N"_L1].toString(),
             u"14"_s);
    QVERIFY(!m_model->hasMore());
    m_table->setItems(FakeTable::items(0, 3) + FakeTable::items(4, 15) + FakeTable::items(16, 30));
    removeRow(14); // the last row
    QCOMPARE(sortKeys(), numbers(0, 3) + numbers(4, 15) + numbers(16, 17));

    // Up to the end of the items.
    m_model->setMaxRows(27);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 27);
    m_table->setItems(FakeTable::items(1, 3) + FakeTable::items(4, 15) + FakeTable::items(16, 30));
    removeRow(0);
    QCOMPARE(sortKeys(), numbers(1, 3) + numbers(4, 15) + numbers(16, 30));
    removeRow(0);
    QCOMPARE(m_model->count(), 26);
    QVERIFY(!m_model->hasMore());
}

void tst_ModelPages::cancel()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    m_model->fetchAll();
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_model->cancel();
    QCOMPARE(m_model->status(), Status::Ready);
    QTRY_VERIFY(m_table->server().openConnections() <= 1); // the request was aborted
    QCOMPARE(m_model->count(), 10);
    QCOMPARE(failed.size(), 0);

    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 30));

    // Before the first request.
    m_model->setDescending(true);
    m_model->cancel();
    QCOMPARE(m_model->status(), Status::Ready);
    QTest::qWait(0);
    QCOMPARE(m_model->count(), 0);
    QVERIFY(m_model->canFetchMore());
    m_model->fetchMore();
    QTRY_COMPARE(m_model->count(), 10);
}

void tst_ModelPages::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QDynamoDBError::Code>("code");

    QTest::newRow("validation") << 400 << "ValidationException"_ba << Code::Validation;
    QTest::newRow("missing table")
            << 400 << "ResourceNotFoundException"_ba << Code::ResourceNotFound;
    QTest::newRow("missing permission") << 400 << "AccessDeniedException"_ba << Code::AccessDenied;
    QTest::newRow("throttled") << 400 << "ProvisionedThroughputExceededException"_ba
                               << Code::ProvisionedThroughputExceeded;
    QTest::newRow("server") << 500 << "InternalServerError"_ba << Code::InternalServerError;
    QTest::newRow("unknown") << 400 << "BrandNewException"_ba << Code::Unknown;
}

void tst_ModelPages::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QDynamoDBError::Code, code);

    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s, Reaction::error(status, type));
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QSignalSpy errorChanged(m_model.get(), &QDynamoDBItemModel::errorChanged);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(m_model->error().code(), code);
    QCOMPARE(m_model->error().operation(), u"Query"_s);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<QDynamoDBError>(), m_model->error());
    QCOMPARE(errorChanged.size(), 1);
    QVERIFY(!m_model->canFetchMore()); // otherwise views would fetch repeatedly

    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 3);
    QVERIFY(!m_model->error().isError());
}

void tst_ModelPages::errorOnALaterPage()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(m_model->count(), 10);

    m_model->fetchMore(); // continues after the error
    QCOMPARE(m_model->status(), Status::Loading);
    QVERIFY(!m_model->error().isError());
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 20));
}

void tst_ModelPages::lateAnswer()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s,
                     Reaction::json(200, R"({"Items":[{"pk":{"S":"old"}}],"Count":1})").held());
    setQuery();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_model->setFilter(u"a = b"_s);
    m_table->server().release();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));

    // The response has arrived but is not delivered yet.
    m_table->enqueue(u"Query"_s, Reaction::json(200, R"({"Items":[{"pk":{"S":"old"}}],"Count":1})"));
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_model->setFilter({});
    QTRY_COMPARE(m_table->count(u"Query"_s), 3);
    QTRY_COMPARE(m_table->server().concurrency(), 0);
    m_model->setFilter(u"c = d"_s);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));
    QCOMPARE(inserted.size(), 1);
}

void tst_ModelPages::modelDestroyedWhileLoading()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    setQuery();
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_tester.reset();
    m_model.reset();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().error.code(), Code::Cancelled);

    // Before the first request.
    m_model = std::make_unique<QDynamoDBQueryModel>();
    setQuery();
    m_model.reset();
    QCoreApplication::processEvents();
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_ModelPages::clientDestroyedWhileLoading()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    setQuery();
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy changed(m_model.get(), &QDynamoDBItemModel::clientChanged);
    m_client.reset();
    QCOMPARE(m_model->client(), nullptr);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_model->status(), Status::Null);
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Null);
    m_model->reload();
    m_model->fetchMore();
    m_model->cancel();

    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
    m_model->setClient(m_client.get());
    QTRY_COMPARE(m_model->count(), 3);

    m_client.reset(); // with rows in the model
    QTRY_COMPARE(m_model->count(), 0);
}

void tst_ModelPages::clientMoves()
{
    m_table->setItems(FakeTable::items(0, 3));
    setQuery();
    QTRY_COMPARE(m_model->count(), 3);
    FakeTable other;
    other.setItems(FakeTable::items(10, 12));
    other.configure(m_client.get());
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(10, 12));
    QCOMPARE(other.count(u"DescribeTable"_s), 1);
    m_model->setClient(nullptr);
    QTRY_COMPARE(m_model->count(), 0);
}

QTEST_GUILESS_MAIN(tst_ModelPages)
#include "tst_modelpages.moc"
