// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OTLP_P_H
#define OTLP_P_H

#include "json/jsonwriter_p.h"
#include "measurements/traceparent_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <array>
#include <chrono>
#include <map>
#include <random>
#include <tuple>

namespace QtDynamoDBPrivate {

// The resource in the sense of OTLP: the program that reports.
struct OtlpResource
{
    QString service;
    QString environment;
};

// An encoder of measurements into the JSON bodies of OTLP requests.
class OtlpReport
{
public:
    explicit OtlpReport(const OtlpResource &resource);

    void add(const QDynamoDBMeasurement &measurement);
    // Returns a request with one span per attempt, except for callers that are not sampled, and
    // removes the spans.
    [[nodiscard]] QByteArray takeTraces();
    // Returns a request with a histogram of durations, and resets it.
    [[nodiscard]] QByteArray takeMetrics();

private:
    // The bounds that the semantic conventions for database clients specify.
    static constexpr std::array<std::chrono::milliseconds, 9> bounds {
        std::chrono::milliseconds(1),   std::chrono::milliseconds(5),
        std::chrono::milliseconds(10),  std::chrono::milliseconds(50),
        std::chrono::milliseconds(100), std::chrono::milliseconds(500),
        std::chrono::seconds(1),        std::chrono::seconds(5),
        std::chrono::seconds(10)
    };

    // The attributes of a series: operation, table, error, HTTP status, server, port and region.
    using Key = std::tuple<QString, QString, QDynamoDBError::Code, int, QString, int, QString>;
    struct Series
    {
        QByteArray attributes; // encoded
        QByteArray spanStart; // encoded, with the same attributes
        std::array<qint64, bounds.size() + 1> counts {};
        qint64 count = 0;
        std::chrono::nanoseconds sum { 0 };
        std::chrono::nanoseconds minimum { 0 };
        std::chrono::nanoseconds maximum { 0 };
    };

    Series &seriesOf(const QDynamoDBMeasurement &measurement);
    void addSpan(const QDynamoDBMeasurement &measurement, const std::optional<TraceParent> &parent,
                 const Series &series, qint64 begin, qint64 end);
    void addDataPoint(JsonWriter &json, const Series &series) const;
    void writeId();

    const QByteArray m_tracesStart;
    const QByteArray m_metricsStart;
    JsonWriter m_spans;
    bool m_hasSpans = false;
    qsizetype m_lastSize = 0; // bytes of the spans at the last takeTraces()
    std::map<Key, Series> m_series;
    std::pair<const Key, Series> *m_last = nullptr; // the last one used; the next is often the same
    qint64 m_begin = 0; // of the earliest attempt, in nanoseconds since 1970
    qint64 m_end = 0; // of the latest one
    std::mt19937_64 m_random;
};

} // namespace QtDynamoDBPrivate

#endif
