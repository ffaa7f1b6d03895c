// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/measurementlog_p.h"

namespace QtDynamoDBPrivate {

namespace {

// Returns whether the measurement has data that other calls do not share.
[[nodiscard]] bool hasUniqueData(const QDynamoDBMeasurement &measurement)
{
    return measurement.errorCode != QDynamoDBError::Code::NoError
            || measurement.retryDelay.count() >= 0 || !measurement.correlationId.isEmpty()
            || !measurement.traceParent.isEmpty() || !measurement.traceState.isEmpty()
            || !measurement.consumedCapacityByTable.isEmpty();
}

[[nodiscard]] bool isSame(const QString &a, const QString &b)
{
    return a.isSharedWith(b) || a == b;
}

[[nodiscard]] bool isSameKind(const QDynamoDBMeasurement &a, const QDynamoDBMeasurement &b)
{
    return a.attempt == b.attempt && a.httpStatus == b.httpStatus && a.serverPort == b.serverPort
            && isSame(a.operation, b.operation) && isSame(a.tableName, b.tableName)
            && isSame(a.indexName, b.indexName) && isSame(a.serverAddress, b.serverAddress)
            && isSame(a.region, b.region);
}

// The number of kinds that records may share. Further ones are stored for each record, so that the
// search stays short.
constexpr std::size_t maximumShared = 64;

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
    if (!hasUniqueData(measurement)) {
        for (std::size_t i = 0; i < m_shared.size(); ++i) {
            const std::size_t kind = m_shared[(m_last + i) % m_shared.size()];
            if (isSameKind(m_kinds[kind], measurement)) {
                m_last = (m_last + i) % m_shared.size();
                return kind;
            }
        }
        if (m_shared.size() < maximumShared) {
            m_last = m_shared.size();
            m_shared.push_back(m_kinds.size());
        }
    }
    m_kinds.push_back(measurement);
    if (measurement.errorCode == QDynamoDBError::Code::NoError)
        m_kinds.back().requestId.clear();
    return m_kinds.size() - 1;
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
    m_shared.clear();
    m_last = 0;
}

} // namespace QtDynamoDBPrivate
