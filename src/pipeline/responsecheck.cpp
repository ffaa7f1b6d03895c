// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/responsecheck_p.h"

#include "transport/httpsyntax_p.h"

#include <QtCore/qhashfunctions.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

QString ResponseCheck::suspicion(const TransportReply &reply, QByteArrayView requestId,
                                 Clock::Duration sent, Clock::Duration arrived)
{
    const quint64 id = (quint64(qHash(requestId, 1)) << 32) ^ quint64(qHash(requestId, 2));
    const bool isRepeated = !requestId.isEmpty() && isKnown(id);
    if (isRepeated && !reply.reused)
        m_idsRepeat = true;
    if (isRepeated && !m_idsRepeat)
        return u"its request id is that of an earlier response"_s;

    const std::optional<Clock::Duration> date = dateOf(reply);
    if (date && m_knownDate) {
        const Clock::Duration lag = *m_knownDate + (sent - m_knownAt) - *date;
        const bool standsStill = !m_dateAdvances && *date == *m_knownDate;
        if (!reply.reused)
            m_lag = lag <= largestLag ? std::max(m_lag, lag) : m_lag;
        else if (!standsStill && lag > std::max<Clock::Duration>(m_lag, {}) + dateTolerance)
            return u"its date is earlier than the request"_s;
    }

    if (!requestId.isEmpty() && !isRepeated) {
        if (m_ids.size() >= rememberedIds) {
            m_olderIds = std::move(m_ids);
            m_ids.clear();
        }
        m_ids.insert(id);
    }
    if (date) {
        m_dateAdvances = m_dateAdvances || (m_knownDate && *date > *m_knownDate);
        m_knownDate = date;
        m_knownAt = arrived;
    }
    return {};
}

QString ResponseCheck::suspicionOfKey(const TransportReply &reply)
{
    if (!reply.reused)
        m_keysDiffer = true;
    return m_keysDiffer ? QString() : u"its item has another key"_s;
}

std::optional<Clock::Duration> ResponseCheck::dateOf(const TransportReply &reply)
{
    if (!reply.header("age").isEmpty())
        return std::nullopt; // the response comes from a cache
    const QByteArrayView text = reply.header("date");
    if (text != m_dateText) {
        m_dateText = text.toByteArray();
        const QDateTime date = fromHttpDate(text);
        m_date.reset();
        if (date.isValid())
            m_date = std::chrono::seconds(date.toSecsSinceEpoch());
    }
    return m_date;
}

} // namespace QtDynamoDBPrivate
