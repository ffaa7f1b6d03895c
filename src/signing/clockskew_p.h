// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLOCKSKEW_P_H
#define CLOCKSKEW_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>

#include <atomic>
#include <chrono>

namespace QtDynamoDBPrivate {

// The time in a Date header, in the one form that servers may send: "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] QDateTime fromHttpDate(QByteArrayView text);

// How far the service's clock is from ours, learnt from the Date of every answer.
class Q_DYNAMODB_AUTOTEST_EXPORT ClockSkew
{
public:
    // The largest correction, five years: the clock of a device that was without power for long. A
    // date that is further off is the server's mistake.
    static constexpr std::chrono::hours largestOffset { 5 * 366 * 24 };

    // From any thread.
    [[nodiscard]] std::chrono::milliseconds offset() const noexcept { return m_offset; }
    // Ignores a response that a cache may have kept, one that took very long, and a date that is
    // further away than largestOffset.
    void learn(QByteArrayView dateHeader, QByteArrayView ageHeader,
               std::chrono::nanoseconds roundTrip, const QDateTime &utcNow);
    // Whether a request signed with that offset was refused for it, as far as we know now.
    [[nodiscard]] bool explains(std::chrono::milliseconds usedOffset) const noexcept;

private:
    std::atomic<std::chrono::milliseconds> m_offset { std::chrono::milliseconds(0) };
    // The last Date, and what it says: many answers come in one second. For learn() alone.
    QByteArray m_text;
    QDateTime m_date;
};

} // namespace QtDynamoDBPrivate

#endif
