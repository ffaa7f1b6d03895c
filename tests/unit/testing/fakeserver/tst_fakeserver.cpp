// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/longtimeouts.h"

#include <fakeserver/fakeproxy.h>
#include <fakeserver/fakeserver.h>

#include <QtCore/qscopeguard.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#endif

// The fake server, as a plain socket sees it.
class tst_FakeServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void records();
    void counts();
    void order();
    void handler();
    void replies_data();
    void replies();
    void crc();
    void gzip();
    void held_data();
    void held();
    void ended_data();
    void ended();
    void finOrReset_data();
    void finOrReset();
    void closeConnections();
    void pausedReading();
    void tls();
    void mute();
    void ports();
    void proxy();

private:
    void open(quint16 port);
    void post(const QByteArray &body);
    QByteArray received(qsizetype size);

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
};

void tst_FakeServer::init()
{
    m_server = std::make_unique<FakeServer>();
    open(m_server->port());
}

void tst_FakeServer::cleanup()
{
    m_socket.reset();
    m_server.reset();
}

void tst_FakeServer::open(quint16 port)
{
    m_received.clear();
    m_socket = std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::readyRead, this,
            [this] { m_received += m_socket->readAll(); });
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void tst_FakeServer::post(const QByteArray &body)
{
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    m_socket->write("POST /where HTTP/1.1\r\nHost: here\r\nX-Twice: 1\r\nx-twice: 2\r\n"
                    "Content-Length: "
                    + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

QByteArray tst_FakeServer::received(qsizetype size)
{
    if (!QTest::qWaitFor([this, size] { return m_received.size() >= size; }))
        qWarning("%lld bytes are missing", qlonglong(size));
    return std::exchange(m_received, {});
}

void tst_FakeServer::records()
{
    m_server->enqueue(Reaction::reply(299, "done", { { "x-a", "b" } }));
    post("the body");
    const QByteArray expected = "HTTP/1.1 299 Scripted\r\nContent-Length: 4\r\nx-a: b\r\n\r\ndone";
    QCOMPARE(received(expected.size()), expected);

    QCOMPARE(m_server->requests().size(), 1);
    const FakeRequest request = m_server->requests().constFirst();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/where");
    QCOMPARE(request.header("HOST"), "here");
    QCOMPARE(request.header("x-twice"), "1");
    QCOMPARE(request.headerCount("x-twice"), 2);
    QCOMPARE(request.headers.size(), 4);
    QCOMPARE(request.body, "the body");
    QCOMPARE(request.connection, 1);
    QVERIFY(request.time > 0);
}

void tst_FakeServer::counts()
{
    const Reaction reaction = Reaction::reply(200, "1");
    m_server->enqueue(reaction, 2);
    QCOMPARE(m_server->enqueued(), 2);
    post("a");
    QVERIFY(received(1).endsWith('1'));
    const qint64 sent = m_server->bytesSent();
    post("b");
    QVERIFY(received(1).endsWith('1'));
    QCOMPARE(m_server->enqueued(), 0);
    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(m_server->copies(), 2);
    QCOMPARE(m_server->requests().constLast().connection, 1);
    QVERIFY(m_server->requests().constFirst().time < m_server->requests().constLast().time);
    QCOMPARE(m_server->connections(), 1);
    QCOMPARE(m_server->openConnections(), 1);
    QCOMPARE(m_server->concurrency(), 0);
    QCOMPARE(m_server->peakConcurrency(), 1);
    QCOMPARE(m_server->bytesSent(), 2 * sent);
    QVERIFY(m_server->bytesReceived() > 0);

    m_socket->disconnectFromHost();
    QTRY_COMPARE(m_server->openConnections(), 0);
    open(m_server->port());
    post("c");
    QVERIFY(!received(1).isEmpty());
    QCOMPARE(m_server->connections(), 2);
    QCOMPARE(m_server->requests().constLast().connection, 2);

    m_server->clearRecords();
    QCOMPARE(m_server->requests().size(), 0);
    QCOMPARE(m_server->copies(), 0);
    QCOMPARE(m_server->peakConcurrency(), 0);
    QCOMPARE(m_server->bytesReceived(), 0);
    QCOMPARE(m_server->bytesSent(), 0);
    QCOMPARE(m_server->connections(), 2);
}

void tst_FakeServer::order()
{
    m_server->enqueue(Reaction::raw("first!"));
    m_server->enqueue(Reaction::raw("second"));
    m_server->setDefault(Reaction::raw("always"));
    for (const char *expected : { "first!", "second", "always", "always" }) {
        post("x");
        QCOMPARE(received(6), QByteArray(expected));
    }
}

void tst_FakeServer::handler()
{
    m_server->setHandler([](const FakeRequest &request) {
        return Reaction::raw(request.body + '!'); // the handler gets the body
    });
    m_server->enqueue(Reaction::raw("told"));
    post("abc");
    QCOMPARE(received(4), "told");
    post("abc");
    QCOMPARE(received(4), "abc!");
}

void tst_FakeServer::replies_data()
{
    QTest::addColumn<QList<Reaction>>("reaction");
    QTest::addColumn<QByteArray>("expected");

    const Reaction plain = Reaction::reply(200, "0123456789");
    const auto add = [](const char *name, const Reaction &reaction, const QByteArray &expected) {
        QTest::newRow(name) << QList<Reaction> { reaction } << expected;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    add("plain", plain, ok + "Content-Length: 10\r\n\r\n0123456789");
    add("json", Reaction::json(200, "{}"),
        ok
                + "Content-Length: 2\r\nx-amzn-RequestId: FAKEREQUESTID\r\n"
                  "Content-Type: application/x-amz-json-1.0\r\nx-amz-crc32: 2745614147\r\n\r\n{}");
    add("wrong CRC", Reaction::reply(200, "{}").wrongCrc(),
        ok + "Content-Length: 2\r\nx-amz-crc32: 2745614146\r\n\r\n{}");
    add("more", plain.contentLength(11), ok + "Content-Length: 11\r\n\r\n0123456789");
    add("less", plain.contentLength(9), ok + "Content-Length: 9\r\n\r\n0123456789");
    add("no length", plain.withoutContentLength(), ok + "\r\n0123456789");
    add("chunked", plain.chunked(8),
        ok + "Transfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n2\r\n89\r\n0\r\n\r\n");
    add("gzip claimed", plain.claimingGzip(),
        ok + "Content-Length: 10\r\nContent-Encoding: gzip\r\n\r\n0123456789");
    add("HTML", Reaction::html(503),
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 54\r\nContent-Type: text/html\r\n\r\n"
        "<html><body><h1>Service Unavailable</h1></body></html>");
    add("redirect", Reaction::redirect(307, "http://there/"),
        "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: http://there/\r\n\r\n");
    add("informational", plain.informational(100).informational(103),
        "HTTP/1.1 100 Informational\r\n\r\nHTTP/1.1 103 Informational\r\n\r\n" + ok
                + "Content-Length: 10\r\n\r\n0123456789");
    add("oversized", plain.oversizedHeaders(100'000),
        ok + "Content-Length: 10\r\nx-big: " + QByteArray(100'000, 'x') + "\r\n\r\n0123456789");
    add("header", plain.header("X-B", "c").header("content-length", {}),
        ok + "X-B: c\r\n\r\n0123456789");
    add("raw", Reaction::raw("anything"), "anything");
    add("huge", Reaction::raw(QByteArray(5'000'000, 'h')), QByteArray(5'000'000, 'h'));
}

void tst_FakeServer::replies()
{
    QFETCH(const QList<Reaction>, reaction);
    QFETCH(const QByteArray, expected);
    m_server->enqueue(reaction.constFirst());
    post("x");
    QCOMPARE(received(expected.size()), expected);
}

void tst_FakeServer::crc()
{
    QCOMPARE(fakeServerCrc32("123456789"), 0xcbf43926u);
    QCOMPARE(fakeServerCrc32(""), 0u);
}

void tst_FakeServer::gzip()
{
    m_server->enqueue(Reaction::json(200, "{\"a\":1}").gzip());
    post("x");
    QTRY_VERIFY(m_received.contains("\r\n\r\n\x1f\x8b"));
    const qsizetype head = m_received.indexOf("\r\n\r\n") + 4;
    const QByteArray body = m_received.sliced(head);
    QVERIFY(m_received.contains("Content-Encoding: gzip\r\n"));
    QVERIFY(m_received.contains(QByteArray("Content-Length: " + QByteArray::number(body.size()))));
    QVERIFY(m_received.contains(
            QByteArray("x-amz-crc32: " + QByteArray::number(fakeServerCrc32(body)))));

    // Converts the data to the format of qUncompress().
    const QByteArray deflated = body.sliced(10).chopped(8);
    const QByteArray original = "{\"a\":1}";
    QByteArray zlib = QByteArray::fromHex("00000007789c") + deflated;
    quint32 a = 1;
    quint32 b = 0;
    for (const char byte : original) {
        a = (a + quint8(byte)) % 65521;
        b = (b + a) % 65521;
    }
    for (const quint32 byte : { b >> 8, b, a >> 8, a })
        zlib += char(byte);
    QCOMPARE(qUncompress(zlib), original);
}

void tst_FakeServer::held_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("complete");
    QTest::addColumn<QByteArray>("before");

    const QByteArray line = "HTTP/1.1 200 OK\r\n";
    const QByteArray head = line + "Content-Length: 4\r\n\r\n";
    QTest::newRow("request head") << Stage::RequestHead << 0 << QByteArray();
    QTest::newRow("request body") << Stage::RequestBody << 0 << QByteArray();
    QTest::newRow("request") << Stage::Request << 1 << QByteArray();
    QTest::newRow("status line") << Stage::StatusLine << 1 << line;
    QTest::newRow("reply head") << Stage::ReplyHead << 1 << head;
    QTest::newRow("reply body") << Stage::ReplyBody << 1 << head + "ab";
    QTest::newRow("reply") << Stage::Reply << 1 << head + "abcd";
}

void tst_FakeServer::held()
{
    QFETCH(const Stage, stage);
    QFETCH(const int, complete);
    QFETCH(const QByteArray, before);
    const QByteArray all = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd";

    m_server->enqueue(Reaction::reply(200, "abcd").held(stage));
    post("body");
    QTRY_COMPARE(m_server->held(), 1);
    QCOMPARE(received(before.size()), before);
    QCOMPARE(m_server->copies(), 1);
    QCOMPARE(m_server->requests().size(), complete);
    QCOMPARE(m_server->concurrency(), stage == Stage::Reply ? 0 : 1);
    m_server->release();
    QCOMPARE(received(all.size() - before.size()), all.sliced(before.size()));
    QTRY_COMPARE(m_server->held(), 0);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_server->requests().constFirst().body, "body");
    QTRY_COMPARE(m_server->concurrency(), 0);

    post("next"); // the connection is still open
    QVERIFY(!received(1).isEmpty());
}

void tst_FakeServer::ended_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QByteArray>("before");

    const QByteArray line = "HTTP/1.1 200 OK\r\n";
    const QByteArray head = line + "Content-Length: 4\r\n\r\n";
    for (const bool reset : { false, true }) {
        const auto add = [reset](const char *name, Stage stage, const QByteArray &before) {
            QTest::addRow("%s, %s", name, reset ? "reset" : "closed") << stage << reset << before;
        };
        add("request head", Stage::RequestHead, {});
        add("request body", Stage::RequestBody, {});
        add("request", Stage::Request, {});
        add("status line", Stage::StatusLine, line);
        add("reply head", Stage::ReplyHead, head);
        add("reply body", Stage::ReplyBody, head + "ab");
        add("reply", Stage::Reply, head + "abcd");
    }
}

void tst_FakeServer::ended()
{
    QFETCH(const Stage, stage);
    QFETCH(const bool, reset);
    QFETCH(const QByteArray, before);

    // The response is held first, so that the bytes are read before a RST can overtake them.
    const Reaction held = Reaction::reply(200, "abcd").held(stage);
    m_server->enqueue(reset ? held.reset(stage) : held.closed(stage));
    post("body");
    QCOMPARE(received(before.size()), before);
    QTRY_COMPARE(m_server->held(), 1);
    m_server->release();
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(received(0), QByteArray());
    QCOMPARE(m_socket->error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(m_server->openConnections(), 0);
    QCOMPARE(m_server->concurrency(), 0);
}

void tst_FakeServer::finOrReset_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

// QTcpSocket reports both in the same way; the system call distinguishes them.
void tst_FakeServer::finOrReset()
{
#ifdef Q_OS_UNIX
    QFETCH(const bool, reset);
    const Reaction reaction = Reaction::json(200, "{}");
    m_server->enqueue(reset ? reaction.reset(Stage::Request) : reaction.closed(Stage::Request));
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_server->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    const QByteArray request = "GET / HTTP/1.1\r\n\r\n";
    QCOMPARE(::send(descriptor, request.constData(), size_t(request.size()), 0), request.size());
    char byte = 0;
    const ssize_t size = ::recv(descriptor, &byte, 1, 0);
    QCOMPARE(size == 0 ? 0 : errno, reset ? ECONNRESET : 0);
#endif
}

void tst_FakeServer::closeConnections()
{
    m_server->enqueue(Reaction::json(200, "{}").held());
    post("x");
    QTRY_COMPARE(m_server->held(), 1);
    m_server->closeConnections();
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_server->held(), 0);
    QCOMPARE(m_server->concurrency(), 0);
}

void tst_FakeServer::pausedReading()
{
    m_server->enqueue(Reaction::json(200, "{}").held(Stage::RequestHead));
    const QByteArray body(16'000'000, 'x');
    post(body);
    QTRY_COMPARE(m_server->held(), 1);
    QVERIFY(m_socket->bytesToWrite() > 0);
    m_server->release();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), 1, 60'000);
    QCOMPARE(m_server->requests().constFirst().body, body);
}

void tst_FakeServer::tls()
{
    FakeServer server(FakeServer::Security::Tls);
    QCOMPARE(server.url().scheme(), u"https");
    QVERIFY(!FakeServer::certificate().isNull());
    server.enqueue(Reaction::raw("secret"));
    QSslSocket socket;
    socket.setSslConfiguration(FakeServer::clientConfiguration());
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
    QTRY_VERIFY(socket.isEncrypted());
    socket.write("GET / HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(socket.bytesAvailable(), 6);
    QCOMPARE(server.requests().constFirst().method, "GET");

    QSslSocket stranger; // trusts only the CA certificates of the system
    stranger.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
    QTRY_COMPARE(stranger.error(), QAbstractSocket::SslHandshakeFailedError);
}

void tst_FakeServer::mute()
{
    m_server->setMute(true);
    open(m_server->port());
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    post("x");
    QTRY_COMPARE(m_socket->bytesToWrite(), 0);
    QTRY_VERIFY(m_server->openConnections() > 0);
    QCOMPARE(m_server->copies(), 0);
}

void tst_FakeServer::ports()
{
    open(m_server->deadPort());
    QTRY_COMPARE(m_socket->error(), QAbstractSocket::ConnectionRefusedError);
    QCOMPARE(m_server->deadPort(), m_server->deadPort());

#ifdef Q_OS_LINUX
    open(m_server->blackHole());
    QVERIFY(!m_socket->waitForConnected(50));
    QVERIFY(m_socket->error() == QAbstractSocket::SocketTimeoutError);
#endif
}

void tst_FakeServer::proxy()
{
    FakeProxy proxy;
    m_server->setDefault(Reaction::raw("behind"));

    open(proxy.proxy().port());
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    m_socket->write("CONNECT 127.0.0.1:" + QByteArray::number(m_server->port())
                    + " HTTP/1.1\r\n\r\n");
    const QByteArray established = "HTTP/1.1 200 Connection established\r\n\r\n";
    QCOMPARE(received(established.size()), established);
    post("x");
    QCOMPARE(received(6), "behind");
    QCOMPARE(proxy.tunnels(), 1);

    open(proxy.proxy().port());
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    m_socket->write("GET " + m_server->url().toEncoded() + " HTTP/1.1\r\n\r\n");
    QCOMPARE(received(6), "behind");
    QCOMPARE(proxy.forwarded(), 1);
    QCOMPARE(m_server->requests().constLast().target, m_server->url().toEncoded());

    proxy.refuseWith(407);
    open(proxy.proxy().port());
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    m_socket->write("CONNECT a:1 HTTP/1.1\r\n\r\n");
    QVERIFY(received(1).startsWith("HTTP/1.1 407"));
}

QTEST_GUILESS_MAIN(tst_FakeServer)
#include "tst_fakeserver.moc"
