// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qvariant.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;

class tst_QDynamoDBItem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void null();
    void initialiserList();
    void insertAndRemove();
    void indexOperator();
    void iteration();
    void find();
    void equality();
    void sharing();
    void manyAttributes();
    void variantMap();
    void debugOutput();
};

void tst_QDynamoDBItem::null()
{
    QDynamoDBItem item;
    QVERIFY(item.isNull());
    QVERIFY(item.isEmpty());
    QVERIFY(item == QDynamoDBItem {});
    item.insert(u"a"_s, 1);
    QVERIFY(!item.isNull());
    item.remove(u"a");
    QVERIFY(item.isEmpty());
    QVERIFY(!item.isNull()); // empty, but not null
    item.clear();
    QVERIFY(item.isNull());
    QVERIFY(QDynamoDBItem().toVariantMap().isEmpty());
}

void tst_QDynamoDBItem::initialiserList()
{
    const QDynamoDBItem item { { u"b"_s, 1 }, { u"a"_s, u"x"_s }, { u"b"_s, 2 } };
    QCOMPARE(item.size(), 2);
    QCOMPARE(item.names(), QStringList({ u"b"_s, u"a"_s })); // in the order of insertion
    QCOMPARE(item[u"b"], QDynamoDBValue(2)); // the last value wins
}

void tst_QDynamoDBItem::insertAndRemove()
{
    QDynamoDBItem item { { u"a"_s, 1 }, { u"b"_s, 2 }, { u"c"_s, 3 } };
    item.insert(u"b"_s, u"two"_s);
    QCOMPARE(item.size(), 3);
    QCOMPARE(item.value(u"b").toString(), u"two"_s);
    QVERIFY(item.contains(u"b"));
    QVERIFY(!item.contains(u"B"));
    QVERIFY(item.remove(u"b"));
    QVERIFY(!item.remove(u"b"));
    QVERIFY(item.value(u"b").isUndefined());
    QCOMPARE(item.take(u"a"), QDynamoDBValue(1));
    QVERIFY(item.take(u"a").isUndefined());
    QCOMPARE(item.names(), QStringList { u"c"_s });
}

void tst_QDynamoDBItem::indexOperator()
{
    QDynamoDBItem item;
    item[u"a"_s] = 1;
    QCOMPARE(item, QDynamoDBItem({ { u"a"_s, 1 } }));
    item[u"a"_s] = u"x"_s;
    QCOMPARE(std::as_const(item)[u"a"].toString(), u"x"_s);
    (void)item[u"new"_s];
    QVERIFY(item.contains(u"new"));
    QVERIFY(std::as_const(item)[u"new"].isNull());
    QVERIFY(std::as_const(item)[u"other"].isUndefined());
    QCOMPARE(item.size(), 2);
}

void tst_QDynamoDBItem::iteration()
{
    const QDynamoDBItem item { { u"a"_s, 1 }, { u"b"_s, 2 } };
    QStringList names;
    qint64 sum = 0;
    for (const auto &[name, value] : item) {
        names += name;
        sum += value.toInteger();
    }
    QCOMPARE(names, item.names());
    QCOMPARE(sum, 3);
    QVERIFY(std::any_of(item.cbegin(), item.cend(), [](const QDynamoDBItem::Attribute &attribute) {
        return attribute == QDynamoDBItem::Attribute { u"b"_s, 2 };
    }));
}

void tst_QDynamoDBItem::find()
{
    const QDynamoDBItem item { { u"a"_s, 1 }, { u"b"_s, 2 } };
    QCOMPARE(item.find(u"b")->value, QDynamoDBValue(2));
    QVERIFY(item.find(u"c") == item.end());
}

void tst_QDynamoDBItem::equality()
{
    const QDynamoDBItem item { { u"a"_s, 1 }, { u"b"_s, 2 } };
    QCOMPARE(item, QDynamoDBItem({ { u"b"_s, 2 }, { u"a"_s, 1 } }));
    QVERIFY(item != QDynamoDBItem({ { u"a"_s, 1 } }));
    QVERIFY(item != QDynamoDBItem({ { u"a"_s, 1 }, { u"b"_s, 3 } }));
    QVERIFY(item != QDynamoDBItem({ { u"a"_s, 1 }, { u"c"_s, 2 } }));
}

void tst_QDynamoDBItem::sharing()
{
    const QDynamoDBItem item { { u"a"_s, 1 } };
    QDynamoDBItem copy = item;
    copy[u"a"_s] = 2;
    copy.insert(u"b"_s, 3);
    QCOMPARE(item, QDynamoDBItem({ { u"a"_s, 1 } }));
    QCOMPARE(copy.size(), 2);
    // An item can be inserted into itself, as a map.
    copy.insert(u"self"_s, copy);
    QCOMPARE(copy[u"self"].size(), 2);
}

void tst_QDynamoDBItem::manyAttributes()
{
    QDynamoDBItem item;
    item.reserve(1000);
    for (int i = 0; i < 1000; ++i)
        item.insert(QString::number(i), i);
    QCOMPARE(item.size(), 1000);
    for (int i = 0; i < 1000; i += 2)
        QVERIFY(item.remove(QString::number(i)));
    QCOMPARE(item.size(), 500);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(item.value(QString::number(i)).toInteger(-1), i % 2 ? i : -1);
}

void tst_QDynamoDBItem::variantMap()
{
    const QDynamoDBItem item {
        { u"text"_s, u"x"_s },
        { u"null"_s, nullptr },
        { u"deep"_s, QDynamoDBItem { { u"list"_s, QDynamoDBValueList { 1, true } } } },
        { u"tags"_s, QDynamoDBValue::stringSet({ u"a"_s }) },
    };
    const QVariantMap map = item.toVariantMap();
    QCOMPARE(map.size(), 4);
    QCOMPARE(map[u"text"_s], QVariant(u"x"_s));
    QCOMPARE(map[u"deep"_s].toMap()[u"list"_s].toList(), QVariantList({ qint64(1), true }));
    QCOMPARE(QDynamoDBItem::fromVariantMap(map), item);

    const QDynamoDBItem other = QDynamoDBItem::fromVariantMap({ { u"a"_s, QPoint() } });
    QVERIFY(other[u"a"].isUndefined()); // sending it is an error
    QVERIFY(other.contains(u"a"));
    QVERIFY(!QDynamoDBItem::fromVariantMap({}).isNull());
}

void tst_QDynamoDBItem::debugOutput()
{
    const QString text = QDebug::toString(QDynamoDBItem { { u"name"_s, u"value"_s } });
    QVERIFY2(text.startsWith("QDynamoDBItem("_L1) && text.contains("\"name\""_L1)
                     && text.contains("\"value\""_L1),
             qPrintable(text));
}

QTEST_APPLESS_MAIN(tst_QDynamoDBItem)

#include "tst_qdynamodbitem.moc"
