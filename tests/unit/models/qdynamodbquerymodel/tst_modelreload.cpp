// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querymodeltest.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Reloading item models, tested with the query model.
class tst_ModelReload : public QueryModelTest
{
    Q_OBJECT

private Q_SLOTS:
    void reload_data();
    void reload();
    void reloadOfSeveralPages();
    void failedReload();
    void reloadWithoutKeys();
};

void tst_ModelReload::reload_data()
{
    QTest::addColumn<QList<int>>("before");
    QTest::addColumn<QList<int>>("after");
    QTest::addColumn<int>("inserts");
    QTest::addColumn<int>("removals");

    const QList<int> ten = numbers(0, 10);
    QTest::newRow("nothing changed") << ten << ten << 0 << 0;
    QTest::newRow("more at the end") << ten << numbers(0, 13) << 1 << 0;
    QTest::newRow("more at the beginning") << numbers(3, 10) << ten << 1 << 0;
    QTest::newRow("fewer at the end") << ten << numbers(0, 7) << 0 << 1;
    QTest::newRow("fewer at the beginning") << ten << numbers(3, 10) << 0 << 1;
    QTest::newRow("in the middle")
            << QList<int> { 0, 1, 2, 5, 6, 9 } << QList<int> { 0, 1, 3, 4, 5, 7, 8, 9 } << 2 << 2;
    QTest::newRow("all replaced") << ten << numbers(10, 20) << 1 << 1;
    QTest::newRow("all removed") << ten << QList<int>() << 0 << 1;
    QTest::newRow("no rows before") << QList<int>() << ten << 1 << 0;
    QTest::newRow("one moved forward")
            << QList<int> { 1, 2, 3, 4, 5 } << QList<int> { 5, 1, 2, 3, 4 } << 1 << 1;
    QTest::newRow("one moved back")
            << QList<int> { 1, 2, 3, 4, 5 } << QList<int> { 2, 3, 4, 5, 1 } << 1 << 1;
}

void tst_ModelReload::reload()
{
    QFETCH(QList<int>, before);
    QFETCH(QList<int>, after);
    QFETCH(int, inserts);
    QFETCH(int, removals);

    const auto itemsOf = [](const QList<int> &keys) {
        QList<QDynamoDBItem> items;
        for (int key : keys)
            items.append(FakeTable::item(key));
        return items;
    };
    m_table->setItems(itemsOf(before));
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), before);

    QList<QDynamoDBItem> items = itemsOf(after);
    for (QDynamoDBItem &item : items) {
        if (item[u"sk"].toInteger() == 5)
            item[u"text"_s] = u"five"_s;
    }
    m_table->setItems(items);
    QPersistentModelIndex five;
    if (const int row = int(before.indexOf(5)); row >= 0)
        five = m_model->index(row, 0);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QList<qint64> changed;
    connect(m_model.get(), &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &first, const QModelIndex &last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    changed.append(m_model->item(row)[u"sk"].toInteger());
            });
    m_model->reload();
    QCOMPARE(m_model->status(), Status::Loading);
    QCOMPARE(sortKeys(), before);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), after);
    QCOMPARE(inserted.size(), inserts);
    QCOMPARE(removed.size(), removals);
    QCOMPARE(reset.size(), before.isEmpty() ? 1 : 0); // because of the columns
    for (int row = 0; row < items.size(); ++row)
        QCOMPARE(m_model->item(row), items[row]);
    if (five.isValid() && after.contains(5)) {
        QCOMPARE(five.row(), after.indexOf(5));
        QCOMPARE(changed, QList<qint64> { 5 });
    }
}

void tst_ModelReload::reloadOfSeveralPages()
{
    m_table->setItems(FakeTable::items(0, 100));
    m_model->setPageSize(10);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    for (int page = 1; page < 4; ++page) {
        m_model->fetchMore();
        QTRY_COMPARE(m_model->status(), Status::Ready);
    }
    QCOMPARE(m_model->count(), 40);

    // 5 items at the beginning and 10 in the middle are removed; as many rows as before are read again.
    m_table->setItems(FakeTable::items(5, 15) + FakeTable::items(25, 100));
    const QPersistentModelIndex thirty = m_model->index(30, 0);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 15) + numbers(25, 55));
    QCOMPARE(removed.size(), 2);
    QCOMPARE(thirty.row(), 15);
    QCOMPARE(m_table->count(u"Query"_s), 8);

    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 15) + numbers(25, 65));
}

void tst_ModelReload::failedReload()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    setQuery();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->count(), 30);
    QTRY_COMPARE(m_model->status(), Status::Ready);

    m_table->setItems(FakeTable::items(5, 30));
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(sortKeys(), numbers(0, 30)); // all rows are kept
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 30));

    // A cancelled reload is followed by another query.
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    m_model->reload();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_model->cancel();
    QCOMPARE(sortKeys(), numbers(5, 30));
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 15));
}

void tst_ModelReload::reloadWithoutKeys()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_table->setItems(FakeTable::items(0, 10));
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->keyAttributes(), QStringList());

    m_table->setItems(FakeTable::items(0, 5) + FakeTable::items(6, 12));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 5) + numbers(6, 12));
    QCOMPARE(changed.size(), 1); // rows are compared by position
    QCOMPARE(inserted.size(), 1);
}

QTEST_GUILESS_MAIN(tst_ModelReload)
#include "tst_modelreload.moc"
