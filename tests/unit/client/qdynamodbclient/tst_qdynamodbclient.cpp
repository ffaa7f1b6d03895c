// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "transports/eachtransport.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qthread.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

const QByteArray helloItem = R"({"Item":{"Text":{"S":"hello"}}})"_ba;

void setUp(QDynamoDBClient &client, const FakeServer &server)
{
    configureTestClient(&client, server.url());
    client.setSslConfiguration(FakeServer::clientConfiguration());
    client.setTransport(currentTransport());
}

QDynamoDBItem key()
{
    return { { u"Id"_s, 1 } };
}

} // namespace

class tst_QDynamoDBClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void properties();
    void environmentVariables();
    void succeeds_data();
    void succeeds();
    void request();
    void blockingInGuiThread();
    void fromManyThreads();
    void checkedBeforeSending_data();
    void checkedBeforeSending();
    void errors_data();
    void errors();
    void notHttp();
    void exceptionClasses();
    void oneCopyPerAttempt_data();
    void oneCopyPerAttempt();
    void staleConnection();
    void hundredInFlight();
    void finishedOnceForEachCall();
    void signalsOfRetries();
    void execute();
    void executeChecksTheAction();
    void idempotencyTokenStays();
    void settingsOfCall();
    void noEndpoint();
    void secretsInErrors_data();
    void secretsInErrors();
};

void tst_QDynamoDBClient::properties()
{
    QDynamoDBClient client;
    const auto check = [&](auto setter, auto getter, auto signal, const auto &value) {
        QSignalSpy spy(&client, signal);
        (client.*setter)(value);
        (client.*setter)(value);
        QCOMPARE((client.*getter)(), value);
        QCOMPARE(spy.size(), 1);
    };
    using C = QDynamoDBClient;
    check(&C::setRegion, &C::region, &C::regionChanged, u"eu-central-1"_s);
    check(&C::setEndpoint, &C::endpoint, &C::endpointChanged, QUrl(u"https://x.example"_s));
    check(&C::setPlainHttpAllowed, &C::isPlainHttpAllowed, &C::plainHttpAllowedChanged, true);
    check(&C::setProfile, &C::profile, &C::profileChanged, u"work"_s);
    check(&C::setCredentials, &C::credentials, &C::credentialsChanged,
          QDynamoDBCredentials(u"a"_s, u"s3cr3t"_s));
    check(&C::setTransport, &C::transport, &C::transportChanged, C::Transport::Direct);
    check(&C::setMaxConnections, &C::maxConnections, &C::maxConnectionsChanged, 7);
    check(&C::setMaxRetries, &C::maxRetries, &C::maxRetriesChanged, 0);
    check(&C::setRetryMode, &C::retryMode, &C::retryModeChanged, C::RetryMode::Adaptive);
    check(&C::setAttemptTimeout, &C::attemptTimeout, &C::attemptTimeoutChanged, 5ms);
    check(&C::setCallTimeout, &C::callTimeout, &C::callTimeoutChanged, 0ms);

    client.setMaxConnections(0);
    QCOMPARE(client.maxConnections(), 1);
    client.setMaxRetries(-1);
    QCOMPARE(client.maxRetries(), 0);
    client.setCallTimeout(-5ms);
    QCOMPARE(client.callTimeout(), 0ms);
}

void tst_QDynamoDBClient::environmentVariables()
{
    QDynamoDBClient plain;
    QCOMPARE(plain.maxConnections(), 100);
    QCOMPARE(plain.maxRetries(), 3);
    QVERIFY(plain.endpoint().isEmpty());

    qputenv("DYNAMODB_MAX_CLIENTS", "12");
    qputenv("DYNAMODB_MAX_RETRIES", "nonsense");
    qputenv("AWS_REGION", "ap-south-1");
    const auto restore = qScopeGuard([] {
        for (const char *name :
             { "DYNAMODB_MAX_CLIENTS", "DYNAMODB_MAX_RETRIES", "AWS_REGION", "DYNAMODB_ENDPOINT" })
            qunsetenv(name);
    });
    QTest::ignoreMessage(
            QtWarningMsg,
            "The variable DYNAMODB_MAX_RETRIES is ignored: it must be a number of at least 0");
    FakeServer server;
    qputenv("DYNAMODB_ENDPOINT", server.url().toEncoded());
    QDynamoDBClient client;
    QCOMPARE(client.maxConnections(), 12);
    QCOMPARE(client.maxRetries(), 3);
    QCOMPARE(client.region(), u"ap-south-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    QVERIFY(!errorOf(client.listTables()).isError());
    QVERIFY(server.requests().constFirst().header("authorization").contains("/ap-south-1/"));
}

void tst_QDynamoDBClient::succeeds_data()
{
    QTest::addColumn<FakeServer::Security>("security");
    QTest::addColumn<Reaction>("reaction");
    const Reaction good = Reaction::json(200, helloItem);
    QTest::newRow("plain") << FakeServer::Security::Plain << good;
    QTest::newRow("tls") << FakeServer::Security::Tls << good;
    QTest::newRow("invalid gzip") << FakeServer::Security::Plain << good.claimingGzip();
    QTest::newRow("chunked") << FakeServer::Security::Plain << good.chunked(7);
    QTest::newRow("100 first") << FakeServer::Security::Plain << good.informational(100);
}

void tst_QDynamoDBClient::succeeds()
{
    QFETCH(FakeServer::Security, security);
    QFETCH(Reaction, reaction);
    FakeServer server(security);
    server.setDefault(reaction);
    QDynamoDBClient client;
    setUp(client, server);

    QString text;
    QThread *thread = nullptr;
    client.getItem(u"Table"_s, key())
            .then(this,
                  [&](const QDynamoDB::GetItemResult &result) {
                      text = result.item[u"Text"].toString();
                      thread = QThread::currentThread();
                  })
            .onFailed(this, [&](const QDynamoDBException &e) { text = e.error().message(); });
    QTRY_COMPARE(text, u"hello"_s);
    QCOMPARE(thread, QThread::currentThread());
    QCOMPARE(server.copies(), 1);
}

void tst_QDynamoDBClient::request()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    QDynamoDB::GetItemRequest request;
    request.tableName = u"Table"_s;
    request.key = key();
    request.consistentRead = true;
    QVERIFY(!errorOf(client.getItem(request)).isError());

    const FakeRequest sent = server.requests().constFirst();
    QCOMPARE(sent.method, "POST"_ba);
    QCOMPARE(sent.target, "/"_ba);
    QCOMPARE(sent.header("content-type"), "application/x-amz-json-1.0"_ba);
    QCOMPARE(sent.header("x-amz-target"), "DynamoDB_20120810.GetItem"_ba);
    QCOMPARE(sent.header("accept-encoding"), "identity"_ba);
    QCOMPARE(sent.header("amz-sdk-request"), "attempt=1; max=4"_ba);
    QCOMPARE(sent.header("amz-sdk-invocation-id").size(), 36);
    QVERIFY(sent.header("user-agent").startsWith("QtDynamoDB/"));
    QVERIFY(sent.header("authorization").startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    const QJsonObject expected {
        { u"TableName"_s, u"Table"_s },
        { u"Key"_s, QJsonObject { { u"Id"_s, QJsonObject { { u"N"_s, u"1"_s } } } } },
        { u"ConsistentRead"_s, true }
    };
    QCOMPARE(QJsonDocument::fromJson(sent.body).object(), expected);
}

void tst_QDynamoDBClient::blockingInGuiThread()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, helloItem));
    QDynamoDBClient client;
    setUp(client, server);
    const QDynamoDB::GetItemResult result = client.getItem(u"Table"_s, key()).result();
    QCOMPARE(result.item[u"Text"].toString(), u"hello"_s);
}

void tst_QDynamoDBClient::fromManyThreads()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, helloItem));
    QDynamoDBClient client;
    setUp(client, server);
    std::atomic<int> good = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int j = 0; j < 20; ++j) {
                if (client.getItem(u"Table"_s, key()).result().item.contains(u"Text"))
                    ++good;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(good, 160);
    QCOMPARE(server.copies(), 160);
}

void tst_QDynamoDBClient::checkedBeforeSending_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QDynamoDBItem>("item");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("mentions");

    QTest::newRow("missing table name")
            << QString() << key() << Code::MissingParameter << u"TableName"_s;
    QTest::newRow("missing item") << u"Table"_s << QDynamoDBItem() << Code::MissingParameter
                                  << u"Item"_s;
    QTest::newRow("invalid table name")
            << u"a b"_s << key() << Code::InvalidParameterValue << u"TableName"_s;
    QTest::newRow("empty set") << u"Table"_s
                               << QDynamoDBItem { { u"Tags"_s, QDynamoDBValue::stringSet({}) } }
                               << Code::InvalidParameterValue << u"Tags"_s;
    QTest::newRow("undefined") << u"Table"_s
                               << QDynamoDBItem { { u"Gone"_s, QDynamoDBValue::Type::Undefined } }
                               << Code::InvalidParameterValue << u"Gone"_s;
    QTest::newRow("invalid number")
            << u"Table"_s << QDynamoDBItem { { u"Price"_s, QDynamoDBNumber(u"12,5") } }
            << Code::InvalidParameterValue << u"Price"_s;
}

void tst_QDynamoDBClient::checkedBeforeSending()
{
    QFETCH(QString, table);
    QFETCH(QDynamoDBItem, item);
    QFETCH(Code, code);
    QFETCH(QString, mentions);
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    const QDynamoDBError error = errorOf(client.putItem(table, item));
    QCOMPARE(error.code(), code);
    QVERIFY2(error.message().contains(mentions), qPrintable(error.message()));
    QCOMPARE(error.operation(), u"PutItem"_s);
    QCOMPARE(error.attempts(), 0);
    QCOMPARE(server.copies(), 0);
}

void tst_QDynamoDBClient::errors_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("copies");

    const int all = 2; // one retry
    QTest::newRow("not found") << Reaction::error(400, "ResourceNotFoundException")
                               << Code::ResourceNotFound << 400 << 1;
    QTest::newRow("validation") << Reaction::error(400, "ValidationException") << Code::Validation
                                << 400 << 1;
    QTest::newRow("throughput") << Reaction::error(400, "ProvisionedThroughputExceededException")
                                << Code::ProvisionedThroughputExceeded << 400 << all;
    QTest::newRow("internal") << Reaction::error(500, "InternalServerError")
                              << Code::InternalServerError << 500 << all;
    QTest::newRow("html 503") << Reaction::html(503) << Code::ServiceUnavailable << 503 << all;
    QTest::newRow("empty 500") << Reaction::reply(500, {}) << Code::InternalServerError << 500
                               << all;
    QTest::newRow("invalid gzip") << Reaction::error(400, "ResourceNotFoundException").claimingGzip()
                                  << Code::ResourceNotFound << 400 << 1;
    QTest::newRow("unrequested gzip")
            << Reaction::json(200, helloItem).gzip() << Code::InvalidResponse << 200 << 1;
    QTest::newRow("crc") << Reaction::json(200, "{}").wrongCrc() << Code::ChecksumMismatch << 200
                         << all;
    QTest::newRow("invalid JSON") << Reaction::json(200, "<html>") << Code::InvalidResponse << 200
                                  << 1;
    QTest::newRow("truncated json")
            << Reaction::json(200, R"({"Item":{"a":)") << Code::InvalidResponse << 200 << 1;
    QTest::newRow("wrong type") << Reaction::json(200, R"({"Item":7})") << Code::InvalidResponse
                                << 200 << 1;
    QTest::newRow("duplicate attribute")
            << Reaction::json(200, R"({"Item":{"a":{"S":"x"},"a":{"S":"y"}}})")
            << Code::InvalidResponse << 200 << 1;
    QTest::newRow("closed early") << Reaction::json(200, "{}").closed(Stage::Request)
                                  << Code::Request << 0 << all;
    QTest::newRow("truncated response")
            << Reaction::json(200, helloItem).closed(Stage::ReplyBody) << Code::Request << 0 << all;
    QTest::newRow("redirect") << Reaction::redirect(302, "http://127.0.0.1:1/") << Code::Unknown
                              << 302 << 1;
}

void tst_QDynamoDBClient::errors()
{
    QFETCH(Reaction, reaction);
    QFETCH(Code, code);
    QFETCH(int, status);
    QFETCH(int, copies);
    FakeServer server;
    server.setDefault(reaction);
    QDynamoDBClient client;
    setUp(client, server);
    client.setMaxRetries(1);
    QSignalSpy errors(&client, &QDynamoDBClient::errorOccurred);
    const QDynamoDBError error = errorOf(client.getItem(u"Table"_s, key()));
    QVERIFY2(error.code() == code, qPrintable(error.type() + u": "_s + error.message()));
    QVERIFY(!error.message().isEmpty());
    QCOMPARE(error.operation(), u"GetItem"_s);
    QCOMPARE(error.tableName(), u"Table"_s);
    QCOMPARE(error.attempts(), copies);
    if (status)
        QCOMPARE(error.httpStatus(), status);
    QCOMPARE(server.copies(), copies);
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors.constFirst().constFirst().value<QDynamoDBError>(), error);
}

// Both transports report a response of another protocol as a lost connection.
void tst_QDynamoDBClient::notHttp()
{
    FakeServer server;
    server.setDefault(Reaction::garbage());
    QDynamoDBClient client;
    setUp(client, server);
    client.setMaxRetries(1);
    const QDynamoDBError error = errorOf(client.getItem(u"Table"_s, key()));
    QCOMPARE(error.code(), Code::Request);
    QVERIFY(error.isRetryable());
    QVERIFY(!error.message().isEmpty());
    QCOMPARE(server.copies(), 2);
}

void tst_QDynamoDBClient::exceptionClasses()
{
    FakeServer server;
    server.setDefault(Reaction::error(400, "ConditionalCheckFailedException"));
    QDynamoDBClient client;
    setUp(client, server);
    QString caught;
    client.putItem(u"Table"_s, key())
            .then(this, [&](const QDynamoDB::PutItemResult &) { caught = u"nothing"_s; })
            .onFailed(this,
                      [&](const QDynamoDB::ResourceNotFoundException &) { caught = u"wrong"_s; })
            .onFailed(this, [&](const QDynamoDB::ConditionalCheckFailedException &e) {
                caught = e.error().type();
            });
    QTRY_COMPARE(caught, u"ConditionalCheckFailedException"_s);
}

void tst_QDynamoDBClient::oneCopyPerAttempt_data()
{
    QTest::addColumn<FakeServer::Security>("security");
    QTest::addColumn<Reaction>("reaction");
    for (const auto security : { FakeServer::Security::Plain, FakeServer::Security::Tls }) {
        const auto row = [&](const char *what, const Reaction &reaction) {
            QTest::addRow("%s, %s", security == FakeServer::Security::Tls ? "tls" : "plain", what)
                    << security << reaction;
        };
        const Reaction good = Reaction::json(200, helloItem);
        row("closed after the request", good.closed(Stage::Request));
        row("closed after half the request", good.closed(Stage::RequestBody));
        row("closed after the status line", good.closed(Stage::StatusLine));
        row("closed in the body", good.closed(Stage::ReplyBody));
        row("reset after the request", good.reset(Stage::Request));
        row("reset in the body", good.reset(Stage::ReplyBody));
        row("too short", good.contentLength(1000).closed(Stage::Reply));
    }
}

void tst_QDynamoDBClient::oneCopyPerAttempt()
{
    QFETCH(FakeServer::Security, security);
    QFETCH(Reaction, reaction);
    FakeServer server(security);
    QDynamoDBClient client;
    setUp(client, server);
    client.setMaxRetries(2);
    server.setDefault(reaction);
    const QDynamoDBError error = errorOf(
            client.updateItem(u"Table"_s, key(), u"ADD Views :one"_s, { { u":one"_s, 1 } }));
    QVERIFY2(error.code() == Code::Request, qPrintable(error.message()));
    QCOMPARE(error.attempts(), 3);
    QCOMPARE(server.copies(), 3);
}

void tst_QDynamoDBClient::staleConnection()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    for (int i = 1; i <= 4; ++i) {
        server.enqueue(Reaction::json(200, "{}").closed(Stage::Reply));
        QVERIFY(!errorOf(client.listTables()).isError());
        QTRY_COMPARE(server.openConnections(), 0);
    }
    QVERIFY(server.copies() >= 4); // one copy for each attempt
    for (const FakeRequest &request : server.requests())
        QVERIFY(request.header("amz-sdk-request").startsWith("attempt="));
}

void tst_QDynamoDBClient::hundredInFlight()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    QDynamoDBClient client;
    setUp(client, server);
    QList<QFuture<QDynamoDB::ListTablesResult>> futures;
    for (int i = 0; i < 150; ++i)
        futures.append(client.listTables());
    QTRY_COMPARE_WITH_TIMEOUT(server.held(), 100, 20000);
    QCOMPARE(server.concurrency(), 100);
    server.setDefault(Reaction::json(200, "{}"));
    server.release();
    for (const auto &future : futures)
        QVERIFY(!errorOf(future).isError());
    QCOMPARE(server.peakConcurrency(), 100);
    QCOMPARE(server.copies(), 150);
}

void tst_QDynamoDBClient::finishedOnceForEachCall()
{
    FakeServer server;
    server.enqueue(Reaction::json(200, helloItem));
    server.setDefault(Reaction::error(400, "ValidationException"));
    QDynamoDBClient client;
    setUp(client, server);
    QSignalSpy outcomes(&client, &QDynamoDBClient::finished);
    QVERIFY(!errorOf(client.getItem(u"Table"_s, key())).isError());
    QVERIFY(errorOf(client.getItem(u"Table"_s, key())).isError());
    QVERIFY(errorOf(client.getItem(u""_s, key())).isError());
    QTRY_COMPARE(outcomes.size(), 3);
    const auto good = outcomes[0][0].value<QDynamoDBOutcome>();
    QCOMPARE(good.operation, u"GetItem"_s);
    QCOMPARE(good.tableName, u"Table"_s);
    QCOMPARE(good.attempts, 1);
    QVERIFY(!good.error.isError());
    QCOMPARE(good.result.value<QDynamoDB::GetItemResult>().item[u"Text"].toString(), u"hello"_s);
    QCOMPARE(outcomes[1][0].value<QDynamoDBOutcome>().error.code(), Code::Validation);
    QVERIFY(!outcomes[1][0].value<QDynamoDBOutcome>().result.isValid());
    QCOMPARE(outcomes[2][0].value<QDynamoDBOutcome>().attempts, 0);
}

void tst_QDynamoDBClient::signalsOfRetries()
{
    FakeServer server;
    server.enqueue(Reaction::html(503), 2);
    QDynamoDBClient client;
    setUp(client, server);
    QSignalSpy retries(&client, &QDynamoDBClient::retrying);
    QSignalSpy measurements(&client, &QDynamoDBClient::measured);
    QVERIFY(!errorOf(client.listTables()).isError());
    QTRY_COMPARE(measurements.size(), 3);
    QCOMPARE(retries.size(), 2);
    for (int i = 0; i < 3; ++i) {
        const auto measurement = measurements[i][0].value<QDynamoDBMeasurement>();
        QCOMPARE(measurement.operation, u"ListTables"_s);
        QCOMPARE(measurement.attempt, i + 1);
        QCOMPARE(measurement.httpStatus, i < 2 ? 503 : 200);
        QCOMPARE(measurement.errorCode, i < 2 ? Code::ServiceUnavailable : Code::NoError);
        QCOMPARE(measurement.retryDelay >= 0ns, i < 2);
        QCOMPARE(measurement.bytesSent, 2);
        QVERIFY(measurement.bytesReceived > 0);
        QVERIFY(measurement.duration > 0ns);
        QVERIFY(measurement.timestamp.isValid());
    }
    QVERIFY(!measurements[2][0].value<QDynamoDBMeasurement>().requestId.isEmpty());
}

void tst_QDynamoDBClient::execute()
{
    FakeServer server;
    server.enqueue(
            Reaction::json(200, R"({"New":{"Thing":"1.000000000000000000000000000000000001"}})"));
    server.enqueue(Reaction::error(400, "UnknownOperationException"));
    QDynamoDBClient client;
    setUp(client, server);
    const QJsonObject parameters { { u"TableName"_s, u"Table"_s } };
    const QJsonObject result = client.execute(u"FutureThing"_s, parameters).result();
    QCOMPARE(result[u"New"_s][u"Thing"_s].toString(), u"1.000000000000000000000000000000000001"_s);
    const FakeRequest sent = server.requests().constFirst();
    QCOMPARE(sent.header("x-amz-target"), "DynamoDB_20120810.FutureThing"_ba);
    QCOMPARE(QJsonDocument::fromJson(sent.body).object(), parameters);
    const QDynamoDBError error = errorOf(client.execute(u"FutureThing"_s, parameters));
    QCOMPARE(error.code(), Code::UnknownOperation);
    QCOMPARE(error.tableName(), u"Table"_s);
}

void tst_QDynamoDBClient::executeChecksTheAction()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    for (const QString &action : { u""_s, u"Get Item"_s, u"GetItem\r\nX-Evil: 1"_s, u"Gét"_s })
        QCOMPARE(errorOf(client.execute(action, {})).code(), Code::InvalidAction);
    QCOMPARE(server.copies(), 0);
}

void tst_QDynamoDBClient::idempotencyTokenStays()
{
    FakeServer server;
    server.enqueue(Reaction::html(503), 2);
    QDynamoDBClient client;
    setUp(client, server);
    QDynamoDB::TransactWriteItemsRequest request;
    QDynamoDB::TransactWriteItem action;
    action.put.emplace();
    action.put->tableName = u"Table"_s;
    action.put->item = key();
    request.transactItems = { action };
    QVERIFY(!errorOf(client.transactWriteItems(request)).isError());
    QVERIFY(!errorOf(client.transactWriteItems(request)).isError());
    const QList<FakeRequest> sent = server.requests();
    QCOMPARE(sent.size(), 4);
    QCOMPARE(sent[1].body, sent[0].body);
    QCOMPARE(sent[2].body, sent[0].body);
    QVERIFY(sent[3].body != sent[0].body);
    QCOMPARE(sent[2].header("amz-sdk-invocation-id"), sent[0].header("amz-sdk-invocation-id"));
    QVERIFY(sent[3].header("amz-sdk-invocation-id") != sent[0].header("amz-sdk-invocation-id"));
    const QString token =
            QJsonDocument::fromJson(sent[0].body).object()[u"ClientRequestToken"_s].toString();
    QCOMPARE(token.size(), 36);
}

void tst_QDynamoDBClient::settingsOfCall()
{
    FakeServer first;
    FakeServer second;
    QDynamoDBClient client;
    setUp(client, first);
    QFuture<QDynamoDB::ListTablesResult> early = client.listTables();
    client.setEndpoint(second.url());
    QFuture<QDynamoDB::ListTablesResult> late = client.listTables();
    QVERIFY(!errorOf(early).isError());
    QVERIFY(!errorOf(late).isError());
    QCOMPARE(first.copies(), 1);
    QCOMPARE(second.copies(), 1);
}

void tst_QDynamoDBClient::noEndpoint()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    client.setMaxRetries(0);
    client.setEndpoint(QUrl(u"http://example.com"_s));
    QCOMPARE(errorOf(client.listTables()).code(), Code::InvalidEndpoint);
    client.setEndpoint(QUrl(u"http://127.0.0.1:%1"_s.arg(server.deadPort())));
    const QDynamoDBError refused = errorOf(client.listTables());
    QCOMPARE(refused.code(), Code::Request);
    QVERIFY(refused.isRetryable());
    FakeServer tls(FakeServer::Security::Tls);
    client.setEndpoint(tls.url());
    client.setSslConfiguration(QSslConfiguration::defaultConfiguration());
    const QDynamoDBError untrusted = errorOf(client.listTables());
    QCOMPARE(untrusted.code(), Code::SecureConnection);
    QVERIFY(!untrusted.isRetryable());
    QCOMPARE(tls.copies(), 0);
}

void tst_QDynamoDBClient::secretsInErrors_data()
{
    QTest::addColumn<int>("filler");
    QTest::addColumn<bool>("json");
    QTest::newRow("in a message") << 0 << true;
    QTest::newRow("in a page of HTML") << 0 << false;
    // Long texts are truncated, possibly in the middle of a secret.
    for (int filler = 50; filler < 200; filler += 10)
        QTest::addRow("in a page that is cut, %d", filler) << filler << false;
}

// The service may quote the request in an error of the signature, and a proxy may quote anything.
void tst_QDynamoDBClient::secretsInErrors()
{
    QFETCH(const int, filler);
    QFETCH(const bool, json);
    const QString secret = u"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s;
    const QString token = u"FwoGZXIvYXdzEBYaDExampleTokenOfSomeLength//////////wEaDG=="_s;
    FakeServer server;
    server.setHandler([=](const FakeRequest &request) {
        QString text = u"The Canonical String for this request should have been "_s
                + QString(filler, u'.');
        for (const auto &[name, value] : request.headers)
            text += QString::fromLatin1(name + ':' + value + '\n');
        text += secret;
        if (!json)
            return Reaction::reply(403, text.toUtf8());
        const QJsonObject body { { u"__type"_s, u"x#InvalidSignatureException"_s },
                                 { u"message"_s, text } };
        return Reaction::json(403, QJsonDocument(body).toJson());
    });
    QDynamoDBClient client;
    setUp(client, server);
    client.setCredentials({ u"AKIDEXAMPLE"_s, secret, token });
    const QDynamoDBError error = errorOf(client.listTables());
    QCOMPARE(error.code(), json ? Code::InvalidSignature : Code::Unknown);
    QVERIFY(error.message().contains(u"The Canonical String"_s));
    const QString text = QDebug::toString(error) + error.message()
            + QDebug::toString(client.credentials());
    const QByteArray authorization = server.requests().constFirst().header("authorization");
    QCOMPARE(server.requests().constFirst().header("x-amz-security-token"), token.toLatin1());
    const QString signature = QString::fromLatin1(authorization.right(64));
    for (const QString &whole : { secret, token, signature }) {
        for (qsizetype i = 0; i + 16 <= whole.size(); ++i)
            QVERIFY2(!text.contains(QStringView(whole).mid(i, 16)), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(tst_QDynamoDBClient)

#include "tst_qdynamodbclient.moc"
