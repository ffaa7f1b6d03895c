// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "api/operationtypes_p.h"
#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

class tst_VariantConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundTrip();
    void kinds_data();
    void kinds();
    void keyword();
    void absent();
    void resultsOfNothing_data();
    void resultsOfNothing();
    void resultsForScripts();
    void errors_data();
    void errors();
    void longs();
    void debug();
};

template<typename S>
static QDynamoDBError fromMap(const Shape *shape, const QVariantMap &map, S *object)
{
    return shapeFromVariant(*shape, map, object);
}

void tst_VariantConversion::roundTrip()
{
    const QVariantMap map {
        { u"tableName"_s, u"Thread"_s },
        { u"keyConditionExpression"_s, u"id = :id"_s },
        { u"expressionAttributeValues"_s, QVariantMap { { u":id"_s, u"x"_s } } },
        { u"expressionAttributeNames"_s, QVariantMap { { u"#a"_s, u"a"_s } } },
        { u"limit"_s, 7 },
        { u"consistentRead"_s, true },
        { u"select"_s, u"COUNT"_s },
        { u"keyConditions"_s,
          QVariantMap { { u"id"_s,
                          QVariantMap { { u"comparisonOperator"_s, u"EQ"_s },
                                        { u"attributeValueList"_s, QVariantList { u"x"_s } } } } } },
        { u"attributesToGet"_s, QVariantList { u"a"_s, u"b"_s } },
    };
    QueryRequest query;
    const QDynamoDBError error = fromMap(Operations::query.input, map, &query);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QCOMPARE(query.tableName, u"Thread"_s);
    QCOMPARE(query.expressionAttributeValues[u":id"].toString(), u"x"_s);
    QCOMPARE(query.expressionAttributeNames.value(u"#a"_s), u"a"_s);
    QCOMPARE(query.limit, 7);
    QCOMPARE(query.consistentRead, true);
    QVERIFY(query.select == Select::Count);
    const LegacyCondition condition = query.keyConditions.value(u"id"_s);
    QVERIFY(condition.comparisonOperator == ComparisonOperator::Eq);
    QCOMPARE(condition.attributeValueList.size(), 1);
    QCOMPARE(condition.attributeValueList[0].toString(), u"x"_s);
    QCOMPARE(query.attributesToGet, QStringList({ u"a"_s, u"b"_s }));

    QCOMPARE(shapeToVariant(*Operations::query.input, &query), map);
}

// Times without time zone must not depend on the time zone of the computer.
void tst_VariantConversion::initTestCase()
{
    qputenv("TZ", "EST5EDT,M3.2.0,M11.1.0");
}

void tst_VariantConversion::kinds_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QVariant>("in");
    QTest::addColumn<QVariant>("out");

    const QDateTime time(QDate(2026, 11, 23), QTime(9, 0, 0, 5), utc);
    QTest::newRow("double as integer") << u"itemCount"_s << QVariant(5.0) << QVariant(qint64(5));
    QTest::newRow("int as long") << u"itemCount"_s << QVariant(5) << QVariant(qint64(5));
    QTest::newRow("number with all digits")
            << u"itemCount"_s << QVariant::fromValue(QDynamoDBNumber(u"9007199254740993"))
            << QVariant(qint64(9007199254740993));
    QTest::newRow("date") << u"tableCreationDateTime"_s << QVariant(time) << QVariant(time);
    QTest::newRow("ISO 8601") << u"tableCreationDateTime"_s
                              << QVariant(u"2026-11-23T09:00:00.005Z"_s) << QVariant(time);
    QTest::newRow("ISO 8601 without zone")
            << u"tableCreationDateTime"_s << QVariant(u"2026-11-23T09:00:00.005"_s)
            << QVariant(time);
    QTest::newRow("text of an enum")
            << u"billingMode"_s << QVariant(u"PROVISIONED"_s) << QVariant(u"PROVISIONED"_s);
    QTest::newRow("number of an enum")
            << u"billingMode"_s << QVariant(int(BillingMode::Provisioned))
            << QVariant(u"PROVISIONED"_s);
    QTest::newRow("unknown text of an enum")
            << u"billingMode"_s << QVariant(u"BARTER"_s) << QVariant(u"BARTER"_s);
}

void tst_VariantConversion::kinds()
{
    QFETCH(QString, member);
    QFETCH(QVariant, in);
    QFETCH(QVariant, out);

    // SourceTableDetails has members of most kinds.
    const Member &backup = Operations::describeBackup.output->members[0];
    const Member &details = backup.type->shape->members[1];
    QCOMPARE(details.wire, "SourceTableDetails");
    SourceTableDetails object;
    const QDynamoDBError error = fromMap(details.type->shape, { { member, in } }, &object);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QCOMPARE(shapeToVariant(*details.type->shape, &object), QVariantMap({ { member, out } }));
}

void tst_VariantConversion::keyword()
{
    const QVariantMap map {
        { u"transactItems"_s,
          QVariantList { QVariantMap {
                  { u"delete"_s, QVariantMap { { u"tableName"_s, u"Thread"_s } } } } } }
    };
    TransactWriteItemsRequest request;
    QVERIFY(!fromMap(Operations::transactWriteItems.input, map, &request).isError());
    QCOMPARE(request.transactItems.size(), 1);
    QCOMPARE(request.transactItems[0].delete_->tableName, u"Thread"_s);
    QCOMPARE(shapeToVariant(*Operations::transactWriteItems.input, &request), map);
}

void tst_VariantConversion::absent()
{
    ScanRequest scan;
    const QVariantMap map { { u"tableName"_s, QVariant() },
                            { u"limit"_s, QVariant::fromValue(nullptr) },
                            { u"scanFilter"_s, QVariantMap() } };
    QVERIFY(!fromMap(Operations::scan.input, map, &scan).isError());
    QVERIFY(scan.tableName.isNull());
    QVERIFY(!scan.limit);
    QVERIFY(shapeToVariant(*Operations::scan.input, &scan).isEmpty());
}

// Lists and maps are present in the map of a result even if the service sent none; other absent members
// are omitted.
void tst_VariantConversion::resultsOfNothing_data()
{
    QTest::addColumn<const Operation *>("operation");
    for (const Operation *operation : allOperations()) {
        if (operation->service == Service::DynamoDB)
            QTest::newRow(operation->name) << operation;
    }
}

void tst_VariantConversion::resultsOfNothing()
{
    QFETCH(const Operation *, operation);
    const Object result = operation->types->newResult();
    QByteArray body("{}");
    QVERIFY(!readResult(*operation, body, result.get()).isError());
    const QVariantMap map = resultToVariant(*operation, result.get());
    for (const Member &member : operation->output->members) {
        const QVariant value = map.value(QString::fromLatin1(member.name));
        if (member.type->kind == Kind::List)
            QCOMPARE(value, QVariant(QVariantList()));
        else if (member.type->kind == Kind::Map)
            QCOMPARE(value, QVariant(QVariantMap()));
        else if (member.type->kind == Kind::Item || member.type->optional)
            QVERIFY2(!value.isValid(), member.name);
    }
}

void tst_VariantConversion::resultsForScripts()
{
    const Operation &describe = Operations::describeTable;
    const Object table = describe.types->newResult();
    QByteArray body(R"({"Table":{"ItemCount":9007199254740993,"TableSizeBytes":5}})");
    QVERIFY(!readResult(describe, body, table.get()).isError());
    const QVariantMap description = resultToVariant(describe, table.get())[u"table"_s].toMap();
    QCOMPARE(description[u"keySchema"_s], QVariant(QVariantList())); // also in nested structures
    QCOMPARE(description[u"globalSecondaryIndexes"_s], QVariant(QVariantList()));
    QVERIFY(!description.contains(u"billingModeSummary"_s));
    QCOMPARE(description[u"tableSizeBytes"_s], QVariant(qint64(5)));
    QCOMPARE(description[u"itemCount"_s].value<QDynamoDBNumber>(),
             QDynamoDBNumber(u"9007199254740993"));

    const Operation &query = Operations::query;
    const Object page = query.types->newResult();
    body = R"({"Items":[{"n":{"N":"9007199254740992"},"l":{"L":[{"N":"18446744073709551615"}]},
                         "big":{"N":"1E+100"}}],"Count":1})";
    QVERIFY(!readResult(query, body, page.get()).isError());
    const QVariantMap item = resultToVariant(query, page.get())[u"items"_s].toList()[0].toMap();
    const QVariant number = QVariant::fromValue(QDynamoDBNumber(u"9007199254740992"));
    QCOMPARE(item[u"n"_s], number);
    QCOMPARE(item[u"l"_s].toList()[0].toString(), u"18446744073709551615"_s);
    QCOMPARE(item[u"big"_s], QVariant(1e100));
    QVERIFY(!resultToVariant(query, page.get()).contains(u"lastEvaluatedKey"_s));
}

void tst_VariantConversion::errors_data()
{
    QTest::addColumn<QVariantMap>("map");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QString &member, const QVariant &value,
                        const QString &message) {
        QTest::newRow(name) << QVariantMap { { member, value } } << message;
    };
    row("unknown member", u"tabelName"_s, u"x"_s,
        u"[\"tabelName\"]: QueryRequest has no member with this name"_s);
    row("number for string", u"tableName"_s, 1, u"tableName must be a string, not int"_s);
    row("string for number", u"limit"_s, u"1"_s,
        u"limit must be an integer of 32 bits, not QString"_s);
    row("fraction", u"limit"_s, 1.5, u"limit must be an integer of 32 bits, not double"_s);
    row("too large", u"limit"_s, 5000000000.0, u"limit must be an integer of 32 bits, not double"_s);
    row("not a number", u"limit"_s, qQNaN(), u"limit must be an integer of 32 bits, not double"_s);
    row("number for bool", u"consistentRead"_s, 1, u"consistentRead must be a boolean, not int"_s);
    row("enum", u"select"_s, 100, u"select must be an enumerator or its text, not int"_s);
    row("list", u"attributesToGet"_s, u"a"_s, u"attributesToGet must be a list, not QString"_s);
    row("element", u"attributesToGet"_s, QVariantList { u"a"_s, 1 },
        u"attributesToGet[1] must be a string, not int"_s);
    row("map", u"expressionAttributeNames"_s, 1,
        u"expressionAttributeNames must be a map, not int"_s);
    row("item", u"expressionAttributeValues"_s, 1,
        u"expressionAttributeValues must be a map of attributes, not int"_s);
    row("nested", u"keyConditions"_s,
        QVariantMap { { u"id"_s, QVariantMap { { u"comparisonOperator"_s, true } } } },
        u"keyConditions[\"id\"].comparisonOperator must be an enumerator or its text, "
        "not bool"_s);
    const QVariant text = QVariant::fromValue(QDynamoDBValue(u"x"_s));
    row("text as an item", u"expressionAttributeValues"_s, text,
        u"expressionAttributeValues must be a map of attributes, not QDynamoDBValue"_s);
    row("text as a list", u"attributesToGet"_s, text,
        u"attributesToGet must be a list, not QDynamoDBValue"_s);
    row("fraction of many digits", u"limit"_s, QVariant::fromValue(QDynamoDBNumber(u"1.5")),
        u"limit must be an integer of 32 bits, not QDynamoDBNumber"_s);
    row("structure", u"keyConditions"_s, QVariantMap { { u"id"_s, 1 } },
        u"keyConditions[\"id\"] must be an object, not int"_s);
}

void tst_VariantConversion::errors()
{
    QFETCH(QVariantMap, map);
    QFETCH(QString, message);

    QueryRequest query;
    const QDynamoDBError error = fromMap(Operations::query.input, map, &query);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QCOMPARE(error.message(), message);
}

// Integers of the service have 64 bits; QML passes those that no double holds as QDynamoDBNumber.
void tst_VariantConversion::longs()
{
    const auto read = [](const QVariant &units, UpdateTableRequest *request) {
        const QVariantMap throughput { { u"readCapacityUnits"_s, units },
                                       { u"writeCapacityUnits"_s, 1 } };
        return fromMap(Operations::updateTable.input,
                       { { u"provisionedThroughput"_s, throughput } }, request);
    };
    constexpr qint64 large = Q_INT64_C(9'007'199'254'740'993);
    for (const QVariant &units : { QVariant(large), QVariant(quint64(large)),
                                   QVariant::fromValue(QDynamoDBNumber(large)) }) {
        UpdateTableRequest request;
        QVERIFY(!read(units, &request).isError());
        QCOMPARE(request.provisionedThroughput->readCapacityUnits, large);
    }
    for (const QVariant &units : { QVariant(std::numeric_limits<quint64>::max()), QVariant(1e19),
                                   QVariant::fromValue(QDynamoDBNumber(u"1E30")),
                                   QVariant::fromValue(QDynamoDBNumber(u"1.5")) }) {
        UpdateTableRequest request;
        const QDynamoDBError error = read(units, &request);
        QVERIFY2(error.message().startsWith("provisionedThroughput.readCapacityUnits must be an "
                                            "integer of 64 bits, not "_L1),
                 qPrintable(error.message()));
    }
}

void tst_VariantConversion::debug()
{
    CreateTableRequest request;
    request.tableName = u"Thread"_s;
    request.keySchema = { { u"id"_s, KeyType::Hash } };
    request.provisionedThroughput = { 5, 6 };
    QString text;
    QDebug(&text) << request;
    QCOMPARE(text.trimmed(),
             u"CreateTableRequest(tableName: \"Thread\", keySchema: [KeySchemaElement("
             "attributeName: \"id\", keyType: \"HASH\")], provisionedThroughput: "
             "ProvisionedThroughput(readCapacityUnits: 5, writeCapacityUnits: 6))"_s);
}

QTEST_APPLESS_MAIN(tst_VariantConversion)
#include "tst_variantconversion.moc"
