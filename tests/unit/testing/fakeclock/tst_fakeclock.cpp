// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeclock/fakeclock.h"

#include "values/utc_p.h"

#include <QtTest/qtest.h>

using namespace std::chrono_literals;

// The fake clock of other tests.
class tst_FakeClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void standsStill();
    void order();
    void cancel();
    void waiting();

private:
    // Runs a function in the other thread, as the engine does.
    template<typename Function>
    void there(Function function)
    {
        QMetaObject::invokeMethod(m_context, function, Qt::BlockingQueuedConnection);
    }

    QThread *m_thread = nullptr;
    QObject *m_context = nullptr;
    std::unique_ptr<FakeClock> m_clock;
    QList<FakeClock::Duration> m_rung;
};

void tst_FakeClock::init()
{
    m_thread = new QThread;
    m_context = new QObject;
    m_context->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread->start();
    m_clock = std::make_unique<FakeClock>(m_context);
    m_rung.clear();
}

void tst_FakeClock::cleanup()
{
    m_thread->quit();
    m_thread->wait();
    delete m_thread;
}

void tst_FakeClock::standsStill()
{
    const FakeClock::Duration begin = m_clock->monotonic();
    m_clock->setUtcNow(QDateTime(QDate(2027, 1, 1), QTime(0, 0), QtDynamoDBPrivate::utc));
    QCOMPARE(m_clock->utcNow(), QDateTime(QDate(2027, 1, 1), QTime(0, 0), QtDynamoDBPrivate::utc));
    m_clock->advance(1500ms);
    QCOMPARE(m_clock->monotonic() - begin, 1500ms);
    QCOMPARE(m_clock->utcNow(),
             QDateTime(QDate(2027, 1, 1), QTime(0, 0, 1, 500), QtDynamoDBPrivate::utc));
    m_clock->setUtcNow(QDateTime(QDate(2026, 1, 1), QTime(0, 0), QtDynamoDBPrivate::utc));
    QCOMPARE(m_clock->utcNow(), QDateTime(QDate(2026, 1, 1), QTime(0, 0), QtDynamoDBPrivate::utc));
}

void tst_FakeClock::order()
{
    const FakeClock::Duration begin = m_clock->monotonic();
    const auto note = [this, begin] {
        QCOMPARE(QThread::currentThread(), m_thread);
        m_rung.append(m_clock->monotonic() - begin);
    };
    there([&] {
        m_clock->wakeAt(begin + 30ms, note);
        m_clock->wakeAt(begin + 10ms, [&] {
            note();
            m_clock->wakeAt(begin + 20ms, note); // set by a callback
            m_clock->wakeAt(begin + 5ms, note); // in the past
        });
        m_clock->wakeAt(begin + 31ms, note);
    });
    QCOMPARE(m_clock->nextAlarm(), begin + 10ms);
    m_clock->advance(9ms);
    QVERIFY(m_rung.isEmpty());
    m_clock->advance(21ms);
    QCOMPARE(m_rung, QList<FakeClock::Duration>({ 10ms, 10ms, 20ms, 30ms }));
    QCOMPARE(m_clock->nextAlarm(), begin + 31ms);
    m_clock->advance(1ms);
    QCOMPARE(m_clock->alarms(), 0);
    QCOMPARE(m_clock->nextAlarm(), std::nullopt);
}

void tst_FakeClock::cancel()
{
    const FakeClock::Duration begin = m_clock->monotonic();
    there([&] {
        const auto note = [&] { m_rung.append(m_clock->monotonic() - begin); };
        m_clock->cancel(m_clock->wakeAt(begin + 1ms, note));
        const FakeClock::Alarm second = m_clock->wakeAt(begin + 2ms, note);
        m_clock->wakeAt(begin + 2ms, note);
        m_clock->wakeAt(begin + 1ms, [&, second] { m_clock->cancel(second); });
        m_clock->cancel(0);
        m_clock->cancel(12345);
    });
    m_clock->advance(1h);
    QCOMPARE(m_rung, QList<FakeClock::Duration>({ 2ms }));
}

void tst_FakeClock::waiting()
{
    const FakeClock::Duration begin = m_clock->monotonic();
    const auto later = [&] {
        m_clock->wakeAt(begin + 5ms, [] {});
        m_clock->wakeAt(begin + 7ms, [] {});
    };
    QMetaObject::invokeMethod(m_context, later, Qt::QueuedConnection);
    QVERIFY(m_clock->waitForAlarms(2));
    QVERIFY(m_clock->waitForAlarmIn(7ms));
    m_clock->advance(4ms);
    QVERIFY(m_clock->waitForAlarmIn(3ms));
    QVERIFY(m_clock->waitForAlarmIn(1ms));
    QVERIFY(!m_clock->waitForAlarmIn(2ms, 0));
    QVERIFY(!m_clock->waitForAlarms(3, 0));
}

QTEST_GUILESS_MAIN(tst_FakeClock)

#include "tst_fakeclock.moc"
