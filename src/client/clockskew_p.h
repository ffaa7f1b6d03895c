// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLOCKSKEW_P_H
#define CLOCKSKEW_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qdatetime.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// How far the service's clock is from ours, learnt from the Date of every answer.
class Q_DYNAMODB_AUTOTEST_EXPORT ClockSkew
{
public:
    [[nodiscard]] std::chrono::milliseconds offset() const noexcept { return m_offset; }
    // An answer that a cache may have kept, or that took very long, teaches nothing.
    void learn(QByteArrayView dateHeader, QByteArrayView ageHeader,
               std::chrono::nanoseconds roundTrip, const QDateTime &utcNow);
    // Whether a request signed with that offset was refused for it, as far as we know now.
    [[nodiscard]] bool explains(std::chrono::milliseconds usedOffset) const noexcept;

private:
    std::chrono::milliseconds m_offset { 0 };
};

} // namespace QtDynamoDBPrivate

#endif
