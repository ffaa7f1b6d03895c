// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querymodeltest.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Columns and roles of item models, tested with the query model.
class tst_ModelColumns : public QueryModelTest
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAndRoles();
    void rolesOfReservedNames();
    void sortRole_data();
    void sortRole();
    void fixedAttributes();
    void projectedAttributes();
    void attributesOfLaterPages();
};

void tst_ModelColumns::columnsAndRoles()
{
    QDynamoDBItem item = FakeTable::item(1);
    item[u"list"_s] = QDynamoDBValueList { 1, u"a"_s };
    item[u"big"_s] = QDynamoDBNumber(u"9007199254740993");
    item[u"half"_s] = 0.5;
    item[u"item"_s] = u"taken"_s;
    m_table->setItems({ item, FakeTable::item(2) });
    setQuery();
    QTRY_COMPARE(m_model->count(), 2);

    const QStringList attributes { u"pk"_s,   u"sk"_s,   u"big"_s, u"half"_s,
                                   u"item"_s, u"list"_s, u"text"_s };
    QCOMPARE(m_model->columnCount(), attributes.size());
    for (int i = 0; i < attributes.size(); ++i) {
        QCOMPARE(m_model->attributeOf(i), attributes[i]);
        QCOMPARE(m_model->columnOf(attributes[i]), i);
        QCOMPARE(m_model->headerData(i, Qt::Horizontal).toString(), attributes[i]);
    }
    QCOMPARE(m_model->columnOf(u"other"_s), -1);
    QCOMPARE(m_model->headerData(1, Qt::Vertical).toInt(), 2);

    const auto cell = [&](const QString &name, int role) {
        return m_model->index(0, m_model->columnOf(name)).data(role);
    };
    QCOMPARE(cell(u"sk"_s, Qt::DisplayRole), QVariant(qint64(1)));
    QCOMPARE(cell(u"big"_s, Qt::EditRole), QVariant(u"9007199254740993"_s));
    QCOMPARE(cell(u"half"_s, Qt::EditRole), QVariant(u"0.5"_s));
    QCOMPARE(cell(u"big"_s, Qt::DisplayRole), QVariant(u"9007199254740993"_s));
    QCOMPARE(cell(u"list"_s, Qt::DisplayRole), QVariant(u"[1,\"a\"]"_s));
    QCOMPARE(cell(u"list"_s, Qt::EditRole), QVariant(QVariantList { 1LL, u"a"_s }));
    QCOMPARE(cell(u"list"_s, QDynamoDBItemModel::ValueRole).value<QDynamoDBValue>(), item[u"list"]);

    const auto roles = m_model->roleNames();
    const auto role = [&](const QByteArray &name) {
        return m_model->index(0, 0).data(roles.key(name));
    };
    QCOMPARE(role("text"), QVariant(u"1"_s));
    QCOMPARE(role("half"), QVariant(0.5));
    QCOMPARE(role("big").value<QDynamoDBNumber>(), QDynamoDBNumber(u"9007199254740993"));
    QCOMPARE(role("item").toMap().value(u"item"_s), QVariant(u"taken"_s));
    QCOMPARE(roles.key("text"), m_model->roleOf(u"text"_s));
    QVERIFY(!m_model->index(1, 0).data(roles.key("half")).isValid());
    QCOMPARE(m_model->get(0).value(u"sk"_s), QVariant(1LL));
    QCOMPARE(m_model->item(0), item);
    QCOMPARE(m_model->rowOf({ { u"pk"_s, u"p"_s }, { u"sk"_s, 2 } }), 1);
    QCOMPARE(m_model->rowOf({ { u"pk"_s, u"p"_s }, { u"sk"_s, 3 } }), -1);
    QCOMPARE(m_model->keyAttributes(), (QStringList { u"pk"_s, u"sk"_s }));
}

// Names that views and delegates use keep their meaning; the attribute has another role.
void tst_ModelColumns::rolesOfReservedNames()
{
    const QStringList reserved { u"index"_s,   u"model"_s,   u"modelData"_s, u"hasModelChildren"_s,
                                 u"row"_s,     u"column"_s,  u"display"_s,   u"edit"_s,
                                 u"item"_s,    u"current"_s, u"selected"_s,  u"editing"_s,
                                 u"expanded"_s };
    QDynamoDBItem item = FakeTable::item(1);
    for (const QString &name : reserved)
        item[name] = name;
    item[u"index_"_s] = u"its own"_s;
    m_table->setItems({ item });
    setQuery();
    QTRY_COMPARE(m_model->count(), 1);

    const auto roles = m_model->roleNames();
    const QModelIndex index = m_model->index(0, 0);
    for (const QString &name : reserved) {
        const int role = m_model->roleOf(name);
        QCOMPARE(roles[role], (name == u"index" ? u"index__"_s : QString(name + u'_')).toUtf8());
        QCOMPARE(index.data(role), QVariant(name));
    }
    QCOMPARE(index.data(roles.key("index_")), QVariant(u"its own"_s));
    QCOMPARE(roles[Qt::DisplayRole], "display"_ba);
    QCOMPARE(roles[QDynamoDBItemModel::ItemRole], "item"_ba);
    for (const char *name : { "index", "model", "modelData", "row", "column", "hasModelChildren" })
        QCOMPARE(roles.key(name, -1), -1);
    QCOMPARE(QSet<QByteArray>(roles.begin(), roles.end()).size(), roles.size());
}

void tst_ModelColumns::sortRole_data()
{
    QTest::addColumn<QDynamoDBValueList>("ascending"); // Undefined: absent

    using Values = QDynamoDBValueList;
    const QDynamoDBValue absent(QDynamoDBValue::Type::Undefined);
    QTest::newRow("types") << Values { nullptr, false,     true,      -2,
                                       10,      u""_s,     u"2"_s,    u"a"_s,
                                       ""_ba,   "\x7f"_ba, "\xff"_ba, QDynamoDBValueList { 1 },
                                       absent };
    Values ids;
    for (qint64 id = Q_INT64_C(1318796827993409800); id < Q_INT64_C(1318796827993410000); ++id)
        ids.append(id);
    QTest::newRow("64-bit ids") << ids;
    Values numbers;
    for (const char16_t *text : { u"-9.9999999999999999999999999999999999999E+125",
                                  u"-1E+100",
                                  u"-123",
                                  u"-12.3",
                                  u"-12.2999",
                                  u"-12",
                                  u"-1.23",
                                  u"-1.2",
                                  u"-1.19",
                                  u"-1",
                                  u"-1E-130",
                                  u"0",
                                  u"1E-130",
                                  u"0.00999",
                                  u"0.01",
                                  u"0.1",
                                  u"0.10000000000000000000000000000000000001",
                                  u"1",
                                  u"1.19",
                                  u"1.2",
                                  u"1.23",
                                  u"9",
                                  u"10",
                                  u"12",
                                  u"12.3",
                                  u"123",
                                  u"1E+100",
                                  u"9.9999999999999999999999999999999999999E+125" }) {
        numbers.append(QDynamoDBNumber(QStringView(text)));
    }
    QTest::newRow("numbers") << numbers;
    QTest::newRow("strings") << Values { u""_s, u"10"_s, u"9"_s, u"B"_s, u"a"_s, u"ab"_s, u"b"_s };
}

void tst_ModelColumns::sortRole()
{
    QFETCH(const QDynamoDBValueList, ascending);
    const int count = int(ascending.size());
    QList<QDynamoDBItem> items;
    for (int i = 0; i < count; ++i) {
        items.append(FakeTable::item(i));
        const int place = int((qint64(i) * 7919)
                              % count); // a prime, so that each value occurs once, in mixed order
        if (!ascending[place].isUndefined())
            items.last().insert(u"v"_s, ascending[place]);
    }
    m_table->setItems(items);
    setQuery();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->count(), count);

    QSortFilterProxyModel proxy;
    proxy.setSourceModel(m_model.get());
    proxy.setSortRole(QDynamoDBItemModel::SortRole);
    const int column = m_model->columnOf(u"v"_s);
    const auto values = [&] {
        QDynamoDBValueList list;
        for (int row = 0; row < count; ++row) {
            list.append(proxy.index(row, column)
                                .data(QDynamoDBItemModel::ValueRole)
                                .value<QDynamoDBValue>());
        }
        return list;
    };
    proxy.sort(column);
    QCOMPARE(values(), ascending);
    proxy.sort(column, Qt::DescendingOrder);
    QCOMPARE(values(), QDynamoDBValueList(ascending.rbegin(), ascending.rend()));
    if (!ascending[0].isNumber())
        return;
    // Locale-aware sorting does not affect numbers.
    proxy.setSortLocaleAware(true);
    proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    proxy.sort(column);
    QCOMPARE(values(), ascending);
}

void tst_ModelColumns::fixedAttributes()
{
    m_table->setItems(FakeTable::items(0, 2));
    m_model->setAttributes({ u"text"_s, u"missing"_s });
    QCOMPARE(m_model->columnCount(), 2); // available to QML before the first row
    const int role = m_model->roleOf(u"text"_s);
    setQuery();
    QTRY_COMPARE(m_model->count(), 2);
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(m_model->index(1, 0).data().toString(), u"1"_s);
    QVERIFY(!m_model->index(1, 1).data().isValid());

    m_model->setAttributes({ u"sk"_s, u"text"_s });
    QCOMPARE(m_model->index(1, 1).data().toString(), u"1"_s);
    QCOMPARE(m_model->roleOf(u"text"_s), role);
    QCOMPARE(m_model->status(), Status::Ready);

    m_model->setAttributes({}); // determined from the items again
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->roleOf(u"text"_s), role);
}

void tst_ModelColumns::projectedAttributes()
{
    m_table->setItems(FakeTable::items(0, 2));
    m_model->setProjection(u"#t , sk,list[0].name, list[1]"_s);
    m_model->setNames({ { u"#t"_s, u"text"_s } });
    setQuery();
    QTRY_COMPARE(m_model->count(), 2);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->attributeOf(0), u"text"_s);
    QCOMPARE(m_model->attributeOf(1), u"sk"_s);
    QCOMPARE(m_model->attributeOf(2), u"list"_s);
}

void tst_ModelColumns::attributesOfLaterPages()
{
    QList<QDynamoDBItem> items = FakeTable::items(0, 4);
    items[3][u"later"_s] = true;
    m_table->setItems(items);
    m_model->setPageSize(2);
    setQuery();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->roleOf(u"later"_s), -1);

    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::columnsInserted);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(m_model->attributeOf(3), u"later"_s);
    QCOMPARE(m_model->index(3, 0).data(m_model->roleOf(u"later"_s)), QVariant(true));

    // Another query of the same table keeps the columns.
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->columnCount(), 4);
}

QTEST_GUILESS_MAIN(tst_ModelColumns)
#include "tst_modelcolumns.moc"
