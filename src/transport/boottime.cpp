// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/boottime_p.h"

#include <QtCore/qsystemdetection.h>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <ctime>
#endif

namespace QtDynamoDBPrivate {

std::chrono::nanoseconds bootTime() noexcept
{
#ifdef Q_OS_WIN
    return std::chrono::milliseconds(::GetTickCount64());
#else
#ifdef CLOCK_BOOTTIME
    constexpr clockid_t clock = CLOCK_BOOTTIME;
#else
    constexpr clockid_t clock = CLOCK_MONOTONIC; // includes the time asleep on Darwin
#endif
    timespec time {};
    if (::clock_gettime(clock, &time) != 0)
        return std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
#endif
}

} // namespace QtDynamoDBPrivate
