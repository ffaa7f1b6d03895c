// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/faketable.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbquerymodel.h>

#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>

#include <memory>
#include <numeric>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Code = QDynamoDBError::Code;

// Reading, on the fake table: what is common to all models is tested with this one.
class tst_QDynamoDBQueryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void properties();
    void oneRequestForManyProperties();
    void request();
    void nothingBeforeComponentComplete();
    void incomplete();
    void columnsAndRoles();
    void rolesOfReservedNames();
    void sortRole_data();
    void sortRole();
    void fixedAttributes();
    void projectedAttributes();
    void attributesOfLaterPages();
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
    void tableCannotBeDescribed();
    void lateAnswer();
    void propertyChangedByReceiver();
    void modelDestroyedWhileLoading();
    void clientDestroyedWhileLoading();
    void clientMoves();
    void reload_data();
    void reload();
    void reloadOfSeveralPages();
    void reloadFails();
    void reloadWithoutKeys();
    void state();

private:
    void ask(); // the usual question
    [[nodiscard]] QList<int> sortKeys() const;

    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
    std::unique_ptr<QDynamoDBQueryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_QDynamoDBQueryModel::init()
{
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
    m_model = std::make_unique<QDynamoDBQueryModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
}

void tst_QDynamoDBQueryModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_table.reset();
}

void tst_QDynamoDBQueryModel::ask()
{
    m_model->setClient(m_client.get());
    m_model->setTableName(u"Table"_s);
    m_model->setKeyCondition(u"pk = :pk"_s);
    m_model->setValues({ { u":pk"_s, u"p"_s } });
}

QList<int> tst_QDynamoDBQueryModel::sortKeys() const
{
    QList<int> result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result.append(int(m_model->item(row)[u"sk"].toInteger(-1)));
    return result;
}

static QList<int> numbers(int from, int to)
{
    QList<int> result(to - from);
    std::iota(result.begin(), result.end(), from);
    return result;
}

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
    ask();
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
    ask();
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
    ask();
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

    ask();
    QTRY_COMPARE(m_model->count(), 3);
    m_model->setKeyCondition({});
    QCOMPARE(m_model->status(), Status::Null);
    QTRY_COMPARE(m_model->count(), 0);
    QVERIFY(!m_model->hasMore());
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBQueryModel::columnsAndRoles()
{
    QDynamoDBItem item = FakeTable::item(1);
    item[u"list"_s] = QDynamoDBValueList { 1, u"a"_s };
    item[u"big"_s] = QDynamoDBNumber(u"9007199254740993");
    item[u"half"_s] = 0.5;
    item[u"item"_s] = u"taken"_s;
    m_table->setItems({ item, FakeTable::item(2) });
    ask();
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

// What views and delegates call by such a name stays theirs, and the attribute is still a role.
void tst_QDynamoDBQueryModel::rolesOfReservedNames()
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
    ask();
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

void tst_QDynamoDBQueryModel::sortRole_data()
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

void tst_QDynamoDBQueryModel::sortRole()
{
    QFETCH(const QDynamoDBValueList, ascending);
    const int count = int(ascending.size());
    QList<QDynamoDBItem> items;
    for (int i = 0; i < count; ++i) {
        items.append(FakeTable::item(i));
        const int place = int((qint64(i) * 7919) % count); // a prime: each once, in disorder
        if (!ascending[place].isUndefined())
            items.last().insert(u"v"_s, ascending[place]);
    }
    m_table->setItems(items);
    ask();
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
    // Numbers stay exact whatever is set for texts.
    proxy.setSortLocaleAware(true);
    proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    proxy.sort(column);
    QCOMPARE(values(), ascending);
}

void tst_QDynamoDBQueryModel::fixedAttributes()
{
    m_table->setItems(FakeTable::items(0, 2));
    m_model->setAttributes({ u"text"_s, u"missing"_s });
    QCOMPARE(m_model->columnCount(), 2); // there before the first row, for QML
    const int role = m_model->roleOf(u"text"_s);
    ask();
    QTRY_COMPARE(m_model->count(), 2);
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(m_model->index(1, 0).data().toString(), u"1"_s);
    QVERIFY(!m_model->index(1, 1).data().isValid());

    m_model->setAttributes({ u"sk"_s, u"text"_s });
    QCOMPARE(m_model->index(1, 1).data().toString(), u"1"_s);
    QCOMPARE(m_model->roleOf(u"text"_s), role);
    QCOMPARE(m_model->status(), Status::Ready);

    m_model->setAttributes({}); // to be found again
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->roleOf(u"text"_s), role);
}

void tst_QDynamoDBQueryModel::projectedAttributes()
{
    m_table->setItems(FakeTable::items(0, 2));
    m_model->setProjection(u"#t , sk,list[0].name, list[1]"_s);
    m_model->setNames({ { u"#t"_s, u"text"_s } });
    ask();
    QTRY_COMPARE(m_model->count(), 2);
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->attributeOf(0), u"text"_s);
    QCOMPARE(m_model->attributeOf(1), u"sk"_s);
    QCOMPARE(m_model->attributeOf(2), u"list"_s);
}

void tst_QDynamoDBQueryModel::attributesOfLaterPages()
{
    QList<QDynamoDBItem> items = FakeTable::items(0, 4);
    items[3][u"later"_s] = true;
    m_table->setItems(items);
    m_model->setPageSize(2);
    ask();
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

    // Another question to the same table leaves the columns as they are.
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->columnCount(), 4);
}

void tst_QDynamoDBQueryModel::pages()
{
    m_table->setItems(FakeTable::items(0, 25));
    m_model->setPageSize(10);
    ask();
    for (int fetched = 10; fetched < 30; fetched += 10) {
        QTRY_COMPARE(m_model->status(), Status::Ready);
        QCOMPARE(sortKeys(), numbers(0, fetched));
        QVERIFY(m_model->hasMore());
        QVERIFY(m_model->canFetchMore());
        m_model->fetchMore();
        QVERIFY(!m_model->canFetchMore());
        m_model->fetchMore(); // one is under way
    }
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 25));
    QVERIFY(!m_model->canFetchMore());
    m_model->fetchMore();
    QCOMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_table->count(u"Query"_s), 3);
    QCOMPARE(m_model->consumedCapacity(), 1.5);
}

void tst_QDynamoDBQueryModel::emptyPagesAreFollowed()
{
    m_table->setItems(FakeTable::items(0, 100));
    m_table->setFilter([](const QDynamoDBItem &item) {
        const qint64 n = item[u"sk"].toInteger();
        return n >= 45 && n < 55;
    });
    m_model->setPageSize(10);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(45, 50));
    QCOMPARE(m_table->count(u"Query"_s), 5);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(45, 55));
    m_model->fetchMore(); // to the end
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QVERIFY(!m_model->hasMore());
    QCOMPARE(m_table->count(u"Query"_s), 11);
}

void tst_QDynamoDBQueryModel::prefetch()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    m_model->setPrefetch(true);
    ask();
    QTRY_COMPARE(m_table->count(u"Query"_s), 2);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 10);
    QTRY_COMPARE(m_table->server().concurrency(), 0);
    QTest::qWait(0);
    QCOMPARE(m_model->count(), 10); // kept until it is wanted
    QVERIFY(m_model->canFetchMore());

    m_table->enqueue(u"Query"_s, Reaction::error(400, "AccessDeniedException"));
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QSignalSpy prefetchFailed(m_client.get(), &QDynamoDBClient::errorOccurred);
    m_model->fetchMore();
    QTRY_COMPARE(m_model->count(), 20);
    QTRY_COMPARE(prefetchFailed.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(m_model->status(), Status::Ready);
    m_model->fetchMore(); // what failed when nobody wanted it is asked for again
    QTRY_COMPARE(m_model->count(), 30);
    QCOMPARE(failed.size(), 0);
    QVERIFY(m_table->server().peakConcurrency() <= 2); // DescribeTable and the first Query
}

void tst_QDynamoDBQueryModel::fetchAll()
{
    m_table->setItems(FakeTable::items(0, 55));
    m_model->setPageSize(10);
    ask();
    m_model->fetchAll(); // before it has even begun
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 55));
    QCOMPARE(m_model->progress(), 1.0);
    QCOMPARE(m_table->count(u"Query"_s), 6);

    // And from the middle.
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->count(), 10);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_model->fetchMore();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 55));
    QCOMPARE(m_table->count(u"Query"_s), 12);
}

void tst_QDynamoDBQueryModel::maxRows()
{
    m_table->setItems(FakeTable::items(0, 50));
    m_model->setPageSize(10);
    m_model->setMaxRows(25);
    ask();
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

// With what follows, from where the rows end: what was read before is not read again.
void tst_QDynamoDBQueryModel::refilledAfterRemoval()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    m_model->setMaxRows(15);
    m_model->setEditable(true);
    ask();
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
    removeRow(14); // the last one
    QCOMPARE(sortKeys(), numbers(0, 3) + numbers(4, 15) + numbers(16, 17));

    // Up to the end of what there is.
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

void tst_QDynamoDBQueryModel::cancel()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    m_model->fetchAll();
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    m_model->cancel();
    QCOMPARE(m_model->status(), Status::Ready);
    QTRY_VERIFY(m_table->server().openConnections() <= 1); // aborted on the wire
    QCOMPARE(m_model->count(), 10);
    QCOMPARE(failed.size(), 0);

    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 30));

    // Before it has begun.
    m_model->setDescending(true);
    m_model->cancel();
    QCOMPARE(m_model->status(), Status::Ready);
    QTest::qWait(0);
    QCOMPARE(m_model->count(), 0);
    QVERIFY(m_model->canFetchMore());
    m_model->fetchMore();
    QTRY_COMPARE(m_model->count(), 10);
}

void tst_QDynamoDBQueryModel::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QDynamoDBError::Code>("code");

    QTest::newRow("validation") << 400 << "ValidationException"_ba << Code::Validation;
    QTest::newRow("no table") << 400 << "ResourceNotFoundException"_ba << Code::ResourceNotFound;
    QTest::newRow("no permission") << 400 << "AccessDeniedException"_ba << Code::AccessDenied;
    QTest::newRow("throttled") << 400 << "ProvisionedThroughputExceededException"_ba
                               << Code::ProvisionedThroughputExceeded;
    QTest::newRow("server") << 500 << "InternalServerError"_ba << Code::InternalServerError;
    QTest::newRow("unknown") << 400 << "BrandNewException"_ba << Code::Unknown;
}

void tst_QDynamoDBQueryModel::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QDynamoDBError::Code, code);

    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s, Reaction::error(status, type));
    QSignalSpy failed(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QSignalSpy errorChanged(m_model.get(), &QDynamoDBItemModel::errorChanged);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(m_model->error().code(), code);
    QCOMPARE(m_model->error().operation(), u"Query"_s);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<QDynamoDBError>(), m_model->error());
    QCOMPARE(errorChanged.size(), 1);
    QVERIFY(!m_model->canFetchMore()); // a view would ask again and again

    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->count(), 3);
    QVERIFY(!m_model->error().isError());
}

void tst_QDynamoDBQueryModel::errorOnALaterPage()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(m_model->count(), 10);

    m_model->fetchMore(); // goes on where it stopped
    QCOMPARE(m_model->status(), Status::Loading);
    QVERIFY(!m_model->error().isError());
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 20));
}

void tst_QDynamoDBQueryModel::tableCannotBeDescribed()
{
    m_table->setItems(FakeTable::items(0, 5));
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_model->setPageSize(3);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));
    QCOMPARE(m_model->keyAttributes().size(), 2); // the second page's key tells
    QVERIFY(!m_model->error().isError());
}

void tst_QDynamoDBQueryModel::lateAnswer()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s,
                     Reaction::json(200, R"({"Items":[{"pk":{"S":"old"}}],"Count":1})").held());
    ask();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_model->setFilter(u"a = b"_s);
    m_table->server().release();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 3));

    // The answer is there already, but not yet seen.
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

void tst_QDynamoDBQueryModel::propertyChangedByReceiver()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    int changes = 0;
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [&] {
        if (++changes == 2)
            m_model->setFilter(u"a = b"_s);
    });
    ask();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 10));
}

void tst_QDynamoDBQueryModel::modelDestroyedWhileLoading()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    ask();
    QTRY_COMPARE(m_table->server().held(), 1);
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_tester.reset();
    m_model.reset();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().error.code(), Code::Cancelled);

    // Just before it begins.
    m_model = std::make_unique<QDynamoDBQueryModel>();
    ask();
    m_model.reset();
    QCoreApplication::processEvents();
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBQueryModel::clientDestroyedWhileLoading()
{
    m_table->setItems(FakeTable::items(0, 3));
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    ask();
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

    m_client.reset(); // with rows there
    QTRY_COMPARE(m_model->count(), 0);
}

void tst_QDynamoDBQueryModel::clientMoves()
{
    m_table->setItems(FakeTable::items(0, 3));
    ask();
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

void tst_QDynamoDBQueryModel::reload_data()
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
    QTest::newRow("all others") << ten << numbers(10, 20) << 1 << 1;
    QTest::newRow("none left") << ten << QList<int>() << 0 << 1;
    QTest::newRow("none before") << QList<int>() << ten << 1 << 0;
    QTest::newRow("one moved forward")
            << QList<int> { 1, 2, 3, 4, 5 } << QList<int> { 5, 1, 2, 3, 4 } << 1 << 1;
    QTest::newRow("one moved back")
            << QList<int> { 1, 2, 3, 4, 5 } << QList<int> { 2, 3, 4, 5, 1 } << 1 << 1;
}

void tst_QDynamoDBQueryModel::reload()
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
    ask();
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
    QCOMPARE(reset.size(), before.isEmpty() ? 1 : 0); // the columns
    for (int row = 0; row < items.size(); ++row)
        QCOMPARE(m_model->item(row), items[row]);
    if (five.isValid() && after.contains(5)) {
        QCOMPARE(five.row(), after.indexOf(5));
        QCOMPARE(changed, QList<qint64> { 5 });
    }
}

void tst_QDynamoDBQueryModel::reloadOfSeveralPages()
{
    m_table->setItems(FakeTable::items(0, 100));
    m_model->setPageSize(10);
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    for (int page = 1; page < 4; ++page) {
        m_model->fetchMore();
        QTRY_COMPARE(m_model->status(), Status::Ready);
    }
    QCOMPARE(m_model->count(), 40);

    // 5 at the beginning and 10 in the middle go; as many rows as before are read again.
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

void tst_QDynamoDBQueryModel::reloadFails()
{
    m_table->setItems(FakeTable::items(0, 30));
    m_model->setPageSize(10);
    ask();
    m_model->fetchAll();
    QTRY_COMPARE(m_model->count(), 30);
    QTRY_COMPARE(m_model->status(), Status::Ready);

    m_table->setItems(FakeTable::items(5, 30));
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Error);
    QCOMPARE(sortKeys(), numbers(0, 30)); // nothing is lost
    m_model->fetchMore();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 30));

    // Cancelled, and another question instead.
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    m_model->reload();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_model->cancel();
    QCOMPARE(sortKeys(), numbers(5, 30));
    m_model->setDescending(true);
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(5, 15));
}

void tst_QDynamoDBQueryModel::reloadWithoutKeys()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    m_table->setItems(FakeTable::items(0, 10));
    ask();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(m_model->keyAttributes(), QStringList());

    m_table->setItems(FakeTable::items(0, 5) + FakeTable::items(6, 12));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->reload();
    QTRY_COMPARE(m_model->status(), Status::Ready);
    QCOMPARE(sortKeys(), numbers(0, 5) + numbers(6, 12));
    QCOMPARE(changed.size(), 1); // by place
    QCOMPARE(inserted.size(), 1);
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
    ask();
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
