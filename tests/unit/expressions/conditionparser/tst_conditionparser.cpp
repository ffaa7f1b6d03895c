// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionparser_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

// Conditions in the notation of the service are parsed to the same trees as conditions that are built in
// C++ or converted from objects.
class tst_ConditionParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsed_data();
    void parsed();
    void roundTrip_data();
    void roundTrip();
    void invalidConditions_data();
    void invalidConditions();
    void deepNesting();

private:
    static QDynamoDBExpected<ExpressionNodePtr> parse(const QString &text)
    {
        const QDynamoDBItem values { { u":n"_s, 10 },
                                     { u":m"_s, 20 },
                                     { u":s"_s, u"qt"_s },
                                     { u":b"_s, true },
                                     { u":type"_s, u"L"_s } };
        return parseCondition(text, { { u"#v"_s, u"Views"_s }, { u"#odd"_s, u"a.b c"_s } }, values);
    }
    // Returns the condition with names and values in place of placeholders.
    static QString readable(const ExpressionNodePtr &node)
    {
        return ExpressionAccess::make<QDynamoDBCondition>(node).toString();
    }
};

void tst_ConditionParser::parsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariant>("object"); // as QDynamoDBCondition::fromVariant() reads it

    const auto test = [](const QString &path, const QVariantMap &tests) {
        return QVariantMap { { path, tests } };
    };
    QTest::newRow("=") << u"Views = :n"_s << QVariant(QVariantMap { { u"Views"_s, 10 } });
    for (const QString &sign : { u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s }) {
        QTest::addRow("%s", qPrintable(sign))
                << u"Views %1 :n"_s.arg(sign) << QVariant(test(u"Views"_s, { { sign, 10 } }));
        QTest::addRow("%s, no blanks", qPrintable(sign))
                << u"#v%1:n"_s.arg(sign) << QVariant(test(u"Views"_s, { { sign, 10 } }));
    }
    QTest::newRow("between") << u"#v between :n AND :m"_s
                             << QVariant(test(u"Views"_s,
                                              { { u"between"_s, QVariantList { 10, 20 } } }));
    QTest::newRow("in") << u"Views IN (:n,:m , :s)"_s
                        << QVariant(test(u"Views"_s,
                                         { { u"in"_s, QVariantList { 10, 20, u"qt"_s } } }));
    QTest::newRow("exists") << u"attribute_exists(A.B[2].C)"_s
                            << QVariant(test(u"A.B[2].C"_s, { { u"exists"_s, true } }));
    QTest::newRow("does not exist") << u"attribute_not_exists ( #odd )"_s
                                    << QVariant(test(u"`a.b c`"_s, { { u"exists"_s, false } }));
    QTest::newRow("type") << u"attribute_type(A, :type)"_s
                          << QVariant(test(u"A"_s, { { u"type"_s, u"L"_s } }));
    QTest::newRow("begins") << u"begins_with(A, :s)"_s
                            << QVariant(test(u"A"_s, { { u"beginsWith"_s, u"qt"_s } }));
    QTest::newRow("contains") << u"contains(A[0][1], :s)"_s
                              << QVariant(test(u"A[0][1]"_s, { { u"contains"_s, u"qt"_s } }));
    QTest::newRow("size") << u"size(A) > :n"_s
                          << QVariant(test(u"A"_s,
                                           { { u"size"_s, QVariantMap { { u">"_s, 10 } } } }));
    QTest::newRow("attribute with attribute")
            << u"Spent > Budget"_s
            << QVariant(test(u"Spent"_s,
                             { { u">"_s,
                                 QVariant::fromValue(QDynamoDB::attribute(u"Budget"_s)) } }));
    QTest::newRow("not binds closest")
            << u"NOT Views = :n and A = :s"_s
            << QVariant(QVariantMap {
                       { u"$and"_s,
                         QVariantList {
                                 QVariantMap { { u"$not"_s, QVariantMap { { u"Views"_s, 10 } } } },
                                 QVariantMap { { u"A"_s, u"qt"_s } } } } });
    QTest::newRow("or binds loosest")
            << u"A = :s Or B = :b AND Views = :n"_s
            << QVariant(QVariantMap {
                       { u"$or"_s,
                         QVariantList { QVariantMap { { u"A"_s, u"qt"_s } },
                                        QVariantMap { { u"B"_s, true }, { u"Views"_s, 10 } } } } });
    QTest::newRow("parentheses") << u"(A = :s OR B = :b) AND Views = :n"_s
                                 << QVariant(QVariantMap {
                                            { u"$or"_s,
                                              QVariantList { QVariantMap { { u"A"_s, u"qt"_s } },
                                                             QVariantMap { { u"B"_s, true } } } },
                                            { u"Views"_s, 10 } });
}

void tst_ConditionParser::parsed()
{
    QFETCH(const QString, text);
    QFETCH(const QVariant, object);
    const auto node = parse(text);
    QVERIFY2(node, qPrintable(node.error().message()));
    const auto expected = QDynamoDBCondition::fromVariant(object);
    QVERIFY2(expected, qPrintable(expected.error().message()));
    QCOMPARE(readable(*node), expected->toString());
}

// A condition written for the service is parsed to the same condition.
void tst_ConditionParser::roundTrip_data()
{
    using QDynamoDB::attribute;
    QTest::addColumn<QString>("readable");
    QTest::addColumn<QString>("text");
    const QDynamoDBCondition conditions[] = {
        attribute(u"Views"_s) > 10 && attribute(u"Tags"_s).contains(u"qt"_s),
        !(attribute(u"size"_s).exists() || attribute(u"and.or"_s) == u"x"_s),
        (attribute(u"A[3].B"_s).size() >= 3 || attribute(u"C"_s).between(1, 2))
                && !attribute(u"D"_s).in({ 1, u"two"_s, true }),
    };
    for (const QDynamoDBCondition &condition : conditions) {
        QDynamoDB::ScanRequest request;
        QVERIFY(!QDynamoDB::apply(&request, condition).isError());
        const auto node = parseCondition(request.filterExpression, request.expressionAttributeNames,
                                         request.expressionAttributeValues);
        QTest::addRow("%s", qPrintable(condition.toString()))
                << condition.toString() << (node ? readable(*node) : node.error().message());
    }
}

void tst_ConditionParser::roundTrip()
{
    QFETCH(const QString, readable);
    QFETCH(const QString, text);
    QCOMPARE(text, readable);
}

void tst_ConditionParser::invalidConditions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");

    QTest::newRow("empty") << QString() << u"an attribute or value is missing"_s;
    QTest::newRow("incomplete") << u"Views ="_s << u"an attribute or value is missing"_s;
    QTest::newRow("missing comparison") << u"Views"_s << u"a comparison is missing"_s;
    QTest::newRow("value alone") << u":b"_s << u"a comparison is missing"_s;
    QTest::newRow("size alone") << u"size(A)"_s << u"a comparison is missing"_s;
    QTest::newRow("missing value") << u"Views = :none"_s << u"there is no value for :none"_s;
    QTest::newRow("missing name") << u"#none = :n"_s << u"there is no name for #none"_s;
    QTest::newRow("unknown function") << u"starts(A, :s)"_s << u"there is no function starts()"_s;
    QTest::newRow("functions are lower case")
            << u"CONTAINS(A, :s)"_s << u"there is no function CONTAINS()"_s;
    QTest::newRow("operands") << u"contains(A)"_s << u"contains() takes 2 operands"_s;
    QTest::newRow("parenthesis") << u"(A = :n"_s << u") is missing at the end"_s;
    QTest::newRow("between") << u"A BETWEEN :n OR :m"_s << u"AND is missing before \"OR\""_s;
    QTest::newRow("in") << u"A IN :n"_s << u"( is missing before \":n\""_s;
    QTest::newRow("index") << u"A[b] = :n"_s << u"an index in brackets must be a number"_s;
    QTest::newRow("path") << u"A. = :n"_s << u"the name of an attribute is missing"_s;
    QTest::newRow("trailing text") << u"A = :n B"_s << u"\"B\" is unexpected"_s;
    QTest::newRow("sign") << u"A == :n"_s << u"an attribute or value is missing"_s;
    QTest::newRow("literal") << u"A = 'x'"_s << u"an attribute or value is missing"_s;
}

void tst_ConditionParser::invalidConditions()
{
    QFETCH(const QString, text);
    QFETCH(const QString, problem);
    const auto node = parse(text);
    QVERIFY(!node);
    QCOMPARE(node.error().code(), QDynamoDBError::Code::InvalidParameterValue);
    QVERIFY2(node.error().message().contains(problem), qPrintable(node.error().message()));
}

void tst_ConditionParser::deepNesting()
{
    for (const QString &step : { u"("_s, u"NOT "_s, u"size("_s }) {
        const auto node = parse(step.repeated(100000) + u"A = :n"_s);
        QVERIFY(!node);
    }
    const auto long_ = parse(u"A = :n OR "_s.repeated(10000) + u"A = :n"_s);
    QVERIFY(long_);
    QCOMPARE((*long_)->children.size(), 10001);
}

QTEST_APPLESS_MAIN(tst_ConditionParser)
#include "tst_conditionparser.moc"
