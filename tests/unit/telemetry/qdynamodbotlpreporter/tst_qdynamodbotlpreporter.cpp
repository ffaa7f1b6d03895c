// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "fakeserver/fakeserver.h"
#include "processes/node.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbotlpreporter.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void setUp(QDynamoDBClient &client, const FakeServer &server)
{
    configureTestClient(&client, server.url());
    client.setMaxRetries(1);
}

QDynamoDB::GetItemRequest getItem()
{
    QDynamoDB::GetItemRequest request;
    request.tableName = u"Thread"_s;
    request.key = { { u"Id"_s, 1 } };
    return request;
}

// Returns the values of OTLP attributes, [{"key": "name", "value": {"stringValue": "text"}}], by name.
QVariantMap attributes(const QJsonValue &list)
{
    QVariantMap map;
    for (const QJsonValue &attribute : list.toArray()) {
        const QJsonObject value = attribute["value"_L1].toObject();
        map.insert(attribute["key"_L1].toString(), value.begin()->toVariant());
    }
    return map;
}

// Checks the JSON against the schema of OpenTelemetry, of which `message` is a type.
ProcessResult checkSchema(const QByteArray &json, const QString &message)
{
    ProcessOptions options;
    options.input = json;
    return runNode(u"tests/unit/telemetry/qdynamodbotlpreporter/check_schema.mjs"_s,
                   { nodeModules(), "opentelemetry.proto.collector."_L1 + message }, options);
}

const QString traceRequest = u"trace.v1.ExportTraceServiceRequest"_s;
const QString metricsRequest = u"metrics.v1.ExportMetricsServiceRequest"_s;

} // namespace

// The fake server is the collector. Reports are checked against the schema of OpenTelemetry.
class tst_QDynamoDBOtlpReporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exportsSpansAndMetrics();
    void unsampledCalls();
    void schemaCheck();
    void environment();
};

void tst_QDynamoDBOtlpReporter::exportsSpansAndMetrics()
{
    FakeServer database;
    FakeServer collector;
    QDynamoDBClient client;
    setUp(client, database);
    QDynamoDBOtlpReporter reporter;
    reporter.setUrl(QUrl(collector.url().toString() + "base/"_L1));
    reporter.setHeaders({ { "api-key", "s3cr3t-42" } });
    reporter.setService(u"shop"_s);
    reporter.setEnvironment(u"test"_s);
    reporter.attach(&client);

    database.enqueue(Reaction::error(500, "InternalServerError"));
    database.enqueue(
            Reaction::json(200,
                           R"({"ConsumedCapacity":{"TableName":"Thread","CapacityUnits":0.5}})"));
    QDynamoDBCallOptions options;
    options.traceParent = u"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"_s;
    options.traceState = u"vendor=1"_s;
    options.correlationId = u"order 66"_s;
    client.getItem(getItem(), options).waitForFinished();
    client.listTables().waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 3);
    QCOMPARE(reporter.droppedCount(), 0);

    const QList<FakeRequest> requests = collector.requests();
    QVERIFY(requests.size() >= 2);
    QJsonArray spans;
    QHash<QString, int> histograms;
    for (const FakeRequest &request : requests) {
        const bool isTrace = request.target == "/base/v1/traces";
        QVERIFY(isTrace || request.target == "/base/v1/metrics");
        QCOMPARE(request.header("content-type"), "application/json"_ba);
        QCOMPARE(request.header("api-key"), "s3cr3t-42"_ba);
        const ProcessResult checked = checkSchema(request.body,
                                                  isTrace ? traceRequest : metricsRequest);
        QVERIFY2(checked.ok, checked.errors.constData());

        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const QJsonValue whole = body[isTrace ? "resourceSpans"_L1 : "resourceMetrics"_L1][0];
        const QVariantMap resource = attributes(whole["resource"_L1]["attributes"_L1]);
        QCOMPARE(resource["service.name"_L1], u"shop"_s);
        QCOMPARE(resource["deployment.environment.name"_L1], u"test"_s);
        if (isTrace) {
            for (const QJsonValue &span : whole["scopeSpans"_L1][0]["spans"_L1].toArray())
                spans += span;
            continue;
        }
        const QJsonValue metric = whole["scopeMetrics"_L1][0]["metrics"_L1][0];
        QCOMPARE(metric["name"_L1].toString(), u"db.client.operation.duration"_s);
        QCOMPARE(metric["unit"_L1].toString(), u"s"_s);
        for (const QJsonValue &point : metric["histogram"_L1]["dataPoints"_L1].toArray()) {
            const QVariantMap of = attributes(point["attributes"_L1]);
            QCOMPARE(of["db.system.name"_L1], u"aws.dynamodb"_s);
            int count = 0;
            for (const QJsonValue &bucket : point["bucketCounts"_L1].toArray())
                count += bucket.toString().toInt();
            QCOMPARE(count, point["count"_L1].toString().toInt());
            QVERIFY(point["sum"_L1].toDouble() > 0);
            histograms[of["db.operation.name"_L1].toString() + of["error.type"_L1].toString()] +=
                    count;
        }
    }
    const QHash<QString, int> expected = { { u"GetItemInternalServerError"_s, 1 },
                                           { u"GetItem"_s, 1 },
                                           { u"ListTables"_s, 1 } };
    QCOMPARE(histograms, expected);

    QCOMPARE(spans.size(), 3);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(spans[i]["traceId"_L1].toString(), u"4bf92f3577b34da6a3ce929d0e0e4736"_s);
        QCOMPARE(spans[i]["parentSpanId"_L1].toString(), u"00f067aa0ba902b7"_s);
        QCOMPARE(spans[i]["traceState"_L1].toString(), u"vendor=1"_s);
        QCOMPARE(spans[i]["name"_L1].toString(), u"GetItem Thread"_s);
        QCOMPARE(spans[i]["kind"_L1].toInt(), 3);
        const QVariantMap of = attributes(spans[i]["attributes"_L1]);
        QCOMPARE(of["db.system.name"_L1], u"aws.dynamodb"_s);
        QCOMPARE(of["db.operation.name"_L1], u"GetItem"_s);
        QCOMPARE(of["db.collection.name"_L1], u"Thread"_s);
        QCOMPARE(of["aws.dynamodb.table_names"_L1].toMap()["values"_L1].toList().size(), 1);
        QCOMPARE(of["cloud.region"_L1], u"us-east-1"_s);
        QCOMPARE(of["server.port"_L1], QString::number(database.port()));
        QCOMPARE(of["qtdynamodb.correlation_id"_L1], u"order 66"_s);
        QCOMPARE(of.contains("error.type"_L1), i == 0);
        QCOMPARE(of.contains("http.request.resend_count"_L1), i == 1);
        QCOMPARE(of.contains("aws.dynamodb.consumed_capacity"_L1), i == 1);
        QCOMPARE(of["db.response.status_code"_L1].toString(), i == 0 ? u"500"_s : QString());
        QCOMPARE(of.contains("aws.request_id"_L1), i == 0);
        QCOMPARE(spans[i]["status"_L1]["code"_L1].toInt(), i == 0 ? 2 : 0);
        const qint64 duration = spans[i]["endTimeUnixNano"_L1].toString().toLongLong()
                - spans[i]["startTimeUnixNano"_L1].toString().toLongLong();
        QVERIFY(duration > 0);
        // Phases without a duration are omitted.
        int phases = 0;
        for (const char *phase : { "queued", "connecting", "waiting", "receiving", "decoding" }) {
            const QVariant seconds = of[u"qtdynamodb."_s + QLatin1StringView(phase)];
            if (seconds.isValid()) {
                ++phases;
                QVERIFY(seconds.toDouble() * 1e9 >= 0.0099 * double(duration));
            }
        }
        QVERIFY(phases > 0);
    }
    QVERIFY(spans[0]["spanId"_L1] != spans[1]["spanId"_L1]);
    QVERIFY(spans[2]["parentSpanId"_L1].isUndefined());
    QCOMPARE(spans[2]["traceId"_L1].toString().size(), 32);
}

void tst_QDynamoDBOtlpReporter::unsampledCalls()
{
    FakeServer database;
    FakeServer collector;
    QDynamoDBClient client;
    setUp(client, database);
    QDynamoDBOtlpReporter reporter;
    reporter.setUrl(collector.url());
    reporter.attach(&client);
    QDynamoDBCallOptions options;
    options.traceParent = u"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"_s;
    client.getItem(getItem(), options).waitForFinished();
    QVERIFY(reporter.flush());
    const QList<FakeRequest> requests = collector.requests();
    QCOMPARE(requests.size(), 2);
    const QJsonObject traces = QJsonDocument::fromJson(requests[0].body).object();
    QVERIFY(traces["resourceSpans"_L1][0]["scopeSpans"_L1][0]["spans"_L1].toArray().isEmpty());
    const QJsonObject metrics = QJsonDocument::fromJson(requests[1].body).object();
    QCOMPARE(metrics["resourceMetrics"_L1][0]["scopeMetrics"_L1][0]["metrics"_L1].toArray().size(),
             1);
}

// The schema check itself finds errors.
void tst_QDynamoDBOtlpReporter::schemaCheck()
{
    const auto isValid = [](const QByteArray &json) { return checkSchema(json, traceRequest).ok; };
    QVERIFY(isValid(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]})"));
    QVERIFY(!isValid(R"({"resource_spans":[]})"));
    QVERIFY(!isValid(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":1}]}]}]})"));
    // A number in place of a string.
    QVERIFY(!isValid(
            R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":12}]}]}]})"));
}

void tst_QDynamoDBOtlpReporter::environment()
{
    qputenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4999");
    qputenv("OTEL_SERVICE_NAME", "named");
    qputenv("ENVIRONMENT", "staging");
    const QDynamoDBOtlpReporter reporter;
    qunsetenv("OTEL_EXPORTER_OTLP_ENDPOINT");
    qunsetenv("OTEL_SERVICE_NAME");
    qunsetenv("ENVIRONMENT");
    QCOMPARE(reporter.url(), QUrl(u"http://127.0.0.1:4999"_s));
    QCOMPARE(reporter.service(), u"named"_s);
    QCOMPARE(reporter.environment(), u"staging"_s);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBOtlpReporter)
#include "tst_qdynamodbotlpreporter.moc"
