// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using QDynamoDB::ReturnConsumedCapacity;

Q_DECLARE_METATYPE(QDynamoDBCallOptions)

namespace {

const QString traceParent = u"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"_s;

QDynamoDB::GetItemRequest getItem()
{
    QDynamoDB::GetItemRequest request;
    request.tableName = u"Thread"_s;
    request.key = { { u"Id"_s, 1 } };
    return request;
}

QJsonObject body(const FakeRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

class tst_QDynamoDBCallOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void headers();
    void traceAndDimensions();
    void retries();
    void timeouts();
    void consumedCapacity();
    void consumedCapacityOfSeveralTables();
    void consumedCapacityByName();
    void checkedBeforeSending_data();
    void checkedBeforeSending();

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_QDynamoDBCallOptions::init()
{
    m_server = std::make_unique<FakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    configureTestClient(m_client.get(), m_server->url());
}

void tst_QDynamoDBCallOptions::headers()
{
    QDynamoDBCallOptions options;
    options.headers = { { "X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793" },
                        { "x-empty", "" } };
    QVERIFY(!errorOf(m_client->getItem(getItem(), options)).isError());
    QVERIFY(!errorOf(m_client->getItem(getItem())).isError());

    const QList<FakeRequest> requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].header("x-amzn-trace-id"), "Root=1-5759e988-bd862e3fe1be46a994272793"_ba);
    QCOMPARE(requests[0].headerCount("x-empty"), 1);
    QVERIFY(!requests[0]
                     .header("authorization")
                     .contains("x-amzn-trace-id")); // because proxies may change it
    QCOMPARE(requests[1].headerCount("x-amzn-trace-id"), 0);
}

void tst_QDynamoDBCallOptions::traceAndDimensions()
{
    QSignalSpy measurements(m_client.get(), &QDynamoDBClient::measured);
    QSignalSpy outcomes(m_client.get(), &QDynamoDBClient::finished);
    QDynamoDB::QueryRequest request;
    request.tableName = u"Thread"_s;
    request.indexName = u"ByDate"_s;
    request.keyConditionExpression = u"ForumName = :f"_s;
    QDynamoDBCallOptions options;
    options.correlationId = u"order 66"_s;
    options.traceParent = traceParent;
    options.traceState = u"vendor=1"_s;
    QVERIFY(!errorOf(m_client->query(request, options)).isError());

    QTRY_COMPARE(outcomes.size(), 1);
    QCOMPARE(outcomes[0][0].value<QDynamoDBOutcome>().correlationId, u"order 66"_s);
    QCOMPARE(measurements.size(), 1);
    const auto measurement = measurements[0][0].value<QDynamoDBMeasurement>();
    QCOMPARE(measurement.tableName, u"Thread"_s);
    QCOMPARE(measurement.indexName, u"ByDate"_s);
    QCOMPARE(measurement.correlationId, u"order 66"_s);
    QCOMPARE(measurement.traceParent, traceParent);
    QCOMPARE(measurement.traceState, u"vendor=1"_s);
    QCOMPARE(measurement.serverAddress, u"127.0.0.1"_s);
    QCOMPARE(measurement.serverPort, int(m_server->port()));
    QCOMPARE(measurement.region, u"us-east-1"_s);
    QVERIFY(measurement.waiting > 0ns);
    QVERIFY(measurement.decoding > 0ns);
    QVERIFY(measurement.queued + measurement.connecting + measurement.waiting
                    + measurement.receiving + measurement.decoding
            <= measurement.duration);
    // These options are not sent to the service.
    QCOMPARE(m_server->requests().constFirst().headerCount("traceparent"), 0);
}

void tst_QDynamoDBCallOptions::retries()
{
    m_server->setDefault(Reaction::error(500, "InternalServerError"));
    QDynamoDBCallOptions options;
    options.maxRetries = 0;
    QCOMPARE(errorOf(m_client->getItem(getItem(), options)).attempts(), 1);
    options.maxRetries = 1;
    QCOMPARE(errorOf(m_client->getItem(getItem(), options)).attempts(), 2);
    QCOMPARE(m_server->requests().constLast().header("amz-sdk-request"), "attempt=2; max=2"_ba);
    QCOMPARE(errorOf(m_client->getItem(getItem())).attempts(), 4);
}

void tst_QDynamoDBCallOptions::timeouts()
{
    m_server->setDefault(Reaction::json(200, "{}").held());
    QDynamoDBCallOptions options;
    options.maxRetries = 0;
    options.attemptTimeout = 20ms;
    const QDynamoDBError attempt = errorOf(m_client->getItem(getItem(), options));
    QCOMPARE(attempt.code(), Code::Timeout);
    QVERIFY2(attempt.message().contains(u"20 ms"_s), qPrintable(attempt.message()));
    options.attemptTimeout = 0ms;
    options.callTimeout = 30ms;
    const QDynamoDBError call = errorOf(m_client->getItem(getItem(), options));
    QCOMPARE(call.code(), Code::Timeout);
    QVERIFY2(call.message().contains(u"30 ms"_s), qPrintable(call.message()));
}

void tst_QDynamoDBCallOptions::consumedCapacity()
{
    QSignalSpy measurements(m_client.get(), &QDynamoDBClient::measured);
    m_server->setDefault(
            Reaction::json(200,
                           R"({"ConsumedCapacity":{"TableName":"Thread","CapacityUnits":0.5}})"));
    QDynamoDBCallOptions options;
    options.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    QVERIFY(!errorOf(m_client->getItem(getItem(), options)).isError());
    QDynamoDB::GetItemRequest request = getItem();
    request.returnConsumedCapacity = ReturnConsumedCapacity::Indexes; // the request takes precedence
    QVERIFY(!errorOf(m_client->getItem(request, options)).isError());
    QVERIFY(!errorOf(m_client->getItem(getItem())).isError());
    QVERIFY(!errorOf(m_client->listTables({}, options)).isError()); // the request has no such member

    const QList<FakeRequest> requests = m_server->requests();
    QCOMPARE(body(requests[0])["ReturnConsumedCapacity"_L1].toString(), u"TOTAL"_s);
    QCOMPARE(body(requests[1])["ReturnConsumedCapacity"_L1].toString(), u"INDEXES"_s);
    QVERIFY(!body(requests[2]).contains("ReturnConsumedCapacity"_L1));
    QCOMPARE(body(requests[3]), QJsonObject());
    QTRY_COMPARE(measurements.size(), 4);
    const auto measurement = measurements[0][0].value<QDynamoDBMeasurement>();
    const QMap<QString, double> expected = { { u"Thread"_s, 0.5 } };
    QCOMPARE(measurement.consumedCapacityByTable, expected);
    QCOMPARE(measurement.consumedCapacity(), 0.5);
    QCOMPARE(measurements[3][0].value<QDynamoDBMeasurement>().consumedCapacity(), 0.0);
}

void tst_QDynamoDBCallOptions::consumedCapacityOfSeveralTables()
{
    QSignalSpy measurements(m_client.get(), &QDynamoDBClient::measured);
    m_server->setDefault(Reaction::json(200, R"({"ConsumedCapacity":[
            {"TableName":"A","CapacityUnits":1.5},{"TableName":"B","CapacityUnits":2}]})"));
    QDynamoDB::BatchGetItemRequest request;
    request.requestItems[u"Abc"_s].keys = { QDynamoDBItem { { u"Id"_s, 1 } } };
    request.requestItems[u"Bcd"_s].keys = { QDynamoDBItem { { u"Id"_s, 1 } } };
    const QDynamoDBError error = errorOf(m_client->batchGetItem(request));
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QTRY_COMPARE(measurements.size(), 1);
    const auto measurement = measurements[0][0].value<QDynamoDBMeasurement>();
    const QMap<QString, double> expected = { { u"A"_s, 1.5 }, { u"B"_s, 2 } };
    QCOMPARE(measurement.consumedCapacityByTable, expected);
    QCOMPARE(measurement.consumedCapacity(), 3.5);
    QCOMPARE(measurement.tableName, QString());
}

void tst_QDynamoDBCallOptions::consumedCapacityByName()
{
    QSignalSpy measurements(m_client.get(), &QDynamoDBClient::measured);
    m_server->setDefault(
            Reaction::json(200, R"({"ConsumedCapacity":{"TableName":"Thread","CapacityUnits":3}})"));
    QDynamoDBCallOptions options;
    options.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    const QJsonObject parameters = { { u"TableName"_s, u"Thread"_s }, { u"IndexName"_s, u"I"_s } };
    QVERIFY(!errorOf(m_client->execute(u"Scan"_s, parameters, options)).isError());
    QVERIFY(!errorOf(m_client->execute(u"DescribeTable"_s, parameters, options)).isError());
    QVERIFY(!errorOf(m_client->execute(u"NewestThing"_s, parameters, options)).isError());
    const QList<FakeRequest> requests = m_server->requests();
    QCOMPARE(body(requests[0])["ReturnConsumedCapacity"_L1].toString(), u"TOTAL"_s);
    QCOMPARE(body(requests[1]), parameters);
    QCOMPARE(body(requests[2]), parameters);
    QTRY_COMPARE(measurements.size(), 3);
    const auto measurement = measurements[0][0].value<QDynamoDBMeasurement>();
    QCOMPARE(measurement.indexName, u"I"_s);
    QCOMPARE(measurement.consumedCapacity(), 3.0);
}

void tst_QDynamoDBCallOptions::checkedBeforeSending_data()
{
    QTest::addColumn<QDynamoDBCallOptions>("options");
    QTest::addColumn<QString>("message"); // empty: the options are valid

    const auto withTrace = [](const QString &parent) {
        QDynamoDBCallOptions options;
        options.traceParent = parent;
        return options;
    };
    const auto withHeader = [](const QByteArray &name, const QByteArray &value) {
        QDynamoDBCallOptions options;
        options.headers = { { name, value } };
        return options;
    };
    QDynamoDBCallOptions options;
    options.maxRetries = -1;
    QTest::newRow("retries") << options << u"maxRetries"_s;
    options = {};
    options.attemptTimeout = -1ms;
    QTest::newRow("attempt") << options << u"attemptTimeout"_s;
    options = {};
    options.callTimeout = -1ms;
    QTest::newRow("call") << options << u"callTimeout"_s;

    QTest::newRow("trace") << withTrace(traceParent) << QString();
    QTest::newRow("later") << withTrace("01"_L1 + traceParent.sliced(2) + "-more"_L1) << QString();
    const QString wrong = u"traceParent"_s;
    QTest::newRow("no trace") << withTrace(u"hello"_s) << wrong;
    QTest::newRow("too long") << withTrace(traceParent + "-more"_L1) << wrong;
    QTest::newRow("upper case") << withTrace(traceParent.toUpper()) << wrong;
    QTest::newRow("version") << withTrace("ff"_L1 + traceParent.sliced(2)) << wrong;
    QTest::newRow("zero trace") << withTrace("00-"_L1 + QString(32, u'0') + traceParent.sliced(35))
                                << wrong;
    QTest::newRow("zero parent") << withTrace(traceParent.first(36) + QString(16, u'0') + "-01"_L1)
                                 << wrong;

    QTest::newRow("value") << withHeader("x-a", "tab\tand \xc3\xa4") << QString();
    QTest::newRow("split") << withHeader("x-a", "b\r\nhost: evil")
                           << u"the value of the header \"x-a\""_s;
    QTest::newRow("null") << withHeader("x-a", QByteArray("\0", 1))
                          << u"the value of the header \"x-a\""_s;
    QTest::newRow("no name") << withHeader("", "b") << u"is not a valid name"_s;
    QTest::newRow("colon") << withHeader("a:b", "b") << u"is not a valid name"_s;
    for (const char *name : { "Host", "authorization", "X-Amz-Target", "content-length",
                              "amz-sdk-request", "Transfer-Encoding" })
        QTest::newRow(name) << withHeader(name, "b") << u"is set by the client"_s;
}

void tst_QDynamoDBCallOptions::checkedBeforeSending()
{
    QFETCH(QDynamoDBCallOptions, options);
    QFETCH(QString, message);

    const QDynamoDBError error = errorOf(m_client->getItem(getItem(), options));
    QCOMPARE(error.code(), message.isEmpty() ? Code::NoError : Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(message), qPrintable(error.message()));
    QVERIFY2(!error.message().contains(u"evil"_s), qPrintable(error.message()));
    QCOMPARE(m_server->copies(), message.isEmpty() ? 1 : 0);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBCallOptions)
#include "tst_qdynamodbcalloptions.moc"
