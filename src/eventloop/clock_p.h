// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLOCK_P_H
#define CLOCK_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qdatetime.h>

#include <chrono>
#include <functional>

namespace QtDynamoDBPrivate {

// The time, and alarms. Tests replace it. Belongs to one thread.
class Clock
{
public:
    using Duration = std::chrono::nanoseconds;
    using Alarm = quint64; // 0: no alarm

    virtual ~Clock() = default;

    [[nodiscard]] virtual Duration monotonic() const = 0;
    // Like monotonic(), with another start; counts the time that the machine was asleep.
    [[nodiscard]] virtual Duration sinceBoot() const = 0;
    [[nodiscard]] virtual QDateTime utcNow() const = 0;

    // Calls back once from the event loop, when monotonic() has reached the time.
    virtual Alarm wakeAt(Duration time, std::function<void()> callback) = 0;
    virtual void cancel(Alarm alarm) = 0; // does nothing if the alarm is over
};

} // namespace QtDynamoDBPrivate

#endif
