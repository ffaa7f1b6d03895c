// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientreports_p.h"

#include <QtDynamoDB/qdynamodboutcome.h>

namespace QtDynamoDBPrivate {

ClientReports::ClientReports(std::unique_ptr<ClientEvents> events,
                             std::shared_ptr<const Observers> observers)
    : m_events(std::move(events))
    , m_observers(std::move(observers))
{
}

void ClientReports::reportFinished(const QDynamoDBOutcome &outcome)
{
    if (m_events)
        m_events->finished(outcome);
}

void ClientReports::reportError(const QDynamoDBError &error)
{
    if (m_events && m_observers->errorOccurred)
        m_events->errorOccurred(error);
}

void ClientReports::reportRetry(const QDynamoDBError &error, Duration delay)
{
    if (m_events && m_observers->retrying)
        m_events->retrying(error, std::chrono::ceil<std::chrono::milliseconds>(delay));
}

void ClientReports::reportMeasurement(Duration now)
{
    if (m_statistics)
        m_statistics->add(m_measurement, now);
    // A handler may destroy the client.
    if (m_handlers.any())
        m_handlers.call(m_measurement);
    if (m_events && m_observers->measured)
        m_events->measured(m_measurement);
}

bool ClientReports::collectStatistics(Duration now)
{
    if (!m_events || m_statistics)
        return false;
    m_statistics.emplace(now);
    return true;
}

} // namespace QtDynamoDBPrivate
