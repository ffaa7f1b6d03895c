// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/measurementlog_p.h"

namespace QtDynamoDBPrivate {

namespace {

// Has what only its own call has.
[[nodiscard]] bool isSingular(const QDynamoDBMeasurement &measurement)
{
    return measurement.errorCode != QDynamoDBError::Code::NoError
            || measurement.retryDelay.count() >= 0 || !measurement.correlationId.isEmpty()
            || !measurement.traceParent.isEmpty() || !measurement.traceState.isEmpty()
            || !measurement.consumedCapacityByTable.isEmpty();
}

} // namespace

void MeasurementLog::add(const QDynamoDBMeasurement &measurement)
{
    m_records.push_back({ kindOf(measurement), measurement.timestamp, measurement.bytesSent,
                          measurement.bytesReceived, measurement.duration, measurement.queued,
                          measurement.connecting, measurement.waiting, measurement.receiving,
                          measurement.decoding });
}

std::size_t MeasurementLog::kindOf(const QDynamoDBMeasurement &measurement)
{
    if (isSingular(measurement)) {
        m_kinds.push_back(measurement);
        return m_kinds.size() - 1;
    }
    const auto key = std::tie(measurement.operation, measurement.tableName, measurement.indexName,
                              measurement.serverAddress, measurement.serverPort, measurement.region,
                              measurement.attempt, measurement.httpStatus);
    if (m_last && m_last->first == key)
        return m_last->second;
    auto found = m_kindsByKey.find(key);
    if (found == m_kindsByKey.end()) {
        found = m_kindsByKey.emplace(key, m_kinds.size()).first;
        m_kinds.push_back(measurement);
        m_kinds.back().requestId.clear();
    }
    m_last = &*found;
    return found->second;
}

const QDynamoDBMeasurement &MeasurementLog::restored(const Record &record)
{
    QDynamoDBMeasurement &measurement = m_kinds[record.kind];
    measurement.timestamp = record.timestamp;
    measurement.bytesSent = record.bytesSent;
    measurement.bytesReceived = record.bytesReceived;
    measurement.duration = record.duration;
    measurement.queued = record.queued;
    measurement.connecting = record.connecting;
    measurement.waiting = record.waiting;
    measurement.receiving = record.receiving;
    measurement.decoding = record.decoding;
    return measurement;
}

void MeasurementLog::clear()
{
    m_records.clear();
    m_kinds.clear();
    m_kindsByKey.clear();
    m_last = nullptr;
}

} // namespace QtDynamoDBPrivate
