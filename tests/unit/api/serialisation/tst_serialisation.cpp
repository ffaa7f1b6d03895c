// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "filledrequests/filledrequests.h"
#include "filledrequests/sdkoracle.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

class tst_Serialisation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void requests_data();
    void requests();
    void results_data();
    void results();
    void emptyRequests();
    void emptyResults();
    void requiredLists();
    void rejectedValues_data();
    void rejectedValues();
    void tolerance();
    void unknownEnum();
    void times_data();
    void times();
    void wrongResults_data();
    void wrongResults();

private:
    QHash<QString, SdkOperation> m_operations;
    QList<FilledOperation> m_filled;
};

void tst_Serialisation::initTestCase()
{
    const auto operations = readSdkOperations();
    QVERIFY2(operations, qPrintable(operations.error().message()));
    m_operations = *operations;
    QCOMPARE(m_operations.size(), qsizetype(allOperations().size()));
    m_filled = filledOperations();
    QCOMPARE(m_filled.size(), m_operations.size());
}

void tst_Serialisation::requests_data()
{
    QTest::addColumn<FilledOperation>("filled");
    for (const FilledOperation &filled : std::as_const(m_filled))
        QTest::newRow(filled.name) << filled;
}

void tst_Serialisation::requests()
{
    QFETCH(FilledOperation, filled);
    const QString name = QString::fromLatin1(filled.name);
    const Operation *operation = findOperation(filled.service, name);
    QVERIFY(operation);
    const SdkOperation expected = m_operations.value(name);
    QCOMPARE(QString::fromLatin1(operation->target), expected.target);

    const auto body = writeRequest(*operation, filled.request.get());
    QVERIFY2(body.hasValue(), qPrintable(body.error().message()));
    const QJsonDocument written = QJsonDocument::fromJson(body.value());
    QVERIFY(written.isObject());
    const QString found = difference(written.object(), expected.request);
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void tst_Serialisation::results_data()
{
    requests_data();
}

void tst_Serialisation::results()
{
    QFETCH(FilledOperation, filled);
    const QString name = QString::fromLatin1(filled.name);
    const Operation *operation = findOperation(filled.service, name);
    QVERIFY(operation);
    const QJsonObject sent = m_operations.value(name).result;

    QByteArray body = QJsonDocument(sent).toJson(QJsonDocument::Compact);
    const QDynamoDBError error = readResult(*operation, body, filled.result.get());
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    const auto again = writeShape(*operation->output, filled.result.get());
    QVERIFY2(again.hasValue(), qPrintable(again.error().message()));
    const QString found = difference(QJsonDocument::fromJson(again.value()).object(), sent);
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void tst_Serialisation::emptyRequests()
{
    const DescribeLimitsRequest limits;
    QCOMPARE(writeRequest(Operations::describeLimits, &limits).value(), QByteArray("{}"));
    const ListTablesRequest list;
    QCOMPARE(writeRequest(Operations::listTables, &list).value(), QByteArray("{}"));
}

void tst_Serialisation::emptyResults()
{
    for (const FilledOperation &filled : filledOperations()) {
        const Operation *operation = findOperation(filled.service, QString::fromLatin1(filled.name));
        QByteArray body = "{}";
        QVERIFY(!readResult(*operation, body, filled.result.get()).isError());
    }
    TagResourceResult nothing;
    QByteArray body;
    QVERIFY(!readResult(Operations::tagResource, body, &nothing).isError());
    GetItemResult item;
    QCOMPARE(readResult(Operations::getItem, body, &item).code(), Code::InvalidResponse);
}

void tst_Serialisation::requiredLists()
{
    TransactGetItemsRequest request;
    QCOMPARE(writeRequest(Operations::transactGetItems, &request).value(),
             QByteArray(R"({"TransactItems":[]})"));
}

void tst_Serialisation::rejectedValues_data()
{
    QTest::addColumn<QDynamoDBItem>("item");
    QTest::addColumn<QString>("message");

    QTest::newRow("undefined") << QDynamoDBItem { { u"a"_s, QDynamoDBValue::Type::Undefined } }
                               << u"Item.a"_s;
    QTest::newRow("empty set") << QDynamoDBItem { { u"a"_s, QDynamoDBValue::stringSet({}) } }
                               << u"Item.a"_s;
    QTest::newRow("unknown") << QDynamoDBItem { { u"a"_s, QDynamoDBValue::Type::Unknown } }
                             << u"Item.a"_s;
    QTest::newRow("nested") << QDynamoDBItem {
        { u"a"_s, QDynamoDBValueList { 1, QDynamoDBNumber(u"x"_s) } }
    } << u"Item.a[1]"_s;
}

void tst_Serialisation::rejectedValues()
{
    QFETCH(QDynamoDBItem, item);
    QFETCH(QString, message);

    PutItemRequest request;
    request.tableName = u"Thread"_s;
    request.item = item;
    const auto body = writeRequest(Operations::putItem, &request);
    QCOMPARE(body.error().code(), Code::InvalidParameterValue);
    QVERIFY2(body.error().message().startsWith(message), qPrintable(body.error().message()));
}

// Null members are absent; unknown members are skipped.
void tst_Serialisation::tolerance()
{
    QByteArray body = R"({"New":{"deep":[1,{"x":null}]},"Item":{"id":{"N":"1"}},"Newer":[],
        "ConsumedCapacity":{"TableName":null,"CapacityUnits":0.5,"Newest":"x","Table":null}})";
    GetItemResult result;
    const QDynamoDBError error = readResult(Operations::getItem, body, &result);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QCOMPARE(result.item, QDynamoDBItem({ { u"id"_s, 1 } }));
    QVERIFY(result.consumedCapacity);
    QVERIFY(result.consumedCapacity->tableName.isNull());
    QCOMPARE(result.consumedCapacity->capacityUnits, 0.5);
    QVERIFY(!result.consumedCapacity->table);

    body = R"({"Item":null,"ConsumedCapacity":null})";
    GetItemResult nothing;
    QVERIFY(!readResult(Operations::getItem, body, &nothing).isError());
    QVERIFY(nothing.item.isNull());
    QVERIFY(!nothing.consumedCapacity);

    body = R"({"Item":{}})";
    GetItemResult empty;
    QVERIFY(!readResult(Operations::getItem, body, &empty).isError());
    QVERIFY(!empty.item.isNull());
    QVERIFY(empty.item.isEmpty());

    body = R"({"Responses":[{"Item":{"id":{"N":"1"}}},{},null]})";
    TransactGetItemsResult transaction;
    QVERIFY(!readResult(Operations::transactGetItems, body, &transaction).isError());
    QCOMPARE(transaction.responses.size(), 3);
    QVERIFY(transaction.responses[1].item.isNull());
    QVERIFY(transaction.responses[2].item.isNull());
}

void tst_Serialisation::unknownEnum()
{
    QByteArray body = R"({"Table":{"TableStatus":"H\u00e9BERNATING"}})";
    DescribeTableResult result;
    QVERIFY(!readResult(Operations::describeTable, body, &result).isError());
    QVERIFY(result.table->tableStatus == TableStatus::Unknown);
    QCOMPARE(result.table->tableStatus.toString(), u"H\u00e9BERNATING"_s);
    // The result can be written again.
    const auto again = writeShape(*Operations::describeTable.output, &result);
    QCOMPARE(QJsonDocument::fromJson(again.value())["Table"_L1]["TableStatus"_L1].toString(),
             u"H\u00e9BERNATING"_s);
}

void tst_Serialisation::times_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("whole") << QByteArray("1700000000") << qint64(1700000000000);
    QTest::newRow("milliseconds") << QByteArray("1700000000.123") << qint64(1700000000123);
    QTest::newRow("exponent") << QByteArray("1.700000000123E9") << qint64(1700000000123);
    QTest::newRow("more digits") << QByteArray("1700000000.1239999") << qint64(1700000000124);
    QTest::newRow("start") << QByteArray("0") << qint64(0);
    QTest::newRow("before") << QByteArray("-0.5") << qint64(-500);
}

void tst_Serialisation::times()
{
    QFETCH(QByteArray, wire);
    QFETCH(qint64, milliseconds);
    QByteArray body = R"({"Table":{"CreationDateTime":)" + wire + "}}";
    DescribeTableResult result;
    QVERIFY(!readResult(Operations::describeTable, body, &result).isError());
    QCOMPARE(result.table->creationDateTime.toMSecsSinceEpoch(), milliseconds);
    QCOMPARE(result.table->creationDateTime.timeSpec(), Qt::UTC);
    const auto again = writeShape(*Operations::describeTable.output, &result);
    QCOMPARE(QJsonDocument::fromJson(again.value())["Table"_L1]["CreationDateTime"_L1].toDouble(),
             double(milliseconds) / 1000);
}

void tst_Serialisation::wrongResults_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const char *body, const QString &message) {
        QTest::newRow(name) << QByteArray(body) << message;
    };
    row("number for structure", R"({"Table":1})", u"Table: an object was expected"_s);
    row("number for string", R"({"Table":{"TableName":1}})",
        u"Table.TableName: a string was expected"_s);
    row("number for enum", R"({"Table":{"TableStatus":1}})",
        u"Table.TableStatus: a string was expected"_s);
    row("string for integer", R"({"Table":{"ItemCount":"1"}})",
        u"Table.ItemCount: an integer was expected"_s);
    row("too large", R"({"Table":{"ItemCount":9223372036854775808}})",
        u"Table.ItemCount: an integer was expected"_s);
    row("string for bool", R"({"Table":{"DeletionProtectionEnabled":"true"}})",
        u"Table.DeletionProtectionEnabled: true or false was expected"_s);
    row("string for time", R"({"Table":{"CreationDateTime":"2026"}})",
        u"Table.CreationDateTime: a number was expected"_s);
    row("time out of range", R"({"Table":{"CreationDateTime":1e300}})",
        u"Table.CreationDateTime: the time is after the year 9999 or as far before 1970"_s);
    row("object for list", R"({"Table":{"KeySchema":{}}})",
        u"Table.KeySchema: an array was expected"_s);
    row("wrong element", R"({"Table":{"KeySchema":[{},1]}})",
        u"Table.KeySchema[1]: an object was expected"_s);
    row("wrong in element", R"({"Table":{"KeySchema":[{},{"KeyType":[]}]}})",
        u"Table.KeySchema[1].KeyType: a string was expected"_s);
    row("vector dimensions of 64 bits",
        R"({"Table":{"VectorIndexes":[{"Dimensions":5000000000}]}})",
        u"Table.VectorIndexes[0].Dimensions: an integer of 32 bits was expected"_s);
    row("array", "[]", u"an object was expected"_s);
    row("truncated", R"({"Table":{"TableName":"T")", {});
    row("invalid JSON", "<html>", {});
    row("trailing", R"({"Table":{}} x)", {});
    row("duplicate member", R"({"Table":{}}{})", {});
}

void tst_Serialisation::wrongResults()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    DescribeTableResult result;
    const QDynamoDBError error = readResult(Operations::describeTable, body, &result);
    QCOMPARE(error.code(), Code::InvalidResponse);
    if (!message.isEmpty())
        QCOMPARE(error.message(), message);
}

QTEST_GUILESS_MAIN(tst_Serialisation)
#include "tst_serialisation.moc"
