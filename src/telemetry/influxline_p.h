// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INFLUXLINE_P_H
#define INFLUXLINE_P_H

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qstringconverter.h>

#include <map>
#include <tuple>

namespace QtDynamoDBPrivate {

// What is the same on every line.
struct InfluxNames
{
    QString measurement;
    QString service;
    QString environment;
};

// Measurements in InfluxDB's line protocol, a line each.
class InfluxLines
{
public:
    explicit InfluxLines(const InfluxNames &names);

    void add(const QDynamoDBMeasurement &measurement);
    // The lines that were added. There are none afterwards.
    [[nodiscard]] QByteArray take();

private:
    // What most of the tags are made of: operation, table, index, attempt and error.
    using Key = std::tuple<QString, QString, QString, int, QDynamoDBError::Code>;

    const QByteArray &startOf(const QDynamoDBMeasurement &measurement);
    void ensure(qsizetype size);
    void put(QByteArrayView text);
    void integer(qint64 value);
    void field(QByteArrayView start, qint64 value);
    void field(QByteArrayView start, std::chrono::nanoseconds value);
    void field(QByteArrayView start, const QString &value);

    const QByteArray m_measurement; // escaped
    const QByteArray m_tags;
    std::map<Key, QByteArray> m_starts; // of lines, up to there
    std::pair<const Key, QByteArray> *m_last = nullptr; // the next one is likely to be alike
    QByteArray m_lines;
    qsizetype m_usualSize = 0; // of all lines: what they were the last time
    char *m_out = nullptr;
    char *m_end = nullptr;
    QStringEncoder m_utf8 { QStringEncoder::Utf8 };
    quint32 m_number = 0;
};

} // namespace QtDynamoDBPrivate

#endif
