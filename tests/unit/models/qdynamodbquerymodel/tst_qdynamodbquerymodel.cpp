// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querymodeltest.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// The query of the model: its properties and the requests that it sends.
class tst_QDynamoDBQueryModel : public QueryModelTest
{
    Q_OBJECT

private Q_SLOTS:
    void properties();
    void oneRequestForManyProperties();
    void request();
    void nothingBeforeComponentComplete();
    void incomplete();
    void tableCannotBeDescribed();
    void propertyChangedByReceiver();
    void state();
};

void tst_QDynamoDBQueryModel::properties()
{
    QDynamoDBQueryModel &model = *m_model;
    const auto check = [&](auto setter, auto getter, auto signal, const auto &value) {
        QSignalSpy spy(&model, signal);
        QVERIFY((model.*getter)() != value);
        (model.*setter)(value);
        (model.*setter)(value);
        QCOMPARE((model.*getter)(), value);
        QCOMPARE(spy.size(), 1);
    };
    using M = QDynamoDBQueryModel;
    QDynamoDBClient *const client = m_client.get();
    check(&M::setClient, &M::client, &M::clientChanged, client);
    check(&M::setTableName, &M::tableName, &M::tableNameChanged, u"Thread"_s);
    check(&M::setIndexName, &M::indexName, &M::indexNameChanged, u"by-date"_s);
    check(&M::setKeyCondition, &M::keyCondition, &M::keyConditionChanged, u"a = :a"_s);
    check(&M::setFilter, &M::filter, &M::filterChanged, u"b > :b"_s);
    check(&M::setProjection, &M::projection, &M::projectionChanged, u"a, b"_s);
    check(&M::setNames, &M::names, &M::namesChanged, QVariantMap { { u"#n"_s, u"name"_s } });
    check(&M::setValues, &M::values, &M::valuesChanged, QVariantMap { { u":a"_s, 1 } });
    check(&M::setConsistentRead, &M::consistentRead, &M::consistentReadChanged, true);
    check(&M::setDescending, &M::isDescending, &M::descendingChanged, true);
    check(&M::setPageSize, &M::pageSize, &M::pageSizeChanged, 10);
    check(&M::setMaxRows, &M::maxRows, &M::maxRowsChanged, 100);
    check(&M::setPrefetch, &M::prefetch, &M::prefetchChanged, true);
    check(&M::setAttributes, &M::attributes, &M::attributesChanged, QStringList { u"a"_s });
    check(&M::setEditable, &M::isEditable, &M::editableChanged, true);

    model.setPageSize(-1);
    QCOMPARE(model.pageSize(), 0);
    model.setMaxRows(-1);
    QCOMPARE(model.maxRows(), 0);
}

void tst_QDynamoDBQueryModel::oneRequestForManyProperties()
{
    m_table->setItems(FakeTable::items(0, 3));
    setQuery();
    m_model->setDescending(true);
    m_model->setFilter(u"text <> :pk"_s);
    QCOMPARE(m_model->status(), Status::Loading);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));

    m_model->setDescending(false);
    m_model->setFilter({});
    QCOMPARE(m_model->status(), Status::Loading);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));
    QCOMPARE(m_table->count(u"Query"_s), 2);
    QCOMPARE(m_table->count(u"DescribeTable"_s), 1);
}

void tst_QDynamoDBQueryModel::request()
{
    setQuery();
    m_model->setIndexName(u"by-text"_s);
    m_model->setFilter(u"#t > :t"_s);
    m_model->setProjection(u"pk, sk, #t"_s);
    m_model->setNames({ { u"#t"_s, u"text"_s } });
    m_model->setValues({ { u":pk"_s, u"p"_s }, { u":t"_s, 5 } });
    m_model->setConsistentRead(true);
    m_model->setDescending(true);
    m_model->setPageSize(7);
    QTRY_COMPARE(m_model->status(), Status::Ready);

    const QJsonObject expected {
        { u"TableName"_s, u"Table"_s },
        { u"IndexName"_s, u"by-text"_s },
        { u"KeyConditionExpression"_s, u"pk = :pk"_s },
        { u"FilterExpression"_s, u"#t > :t"_s },
        { u"ProjectionExpression"_s, u"pk, sk, #t"_s },
        { u"ExpressionAttributeNames"_s, QJsonObject { { u"#t"_s, u"text"_s } } },
        { u"ExpressionAttributeValues"_s,
          QJsonObject { { u":pk"_s, QJsonObject { { u"S"_s, u"p"_s } } },
                        { u":t"_s, QJsonObject { { u"N"_s, u"5"_s } } } } },
        { u"ConsistentRead"_s, true },
        { u"ScanIndexForward"_s, false },
        { u"Limit"_s, 7 },
        { u"ReturnConsumedCapacity"_s, u"TOTAL"_s },
    };
    QCOMPARE(m_table->bodies(u"Query"_s), QList<QJsonObject> { expected });
}

void tst_QDynamoDBQueryModel::nothingBeforeComponentComplete()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_model->classBegin();
    setQuery();
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Null);
    m_model->reload();
    m_model->fetchAll();
    QCoreApplication::processEvents();
    QCOMPARE(m_table->operations(), QStringList());

    m_model->componentComplete();
    QCOMPARE(m_model->status(), Status::Loading);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 3);
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBQueryModel::incomplete()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_model->setTableName(u"Table"_s);
    m_model->setClient(m_client.get());
    m_model->fetchAll();
    QVERIFY(!m_model->canFetchMore());
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Null);

    setQuery();
    QTRY_COMPARE(m_model->count(), 3);
    m_model->setKeyCondition({});
    QCOMPARE(m_model->status(), Status::Null);
    QTRY_COMPARE(m_model->count(), 0);
    QVERIFY(!m_model->hasMore());
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBQueryModel::tableCannotBeDescribed()
{
    m_table->setItems(FakeTable::items(0, 5));
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_model->setPageSize(3);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));
    QCOMPARE(m_model->keyAttributes().size(), 2); // determined from the key of the second page
    QVERIFY(!m_model->error().isError());
}

void tst_QDynamoDBQueryModel::propertyChangedByReceiver()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    int changes = 0;
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [&] {
        if (++changes == 2)
            m_model->setFilter(u"a = b"_s);
    });
    setQuery();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 10));
}

void tst_QDynamoDBQueryModel::state()
{
    m_table->setItems(FakeTable::items(0, 15));
    m_model->setPageSize(10);
    QCOMPARE(m_model->progress(), 0.0);
    QSignalSpy status(m_model.get(), &QDynamoDBItemModel::statusChanged);
    QSignalSpy count(m_model.get(), &QDynamoDBItemModel::countChanged);
    QSignalSpy more(m_model.get(), &QDynamoDBItemModel::hasMoreChanged);
    QSignalSpy progress(m_model.get(), &QDynamoDBItemModel::progressChanged);
    QSignalSpy capacity(m_model.get(), &QDynamoDBItemModel::consumedCapacityChanged);
    QSignalSpy keys(m_model.get(), &QDynamoDBItemModel::keyAttributesChanged);
    setQuery();
    QCOMPARE(status.size(), 1); // Loading
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(status.size(), 2);
    QCOMPARE(count.size(), 1);
    QCOMPARE(more.size(), 1);
    QCOMPARE(progress.size(), 0);
    QCOMPARE(capacity.size(), 1);
    QCOMPARE(keys.size(), 1);

    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(status.size(), 4);
    QCOMPARE(count.size(), 2);
    QCOMPARE(more.size(), 2);
    QCOMPARE(progress.size(), 1);
    QCOMPARE(capacity.size(), 2);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBQueryModel)
#include "tst_qdynamodbquerymodel.moc"
