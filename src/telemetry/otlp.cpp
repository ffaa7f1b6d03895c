// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/otlp_p.h"

#include <QtCore/qmetaobject.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

constexpr auto hexOfBytes = [] {
    constexpr char digits[] = "0123456789abcdef";
    std::array<std::array<char, 2>, 256> hex {};
    for (std::size_t byte = 0; byte < hex.size(); ++byte)
        hex[byte] = { digits[byte >> 4], digits[byte & 15] };
    return hex;
}();

QLatin1StringView errorType(Code code)
{
    return QLatin1StringView(QMetaEnum::fromType<Code>().valueToKey(int(code)));
}

// Writes a text with unpaired surrogates replaced, because collectors require UTF-8.
void writeText(JsonWriter &json, const QString &text)
{
    json.string(QStringView(text).isValidUtf16() ? text : QString::fromUtf8(text.toUtf8()));
}

// Writes seconds as an integer with an exponent.
void seconds(JsonWriter &json, std::chrono::nanoseconds duration)
{
    json.integer(duration.count());
    json.rawEnd("e-9");
}

// Writes the start of an attribute, up to its value. endAttribute() follows the value.
void beginAttribute(JsonWriter &json, QLatin1StringView name, QLatin1StringView type)
{
    json.beginObject();
    json.key("key"_L1);
    json.string(name);
    json.key("value"_L1);
    json.beginObject();
    json.key(type);
}

void endAttribute(JsonWriter &json)
{
    json.endObject();
    json.endObject();
}

void attribute(JsonWriter &json, QLatin1StringView name, const QString &value)
{
    if (value.isEmpty())
        return;
    beginAttribute(json, name, "stringValue"_L1);
    writeText(json, value);
    endAttribute(json);
}

void attribute(JsonWriter &json, QLatin1StringView name, const QStringList &values)
{
    if (values.isEmpty())
        return;
    beginAttribute(json, name, "arrayValue"_L1);
    json.beginObject();
    json.key("values"_L1);
    json.beginArray();
    for (const QString &value : values) {
        json.beginObject();
        json.key("stringValue"_L1);
        writeText(json, value);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    endAttribute(json);
}

// Returns the start of a request with one resource and one scope, up to their list of spans or
// metrics.
QByteArray requestStart(const OtlpResource &resource, QLatin1StringView resources,
                        QLatin1StringView scopes, QLatin1StringView list)
{
    JsonWriter json;
    json.beginObject();
    json.key(resources);
    json.beginArray();
    json.beginObject();
    json.key("resource"_L1);
    json.beginObject();
    json.key("attributes"_L1);
    json.beginArray();
    attribute(json, "service.name"_L1,
              resource.service.isEmpty() ? u"unknown_service"_s : resource.service);
    attribute(json, "deployment.environment.name"_L1, resource.environment);
    json.endArray();
    json.endObject();
    json.key(scopes);
    json.beginArray();
    json.beginObject();
    json.key("scope"_L1);
    json.beginObject();
    json.key("name"_L1);
    json.string("QtDynamoDB"_L1);
    json.key("version"_L1);
    json.string(QLatin1StringView(Q_DYNAMODB_VERSION));
    json.endObject();
    json.key(list);
    json.beginArray();
    return json.take();
}

constexpr QByteArrayView requestEnd = "]}]}]}"; // closes what requestStart() opens

// Returns the attributes that spans and metrics share.
QByteArray databaseAttributes(const QDynamoDBMeasurement &measurement)
{
    JsonWriter json;
    attribute(json, "db.system.name"_L1, u"aws.dynamodb"_s);
    attribute(json, "db.operation.name"_L1, measurement.operation);
    attribute(json, "db.collection.name"_L1, measurement.tableName);
    attribute(json, "server.address"_L1, measurement.serverAddress);
    beginAttribute(json, "server.port"_L1, "intValue"_L1);
    json.quotedInteger(measurement.serverPort);
    endAttribute(json);
    attribute(json, "cloud.region"_L1, measurement.region);
    if (measurement.errorCode != Code::NoError) {
        attribute(json, "error.type"_L1, QString(errorType(measurement.errorCode)));
        if (measurement.httpStatus)
            attribute(json, "db.response.status_code"_L1, QString::number(measurement.httpStatus));
    }
    return json.take();
}

// Returns the start of the spans of a series. Further attributes and members follow.
QByteArray spanStart(const QDynamoDBMeasurement &measurement, const QByteArray &attributes)
{
    JsonWriter json;
    json.beginObject();
    json.key("name"_L1);
    writeText(json,
              measurement.tableName.isEmpty()
                      ? measurement.operation
                      : QString(measurement.operation + u' ' + measurement.tableName));
    json.key("kind"_L1);
    json.integer(3); // client
    if (measurement.errorCode != Code::NoError) {
        json.key("status"_L1);
        json.beginObject();
        json.key("code"_L1);
        json.integer(2); // error
        json.key("message"_L1);
        json.string(errorType(measurement.errorCode));
        json.endObject();
    }
    json.key("attributes"_L1);
    json.beginArray();
    attribute(json, "rpc.system"_L1, u"aws-api"_s);
    if (!measurement.tableName.isEmpty())
        attribute(json, "aws.dynamodb.table_names"_L1, QStringList { measurement.tableName });
    json.rawBegin(",");
    json.rawEnd(attributes);
    return json.take();
}

QStringList capacityOf(const QDynamoDBMeasurement &measurement)
{
    QStringList list;
    const QMap<QString, double> &units = measurement.consumedCapacityByTable;
    for (auto it = units.cbegin(); it != units.cend(); ++it) {
        list += u"{\"TableName\":\"%1\",\"CapacityUnits\":%2}"_s.arg(it.key(),
                                                                     QString::number(it.value()));
    }
    return list;
}

} // namespace

OtlpReport::OtlpReport(const OtlpResource &resource)
    : m_tracesStart(requestStart(resource, "resourceSpans"_L1, "scopeSpans"_L1, "spans"_L1))
    , m_metricsStart(requestStart(resource, "resourceMetrics"_L1, "scopeMetrics"_L1, "metrics"_L1))
    , m_random(QRandomGenerator::system()->generate64())
{
}

void OtlpReport::add(const QDynamoDBMeasurement &measurement)
{
    const qint64 begin = measurement.timestamp.toMSecsSinceEpoch() * 1'000'000;
    const qint64 end = begin + measurement.duration.count();
    m_begin = m_series.empty() ? begin : std::min(m_begin, begin);
    m_end = m_series.empty() ? end : std::max(m_end, end);

    Series &series = seriesOf(measurement);
    const std::chrono::nanoseconds duration = measurement.duration;
    const auto bound = std::lower_bound(bounds.begin(), bounds.end(), duration);
    ++series.counts[std::size_t(bound - bounds.begin())];
    series.sum += duration;
    series.minimum = series.count == 0 ? duration : std::min(series.minimum, duration);
    series.maximum = std::max(series.maximum, duration);
    ++series.count;
    const std::optional<TraceParent> parent = TraceParent::parse(measurement.traceParent);
    if (!parent || parent->isSampled)
        addSpan(measurement, parent, series, begin, end);
}

OtlpReport::Series &OtlpReport::seriesOf(const QDynamoDBMeasurement &measurement)
{
    const auto key = std::tie(measurement.operation, measurement.tableName, measurement.errorCode,
                              measurement.httpStatus, measurement.serverAddress,
                              measurement.serverPort, measurement.region);
    if (!m_last || m_last->first != key) {
        const auto [found, isNew] = m_series.try_emplace(Key(key));
        m_last = &*found;
        if (isNew) {
            found->second.attributes = databaseAttributes(measurement);
            found->second.spanStart = spanStart(measurement, found->second.attributes);
        }
    }
    return m_last->second;
}

void OtlpReport::writeId()
{
    quint64 id = 0;
    while (id == 0) // invalid in OTLP
        id = m_random();
    std::array<char, 16> digits;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        std::memcpy(&digits[i], hexOfBytes[id & 0xff].data(), 2);
        id >>= 8;
    }
    m_spans.rawBegin(QByteArrayView(digits.data(), qsizetype(digits.size())));
}

void OtlpReport::addSpan(const QDynamoDBMeasurement &measurement,
                         const std::optional<TraceParent> &parent, const Series &series,
                         qint64 begin, qint64 end)
{
    JsonWriter &json = m_spans;
    if (!m_hasSpans)
        json.reserve(m_lastSize);
    json.rawBegin(std::exchange(m_hasSpans, true) ? QByteArrayView(",") : m_tracesStart);
    json.rawBegin(series.spanStart);

    // One span per attempt makes this code critical for speed, so common parts are written as
    // prepared text. Phases below 1 % of the duration are omitted.
    const auto phase = [&json, &measurement](QByteArrayView start, std::chrono::nanoseconds value) {
        if (value.count() == 0 || value * 100 < measurement.duration)
            return;
        json.rawBegin(start);
        json.integer(value.count());
        json.rawEnd("e-9}}");
    };
    phase(R"(,{"key":"qtdynamodb.queued","value":{"doubleValue":)", measurement.queued);
    phase(R"(,{"key":"qtdynamodb.connecting","value":{"doubleValue":)", measurement.connecting);
    phase(R"(,{"key":"qtdynamodb.waiting","value":{"doubleValue":)", measurement.waiting);
    phase(R"(,{"key":"qtdynamodb.receiving","value":{"doubleValue":)", measurement.receiving);
    phase(R"(,{"key":"qtdynamodb.decoding","value":{"doubleValue":)", measurement.decoding);
    json.rawBegin(R"(,{"key":"http.request.body.size","value":{"intValue":")");
    json.integer(measurement.bytesSent);
    json.rawBegin(R"("}},{"key":"http.response.body.size","value":{"intValue":")");
    json.integer(measurement.bytesReceived);
    json.rawEnd(R"("}})");
    // AWS support needs the request ID of failed attempts.
    if (measurement.errorCode != Code::NoError)
        attribute(json, "aws.request_id"_L1, measurement.requestId);
    attribute(json, "qtdynamodb.correlation_id"_L1, measurement.correlationId);
    attribute(json, "aws.dynamodb.index_name"_L1, measurement.indexName);
    attribute(json, "aws.dynamodb.consumed_capacity"_L1, capacityOf(measurement));
    if (measurement.attempt > 1) {
        beginAttribute(json, "http.request.resend_count"_L1, "intValue"_L1);
        json.quotedInteger(measurement.attempt - 1);
        endAttribute(json);
    }

    json.rawBegin(R"(],"traceId":")");
    if (parent) {
        json.rawBegin(parent->traceId.toLatin1());
    } else {
        writeId();
        writeId();
    }
    json.rawBegin(R"(","spanId":")");
    writeId();
    json.rawBegin(R"(","startTimeUnixNano":")");
    json.integer(begin);
    json.rawBegin(R"(","endTimeUnixNano":")");
    json.integer(end);
    json.rawEnd("\"");
    if (parent) {
        json.key("parentSpanId"_L1);
        json.string(parent->parentId);
        if (!measurement.traceState.isEmpty()) {
            json.key("traceState"_L1);
            writeText(json, measurement.traceState);
        }
    }
    json.endObject();
}

QByteArray OtlpReport::takeTraces()
{
    if (!std::exchange(m_hasSpans, false))
        m_spans.rawBegin(m_tracesStart);
    m_spans.rawEnd(requestEnd);
    QByteArray traces = m_spans.take();
    m_lastSize = traces.size();
    return traces;
}

QByteArray OtlpReport::takeMetrics()
{
    JsonWriter json;
    json.rawBegin(m_metricsStart);
    json.beginObject();
    json.key("name"_L1);
    json.string("db.client.operation.duration"_L1);
    json.key("description"_L1);
    json.string("Duration of the attempts of DynamoDB operations"_L1);
    json.key("unit"_L1);
    json.string("s"_L1);
    json.key("histogram"_L1);
    json.beginObject();
    json.key("aggregationTemporality"_L1);
    json.integer(1); // delta
    json.key("dataPoints"_L1);
    json.beginArray();
    for (const auto &[key, series] : m_series)
        addDataPoint(json, series);
    json.endArray();
    json.endObject();
    json.endObject();
    json.rawEnd(requestEnd);
    m_series.clear();
    m_last = nullptr;
    return json.take();
}

void OtlpReport::addDataPoint(JsonWriter &json, const Series &series) const
{
    json.beginObject();
    json.key("attributes"_L1);
    json.beginArray();
    json.rawEnd(series.attributes);
    json.endArray();
    json.key("startTimeUnixNano"_L1);
    json.quotedInteger(m_begin);
    json.key("timeUnixNano"_L1);
    json.quotedInteger(m_end);
    json.key("count"_L1);
    json.quotedInteger(series.count);
    json.key("sum"_L1);
    seconds(json, series.sum);
    json.key("min"_L1);
    seconds(json, series.minimum);
    json.key("max"_L1);
    seconds(json, series.maximum);
    json.key("bucketCounts"_L1);
    json.beginArray();
    for (const qint64 count : series.counts)
        json.quotedInteger(count);
    json.endArray();
    json.key("explicitBounds"_L1);
    json.beginArray();
    for (const std::chrono::milliseconds bound : bounds)
        seconds(json, bound);
    json.endArray();
    json.endObject();
}

} // namespace QtDynamoDBPrivate
