// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RETRYPOLICY_P_H
#define RETRYPOLICY_P_H

#include "values/errorcodes_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <chrono>
#include <optional>

// The AWS SDKs' standard retry mode, with the values of November 2026.
namespace QtDynamoDBPrivate {

// As in QDynamoDBAbstractClient::RetryMode.
enum class RetryMode { Standard, Adaptive };

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT RetryClass retryClass(const QDynamoDBError &error);

// How long to wait before the next attempt. random is in [0, 1); hint is the service's own wish.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::chrono::nanoseconds retryDelay(
        RetryClass kind, int retriesSoFar, double random,
        std::optional<std::chrono::milliseconds> hint);

// What a client may spend on retries, so that many failing calls do not become a storm.
class Q_DYNAMODB_AUTOTEST_EXPORT RetryTokens
{
public:
    static constexpr int capacity = 500;
    static constexpr int transientCost = 14;
    static constexpr int throttlingCost = 5;

    [[nodiscard]] int available() const noexcept { return m_available; }
    // The cost taken, 0 where there is not enough left.
    [[nodiscard]] int take(RetryClass kind) noexcept;
    // A call succeeded; lastCost is what its last retry took, 0 where it needed none.
    void refund(int lastCost) noexcept;

private:
    int m_available = capacity;
};

} // namespace QtDynamoDBPrivate

#endif
