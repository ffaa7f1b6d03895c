// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBFakeServer>

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace Qt::StringLiterals;
using QDynamoDB::ScalarAttributeType;

using Send = std::function<void(QDynamoDBClient *)>;
Q_DECLARE_METATYPE(Send)

// The short forms of operations send exactly the parameters that the documentation states.
class tst_ShortForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void send_data();
    void send();
};

void tst_ShortForms::send_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<Send>("send");
    QTest::addColumn<QByteArray>("parameters");
    const auto row = [](const char *name, const QString &operation, const Send &send,
                        const QByteArray &parameters) {
        QTest::newRow(name) << operation << send << parameters;
    };
    static const QDynamoDBItem key = { { u"Id"_s, 1 } };
    row(
            "getItem", u"GetItem"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->getItem(u"Thread"_s, key)); },
            R"({"TableName":"Thread","Key":{"Id":{"N":"1"}}})");
    row(
            "putItem", u"PutItem"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->putItem(u"Thread"_s, key)); },
            R"({"TableName":"Thread","Item":{"Id":{"N":"1"}}})");
    row(
            "updateItem", u"UpdateItem"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(
                        client->updateItem(u"Thread"_s, key, u"SET A = :a"_s, { { u":a"_s, 2 } }));
            },
            R"({"TableName":"Thread","Key":{"Id":{"N":"1"}},"UpdateExpression":"SET A = :a",)"
            R"("ExpressionAttributeValues":{":a":{"N":"2"}},"ReturnValues":"ALL_NEW"})");
    row(
            "updateItem without values", u"UpdateItem"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(client->updateItem(u"Thread"_s, key, u"REMOVE A"_s));
            },
            R"({"TableName":"Thread","Key":{"Id":{"N":"1"}},"UpdateExpression":"REMOVE A",)"
            R"("ReturnValues":"ALL_NEW"})");
    row(
            "deleteItem", u"DeleteItem"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(client->deleteItem(u"Thread"_s, key));
            },
            R"({"TableName":"Thread","Key":{"Id":{"N":"1"}},"ReturnValues":"ALL_OLD"})");
    row(
            "query", u"Query"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(
                        client->query(u"Thread"_s, u"Id = :id"_s, { { u":id"_s, 1 } }));
            },
            R"({"TableName":"Thread","KeyConditionExpression":"Id = :id",)"
            R"("ExpressionAttributeValues":{":id":{"N":"1"}}})");
    row(
            "scan", u"Scan"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->scan(u"Thread"_s)); },
            R"({"TableName":"Thread"})");
    row(
            "batchGetItem", u"BatchGetItem"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(client->batchGetItem(u"Thread"_s, { key }));
            },
            R"({"RequestItems":{"Thread":{"Keys":[{"Id":{"N":"1"}}]}}})");
    row(
            "batchWriteItem", u"BatchWriteItem"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(
                        client->batchWriteItem(u"Thread"_s, { key }, { key }));
            },
            R"({"RequestItems":{"Thread":[{"PutRequest":{"Item":{"Id":{"N":"1"}}}},)"
            R"({"DeleteRequest":{"Key":{"Id":{"N":"1"}}}}]}})");
    row(
            "createTable", u"CreateTable"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(
                        client->createTable(u"Thread"_s, { u"Id"_s, ScalarAttributeType::N }));
            },
            R"({"TableName":"Thread","BillingMode":"PAY_PER_REQUEST",)"
            R"("AttributeDefinitions":[{"AttributeName":"Id","AttributeType":"N"}],)"
            R"("KeySchema":[{"AttributeName":"Id","KeyType":"HASH"}]})");
    row(
            "createTable with a sort key", u"CreateTable"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(
                        client->createTable(u"Thread"_s, { u"Id"_s, ScalarAttributeType::N },
                                            { u"At"_s, ScalarAttributeType::S }));
            },
            R"({"TableName":"Thread","BillingMode":"PAY_PER_REQUEST",)"
            R"("AttributeDefinitions":[{"AttributeName":"Id","AttributeType":"N"},)"
            R"({"AttributeName":"At","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"Id","KeyType":"HASH"},)"
            R"({"AttributeName":"At","KeyType":"RANGE"}]})");
    row(
            "deleteTable", u"DeleteTable"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->deleteTable(u"Thread"_s)); },
            R"({"TableName":"Thread"})");
    row(
            "describeTable", u"DescribeTable"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->describeTable(u"Thread"_s)); },
            R"({"TableName":"Thread"})");
    row(
            "listTables", u"ListTables"_s,
            [](auto *client) { (void)QDynamoDB::waitForResult(client->listTables()); }, "{}");
    row(
            "updateTable", u"UpdateTable"_s,
            [](auto *client) {
                (void)QDynamoDB::waitForResult(client->updateTable(u"Thread"_s, { 5, 6 }));
            },
            R"({"TableName":"Thread",)"
            R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6}})");
}

void tst_ShortForms::send()
{
    QFETCH(const QString, operation);
    QFETCH(const Send, send);
    QFETCH(const QByteArray, parameters);
    QDynamoDBFakeServer server;
    QDynamoDBClient client;
    server.configure(&client);
    server.expect(operation);
    send(&client);
    QCOMPARE(server.problems(), QString());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(QJsonDocument(server.requests().constFirst().parameters),
             QJsonDocument::fromJson(parameters));
}

QTEST_GUILESS_MAIN(tst_ShortForms)

#include "tst_shortforms.moc"
