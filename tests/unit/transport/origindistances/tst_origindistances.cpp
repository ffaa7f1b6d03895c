// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/origindistances_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_OriginDistances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tooSoon_data();
    void tooSoon();
    void shortestDistance();
    void manyOrigins();
};

void tst_OriginDistances::tooSoon_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<std::chrono::nanoseconds>("connecting");
    QTest::addColumn<std::chrono::nanoseconds>("learnt");
    QTest::addColumn<std::chrono::nanoseconds>("answer");
    QTest::addColumn<bool>("tooSoon");
    const auto row = [](const char *name, const char *url, std::chrono::nanoseconds connecting,
                        std::chrono::nanoseconds learnt, std::chrono::nanoseconds answer,
                        bool tooSoon) {
        QTest::newRow(name) << QUrl(QString::fromLatin1(url)) << connecting << learnt << answer
                            << tooSoon;
    };
    row("150 us after 20 ms", "http://example.com/", 20ms, 25ms, 150us, true);
    row("half", "http://example.com/", 20ms, 25ms, 10ms, false);
    row("less than half", "http://example.com/", 20ms, 25ms, 9999us, true);
    row("half of TLS, two round trips", "https://example.com/", 40ms, 25ms, 10ms, false);
    row("less than half of TLS", "https://example.com/", 40ms, 25ms, 9999us, true);
    row("slow handshake, fast responses", "https://example.com/", 40ms, 2ms, 1ms, false);
    row("near", "http://192.168.0.7:8000/", 900us, 2ms, 10us, false);
    row("loopback", "http://127.0.0.1:8000/", 20ms, 20ms, 10us, false);
    row("another loopback address", "http://127.1.2.3/", 20ms, 20ms, 10us, false);
    row("loopback, IPv6", "http://[::1]:8000/", 20ms, 20ms, 10us, false);
    row("localhost", "https://localhost/", 20ms, 20ms, 10us, false);
    row("under localhost", "https://a.localhost/", 20ms, 20ms, 10us, false);
}

void tst_OriginDistances::tooSoon()
{
    QFETCH(const QUrl, url);
    QFETCH(const std::chrono::nanoseconds, connecting);
    QFETCH(const std::chrono::nanoseconds, learnt);
    QFETCH(const std::chrono::nanoseconds, answer);
    QFETCH(const bool, tooSoon);
    OriginDistances distances;
    QVERIFY(!distances.isTooSoon(url, answer)); // no distance is known yet
    distances.learn(url, connecting, learnt);
    QCOMPARE(distances.isTooSoon(url, answer), tooSoon);
    distances.clear();
    QVERIFY(!distances.isTooSoon(url, answer));
}

void tst_OriginDistances::shortestDistance()
{
    const QUrl url(u"http://example.com/"_s);
    OriginDistances distances;
    distances.learn(url, 20ms, 20ms);
    distances.learn(url, 50ms, 8ms);
    distances.learn(url, 30ms, 30ms);
    QVERIFY(distances.isTooSoon(url, 3ms));
    QVERIFY(!distances.isTooSoon(url, 4ms));
    // Other origins are independent.
    QVERIFY(!distances.isTooSoon(QUrl(u"https://example.com/"_s), 3ms));
    QVERIFY(!distances.isTooSoon(QUrl(u"http://example.com:8000/"_s), 3ms));
}

void tst_OriginDistances::manyOrigins()
{
    OriginDistances distances;
    QUrl url;
    for (int i = 0; i < 1000; ++i) {
        url = QUrl(u"http://host%1/"_s.arg(i));
        distances.learn(url, 20ms, 20ms);
    }
    QVERIFY(distances.isTooSoon(url, 1ms));
}

QTEST_APPLESS_MAIN(tst_OriginDistances)

#include "tst_origindistances.moc"
