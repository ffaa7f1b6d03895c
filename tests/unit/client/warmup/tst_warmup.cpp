// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transports/eachtransport.h"
#include "waiting/errorof.h"
#include "fakeserver/fakeproxy.h"
#include "fakeserver/fakerelay.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"
#include "testclient/testclient.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

QFuture<QDynamoDB::ListTablesResult> call(QDynamoDBClient &client)
{
    return client.listTables();
}

// A provider without credentials.
class NoCredentials final : public QDynamoDBCredentialsProvider
{
public:
    [[nodiscard]] QString name() const override { return u"none"_s; }
    void fetch(Freshness freshness, Callback callback) override
    {
        Q_UNUSED(freshness)
        callback(QDynamoDBError(Code::NoCredentials, u"there are none"_s));
    }
};

} // namespace

// QDynamoDBAbstractClient::warmUp(), over both transports, with http and https.
class tst_WarmUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }

    void roundTrips_data() { addSecurities(); }
    void roundTrips();
    void coldCallTakesTwo();
    void severalConnections();
    void isBoundedByMaxConnections();
    void allConnectionsAreInUse();
    void countsIdleConnections_data() { addSecurities(); }
    void countsIdleConnections();
    void callsDuringWarmUp();
    void streams();

    void refusesNumber();
    void fails_data();
    void fails();
    void timesOut_data();
    void timesOut();
    void isCancelled();
    void clientIsDestroyed();
    void emitsNoSignal();

    void idleTimeoutOfZero();
    void proxy_data() { addSecurities(); }
    void proxy();
    void proxyRefuses();
    void changedSettings_data();
    void changedSettings();

private:
    static void addSecurities();
    static std::unique_ptr<QDynamoDBClient> makeClient(const QUrl &endpoint);
    // Lets the bytes of round trips pass until the future is finished. Returns their number.
    static int roundTripsOf(FakeRelay &relay, QFuture<void> future);
};

void tst_WarmUp::addSecurities()
{
    QTest::addColumn<FakeServer::Security>("security");
    QTest::newRow("http") << FakeServer::Security::Plain;
    QTest::newRow("https") << FakeServer::Security::Tls;
}

std::unique_ptr<QDynamoDBClient> tst_WarmUp::makeClient(const QUrl &endpoint)
{
    auto client = std::make_unique<QDynamoDBClient>();
    configureTestClient(client.get(), endpoint);
    client->setTransport(currentTransport());
    client->setSslConfiguration(FakeServer::clientConfiguration());
    client->setMaxRetries(0);
    return client;
}

int tst_WarmUp::roundTripsOf(FakeRelay &relay, QFuture<void> future)
{
    int count = 0;
    const auto waitFor = [](auto condition) {
        const bool holds = QTest::qWaitFor(condition, longTimeout);
        if (!holds)
            QTest::qFail("nothing happens", __FILE__, __LINE__);
        return holds;
    };
    for (;;) {
        if (!waitFor([&] { return future.isFinished() || relay.holdsForServer(); }))
            return -1;
        if (future.isFinished())
            return count;
        relay.turnToServer();
        if (!waitFor([&] { return relay.holdsForClient(); }))
            return -1;
        relay.turnToClient();
        ++count;
    }
}

static QUrl through(const FakeRelay &relay, const FakeServer &server)
{
    QUrl url = server.url();
    url.setPort(relay.serverPort());
    return url;
}

// The end of TLS 1.3's handshake goes to the server with the first request, and its session tickets
// come back. Lets them pass, so that only the bytes of a call remain.
#define FINISH_HANDSHAKES(relay, count) \
    do { \
        QTRY_VERIFY((relay).holdsForServer()); \
        (relay).turnToServer(); \
        QTRY_COMPARE((relay).answered(), (count)); \
        (relay).turnToClient(); \
    } while (false)

void tst_WarmUp::roundTrips()
{
    QFETCH(const FakeServer::Security, security);
    const bool tls = security == FakeServer::Security::Tls;
    FakeServer server(security);
    FakeRelay relay(server.port());
    const auto client = makeClient(through(relay, server));

    const QFuture<void> warmUp = client->warmUp();
    QCOMPARE(roundTripsOf(relay, warmUp), tls ? 1 : 0);
    QCOMPARE(errorOf(warmUp), QDynamoDBError());
    QTRY_COMPARE(relay.connections(), 1);
    if (tls)
        FINISH_HANDSHAKES(relay, 1);
    QCOMPARE(server.copies(), 0); // no request

    const auto first = call(*client);
    QCOMPARE(roundTripsOf(relay, QFuture<void>(first)), 1);
    QCOMPARE(errorOf(first), QDynamoDBError());
    QCOMPARE(server.copies(), 1);
    QCOMPARE(relay.connections(), 1);
}

// The difference that roundTrips() shows. QNetworkAccessManager writes a request in pieces, so the
// relay may count one more.
void tst_WarmUp::coldCallTakesTwo()
{
    FakeServer server(FakeServer::Security::Tls);
    FakeRelay relay(server.port());
    const auto client = makeClient(through(relay, server));
    QVERIFY(roundTripsOf(relay, QFuture<void>(call(*client))) >= 2);
}

void tst_WarmUp::severalConnections()
{
    FakeServer server(FakeServer::Security::Tls);
    FakeRelay relay(server.port());
    const auto client = makeClient(through(relay, server));

    const QFuture<void> warmUp = client->warmUp(3);
    QTRY_COMPARE(relay.connections(), 3);
    relay.turnToServer();
    QTRY_COMPARE(relay.answered(), 3);
    QVERIFY(!warmUp.isFinished());
    relay.turnToClient();
    QTRY_VERIFY(warmUp.isFinished());
    QCOMPARE(errorOf(warmUp), QDynamoDBError());
    relay.turnToServer();
    QTRY_COMPARE(relay.answered(), 3); // the tickets: all handshakes are over
    relay.turnToClient();

    server.setDefault(Reaction::json(200, "{}").held());
    const QList<QFuture<QDynamoDB::ListTablesResult>> calls = { call(*client), call(*client),
                                                                call(*client) };
    QTRY_VERIFY(relay.holdsForServer());
    relay.turnToServer();
    QTRY_COMPARE(server.held(), 3);
    server.release();
    relay.turnToClient();
    for (const auto &future : calls)
        QTRY_VERIFY(future.isFinished());
    QCOMPARE(relay.connections(), 3);
}

void tst_WarmUp::isBoundedByMaxConnections()
{
    FakeServer server(FakeServer::Security::Tls);
    const auto client = makeClient(server.url());
    client->setMaxConnections(2);
    QCOMPARE(errorOf(client->warmUp(50)), QDynamoDBError());
    QTRY_COMPARE(server.connections(), 2);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(server.connections(), 2);
}

void tst_WarmUp::allConnectionsAreInUse()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    const auto client = makeClient(server.url());
    client->setMaxConnections(1);
    const auto first = call(*client);
    QTRY_COMPARE(server.held(), 1);
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QVERIFY(!first.isFinished());
    QCOMPARE(server.connections(), 1);
    server.release();
    QCOMPARE(errorOf(first), QDynamoDBError());
}

void tst_WarmUp::countsIdleConnections()
{
    QFETCH(const FakeServer::Security, security);
    FakeServer server(security);
    const auto client = makeClient(server.url());
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(server.connections(), 1);
    if (!isDirect())
        return; // QNetworkAccessManager opens a second one unless the first is free at once
    QCOMPARE(errorOf(client->warmUp(3)), QDynamoDBError());
    QTRY_COMPARE(server.connections(), 3);
}

// A call doesn't wait for all connections of a warm-up.
void tst_WarmUp::callsDuringWarmUp()
{
    FakeServer server(FakeServer::Security::Tls);
    FakeRelay relay(server.port());
    const auto client = makeClient(through(relay, server));
    const QFuture<void> warmUp = client->warmUp(2);
    const auto first = call(*client);
    QVERIFY(roundTripsOf(relay, QFuture<void>(first)) <= 3);
    QCOMPARE(errorOf(first), QDynamoDBError());
    QTRY_VERIFY(warmUp.isFinished());
    QCOMPARE(errorOf(warmUp), QDynamoDBError());
    QCOMPARE(server.copies(), 1);
}

void tst_WarmUp::streams()
{
    FakeServer server;
    QDynamoDBStreamsClient client;
    configureTestClient(&client, server.url());
    client.setTransport(currentTransport());
    QCOMPARE(errorOf(client.warmUp()), QDynamoDBError());
    QCOMPARE(errorOf(client.listStreams({})), QDynamoDBError());
    QCOMPARE(server.connections(), 1);
}

void tst_WarmUp::refusesNumber()
{
    FakeServer server;
    const auto client = makeClient(server.url());
    for (const int connections : { 0, -1 }) {
        const QDynamoDBError error = errorOf(client->warmUp(connections));
        QCOMPARE(error.code(), Code::InvalidParameterValue);
        QVERIFY2(error.message().contains(u"is %1"_s.arg(connections)), qPrintable(error.message()));
    }
    QCOMPARE(server.connections(), 0);
}

void tst_WarmUp::fails_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<QDynamoDBError::Code>("code");
    QTest::newRow("no credentials") << u"credentials"_s << Code::NoCredentials;
    QTest::newRow("refused") << u"port"_s << Code::Request;
    QTest::newRow("not trusted") << u"tls"_s << Code::SecureConnection;
    QTest::newRow("no such host") << u"host"_s << Code::Request;
    QTest::newRow("no endpoint") << u"endpoint"_s << Code::InvalidEndpoint;
}

// A failure doesn't affect the next call.
void tst_WarmUp::fails()
{
    QFETCH(const QString, why);
    QFETCH(const QDynamoDBError::Code, code);
    FakeServer server(FakeServer::Security::Tls);
    const auto client = makeClient(server.url());
    if (why == u"credentials") {
        client->setCredentials({});
        client->setCredentialsProvider(std::make_shared<NoCredentials>());
    } else if (why == u"port") {
        QUrl url = server.url();
        url.setPort(server.deadPort());
        client->setEndpoint(url);
    } else if (why == u"host") {
        client->setEndpoint(QUrl(u"https://no-such-host.invalid/"_s));
    } else if (why == u"endpoint") {
        client->setEndpoint(QUrl(u"ftp://127.0.0.1/"_s));
    } else {
        client->setSslConfiguration(QSslConfiguration::defaultConfiguration());
    }
    const QDynamoDBError error = errorOf(client->warmUp(2));
    QVERIFY2(error.code() == code, qPrintable(QDebug::toString(error)));
    QVERIFY(!error.message().isEmpty());

    configureTestClient(client.get(), server.url());
    client->setSslConfiguration(FakeServer::clientConfiguration());
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
}

void tst_WarmUp::timesOut_data()
{
    QTest::addColumn<bool>("attempt");
    QTest::newRow("attemptTimeout") << true;
    QTest::newRow("callTimeout") << false;
}

void tst_WarmUp::timesOut()
{
    QFETCH(const bool, attempt);
    FakeServer server(FakeServer::Security::Tls);
    server.setMute(true);
    const auto client = makeClient(server.url());
    if (attempt)
        client->setAttemptTimeout(50ms);
    else
        client->setCallTimeout(50ms);
    const QDynamoDBError error = errorOf(client->warmUp());
    QCOMPARE(error.code(), Code::Timeout);
    QVERIFY2(error.message().contains(attempt ? "attemptTimeout of 50 ms"_L1
                                              : "callTimeout of 50 ms"_L1),
             qPrintable(error.message()));
    server.setMute(false);
    client->setAttemptTimeout(20s);
    client->setCallTimeout(60s);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
}

void tst_WarmUp::isCancelled()
{
    FakeServer server(FakeServer::Security::Tls);
    server.setMute(true);
    const auto client = makeClient(server.url());
    QFuture<void> future = client->warmUp(2);
    QTRY_COMPARE(server.connections(), 2);
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(errorOf(future).code(), Code::Cancelled);
    server.setMute(false);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
}

void tst_WarmUp::clientIsDestroyed()
{
    FakeServer server(FakeServer::Security::Tls);
    server.setMute(true);
    auto client = makeClient(server.url());
    const QFuture<void> future = client->warmUp();
    QTRY_COMPARE(server.connections(), 1);
    client.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(errorOf(future).code(), Code::ClientDestroyed);
}

void tst_WarmUp::emitsNoSignal()
{
    FakeServer server;
    const auto client = makeClient(server.url());
    QSignalSpy finished(client.get(), &QDynamoDBClient::finished);
    QSignalSpy failed(client.get(), &QDynamoDBClient::errorOccurred);
    QSignalSpy measured(client.get(), &QDynamoDBClient::measured);
    QSignalSpy required(client.get(), &QDynamoDBClient::credentialsRequired);
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QCOMPARE(codeOf(client->warmUp(0)), Code::InvalidParameterValue);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QTRY_COMPARE(finished.size(), 1); // of the call
    QCOMPARE(measured.size(), 1);
    QVERIFY(required.isEmpty());
    client->setCredentials({});
    client->setCredentialsProvider(std::make_shared<NoCredentials>());
    QCOMPARE(codeOf(client->warmUp()), Code::NoCredentials);
    QTRY_COMPARE(required.size(), 1);
    QVERIFY(failed.isEmpty());
}

void tst_WarmUp::idleTimeoutOfZero()
{
    FakeServer server;
    const auto client = makeClient(server.url());
    client->setIdleConnectionTimeout(0ms);
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(server.connections(), 2);
}

void tst_WarmUp::proxy()
{
    QFETCH(const FakeServer::Security, security);
    FakeServer server(security);
    FakeProxy proxy;
    proxy.require("Basic", "me", "secret");
    const auto client = makeClient(server.url());
    QNetworkProxy ours = proxy.proxy();
    ours.setUser(u"me"_s);
    ours.setPassword(u"secret"_s);
    client->setProxy(ours);
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    QCOMPARE(proxy.tunnels(), 1);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(proxy.tunnels(), 1);
    QCOMPARE(proxy.forwarded(), 0);
    QCOMPARE(server.connections(), 1);
}

void tst_WarmUp::proxyRefuses()
{
    FakeServer server(FakeServer::Security::Tls);
    FakeProxy proxy;
    proxy.require("Basic", "me", "secret");
    const auto client = makeClient(server.url());
    client->setProxy(proxy.proxy());
    QCOMPARE(codeOf(client->warmUp()), Code::ProxyAuthentication);
    client->setProxy(QNetworkProxy::DefaultProxy);
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
}

void tst_WarmUp::changedSettings_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<int>("connections");
    QTest::newRow("none") << QString() << 1;
    QTest::newRow("transport") << u"transport"_s << 2;
    QTest::newRow("tls") << u"tls"_s << 2;
    QTest::newRow("credentials") << u"credentials"_s << 1;
}

void tst_WarmUp::changedSettings()
{
    QFETCH(const QString, setting);
    QFETCH(const int, connections);
    FakeServer server(FakeServer::Security::Tls);
    const auto client = makeClient(server.url());
    QCOMPARE(errorOf(client->warmUp()), QDynamoDBError());
    if (setting == u"transport") {
        client->setTransport(isDirect() ? ClientTransport::NetworkAccessManager
                                        : ClientTransport::Direct);
    } else if (setting == u"tls") {
        QSslConfiguration configuration = FakeServer::clientConfiguration();
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        configuration.setPeerVerifyDepth(5);
        client->setSslConfiguration(configuration);
    } else if (setting == u"credentials") {
        client->setCredentials({ u"AKIDOTHER"_s, u"s3cr3t-key"_s });
    }
    QCOMPARE(errorOf(call(*client)), QDynamoDBError());
    QCOMPARE(server.connections(), connections);
}

QTEST_GUILESS_MAIN(tst_WarmUp)
#include "tst_warmup.moc"
