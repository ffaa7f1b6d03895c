// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/influxline_p.h"

#include <QtCore/qmetaobject.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// Of names and tags. They can hold neither the end of a line, which is written as \n, nor a
// backslash at their own end, which would escape what follows, and is left out.
void appendEscaped(QByteArray &line, const QString &text, QByteArrayView special)
{
    const QByteArray utf8 = text.toUtf8();
    qsizetype size = utf8.size();
    while (size > 0 && utf8[size - 1] == '\\')
        --size;
    for (const char c : QByteArrayView(utf8).first(size)) {
        if (c == '\n') {
            line += "\\n";
        } else if (c == '\r') {
            line += "\\r";
        } else {
            if (special.contains(c))
                line += '\\';
            line += c;
        }
    }
}

void appendTag(QByteArray &line, QByteArrayView name, const QString &value)
{
    const qsizetype before = line.size();
    line += ',';
    line += name;
    line += '=';
    const qsizetype empty = line.size();
    appendEscaped(line, value, ",= ");
    if (line.size() == empty)
        line.truncate(before); // there are no empty tags
}

void appendField(QByteArray &line, QByteArrayView name, std::chrono::nanoseconds value)
{
    line += name;
    line += '=';
    line += QByteArray::number(std::chrono::duration<double>(value).count(), 'g', 9);
    line += ',';
}

void appendField(QByteArray &line, QByteArrayView name, qint64 value)
{
    line += name;
    line += '=';
    line += QByteArray::number(value);
    line += "i,";
}

void appendField(QByteArray &line, QByteArrayView name, const QString &value)
{
    line += name;
    line += "=\"";
    for (const char c : value.toUtf8()) {
        if (c == '"' || c == '\\')
            line += '\\';
        line += c;
    }
    line += "\",";
}

} // namespace

InfluxPrefix::InfluxPrefix(const QString &measurementName, const QString &service,
                           const QString &environment)
{
    if (measurementName.startsWith(u'#'))
        measurement += '\\'; // or the line would be a comment
    appendEscaped(measurement, measurementName, ", ");
    appendTag(tags, "service", service);
    appendTag(tags, "environment", environment);
}

void appendInfluxLine(QByteArray &lines, const InfluxPrefix &prefix,
                      const QDynamoDBMeasurement &measurement)
{
    lines += prefix.measurement;
    appendTag(lines, "action", measurement.operation);
    appendTag(lines, "table", measurement.tableName);
    appendTag(lines, "index", measurement.indexName);
    appendTag(lines, "attempt", QString::number(measurement.attempt));
    if (measurement.errorCode != QDynamoDBError::Code::NoError) {
        appendTag(lines, "error",
                  QString::fromLatin1(QMetaEnum::fromType<QDynamoDBError::Code>().valueToKey(
                          int(measurement.errorCode))));
    }
    lines += prefix.tags;
    appendTag(lines, "correlation_id", measurement.correlationId);

    lines += ' ';
    appendField(lines, "duration", measurement.duration);
    appendField(lines, "queued", measurement.queued);
    appendField(lines, "connecting", measurement.connecting);
    appendField(lines, "waiting", measurement.waiting);
    appendField(lines, "receiving", measurement.receiving);
    appendField(lines, "decoding", measurement.decoding);
    if (measurement.retryDelay.count() >= 0)
        appendField(lines, "retry_delay", measurement.retryDelay);
    appendField(lines, "bytes_sent", measurement.bytesSent);
    appendField(lines, "bytes_received", measurement.bytesReceived);
    if (measurement.httpStatus)
        appendField(lines, "status", qint64(measurement.httpStatus));
    if (!measurement.consumedCapacityByTable.isEmpty()) {
        lines += "consumed_capacity=" + QByteArray::number(measurement.consumedCapacity(), 'g', 9)
                + ',';
    }
    if (!measurement.requestId.isEmpty())
        appendField(lines, "request_id", measurement.requestId);
    lines.back() = ' ';
    lines += QByteArray::number(measurement.timestamp.toMSecsSinceEpoch()) + "000000\n";
}

} // namespace QtDynamoDBPrivate
