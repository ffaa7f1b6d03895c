// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionparser_p.h"
#include "expressions/keyschema_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

// Key conditions of indexes with several attributes in a key. The integration test "indexkeys" compares the
// check with the service.
class tst_KeySchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problems_data();
    void problems();
    void names();

private:
    static ExpressionNodePtr parse(const QString &text)
    {
        const QDynamoDBItem values { { u":s"_s, u"p"_s }, { u":t"_s, u"q"_s }, { u":n"_s, 10 } };
        const auto node = parseCondition(text, { { u"#a"_s, u"a"_s } }, values);
        return node ? *node : nullptr;
    }
};

void tst_KeySchema::problems_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("problem"); // empty: none
    const auto row = [](const char *name, const QString &condition, const QString &problem = {}) {
        QTest::newRow(name) << condition << problem;
    };
    const auto partition = u"a = :s AND b = :s"_s;
    row("partition", partition);
    row("placeholder", u"#a = :s AND b = :s"_s);
    row("any order", u"x = :s AND b = :s AND a = :s"_s);
    row("first sort attribute", partition + u" AND x = :s"_s);
    row("all", partition + u" AND x = :s AND y = :n AND z = :s"_s);
    row("range of the first", partition + u" AND x > :s"_s);
    row("range of the last used", partition + u" AND x = :s AND y <= :n"_s);
    row("range before equality", partition + u" AND y <= :n AND x = :s"_s);
    row("between", partition + u" AND x BETWEEN :s AND :t"_s);
    row("begins with", partition + u" AND x = :s AND y = :n AND begins_with(z, :s)"_s);

    row("one partition attribute", u"a = :s"_s,
        u"it must compare \"b\" for equality, since a query reads one partition; the partition key is \"a\", \"b\", the sort key \"x\", \"y\", \"z\""_s);
    row("no partition attribute", u"x = :s"_s, u"it must compare \"a\", \"b\" for equality"_s);
    row("range of the partition", u"a = :s AND b > :s"_s, u"it must compare \"b\""_s);
    row("gap", partition + u" AND y = :n"_s,
        u"it must compare \"x\" for equality, since it has a condition on \"y\", which follows in the sort key"_s);
    row("gap in the middle", partition + u" AND x = :s AND z = :s"_s,
        u"it must compare \"y\" for equality, since it has a condition on \"z\""_s);
    row("range before the last", partition + u" AND x > :s AND y = :n"_s,
        u"it must compare \"x\" for equality, since it has a condition on \"y\""_s);
    row("two ranges", partition + u" AND x > :s AND y > :n"_s, u"it must compare \"x\""_s);
    row("other attribute", partition + u" AND w = :s"_s,
        u"\"w\" is no key attribute; the partition key is \"a\", \"b\""_s);
    row("twice", partition + u" AND x = :s AND x = :t"_s, u"two conditions on \"x\""_s);
    row("type", partition + u" AND x = :n"_s,
        u"\"x\" is compared with a value of type N; the key attribute has type S"_s);
    row("type of a prefix", partition + u" AND x = :s AND begins_with(y, :s)"_s,
        u"\"y\" is compared with a value of type S; the key attribute has type N"_s);
    row("type of a bound", partition + u" AND x BETWEEN :s AND :n"_s, u"of type N"_s);

    // Left to the service.
    row("or", u"a = :s OR b = :s"_s);
    row("not equal", partition + u" AND x <> :s"_s);
    row("path", partition + u" AND x.y = :s"_s);
    row("two attributes", u"a = b"_s);
}

void tst_KeySchema::problems()
{
    QFETCH(QString, condition);
    QFETCH(QString, problem);
    const KeySchema keys { { u"a"_s, u"b"_s },
                           { u"x"_s, u"y"_s, u"z"_s },
                           { { u"x"_s, QDynamoDBValue::Type::String },
                             { u"y"_s, QDynamoDBValue::Type::Number } } };
    const ExpressionNodePtr node = parse(condition);
    QVERIFY(node);
    const QString found = keyConditionProblem(*node, keys);
    QCOMPARE(found.isNull(), problem.isEmpty());
    QVERIFY2(found.contains(problem), qPrintable(found));
}

void tst_KeySchema::names()
{
    const ExpressionNodePtr node = parse(u"y > :n AND #a = :s AND begins_with(x, :s)"_s);
    QVERIFY(node);
    QCOMPARE(testedNames(*node), QStringList({ u"y"_s, u"a"_s, u"x"_s }));
}

QTEST_APPLESS_MAIN(tst_KeySchema)
#include "tst_keyschema.moc"
