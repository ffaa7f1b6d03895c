// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/responsecheck_p.h"
#include "values/utc_p.h"

#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ResponseCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestIds();
    void repeatedIds();
    void oldIdsAreDiscarded();
    void dates_data();
    void dates();
    void fixedDate();
    void laggingDate();
    void clockSetBack();
    void keys();

private:
    // Checks a response with this ID and Date, which arrives a second after its request. Times count from
    // the start of the test.
    bool isSuspected(const QByteArray &id, std::optional<int> date, std::chrono::seconds sent,
                     bool reused = true, const QByteArray &age = {});

    ResponseCheck m_check;
};

bool tst_ResponseCheck::isSuspected(const QByteArray &id, std::optional<int> date,
                                    std::chrono::seconds sent, bool reused, const QByteArray &age)
{
    TransportReply reply;
    reply.reused = reused;
    if (date) {
        const QDateTime time = QDateTime(QDate(2026, 11, 23), QTime(12, 0), utc).addSecs(*date);
        reply.headers.append(
                { "date",
                  QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1() + " GMT" });
    }
    if (!age.isEmpty())
        reply.headers.append({ "age", age });
    return !m_check.suspicion(reply, id, sent, sent + 1s).isEmpty();
}

void tst_ResponseCheck::requestIds()
{
    m_check = {};
    QVERIFY(!isSuspected("a", {}, 0s, false));
    QVERIFY(!isSuspected("b", {}, 1s));
    QVERIFY(isSuspected("a", {}, 2s));
    QVERIFY(isSuspected("b", {}, 3s));
    QVERIFY(!isSuspected("c", {}, 4s));
    QVERIFY(isSuspected("c", {}, 5s));
    QVERIFY(!isSuspected("", {}, 6s));
    QVERIFY(!isSuspected("", {}, 7s));
}

// A response on a new connection shows that the server uses one ID for all responses.
void tst_ResponseCheck::repeatedIds()
{
    m_check = {};
    QVERIFY(!isSuspected("a", {}, 0s, false));
    QVERIFY(isSuspected("a", {}, 1s));
    QVERIFY(!isSuspected("a", {}, 2s, false));
    QVERIFY(!isSuspected("a", {}, 3s));
}

void tst_ResponseCheck::oldIdsAreDiscarded()
{
    m_check = {};
    for (int i = 0; i < ResponseCheck::rememberedIds; ++i)
        QVERIFY(!isSuspected(QByteArray::number(i), {}, 0s));
    QVERIFY(isSuspected("0", {}, 0s));
    for (int i = 0; i < 2 * ResponseCheck::rememberedIds; ++i)
        QVERIFY(!isSuspected('x' + QByteArray::number(i), {}, 0s));
    QVERIFY(!isSuspected("0", {}, 0s));
}

void tst_ResponseCheck::dates_data()
{
    QTest::addColumn<int>("date");
    QTest::addColumn<QByteArray>("age");
    QTest::addColumn<bool>("suspected");
    // The server is an hour ahead; the request is sent 100 s after the last response.
    QTest::newRow("now") << 3700 << QByteArray() << false;
    QTest::newRow("later") << 9999 << QByteArray() << false;
    QTest::newRow("2 s earlier") << 3698 << QByteArray() << false;
    QTest::newRow("3 s earlier") << 3697 << QByteArray() << true;
    QTest::newRow("of the last response, a second later") << 3601 << QByteArray() << true;
    QTest::newRow("days earlier") << -200'000 << QByteArray() << true;
    QTest::newRow("cached") << 3601 << "60"_ba << false;
}

void tst_ResponseCheck::dates()
{
    QFETCH(const int, date);
    QFETCH(const QByteArray, age);
    QFETCH(const bool, suspected);
    m_check = {};
    QVERIFY(!isSuspected({}, 3600, -1s, false));
    QCOMPARE(isSuspected({}, date, 100s, true, age), suspected);
}

void tst_ResponseCheck::fixedDate()
{
    m_check = {};
    QVERIFY(!isSuspected({}, 0, 0s, false));
    for (int i = 1; i < 10; ++i)
        QVERIFY(!isSuspected({}, 0, i * 1000s));
    QVERIFY(isSuspected({}, -5, 20'000s)); // not this one
}

// A server that updates Date every ten seconds.
void tst_ResponseCheck::laggingDate()
{
    m_check = {};
    QVERIFY(!isSuspected({}, 0, 0s, false));
    QVERIFY(!isSuspected({}, 10, 11s));
    QVERIFY(isSuspected({}, 10, 19s));
    QVERIFY(!isSuspected({}, 10, 19s, false));
    QVERIFY(!isSuspected({}, 20, 21s));
    QVERIFY(!isSuspected({}, 20, 29s));
}

// The next new connection shows the new time.
void tst_ResponseCheck::clockSetBack()
{
    m_check = {};
    QVERIFY(!isSuspected({}, 3600, 0s, false));
    QVERIFY(!isSuspected({}, 3610, 10s));
    QVERIFY(isSuspected({}, 20, 20s));
    QVERIFY(!isSuspected({}, 20, 20s, false));
    QVERIFY(!isSuspected({}, 30, 30s));
    QVERIFY(isSuspected({}, 30, 60s));
}

void tst_ResponseCheck::keys()
{
    m_check = {};
    TransportReply reply;
    reply.reused = true;
    QVERIFY(!m_check.suspicionOfKey(reply).isEmpty());
    reply.reused = false; // a server with one item for all keys
    QVERIFY(m_check.suspicionOfKey(reply).isEmpty());
    reply.reused = true;
    QVERIFY(m_check.suspicionOfKey(reply).isEmpty());
}

QTEST_APPLESS_MAIN(tst_ResponseCheck)

#include "tst_responsecheck.moc"
