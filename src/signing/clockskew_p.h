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

// The offset of the service's clock from the local one, measured by the Date header of each
// response.
class Q_DYNAMODB_AUTOTEST_EXPORT ClockSkew
{
public:
    // The largest correction: five years, for devices that were without power for a long time. A
    // larger offset is taken for an error of the server.
    static constexpr std::chrono::hours largestOffset { 5 * 366 * 24 };

    // Thread-safe.
    [[nodiscard]] std::chrono::milliseconds offset() const noexcept { return m_offset; }
    // Updates the offset by a response. Ignores responses that may come from a cache or took very
    // long, and offsets above largestOffset. Call from one thread only.
    void learn(QByteArrayView dateHeader, QByteArrayView ageHeader,
               std::chrono::nanoseconds roundTrip, const QDateTime &utcNow);
    // Returns whether the service probably rejected a request because it was signed with that
    // offset. Thread-safe.
    [[nodiscard]] bool explains(std::chrono::milliseconds usedOffset) const noexcept;

private:
    std::atomic<std::chrono::milliseconds> m_offset { std::chrono::milliseconds(0) };
    // The last Date header and its time, for learn(): many responses have the same one.
    QByteArray m_text;
    QDateTime m_date;
};

} // namespace QtDynamoDBPrivate

#endif
