// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "hostileclient.h"
#include "waiting/longtimeouts.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Transport = HostileClient::Transport;
using Security = HostileServer::Security;
using Kind = HostileStep::Kind;

// A server that sends bytes while a connection is idle. QNetworkAccessManager treats them as the
// response to the next request, and the response to that request as one to the request after it.
class tst_hostile_idle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addHostileColumns(); }
    void bytes_data();
    void bytes();
    void withoutRetries_data() { bytes_data(); }
    void withoutRetries();
    void severalConnections();
    void noSuspicion_data();
    void noSuspicion();
    void idleTimeout_data();
    void idleTimeout();
};

namespace {

QByteArray answer(const QByteArray &head, const QByteArray &item)
{
    QByteArray lines = head;
    lines.replace('\n', "\r\n");
    return lines + "Content-Length: " + QByteArray::number(item.size()) + "\r\n\r\n" + item;
}

bool closes(const HostileScript &script)
{
    return script.constLast().kind == Kind::Close;
}

const QByteArray otherItem = hostileItem("other");
const QByteArray status = "HTTP/1.1 200 OK\n";

} // namespace

void tst_hostile_idle::bytes_data()
{
    QTest::addColumn<HostileScript>("script");
    const auto row = [](const char *name, const QByteArray &bytes, bool closes = false) {
        HostileScript script { { Kind::Send, bytes } };
        if (closes)
            script.append({ Kind::Close, {} });
        QTest::newRow(name) << script;
    };
    // Responses that only the request ID, only the date or only the key identifies as wrong.
    row("an earlier request id",
        answer(status + "x-amzn-RequestId: HOSTILE1\n", R"({"Item":{"value":{"S":"other"}}})"));
    row("an earlier request id of another header",
        answer(status + "x-amz-request-id: HOSTILE1\n", R"({"Item":{"value":{"S":"other"}}})"));
    row("an error with an earlier request id",
        answer("HTTP/1.1 400 Bad\nx-amzn-RequestId: HOSTILE1\n",
               R"({"__type":"com.amazon#ResourceNotFoundException"})"));
    row("an earlier date",
        answer(status + "Date: Tue, 01 Sep 2026 00:00:00 GMT\nx-amzn-RequestId: NEW\n",
               R"({"Item":{"value":{"S":"other"}}})"));
    row("an earlier date and no item",
        answer(status + "Date: Tue, 01 Sep 2020 00:00:00 GMT\n", "{}"));
    row("another key", answer(status, otherItem));
    row("another key, chunked",
        QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                + QByteArray::number(otherItem.size(), 16) + "\r\n" + otherItem + "\r\n0\r\n\r\n");
    row("two responses", answer(status, otherItem) + answer(status, otherItem));
    row("408", answer("HTTP/1.1 408 Request Timeout\n", {}));
    row("408, closed", answer("HTTP/1.1 408 Request Timeout\nConnection: close\n", {}), true);
    row("408 without a length, closed", "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n",
        true);
    row("truncated response, closed", answer(status, otherItem).chopped(5), true);
    row("another key, closed", answer(status, otherItem), true);
    row("garbage", "no HTTP at all\r\n\r\n");
    row("103", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n");
    row("no bytes, closed", {}, true);
}

void tst_hostile_idle::bytes()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    QFETCH(const HostileScript, script);
    HostileServer server(security);
    HostileClient client(&server, transport, 3);
    QCOMPARE(client.getItem("first").value, "first");
    server.runOnIdle(script);
    for (const QByteArray id : { "second", "third", "fourth" }) {
        const HostileClient::Result result = client.getItem(id);
        QVERIFY(result.isOver);
        // Qt treats the interim response as the final one and warns about it.
        if (QLatin1StringView(QTest::currentDataTag()) == "103"_L1
            && transport == Transport::NetworkAccessManager
            && result.error.code() == QDynamoDBError::Code::InvalidResponse)
            continue;
        QVERIFY2(!result.error.isError(), qPrintable(result.error.message()));
        QCOMPARE(result.value, id);
        // The direct transport notices the bytes and uses another connection. A close may arrive later.
        const bool isSure = transport == Transport::Direct && !closes(script);
        QVERIFY(result.attempts <= (isSure ? 1 : 2));
    }
}

// Without retries, a call fails instead of returning the item of another request.
void tst_hostile_idle::withoutRetries()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    QFETCH(const HostileScript, script);
    HostileServer server(security);
    HostileClient client(&server, transport, 0);
    QCOMPARE(client.getItem("first").value, "first");
    server.runOnIdle(script);
    int failed = 0;
    for (const QByteArray id : { "second", "third", "fourth" }) {
        const HostileClient::Result result = client.getItem(id);
        QVERIFY(result.isOver);
        if (result.error.isError()) {
            ++failed;
            const auto code = result.error.code();
            QVERIFY2(code == QDynamoDBError::Code::Request
                             || code == QDynamoDBError::Code::InvalidResponse,
                     qPrintable(result.error.message()));
        } else {
            QCOMPARE(result.value, id);
        }
    }
    QVERIFY(failed <= (transport == Transport::Direct && !closes(script) ? 0 : 1));
}

// A server closes all connections at once: a call loses one attempt at most.
void tst_hostile_idle::severalConnections()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    HostileServer server(security);
    HostileClient client(&server, transport, 1);
    QCOMPARE(client.getItem("first").value, "first");
    // Eight concurrent calls open eight connections, which two managers own.
    server.setScript({ { Kind::Hold, {} } });
    QList<QFuture<QDynamoDB::GetItemResult>> futures;
    for (int i = 0; i < 8; ++i)
        futures.append(client.client()->getItem(u"Table"_s, { { u"id"_s, u"x"_s } }));
    QTRY_COMPARE(server.requests(), 9);
    server.setScript({});
    server.runOnIdle({ { Kind::Send, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" } });
    for (const auto &future : futures)
        QTRY_VERIFY(future.isFinished());
    server.runOnIdle(
            { { Kind::Send, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n" } });
    for (const QByteArray id : { "second", "third", "fourth" }) {
        const HostileClient::Result result = client.getItem(id);
        QVERIFY2(!result.error.isError(), qPrintable(result.error.message()));
        QCOMPARE(result.value, id);
        QVERIFY(result.attempts <= 2);
    }
}

void tst_hostile_idle::noSuspicion_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("hours"); // by which the clock of the client is ahead
    QTest::newRow("neither id nor date") << QByteArray() << 0;
    QTest::newRow("ids") << "x-amzn-RequestId: ${id}\n"_ba << 0;
    QTest::newRow("dates") << "Date: ${date}\n"_ba << 0;
    QTest::newRow("clock ahead") << "Date: ${date}\n"_ba << 100;
    QTest::newRow("clock behind") << "Date: ${date}\n"_ba << -100;
    QTest::newRow("fixed date") << "Date: Mon, 23 Nov 2026 12:00:00 GMT\n"_ba << 0;
    QTest::newRow("fixed old date") << "Date: Mon, 23 Nov 2020 12:00:00 GMT\n"_ba << 0;
    QTest::newRow("cached") << "Date: Mon, 23 Nov 2020 12:00:00 GMT\nAge: 5\n"_ba << 0;
    QTest::newRow("no date of HTTP") << "Date: today\n"_ba << 0;
    QTest::newRow("empty headers") << "Date:\nx-amzn-RequestId:\n"_ba << 0;
}

// Correct responses with unusual IDs and dates are accepted while the fake clock advances.
void tst_hostile_idle::noSuspicion()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    QFETCH(QByteArray, head);
    QFETCH(const int, hours);
    HostileServer server(security);
    HostileClient client(&server, transport, 1);
    client.clock()->setUtcNow(QDateTime::currentDateTimeUtc().addSecs(hours * 3600));
    const bool standsStill = head.contains("2026") || head.contains("2020");
    head.replace('\n', "\r\n");
    server.setScript(
            { { Kind::Send,
                "HTTP/1.1 200 OK\r\n" + head + "Content-Length: ${length}\r\n\r\n${item}" } });
    for (int i = 0; i < 6; ++i) {
        const QByteArray id = QByteArray::number(i);
        const HostileClient::Result result = client.getItem(id);
        QCOMPARE(result.value, id);
        QCOMPARE(result.attempts, 1);
        if (standsStill)
            client.clock()->advance(5s);
    }
    QCOMPARE(server.connections(), 1);
}

void tst_hostile_idle::idleTimeout_data()
{
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<int>("connections");
    QTest::newRow("none is used again") << 0 << 3;
    QTest::newRow("for an hour") << 3'600'000 << 1;
}

void tst_hostile_idle::idleTimeout()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH_GLOBAL(const Security, security);
    QFETCH(const int, milliseconds);
    QFETCH(const int, connections);
    HostileServer server(security);
    HostileClient client(&server, transport, 0);
    QCOMPARE(client.client()->idleConnectionTimeout(), 20s);
    client.client()->setIdleConnectionTimeout(std::chrono::milliseconds(milliseconds));
    QCOMPARE(client.client()->idleConnectionTimeout(), std::chrono::milliseconds(milliseconds));
    for (const QByteArray id : { "first", "second", "third" })
        QCOMPARE(client.getItem(id).value, id);
    QCOMPARE(server.connections(), connections);
}

QTEST_GUILESS_MAIN(tst_hostile_idle)

#include "tst_hostile_idle.moc"
