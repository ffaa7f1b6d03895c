// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/clockskew_p.h"
#include "values/utc_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QtDynamoDBPrivate::ClockSkew;
using std::chrono::milliseconds;

namespace {

// A Sunday.
const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), QtDynamoDBPrivate::utc);
const QByteArray tenMinutesAhead = "Sun, 22 Nov 2026 12:10:00 GMT"_ba;

} // namespace

class tst_ClockSkew : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learns_data();
    void learns();
    void invalidDates_data();
    void invalidDates();
    void cachedAnswers();
    void slowAnswers();
    void follows();
    void implausibleDates_data();
    void implausibleDates();
    void explains_data();
    void explains();
};

void tst_ClockSkew::learns_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QDateTime>("utcNow");
    QTest::addColumn<qint64>("offset");
    const auto noon = [](int year, int month, int day) {
        return QDateTime(QDate(year, month, day), QTime(12, 0), QtDynamoDBPrivate::utc);
    };
    QTest::newRow("equal") << "Sun, 22 Nov 2026 12:00:00 GMT"_ba << now << qint64(0);
    QTest::newRow("ahead") << tenMinutesAhead << now << qint64(600000);
    QTest::newRow("behind") << "Sun, 22 Nov 2026 11:59:58 GMT"_ba << now << qint64(-2000);
    QTest::newRow("milliseconds") << "Sun, 22 Nov 2026 12:00:01 GMT"_ba << now.addMSecs(250)
                                  << qint64(750);
    QTest::newRow("one year behind")
            << "Sat, 22 Nov 2025 12:00:00 GMT"_ba << now << qint64(-365) * 86400000;
    QTest::newRow("local time zone")
            << "Sun, 22 Nov 2026 12:00:07 GMT"_ba << now.toOffsetFromUtc(-5 * 3600) << qint64(7000);
    QTest::newRow("leap day") << "Tue, 29 Feb 2028 12:00:00 GMT"_ba << noon(2028, 2, 29)
                              << qint64(0);
    const QByteArray months = "JanFebMarAprMayJunJulAugSepOctNovDec"_ba;
    for (int month = 1; month <= 12; ++month) {
        const QByteArray name = months.mid(3 * (month - 1), 3);
        // The weekday is ignored.
        QTest::newRow(name.constData())
                << "Mon, 09 " + name + " 2026 12:00:03 GMT" << noon(2026, month, 9) << qint64(3000);
    }
}

void tst_ClockSkew::learns()
{
    QFETCH(QByteArray, date);
    QFETCH(QDateTime, utcNow);
    QFETCH(qint64, offset);
    ClockSkew skew;
    // An earlier value that has to be replaced.
    skew.learn(tenMinutesAhead, {}, 0ms, now.addSecs(1234));
    skew.learn(date, {}, 10ms, utcNow);
    QCOMPARE(skew.offset(), milliseconds(offset));
}

void tst_ClockSkew::invalidDates_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("not a date") << "yesterday"_ba;
    QTest::newRow("not a date, of the same length") << "Sun, xx Nov 2026 12:00:00 GMT"_ba;
    QTest::newRow("unknown month") << "Sun, 22 Nix 2026 12:00:00 GMT"_ba;
    QTest::newRow("month in lower case") << "Sun, 22 NOV 2026 12:00:00 GMT"_ba;
    QTest::newRow("invalid day") << "Mon, 31 Nov 2026 12:00:00 GMT"_ba;
    QTest::newRow("invalid leap day") << "Mon, 29 Feb 2026 12:00:00 GMT"_ba;
    QTest::newRow("invalid hour") << "Sun, 22 Nov 2026 24:00:00 GMT"_ba;
    QTest::newRow("invalid minute") << "Sun, 22 Nov 2026 12:60:00 GMT"_ba;
    QTest::newRow("sign") << "Sun, 22 Nov 2026 12:00:-1 GMT"_ba;
    QTest::newRow("blank") << "Sun,  2 Nov 2026 12:00:00 GMT"_ba;
    QTest::newRow("other zone") << "Sun, 22 Nov 2026 12:00:00 CET"_ba;
    QTest::newRow("offset") << "Sun, 22 Nov 2026 12:00:00 +0000"_ba;
    QTest::newRow("truncated") << "Sun, 22 Nov 2026 12:00:00 GM"_ba;
    QTest::newRow("too long") << "Sun, 22 Nov 2026 12:00:00 GMT "_ba;
    QTest::newRow("ISO") << "2026-11-22T12:00:00Z"_ba;
    QTest::newRow("asctime") << "Sun Nov 22 12:00:00 2026"_ba;
    QTest::newRow("RFC 850") << "Sunday, 22-Nov-26 12:00:00 GMT"_ba;
    QTest::newRow("colons missing") << "Sun, 22 Nov 2026 12-00-00 GMT"_ba;
    QTest::newRow("other bytes") << "Sun, 22 Nov 2026 12:00:\xc3\xbc GMT"_ba;
}

void tst_ClockSkew::invalidDates()
{
    QFETCH(QByteArray, date);
    ClockSkew skew;
    skew.learn(tenMinutesAhead, {}, 0ms, now);
    skew.learn(date, {}, 0ms, now);
    QCOMPARE(skew.offset(), 600s);
}

void tst_ClockSkew::cachedAnswers()
{
    ClockSkew skew;
    skew.learn(tenMinutesAhead, "0", 0ms, now);
    QCOMPARE(skew.offset(), 0s);
    skew.learn(tenMinutesAhead, "3600", 0ms, now);
    QCOMPARE(skew.offset(), 0s);
    skew.learn(tenMinutesAhead, "", 0ms, now);
    QCOMPARE(skew.offset(), 600s);
}

void tst_ClockSkew::slowAnswers()
{
    ClockSkew skew;
    skew.learn(tenMinutesAhead, {}, 900s + 1ns, now);
    QCOMPARE(skew.offset(), 0s);
    skew.learn(tenMinutesAhead, {}, 900s, now);
    QCOMPARE(skew.offset(), 600s);
}

void tst_ClockSkew::follows()
{
    ClockSkew skew;
    QCOMPARE(skew.offset(), 0s);
    skew.learn(tenMinutesAhead, {}, 0ms, now);
    QCOMPARE(skew.offset(), 600s);
    skew.learn(tenMinutesAhead, {}, 0ms, now.addSecs(600)); // the local clock was set
    QCOMPARE(skew.offset(), 0s);
}

void tst_ClockSkew::implausibleDates_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::newRow("1970") << "Thu, 01 Jan 1970 00:00:00 GMT"_ba;
    QTest::newRow("9999") << "Fri, 31 Dec 9999 23:59:59 GMT"_ba;
    QTest::newRow("past the bound") << "Fri, 10 Jan 2032 12:00:00 GMT"_ba;
    QTest::newRow("before the bound") << "Fri, 01 Oct 2021 12:00:00 GMT"_ba;
}

// An implausible date is ignored; the next plausible one is used.
void tst_ClockSkew::implausibleDates()
{
    QFETCH(QByteArray, date);
    ClockSkew skew;
    skew.learn(date, {}, 0ms, now);
    QCOMPARE(skew.offset(), 0s);
    QVERIFY(!skew.explains(0ms));
    skew.learn(tenMinutesAhead, {}, 0ms, now);
    QCOMPARE(skew.offset(), 600s);
    skew.learn(date, {}, 0ms, now);
    QCOMPARE(skew.offset(), 600s);
    skew.learn("Sun, 22 Nov 2026 12:00:00 GMT", {}, 0ms, now);
    QCOMPARE(skew.offset(), 0s);
}

void tst_ClockSkew::explains_data()
{
    QTest::addColumn<int>("offset"); // seconds
    QTest::addColumn<int>("used"); // milliseconds
    QTest::addColumn<bool>("expected");
    QTest::newRow("none") << 0 << 0 << false;
    QTest::newRow("ahead, below") << 239 << 0 << false;
    QTest::newRow("ahead, at the limit") << 240 << 0 << true;
    QTest::newRow("behind, below") << -239 << 0 << false;
    QTest::newRow("behind, at the limit") << -240 << 0 << true;
    QTest::newRow("known already") << 600 << 600000 << false;
    QTest::newRow("about known already") << 600 << 598500 << false;
    QTest::newRow("just below") << 600 << 360001 << false;
    QTest::newRow("changed") << 600 << 360000 << true;
    QTest::newRow("zero again") << 0 << 600000 << true;
    QTest::newRow("opposite sign") << -150 << 150000 << true;
}

void tst_ClockSkew::explains()
{
    QFETCH(int, offset);
    QFETCH(int, used);
    QFETCH(bool, expected);
    ClockSkew skew;
    skew.learn("Sun, 22 Nov 2026 12:00:00 GMT", {}, 0ms, now.addSecs(-offset));
    QCOMPARE(skew.offset(), std::chrono::seconds(offset));
    QCOMPARE(skew.explains(milliseconds(used)), expected);
}

QTEST_APPLESS_MAIN(tst_ClockSkew)

#include "tst_clockskew.moc"
