// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eventloop/systemclock_p.h"
#include "waiting/longtimeouts.h"

using namespace std::chrono_literals;
using QtDynamoDBPrivate::SystemClock;

class tst_SystemClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_rung.clear(); }
    void times();
    void order();
    void notEarly();
    void firesInEventLoopOnly();
    void cancel();
    void cancelWithinCallback();
    void setWithinCallback();
    void setInThePastWithinCallback();
    void earlierThanScheduled();
    void farFuture();
    void many();

private:
    std::function<void()> note(int which)
    {
        return [this, which] { m_rung.append(which); };
    }

    QList<int> m_rung;
};

void tst_SystemClock::times()
{
    SystemClock clock;
    const auto first = clock.monotonic();
    const auto second = clock.monotonic();
    QVERIFY(first <= second);
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const QDateTime now = clock.utcNow();
    QCOMPARE(now.timeSpec(), Qt::UTC);
    QVERIFY(before <= now && now <= QDateTime::currentDateTimeUtc());
}

void tst_SystemClock::order()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    clock.wakeAt(now + 3ms, note(4));
    clock.wakeAt(now + 1ms, note(2));
    clock.wakeAt(now + 2ms, note(3));
    clock.wakeAt(now - 1h, note(1));
    clock.wakeAt(now + 3ms, note(5)); // alarms at equal times fire in the order of their creation
    clock.wakeAt(now + 3ms, note(6));
    QTRY_COMPARE(m_rung, QList<int>({ 1, 2, 3, 4, 5, 6 }));
}

void tst_SystemClock::notEarly()
{
    SystemClock clock;
    std::optional<SystemClock::Duration> rung;
    const auto time = clock.monotonic() + 1500us;
    clock.wakeAt(time, [&] { rung = clock.monotonic(); });
    QTRY_VERIFY(rung);
    QVERIFY(*rung >= time);
}

void tst_SystemClock::firesInEventLoopOnly()
{
    SystemClock clock;
    clock.wakeAt(clock.monotonic() - 1s, note(1));
    QVERIFY(m_rung.isEmpty());
    QTRY_COMPARE(m_rung, QList<int>({ 1 }));
}

void tst_SystemClock::cancel()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    const SystemClock::Alarm first = clock.wakeAt(now, note(1));
    const SystemClock::Alarm second = clock.wakeAt(now + 1ms, note(2));
    clock.wakeAt(now + 2ms, note(3));
    QVERIFY(first != 0);
    QVERIFY(second != 0);
    QVERIFY(first != second);
    clock.cancel(first);
    clock.cancel(second);
    clock.cancel(second);
    clock.cancel(0);
    clock.cancel(987654321);
    QTRY_COMPARE(m_rung, QList<int>({ 3 }));

    // An alarm that has fired, and then the only pending one.
    clock.cancel(first);
    clock.cancel(clock.wakeAt(clock.monotonic(), note(4)));
    clock.wakeAt(clock.monotonic() + 1ms, note(5));
    QTRY_COMPARE(m_rung, QList<int>({ 3, 5 }));
}

void tst_SystemClock::cancelWithinCallback()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    SystemClock::Alarm self = 0;
    SystemClock::Alarm sameTime = 0;
    SystemClock::Alarm dueAsWell = 0;
    self = clock.wakeAt(now - 2ms, [&] {
        m_rung.append(1);
        clock.cancel(self); // has fired already
        clock.cancel(sameTime);
        clock.cancel(dueAsWell);
    });
    sameTime = clock.wakeAt(now - 2ms, note(2));
    dueAsWell = clock.wakeAt(now - 1ms, note(3));
    clock.wakeAt(now, note(4));
    QTRY_COMPARE(m_rung, QList<int>({ 1, 4 }));
}

void tst_SystemClock::setWithinCallback()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    clock.wakeAt(now, [&] {
        m_rung.append(1);
        clock.wakeAt(clock.monotonic() + 1ms, [&] {
            m_rung.append(2);
            clock.wakeAt(clock.monotonic() + 1ms, note(3));
        });
    });
    QTRY_COMPARE(m_rung, QList<int>({ 1, 2, 3 }));
}

// Events of the event loop and other alarms are handled in between.
void tst_SystemClock::setInThePastWithinCallback()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    int rounds = 0;
    std::function<void()> again = [&] {
        if (++rounds < 50)
            clock.wakeAt(now - 1h, again);
    };
    bool eventSeen = false;
    int roundsAtEvent = 0;
    clock.wakeAt(now - 1s, again);
    clock.wakeAt(now, note(1));
    const auto look = [&] {
        eventSeen = true;
        roundsAtEvent = rounds;
    };
    clock.wakeAt(now - 2s, [&] { QMetaObject::invokeMethod(&clock, look, Qt::QueuedConnection); });
    QTRY_COMPARE(rounds, 50);
    QTRY_COMPARE(m_rung, QList<int>({ 1 }));
    QVERIFY(eventSeen);
    QVERIFY(roundsAtEvent < 50);
}

void tst_SystemClock::earlierThanScheduled()
{
    SystemClock clock;
    clock.wakeAt(clock.monotonic() + 1h, note(2));
    clock.wakeAt(clock.monotonic() + 1ms, note(1));
    QTRY_COMPARE(m_rung, QList<int>({ 1 }));
}

// More milliseconds than a QTimer supports.
void tst_SystemClock::farFuture()
{
    SystemClock clock;
    const SystemClock::Alarm year = clock.wakeAt(clock.monotonic() + 24h * 365, note(3));
    clock.wakeAt(SystemClock::Duration::max(), note(4));
    clock.wakeAt(clock.monotonic() + 1ms, note(1));
    QTRY_COMPARE(m_rung, QList<int>({ 1 }));
    clock.cancel(year);
    clock.wakeAt(clock.monotonic() + 1ms, note(2));
    QTRY_COMPARE(m_rung, QList<int>({ 1, 2 }));
}

void tst_SystemClock::many()
{
    SystemClock clock;
    const auto now = clock.monotonic();
    QList<SystemClock::Alarm> alarms;
    QList<int> expected;
    for (int i = 0; i < 2000; ++i) {
        const int place = (i * 7919) % 2000; // each value once, in mixed order
        alarms.append(clock.wakeAt(now + place * 1us, note(place)));
        if (i % 3 == 0)
            clock.cancel(alarms.constLast());
        else
            expected.append(place);
    }
    std::sort(expected.begin(), expected.end());
    QTRY_COMPARE(m_rung.size(), expected.size());
    QCOMPARE(m_rung, expected);
}

QTEST_GUILESS_MAIN(tst_SystemClock)

#include "tst_systemclock.moc"
