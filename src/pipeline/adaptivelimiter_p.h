// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ADAPTIVELIMITER_P_H
#define ADAPTIVELIMITER_P_H

#include "qdynamodbglobal_p.h"

#include <chrono>

namespace QtDynamoDBPrivate {

// The rate limit of the adaptive retry mode. There is no limit until the service throttles for the
// first time; then a token bucket, whose rate falls at each throttling and grows again along a
// cubic curve.
class Q_DYNAMODB_AUTOTEST_EXPORT AdaptiveLimiter
{
public:
    using Duration = std::chrono::nanoseconds;

    // Takes a token for an attempt, and returns how long the attempt has to wait.
    [[nodiscard]] Duration acquire(Duration now);
    // Returns the token of an attempt that had to wait and is not sent.
    void giveBack();
    enum class Outcome { Throttled, Other };
    void attemptEnded(Outcome outcome, Duration now);

    // Attempts a second; 0 without a limit.
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
    double m_tokens = 0; // negative while attempts wait
    double m_refilled = 0; // when the tokens were last updated, in seconds as all times here
    double m_measuredRate = 0;
    double m_bucket = 0; // the begin of the half second that is counted
    int m_bucketCount = 0;
    double m_lastMaxRate = 0;
    double m_lastThrottle = 0;
};

} // namespace QtDynamoDBPrivate

#endif
