// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ADAPTIVELIMITER_P_H
#define ADAPTIVELIMITER_P_H

#include "qdynamodbglobal_p.h"

#include <chrono>

namespace QtDynamoDBPrivate {

// The adaptive retry mode's gate: open until the service throttles for the first time, then a token
// bucket whose rate falls at each throttling and grows again along a cubic curve.
class Q_DYNAMODB_AUTOTEST_EXPORT AdaptiveLimiter
{
public:
    using Duration = std::chrono::nanoseconds;

    // How long an attempt that wants to go out now has to wait; its place is taken.
    [[nodiscard]] Duration acquire(Duration now);
    enum class Answer { Throttled, Other };
    void answered(Answer answer, Duration now);

    [[nodiscard]] double rate() const { return m_fillRate; } // attempts a second; 0 while open

private:
    void measure(double now);
    void refill(double now);
    void setRate(double rate, double now);

    bool m_enabled = false;
    double m_fillRate = 0;
    double m_capacity = 0;
    double m_tokens = 0;
    double m_refilled = 0;
    double m_measuredRate = 0;
    double m_bucket = -1; // the half second that is being counted
    int m_bucketCount = 0;
    double m_lastMaxRate = 0;
    double m_lastThrottle = 0;
};

} // namespace QtDynamoDBPrivate

#endif
