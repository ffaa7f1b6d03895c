// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/influxline_p.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype fieldsRoom = 1024; // more than all fields take, but for the text in them

// Of names and tags. They can hold neither the end of a line, which is written as \n, nor a
// backslash at their own end, which would escape what follows, and is left out.
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

QByteArray nameOf(const QString &measurement)
{
    const QByteArray name = escaped(measurement, ", ");
    return name.startsWith('#') ? '\\' + name : name; // or the line would be a comment
}

// There are no empty ones.
QByteArray tag(QByteArrayView start, const QString &value)
{
    if (value.isEmpty())
        return {};
    const QByteArray text = escaped(value, ",= ");
    return text.isEmpty() ? text : start + text;
}

} // namespace

InfluxLines::InfluxLines(const InfluxNames &names)
    : m_measurement(nameOf(names.measurement))
    , m_tags(tag(",service=", names.service) + tag(",environment=", names.environment))
{
}

// Written once for all lines that have the same.
const QByteArray &InfluxLines::startOf(const QDynamoDBMeasurement &measurement)
{
    const auto key = std::tie(measurement.operation, measurement.tableName, measurement.indexName,
                              measurement.attempt, measurement.errorCode);
    if (!m_last || m_last->first != key) {
        const auto [found, isNew] = m_starts.try_emplace(Key(key));
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
    const QByteArray &start = startOf(measurement);
    const QByteArray correlation = tag(",correlation_id=", measurement.correlationId);
    ensure(start.size() + correlation.size() + fieldsRoom
           + 2 * m_utf8.requiredSpace(measurement.requestId.size()));
    put(start);
    if (!correlation.isEmpty())
        put(correlation);

    field(" duration=", measurement.duration);
    field(",queued=", measurement.queued);
    if (measurement.connecting.count() > 0)
        field(",connecting=", measurement.connecting);
    field(",waiting=", measurement.waiting);
    field(",receiving=", measurement.receiving);
    field(",decoding=", measurement.decoding);
    if (measurement.retryDelay.count() >= 0)
        field(",retry_delay=", measurement.retryDelay);
    field(",bytes_sent=", measurement.bytesSent);
    field(",bytes_received=", measurement.bytesReceived);
    if (measurement.httpStatus)
        field(",status=", qint64(measurement.httpStatus));
    if (!measurement.consumedCapacityByTable.isEmpty()) {
        put(",consumed_capacity=");
        put(QByteArray::number(measurement.consumedCapacity(), 'g', 9));
    }
    // By which the service's support finds what went wrong; for all others it would only fill disks.
    if (measurement.errorCode != QDynamoDBError::Code::NoError && !measurement.requestId.isEmpty())
        field(",request_id=", measurement.requestId);
    // Points are told apart by their tags and time alone, and the time is in milliseconds: a number
    // below a million goes into what is left of it.
    put(" ");
    integer(measurement.timestamp.toMSecsSinceEpoch() * 1'000'000 + m_number++ % 1'000'000);
    put("\n");
}

QByteArray InfluxLines::take()
{
    m_lines.truncate(m_out - m_lines.constData());
    m_usualSize = m_lines.size();
    m_out = nullptr;
    m_end = nullptr;
    m_starts.clear();
    m_last = nullptr;
    return std::exchange(m_lines, {});
}

// Room for a line is made at once: a check at each piece would cost more than the piece.
void InfluxLines::ensure(qsizetype size)
{
    if (m_end - m_out >= size)
        return;
    const qsizetype written = m_out ? m_out - m_lines.constData() : 0;
    m_lines.resize(std::max({ written + size, 2 * m_lines.size(), m_usualSize }));
    m_out = m_lines.data() + written;
    m_end = m_lines.data() + m_lines.size();
}

void InfluxLines::put(QByteArrayView text)
{
    std::memcpy(m_out, text.data(), std::size_t(text.size()));
    m_out += text.size();
}

void InfluxLines::integer(qint64 value)
{
    m_out = std::to_chars(m_out, m_end, value).ptr;
}

void InfluxLines::field(QByteArrayView start, qint64 value)
{
    put(start);
    integer(value);
    put("i");
}

// In seconds. Without floating point, whose formatting would cost more than all the rest.
void InfluxLines::field(QByteArrayView start, std::chrono::nanoseconds value)
{
    put(start);
    integer(value.count());
    if (value.count() != 0)
        put("e-9");
}

void InfluxLines::field(QByteArrayView start, const QString &value)
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
