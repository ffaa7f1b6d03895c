// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/clockskew_p.h"

#include "values/utc_p.h"

#include <algorithm>
#include <array>

namespace QtDynamoDBPrivate {

using namespace std::chrono_literals;

QDateTime fromHttpDate(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 12> months { "Jan", "Feb", "Mar", "Apr",
                                                             "May", "Jun", "Jul", "Aug",
                                                             "Sep", "Oct", "Nov", "Dec" };
    if (text.size() != 29 || text[19] != ':' || text[22] != ':' || !text.endsWith(" GMT"))
        return {};
    bool good = true;
    const auto number = [&](qsizetype position, qsizetype length) {
        int value = 0;
        for (const char digit : text.sliced(position, length)) {
            good = good && digit >= '0' && digit <= '9';
            value = value * 10 + (digit - '0');
        }
        return value;
    };
    const auto month = std::find(months.begin(), months.end(), text.sliced(8, 3));
    const QDate date(number(12, 4), int(month - months.begin()) + 1, number(5, 2));
    const QTime time(number(17, 2), number(20, 2), number(23, 2));
    return good && date.isValid() && time.isValid() ? QDateTime(date, time, utc) : QDateTime();
}

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
