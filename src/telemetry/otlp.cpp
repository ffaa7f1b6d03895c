// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/otlp_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <array>
#include <map>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

using Code = QDynamoDBError::Code;

// OTLP's JSON has 64-bit numbers as text.
QString nanosecondsSinceEpoch(const QDateTime &time, std::chrono::nanoseconds later = {})
{
    return QString::number(time.toMSecsSinceEpoch() * 1000000 + later.count());
}

QString hexadecimal(int bytes)
{
    QByteArray random(bytes, '\0');
    do {
        for (char &byte : random)
            byte = char(QRandomGenerator::global()->bounded(256));
    } while (random.count('\0') == random.size()); // zero stands for none
    return QString::fromLatin1(random.toHex());
}

QString errorType(Code code)
{
    return QString::fromLatin1(QMetaEnum::fromType<Code>().valueToKey(int(code)));
}

class Attributes
{
public:
    void add(QLatin1StringView name, const QString &value)
    {
        if (!value.isEmpty())
            append(name, { { u"stringValue"_s, value } });
    }
    void add(QLatin1StringView name, qint64 value)
    {
        append(name, { { u"intValue"_s, QString::number(value) } });
    }
    void add(QLatin1StringView name, std::chrono::nanoseconds value)
    {
        append(name, { { u"doubleValue"_s, std::chrono::duration<double>(value).count() } });
    }
    void add(QLatin1StringView name, const QStringList &values)
    {
        QJsonArray list;
        for (const QString &value : values)
            list += QJsonObject { { u"stringValue"_s, value } };
        append(name, { { u"arrayValue"_s, QJsonObject { { u"values"_s, list } } } });
    }
    [[nodiscard]] const QJsonArray &list() const { return m_list; }

private:
    void append(QLatin1StringView name, const QJsonObject &value)
    {
        m_list += QJsonObject { { u"key"_s, QString(name) }, { u"value"_s, value } };
    }

    QJsonArray m_list;
};

// Those of the semantic conventions for database clients that spans and metrics share.
void addDatabase(Attributes &attributes, const QDynamoDBMeasurement &measurement)
{
    attributes.add("db.system.name"_L1, u"aws.dynamodb"_s);
    attributes.add("db.operation.name"_L1, measurement.operation);
    attributes.add("db.collection.name"_L1, measurement.tableName);
    attributes.add("server.address"_L1, measurement.serverAddress);
    attributes.add("server.port"_L1, qint64(measurement.serverPort));
    if (measurement.errorCode != Code::NoError)
        attributes.add("error.type"_L1, errorType(measurement.errorCode));
    if (measurement.httpStatus)
        attributes.add("db.response.status_code"_L1, QString::number(measurement.httpStatus));
}

QJsonObject span(const QDynamoDBMeasurement &measurement)
{
    const QString &parent = measurement.traceParent;
    QJsonObject span;
    span["traceId"_L1] = parent.isEmpty() ? hexadecimal(16) : parent.mid(3, 32);
    span["spanId"_L1] = hexadecimal(8);
    if (!parent.isEmpty()) {
        span["parentSpanId"_L1] = parent.mid(36, 16);
        if (!measurement.traceState.isEmpty())
            span["traceState"_L1] = measurement.traceState;
    }
    span["name"_L1] = measurement.tableName.isEmpty()
            ? measurement.operation
            : QString(measurement.operation + u' ' + measurement.tableName);
    span["kind"_L1] = 3; // client
    span["startTimeUnixNano"_L1] = nanosecondsSinceEpoch(measurement.timestamp);
    span["endTimeUnixNano"_L1] = nanosecondsSinceEpoch(measurement.timestamp, measurement.duration);

    Attributes attributes;
    addDatabase(attributes, measurement);
    attributes.add("rpc.system"_L1, u"aws-api"_s);
    attributes.add("cloud.region"_L1, measurement.region);
    if (!measurement.tableName.isEmpty())
        attributes.add("aws.dynamodb.table_names"_L1, QStringList { measurement.tableName });
    attributes.add("aws.dynamodb.index_name"_L1, measurement.indexName);
    attributes.add("aws.request_id"_L1, measurement.requestId);
    if (measurement.attempt > 1)
        attributes.add("http.request.resend_count"_L1, qint64(measurement.attempt - 1));
    attributes.add("http.request.body.size"_L1, measurement.bytesSent);
    attributes.add("http.response.body.size"_L1, measurement.bytesReceived);
    QStringList consumed;
    for (auto it = measurement.consumedCapacityByTable.cbegin();
         it != measurement.consumedCapacityByTable.cend(); ++it) {
        consumed += u"{\"TableName\":\"%1\",\"CapacityUnits\":%2}"_s.arg(it.key()).arg(it.value());
    }
    if (!consumed.isEmpty())
        attributes.add("aws.dynamodb.consumed_capacity"_L1, consumed);
    attributes.add("qtdynamodb.correlation_id"_L1, measurement.correlationId);
    attributes.add("qtdynamodb.queued"_L1, measurement.queued);
    attributes.add("qtdynamodb.connecting"_L1, measurement.connecting);
    attributes.add("qtdynamodb.waiting"_L1, measurement.waiting);
    attributes.add("qtdynamodb.receiving"_L1, measurement.receiving);
    attributes.add("qtdynamodb.decoding"_L1, measurement.decoding);
    span["attributes"_L1] = attributes.list();
    if (measurement.errorCode != Code::NoError) {
        span["status"_L1] = QJsonObject { { u"code"_s, 2 }, // error
                                          { u"message"_s, errorType(measurement.errorCode) } };
    }
    return span;
}

bool isSampled(const QDynamoDBMeasurement &measurement)
{
    return measurement.traceParent.isEmpty()
            || (measurement.traceParent.mid(53, 2).toInt(nullptr, 16) & 1);
}

// The whole request: one resource, one scope, and what there is to tell.
QJsonObject request(const OtlpResource &resource, QLatin1StringView resources,
                    QLatin1StringView scopes, QLatin1StringView what, const QJsonArray &list)
{
    Attributes attributes;
    attributes.add("service.name"_L1,
                   resource.service.isEmpty() ? u"unknown_service"_s : resource.service);
    attributes.add("deployment.environment.name"_L1, resource.environment);
    const QJsonObject scope = { { u"name"_s, u"QtDynamoDB"_s },
                                { u"version"_s, QStringLiteral(QTDYNAMODB_VERSION) } };
    const QJsonObject scoped = { { u"scope"_s, scope }, { what, list } };
    const QJsonObject whole = {
        { u"resource"_s, QJsonObject { { u"attributes"_s, attributes.list() } } },
        { scopes, QJsonArray { scoped } },
    };
    return { { resources, QJsonArray { whole } } };
}

// As the conventions want them, in seconds.
constexpr std::array bounds = { 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0 };

struct Histogram
{
    void add(double value)
    {
        ++counts[std::size_t(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin())];
        sum += value;
        minimum = count == 0 ? value : std::min(minimum, value);
        maximum = count == 0 ? value : std::max(maximum, value);
        ++count;
    }

    std::array<qint64, bounds.size() + 1> counts {};
    qint64 count = 0;
    double sum = 0;
    double minimum = 0;
    double maximum = 0;
};

} // namespace

QJsonObject otlpTraces(const OtlpResource &resource, const Measurements &measurements)
{
    QJsonArray spans;
    for (const QDynamoDBMeasurement &measurement : measurements) {
        if (isSampled(measurement))
            spans += span(measurement);
    }
    return request(resource, "resourceSpans"_L1, "scopeSpans"_L1, "spans"_L1, spans);
}

QJsonObject otlpMetrics(const OtlpResource &resource, const Measurements &measurements)
{
    using Key = std::tuple<QString, QString, int, int, QString, int>;
    std::map<Key, std::pair<Attributes, Histogram>> histograms;
    QDateTime begin;
    QDateTime end;
    for (const QDynamoDBMeasurement &measurement : measurements) {
        const Key key(measurement.operation, measurement.tableName, int(measurement.errorCode),
                      measurement.httpStatus, measurement.serverAddress, measurement.serverPort);
        auto &[attributes, histogram] = histograms[key];
        if (histogram.count == 0)
            addDatabase(attributes, measurement);
        histogram.add(std::chrono::duration<double>(measurement.duration).count());
        const QDateTime over = measurement.timestamp.addMSecs(
                std::chrono::ceil<std::chrono::milliseconds>(measurement.duration).count());
        begin = begin.isValid() ? std::min(begin, measurement.timestamp) : measurement.timestamp;
        end = end.isValid() ? std::max(end, over) : over;
    }
    QJsonArray explicitBounds;
    for (const double bound : bounds)
        explicitBounds += bound;
    QJsonArray points;
    for (const auto &[key, value] : histograms) {
        const auto &[attributes, histogram] = value;
        QJsonArray counts;
        for (const qint64 count : histogram.counts)
            counts += QString::number(count);
        points += QJsonObject {
            { u"attributes"_s, attributes.list() },
            { u"startTimeUnixNano"_s, nanosecondsSinceEpoch(begin) },
            { u"timeUnixNano"_s, nanosecondsSinceEpoch(end) },
            { u"count"_s, QString::number(histogram.count) },
            { u"sum"_s, histogram.sum },
            { u"min"_s, histogram.minimum },
            { u"max"_s, histogram.maximum },
            { u"bucketCounts"_s, counts },
            { u"explicitBounds"_s, explicitBounds },
        };
    }
    const QJsonObject duration = {
        { u"name"_s, u"db.client.operation.duration"_s },
        { u"description"_s, u"Duration of attempts of DynamoDB's operations"_s },
        { u"unit"_s, u"s"_s },
        { u"histogram"_s,
          QJsonObject { { u"dataPoints"_s, points }, { u"aggregationTemporality"_s, 1 } } }, // delta
    };
    return request(resource, "resourceMetrics"_L1, "scopeMetrics"_L1, "metrics"_L1,
                   QJsonArray { duration });
}

} // namespace QtDynamoDBPrivate
