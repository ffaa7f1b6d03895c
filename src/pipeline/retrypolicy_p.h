// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RETRYPOLICY_P_H
#define RETRYPOLICY_P_H

#include "values/errorcodes_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <chrono>
#include <optional>

// The standard retry mode of the AWS SDKs, with their values of November 2026.
namespace QtDynamoDBPrivate {

// The values are those of QDynamoDBAbstractClient::RetryMode.
enum class RetryMode { Standard, Adaptive };

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT RetryClass retryClass(const QDynamoDBError &error);

// Returns the delay before the next attempt. random is in [0, 1); hint is the delay that the
// service asks for.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::chrono::nanoseconds retryDelay(
        RetryClass kind, int retriesSoFar, double random,
        std::optional<std::chrono::milliseconds> hint);

// The budget of a client for retries: many failing calls must not cause a storm of retries.
class Q_DYNAMODB_AUTOTEST_EXPORT RetryTokens
{
public:
    static constexpr int capacity = 500;
    static constexpr int transientCost = 14;
    static constexpr int throttlingCost = 5;

    [[nodiscard]] int available() const noexcept { return m_available; }
    // Takes the cost of a retry and returns it, or returns 0 if too few tokens are left.
    [[nodiscard]] int take(RetryClass kind) noexcept;
    // Returns tokens after a call has succeeded. lastCost is the cost of its last retry, or 0.
    void refund(int lastCost) noexcept;

private:
    int m_available = capacity;
};

} // namespace QtDynamoDBPrivate

#endif
