// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STATISTICSCOLLECTOR_P_H
#define STATISTICSCOLLECTOR_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qmap.h>

#include <array>
#include <chrono>

namespace QtDynamoDBPrivate {

// What QDynamoDBStatistics shows.
struct StatisticsSample
{
    int inFlight = 0;
    int queued = 0;
    qint64 requests = 0;
    double requestsPerSecond = 0;
    std::chrono::nanoseconds p50 { 0 };
    std::chrono::nanoseconds p99 { 0 };
    QMap<QDynamoDBError::Code, qint64> errors;
    QMap<QString, double> consumedCapacity;

    friend bool operator==(const StatisticsSample &, const StatisticsSample &) = default;
};

// Counts attempts since the beginning, and the durations of the last ten seconds: so many of each
// length, in steps of a thirty-second of a power of two.
class Q_DYNAMODB_AUTOTEST_EXPORT StatisticsCollector
{
public:
    using Duration = std::chrono::nanoseconds;

    explicit StatisticsCollector(Duration now);

    void add(const QDynamoDBMeasurement &measurement, Duration now);
    [[nodiscard]] StatisticsSample sample(Duration now);

    // The step that a duration is counted in, and the middle of it.
    [[nodiscard]] static std::size_t stepOf(Duration duration);
    [[nodiscard]] static Duration middleOf(std::size_t step);

    static constexpr int window = 10; // seconds
    static constexpr int stepsInOctave = 32;
    static constexpr int octaves = 27; // from a microsecond to two minutes
    static constexpr std::size_t steps = std::size_t(stepsInOctave) * octaves;

private:
    using Counts = std::array<quint32, steps>;

    void advance(Duration now);

    const qint64 m_begun; // seconds
    qint64 m_second; // the one that is being counted
    std::array<Counts, window> m_counts {}; // by second, round and round
    qint64 m_requests = 0;
    QMap<QDynamoDBError::Code, qint64> m_errors;
    QMap<QString, double> m_consumedCapacity;
};

} // namespace QtDynamoDBPrivate

#endif
