// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eventloop/systemclock_p.h"
#include "transport/boottime_p.h"

#include <QtCore/qcoreevent.h>

#include <algorithm>
#include <limits>

namespace QtDynamoDBPrivate {

Clock::Duration SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

Clock::Duration SystemClock::sinceBoot() const
{
    return bootTime();
}

QDateTime SystemClock::utcNow() const
{
    return QDateTime::currentDateTimeUtc();
}

Clock::Alarm SystemClock::wakeAt(Duration time, std::function<void()> callback)
{
    const Alarm alarm = ++m_lastAlarm;
    m_alarms.emplace(Key { time, alarm }, std::move(callback));
    m_times.emplace(alarm, time);
    schedule();
    return alarm;
}

void SystemClock::cancel(Alarm alarm)
{
    const auto found = m_times.find(alarm);
    if (found == m_times.end())
        return;
    m_alarms.erase(Key { found->second, alarm });
    m_times.erase(found);
    // The timer may fire once without an alarm, which is cheaper than a restart for each call.
}

void SystemClock::schedule()
{
    if (m_alarms.empty()) {
        m_timer.stop();
        m_scheduled = Duration::zero();
        return;
    }
    const Duration next = m_alarms.begin()->first.time;
    if (m_scheduled != Duration::zero() && m_scheduled <= next)
        return;
    using std::chrono::milliseconds;
    const auto wait = std::chrono::ceil<milliseconds>(next - monotonic()).count();
    constexpr qint64 longest = std::numeric_limits<int>::max();
    m_timer.start(int(std::clamp<qint64>(wait, 0, longest)), Qt::PreciseTimer, this);
    m_scheduled = next;
}

void SystemClock::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_timer.stop();
    m_scheduled = Duration::zero();
    // Alarms set by the callbacks wait for the next round of the event loop.
    const Duration now = monotonic();
    const Alarm last = m_lastAlarm;
    for (auto next = m_alarms.begin(); next != m_alarms.end() && next->first.time <= now;
         next = m_alarms.begin()) {
        if (next->first.alarm > last)
            break;
        const std::function<void()> callback = std::move(next->second);
        m_times.erase(next->first.alarm);
        m_alarms.erase(next);
        callback();
    }
    schedule();
}

} // namespace QtDynamoDBPrivate
