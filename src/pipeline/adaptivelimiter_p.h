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
    // One that had to wait won't go out after all.
    void giveBack();
    enum class Answer { Throttled, Other };
    void answered(Answer answer, Duration now);

    // Attempts a second; 0 while the gate is open.
    [[nodiscard]] double rate() const { return m_enabled ? m_fillRate : 0; }

private:
    double begin(Duration now);
    void measure(double now);
    void refill(double now);
    void setRate(double rate, double now);

    bool m_begun = false;
    bool m_enabled = false;
    double m_fillRate = 1;
    double m_capacity = 1;
    double m_tokens = 0; // negative while some wait
    double m_refilled = 0;
    double m_measuredRate = 0;
    double m_bucket = 0; // when the half second that is being counted began
    int m_bucketCount = 0;
    double m_lastMaxRate = 0;
    double m_lastThrottle = 0;
};

} // namespace QtDynamoDBPrivate

#endif
