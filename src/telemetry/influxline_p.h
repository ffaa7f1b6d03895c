// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INFLUXLINE_P_H
#define INFLUXLINE_P_H

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qstringconverter.h>

#include <map>
#include <tuple>

namespace QtDynamoDBPrivate {

// The parts that all lines of a reporter share.
struct InfluxNames
{
    QString measurement;
    QString service;
    QString environment;
};

// An encoder of measurements into InfluxDB's line protocol, one line each.
class InfluxLines
{
public:
    explicit InfluxLines(const InfluxNames &names);

    void add(const QDynamoDBMeasurement &measurement);
    // Returns the lines that were added, and removes them.
    [[nodiscard]] QByteArray take();

private:
    // The values of the tags that several lines share: operation, table, index, attempt and error.
    using Key = std::tuple<QString, QString, QString, int, QDynamoDBError::Code>;

    const QByteArray &lineStart(const QDynamoDBMeasurement &measurement);
    void reserve(qsizetype size);
    void put(QByteArrayView text);
    void putInteger(qint64 value);
    void putField(QByteArrayView start, qint64 value);
    void putField(QByteArrayView start, std::chrono::nanoseconds value);
    void putField(QByteArrayView start, const QString &value);

    const QByteArray m_measurement; // escaped
    const QByteArray m_tags;
    std::map<Key, QByteArray> m_lineStarts; // measurement name and tags
    std::pair<const Key, QByteArray> *m_last =
            nullptr; // the last entry used; the next line often has the same key
    QByteArray m_lines;
    qsizetype m_lastSize = 0; // bytes of all lines at the last take()
    char *m_out = nullptr; // the write position in m_lines
    char *m_end = nullptr; // the end of m_lines
    QStringEncoder m_utf8 { QStringEncoder::Utf8 };
    quint32 m_sequence = 0;
};

} // namespace QtDynamoDBPrivate

#endif
