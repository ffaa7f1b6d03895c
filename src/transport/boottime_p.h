// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BOOTTIME_P_H
#define BOOTTIME_P_H

#include "qdynamodbglobal_p.h"

#include <chrono>

namespace QtDynamoDBPrivate {

// Returns the time since the machine was started, including the time that it was asleep: a
// connection that was idle during sleep is most likely dead without a sign. Monotonic.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::chrono::nanoseconds bootTime() noexcept;

} // namespace QtDynamoDBPrivate

#endif
