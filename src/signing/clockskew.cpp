// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/clockskew_p.h"

#include "transport/httpsyntax_p.h"

namespace QtDynamoDBPrivate {

using namespace std::chrono_literals;

void ClockSkew::learn(QByteArrayView dateHeader, QByteArrayView ageHeader,
                      std::chrono::nanoseconds roundTrip, const QDateTime &utcNow)
{
    if (!ageHeader.isEmpty() || roundTrip > 900s)
        return;
    if (dateHeader != m_text) {
        m_text = dateHeader.toByteArray();
        m_date = fromHttpDate(dateHeader);
    }
    if (!m_date.isValid())
        return;
    const std::chrono::milliseconds offset(utcNow.msecsTo(m_date));
    if (std::chrono::abs(offset) <= largestOffset)
        m_offset = offset;
}

bool ClockSkew::explains(std::chrono::milliseconds usedOffset) const noexcept
{
    // The service accepts an offset of five minutes. The margin of one minute allows for the
    // resolution of Date, one second, and for the duration of the response.
    return std::chrono::abs(offset() - usedOffset) >= 240s;
}

} // namespace QtDynamoDBPrivate
