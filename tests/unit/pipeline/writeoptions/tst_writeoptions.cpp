// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeserver.h"
#include "testclient/testclient.h"
#include "transports/eachtransport.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Calling = std::function<QFuture<void>(QDynamoDBClient &, const QDynamoDBCallOptions &)>;
Q_DECLARE_METATYPE(Calling)

namespace {

const QDynamoDBItem itemKey { { u"Id"_s, u"a"_s } };

PutItemRequest putting()
{
    PutItemRequest request;
    request.tableName = u"Thread"_s;
    request.item = { { u"Id"_s, u"a"_s }, { u"Stamp"_s, u"mine"_s } };
    request.conditionExpression = u"attribute_not_exists(Id)"_s;
    return request;
}

UpdateItemRequest updating()
{
    UpdateItemRequest request;
    request.tableName = u"Thread"_s;
    request.key = itemKey;
    request.updateExpression = u"SET n = :n, #s = :s"_s;
    request.conditionExpression = u"n = :old"_s;
    request.expressionAttributeNames = { { u"#s"_s, u"Stamp"_s } };
    request.expressionAttributeValues = { { u":n"_s, 2 }, { u":old"_s, 1 }, { u":s"_s, u"mine"_s } };
    return request;
}

DeleteItemRequest deleting()
{
    DeleteItemRequest request;
    request.tableName = u"Thread"_s;
    request.key = itemKey;
    request.conditionExpression = u"attribute_exists(Id)"_s;
    return request;
}

TransactWriteItem deletion()
{
    TransactWriteItem item;
    item.delete_.emplace();
    item.delete_->tableName = u"Thread"_s;
    item.delete_->key = itemKey;
    return item;
}

Calling calling(const PutItemRequest &request)
{
    return [request](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        return QFuture<void>(client.putItem(request, options));
    };
}
Calling calling(const UpdateItemRequest &request)
{
    return [request](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        return QFuture<void>(client.updateItem(request, options));
    };
}
Calling calling(const DeleteItemRequest &request)
{
    return [request](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        return QFuture<void>(client.deleteItem(request, options));
    };
}
Calling executing(const QString &action, const QByteArray &parameters)
{
    const QJsonObject object = QJsonDocument::fromJson(parameters).object();
    Q_ASSERT(!object.isEmpty());
    return [action, object](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        return QFuture<void>(client.execute(action, object, options));
    };
}

// The error of a failed condition, with the item of that stamp.
Reaction conditionFailed(const QByteArray &stamp)
{
    return Reaction::json(400,
                          R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                          R"(ConditionalCheckFailedException","message":"The conditional request )"
                          R"(failed","Item":{"Id":{"S":"a"},"n":{"N":"2"},"Stamp":{"S":")"
                                  + stamp + R"("}}})");
}

Reaction cancelled(const QByteArray &code, const QByteArray &more = {})
{
    return Reaction::json(400,
                          R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                          R"(TransactionCanceledException","Message":"Transaction cancelled",)"
                          R"("CancellationReasons":[{"Code":")"
                                  + code + R"(","Message":"the reason")" + more + "}]}");
}

Reaction lost()
{
    return Reaction::json(200, "{}").closed(Stage::Request);
}

} // namespace

// The call options writeStamp, exactlyOnce and retryConflicts.
class tst_WriteOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void init();

    void stamp_data();
    void stamp();
    void stampOfResult();
    void stampWithoutDoubt();
    void stampRefused_data();
    void stampRefused();

    void onceRequest_data();
    void onceRequest();
    void onceJson();
    void onceRepeats();
    void onceErrors_data();
    void onceErrors();
    void onceConditionItem();
    void onceRefused_data();
    void onceRefused();
    void onceIgnored_data();
    void onceIgnored();
    void onceTooLate_data();
    void onceTooLate();

    void conflicts_data();
    void conflicts();

private:
    // Waits for the end of the call, whose retries are due after 12.5, 25 and 50 ms.
    template<typename T>
    QDynamoDBExpected<T> end(const QFuture<T> &future, int retries);

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;
};

void tst_WriteOptions::init()
{
    m_client.reset();
    m_server = std::make_unique<FakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    configureTestClient(m_client.get(), m_server->url());
    m_client->setTransport(currentTransport());
    m_clock = installFakeClock(m_client.get());
}

template<typename T>
QDynamoDBExpected<T> tst_WriteOptions::end(const QFuture<T> &future, int retries)
{
    FakeClock::Duration delay = 12500us;
    for (int i = 0; i < retries; ++i, delay *= 2) {
        if (!m_clock->waitForAlarmIn(delay))
            return QDynamoDBError(Code::Unknown, u"there was no retry"_s);
        m_clock->advance(delay);
    }
    return QDynamoDB::waitForResult(future);
}

void tst_WriteOptions::stamp_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<bool>("stamps");
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<bool>("succeeds");
    const QByteArray json = R"x({"TableName":"Thread","Item":{"Id":{"S":"a"},)x"
                            R"x("Stamp":{"S":"mine"}},)x"
                            R"x("ConditionExpression":"attribute_not_exists(Id)"})x";
    QTest::newRow("put") << calling(putting()) << true << "mine"_ba << true;
    QTest::newRow("update") << calling(updating()) << true << "mine"_ba << true;
    QTest::newRow("JSON") << executing(u"PutItem"_s, json) << true << "mine"_ba << true;
    QTest::newRow("put, other") << calling(putting()) << true << "other"_ba << false;
    QTest::newRow("update, other") << calling(updating()) << true << "other"_ba << false;
    QTest::newRow("JSON, other") << executing(u"PutItem"_s, json) << true << "other"_ba << false;
    QTest::newRow("no stamp") << calling(putting()) << false << "mine"_ba << false;
    PutItemRequest silent = putting();
    silent.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::None;
    QTest::newRow("item not requested") << calling(silent) << true << QByteArray() << false;
}

void tst_WriteOptions::stamp()
{
    QFETCH(const Calling, call);
    QFETCH(const bool, stamps);
    QFETCH(const QByteArray, stored);
    QFETCH(const bool, succeeds);
    m_server->enqueue(lost());
    m_server->enqueue(stored.isNull() ? Reaction::error(400, "ConditionalCheckFailedException")
                                      : conditionFailed(stored));
    QDynamoDBCallOptions options;
    if (stamps)
        options.writeStamp = u"Stamp"_s;
    QSignalSpy measured(m_client.get(), &QDynamoDBClient::measured);
    const auto result = end(call(*m_client, options), 1);
    QCOMPARE(result.error().code(), succeeds ? Code::NoError : Code::ConditionalCheckFailed);
    QCOMPARE(result.error().mayHaveSucceeded(), !succeeds);
    const QList<FakeRequest> requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[1].body, requests[0].body);
    const bool asks = requests[0].body.contains(
            "\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"");
    QCOMPARE(asks, stamps && !stored.isNull());
    QTRY_COMPARE(measured.size(), 2);
    const auto second = measured[1][0].value<QDynamoDBMeasurement>();
    QCOMPARE(second.httpStatus, 400);
    QCOMPARE(second.errorCode, result.error().code());
}

// The result of a recognised update contains the stored item if it was requested.
void tst_WriteOptions::stampOfResult()
{
    QDynamoDBCallOptions options;
    options.writeStamp = u"Stamp"_s;
    m_server->enqueue(lost());
    m_server->enqueue(conditionFailed("mine"));
    UpdateItemRequest request = updating();
    request.returnValues = ReturnValue::AllNew;
    const auto updated = end(m_client->updateItem(request, options), 1);
    QVERIFY2(updated, qPrintable(QDebug::toString(updated.error())));
    QCOMPARE(updated->attributes,
             QDynamoDBItem({ { u"Id"_s, u"a"_s }, { u"n"_s, 2 }, { u"Stamp"_s, u"mine"_s } }));

    m_server->enqueue(lost());
    m_server->enqueue(conditionFailed("mine"));
    const auto put = end(m_client->putItem(putting(), options), 1);
    QVERIFY2(put, qPrintable(QDebug::toString(put.error())));
    QVERIFY(put->attributes.isNull());
}

// An application that uses a stamp twice gets the failed condition of the second write.
void tst_WriteOptions::stampWithoutDoubt()
{
    QDynamoDBCallOptions options;
    options.writeStamp = u"Stamp"_s;
    m_server->enqueue(conditionFailed("mine"));
    const auto first = end(m_client->putItem(putting(), options), 0);
    QCOMPARE(first.error().code(), Code::ConditionalCheckFailed);
    QVERIFY(!first.error().mayHaveSucceeded());

    m_server->enqueue(Reaction::error(400, "ProvisionedThroughputExceededException"));
    m_server->enqueue(conditionFailed("mine"));
    const QFuture<PutItemResult> future = m_client->putItem(putting(), options);
    QVERIFY(m_clock->waitForAlarmIn(500ms));
    m_clock->advance(500ms);
    const auto second = QDynamoDB::waitForResult(future);
    QCOMPARE(second.error().code(), Code::ConditionalCheckFailed);
    QVERIFY(!second.error().mayHaveSucceeded());
}

void tst_WriteOptions::stampRefused_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<QString>("text");
    const QString unset = u"does not set this attribute"_s;
    PutItemRequest put = putting();
    put.item.remove(u"Stamp"_s);
    QTest::newRow("put without it") << calling(put) << unset;
    put.item.insert(u"Stamp"_s, u""_s);
    QTest::newRow("empty") << calling(put) << unset;
    put.item.insert(u"Stamp"_s, true);
    QTest::newRow("not unique") << calling(put) << unset;
    UpdateItemRequest update = updating();
    update.updateExpression = u"SET n = :n, #s = if_not_exists(#s, :s)"_s;
    QTest::newRow("update without it") << calling(update) << unset;
    QTest::newRow("delete") << calling(deleting()) << u"DeleteItem has no stamp"_s;
    put = putting();
    put.returnValues = ReturnValue::AllOld;
    QTest::newRow("old item of a put") << calling(put) << u"ReturnValues ALL_OLD"_s;
    update = updating();
    update.returnValues = ReturnValue::UpdatedNew;
    QTest::newRow("changed attributes") << calling(update) << u"ReturnValues UPDATED_NEW"_s;
    put = putting();
    put.conditionExpression.clear();
    put.expected = { { u"Id"_s, {} } };
    put.expected[u"Id"_s].exists = false;
    QTest::newRow("legacy") << calling(put) << u"Expected"_s;
    QTest::newRow("JSON without it")
            << executing(u"PutItem"_s, R"({"TableName":"Thread","Item":{"Id":{"S":"a"}}})")
            << unset;
    QTest::newRow("other operation") << executing(u"TagResource"_s, R"({"ResourceArn":"a"})")
                                     << u"TagResource has no stamp"_s;
    QTest::newRow("unknown operation")
            << executing(u"Frobnicate"_s, R"({"TableName":"Thread"})") << u"has no stamp"_s;
}

void tst_WriteOptions::stampRefused()
{
    QFETCH(const Calling, call);
    QFETCH(const QString, text);
    QDynamoDBCallOptions options;
    options.writeStamp = u"Stamp"_s;
    const QDynamoDBError error = end(call(*m_client, options), 0).error();
    QCOMPARE(error.code(), Code::InvalidParameterCombination);
    QVERIFY2(error.message().contains(text), qPrintable(error.message()));
    QVERIFY(!error.mayHaveSucceeded());
    QCOMPARE(m_server->copies(), 0);
}

void tst_WriteOptions::onceRequest_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("action");
    const auto row = [](const QString &operation, const Calling &call, const QByteArray &action) {
        QTest::newRow(qPrintable(operation)) << call << operation << action;
    };
    PutItemRequest put = putting();
    put.returnValues = ReturnValue::None;
    row(u"PutItem"_s, calling(put),
        R"x({"Put":{"TableName":"Thread","Item":{"Id":{"S":"a"},"Stamp":{"S":"mine"}},)x"
        R"x("ConditionExpression":"attribute_not_exists(Id)"}})x");
    row(u"UpdateItem"_s, calling(updating()),
        R"x({"Update":{"TableName":"Thread","Key":{"Id":{"S":"a"}},)x"
        R"x("UpdateExpression":"SET n = :n, #s = :s","ConditionExpression":"n = :old",)x"
        R"x("ExpressionAttributeNames":{"#s":"Stamp"},"ExpressionAttributeValues":)x"
        R"x({":n":{"N":"2"},":old":{"N":"1"},":s":{"S":"mine"}}}})x");
    DeleteItemRequest deletion = deleting();
    deletion.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    row(u"DeleteItem"_s, calling(deletion),
        R"x({"Delete":{"TableName":"Thread","Key":{"Id":{"S":"a"}},)x"
        R"x("ConditionExpression":"attribute_exists(Id)",)x"
        R"x("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}})x");
}

void tst_WriteOptions::onceRequest()
{
    QFETCH(const Calling, call);
    QFETCH(const QString, operation);
    QFETCH(const QByteArray, action);
    m_server->enqueue(Reaction::json(200,
                                     R"({"ConsumedCapacity":[{"TableName":"Thread",)"
                                     R"("CapacityUnits":4,"WriteCapacityUnits":4}]})"));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    options.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    QSignalSpy measured(m_client.get(), &QDynamoDBClient::measured);
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    const auto result = end(call(*m_client, options), 0);
    QVERIFY2(result, qPrintable(QDebug::toString(result.error())));
    const FakeRequest request = m_server->requests().constFirst();
    QCOMPARE(request.header("x-amz-target"), "DynamoDB_20120810.TransactWriteItems"_ba);
    QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body.take("ClientRequestToken"_L1).toString().size(), 36);
    QCOMPARE(body.take("ReturnConsumedCapacity"_L1).toString(), u"TOTAL"_s);
    const QJsonArray actions { QJsonDocument::fromJson(action).object() };
    QCOMPARE(body, QJsonObject({ { u"TransactItems"_s, actions } }));

    QTRY_COMPARE(measured.size(), 1);
    const auto measurement = measured[0][0].value<QDynamoDBMeasurement>();
    QCOMPARE(measurement.operation, operation);
    QCOMPARE(measurement.tableName, u"Thread"_s);
    QCOMPARE(measurement.consumedCapacityByTable, (QMap<QString, double> { { u"Thread"_s, 4 } }));
    QTRY_COMPARE(finished.size(), 1);
    const auto outcome = finished[0][0].value<QDynamoDBOutcome>();
    QCOMPARE(outcome.operation, operation);
    if (operation == u"PutItem")
        QCOMPARE(outcome.result.value<PutItemResult>().consumedCapacity->capacityUnits, 4);
}

// Members that both requests have are sent in the transaction, and the result's have their place.
void tst_WriteOptions::onceJson()
{
    m_server->enqueue(
            Reaction::json(200,
                           R"({"ConsumedCapacity":[{"TableName":"Thread","CapacityUnits":4}],)"
                           R"("ItemCollectionMetrics":{"Thread":[{"ItemCollectionKey":{"Id":{"S":"a"}},)"
                           R"("SizeEstimateRangeGB":[0,1]}]}})"));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const QJsonObject parameters {
        { u"TableName"_s, u"Thread"_s },
        { u"Item"_s, QJsonObject { { u"Id"_s, QJsonObject { { u"S"_s, u"a"_s } } } } },
        { u"ReturnValues"_s, u"NONE"_s },
        { u"ReturnConsumedCapacity"_s, u"TOTAL"_s },
        { u"ReturnItemCollectionMetrics"_s, u"SIZE"_s },
    };
    const auto result = end(m_client->execute(u"PutItem"_s, parameters, options), 0);
    QVERIFY2(result, qPrintable(QDebug::toString(result.error())));
    QCOMPARE((*result)["ConsumedCapacity"_L1]["CapacityUnits"_L1].toDouble(), 4);
    QCOMPARE((*result)["ItemCollectionMetrics"_L1]["SizeEstimateRangeGB"_L1][1].toDouble(), 1);
    const QJsonObject body = QJsonDocument::fromJson(m_server->requests().constFirst().body).object();
    QCOMPARE(body["ReturnConsumedCapacity"_L1].toString(), u"TOTAL"_s);
    QCOMPARE(body["ReturnItemCollectionMetrics"_L1].toString(), u"SIZE"_s);
    QCOMPARE(body["TransactItems"_L1][0]["Put"_L1].toObject().keys(),
             QStringList({ u"Item"_s, u"TableName"_s }));

    // A transaction gets a token, without which a repetition would be executed again.
    m_server->enqueue(lost(), 2);
    m_server->enqueue(Reaction::json(200, "{}"));
    const auto transaction = end(m_client->execute(u"TransactWriteItems"_s,
                                                   { { u"TransactItems"_s, QJsonArray() } },
                                                   options),
                                 2);
    QVERIFY2(transaction, qPrintable(QDebug::toString(transaction.error())));
    QVERIFY(m_server->requests()[1].body.contains("\"ClientRequestToken\":\""));
    QCOMPARE(m_server->requests()[2].body, m_server->requests()[1].body);
}

void tst_WriteOptions::onceRepeats()
{
    m_server->enqueue(lost());
    m_server->enqueue(Reaction::error(500, "InternalServerError"));
    m_server->enqueue(Reaction::json(200, "{}"));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const auto result = end(m_client->updateItem(updating(), options), 2);
    QVERIFY2(result, qPrintable(QDebug::toString(result.error())));
    const QList<FakeRequest> requests = m_server->requests();
    QCOMPARE(requests.size(), 3);
    QCOMPARE(requests[1].body, requests[0].body);
    QCOMPARE(requests[2].body, requests[0].body);

    const auto other = end(m_client->updateItem(updating(), options), 0);
    QVERIFY(other);
    QVERIFY(m_server->requests()[3].body != requests[0].body); // another token
}

void tst_WriteOptions::onceErrors_data()
{
    QTest::addColumn<QByteArray>("reason"); // or the code of an error that is no reason
    QTest::addColumn<bool>("isReason");
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("delay"); // of the retry in microseconds; 0: none
    const auto reason = [](const char *name, Code code, int delay) {
        QTest::newRow(name) << QByteArray(name) << true << code << delay;
    };
    reason("ConditionalCheckFailed", Code::ConditionalCheckFailed, 0);
    reason("ValidationError", Code::Validation, 0);
    reason("ItemCollectionSizeLimitExceeded", Code::ItemCollectionSizeLimitExceeded, 0);
    reason("TransactionConflict", Code::TransactionConflict, 0);
    reason("ProvisionedThroughputExceeded", Code::ProvisionedThroughputExceeded, 500000);
    reason("ThrottlingError", Code::Throttling, 500000);
    reason("SomethingNew", Code::TransactionCanceled, 0);
    QTest::newRow("mismatch") << "IdempotentParameterMismatchException"_ba << false
                              << Code::IdempotentParameterMismatch << 12500;
    QTest::newRow("in progress") << "TransactionInProgressException"_ba << false
                                 << Code::TransactionInProgress << 500000;
}

void tst_WriteOptions::onceErrors()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const bool, isReason);
    QFETCH(const Code, code);
    QFETCH(const int, delay);
    m_server->setDefault(isReason ? cancelled(reason) : Reaction::error(400, reason));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    options.maxRetries = 1;
    const QFuture<PutItemResult> future = m_client->putItem(putting(), options);
    if (delay) {
        QVERIFY(m_clock->waitForAlarmIn(std::chrono::microseconds(delay)));
        m_clock->advance(std::chrono::microseconds(delay));
    }
    const QDynamoDBError error = QDynamoDB::waitForResult(future).error();
    QCOMPARE(error.code(), code);
    QCOMPARE(error.attempts(), delay ? 2 : 1);
    QCOMPARE(error.operation(), u"PutItem"_s);
    QCOMPARE(error.tableName(), u"Thread"_s);
    QCOMPARE(error.httpStatus(), 400);
    QVERIFY(!error.mayHaveSucceeded());
    QCOMPARE(error.cancellationReasons().isEmpty(), code != Code::TransactionCanceled);
    if (isReason && code != Code::TransactionCanceled)
        QCOMPARE(error.message(), u"the reason"_s);
}

// The failed condition of a repetition proves that the first attempt was not executed.
void tst_WriteOptions::onceConditionItem()
{
    m_server->enqueue(lost());
    m_server->enqueue(cancelled("ConditionalCheckFailed",
                                R"(,"Item":{"Id":{"S":"a"},"Stamp":{"S":"other"}})"));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    PutItemRequest request = putting();
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBError error = end(m_client->putItem(request, options), 1).error();
    QCOMPARE(error.code(), Code::ConditionalCheckFailed);
    QCOMPARE(error.type(), u"ConditionalCheckFailedException"_s);
    QCOMPARE(error.item(), QDynamoDBItem({ { u"Id"_s, u"a"_s }, { u"Stamp"_s, u"other"_s } }));
    QVERIFY(!error.mayHaveSucceeded());
}

void tst_WriteOptions::onceRefused_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<QString>("text");
    PutItemRequest put = putting();
    put.returnValues = ReturnValue::AllOld;
    QTest::newRow("old item") << calling(put) << u"ReturnValues ALL_OLD"_s;
    UpdateItemRequest update = updating();
    update.returnValues = ReturnValue::AllNew;
    QTest::newRow("new item") << calling(update) << u"ReturnValues ALL_NEW"_s;
    update = {};
    update.tableName = u"Thread"_s;
    update.key = itemKey;
    QTest::newRow("no update") << calling(update) << u"without UpdateExpression"_s;
    update.attributeUpdates = { { u"n"_s, { 1, AttributeAction::Put } } };
    QTest::newRow("AttributeUpdates") << calling(update) << u"AttributeUpdates"_s;
    put = putting();
    put.conditionExpression.clear();
    put.expected = { { u"Id"_s, {} } };
    put.expected[u"Id"_s].exists = false;
    QTest::newRow("Expected") << calling(put) << u"Expected"_s;
    QTest::newRow("batch") << executing(u"BatchWriteItem"_s, R"({"RequestItems":{}})")
                           << u"BatchWriteItem"_s;
    QTest::newRow("statement") << executing(u"ExecuteStatement"_s,
                                            R"({"Statement":"DELETE FROM T"})")
                               << u"ExecuteStatement"_s;
    const Calling creating = [](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        DeleteTableRequest request;
        request.tableName = u"Thread"_s;
        return QFuture<void>(client.deleteTable(request, options));
    };
    QTest::newRow("table") << creating << u"DeleteTable"_s;
    QTest::newRow("JSON") << executing(u"DeleteItem"_s,
                                       R"({"TableName":"Thread","Key":{"Id":{"S":"a"}},)"
                                       R"("ReturnValues":"ALL_OLD"})")
                          << u"ReturnValues ALL_OLD"_s;
}

void tst_WriteOptions::onceRefused()
{
    QFETCH(const Calling, call);
    QFETCH(const QString, text);
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const QDynamoDBError error = end(call(*m_client, options), 0).error();
    QCOMPARE(error.code(), Code::InvalidParameterCombination);
    QVERIFY2(error.message().contains(u"exactlyOnce"), qPrintable(error.message()));
    QVERIFY2(error.message().contains(text), qPrintable(error.message()));
    QCOMPARE(m_server->copies(), 0);
}

void tst_WriteOptions::onceIgnored_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<QByteArray>("target");
    const Calling getting = [](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        GetItemRequest request;
        request.tableName = u"Thread"_s;
        request.key = itemKey;
        return QFuture<void>(client.getItem(request, options));
    };
    QTest::newRow("read") << getting << "GetItem"_ba;
    const Calling transaction = [](QDynamoDBClient &client, const QDynamoDBCallOptions &options) {
        TransactWriteItemsRequest request;
        request.transactItems.append(deletion());
        return QFuture<void>(client.transactWriteItems(request, options));
    };
    QTest::newRow("transaction") << transaction << "TransactWriteItems"_ba;
}

void tst_WriteOptions::onceIgnored()
{
    QFETCH(const Calling, call);
    QFETCH(const QByteArray, target);
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const auto result = end(call(*m_client, options), 0);
    QVERIFY2(result, qPrintable(QDebug::toString(result.error())));
    QCOMPARE(m_server->requests().constFirst().header("x-amz-target"),
             "DynamoDB_20120810." + target);
}

void tst_WriteOptions::onceTooLate_data()
{
    QTest::addColumn<bool>("isTransaction"); // of the application
    QTest::addColumn<bool>("isInFlight"); // while the machine sleeps; else it waits for the retry
    QTest::addColumn<int>("asleep"); // seconds
    QTest::addColumn<bool>("retries");
    for (const bool isTransaction : { false, true }) {
        const char *kind = isTransaction ? "transaction" : "put";
        QTest::addRow("%s, in flight, 8 minutes", kind) << isTransaction << true << 480 << true;
        QTest::addRow("%s, in flight, 9 minutes", kind) << isTransaction << true << 540 << false;
        QTest::addRow("%s, waiting, 8 minutes", kind) << isTransaction << false << 480 << true;
        QTest::addRow("%s, waiting, 9 minutes", kind) << isTransaction << false << 540 << false;
    }
}

void tst_WriteOptions::onceTooLate()
{
    QFETCH(const bool, isTransaction);
    QFETCH(const bool, isInFlight);
    QFETCH(const int, asleep);
    QFETCH(const bool, retries);
    m_server->enqueue(isInFlight ? lost().held() : lost());
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    QFuture<void> future;
    if (isTransaction) {
        TransactWriteItemsRequest request;
        request.transactItems.append(deletion());
        future = QFuture<void>(m_client->transactWriteItems(request));
    } else {
        future = QFuture<void>(m_client->putItem(putting(), options));
    }
    if (isInFlight) {
        QTRY_COMPARE(m_server->held(), 1);
        m_clock->sleep(std::chrono::seconds(asleep));
        m_server->release();
    } else {
        QVERIFY(m_clock->waitForAlarmIn(12500us));
        m_clock->sleep(std::chrono::seconds(asleep));
    }
    if (retries || !isInFlight) {
        QVERIFY(m_clock->waitForAlarmIn(12500us));
        m_clock->advance(12500us);
    }
    const QDynamoDBError error = QDynamoDB::waitForResult(future).error();
    QCOMPARE(m_server->copies(), retries ? 2 : 1);
    QCOMPARE(error.isError(), !retries);
    QCOMPARE(error.mayHaveSucceeded(), !retries);
    if (!retries)
        QCOMPARE(error.code(), isInFlight ? Code::Request : Code::Timeout);
}

void tst_WriteOptions::conflicts_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<Code>("code");
    QTest::addColumn<bool>("retries");
    QTest::addColumn<bool>("retriesAlways");
    QTest::newRow("TransactionConflict") << Reaction::error(400, "TransactionConflictException")
                                         << Code::TransactionConflict << true << false;
    QTest::newRow("ReplicatedWriteConflict")
            << Reaction::error(400, "ReplicatedWriteConflictException")
            << Code::ReplicatedWriteConflict << true << true;
    const auto reasons = [](const QByteArray &first, const QByteArray &second) {
        return Reaction::json(400,
                              R"({"__type":"TransactionCanceledException",)"
                              R"("CancellationReasons":[{"Code":")"
                                      + first + R"("},{"Code":")" + second + R"("}]})");
    };
    QTest::newRow("one reason") << reasons("None", "TransactionConflict")
                                << Code::TransactionCanceled << true << false;
    QTest::newRow("two reasons") << reasons("TransactionConflict", "TransactionConflict")
                                 << Code::TransactionCanceled << true << false;
    QTest::newRow("and a condition") << reasons("TransactionConflict", "ConditionalCheckFailed")
                                     << Code::TransactionCanceled << false << false;
    QTest::newRow("without reasons") << Reaction::error(400, "TransactionCanceledException")
                                     << Code::TransactionCanceled << false << false;
}

void tst_WriteOptions::conflicts()
{
    QFETCH(const Reaction, reaction);
    QFETCH(const Code, code);
    QFETCH(const bool, retries);
    QFETCH(const bool, retriesAlways);
    for (const bool option : { false, true }) {
        QDynamoDBCallOptions options;
        options.retryConflicts = option;
        options.maxRetries = 2;
        const int attempts = (option ? retries : retriesAlways) ? 3 : 1;
        m_server->clearRecords();
        m_server->setDefault(reaction);
        QDynamoDBError error = end(m_client->putItem(putting(), options), attempts - 1).error();
        QCOMPARE(error.code(), code);
        QVERIFY(!error.mayHaveSucceeded());
        QCOMPARE(m_server->copies(), attempts);

        options.exactlyOnce = true; // the same for a transaction of one action
        m_server->clearRecords();
        m_server->enqueue(cancelled("TransactionConflict"), 2);
        m_server->setDefault(Reaction::json(200, "{}"));
        error = end(m_client->putItem(putting(), options), option ? 2 : 0).error();
        QCOMPARE(error.code(), option ? Code::NoError : Code::TransactionConflict);
        QCOMPARE(m_server->copies(), option ? 3 : 1);
        for (; m_server->enqueued() > 0;)
            (void)end(m_client->putItem(putting(), options), 0);
    }
}

QTEST_GUILESS_MAIN(tst_WriteOptions)

#include "tst_writeoptions.moc"
