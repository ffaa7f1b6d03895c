// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTREPORTS_P_H
#define CLIENTREPORTS_P_H

#include "measurements/measurementhandlers_p.h"
#include "measurements/statisticscollector_p.h"
#include "pipeline/clientevents_p.h"
#include "qdynamodbglobal_p.h"

#include <chrono>
#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

// The reports of calls to their client: its signals, its measurement handlers and its statistics.
// All functions except measurementHandlers() belong to the I/O thread.
class Q_DYNAMODB_AUTOTEST_EXPORT ClientReports
{
public:
    using Duration = std::chrono::nanoseconds;

    ClientReports(std::unique_ptr<ClientEvents> events, std::shared_ptr<const Observers> observers);

    [[nodiscard]] ClientEvents *events() const { return m_events.get(); }
    [[nodiscard]] MeasurementHandlers &measurementHandlers() { return m_handlers; } // thread-safe
    void endEvents() { m_events.reset(); } // the client is being destroyed

    // Whether the outcome of a call is reported; if not, it need not be collected.
    [[nodiscard]] bool wantsOutcomes() const { return m_events && m_observers->finished; }
    void reportFinished(const QDynamoDBOutcome &outcome);
    void reportError(const QDynamoDBError &error);
    void reportRetry(const QDynamoDBError &error, Duration delay);

    // Whether attempts are measured.
    [[nodiscard]] bool wantsMeasurements() const
    {
        return m_observers->measured || m_handlers.any() || m_statistics;
    }
    // The measurement that reportMeasurement() reports. It is reused and contains the values of the
    // previous attempt: set every member.
    [[nodiscard]] QDynamoDBMeasurement &nextMeasurement() { return m_measurement; }
    void reportMeasurement(Duration now);

    // Collects statistics from now on. Returns false if they are collected already, or if the
    // client is being destroyed.
    [[nodiscard]] bool collectStatistics(Duration now);
    [[nodiscard]] StatisticsSample sampleStatistics(Duration now)
    {
        return m_statistics->sample(now);
    }

private:
    std::unique_ptr<ClientEvents> m_events; // null after endEvents()
    const std::shared_ptr<const Observers> m_observers;
    MeasurementHandlers m_handlers;
    std::optional<StatisticsCollector> m_statistics;
    QDynamoDBMeasurement m_measurement;
};

} // namespace QtDynamoDBPrivate

#endif
