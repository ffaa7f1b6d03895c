// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "reservedwords.h"
#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;
using Type = QDynamoDBValue::Type;

Q_DECLARE_METATYPE(QDynamoDBCondition)
Q_DECLARE_METATYPE(QDynamoDBKeyCondition)
Q_DECLARE_METATYPE(QDynamoDBUpdate)
Q_DECLARE_METATYPE(QDynamoDBProjection)

class tst_Expressions : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void paths_data();
    void paths();
    void emptyConditions();

    void conditions_data();
    void conditions();
    void keyConditions_data();
    void keyConditions();
    void updates_data();
    void updates();
    void projections();
    void reservedWords();
    void limits();

    void severalExpressions();
    void combinedWithText();
    void reusedRequest();
    void errors_data();
    void errors();

    void fromVariant_data();
    void fromVariant();
    void updateFromVariant_data();
    void updateFromVariant();
    void variantErrors_data();
    void variantErrors();
    void requestFromVariant();
};

static QDynamoDBAttribute a(const QString &path)
{
    return attribute(path);
}

void tst_Expressions::text_data()
{
    QTest::addColumn<QDynamoDBCondition>("condition");
    QTest::addColumn<QString>("readable");
    QTest::addColumn<QString>("sent");

    QTest::newRow("comparison") << (a(u"Views"_s) > 10) << u"Views > 10"_s << u"#n0 > :v0"_s;
    QTest::newRow("value first") << (u"x"_s == a(u"A"_s)) << u"\"x\" = A"_s << u":v0 = #n0"_s;
    QTest::newRow("two attributes") << (a(u"A"_s) != a(u"B"_s)) << u"A <> B"_s << u"#n0 <> #n1"_s;
    QTest::newRow("repeated name")
            << (a(u"A.B"_s) < 1 || a(u"B.A"_s) < 1) << u"A.B < 1 OR B.A < 1"_s
            << u"#n0.#n1 < :v0 OR #n1.#n0 < :v1"_s;
    QTest::newRow("precedence") << ((a(u"A"_s) == 1 || a(u"B"_s) == 2) && !(a(u"C"_s) == 3))
                                << u"(A = 1 OR B = 2) AND NOT C = 3"_s
                                << u"(#n0 = :v0 OR #n1 = :v1) AND NOT #n2 = :v2"_s;
    QTest::newRow("minimal parentheses")
            << (a(u"A"_s) == 1 || (a(u"B"_s) == 2 && a(u"C"_s) == 3))
            << u"A = 1 OR B = 2 AND C = 3"_s << u"#n0 = :v0 OR #n1 = :v1 AND #n2 = :v2"_s;
    QTest::newRow("not of and") << !(a(u"A"_s) == 1 && a(u"B"_s) == 2) << u"NOT (A = 1 AND B = 2)"_s
                                << u"NOT (#n0 = :v0 AND #n1 = :v1)"_s;
    QTest::newRow("functions") << (a(u"T"_s).contains(u"qt"_s) && a(u"S"_s).size() >= 2)
                               << u"contains(T, \"qt\") AND size(S) >= 2"_s
                               << u"contains(#n0, :v0) AND size(#n1) >= :v1"_s;
    QTest::newRow("between, in") << (a(u"A"_s).between(1, 2) && a(u"B"_s).in({ 1, a(u"C"_s) }))
                                 << u"A BETWEEN 1 AND 2 AND B IN (1, C)"_s
                                 << u"#n0 BETWEEN :v0 AND :v1 AND #n1 IN (:v2, #n2)"_s;
    QTest::newRow("names that need quotes")
            << (QDynamoDBAttribute::named(u"a.b"_s)[u"c`d"_s][3] == true)
            << u"`a.b`.`c``d`[3] = true"_s << u"#n0.#n1[3] = :v0"_s;
    QTest::newRow("binary") << (a(u"B"_s) == QByteArray("abc")) << u"B = <3 bytes>"_s
                            << u"#n0 = :v0"_s;
    QTest::newRow("set") << (a(u"S"_s) == QDynamoDBValue::stringSet({ u"x"_s })) << u"S = [\"x\"]"_s
                         << u"#n0 = :v0"_s;
    QTest::newRow("long value") << (a(u"S"_s) == QString(1000, u'x'))
                                << u"S = \""_s + QString(99, u'x') + u'\u2026' << u"#n0 = :v0"_s;
}

void tst_Expressions::text()
{
    QFETCH(QDynamoDBCondition, condition);
    QFETCH(QString, readable);
    QFETCH(QString, sent);

    QCOMPARE(condition.toString(), readable);
    QCOMPARE(QDebug::toString(condition).trimmed(), readable);
    ScanRequest request;
    QCOMPARE(apply(&request, condition), QDynamoDBError());
    QCOMPARE(request.filterExpression, sent);
}

void tst_Expressions::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sent"); // null: the path is invalid
    QTest::addColumn<QStringList>("names");

    const auto row = [](const char *path, const QString &sent, const QStringList &names) {
        QTest::newRow(path) << QString::fromLatin1(path) << sent << names;
    };
    row("a", u"#n0"_s, { u"a"_s });
    row("a.b[2]", u"#n0.#n1[2]"_s, { u"a"_s, u"b"_s });
    row("a[0][12].b.c", u"#n0[0][12].#n1.#n2"_s, { u"a"_s, u"b"_s, u"c"_s });
    row("`a.b`", u"#n0"_s, { u"a.b"_s });
    row("`a.b`[1].`c[0]`", u"#n0[1].#n1"_s, { u"a.b"_s, u"c[0]"_s });
    row("`a``b`", u"#n0"_s, { u"a`b"_s });
    row("with space.and-dash", u"#n0.#n1"_s, { u"with space"_s, u"and-dash"_s });
    for (const char *bad : { "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[+1]",
                             "a]", "a[1]b", "`a", "a`b", "``", "[0]", "a[99999999999]" }) {
        row(bad, {}, {});
    }
}

void tst_Expressions::paths()
{
    QFETCH(QString, path);
    QFETCH(QString, sent);
    QFETCH(QStringList, names);

    GetItemRequest request;
    const QDynamoDBError error = apply(&request, projection(path));
    QCOMPARE(error.isError(), sent.isNull());
    QCOMPARE(request.projectionExpression, sent);
    QCOMPARE(request.expressionAttributeNames.values(), names);
    if (!sent.isNull())
        QCOMPARE(attribute(attribute(path).toString()).toString(), attribute(path).toString());
}

void tst_Expressions::emptyConditions()
{
    const QDynamoDBCondition empty;
    const QDynamoDBCondition full = a(u"A"_s) == 1;
    QVERIFY(empty.isEmpty());
    QVERIFY((!empty).isEmpty());
    QVERIFY((empty && empty).isEmpty());
    QCOMPARE((empty && full).toString(), u"A = 1"_s);
    QCOMPARE((full || empty).toString(), u"A = 1"_s);
    QVERIFY(empty.matches({}));
    QCOMPARE(empty.toString(), QString());
}

static QList<QDynamoDBItem> samples()
{
    const QDynamoDBItem all = {
        { u"n"_s, 5 },
        { u"s"_s, u"straße"_s },
        { u"b"_s, QByteArray("\x01\xff") },
        { u"yes"_s, true },
        { u"null"_s, nullptr },
        { u"l"_s, QDynamoDBValueList { 1, u"two"_s, QDynamoDBValueList { 3 } } },
        { u"m"_s, QDynamoDBItem { { u"a.b"_s, 1 }, { u"n"_s, 7 } } },
        { u"ss"_s, QDynamoDBValue::stringSet({ u"x"_s, u"y"_s }) },
        { u"ns"_s, QDynamoDBValue::numberSet({ 1, 2 }) },
        { u"bs"_s, QDynamoDBValue::binarySet({ QByteArray("q") }) },
    };
    return { all,
             { { u"n"_s, 7 }, { u"s"_s, u"5"_s } },
             { { u"n"_s, u"5"_s }, { u"s"_s, u""_s }, { u"l"_s, QDynamoDBValueList() } },
             {} };
}

// Every operator and function. DynamoDB Local has to agree on the samples that match.
void tst_Expressions::conditions_data()
{
    QTest::addColumn<QDynamoDBCondition>("condition");
    QTest::addColumn<QList<int>>("expected");

    using Found = QList<int>;
    QTest::newRow("==") << (a(u"n"_s) == 5) << Found { 0 };
    QTest::newRow("!=") << (a(u"n"_s) != 5) << Found { 1, 2, 3 };
    QTest::newRow("<") << (a(u"n"_s) < 7) << Found { 0 };
    QTest::newRow("<=") << (a(u"n"_s) <= 7) << Found { 0, 1 };
    QTest::newRow(">") << (a(u"n"_s) > 5) << Found { 1 };
    QTest::newRow(">=") << (a(u"n"_s) >= 5) << Found { 0, 1 };
    QTest::newRow("value first") << (6 < a(u"n"_s)) << Found { 1 };
    QTest::newRow("values alone") << (QDynamoDBOperand(1) < QDynamoDBOperand(2))
                                  << Found { 0, 1, 2, 3 };
    QTest::newRow("attributes") << (a(u"n"_s) < a(u"m.n"_s)) << Found { 0 };
    QTest::newRow("strings") << (a(u"s"_s) >= u"5"_s) << Found { 0, 1 };
    QTest::newRow("binaries") << (a(u"b"_s) > QByteArray("\x01\x7f")) << Found { 0 };
    QTest::newRow("between") << a(u"n"_s).between(5, 6) << Found { 0 };
    QTest::newRow("between strings") << a(u"s"_s).between(u""_s, u"6"_s) << Found { 1, 2 };
    QTest::newRow("in") << a(u"n"_s).in({ 7, u"5"_s, a(u"m.n"_s) }) << Found { 1, 2 };
    QTest::newRow("in values") << a(u"n"_s).in(QDynamoDBValueList { 5, 6 }) << Found { 0 };
    QTest::newRow("exists") << a(u"l[2][0]"_s).exists() << Found { 0 };
    QTest::newRow("notExists") << a(u"l"_s).notExists() << Found { 1, 3 };
    const std::pair<const char *, Type> types[] = {
        { "n", Type::Number },     { "s", Type::String },     { "b", Type::Binary },
        { "yes", Type::Bool },     { "null", Type::Null },    { "l", Type::List },
        { "m", Type::Map },        { "ss", Type::StringSet }, { "ns", Type::NumberSet },
        { "bs", Type::BinarySet },
    };
    for (const auto &[name, type] : types) {
        const QString path = QString::fromLatin1(name);
        const QDynamoDBItem first = samples().constFirst();
        Found expected { 0 };
        for (int i = 1; i < samples().size(); ++i) {
            if (samples().at(i)[path].type() == type)
                expected.append(i);
        }
        QTest::addRow("hasType %s", name) << a(path).hasType(type) << expected;
        QTest::addRow("equals %s", name) << (a(path) == first[path]) << Found { 0 };
    }
    QTest::newRow("beginsWith") << a(u"s"_s).beginsWith(u"str"_s) << Found { 0 };
    QTest::newRow("beginsWith binary") << a(u"b"_s).beginsWith(QByteArray("\x01")) << Found { 0 };
    QTest::newRow("beginsWith attribute") << a(u"s"_s).beginsWith(a(u"n"_s)) << Found {};
    QTest::newRow("contains text") << a(u"s"_s).contains(u"ß"_s) << Found { 0 };
    QTest::newRow("contains string") << a(u"ss"_s).contains(u"x"_s) << Found { 0 };
    QTest::newRow("contains number") << a(u"ns"_s).contains(2) << Found { 0 };
    QTest::newRow("contains binary") << a(u"bs"_s).contains(QByteArray("q")) << Found { 0 };
    QTest::newRow("contains element") << a(u"l"_s).contains(u"two"_s) << Found { 0 };
    QTest::newRow("contains list") << a(u"l"_s).contains(QDynamoDBValueList { 3 }) << Found { 0 };
    QTest::newRow("size of string") << (a(u"s"_s).size() == 6) << Found { 0 };
    QTest::newRow("size of list") << (a(u"l"_s).size() < 3) << Found { 2 };
    QTest::newRow("size of map") << (a(u"m"_s).size() == a(u"ss"_s).size()) << Found { 0 };
    QTest::newRow("size between") << a(u"ns"_s).size().between(1, 2) << Found { 0 };
    QTest::newRow("size in") << a(u"b"_s).size().in({ 1, 2 }) << Found { 0 };
    QTest::newRow("&&") << (a(u"n"_s) > 4 && a(u"s"_s) == u"5"_s) << Found { 1 };
    QTest::newRow("||") << (a(u"n"_s) > 6 || a(u"l"_s).exists()) << Found { 0, 1, 2 };
    QTest::newRow("!") << !(a(u"n"_s) > 6) << Found { 0, 2, 3 };
    QTest::newRow("name with a dot") << (a(u"m.`a.b`"_s) == 1) << Found { 0 };
    QTest::newRow("UTF-8 order") << (a(u"s"_s) < u"stsa"_s && a(u"s"_s) > u"strasz"_s)
                                 << Found { 0 };
}

void tst_Expressions::conditions()
{
    QFETCH(QDynamoDBCondition, condition);
    QFETCH(QList<int>, expected);

    TEST_TABLE(table, Keys::PartitionAndSort);
    const QList<QDynamoDBItem> items = samples();
    QList<int> matched;
    for (int i = 0; i < items.size(); ++i) {
        QDynamoDBItem item = items[i];
        if (condition.matches(item))
            matched.append(i);
        item.insert(u"pk"_s, u"all"_s);
        item.insert(u"sk"_s, i);
        AWAIT_DONE(m_client.putItem(table.name(), item));
    }
    QCOMPARE(matched, expected);

    QueryRequest query;
    query.tableName = table.name();
    QCOMPARE(apply(&query, key(u"pk"_s) == u"all"_s, condition), QDynamoDBError());
    AWAIT(result, m_client.query(query));
    QList<int> found;
    for (const QDynamoDBItem &item : result.items)
        found.append(int(item[u"sk"].toInteger()));
    QCOMPARE(found, expected);
}

void tst_Expressions::keyConditions_data()
{
    QTest::addColumn<QDynamoDBKeyCondition>("condition");
    QTest::addColumn<int>("expected"); // sum of the matching sort keys

    const QDynamoDBKeyCondition pk = key(u"pk"_s) == u"a"_s;
    const QDynamoDBKeyAttribute sk = key(u"sk"_s);
    QTest::newRow("partition") << pk << 10;
    QTest::newRow("==") << (pk && sk == 3) << 1;
    QTest::newRow("<") << (pk && sk < 3) << 3;
    QTest::newRow("<=") << (sk <= 3 && pk) << 4;
    QTest::newRow(">") << (pk && sk > 3) << 6;
    QTest::newRow(">=") << (pk && sk >= 3) << 7;
    QTest::newRow("between") << (pk && sk.between(2, 4)) << 3;
    QTest::newRow("other partition") << (key(u"pk"_s) == u"b"_s) << 0;
}

void tst_Expressions::keyConditions()
{
    QFETCH(QDynamoDBKeyCondition, condition);
    QFETCH(int, expected);

    TEST_TABLE(table, Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 10; ++i)
        items.append({ { u"pk"_s, u"a"_s }, { u"sk"_s, i } });
    AWAIT_DONE(m_client.batchWriteItem(table.name(), items));
    QueryRequest query;
    query.tableName = table.name();
    QCOMPARE(apply(&query, condition), QDynamoDBError());
    AWAIT(result, m_client.query(query));
    QCOMPARE(result.count, expected);
}

void tst_Expressions::updates_data()
{
    QTest::addColumn<QDynamoDBUpdate>("update");
    QTest::addColumn<QDynamoDBItem>(
            "expected"); // difference from the first sample; Undefined: removed

    using Item = QDynamoDBItem;
    using List = QDynamoDBValueList;
    QTest::newRow("set value") << set(u"n"_s, u"new"_s) << Item { { u"n"_s, u"new"_s } };
    QTest::newRow("set attribute") << set(u"n"_s, a(u"s"_s)) << Item { { u"n"_s, u"straße"_s } };
    QTest::newRow("set sum") << set(u"n"_s, a(u"n"_s) + 1) << Item { { u"n"_s, 6 } };
    QTest::newRow("set difference") << set(u"n"_s, 1 - a(u"n"_s)) << Item { { u"n"_s, -4 } };
    QTest::newRow("set sum of attributes")
            << set(u"n"_s, a(u"n"_s) + a(u"m.n"_s)) << Item { { u"n"_s, 12 } };
    QTest::newRow("ifNotExists there")
            << set(u"n"_s, ifNotExists(u"n"_s, 1)) << Item { { u"n"_s, 5 } };
    QTest::newRow("ifNotExists, sum")
            << set(u"new"_s, ifNotExists(u"new"_s, ifNotExists(u"n"_s, 0)) + 10)
            << Item { { u"new"_s, 15 } };
    QTest::newRow("listAppend") << set(u"l"_s, listAppend(a(u"l"_s), List { 4 }))
                                << Item { { u"l"_s, List { 1, u"two"_s, List { 3 }, 4 } } };
    QTest::newRow("listAppend before") << set(u"l"_s, listAppend(List { 0 }, a(u"l"_s)))
                                       << Item { { u"l"_s, List { 0, 1, u"two"_s, List { 3 } } } };
    QTest::newRow("listAppend, ifNotExists")
            << set(u"new"_s, listAppend(ifNotExists(u"new"_s, List()), List { 1 }))
            << Item { { u"new"_s, List { 1 } } };
    QTest::newRow("set element") << set(u"l[1]"_s, 2)
                                 << Item { { u"l"_s, List { 1, 2, List { 3 } } } };
    QTest::newRow("set inside") << set(QDynamoDBAttribute(u"m"_s)[u"a.b"_s], 2)
                                << Item { { u"m"_s, Item { { u"a.b"_s, 2 }, { u"n"_s, 7 } } } };
    QTest::newRow("remove") << QDynamoDB::remove(u"n"_s) << Item { { u"n"_s, Type::Undefined } };
    QTest::newRow("remove element")
            << QDynamoDB::remove(u"l[0]"_s) << Item { { u"l"_s, List { u"two"_s, List { 3 } } } };
    QTest::newRow("add") << add(u"n"_s, 2).add(u"new"_s, 1)
                         << Item { { u"n"_s, 7 }, { u"new"_s, 1 } };
    QTest::newRow("add elements") << add(u"ss"_s, QDynamoDBValue::stringSet({ u"x"_s, u"z"_s }))
                                  << Item { { u"ss"_s,
                                              QDynamoDBValue::stringSet(
                                                      { u"x"_s, u"y"_s, u"z"_s }) } };
    QTest::newRow("delete elements") << deleteElements(u"ns"_s, QDynamoDBValue::numberSet({ 1, 9 }))
                                     << Item { { u"ns"_s, QDynamoDBValue::numberSet({ 2 }) } };
    QTest::newRow("all sections") << QDynamoDB::remove(u"s"_s)
                                             .add(u"n"_s, 1)
                                             .set(u"x"_s, 1)
                                             .deleteElements(u"ss"_s,
                                                             QDynamoDBValue::stringSet({ u"y"_s }))
                                             .append(set(u"y"_s, 2).remove(u"b"_s))
                                  << Item { { u"s"_s, Type::Undefined },
                                            { u"n"_s, 6 },
                                            { u"x"_s, 1 },
                                            { u"ss"_s, QDynamoDBValue::stringSet({ u"x"_s }) },
                                            { u"y"_s, 2 },
                                            { u"b"_s, Type::Undefined } };
}

void tst_Expressions::updates()
{
    QFETCH(QDynamoDBUpdate, update);
    QFETCH(QDynamoDBItem, expected);

    TEST_TABLE(table, Keys::Partition);
    QDynamoDBItem item = samples().constFirst();
    item.insert(u"pk"_s, u"a"_s);
    AWAIT_DONE(m_client.putItem(table.name(), item));

    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = { { u"pk"_s, u"a"_s } };
    request.returnValues = ReturnValue::AllNew;
    QCOMPARE(apply(&request, update, a(u"pk"_s).exists()), QDynamoDBError());
    AWAIT(result, m_client.updateItem(request));
    for (const QDynamoDBItem::Attribute &change : expected) {
        if (change.value.isUndefined())
            item.remove(change.name);
        else
            item.insert(change.name, change.value);
    }
    QCOMPARE(result.attributes, item);
}

void tst_Expressions::projections()
{
    TEST_TABLE(table, Keys::Partition);
    QDynamoDBItem item = samples().constFirst();
    item.insert(u"pk"_s, u"a"_s);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    GetItemRequest request;
    request.tableName = table.name();
    request.key = { { u"pk"_s, u"a"_s } };
    QCOMPARE(apply(&request, projection(u"n"_s, u"m.`a.b`"_s, a(u"l"_s)[2][0])), QDynamoDBError());
    AWAIT(result, m_client.getItem(request));
    const QDynamoDBItem expected = {
        { u"n"_s, 5 },
        { u"m"_s, QDynamoDBItem { { u"a.b"_s, 1 } } },
        { u"l"_s, QDynamoDBValueList { QDynamoDBValueList { 3 } } },
    };
    QCOMPARE(result.item, expected);
}

// The service rejects reserved words as names, and accepts the placeholders of the library.
void tst_Expressions::reservedWords()
{
    const QStringList words = QString::fromUtf16(::reservedWords).split(u' ', Qt::SkipEmptyParts);
    QCOMPARE(words.size(), 573);

    TEST_TABLE(table, Keys::Partition);
    const QDynamoDBItem pk = { { u"pk"_s, u"a"_s } };
    QStringList acceptedBare;
    for (const QString &word : words) {
        GetItemRequest bare;
        bare.tableName = table.name();
        bare.key = pk;
        bare.projectionExpression = word;
        if (!await(m_client.getItem(bare)).error().isError())
            acceptedBare.append(word);

        UpdateItemRequest update;
        update.tableName = table.name();
        update.key = pk;
        QCOMPARE(apply(&update, set(word, ifNotExists(word, 0) + 1), a(word).notExists()),
                 QDynamoDBError());
        AWAIT_DONE(m_client.updateItem(update));
    }

    QCOMPARE(acceptedBare,
             QStringList({ u"CONVERT"_s, u"SIZE"_s })); // DynamoDB Local accepts these two

    ScanRequest scan;
    scan.tableName = table.name();
    for (const QString &word : words) {
        QCOMPARE(apply(&scan, a(word) == 1, projection(word)), QDynamoDBError());
        AWAIT(result, m_client.scan(scan));
        QCOMPARE(result.items, QList<QDynamoDBItem>({ { { word, 1 } } }));
    }
}

// Expressions up to the limits of the service are accepted, longer ones rejected.
void tst_Expressions::limits()
{
    TEST_TABLE(table, Keys::Partition);
    ScanRequest scan;
    scan.tableName = table.name();

    QDynamoDBCondition many; // 150 comparisons and 149 OR operators
    for (int i = 0; i < 150; ++i)
        many = many || a(u"n"_s) == i;
    QCOMPARE(apply(&scan, many), QDynamoDBError());
    AWAIT_DONE(m_client.scan(scan));
    QCOMPARE(apply(&scan, !many), QDynamoDBError()); // 300
    AWAIT_DONE(m_client.scan(scan));
    QCOMPARE(apply(&scan, !!many).code(), Code::InvalidParameterValue);

    QDynamoDBValueList values;
    for (int i = 0; i < 100; ++i)
        values.append(i);
    QCOMPARE(apply(&scan, a(u"n"_s).in(values)), QDynamoDBError());
    AWAIT_DONE(m_client.scan(scan));
    values.append(100);
    QCOMPARE(apply(&scan, a(u"n"_s).in(values)).code(), Code::InvalidParameterValue);

    QStringList path(32, u"n"_s);
    QCOMPARE(apply(&scan, a(path.join(u'.')).exists()), QDynamoDBError());
    AWAIT_DONE(m_client.scan(scan));
    path.append(u"n"_s);
    QCOMPARE(apply(&scan, a(path.join(u'.')).exists()).code(), Code::InvalidParameterValue);

    QCOMPARE(apply(&scan, QDynamoDBAttribute::named(QString(65535, u'x')).exists()),
             QDynamoDBError());
    AWAIT_DONE(m_client.scan(scan));
    QCOMPARE(apply(&scan, QDynamoDBAttribute::named(QString(65536, u'x')).exists()).code(),
             Code::InvalidParameterValue);
}

void tst_Expressions::severalExpressions()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    for (int i = 0; i < 4; ++i) {
        AWAIT_DONE(m_client.putItem(table.name(),
                                    { { u"pk"_s, u"a"_s }, { u"sk"_s, i }, { u"n"_s, 10 * i } }));
    }
    QueryRequest query;
    query.tableName = table.name();
    QCOMPARE(apply(&query, key(u"pk"_s) == u"a"_s && key(u"sk"_s) > 0, a(u"n"_s) < 30,
                   projection(u"n"_s)),
             QDynamoDBError());
    QCOMPARE(query.keyConditionExpression, u"#n0 = :v0 AND #n1 > :v1"_s);
    QCOMPARE(query.filterExpression, u"#n2 < :v2"_s);
    QCOMPARE(query.projectionExpression, u"#n2"_s);
    AWAIT(result, m_client.query(query));
    QCOMPARE(result.items, QList<QDynamoDBItem>({ { { u"n"_s, 10 } }, { { u"n"_s, 20 } } }));
}

void tst_Expressions::combinedWithText()
{
    TEST_TABLE(table, Keys::Partition);
    QueryRequest query;
    query.tableName = table.name();
    query.keyConditionExpression = u"#n0 = :v0"_s; // the names of the library, used by the caller
    query.expressionAttributeNames = { { u"#n0"_s, u"pk"_s } };
    query.expressionAttributeValues = { { u":v0"_s, u"a"_s } };
    QCOMPARE(apply(&query, a(u"x"_s) == 1 && a(u"y.pk"_s) == 2), QDynamoDBError());
    QCOMPARE(query.keyConditionExpression, u"#n0 = :v0"_s);
    QCOMPARE(query.filterExpression, u"#n1 = :v1 AND #n2.#n0 = :v2"_s);
    const QMap<QString, QString> names = { { u"#n0"_s, u"pk"_s },
                                           { u"#n1"_s, u"x"_s },
                                           { u"#n2"_s, u"y"_s } };
    QCOMPARE(query.expressionAttributeNames, names);
    AWAIT_DONE(m_client.query(query));
}

// Applying an expression to a used request removes the previous one.
void tst_Expressions::reusedRequest()
{
    ScanRequest scan;
    QCOMPARE(apply(&scan, a(u"x"_s) == 1 || a(u"y"_s) == 2, projection(u"z"_s)), QDynamoDBError());
    QCOMPARE(apply(&scan, a(u"z"_s) == 3), QDynamoDBError());
    QCOMPARE(scan.expressionAttributeNames.values(), QStringList { u"z"_s });
    QCOMPARE(scan.expressionAttributeValues.size(), 1);
    QCOMPARE(apply(&scan, QDynamoDBCondition(), QDynamoDBProjection()), QDynamoDBError());
    QCOMPARE(scan.filterExpression, QString());
    QCOMPARE(scan.projectionExpression, QString());
    QVERIFY(scan.expressionAttributeNames.isEmpty());
    QVERIFY(scan.expressionAttributeValues.isEmpty());
}

void tst_Expressions::errors_data()
{
    QTest::addColumn<QDynamoDBCondition>("condition");
    QTest::addColumn<QDynamoDBUpdate>("update");
    QTest::addColumn<QDynamoDBProjection>("projection");
    QTest::addColumn<QDynamoDBKeyCondition>("keyCondition");
    QTest::addColumn<QString>("says");

    const QDynamoDBKeyCondition pk = key(u"pk"_s) == u"a"_s;
    const auto condition = [&](const char *name, const QDynamoDBCondition &wrong,
                               const QString &says) {
        QTest::newRow(name) << wrong << QDynamoDBUpdate() << QDynamoDBProjection() << pk << says;
    };
    condition("bad path", a(u"a..b"_s) == 1, u"\"a..b\" is not an attribute's path"_s);
    condition("negative index", a(u"a"_s)[-1].exists(), u"number from 0"_s);
    condition("empty name", QDynamoDBAttribute::named({}).exists(), u"name is empty"_s);
    condition("undefined", a(u"a"_s) == Type::Undefined, u"there is no value"_s);
    condition("empty set", a(u"a"_s) == QDynamoDBValue::stringSet({}), u"must not be empty"_s);
    condition("not a number", a(u"a"_s) == qQNaN(), u"a value can't be sent"_s);
    condition("order of bool", a(u"a"_s) < true, u"a < true: only strings, numbers"_s);
    condition("order of list", a(u"a"_s) >= QDynamoDBValueList(), u"have an order"_s);
    condition("between types", a(u"a"_s).between(1, u"2"_s), u"of the same type"_s);
    condition("between order", a(u"a"_s).between(2, 1), u"above the upper"_s);
    condition("between sets", a(u"a"_s).between(QDynamoDBValue::stringSet({ u"x"_s }), u"x"_s),
              u"an order"_s);
    condition("in nothing", a(u"a"_s).in(QDynamoDBValueList()), u"IN has no operands"_s);
    condition("begins with number", a(u"a"_s).beginsWith(1), u"begins_with() takes only strings"_s);
    condition("undefined type", a(u"a"_s).hasType(Type::Undefined), u"no value"_s);
    condition("itself", a(u"a.b"_s) == a(u"a.b"_s), u"compared with itself"_s);
    condition("inside", a(u"a"_s) == 1 && !(a(u"b"_s) == 2 || a(u"c"_s) < true), u"c < true"_s);

    const auto update = [&](const char *name, const QDynamoDBUpdate &wrong, const QString &says) {
        QTest::newRow(name) << QDynamoDBCondition() << wrong << QDynamoDBProjection() << pk << says;
    };
    update("twice", set(u"a"_s, 1).remove(u"a"_s), u"changes both a and a"_s);
    update("inside another", set(u"a"_s, 1).set(u"a.b[1]"_s, 2), u"changes both a and a.b[1]"_s);
    update("list and map", set(u"a[0]"_s, 1).add(u"a.b"_s, 2),
           u"one is in a list where the other is in a map"_s);
    update("add a string", add(u"a"_s, u"x"_s), u"only numbers and sets"_s);
    update("delete a number", deleteElements(u"a"_s, 1), u"elements of a set"_s);
    update("sum of strings", set(u"a"_s, a(u"b"_s) + u"x"_s), u"only numbers"_s);
    update("append a string", set(u"a"_s, listAppend(a(u"a"_s), u"x"_s)), u"only a list"_s);

    QTest::newRow("projection twice") << QDynamoDBCondition() << QDynamoDBUpdate()
                                      << projection(u"a.b"_s, u"a"_s) << pk << u"names both"_s;

    const auto keys = [&](const char *name, const QDynamoDBKeyCondition &wrong,
                          const QString &says) {
        QTest::newRow(name) << QDynamoDBCondition() << QDynamoDBUpdate() << QDynamoDBProjection()
                            << wrong << says;
    };
    keys("no key", {}, u"is empty"_s);
    keys("no partition", key(u"sk"_s) > 1, u"must be given with =="_s);
    keys("two ranges", pk && key(u"x"_s) > 1 && key(u"y"_s).beginsWith(u"a"_s),
         u"it has 2 conditions other than =="_s);
    keys("range in two", pk && key(u"sk"_s) > 1 && key(u"sk"_s) < 5, u"use between()"_s);
    keys("key order", pk && key(u"sk"_s) > nullptr, u"an order"_s);
}

void tst_Expressions::errors()
{
    QFETCH(QDynamoDBCondition, condition);
    QFETCH(QDynamoDBUpdate, update);
    QFETCH(QDynamoDBProjection, projection);
    QFETCH(QDynamoDBKeyCondition, keyCondition);
    QFETCH(QString, says);

    QueryRequest query;
    query.filterExpression = u"a = :a"_s;
    query.expressionAttributeValues = { { u":a"_s, 1 } };
    UpdateItemRequest updating;
    QDynamoDBError error = apply(&query, keyCondition, condition, projection);
    if (!error.isError())
        error = apply(&updating, update);
    else
        QCOMPARE(query.filterExpression, u"a = :a"_s); // unchanged
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
    QVERIFY(updating.updateExpression.isEmpty());
    QVERIFY(updating.expressionAttributeNames.isEmpty());
    if (!condition.isEmpty())
        QVERIFY(!condition.matches({ { u"a"_s, 1 }, { u"b"_s, 1 } }));
}

static QVariantMap object(std::initializer_list<std::pair<QString, QVariant>> members)
{
    return QVariantMap(members);
}

void tst_Expressions::fromVariant_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QString>("readable");

    using O = QVariantMap;
    using L = QVariantList;
    const auto row = [](const char *name, const O &variant, const char16_t *readable) {
        QTest::newRow(name) << QVariant(variant) << QString::fromUtf16(readable);
    };
    row("equals", { { u"A.b[1]"_s, 1 } }, u"A.b[1] = 1");
    row("null", { { u"A"_s, QVariant::fromValue(nullptr) } }, u"A = null");
    row("list", { { u"A"_s, L { 1, u"x"_s } } }, u"A = [1,\"x\"]");
    for (const char *comparator : { "=", "<>", "<", "<=", ">", ">=" }) {
        const QString token = QString::fromLatin1(comparator);
        QTest::newRow(comparator) << QVariant(O { { u"A"_s, O { { token, 1 } } } })
                                  << QString(u"A "_s + token + u" 1"_s);
    }
    row("==", { { u"A"_s, O { { u"=="_s, O { { u"x"_s, 1 } } } } } }, u"A = {\"x\":1}");
    row("!=", { { u"A"_s, O { { u"!="_s, 1 } } } }, u"A <> 1");
    row("several", { { u"B"_s, u"x"_s }, { u"A"_s, O { { u">"_s, 1 }, { u"<"_s, 5 } } } },
        u"A < 5 AND A > 1 AND B = \"x\"");
    row("between", { { u"A"_s, O { { u"between"_s, L { 1, 2 } } } } }, u"A BETWEEN 1 AND 2");
    row("in", { { u"A"_s, O { { u"in"_s, QStringList { u"x"_s, u"y"_s } } } } },
        u"A IN (\"x\", \"y\")");
    row("beginsWith", { { u"A"_s, O { { u"beginsWith"_s, u"x"_s } } } }, u"begins_with(A, \"x\")");
    row("contains", { { u"A"_s, O { { u"contains"_s, u"x"_s } } } }, u"contains(A, \"x\")");
    row("exists", { { u"A"_s, O { { u"exists"_s, true } } } }, u"attribute_exists(A)");
    row("exists not", { { u"A"_s, O { { u"exists"_s, false } } } }, u"attribute_not_exists(A)");
    row("type", { { u"A"_s, O { { u"type"_s, u"SS"_s } } } }, u"attribute_type(A, \"SS\")");
    row("size", { { u"A"_s, O { { u"size"_s, 3 } } } }, u"size(A) = 3");
    row("sizes", { { u"A"_s, O { { u"size"_s, O { { u">"_s, 3 } } } } } }, u"size(A) > 3");
    const QVariant other = QVariant::fromValue(attribute(u"B.c"_s));
    row("attribute", { { u"A"_s, O { { u">"_s, other } } } }, u"A > B.c");
    row("attribute equals", { { u"A"_s, other } }, u"A = B.c");
    row("size of other", { { u"A"_s, O { { u"<"_s, O { { u"$size"_s, other } } } } } },
        u"A < size(B.c)");
    row("operand", { { u"A"_s, QVariant::fromValue(attribute(u"B"_s).size()) } }, u"A = size(B)");
    // Data is never treated as an operator.
    const auto data = [](const QString &name, const QVariant &argument) {
        return O { { u"="_s, O { { name, argument } } } };
    };
    row("data like an attribute", { { u"A"_s, data(u"$attribute"_s, u"secret"_s) } },
        u"A = {\"$attribute\":\"secret\"}");
    row("data like a size", { { u"A"_s, data(u"$size"_s, u"secret"_s) } },
        u"A = {\"$size\":\"secret\"}");
    row("data like a reference", { { u"A"_s, data(u"$ref"_s, u"#/x"_s) } },
        u"A = {\"$ref\":\"#/x\"}");
    row("data among others",
        { { u"A"_s, O { { u"in"_s, L { O { { u"$attribute"_s, u"secret"_s } } } } } } },
        u"A IN ({\"$attribute\":\"secret\"})");
    const auto value = QDynamoDBValue::fromVariant(O { { u">"_s, u""_s } });
    row("value", { { u"A"_s, QVariant::fromValue(value) } }, u"A = {\">\":\"\"}");
    row("or", { { u"$or"_s, L { O { { u"A"_s, 1 } }, O { { u"B"_s, 2 }, { u"C"_s, 3 } } } } },
        u"A = 1 OR B = 2 AND C = 3");
    row("and, not",
        { { u"$and"_s, L { O { { u"A"_s, 1 } } } }, { u"$not"_s, O { { u"B"_s, 2 } } } },
        u"A = 1 AND NOT B = 2");
    row("nothing", {}, u"");
}

void tst_Expressions::fromVariant()
{
    QFETCH(QVariant, variant);
    QFETCH(QString, readable);

    const auto condition = QDynamoDBCondition::fromVariant(variant);
    QVERIFY2(condition, qPrintable(condition.error().message()));
    QCOMPARE(condition->toString(), readable);
}

void tst_Expressions::updateFromVariant_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QString>("readable");

    using O = QVariantMap;
    using L = QVariantList;
    const auto row = [](const char *name, const O &variant, const char16_t *readable) {
        QTest::newRow(name) << QVariant(variant) << QString::fromUtf16(readable);
    };
    const QVariant a = QVariant::fromValue(attribute(u"A"_s));
    row("set", { { u"set"_s, O { { u"A"_s, 1 }, { u"B.c"_s, u"x"_s } } } },
        u"SET A = 1, B.c = \"x\"");
    row("plus", { { u"set"_s, O { { u"A"_s, O { { u"$plus"_s, L { a, 1 } } } } } } },
        u"SET A = A + 1");
    row("minus", { { u"set"_s, O { { u"A"_s, O { { u"$minus"_s, L { 1, a } } } } } } },
        u"SET A = 1 - A");
    const O orEmpty { { u"$ifNotExists"_s, L { a, L() } } };
    row("append",
        { { u"set"_s, O { { u"A"_s, O { { u"$listAppend"_s, L { orEmpty, L { 1 } } } } } } } },
        u"SET A = list_append(if_not_exists(A, []), [1])");
    row("object", { { u"set"_s, O { { u"A"_s, O { { u"x"_s, 1 } } } } } }, u"SET A = {\"x\":1}");
    row("attribute", { { u"set"_s, O { { u"B"_s, a } } } }, u"SET B = A");
    row("of C++",
        { { u"set"_s,
            O { { u"B"_s, QVariant::fromValue<QDynamoDBUpdateValue>(attribute(u"A"_s) + 1) } } } },
        u"SET B = A + 1");
    // Data is never treated as an operator.
    for (const char *name :
         { "$attribute", "$ref", "$plus", "$minus", "$listAppend", "$ifNotExists", "$set" }) {
        const QString key = QString::fromLatin1(name);
        QTest::addRow("data like %s", name)
                << QVariant(O {
                           { u"set"_s, O { { u"A"_s, O { { key, L { u"secret"_s, 1 } } } } } } })
                << QString(u"SET A = {\"" + key + u"\":[\"secret\",1]}");
    }
    row("remove", { { u"remove"_s, L { u"A"_s, u"B[0]"_s } } }, u"REMOVE A, B[0]");
    row("remove one", { { u"remove"_s, u"A"_s } }, u"REMOVE A");
    row("add, delete",
        { { u"add"_s, O { { u"A"_s, 1 } } },
          { u"delete"_s,
            O { { u"B"_s, QVariant::fromValue(QDynamoDBValue::stringSet({ u"x"_s })) } } } },
        u"ADD A 1 DELETE B [\"x\"]");
}

void tst_Expressions::updateFromVariant()
{
    QFETCH(QVariant, variant);
    QFETCH(QString, readable);

    const auto update = QDynamoDBUpdate::fromVariant(variant);
    QVERIFY2(update, qPrintable(update.error().message()));
    QCOMPARE(update->toString(), readable);
}

void tst_Expressions::variantErrors_data()
{
    QTest::addColumn<QString>("piece");
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QString>("says");

    using O = QVariantMap;
    using L = QVariantList;
    const auto row = [](const char *name, const char16_t *piece, const QVariant &variant,
                        const char16_t *says) {
        QTest::newRow(name) << QString::fromUtf16(piece) << variant << QString::fromUtf16(says);
    };
    row("text", u"filter", u"A = 1"_s, u"must be an object");
    row("unknown test", u"filter", O { { u"A"_s, O { { u"~"_s, 1 } } } },
        u"A.~: this test is unknown");
    row("unknown join", u"filter", O { { u"$xor"_s, L() } }, u"$xor is unknown");
    const QVariant a = QVariant::fromValue(attribute(u"A"_s));
    row("unknown operand", u"filter", O { { u"A"_s, O { { u"$abs"_s, a } } } },
        u"$abs is not allowed here");
    row("instruction without a test", u"filter",
        O { { u"A"_s, O { { u"$attribute"_s, u"secret"_s } } } }, u"this test is unknown");
    row("attribute inside of a value", u"filter",
        O { { u"A"_s, O { { u"="_s, O { { u"x"_s, a } } } } } }, u"DynamoDB can't store");
    row("attribute inside of a set value", u"update",
        O { { u"set"_s, O { { u"B"_s, O { { u"x"_s, L { a } } } } } } }, u"DynamoDB can't store");
    row("attribute as key", u"keyCondition", O { { u"A"_s, a } }, u"DynamoDB can't store");
    row("no tests", u"filter", O { { u"A"_s, O() } }, u"to compare with an object, use");
    row("between one", u"filter", O { { u"A"_s, O { { u"between"_s, L { 1 } } } } }, u"list of 2");
    row("undefined", u"filter", O { { u"A"_s, QVariant() } }, u"A is undefined");
    row("not a value", u"filter", O { { u"A"_s, QVariant::fromValue<QObject *>(nullptr) } },
        u"DynamoDB can't store");
    row("empty or", u"filter", O { { u"$or"_s, L() } }, u"$or has no conditions");
    row("empty not", u"filter", O { { u"$not"_s, O() } }, u"$not has no condition");
    row("bad type", u"filter", O { { u"A"_s, O { { u"type"_s, u"X"_s } } } }, u"the types are");
    row("bad exists", u"filter", O { { u"A"_s, O { { u"exists"_s, 1 } } } }, u"true or false");
    row("bad path", u"filter", O { { u"A..b"_s, 1 } }, u"not an attribute's path");
    row("key not equal", u"keyCondition", O { { u"A"_s, O { { u"<>"_s, 1 } } } },
        u"is not a test for keys");
    row("key range", u"keyCondition", O { { u"A"_s, O { { u"<"_s, 1 }, { u">"_s, 0 } } } },
        u"exactly one test");
    row("update section", u"update", O { { u"put"_s, O() } }, u"set, remove, add and delete");
    row("long sum", u"update",
        O { { u"set"_s,
              O { { u"A"_s, O { { u"$plus"_s, L { 1, O { { u"$plus"_s, L { 1, a } } } } } } } } } },
        u"$plus is not allowed here");
    row("projection", u"projection", L { 1 }, u"list of paths");
    row("unknown piece", u"sort", L { 1 }, u"sort is not an expression");
    QVariant deep = O { { u"A"_s, 1 } };
    for (int i = 0; i < 1000; ++i)
        deep = O { { u"$not"_s, deep } };
    row("deep", u"filter", deep, u"too deeply");
}

void tst_Expressions::variantErrors()
{
    QFETCH(QString, piece);
    QFETCH(QVariant, variant);
    QFETCH(QString, says);

    const auto request = expressionFromVariant(object({ { piece, variant } }));
    QVERIFY(!request);
    QCOMPARE(request.error().code(), Code::InvalidParameterValue);
    QVERIFY2(request.error().message().contains(says), qPrintable(request.error().message()));
}

void tst_Expressions::requestFromVariant()
{
    const auto request = expressionFromVariant(
            object({ { u"keyCondition"_s, object({ { u"pk"_s, u"a"_s } }) },
                     { u"filter"_s, object({ { u"n"_s, object({ { u">"_s, 1 } }) } }) },
                     { u"projection"_s, QStringList { u"n"_s } } }));
    QVERIFY2(request, qPrintable(request.error().message()));
    const QVariantMap expected = {
        { u"filterExpression"_s, u"#n0 > :v0"_s },
        { u"keyConditionExpression"_s, u"#n1 = :v1"_s },
        { u"projectionExpression"_s, u"#n0"_s },
        { u"expressionAttributeNames"_s, object({ { u"#n0"_s, u"n"_s }, { u"#n1"_s, u"pk"_s } }) },
        { u"expressionAttributeValues"_s, object({ { u":v0"_s, 1LL }, { u":v1"_s, u"a"_s } }) },
    };
    QCOMPARE(*request, expected);
}

QTEST_GUILESS_MAIN(tst_Expressions)
#include "tst_expressions.moc"
