// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/influxline_p.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype fieldsSize = 1024; // bytes; exceeds all fields, except their texts

// Escapes a name or a tag. Line ends cannot be represented and are written as \n and \r.
// Backslashes at the end would escape the next character and are removed.
QByteArray escaped(const QString &text, QByteArrayView special)
{
    QByteArray utf8 = text.toUtf8();
    while (utf8.endsWith('\\'))
        utf8.chop(1);
    QByteArray out;
    for (const char c : std::as_const(utf8)) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else {
            if (special.contains(c))
                out += '\\';
            out += c;
        }
    }
    return out;
}

QByteArray escapedName(const QString &measurement)
{
    const QByteArray name = escaped(measurement, ", ");
    return name.startsWith('#') ? '\\' + name : name; // not a comment line
}

// Returns the text of a tag. Tags without a value are not allowed and are omitted.
QByteArray tag(QByteArrayView start, const QString &value)
{
    if (value.isEmpty())
        return {};
    const QByteArray text = escaped(value, ",= ");
    return text.isEmpty() ? text : start + text;
}

} // namespace

InfluxLines::InfluxLines(const InfluxNames &names)
    : m_measurement(escapedName(names.measurement))
    , m_tags(tag(",service=", names.service) + tag(",environment=", names.environment))
{
}

// Returns the measurement name and the tags. They are encoded once for all lines that share them.
const QByteArray &InfluxLines::lineStart(const QDynamoDBMeasurement &measurement)
{
    const auto key = std::tie(measurement.operation, measurement.tableName, measurement.indexName,
                              measurement.attempt, measurement.errorCode);
    if (!m_last || m_last->first != key) {
        const auto [found, isNew] = m_lineStarts.try_emplace(Key(key));
        m_last = &*found;
        if (isNew) {
            QByteArray &start = found->second;
            start = m_measurement + tag(",action=", measurement.operation)
                    + tag(",table=", measurement.tableName) + tag(",index=", measurement.indexName)
                    + ",attempt=" + QByteArray::number(measurement.attempt);
            if (measurement.errorCode != QDynamoDBError::Code::NoError) {
                start += ",error=";
                start += QMetaEnum::fromType<QDynamoDBError::Code>().valueToKey(
                        int(measurement.errorCode));
            }
            start += m_tags;
        }
    }
    return m_last->second;
}

void InfluxLines::add(const QDynamoDBMeasurement &measurement)
{
    const QByteArray &start = lineStart(measurement);
    const QByteArray correlation = tag(",correlation_id=", measurement.correlationId);
    reserve(start.size() + correlation.size() + fieldsSize
            + 2 * m_utf8.requiredSpace(measurement.requestId.size()));
    put(start);
    if (!correlation.isEmpty())
        put(correlation);

    putField(" duration=", measurement.duration);
    putField(",queued=", measurement.queued);
    if (measurement.connecting.count() > 0)
        putField(",connecting=", measurement.connecting);
    putField(",waiting=", measurement.waiting);
    putField(",receiving=", measurement.receiving);
    putField(",decoding=", measurement.decoding);
    if (measurement.retryDelay.count() >= 0)
        putField(",retry_delay=", measurement.retryDelay);
    putField(",bytes_sent=", measurement.bytesSent);
    putField(",bytes_received=", measurement.bytesReceived);
    if (measurement.httpStatus)
        putField(",status=", qint64(measurement.httpStatus));
    if (!measurement.consumedCapacityByTable.isEmpty()) {
        put(",consumed_capacity=");
        put(QByteArray::number(measurement.consumedCapacity(), 'g', 9));
    }
    // AWS support needs the request ID of failed attempts. For others it would only use disk space.
    if (measurement.errorCode != QDynamoDBError::Code::NoError && !measurement.requestId.isEmpty())
        putField(",request_id=", measurement.requestId);
    // Points with the same tags and time replace each other. The timestamp has a resolution of
    // milliseconds, so a sequence number is put into its nanoseconds.
    put(" ");
    putInteger(measurement.timestamp.toMSecsSinceEpoch() * 1'000'000 + m_sequence++ % 1'000'000);
    put("\n");
}

QByteArray InfluxLines::take()
{
    m_lines.truncate(m_out - m_lines.constData());
    m_lastSize = m_lines.size();
    m_out = nullptr;
    m_end = nullptr;
    m_lineStarts.clear();
    m_last = nullptr;
    return std::exchange(m_lines, {});
}

// Reserves space for a whole line, which is cheaper than a check for each part of it.
void InfluxLines::reserve(qsizetype size)
{
    if (m_end - m_out >= size)
        return;
    const qsizetype written = m_out ? m_out - m_lines.constData() : 0;
    m_lines.resize(std::max({ written + size, 2 * m_lines.size(), m_lastSize }));
    m_out = m_lines.data() + written;
    m_end = m_lines.data() + m_lines.size();
}

void InfluxLines::put(QByteArrayView text)
{
    std::memcpy(m_out, text.data(), std::size_t(text.size()));
    m_out += text.size();
}

void InfluxLines::putInteger(qint64 value)
{
    m_out = std::to_chars(m_out, m_end, value).ptr;
}

void InfluxLines::putField(QByteArrayView start, qint64 value)
{
    put(start);
    putInteger(value);
    put("i");
}

// Writes seconds as an integer with an exponent, which is faster than formatting a floating-point
// number.
void InfluxLines::putField(QByteArrayView start, std::chrono::nanoseconds value)
{
    put(start);
    putInteger(value.count());
    if (value.count() != 0)
        put("e-9");
}

void InfluxLines::putField(QByteArrayView start, const QString &value)
{
    put(start);
    put("\"");
    char *const begin = m_out;
    m_out = m_utf8.appendToBuffer(begin, value);
    const QByteArrayView written(begin, m_out);
    if (written.contains('"') || written.contains('\\')) {
        const QByteArray utf8 = written.toByteArray();
        m_out = begin;
        for (const char c : utf8) {
            if (c == '"' || c == '\\')
                *m_out++ = '\\';
            *m_out++ = c;
        }
    }
    put("\"");
}

} // namespace QtDynamoDBPrivate
