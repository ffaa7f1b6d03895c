// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/itemrows_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

// The rows of a model, compared with a plain list.
class tst_ItemRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsAList_data();
    void sameAsAList();
    void find();
    void severalOfOneKey();
    void withoutKeys();
    void reload();
    void blocks();
    void shareUnchanged();
};

static const QStringList keys { u"pk"_s, u"sk"_s };

static QDynamoDBItem item(int n, const QString &text = {})
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n }, { u"text"_s, text } };
}

static QDynamoDBItem key(int n)
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n } };
}

static QList<ItemRow> rowsOf(const QList<int> &numbers)
{
    QList<QDynamoDBItem> items;
    for (const int n : numbers)
        items.append(item(n));
    return makeRows(items, keys);
}

static QList<int> sequence(int from, int count)
{
    QList<int> numbers;
    for (int n = from; n < from + count; ++n)
        numbers.append(n);
    return numbers;
}

static int number(const QDynamoDBItem &item)
{
    return int(item[u"sk"].toInteger(-1));
}

static QList<int> numbers(const ItemRows &rows)
{
    QList<int> result;
    for (int row = 0; row < rows.size(); ++row)
        result.append(number(rows[row]));
    return result;
}

void tst_ItemRows::sameAsAList_data()
{
    QTest::addColumn<int>("largest"); // number of rows per step
    QTest::addColumn<int>("steps");
    QTest::newRow("few") << 3 << 20000;
    QTest::newRow("pages") << 1500 << 300;
    QTest::newRow("large pages") << 12000 << 60;
}

void tst_ItemRows::sameAsAList()
{
    QFETCH(const int, largest);
    QFETCH(const int, steps);

    QRandomGenerator random(11);
    const auto upTo = [&](int end) { return int(random.bounded(end + 1)); };
    ItemRows rows;
    rows.setKeyAttributes(keys);
    QList<int> list;
    int next = 0;
    for (int step = 0; step < steps; ++step) {
        const int size = int(list.size());
        switch (random.bounded(6)) {
        case 0:
        case 1: {
            const int row = random.bounded(2) ? size : upTo(size);
            const QList<int> some = sequence(next, 1 + upTo(largest - 1));
            next += int(some.size());
            rows.insert(row, rowsOf(some));
            list = list.first(row) + some + list.sliced(row);
            break;
        }
        case 2: {
            const int first = upTo(size);
            const int count = std::min(size - first, upTo(largest));
            rows.remove(first, count);
            list.remove(first, count);
            break;
        }
        case 3: {
            if (size < 2)
                break;
            const int row = upTo(size - 1);
            int before = upTo(size);
            if (before == row || before == row + 1)
                before = row > 0 ? 0 : size;
            rows.move(row, before);
            list.move(row, before > row ? before - 1 : before);
            break;
        }
        case 4: {
            if (size == 0)
                break;
            const int row = upTo(size - 1);
            ItemRow other = rowsOf({ next }).first();
            QCOMPARE(rows.replace(row, other), ItemRows::Replaced::ByAnother);
            QCOMPARE(number(other.item), list[row]);
            list[row] = next++;
            break;
        }
        default: {
            const int wanted = upTo(next);
            QCOMPARE(rows.find(key(wanted)), int(list.indexOf(wanted)));
            break;
        }
        }
        QCOMPARE(rows.size(), int(list.size()));
        if (!list.isEmpty()) {
            const int row = upTo(int(list.size()) - 1);
            QCOMPARE(number(rows[row]), list[row]);
        }
    }
    QCOMPARE(numbers(rows), list);
    for (int row = 0; row < list.size(); row += 1 + int(list.size()) / 100)
        QCOMPARE(rows.find(key(list[row])), row);
    rows.clear();
    QVERIFY(rows.isEmpty());
    QCOMPARE(rows.find(key(list.value(0))), -1);
}

// Rows are found after they have moved any distance.
void tst_ItemRows::find()
{
    ItemRows rows;
    rows.setKeyAttributes(keys);
    QCOMPARE(rows.find(key(1)), -1);
    rows.insert(0, rowsOf(sequence(0, 3000)));
    QCOMPARE(rows.find(key(2999)), 2999);
    QCOMPARE(rows.find(key(3000)), -1);
    QCOMPARE(rows.find({ { u"pk"_s, u"p"_s } }), -1); // an incomplete key
    for (int n = 0; n < 40000; ++n) // several blocks
        rows.insert(0, rowsOf({ 10000 + n }));
    QCOMPARE(rows.find(key(2999)), 42999);
    QCOMPARE(rows.find(key(0)), 40000);
    QCOMPARE(rows.find(key(10000)), 39999);
    QCOMPARE(rows.find(key(49999)), 0);
    rows.remove(1, 42998);
    QCOMPARE(numbers(rows), QList<int>({ 49999, 2999 }));
    QCOMPARE(rows.find(key(2999)), 1);
    QCOMPARE(rows.find(key(10000)), -1);
}

// An item can occur in two pages if it moves while they are read.
void tst_ItemRows::severalOfOneKey()
{
    ItemRows rows;
    rows.setKeyAttributes(keys);
    rows.insert(0, rowsOf(sequence(0, 600)));
    QCOMPARE(rows.find(key(500)), 500);
    rows.insert(600, rowsOf(sequence(500, 600)));
    QCOMPARE(rows.find(key(500)), 500); // the first of both
    rows.remove(500, 1);
    QCOMPARE(rows.find(key(500)), 599);
    rows.remove(599, 1);
    QCOMPARE(rows.find(key(500)), -1);
    QCOMPARE(rows.find(key(501)), 500);
}

void tst_ItemRows::withoutKeys()
{
    ItemRows rows;
    rows.insert(0, makeRows({ item(1), item(2) }, {}));
    QCOMPARE(rows.identity(0), size_t(0));
    QCOMPARE(rows.find(key(2)), -1);
    rows.setKeyAttributes(keys); // found after the key attributes are set
    QVERIFY(rows.identity(0) != 0);
    QCOMPARE(rows.find(key(2)), 1);
    rows.setKeyAttributes({});
    QCOMPARE(rows.find(key(2)), -1);
}

void tst_ItemRows::reload()
{
    ItemRows rows;
    rows.setKeyAttributes(keys);
    rows.insert(0, rowsOf(sequence(0, 2000)));
    QVERIFY(!rows.hasStale());
    rows.setAllStale();
    QVERIFY(rows.hasStale());
    for (int row = 0; row < 1000; ++row) {
        ItemRow same = rowsOf({ row }).first();
        QCOMPARE(rows.replace(row, same), ItemRows::Replaced::ByTheSame);
        QVERIFY(!rows.isStale(row));
    }
    rows.insert(500, rowsOf({ 5000 }));
    QVERIFY(!rows.isStale(500));
    QVERIFY(rows.isStale(1001));
    rows.move(1001, 0);
    QVERIFY(rows.isStale(0));
    rows.remove(1002, 998);
    QVERIFY(rows.hasStale());
    rows.remove(1002, 1);
    QVERIFY(rows.hasStale());
    rows.remove(0, 1);
    QVERIFY(!rows.hasStale());
    rows.setAllStale();
    rows.clear();
    QVERIFY(!rows.hasStale());
}

void tst_ItemRows::blocks()
{
    ItemRows rows;
    rows.setKeyAttributes(keys);
    QVERIFY(rows.blocks(0, 10).isEmpty());
    for (int page = 0; page < 3; ++page)
        rows.insert(rows.size(), rowsOf(sequence(page * 1000, 1000)));
    const QList<QList<ItemRow>> second = rows.blocks(1000, 1000);
    QCOMPARE(second.size(), 1);
    QCOMPARE(number(second[0].first().item), 1000);
    QCOMPARE(second[0].size(), 1000);
    QCOMPARE(rows.blocks(1500, 1000).size(), 2);
    QCOMPARE(rows.blocks(0, 1'000'000).size(), 3);
    QVERIFY(rows.blocks(3000, 5).isEmpty());

    // Rows that were returned before do not change.
    ItemRow other = rowsOf({ -1 }).first();
    rows.replace(1000, other);
    QCOMPARE(number(second[0].first().item), 1000);
    QCOMPARE(number(rows[1000]), -1);
}

void tst_ItemRows::shareUnchanged()
{
    const QList<QList<ItemRow>> known { rowsOf({ 1, 2, 3 }), rowsOf({ 4, 5, 6 }) };
    QList<ItemRow> rows = rowsOf({ 1, 9, 3, 4, 6, 2, 5 });
    rows[3].item.insert(u"text"_s, u"changed"_s);
    const QList<ItemRow> before = rows;
    QtDynamoDBPrivate::shareUnchanged(rows, known);
    const auto isShared = [&](qsizetype row, const ItemRow &with) {
        return rows[row].item.begin() == with.item.begin();
    };
    QVERIFY(isShared(0, known[0][0]));
    QVERIFY(isShared(1, before[1])); // copied
    QVERIFY(isShared(2, known[0][2]));
    QVERIFY(isShared(3, before[3])); // replaced
    QVERIFY(isShared(4, known[1][2]));
    QVERIFY(isShared(5, known[0][1])); // moved
    QVERIFY(isShared(6, known[1][1]));
    for (qsizetype row = 0; row < rows.size(); ++row)
        QCOMPARE(rows[row].item, before[row].item);

    QtDynamoDBPrivate::shareUnchanged(rows, {});
    QVERIFY(isShared(0, known[0][0]));
}

QTEST_GUILESS_MAIN(tst_ItemRows)
#include "tst_itemrows.moc"
