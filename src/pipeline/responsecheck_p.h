// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESPONSECHECK_P_H
#define RESPONSECHECK_P_H

#include "eventloop/clock_p.h"
#include "qdynamodbglobal_p.h"
#include "transport/transport_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qset.h>

#include <optional>
#include <utility>

namespace QtDynamoDBPrivate {

// A check for responses that belong to another request: a server or middlebox can send bytes on an
// idle connection, and the transport can't always notice (TransportReply::reused). The check looks
// at two headers: the request id, which is different for each response, and Date, which is not
// earlier than the request.
//
// Responses on new connections show how a server behaves. If its ids repeat, or if its Date stands
// still or lags behind, that is no reason for suspicion. A wrong suspicion costs one retry, which
// uses a new connection.
class Q_DYNAMODB_AUTOTEST_EXPORT ResponseCheck
{
public:
    // The least number of ids that are remembered; the largest is twice that.
    static constexpr qsizetype rememberedIds = 4096;
    // Date has whole seconds, and the clocks of a service differ.
    static constexpr std::chrono::seconds dateTolerance { 2 };
    // A Date that lags further behind comes from a clock that was set back.
    static constexpr std::chrono::seconds largestLag { 60 };

    // Returns the reason for suspicion, or an empty string. Remembers a response without suspicion.
    // Both times are those of Clock::monotonic().
    [[nodiscard]] QString suspicion(const TransportReply &reply, QByteArrayView requestId,
                                    Clock::Duration sent, Clock::Duration arrived);
    // The item of the response has another key than the request. Returns the reason for suspicion,
    // or an empty string if the server does that on new connections, too, as a scripted one may.
    [[nodiscard]] QString suspicionOfKey(const TransportReply &reply);

private:
    [[nodiscard]] bool isKnown(quint64 id) const
    {
        return m_ids.contains(id) || m_olderIds.contains(id);
    }
    [[nodiscard]] std::optional<Clock::Duration> dateOf(const TransportReply &reply);

    QSet<quint64> m_ids; // hashes
    QSet<quint64> m_olderIds;
    bool m_idsRepeat = false;
    bool m_keysDiffer = false;

    QByteArray m_dateText; // the last Date header, and its time in m_date
    std::optional<Clock::Duration> m_date;
    std::optional<Clock::Duration> m_knownDate; // of the last response without suspicion
    Clock::Duration m_knownAt { 0 }; // when that response arrived
    bool m_dateAdvances = false;
    Clock::Duration m_lag { 0 }; // of Date on new connections
};

// The checks of a client's responses, one for each host: a client has one host, or a few (one for
// an account, one for searches).
class ResponseChecks
{
public:
    [[nodiscard]] ResponseCheck &of(const QString &host, int port)
    {
        const std::pair key(host, port);
        const auto known = m_checks.find(key);
        if (known != m_checks.end())
            return *known;
        if (m_checks.size() >= mostHosts)
            m_checks.clear();
        return m_checks[key];
    }

private:
    static constexpr qsizetype mostHosts = 64;

    QHash<std::pair<QString, int>, ResponseCheck> m_checks;
};

} // namespace QtDynamoDBPrivate

#endif
