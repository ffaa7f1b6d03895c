// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <fakeserver/fakeproxy.h>
#include <fakeserver/fakeserver.h>
#include <fakeserver/fakesocks.h>
#include "testclient/testclient.h"
#include "transports/recordingjob.h"
#include "transports/maketransport.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>

#include <QtCore/qscopeguard.h>
#include <QtTest/qsignalspy.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Failure = TransportReply::Failure;
using Security = FakeServer::Security;

namespace {

enum class Password { Right, Wrong, None };

void addPasswords(const QByteArrayList &schemes)
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<Security>("security");
    QTest::addColumn<Password>("password");
    for (const QByteArray &scheme : schemes) {
        for (const Security security : { Security::Plain, Security::Tls }) {
            for (const Password password : { Password::Right, Password::Wrong, Password::None }) {
                QTest::addRow("%s, %s, %s", scheme.constData(),
                              security == Security::Tls ? "TLS" : "plain",
                              password == Password::Right           ? "right"
                                      : password == Password::Wrong ? "wrong"
                                                                    : "none")
                        << scheme << security << password;
            }
        }
    }
}

QNetworkProxy withPassword(QNetworkProxy proxy, Password password)
{
    if (password != Password::None) {
        proxy.setUser(u"ann"_s);
        proxy.setPassword(password == Password::Right ? u"s3cr3t"_s : u"wr0ng"_s);
    }
    return proxy;
}

void configure(QDynamoDBClient *client, const FakeServer &server)
{
    configureTestClient(client, server.url());
    client->setSslConfiguration(FakeServer::clientConfiguration());
    client->setTransport(currentTransport());
}

} // namespace

Q_DECLARE_METATYPE(Password)

// Proxies that require a user name and a password. Too many wrong attempts would lock the account.
class tst_Proxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void http_data() { addPasswords({ "Basic", "Digest" }); }
    void http();
    void socks_data() { addPasswords({ "SOCKS5" }); }
    void socks();
    void severalRequests();
    void correctedPassword();
    void applicationProxy();
    void statusOfServer();
    void calls_data() { addPasswords({ "Basic", "Digest", "SOCKS5" }); }
    void calls();
    void reports();

private:
    static void check(const RecordingJob &job, Password password, int credentials);
};

void tst_Proxies::check(const RecordingJob &job, Password password, int credentials)
{
    if (password == Password::Right) {
        QCOMPARE(job.reply->failureText, QString());
        QCOMPARE(job.reply->status, 200);
        QCOMPARE(credentials, 1);
        return;
    }
    QCOMPARE(job.reply->failure, Failure::ProxyAuthentication);
    QVERIFY(!job.reply->mayHaveBeenSent);
    QCOMPARE(credentials, password == Password::Wrong ? 1 : 0);
    QVERIFY2(job.reply->failureText.startsWith("The proxy 127.0.0.1:"_L1)
                     && job.reply->failureText.contains(
                             password == Password::Wrong ? "refused"_L1 : "requires"_L1),
             qPrintable(job.reply->failureText));
    QVERIFY(!job.reply->failureText.contains("wr0ng"_L1));
}

void tst_Proxies::http()
{
    QFETCH(const QByteArray, scheme);
    QFETCH(const Security, security);
    QFETCH(const Password, password);
    FakeServer server(security);
    FakeProxy proxy;
    proxy.require(scheme, "ann", "s3cr3t");
    TransportOptions options;
    options.proxy = withPassword(proxy.proxy(), password);
    options.sslConfiguration = FakeServer::clientConfiguration();
    const auto transport = makeTransport(options);
    RecordingJob job(server.url(), QByteArray(20000, 'x'));
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    check(job, password, proxy.credentials());
    QCOMPARE(server.copies(), password == Password::Right ? 1 : 0);
}

void tst_Proxies::socks()
{
    QFETCH(const Security, security);
    QFETCH(const Password, password);
    FakeServer server(security);
    FakeSocks proxy("ann", "s3cr3t");
    TransportOptions options;
    options.proxy = withPassword(proxy.proxy(), password);
    options.sslConfiguration = FakeServer::clientConfiguration();
    const auto transport = makeTransport(options);
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    check(job, password, proxy.credentials());
    QCOMPARE(server.copies(), password == Password::Right ? 1 : 0);
}

// Several requests use one connection through the proxy.
void tst_Proxies::severalRequests()
{
    FakeServer server;
    FakeProxy proxy;
    proxy.require("Basic", "ann", "s3cr3t");
    TransportOptions options;
    options.proxy = withPassword(proxy.proxy(), Password::Right);
    const auto transport = makeTransport(options);
    for (int i = 0; i < 3; ++i) {
        RecordingJob job(server.url());
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->status, 200);
    }
    QCOMPARE(server.copies(), 3);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(proxy.credentials(), 1);
}

// Qt caches credentials. Wrong ones must neither prevent the use of correct ones nor be sent again.
void tst_Proxies::correctedPassword()
{
    FakeServer server;
    FakeProxy proxy;
    proxy.require("Basic", "ann", "s3cr3t");
    TransportOptions options;
    options.proxy = withPassword(proxy.proxy(), Password::Wrong);
    const auto transport = makeTransport(options);
    for (int i = 1; i <= 2; ++i) {
        RecordingJob wrong(server.url());
        transport->send(&wrong);
        QTRY_COMPARE(wrong.finishes, 1);
        QCOMPARE(wrong.reply->failure, Failure::ProxyAuthentication);
        QCOMPARE(proxy.credentials(), i);
    }
    options.proxy = withPassword(proxy.proxy(), Password::Right);
    transport->setOptions(options);
    RecordingJob right(server.url());
    transport->send(&right);
    QTRY_COMPARE(right.finishes, 1);
    QCOMPARE(right.reply->status, 200);
    QCOMPARE(proxy.credentials(), 3);
}

void tst_Proxies::applicationProxy()
{
    FakeServer server;
    FakeProxy proxy;
    proxy.require("Basic", "ann", "s3cr3t");
    proxy.leadTo(server.port()); // requests to loopback bypass the proxy, so the host is another one
    const auto restore = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy()); });
    const auto transport = makeTransport();
    QNetworkProxy::setApplicationProxy(withPassword(proxy.proxy(), Password::Wrong));
    RecordingJob wrong(QUrl(u"http://no-such-host.invalid/"_s));
    transport->send(&wrong);
    QTRY_COMPARE(wrong.finishes, 1);
    check(wrong, Password::Wrong, proxy.credentials());

    QNetworkProxy::setApplicationProxy(withPassword(proxy.proxy(), Password::Right));
    RecordingJob right(QUrl(u"http://no-such-host.invalid/"_s));
    transport->send(&right);
    QTRY_COMPARE(right.finishes, 1);
    QCOMPARE(right.reply->status, 200);
    QCOMPARE(server.copies(), 1);
}

// 407 without a proxy is a response like any other.
void tst_Proxies::statusOfServer()
{
    FakeServer server;
    server.enqueue(Reaction::json(407, "{}").header("Proxy-Authenticate", "Basic realm=\"a\""));
    const auto transport = makeTransport();
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, Failure::None);
    QCOMPARE(job.reply->status, 407);
}

void tst_Proxies::calls()
{
    QFETCH(const QByteArray, scheme);
    QFETCH(const Security, security);
    QFETCH(const Password, password);
    FakeServer server(security);
    FakeProxy proxy;
    FakeSocks socks("ann", "s3cr3t");
    const bool isSocks = scheme == "SOCKS5";
    if (!isSocks)
        proxy.require(scheme, "ann", "s3cr3t");
    QDynamoDBClient client;
    configure(&client, server);
    client.setProxy(withPassword(isSocks ? socks.proxy() : proxy.proxy(), password));
    for (int i = 1; i <= 2; ++i) {
        const auto outcome = QDynamoDB::waitForResult(client.listTables());
        const int credentials = isSocks ? socks.credentials() : proxy.credentials();
        if (password == Password::Right) {
            QCOMPARE(outcome.error(), QDynamoDBError());
            QCOMPARE(credentials, 1);
            continue;
        }
        QCOMPARE(outcome.error().code(), Code::ProxyAuthentication);
        QCOMPARE(outcome.error().attempts(), 1);
        QVERIFY(!outcome.error().isRetryable());
        QVERIFY(outcome.error().message().contains("proxy 127.0.0.1:"_L1));
        QCOMPARE(credentials, password == Password::Wrong ? i : 0);
    }
    if (password == Password::Wrong) {
        QVERIFY_THROWS_EXCEPTION(QDynamoDB::ProxyAuthenticationException,
                                 client.listTables().waitForFinished());
    }
}

// Reporters use the proxy of the application, and drop measurements that they can't send.
void tst_Proxies::reports()
{
    FakeServer server;
    FakeProxy proxy;
    proxy.require("Basic", "ann", "s3cr3t");
    const auto restore = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy()); });
    QDynamoDBClient client;
    configure(&client, server);
    client.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QNetworkProxy::setApplicationProxy(withPassword(proxy.proxy(), Password::Wrong));
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(QUrl(u"http://no-such-host.invalid:8086"_s));
    reporter.attach(&client);
    QSignalSpy dropped(&reporter, &QDynamoDBReporter::dropped);
    QVERIFY(QDynamoDB::waitForResult(client.listTables()));
    reporter.flush();
    QTRY_COMPARE(dropped.size(), 1);
    QVERIFY(dropped[0][1].toString().contains("The proxy 127.0.0.1:"_L1));
    QCOMPARE(proxy.credentials(), 1);
}

QTEST_GUILESS_MAIN(tst_Proxies)

#include "tst_proxies.moc"
