// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/retrypolicy_p.h"

#include <algorithm>
#include <cmath>

namespace QtDynamoDBPrivate {

using namespace std::chrono_literals;

RetryClass retryClass(const QDynamoDBError &error)
{
    if (error.isThrottling())
        return RetryClass::Throttling;
    return error.isRetryable() ? RetryClass::Transient : RetryClass::None;
}

std::chrono::nanoseconds retryDelay(RetryClass kind, int retriesSoFar, double random,
                                    std::optional<std::chrono::milliseconds> hint)
{
    using Seconds = std::chrono::duration<double>;
    const Seconds base = kind == RetryClass::Throttling ? 1000ms : 25ms;
    const Seconds cap = 20s;
    const Seconds delay = random * std::min(base * std::exp2(retriesSoFar), cap);
    auto result = std::chrono::duration_cast<std::chrono::nanoseconds>(delay);
    if (hint && *hint >= 0ms) {
        const std::chrono::nanoseconds most = result + 5s;
        // Compared in milliseconds, because a long hint overflows in nanoseconds.
        const bool isLong = *hint > std::chrono::duration_cast<std::chrono::milliseconds>(most);
        result = std::max(result, isLong ? most : std::chrono::nanoseconds(*hint));
    }
    return result;
}

int RetryTokens::take(RetryClass kind) noexcept
{
    const int cost = kind == RetryClass::Throttling ? throttlingCost : transientCost;
    if (m_available < cost)
        return 0;
    m_available -= cost;
    return cost;
}

void RetryTokens::refund(int lastCost) noexcept
{
    m_available = std::min(capacity, m_available + std::max(lastCost, 1));
}

} // namespace QtDynamoDBPrivate
