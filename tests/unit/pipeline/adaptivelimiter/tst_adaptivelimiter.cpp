// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processes/botocore.h"
#include "pipeline/adaptivelimiter_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qtest.h>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QtDynamoDBPrivate::AdaptiveLimiter;
using Outcome = AdaptiveLimiter::Outcome;
using Duration = AdaptiveLimiter::Duration;

namespace {

Duration fromSeconds(double seconds)
{
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

double inSeconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-5 * std::max(1.0, std::abs(b));
}

constexpr Duration start = 1000s;

// Returns a limiter after ten attempts in a second, of which the last is throttled: the measured rate is
// 9.6 per second.
AdaptiveLimiter throttledAfterOneSecond()
{
    AdaptiveLimiter limiter;
    for (int i = 1; i <= 10; ++i) {
        (void)limiter.acquire(start + (i - 1) * 100ms);
        limiter.attemptEnded(i < 10 ? Outcome::Other : Outcome::Throttled, start + i * 100ms);
    }
    return limiter;
}

} // namespace

class tst_AdaptiveLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unlimitedUntilThrottled();
    void throttled();
    void recovers();
    void minimumRate();
    void waitersTakeTurns();
    void cancelledWaiters();
    void sameAsBotocore();
};

void tst_AdaptiveLimiter::unlimitedUntilThrottled()
{
    AdaptiveLimiter limiter;
    for (int i = 0; i < 10000; ++i) {
        QCOMPARE(limiter.acquire(start + i * 1us), 0s);
        limiter.attemptEnded(Outcome::Other, start + i * 1us + 500us);
    }
    QCOMPARE(limiter.rate(), 0.0);
    limiter.attemptEnded(Outcome::Throttled, start + 1s);
    QVERIFY(limiter.rate() > 0);
}

// Calculated by hand: the half second from 1000.0 s on contains five responses, including the one at
// 1000.5 s: 5 / 0.5 s * 0.8 = 8/s. The next: 5 / 0.5 s * 0.8 + 8/s * 0.2 = 9.6/s, of which 70 % remain.
void tst_AdaptiveLimiter::throttled()
{
    const AdaptiveLimiter limiter = throttledAfterOneSecond();
    QVERIFY(isClose(limiter.rate(), 0.7 * 9.6));
}

// The rate starts at 70 %, approaches the old rate, reaches it after cbrt(9.6 * 0.3 / 0.4) = 1.93 s, and
// then rises faster and faster.
void tst_AdaptiveLimiter::recovers()
{
    AdaptiveLimiter limiter = throttledAfterOneSecond();
    const Duration since = start + 1s;
    const double zeroPoint = std::cbrt(9.6 * 0.3 / 0.4);
    // With many responses, twice the measured rate is no limit.
    for (int i = 1; i <= 4000; ++i) {
        const Duration time = since + i * 1ms;
        limiter.attemptEnded(Outcome::Other, time);
        const double expected = 0.4 * std::pow(i / 1000.0 - zeroPoint, 3) + 9.6;
        if (!isClose(limiter.rate(), expected))
            QFAIL(qPrintable(u"%1 ms: %2, not %3"_s.arg(i).arg(limiter.rate()).arg(expected)));
    }
    QVERIFY(limiter.rate() > 9.6);
}

void tst_AdaptiveLimiter::minimumRate()
{
    AdaptiveLimiter limiter;
    (void)limiter.acquire(start);
    for (int i = 0; i < 20; ++i)
        limiter.attemptEnded(Outcome::Throttled, start + i * 5s);
    QCOMPARE(limiter.rate(), 0.5);
    // The capacity of the bucket is at least one token.
    QCOMPARE(limiter.acquire(start + 1000s), 0s);
    QCOMPARE(limiter.acquire(start + 1000s), 2s);
}

void tst_AdaptiveLimiter::waitersTakeTurns()
{
    AdaptiveLimiter limiter = throttledAfterOneSecond();
    const Duration now = start + 1s;
    int atOnce = 0;
    Duration wait = limiter.acquire(now);
    while (wait == 0s) {
        ++atOnce;
        QVERIFY(atOnce < 10);
        wait = limiter.acquire(now);
    }
    const double pause = 1 / limiter.rate();
    for (int i = 0; i < 100; ++i) {
        const Duration next = limiter.acquire(now);
        QVERIFY(isClose(inSeconds(next - wait), pause));
        wait = next;
    }
    // Elapsed time reduces the pauses of all waiters.
    const Duration later = limiter.acquire(now + 1s);
    QVERIFY(isClose(inSeconds(later), inSeconds(wait) + pause - 1));
}

void tst_AdaptiveLimiter::cancelledWaiters()
{
    AdaptiveLimiter limiter = throttledAfterOneSecond();
    const Duration now = start + 1s;
    Duration wait { 0 };
    while (wait == 0s)
        wait = limiter.acquire(now);
    for (int i = 0; i < 1000; ++i)
        (void)limiter.acquire(now);
    for (int i = 0; i < 1000; ++i)
        limiter.giveBack();
    QVERIFY(isClose(inSeconds(limiter.acquire(now)), inSeconds(wait) + 1 / limiter.rate()));
}

// botocore limits the same attempts in the same way.
void tst_AdaptiveLimiter::sameAsBotocore()
{
    const QString script = QFINDTESTDATA("limit_rates.py");
    QVERIFY(!script.isEmpty());
    constexpr int runs = 8;
    const ProcessResult result = runBotocore(script, { QString::number(runs) });
    QVERIFY2(result.ok, result.errors.constData());
    const QJsonArray sequences = QJsonDocument::fromJson(result.output).array();
    QCOMPARE(sequences.size(), runs);

    for (const QJsonValue &sequence : sequences) {
        AdaptiveLimiter limiter;
        const QJsonArray events = sequence.toArray();
        QCOMPARE(events.size(), 3000);
        int waits = 0;
        for (qsizetype i = 0; i < events.size(); ++i) {
            const QJsonValue event = events[i];
            const Duration time = fromSeconds(event[0].toDouble());
            const QString kind = event[1].toString();
            const double expected = event[2].toDouble();
            double actual = 0;
            if (kind == "acquire"_L1) {
                actual = inSeconds(limiter.acquire(time));
                waits += actual > 0;
            } else {
                limiter.attemptEnded(kind == "throttled"_L1 ? Outcome::Throttled : Outcome::Other,
                                     time);
                actual = limiter.rate();
            }
            if (!isClose(actual, expected)) {
                QFAIL(qPrintable(
                        u"Event %1, %2: %3, not %4"_s.arg(i).arg(kind).arg(actual).arg(expected)));
            }
        }
        QVERIFY(waits > 100);
    }
}

QTEST_GUILESS_MAIN(tst_AdaptiveLimiter)

#include "tst_adaptivelimiter.moc"
