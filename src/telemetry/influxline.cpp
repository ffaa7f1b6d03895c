// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/influxline_p.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// Of names and tags. They can hold neither the end of a line, which is written as \n, nor a
// backslash at their own end, which would escape what follows, and is left out.
void appendEscaped(QByteArray &line, const QString &text, QByteArrayView special)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z')
                || c == u'-' || c == u'_' || c == u'.';
    });
    if (isPlain) { // as nearly all are
        for (const QChar c : text)
            line += char(c.unicode());
        return;
    }
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

void appendNumber(QByteArray &line, qint64 number)
{
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    line.append(digits, end - digits);
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

// In seconds. Without floating point, whose formatting would cost more than all the rest.
void appendField(QByteArray &line, QByteArrayView name, std::chrono::nanoseconds value)
{
    constexpr int digits = 9;
    line += name;
    line += '=';
    const qint64 nanoseconds = value.count();
    appendNumber(line, nanoseconds / 1'000'000'000);
    qint64 rest = nanoseconds % 1'000'000'000;
    if (rest > 0) {
        char fraction[digits];
        for (int i = digits - 1; i >= 0; --i, rest /= 10)
            fraction[i] = char('0' + rest % 10);
        int size = digits;
        while (fraction[size - 1] == '0')
            --size;
        line += '.';
        line.append(fraction, size);
    }
    line += ',';
}

void appendField(QByteArray &line, QByteArrayView name, qint64 value)
{
    line += name;
    line += '=';
    appendNumber(line, value);
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
                      const QDynamoDBMeasurement &measurement, int number)
{
    lines += prefix.measurement;
    appendTag(lines, "action", measurement.operation);
    appendTag(lines, "table", measurement.tableName);
    appendTag(lines, "index", measurement.indexName);
    lines += ",attempt=";
    appendNumber(lines, measurement.attempt);
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
    appendNumber(lines, measurement.timestamp.toMSecsSinceEpoch() * 1'000'000 + number);
    lines += '\n';
}

} // namespace QtDynamoDBPrivate
