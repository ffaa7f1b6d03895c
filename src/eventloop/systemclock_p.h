// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SYSTEMCLOCK_P_H
#define SYSTEMCLOCK_P_H

#include "eventloop/clock_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>

#include <map>
#include <unordered_map>

namespace QtDynamoDBPrivate {

// The clock of the system. All alarms share one timer: Qt would search and sort a timer for each
// call.
class Q_DYNAMODB_AUTOTEST_EXPORT SystemClock final : public QObject, public Clock
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] Duration monotonic() const override;
    [[nodiscard]] Duration sinceBoot() const override;
    [[nodiscard]] QDateTime utcNow() const override;
    Alarm wakeAt(Duration time, std::function<void()> callback) override;
    void cancel(Alarm alarm) override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Key
    {
        Duration time;
        Alarm alarm;
        friend bool operator<(const Key &a, const Key &b)
        {
            return a.time != b.time ? a.time < b.time : a.alarm < b.alarm;
        }
    };

    void schedule();

    std::map<Key, std::function<void()>> m_alarms;
    std::unordered_map<Alarm, Duration> m_times;
    Alarm m_lastAlarm = 0;
    Duration m_scheduled { 0 }; // the time at which the timer fires; 0 while it is off
    QBasicTimer m_timer;
};

} // namespace QtDynamoDBPrivate

#endif
