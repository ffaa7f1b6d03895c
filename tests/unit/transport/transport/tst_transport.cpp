// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <fakeserver/fakeproxy.h>
#include <fakeserver/fakeserver.h>
#include "transports/recordingjob.h"
#include "transports/maketransport.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qloggingcategory.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Failure = TransportReply::Failure;
using Security = FakeServer::Security;

Q_DECLARE_METATYPE(std::optional<Reaction>)

// Single requests over each transport: the bytes sent, the response, and the kind of failure.
class tst_Transport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void exchange();
    void headersOfItsOwn();
    void methods_data();
    void methods();
    void statuses_data();
    void statuses();
    void bodies_data();
    void bodies();
    void largeRequest_data();
    void largeRequest();
    void oneCopy_data();
    void oneCopy();
    void oneCopyOfLargeRequest_data();
    void oneCopyOfLargeRequest();
    void staleConnection_data();
    void staleConnection();
    void incomplete_data();
    void incomplete();
    void tooLarge_data();
    void tooLarge();
    void unreachable_data();
    void unreachable();
    void tls();
    void tlsToPlainServer();
    void proxy_data();
    void proxy();
    void applicationProxy();
    void times();
    void log();

private:
    static std::unique_ptr<Transport> transportTo(Security security, int connections = 100);
};

namespace {

void addSecurities()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("plain") << Security::Plain;
    QTest::newRow("TLS") << Security::Tls;
}

} // namespace

std::unique_ptr<Transport> tst_Transport::transportTo(Security security, int connections)
{
    TransportOptions options;
    options.maxConnections = connections;
    if (security == Security::Tls)
        options.sslConfiguration = FakeServer::clientConfiguration();
    return makeTransport(options);
}

void tst_Transport::exchange()
{
    FakeServer server;
    server.enqueue(Reaction::json(200, R"({"a":1})", { { "X-Mixed-Case", "As Is" } }));
    const auto transport = makeTransport();
    RecordingJob job(server.url().resolved(QUrl(u"/some/where?a=b%20c"_s)), "the body");
    job.request.headers.append({ { "x-amz-target", "DynamoDB_20120810.GetItem" },
                                 { "authorization", "AWS4-HMAC-SHA256 s3cr3t" },
                                 { "user-agent", "aws-sdk-of-ours/1" } });
    int inFlight = 0;
    job.onTake = [&] { inFlight = transport->inFlight(); };
    transport->send(&job);
    QCOMPARE(transport->queued(), 1);
    QCOMPARE(job.taken, 0); // not called within send()
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.taken, 1);
    QCOMPARE(inFlight, 1);
    QCOMPARE(transport->inFlight(), 0);

    QCOMPARE(job.reply->failure, Failure::None);
    QCOMPARE(job.reply->status, 200);
    QVERIFY(job.reply->failureText.isEmpty());
    QCOMPARE(job.reply->body, R"({"a":1})");
    QVERIFY(job.reply->body.capacity() >= job.reply->body.size() + bodyPadding);
    QCOMPARE(job.reply->header("x-mixed-case"), "As Is");
    QCOMPARE(job.reply->header("x-amzn-requestid"), "FAKEREQUESTID");

    QCOMPARE(server.requests().size(), 1);
    const FakeRequest request = server.requests().constFirst();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/some/where?a=b%20c");
    QCOMPARE(request.body, "the body");
    QCOMPARE(request.header("host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(request.header("content-length"), "8");
    for (const HttpHeader &header : std::as_const(job.request.headers)) {
        QCOMPARE(request.header(header.name), header.value);
        QCOMPARE(request.headerCount(header.name), 1);
    }
}

void tst_Transport::headersOfItsOwn()
{
    FakeServer server;
    const auto transport = makeTransport();
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QMap<QByteArray, QByteArray> headers;
    const FakeRequest request = server.requests().constFirst();
    for (const auto &[name, value] : request.headers)
        headers.insert(name.toLower(), value);
    QCOMPARE(headers.size(), request.headers.size());
    QMap<QByteArray, QByteArray> expected = {
        { "host", request.header("host") }, { "content-type", "application/x-amz-json-1.0" },
        { "content-length", "2" },          { "accept-encoding", "identity" },
        { "user-agent", "QtDynamoDB" },
    };
    if (!isDirect()) { // headers that Qt always sends
        expected["connection"] = "Keep-Alive";
        expected["accept-language"] = "*";
    }
    QCOMPARE(headers, expected);
}

void tst_Transport::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("POST") << "POST"_ba
                          << "{}"_ba;
    QTest::newRow("empty POST") << "POST"_ba
                                << ""_ba;
    QTest::newRow("PUT") << "PUT"_ba
                         << "abc"_ba;
    QTest::newRow("empty PUT") << "PUT"_ba
                               << ""_ba;
    QTest::newRow("GET") << "GET"_ba
                         << ""_ba;
}

void tst_Transport::methods()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    FakeServer server;
    const auto transport = makeTransport();
    RecordingJob job(server.url(), body);
    job.request.method = method;
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->status, 200);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().constFirst().method, method);
    QCOMPARE(server.requests().constFirst().body, body);
    QCOMPARE(server.requests().constFirst().header("content-length"),
             QByteArray::number(body.size()));

    for (const Stage stage : { Stage::Request, Stage::StatusLine, Stage::ReplyBody }) {
        server.clearRecords();
        server.enqueue(Reaction::json(200, "{}").closed(stage));
        RecordingJob lost(server.url(), body);
        lost.request.method = method;
        transport->send(&lost);
        QTRY_COMPARE(lost.finishes, 1);
        QCOMPARE(lost.reply->failure, Failure::ConnectionLost);
        QVERIFY(lost.reply->mayHaveBeenSent);
        QCOMPARE(server.copies(), 1);
    }
}

void tst_Transport::statuses_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");
    for (const int status : { 200, 201, 300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 407,
                              408, 409, 410, 413, 418, 421, 429, 500, 501, 502, 503, 504, 599 }) {
        QTest::addRow("%d", status) << Security::Plain << status << QByteArray();
        QTest::addRow("%d TLS", status) << Security::Tls << status << QByteArray();
    }
    for (const QByteArray challenge : { "Basic realm=\"a\"", "Digest realm=\"a\", nonce=\"b\"",
                                        "NTLM", "Negotiate", "Unheard-Of" }) {
        QTest::addRow("401 %s", challenge.constData()) << Security::Plain << 401 << challenge;
        QTest::addRow("407 %s", challenge.constData()) << Security::Plain << 407 << challenge;
    }
}

// All statuses are complete responses: redirects and challenges are not followed.
void tst_Transport::statuses()
{
    QFETCH(const Security, security);
    QFETCH(const int, status);
    QFETCH(const QByteArray, challenge);
    FakeServer server(security);
    FakeServer elsewhere(security);
    Reaction reaction = Reaction::json(status, R"({"__type":"SomeException"})");
    if (status < 400)
        reaction = reaction.header("Location", elsewhere.url().toEncoded());
    if (!challenge.isNull()) {
        reaction = reaction.header(status == 401 ? "WWW-Authenticate"_ba : "Proxy-Authenticate"_ba,
                                   challenge);
    }
    server.setDefault(reaction);
    const auto transport = transportTo(security);
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failureText, QString());
    QCOMPARE(job.reply->failure, Failure::None);
    QCOMPARE(job.reply->status, status);
    QCOMPARE(job.reply->body, R"({"__type":"SomeException"})");
    QCOMPARE(server.copies(), 1);
    QCOMPARE(elsewhere.connections(), 0);
}

void tst_Transport::bodies_data()
{
    QTest::addColumn<std::optional<Reaction>>("reaction");
    QTest::addColumn<QByteArray>("body");
    const auto add = [](const char *name, const Reaction &reaction, const QByteArray &body) {
        QTest::newRow(name) << std::optional(reaction) << body;
    };
    const QByteArray page(1'000'003, 'p');
    const QByteArray zipped = fakeServerGzip(page);
    add("empty", Reaction::json(200, ""), "");
    add("one byte", Reaction::json(200, "1"), "1");
    add("HTML", Reaction::html(503), "<html><body><h1>Service Unavailable</h1></body></html>");
    add("page", Reaction::json(200, page), page);
    add("page of an error", Reaction::json(500, page), page);
    add("chunked", Reaction::json(200, page).chunked(999), page);
    add("empty chunked", Reaction::json(200, "").chunked(), "");
    add("until the close", Reaction::json(200, page).withoutContentLength(), page);
    add("little until the close", Reaction::json(200, "{}").withoutContentLength(), "{}");
    add("closed after it", Reaction::json(200, page).closed(Stage::Reply), page);
    add("gzip", Reaction::json(200, page).gzip(), zipped);
    add("gzip chunked", Reaction::json(200, page).gzip().chunked(), zipped);
    add("gzip claimed", Reaction::json(200, page).claimingGzip(), page);
    add("gzip claimed of an error", Reaction::json(400, "{}").claimingGzip(), "{}");
    add("after 100", Reaction::json(200, page).informational(100), page);
}

void tst_Transport::bodies()
{
    QFETCH(const std::optional<Reaction>, reaction);
    QFETCH(const QByteArray, body);
    FakeServer server;
    server.enqueue(*reaction);
    const auto transport = makeTransport();
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failureText, QString());
    QCOMPARE(job.reply->failure, Failure::None);
    QCOMPARE(job.reply->body.size(), body.size());
    QVERIFY(job.reply->body == body);
    QVERIFY(job.reply->body.capacity() >= body.size() + bodyPadding);
    QCOMPARE(server.copies(), 1);
}

void tst_Transport::largeRequest_data()
{
    addSecurities();
}

void tst_Transport::largeRequest()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    const auto transport = transportTo(security);
    QByteArray body(4 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 31 + (i >> 12));
    RecordingJob job(server.url(), body);
    transport->send(&job);
    QTRY_COMPARE_WITH_TIMEOUT(job.finishes, 1, 60'000);
    QCOMPARE(job.reply->status, 200);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().constFirst().body == body);
}

void tst_Transport::oneCopy_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<bool>("reused");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<Stage>("stage");
    for (const Security security : { Security::Plain, Security::Tls }) {
        for (const bool reused : { false, true }) {
            for (const bool reset : { false, true }) {
                const auto add = [&](const char *name, Stage stage) {
                    QTest::addRow("%s after %s on a %s %s connection", reset ? "reset" : "closed",
                                  name, reused ? "reused" : "fresh",
                                  security == Security::Tls ? "TLS" : "plain")
                            << security << reused << reset << stage;
                };
                add("request head", Stage::RequestHead);
                add("request body", Stage::RequestBody);
                add("request", Stage::Request);
                add("status line", Stage::StatusLine);
                add("reply head", Stage::ReplyHead);
                add("reply body", Stage::ReplyBody);
            }
        }
    }
}

void tst_Transport::oneCopy()
{
    QFETCH(const Security, security);
    QFETCH(const bool, reused);
    QFETCH(const bool, reset);
    QFETCH(const Stage, stage);
    FakeServer server(security);
    const auto transport = transportTo(security);
    if (reused) {
        RecordingJob before(server.url());
        transport->send(&before);
        QTRY_COMPARE(before.finishes, 1);
        server.clearRecords();
    }
    const Reaction reaction = Reaction::json(200, R"({"a":1})");
    server.enqueue(reset ? reaction.reset(stage) : reaction.closed(stage));
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, Failure::ConnectionLost);
    QVERIFY(!job.reply->failureText.isEmpty());
    QVERIFY(job.reply->mayHaveBeenSent);
    QCOMPARE(server.copies(), 1);

    // The next request is not affected.
    RecordingJob after(server.url());
    transport->send(&after);
    QTRY_COMPARE(after.finishes, 1);
    QCOMPARE(after.reply->failureText, QString());
    QCOMPARE(after.reply->status, 200);
    QCOMPARE(server.copies(), 2);
}

void tst_Transport::oneCopyOfLargeRequest_data()
{
    addSecurities();
}

void tst_Transport::oneCopyOfLargeRequest()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    const auto transport = transportTo(security);
    for (const Stage stage : { Stage::RequestHead, Stage::RequestBody, Stage::Request }) {
        server.clearRecords();
        server.enqueue(Reaction::json(200, "{}").closed(stage));
        RecordingJob job(server.url(), QByteArray(1'000'000, 'x'));
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->failure, Failure::ConnectionLost);
        QVERIFY(job.reply->mayHaveBeenSent || server.requests().isEmpty());
        QCOMPARE(server.copies(), 1);
    }
}

void tst_Transport::staleConnection_data()
{
    addSecurities();
}

void tst_Transport::staleConnection()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    server.setDefault(Reaction::json(200, "{}").closed(Stage::Reply));
    const auto transport = transportTo(security);
    for (int i = 1; i <= 5; ++i) {
        RecordingJob job(server.url());
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(job.reply->status, 200);
        QCOMPARE(server.copies(), i);
        QCOMPARE(server.connections(), i);
        QTRY_COMPARE(server.openConnections(), 0);
    }
}

void tst_Transport::incomplete_data()
{
    QTest::addColumn<std::optional<Reaction>>("reaction");
    QTest::addColumn<Failure>("failure");
    const auto add = [](const char *name, const Reaction &reaction, Failure failure) {
        QTest::newRow(name) << std::optional(reaction) << failure;
    };
    const Reaction small = Reaction::json(200, R"({"a":1})");
    const Reaction page = Reaction::json(200, QByteArray(300'000, 'p'));
    const Reaction fault = Reaction::json(503, R"({"a":1})");
    add("more announced", small.contentLength(8).closed(Stage::Reply), Failure::ConnectionLost);
    add("more announced, reset", small.contentLength(8).reset(Stage::Reply),
        Failure::ConnectionLost);
    add("half a page", page.closed(Stage::ReplyBody), Failure::ConnectionLost);
    add("half a page in chunks", page.chunked().closed(Stage::ReplyBody), Failure::ConnectionLost);
    add("chunks without an end", small.chunked(3).closed(Stage::ReplyBody), Failure::ConnectionLost);
    add("half an error", fault.closed(Stage::ReplyBody), Failure::ConnectionLost);
    add("half an error in chunks", fault.chunked().closed(Stage::ReplyBody),
        Failure::ConnectionLost);
    add("an error without its body", fault.closed(Stage::ReplyHead), Failure::ConnectionLost);
    add("an error's status line", fault.closed(Stage::StatusLine), Failure::ConnectionLost);
    add("half a status line", Reaction::raw("HTTP/1.").closed(Stage::Reply),
        Failure::ConnectionLost);
    // QNetworkAccessManager treats these as lost connections and would send the request again.
    add("garbage", Reaction::garbage(), Failure::ConnectionLost);
    add("no HTTP version", Reaction::raw("HTTP/x 200 OK\r\n\r\n").closed(Stage::Reply),
        Failure::ConnectionLost);
}

void tst_Transport::incomplete()
{
    QFETCH(const std::optional<Reaction>, reaction);
    QFETCH(const Failure, failure);
    FakeServer server;
    server.enqueue(*reaction);
    const auto transport = makeTransport();
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, failure);
    QVERIFY(!job.reply->failureText.isEmpty());
    QVERIFY(job.reply->mayHaveBeenSent);
    QCOMPARE(server.copies(), 1);
}

void tst_Transport::tooLarge_data()
{
    QTest::addColumn<std::optional<Reaction>>("reaction");
    QTest::addColumn<Failure>("failure");
    const auto add = [](const char *name, const Reaction &reaction, Failure failure) {
        QTest::newRow(name) << std::optional(reaction) << failure;
    };
    const Reaction most = Reaction::json(200, QByteArray(1000, 'x'));
    const Reaction more = Reaction::json(200, QByteArray(1001, 'x'));
    add("the most", most, Failure::None);
    add("the most in chunks", most.chunked(100), Failure::None);
    add("more", more, Failure::Protocol);
    add("more in chunks", more.chunked(100), Failure::Protocol);
    add("more until the close", more.withoutContentLength(), Failure::Protocol);
    // Endless responses, which only the limit ends.
    add("announced", more.held(Stage::ReplyHead), Failure::Protocol);
    add("endless", Reaction::json(200, QByteArray(500'000, 'x')).chunked().held(Stage::ReplyBody),
        Failure::Protocol);
}

void tst_Transport::tooLarge()
{
    QFETCH(const std::optional<Reaction>, reaction);
    QFETCH(const Failure, failure);
    FakeServer server;
    server.enqueue(*reaction);
    TransportOptions options;
    options.maxBodySize = 1000;
    const auto transport = makeTransport(options);
    RecordingJob job(server.url());
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->failure, failure);
    QCOMPARE(job.reply->body.size(), failure == Failure::None ? 1000 : 0);
    QCOMPARE(server.copies(), 1);
}

void tst_Transport::unreachable_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("refused");
    for (const QString &scheme : { u"http"_s, u"https"_s }) {
        QTest::addRow("refused, %s", qPrintable(scheme)) << scheme << true;
        QTest::addRow("no such host, %s", qPrintable(scheme)) << scheme << false;
    }
}

void tst_Transport::unreachable()
{
    QFETCH(const QString, scheme);
    QFETCH(const bool, refused);
    FakeServer server;
    QUrl url = server.url();
    url.setScheme(scheme);
    url.setPort(server.deadPort());
    if (!refused)
        url.setHost(u"no-such-host.invalid"_s);
    const auto transport = makeTransport();
    RecordingJob job(url);
    transport->send(&job);
    QTRY_COMPARE_WITH_TIMEOUT(job.finishes, 1, 60'000);
    QCOMPARE(job.reply->failure, refused ? Failure::ConnectionRefused : Failure::HostNotFound);
    QVERIFY(!job.reply->failureText.isEmpty());
    QVERIFY(!job.reply->mayHaveBeenSent);
}

void tst_Transport::tls()
{
    FakeServer server(Security::Tls);
    const auto transport = makeTransport();
    RecordingJob refused(server.url());
    transport->send(&refused);
    QTRY_COMPARE(refused.finishes, 1);
    QCOMPARE(refused.reply->failure, Failure::Tls);
    QVERIFY2(refused.reply->failureText.contains(u"self-signed"),
             qPrintable(refused.reply->failureText));
    QVERIFY(!refused.reply->mayHaveBeenSent);
    QCOMPARE(server.copies(), 0);

    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    transport->setOptions(options);
    RecordingJob trusted(server.url());
    transport->send(&trusted);
    QTRY_COMPARE(trusted.finishes, 1);
    QCOMPARE(trusted.reply->failure, Failure::None);
    QCOMPARE(trusted.reply->status, 200);

    // A connection made with other TLS settings is not reused.
    transport->setOptions({});
    RecordingJob again(server.url());
    transport->send(&again);
    QTRY_COMPARE(again.finishes, 1);
    QCOMPARE(again.reply->failure, Failure::Tls);
    QCOMPARE(server.copies(), 1);
}

void tst_Transport::tlsToPlainServer()
{
    FakeServer server;
    server.setDefault(Reaction::garbage());
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    const auto transport = makeTransport();
    RecordingJob job(url);
    transport->send(&job);
    // The fake server waits for the rest of the TLS handshake, so it closes the connection.
    QTRY_COMPARE(server.openConnections(), 1);
    QTRY_COMPARE(transport->inFlight(), 1);
    server.closeConnections();
    QTRY_COMPARE(job.finishes, 1);
    QVERIFY(job.reply->failure == Failure::Tls || job.reply->failure == Failure::ConnectionLost);
    QVERIFY(!job.reply->mayHaveBeenSent);
}

void tst_Transport::proxy_data()
{
    addSecurities();
}

void tst_Transport::proxy()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    FakeProxy proxy;
    TransportOptions options;
    options.proxy = proxy.proxy();
    options.sslConfiguration = FakeServer::clientConfiguration();
    const auto transport = makeTransport(options);

    RecordingJob through(server.url());
    transport->send(&through);
    QTRY_COMPARE(through.finishes, 1);
    QCOMPARE(through.reply->failureText, QString());
    QCOMPARE(through.reply->status, 200);
    QCOMPARE(proxy.tunnels() + proxy.forwarded(), 1);
    QCOMPARE(proxy.tunnels(), security == Security::Tls || isDirect() ? 1 : 0);
    QCOMPARE(server.copies(), 1);

    server.enqueue(Reaction::json(200, "{}").closed(Stage::Request));
    RecordingJob lost(server.url());
    transport->send(&lost);
    QTRY_COMPARE(lost.finishes, 1);
    QVERIFY(lost.reply->failure != Failure::None);
    QVERIFY(lost.reply->mayHaveBeenSent);
    QCOMPARE(server.copies(), 2);

    // Without the proxy, another connection is used.
    options.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    transport->setOptions(options);
    RecordingJob direct(server.url());
    transport->send(&direct);
    QTRY_COMPARE(direct.finishes, 1);
    QCOMPARE(direct.reply->status, 200);
    QCOMPARE(server.copies(), 3);

    options.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, server.deadPort());
    transport->setOptions(options);
    RecordingJob dead(server.url());
    transport->send(&dead);
    QTRY_COMPARE(dead.finishes, 1);
    QCOMPARE(dead.reply->failure, Failure::Proxy);
    QVERIFY(!dead.reply->mayHaveBeenSent);

    if (security == Security::Tls) {
        FakeProxy refusing;
        refusing.refuseWith(503);
        options.proxy = refusing.proxy();
        transport->setOptions(options);
        RecordingJob refused(server.url());
        transport->send(&refused);
        QTRY_COMPARE(refused.finishes, 1);
        QCOMPARE(refused.reply->failure, Failure::Proxy);
        QVERIFY(!refused.reply->mayHaveBeenSent);
    }
    QCOMPARE(server.copies(), 3);
}

void tst_Transport::applicationProxy()
{
    FakeServer server;
    FakeProxy proxy;
    QNetworkProxy::setApplicationProxy(proxy.proxy());
    const auto restore = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy()); });
    const auto transport = makeTransport();
    proxy.leadTo(server.port()); // requests to loopback bypass the proxy, so the host is another one
    RecordingJob job(QUrl(u"http://no-such-host.invalid/"_s));
    transport->send(&job);
    QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(job.reply->status, 200);
    QCOMPARE(proxy.tunnels() + proxy.forwarded(), 1);

    QNetworkProxy::setApplicationProxy(
            { QNetworkProxy::HttpProxy, u"127.0.0.1"_s, server.deadPort() });
    RecordingJob dead(QUrl(u"https://no-such-host.invalid/"_s));
    transport->send(&dead);
    QTRY_COMPARE(dead.finishes, 1);
    QCOMPARE(dead.reply->failure, Failure::Proxy);
    QVERIFY(!dead.reply->mayHaveBeenSent);
}

void tst_Transport::times()
{
    FakeServer server;
    const auto transport = makeTransport();
    RecordingJob first(server.url());
    transport->send(&first);
    QTRY_COMPARE(first.finishes, 1);
    QVERIFY(first.reply->connecting.count() > 0);

    RecordingJob second(server.url());
    transport->send(&second);
    QTRY_COMPARE(second.finishes, 1);
    QCOMPARE(second.reply->connecting.count(), 0);
    QVERIFY(second.reply->waiting.count() > 0);
    QVERIFY(second.reply->receiving.count() > 0);
}

static QStringList s_log; // NOLINT: message handlers have no context

void tst_Transport::log()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, R"({"answer":"s3cr3t"})"));
    const auto transport = makeTransport();
    const auto call = [&] {
        RecordingJob job(server.url(), R"({"question":"s3cr3t"})");
        job.request.headers.append(HttpHeader { "authorization", "s3cr3t" });
        transport->send(&job);
        QTRY_COMPARE(job.finishes, 1);
    };

    s_log.clear();
    const auto previous = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &context, const QString &text) {
                if (qstrcmp(context.category, "qtdynamodb.network") == 0)
                    s_log.append(text);
            });
    const auto restore = qScopeGuard([previous] {
        qInstallMessageHandler(previous);
        QLoggingCategory::setFilterRules(QString());
    });
    call();
    QCOMPARE(s_log, QStringList());
    QLoggingCategory::setFilterRules(u"qtdynamodb.network.debug=true"_s);
    call();
    QVERIFY(!s_log.isEmpty());
    QVERIFY(!s_log.join(u' ').contains(u"s3cr3t"));
}

QTEST_GUILESS_MAIN(tst_Transport)
#include "tst_transport.moc"
