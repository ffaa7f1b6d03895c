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

// The values of QDynamoDBStatistics.
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

// A collector of statistics: counts of all attempts, and a histogram of the durations of the last
// ten seconds, with 32 steps between powers of two.
class Q_DYNAMODB_AUTOTEST_EXPORT StatisticsCollector
{
public:
    using Duration = std::chrono::nanoseconds;

    explicit StatisticsCollector(Duration now);

    void add(const QDynamoDBMeasurement &measurement, Duration now);
    [[nodiscard]] StatisticsSample sample(Duration now);

    // Returns the step of the histogram for a duration, and the middle of a step.
    [[nodiscard]] static std::size_t stepOf(Duration duration);
    [[nodiscard]] static Duration middleOf(std::size_t step);

    static constexpr int window = 10; // seconds
    static constexpr int stepsInOctave = 32;
    static constexpr int octaves = 27; // from a microsecond to two minutes
    static constexpr std::size_t steps = std::size_t(stepsInOctave) * octaves;

private:
    using Counts = std::array<quint32, steps>;

    void advance(Duration now);

    const qint64 m_begun; // the first second
    qint64 m_second; // the current second
    std::array<Counts, window> m_counts {}; // by second, modulo the window
    qint64 m_requests = 0;
    QMap<QDynamoDBError::Code, qint64> m_errors;
    QMap<QString, double> m_consumedCapacity;
};

} // namespace QtDynamoDBPrivate

#endif
