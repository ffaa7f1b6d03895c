// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OTLP_P_H
#define OTLP_P_H

#include "json/jsonwriter_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <array>
#include <chrono>
#include <map>
#include <random>
#include <tuple>

namespace QtDynamoDBPrivate {

// What OTLP calls a resource: who it is that reports.
struct OtlpResource
{
    QString service;
    QString environment;
};

// The bodies of OTLP's requests, which grow with each measurement.
class OtlpReport
{
public:
    explicit OtlpReport(const OtlpResource &resource);

    void add(const QDynamoDBMeasurement &measurement);
    // Spans: one for each attempt, unless its caller is not sampled. There are none afterwards.
    [[nodiscard]] QByteArray takeTraces();
    // A histogram of durations; likewise.
    [[nodiscard]] QByteArray takeMetrics();

private:
    // Those that the conventions want.
    static constexpr std::array<std::chrono::milliseconds, 9> bounds {
        std::chrono::milliseconds(1),   std::chrono::milliseconds(5),
        std::chrono::milliseconds(10),  std::chrono::milliseconds(50),
        std::chrono::milliseconds(100), std::chrono::milliseconds(500),
        std::chrono::seconds(1),        std::chrono::seconds(5),
        std::chrono::seconds(10)
    };

    // What is told apart in metrics: operation, table, error, HTTP status, server, port and region.
    using Key = std::tuple<QString, QString, QDynamoDBError::Code, int, QString, int, QString>;
    struct Series
    {
        QByteArray attributes; // of all of its measurements, written
        QByteArray spanStart; // with the same attributes; more may follow
        std::array<qint64, bounds.size() + 1> counts {};
        qint64 count = 0;
        std::chrono::nanoseconds sum { 0 };
        std::chrono::nanoseconds minimum { 0 };
        std::chrono::nanoseconds maximum { 0 };
    };

    Series &seriesOf(const QDynamoDBMeasurement &measurement);
    void addSpan(const QDynamoDBMeasurement &measurement, const Series &series, qint64 begin,
                 qint64 end);
    void addDataPoint(JsonWriter &json, const Series &series) const;
    void writeId();

    const QByteArray m_tracesStart;
    const QByteArray m_metricsStart;
    JsonWriter m_spans;
    bool m_hasSpans = false;
    qsizetype m_usualSize = 0; // of all spans: what they were the last time
    std::map<Key, Series> m_series;
    std::pair<const Key, Series> *m_last = nullptr; // the next one is likely to be alike
    qint64 m_begin = 0; // of the first and the last of them, in nanoseconds since the epoch
    qint64 m_end = 0;
    std::mt19937_64 m_random;
};

} // namespace QtDynamoDBPrivate

#endif
