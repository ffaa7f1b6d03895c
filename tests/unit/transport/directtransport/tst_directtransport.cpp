// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/directtransport_p.h"
#include "waiting/longtimeouts.h"

#include <fakeserver/fakeserver.h>
#include "transports/recordingjob.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <atomic>

#ifndef Q_OS_WIN
#include <sys/socket.h>
#endif

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Failure = TransportReply::Failure;
using Security = FakeServer::Security;

// The direct transport. tst_transport and tst_transportqueue test what all transports have in common.
class tst_DirectTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestBytes();
    void notReused_data();
    void notReused();
    void idleConnectionsClose();
    void serverClosesIdleConnection_data();
    void serverClosesIdleConnection();
    void firstIdleConnectionIsUsed();
    void resetAfterTheHandshake();
    void roomForAnotherServer();
    void invalidRequests_data();
    void invalidRequests();
    void earlyResponse();
    void socks();
};

namespace {

std::unique_ptr<DirectTransport> transportWith(int connections, std::chrono::seconds idle = 120s)
{
    TransportOptions options;
    options.maxConnections = connections;
    options.idleTimeout = idle;
    options.sslConfiguration = FakeServer::clientConfiguration();
    return std::make_unique<DirectTransport>(options);
}

void add(const char *name, const Reaction &reaction)
{
    QTest::newRow(name) << std::optional(reaction);
}

// A TLS server in a thread of its own that resets each connection after the handshake. With TLS 1.2 the
// server ends the handshake.
class ResettingServer final : public QThread
{
public:
    ~ResettingServer() override
    {
        requestInterruption();
        wait();
    }

    QUrl url() const { return QUrl(u"https://127.0.0.1:%1/"_s.arg(port)); }

    QSemaphore isListening;
    std::atomic<int> resets { 0 };
    std::atomic<quint16> port { 0 };

protected:
    void run() override
    {
        class Listener final : public QTcpServer
        {
        public:
            explicit Listener(std::atomic<int> *resets)
                : m_resets(resets)
            {
            }

        protected:
            void incomingConnection(qintptr descriptor) override
            {
                QSslSocket socket;
                socket.setSocketDescriptor(descriptor);
                socket.setLocalCertificate(FakeServer::certificate());
                socket.setPrivateKey(FakeServer::privateKey());
                socket.setProtocol(QSsl::TlsV1_2);
                socket.startServerEncryption();
                if (!socket.waitForEncrypted(10000))
                    return;
                socket.flush();
                while (socket.encryptedBytesToWrite() > 0 && socket.waitForBytesWritten(10000)) {}
#ifndef Q_OS_WIN
                const linger atOnce { 1, 0 };
                setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
                socket.abort();
                ++*m_resets;
            }

        private:
            std::atomic<int> *const m_resets;
        };

        Listener listener(&resets);
        listener.listen(QHostAddress::LocalHost);
        port = listener.serverPort();
        isListening.release();
        while (!isInterruptionRequested())
            (void)listener.waitForNewConnection(50);
    }
};

// A SOCKS5 proxy that connects to a port of 127.0.0.1, whichever host is requested.
class SocksProxy : public QTcpServer
{
public:
    explicit SocksProxy(quint16 port)
        : m_port(port)
    {
        setProxy(QNetworkProxy::NoProxy);
        listen(QHostAddress::LocalHost);
    }

    QByteArrayList hosts;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *client = new QTcpSocket(this);
        client->setSocketDescriptor(descriptor);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { greet(client); });
    }

private:
    void greet(QTcpSocket *client)
    {
        const QByteArray bytes = client->readAll();
        if (bytes.size() == 3 || bytes.size() == 4) { // the list of authentication methods
            client->write("\x05\x00", 2);
            return;
        }
        hosts.append(bytes.mid(5, bytes[4]));
        client->disconnect(this);
        auto *server = new QTcpSocket(client);
        server->setProxy(QNetworkProxy::NoProxy);
        connect(server, &QTcpSocket::connected, client, [client] {
            client->write(QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
        });
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    }

    quint16 m_port;
};

} // namespace

Q_DECLARE_METATYPE(std::optional<Reaction>)

void tst_DirectTransport::requestBytes()
{
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    DirectTransport transport;
    RecordingJob job(QUrl(u"http://127.0.0.1:%1/some%20where?a=b"_s.arg(server.serverPort())),
                     "{\"a\":1}");
    job.request.headers.append({ { "user-agent", "me/1" }, { "host", "elsewhere:1" } });
    transport.send(&job);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *socket = server.nextPendingConnection();
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    // The whole request in one write, and only once.
    QCOMPARE(socket->readAll(),
             "POST /some%20where?a=b HTTP/1.1\r\ncontent-type: application/x-amz-json-1.0\r\n"
             "user-agent: me/1\r\nhost: elsewhere:1\r\naccept-encoding: identity\r\n"
             "content-length: 7\r\n\r\n{\"a\":1}");
}

void tst_DirectTransport::notReused_data()
{
    QTest::addColumn<std::optional<Reaction>>("reaction");
    const Reaction small = Reaction::json(200, "{}");
    add("connection: close", small.header("Connection", "close"));
    add("keep-alive for no time", small.header("Keep-Alive", "timeout=1"));
    add("until the close", small.withoutContentLength());
    add("more than it said",
        Reaction::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n"));
    add("HTTP/1.0", Reaction::raw("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
}

void tst_DirectTransport::notReused()
{
    QFETCH(const std::optional<Reaction>, reaction);
    FakeServer server;
    server.enqueue(*reaction);
    const auto transport = transportWith(5);
    for (int i = 1; i <= 2; ++i) {
        RecordingJob job(server.url());
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->failureText, QString());
        QCOMPARE(job.reply->body, "{}");
        QCOMPARE(server.connections(), i);
    }
    QCOMPARE(server.copies(), 2);
}

void tst_DirectTransport::idleConnectionsClose()
{
    FakeServer server;
    const auto transport = transportWith(5, 1s);
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(transport->connections(), 1);
    QCOMPARE(server.openConnections(), 1);
    QTRY_COMPARE(transport->connections(), 0);
    QTRY_COMPARE(server.openConnections(), 0);
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 2);
    QCOMPARE(server.connections(), 2);
}

void tst_DirectTransport::serverClosesIdleConnection_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("plain") << Security::Plain;
    QTest::newRow("TLS") << Security::Tls;
}

// The system has received the FIN, but the event loop has not run since.
void tst_DirectTransport::serverClosesIdleConnection()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    const auto transport = transportWith(1);
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    for (int i = 1; i <= 3; ++i) {
        RecordingJob next(server.url());
        next.onTake = [&server] {
            server.closeConnections();
            for (int wait = 0; server.openConnections() > 0 && wait < 5000; ++wait)
                QThread::usleep(1000);
        };
        transport->send(&next);
        QTRY_COMPARE(next.finishes, 1);
        QCOMPARE(next.reply->failureText, QString());
        QCOMPARE(next.reply->status, 200);
        QCOMPARE(server.copies(), i + 1);
        QCOMPARE(server.connections(), i + 1);
    }
}

void tst_DirectTransport::firstIdleConnectionIsUsed()
{
    FakeServer server(Security::Tls);
    const auto transport = transportWith(2);
    server.enqueue(Reaction::json(200, "{}").held());
    RecordingJob first(server.url());
    transport->send(&first);
    QTRY_COMPARE(server.held(), 1);
    server.setMute(true); // the next handshake never finishes
    RecordingJob second(server.url());
    transport->send(&second);
    QTRY_COMPARE(server.openConnections(), 2);
    QCOMPARE(transport->inFlight(), 2);
    server.release();
    QTRY_COMPARE(first.finishes, 1);
    QTRY_COMPARE(second.finishes, 1);
    QCOMPARE(second.reply->status, 200);
}

// The first write to the connection fails, and the socket reports that from within the write.
void tst_DirectTransport::resetAfterTheHandshake()
{
#ifdef Q_OS_WIN
    QSKIP("The reset is made with a POSIX socket option.");
#endif
    ResettingServer server;
    server.start();
    server.isListening.acquire();
    // The thread reads the end of the handshake after the reset has arrived.
    QTimer slow;
    connect(&slow, &QTimer::timeout, &slow, [] { QThread::msleep(20); });
    slow.start(0);
    const auto transport = transportWith(1);
    for (int i = 1; i <= 5; ++i) {
        RecordingJob job(server.url());
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->failure, Failure::ConnectionLost);
        QVERIFY(job.reply->mayHaveBeenSent);
        QCOMPARE(transport->inFlight(), 0);
        QCOMPARE(transport->connections(), 0);
    }
    QTRY_COMPARE(server.resets, 5);
}

void tst_DirectTransport::roomForAnotherServer()
{
    FakeServer one;
    FakeServer other;
    const auto transport = transportWith(2);
    one.enqueue(Reaction::json(200, "{}").held(), 2);
    RecordingJob first(one.url());
    RecordingJob second(one.url());
    transport->send(&first);
    transport->send(&second);
    QTRY_COMPARE(one.held(), 2);
    one.release();
    QTRY_COMPARE(first.finishes + second.finishes, 2);
    QCOMPARE(transport->connections(), 2);
    RecordingJob third(other.url());
    transport->send(&third);
    QTRY_COMPARE(third.finishes, 1);
    QCOMPARE(transport->connections(), 2);
    QTRY_COMPARE(one.openConnections(), 1);
}

void tst_DirectTransport::invalidRequests_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const QUrl good(u"http://127.0.0.1:1/"_s);
    QTest::newRow("scheme") << QUrl(u"ftp://127.0.0.1/"_s) << "a"_ba
                            << "b"_ba;
    QTest::newRow("missing host") << QUrl(u"http:///"_s) << "a"_ba
                                  << "b"_ba;
    QTest::newRow("invalid URL") << QUrl() << "a"_ba
                                 << "b"_ba;
    QTest::newRow("header that ends") << good << "a"_ba
                                      << "b\r\nhost: evil"_ba;
    QTest::newRow("name that ends") << good << "a: b\r\nhost"_ba
                                    << "evil"_ba;
    QTest::newRow("header with a zero") << good << "a"_ba << QByteArray("b\0c", 3);
}

void tst_DirectTransport::invalidRequests()
{
    QFETCH(const QUrl, url);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    DirectTransport transport;
    RecordingJob job(url);
    job.request.headers.append({ name, value });
    transport.send(&job);
    QCOMPARE(job.finishes, 0); // not called within send()
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, Failure::Other);
    QVERIFY(!job.reply->failureText.isEmpty());
    QVERIFY(!job.reply->mayHaveBeenSent);
    QCOMPARE(transport.connections(), 0);
}

// The response is accepted, but the connection is not reused.
void tst_DirectTransport::earlyResponse()
{
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    DirectTransport transport;
    RecordingJob job(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())),
                     QByteArray(64 << 20, 'x'));
    transport.send(&job);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *socket = server.nextPendingConnection();
    socket->setReadBufferSize(1024);
    socket->write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, Failure::None);
    QCOMPARE(job.reply->status, 413);
    QCOMPARE(transport.connections(), 0);
}

void tst_DirectTransport::socks()
{
    FakeServer server(Security::Tls);
    SocksProxy proxy(server.port());
    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    options.proxy = QNetworkProxy(QNetworkProxy::Socks5Proxy, u"127.0.0.1"_s, proxy.serverPort());
    DirectTransport transport(options);
    for (int i = 1; i <= 3; ++i) {
        RecordingJob job(server.url());
        transport.send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->failureText, QString());
        QCOMPARE(job.reply->status, 200);
    }
    QCOMPARE(proxy.hosts.size(), 1);
    QCOMPARE(server.connections(), 1);

    // The host name is passed to the proxy, which looks it up.
    RecordingJob named(QUrl(u"https://no-such-host.invalid/"_s));
    transport.send(&named);
    QTRY_COMPARE(named.finishes, 1);
    QCOMPARE(proxy.hosts.value(1), "no-such-host.invalid");
    QCOMPARE(named.reply->failure, Failure::Tls); // the certificate belongs to another host
    QVERIFY(!named.reply->mayHaveBeenSent);
}

QTEST_GUILESS_MAIN(tst_DirectTransport)
#include "tst_directtransport.moc"
