// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/adaptivelimiter_p.h"

#include <algorithm>
#include <cmath>

namespace QtDynamoDBPrivate {
namespace {

constexpr double beta = 0.7; // the factor of the rate at a throttling
constexpr double scale = 0.4; // of the cubic curve
constexpr double smoothing = 0.8; // weight of the newest half second
constexpr double minimumRate = 0.5; // attempts a second
constexpr double minimumCapacity = 1;

} // namespace

AdaptiveLimiter::Duration AdaptiveLimiter::acquire(Duration time)
{
    const double now = begin(time);
    if (!m_enabled)
        return Duration::zero();
    refill(now);
    m_tokens -= 1;
    if (m_tokens >= 0)
        return Duration::zero();
    // A negative number of tokens is the number of attempts that wait; this one waits behind them.
    return std::chrono::duration_cast<Duration>(
            std::chrono::duration<double>(-m_tokens / m_fillRate));
}

void AdaptiveLimiter::giveBack()
{
    m_tokens = std::min(m_tokens + 1, m_capacity);
}

void AdaptiveLimiter::attemptEnded(Outcome outcome, Duration time)
{
    const double now = begin(time);
    measure(now);

    double rate = 0;
    if (outcome == Outcome::Throttled) {
        const double current = m_enabled ? std::min(m_measuredRate, m_fillRate) : m_measuredRate;
        m_lastMaxRate = current;
        m_lastThrottle = now;
        m_enabled = true;
        rate = current * beta;
    } else {
        const double window = std::cbrt(m_lastMaxRate * (1 - beta) / scale);
        rate = scale * std::pow(now - m_lastThrottle - window, 3) + m_lastMaxRate;
    }
    // Also before the first throttling: the tokens saved until then can be spent after it.
    setRate(std::min(rate, 2 * m_measuredRate), now);
}

// Starts the curve and the count at the first use. Returns the time in seconds.
double AdaptiveLimiter::begin(Duration time)
{
    const double now = std::chrono::duration<double>(time).count();
    if (!m_begun) {
        m_begun = true;
        m_refilled = m_lastThrottle = now;
        m_bucket = std::floor(now);
    }
    return now;
}

void AdaptiveLimiter::measure(double now)
{
    const double bucket = std::floor(now * 2) / 2;
    ++m_bucketCount;
    if (bucket > m_bucket) {
        const double rate = m_bucketCount / (bucket - m_bucket);
        m_measuredRate = rate * smoothing + m_measuredRate * (1 - smoothing);
        m_bucketCount = 0;
        m_bucket = bucket;
    }
}

void AdaptiveLimiter::refill(double now)
{
    m_tokens = std::min(m_capacity, m_tokens + (now - m_refilled) * m_fillRate);
    m_refilled = now;
}

void AdaptiveLimiter::setRate(double rate, double now)
{
    refill(now);
    m_fillRate = std::max(rate, minimumRate);
    m_capacity = std::max(rate, minimumCapacity);
    m_tokens = std::min(m_tokens, m_capacity);
}

} // namespace QtDynamoDBPrivate
