// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKECLOCK_H
#define FAKECLOCK_H

#include "eventloop/clock_p.h"
#include "values/utc_p.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>
#include <QtCore/qthread.h>
#include <QtCore/qwaitcondition.h>

#include <map>
#include <optional>
#include <utility>

// A clock that stands still until it is told to advance. All functions are thread-safe; the
// callbacks run in the thread of the context object, which must live as long as the clock is used.
//
//     QVERIFY(clock->waitForAlarmIn(12500us)); // the retry, after the attempt has failed
//     clock->advance(12500us);                 // the callback has run when this returns
class FakeClock : public QtDynamoDBPrivate::Clock
{
public:
    explicit FakeClock(QObject *context)
        : m_context(context)
    {
    }

    [[nodiscard]] Duration monotonic() const override
    {
        QMutexLocker locker(&m_mutex);
        return m_now;
    }

    [[nodiscard]] Duration sinceBoot() const override
    {
        QMutexLocker locker(&m_mutex);
        return m_now + m_asleep;
    }

    // Lets the machine sleep: only sinceBoot() and utcNow() move on.
    void sleep(Duration duration)
    {
        QMutexLocker locker(&m_mutex);
        m_asleep += duration;
        m_utc = m_utc.addMSecs(duration / std::chrono::milliseconds(1));
    }

    [[nodiscard]] QDateTime utcNow() const override
    {
        QMutexLocker locker(&m_mutex);
        return m_utc.addMSecs((m_now - m_utcSet) / std::chrono::milliseconds(1));
    }

    // Sets the time of day, which advance() moves on.
    void setUtcNow(const QDateTime &now)
    {
        QMutexLocker locker(&m_mutex);
        m_utc = now.toUTC();
        m_utcSet = m_now;
    }

    Alarm wakeAt(Duration time, std::function<void()> callback) override
    {
        QMutexLocker locker(&m_mutex);
        m_alarms.emplace(Key(time, ++m_lastAlarm), std::move(callback));
        m_changed.wakeAll();
        return m_lastAlarm;
    }

    void cancel(Alarm alarm) override
    {
        QMutexLocker locker(&m_mutex);
        const auto isIt = [alarm](const auto &entry) { return entry.first.second == alarm; };
        if (std::erase_if(m_alarms, isIt) > 0)
            m_changed.wakeAll();
    }

    // Moves from alarm to alarm. Each callback sees the clock at the time of its alarm, or now if that
    // is past. Alarms that callbacks set are included. Returns after all callbacks have returned.
    void advance(Duration duration)
    {
        const Duration end = monotonic() + duration;
        while (std::optional<Key> next = stepTowards(end)) {
            const auto ring = [this, &next] { fire(*next); };
            const bool isHere = m_context->thread() == QThread::currentThread();
            QMetaObject::invokeMethod(m_context, ring,
                                      isHere ? Qt::DirectConnection : Qt::BlockingQueuedConnection);
        }
    }

    // Returns the time of the earliest pending alarm, as monotonic() counts.
    [[nodiscard]] std::optional<Duration> nextAlarm() const
    {
        QMutexLocker locker(&m_mutex);
        return m_alarms.empty() ? std::nullopt : std::optional(m_alarms.begin()->first.first);
    }

    [[nodiscard]] qsizetype alarms() const
    {
        QMutexLocker locker(&m_mutex);
        return qsizetype(m_alarms.size());
    }

    // Waits until this many alarms are pending. Returns false after the timeout, in milliseconds.
    [[nodiscard]] bool waitForAlarms(qsizetype count, int timeout = 10000)
    {
        return waitUntil(timeout, [this, count] { return qsizetype(m_alarms.size()) == count; });
    }

    // Waits until an alarm is pending that is due after exactly this duration.
    [[nodiscard]] bool waitForAlarmIn(Duration duration, int timeout = 10000)
    {
        return waitUntil(timeout, [this, duration] {
            const auto found = m_alarms.lower_bound(Key(m_now + duration, 0));
            return found != m_alarms.end() && found->first.first == m_now + duration;
        });
    }

private:
    using Key = std::pair<Duration, Alarm>;

    std::optional<Key> stepTowards(Duration end)
    {
        QMutexLocker locker(&m_mutex);
        if (m_alarms.empty() || m_alarms.begin()->first.first > end) {
            m_now = std::max(m_now, end);
            return std::nullopt;
        }
        const Key next = m_alarms.begin()->first;
        m_now = std::max(m_now, next.first);
        return next;
    }

    // Runs in the context's thread, so that an alarm that was cancelled there does not fire.
    void fire(const Key &key)
    {
        QMutexLocker locker(&m_mutex);
        const auto found = m_alarms.find(key);
        if (found == m_alarms.end())
            return;
        const std::function<void()> callback = std::move(found->second);
        m_alarms.erase(found);
        m_changed.wakeAll();
        locker.unlock();
        callback();
    }

    template<typename Condition>
    bool waitUntil(int timeout, Condition condition)
    {
        const QDeadlineTimer deadline(timeout);
        QMutexLocker locker(&m_mutex);
        while (!condition()) {
            if (!m_changed.wait(&m_mutex, deadline))
                return false;
        }
        return true;
    }

    QObject *const m_context;
    mutable QMutex m_mutex;
    QWaitCondition m_changed;
    std::map<Key, std::function<void()>> m_alarms;
    Alarm m_lastAlarm = 0;
    Duration m_now = std::chrono::hours(1);
    Duration m_asleep { 0 };
    Duration m_utcSet = m_now;
    QDateTime m_utc { QDate(2026, 11, 23), QTime(12, 0), QtDynamoDBPrivate::utc };
};

#endif
