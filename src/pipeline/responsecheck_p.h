// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESPONSECHECK_P_H
#define RESPONSECHECK_P_H

#include "eventloop/clock_p.h"
#include "qdynamodbglobal_p.h"
#include "transport/transport_p.h"

#include <QtCore/qset.h>

#include <optional>

namespace QtDynamoDBPrivate {

// Finds responses that belong to another request, among those of which the transport can't know: a
// server or a middlebox has sent them on an unused connection (TransportReply::reused). It looks at
// the head: at the request id, which no two responses share, and at Date, which is not earlier than
// the request.
//
// Responses on new connections show what is usual for a server: one whose ids repeat, whose Date
// stands still or lags behind, is not suspected for that. A wrong suspicion costs one retry, which
// goes over a new connection.
class Q_DYNAMODB_AUTOTEST_EXPORT ResponseCheck
{
public:
    // The ids that are remembered, at least; twice as many at most.
    static constexpr qsizetype rememberedIds = 4096;
    // Date has whole seconds, and a service has more clocks than one.
    static constexpr std::chrono::seconds dateTolerance { 2 };
    // A Date that is further behind comes from a clock that was set back.
    static constexpr std::chrono::seconds largestLag { 60 };

    // Why the response is suspected, or an empty string. One that is not suspected is remembered.
    // Both times are of Clock::monotonic().
    [[nodiscard]] QString suspicion(const TransportReply &reply, QByteArrayView requestId,
                                    Clock::Duration sent, Clock::Duration arrived);
    // Why a response is suspected whose item has another key than the request, or an empty string:
    // a scripted server may have the same item for all.
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

    QByteArray m_dateText; // the last one, and its time
    std::optional<Clock::Duration> m_date;
    std::optional<Clock::Duration> m_knownDate; // of the last response that wasn't suspected, ...
    Clock::Duration m_knownAt { 0 }; // ... and when it arrived
    bool m_dateAdvances = false;
    Clock::Duration m_lag { 0 }; // of Date on new connections
};

} // namespace QtDynamoDBPrivate

#endif
