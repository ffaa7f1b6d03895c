// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Durations = QList<FakeClock::Duration>;

namespace {

// A client with a fake clock, and its server.
struct Fixture
{
    Fixture()
    {
        configureTestClient(&client, server.url());
        clock = installFakeClock(&client);
    }

    QFuture<QJsonObject> call() { return client.execute(u"ListTables"_s, {}); }

    FakeServer server;
    QDynamoDBClient client;
    FakeClock *clock = nullptr;
};

Reaction transient()
{
    return Reaction::error(500, "InternalServerError");
}

Reaction throttling()
{
    return Reaction::error(400, "ThrottlingException");
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

// A provider that returns the keys AKID1, AKID2 and so on, or always the first.
class TestProvider : public QDynamoDBCredentialsProvider
{
public:
    QString name() const override { return u"test"_s; }
    void fetch(Freshness freshness, Callback answer) override
    {
        ++fetches;
        if (freshness == Freshness::Reload)
            ++reloads;
        const int number = renews ? fetches.load() : 1;
        answer(QDynamoDBCredentials("AKID"_L1 + QString::number(number), u"s3cr3t-key"_s));
    }

    std::atomic<int> fetches { 0 };
    std::atomic<int> reloads { 0 };
    std::atomic<bool> renews { true };
};

} // namespace

// Retries, timeouts, rate limits and clock skew of a client with a fake clock.
class tst_EngineTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retries_data();
    void retries();
    void notRetried_data();
    void notRetried();
    void retryAfter_data();
    void retryAfter();
    void tokens_data();
    void tokens();
    void refunds();
    void deadlineBeforeRetry();
    void adaptive();
    void cancelledCallsAndLimiter();
    void attemptTimeout_data();
    void attemptTimeout();
    void callTimeout_data() { attemptTimeout_data(); }
    void callTimeout();
    void timeoutWhileConnecting();
    void timeoutWhileQueued();
    void timeoutWhileWaitingToRetry();
    void noTimeouts();
    void skewedClock_data();
    void skewedClock();
    void expiredToken();
    void expiredTokenOfConstantProvider();
    void idempotencyToken();
};

void tst_EngineTimes::retries_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<Code>("code");
    QTest::addColumn<Durations>("delays");
    const Durations shortOnes { 12500us, 25ms, 50ms };
    const Durations longOnes { 500ms, 1s, 2s };
    QTest::newRow("500") << transient() << Code::InternalServerError << shortOnes;
    QTest::newRow("503 HTML") << Reaction::html(503) << Code::Unknown << shortOnes;
    QTest::newRow("closed") << Reaction::json(200, "{}").closed(Stage::Request) << Code::Request
                            << shortOnes;
    QTest::newRow("truncated response")
            << Reaction::json(200, R"({"TableNames":[]})").closed(Stage::ReplyBody) << Code::Request
            << shortOnes;
    QTest::newRow("checksum") << Reaction::json(200, "{}").wrongCrc() << Code::ChecksumMismatch
                              << shortOnes;
    QTest::newRow("throttling") << throttling() << Code::Throttling << longOnes;
    QTest::newRow("throughput") << Reaction::error(400, "ProvisionedThroughputExceededException")
                                << Code::ProvisionedThroughputExceeded << longOnes;
    QTest::newRow("429") << Reaction::html(429) << Code::Unknown << longOnes;
}

void tst_EngineTimes::retries()
{
    QFETCH(Reaction, reaction);
    QFETCH(Code, code);
    QFETCH(Durations, delays);
    Fixture f;
    // The last of four attempts succeeds, or fails as well.
    for (const int failures : { 3, 4 }) {
        f.server.clearRecords();
        f.server.enqueue(reaction, failures);
        const QFuture<QJsonObject> future = f.call();
        for (qsizetype i = 0; i < delays.size(); ++i) {
            QVERIFY(f.clock->waitForAlarmIn(delays[i]));
            QCOMPARE(f.server.copies(), i + 1);
            f.clock->advance(delays[i] - 1ns);
            QCOMPARE(f.clock->nextAlarm(), f.clock->monotonic() + 1ns);
            f.clock->advance(1ns);
        }
        const QDynamoDBError error = errorOf(future);
        QCOMPARE(error.isError(), failures == 4);
        if (error.isError()) {
            QCOMPARE(error.attempts(), 4);
            if (code != Code::Unknown)
                QCOMPARE(error.code(), code);
        }
        QTRY_COMPARE(f.clock->alarms(), 0);

        const QList<FakeRequest> requests = f.server.requests();
        QCOMPARE(requests.size(), 4);
        for (qsizetype i = 0; i < 4; ++i) {
            QCOMPARE(requests[i].header("amz-sdk-request"),
                     "attempt=" + QByteArray::number(i + 1) + "; max=4");
            QCOMPARE(requests[i].header("amz-sdk-invocation-id"),
                     requests[0].header("amz-sdk-invocation-id"));
            QCOMPARE(requests[i].body, requests[0].body);
        }
        QCOMPARE(requests[0].header("amz-sdk-invocation-id").size(), 36);
    }
}

void tst_EngineTimes::notRetried_data()
{
    QTest::addColumn<Reaction>("reaction");
    for (const char *code : { "ValidationException", "ConditionalCheckFailedException",
                              "TransactionConflictException", "ExpiredTokenException" })
        QTest::newRow(code) << Reaction::error(400, code);
    QTest::newRow("421") << Reaction::error(421, "InvalidEndpointException");
    QTest::newRow("501") << Reaction::html(501);
}

void tst_EngineTimes::notRetried()
{
    QFETCH(Reaction, reaction);
    Fixture f;
    f.server.enqueue(reaction, 2);
    const QDynamoDBError error = errorOf(f.call());
    QVERIFY(error.isError());
    QCOMPARE(error.attempts(), 1);
    QCOMPARE(f.server.copies(), 1);
}

void tst_EngineTimes::retryAfter_data()
{
    QTest::addColumn<QByteArray>("hint");
    QTest::addColumn<FakeClock::Duration>("delay");
    QTest::newRow("later") << "3000"_ba << FakeClock::Duration(3s);
    QTest::newRow("sooner") << "100"_ba << FakeClock::Duration(500ms);
    QTest::newRow("too late") << "9000"_ba << FakeClock::Duration(5500ms);
    QTest::newRow("negative") << "-5"_ba << FakeClock::Duration(500ms);
    QTest::newRow("not a number") << "soon"_ba << FakeClock::Duration(500ms);
    QTest::newRow("empty") << ""_ba << FakeClock::Duration(500ms);
    QTest::newRow("with a fraction") << "3000.5"_ba << FakeClock::Duration(500ms);
    QTest::newRow("2^31") << "2147483648"_ba << FakeClock::Duration(5500ms);
    QTest::newRow("2^63") << "9223372036854775808"_ba << FakeClock::Duration(5500ms);
    QTest::newRow("beyond 64 bits") << "99999999999999999999999"_ba << FakeClock::Duration(5500ms);
    QTest::newRow("negative, beyond 32 bits") << "-2147483649"_ba << FakeClock::Duration(500ms);
}

void tst_EngineTimes::retryAfter()
{
    QFETCH(QByteArray, hint);
    QFETCH(FakeClock::Duration, delay);
    Fixture f;
    f.server.enqueue(throttling().header("x-amz-retry-after", hint));
    const QFuture<QJsonObject> future = f.call();
    QVERIFY(f.clock->waitForAlarmIn(delay));
    f.clock->advance(delay);
    QVERIFY(!errorOf(future).isError());
    QCOMPARE(f.server.copies(), 2);
}

void tst_EngineTimes::tokens_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<FakeClock::Duration>("delay");
    QTest::addColumn<int>("retries");
    QTest::newRow("transient") << transient() << FakeClock::Duration(12500us) << 500 / 14;
    QTest::newRow("throttling") << throttling() << FakeClock::Duration(500ms) << 500 / 5;
}

void tst_EngineTimes::tokens()
{
    QFETCH(Reaction, reaction);
    QFETCH(FakeClock::Duration, delay);
    QFETCH(int, retries);
    Fixture f;
    f.client.setMaxRetries(1);
    f.server.setDefault(reaction);
    for (int i = 0; i < retries; ++i) {
        const QFuture<QJsonObject> future = f.call();
        QVERIFY(f.clock->waitForAlarmIn(delay));
        f.clock->advance(delay);
        QCOMPARE(errorOf(future).attempts(), 2);
    }
    for (int i = 0; i < 3; ++i)
        QCOMPARE(errorOf(f.call()).attempts(), 1);
    QCOMPARE(f.server.copies(), 2 * retries + 3);
}

void tst_EngineTimes::refunds()
{
    Fixture f;
    f.client.setMaxRetries(1);
    const auto fails = [&f](int attempts, bool succeedsThen) {
        f.server.enqueue(transient(), succeedsThen ? attempts - 1 : attempts);
        const QFuture<QJsonObject> future = f.call();
        if (attempts == 2) {
            if (!f.clock->waitForAlarmIn(12500us))
                return false;
            f.clock->advance(12500us);
        }
        const QDynamoDBError error = errorOf(future);
        return error.isError() != succeedsThen && (succeedsThen || error.attempts() == attempts);
    };
    for (int i = 0; i < 35; ++i)
        QVERIFY(fails(2, false));
    // 10 tokens are left. A call that succeeds at the first attempt adds one.
    for (int i = 0; i < 3; ++i)
        QVERIFY(!errorOf(f.call()).isError());
    QVERIFY(fails(1, false));
    QVERIFY(!errorOf(f.call()).isError());
    // 14 tokens. A call that succeeds at the second attempt refunds its cost.
    for (int i = 0; i < 5; ++i)
        QVERIFY(fails(2, true));
    QVERIFY(fails(2, false));
    QVERIFY(fails(1, false));
}

// A call fails at once if its next retry would be after the deadline; it takes no tokens.
void tst_EngineTimes::deadlineBeforeRetry()
{
    Fixture f;
    f.client.setCallTimeout(500ms);
    f.server.setDefault(throttling());
    for (int i = 0; i < 110; ++i) {
        const QDynamoDBError error = errorOf(f.call());
        QCOMPARE(error.code(), Code::Throttling);
        QCOMPARE(error.attempts(), 1);
    }
    f.client.setCallTimeout(501ms);
    f.client.setMaxRetries(1);
    const QFuture<QJsonObject> future = f.call();
    QVERIFY(f.clock->waitForAlarmIn(500ms));
    f.clock->advance(500ms);
    QCOMPARE(errorOf(future).attempts(), 2);
}

void tst_EngineTimes::adaptive()
{
    Fixture f;
    f.client.setRetryMode(QDynamoDBClient::RetryMode::Adaptive);
    f.server.enqueue(throttling());
    const QFuture<QJsonObject> first = f.call();
    QVERIFY(f.clock->waitForAlarmIn(500ms));
    f.clock->advance(500ms);
    // Without a measured rate, the limiter allows one attempt every two seconds.
    QVERIFY(f.clock->waitForAlarmIn(1500ms));
    QCOMPARE(f.server.copies(), 1);
    f.clock->advance(1500ms);
    QVERIFY(!errorOf(first).isError());
    QCOMPARE(f.server.copies(), 2);

    // Two responses in two seconds: the measured rate is 1/s * 0.8, and twice that is allowed.
    const QFuture<QJsonObject> second = f.call();
    QVERIFY(f.clock->waitForAlarmIn(625ms));
    f.clock->advance(625ms);
    QVERIFY(!errorOf(second).isError());

    // The standard mode has no limiter.
    f.client.setRetryMode(QDynamoDBClient::RetryMode::Standard);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!errorOf(f.call()).isError());
}

void tst_EngineTimes::cancelledCallsAndLimiter()
{
    Fixture f;
    f.client.setRetryMode(QDynamoDBClient::RetryMode::Adaptive);
    f.client.setMaxRetries(0);
    f.client.setCallTimeout(0ms);
    f.server.enqueue(throttling());
    QCOMPARE(errorOf(f.call()).code(), Code::Throttling);
    QList<QFuture<QJsonObject>> futures;
    for (int i = 1; i <= 20; ++i) {
        futures.append(f.call());
        QVERIFY(f.clock->waitForAlarmIn(i * 2s));
    }
    for (QFuture<QJsonObject> &future : futures) {
        future.cancel();
        future.waitForFinished();
    }
    QCOMPARE(f.clock->alarms(), 0);
    const QFuture<QJsonObject> last = f.call();
    QVERIFY(f.clock->waitForAlarmIn(2s));
    f.clock->advance(2s);
    QVERIFY(!errorOf(last).isError());
    QCOMPARE(f.server.copies(), 2);
}

void tst_EngineTimes::attemptTimeout_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::newRow("sending, body") << Stage::RequestHead;
    QTest::newRow("sending, half of the body") << Stage::RequestBody;
    QTest::newRow("waiting") << Stage::Request;
    QTest::newRow("receiving, status") << Stage::StatusLine;
    QTest::newRow("receiving, headers") << Stage::ReplyHead;
    QTest::newRow("receiving, half of the body") << Stage::ReplyBody;
}

void tst_EngineTimes::attemptTimeout()
{
    QFETCH(Stage, stage);
    Fixture f;
    f.client.setAttemptTimeout(7s);
    f.server.enqueue(Reaction::json(200, R"({"TableNames":[]})").held(stage));
    const QJsonObject large { { u"Text"_s, QString(4 * 1024 * 1024, u'x') } };
    const QFuture<QJsonObject> future = f.client.execute(u"ListTables"_s, large);
    QTRY_COMPARE(f.server.held(), 1);
    f.clock->advance(7s - 1ns);
    QVERIFY(!future.isFinished());
    f.clock->advance(1ns);
    QVERIFY(f.clock->waitForAlarmIn(12500us));
    if (stage >= Stage::Request) // a server that doesn't read further doesn't notice the abort
        QTRY_COMPARE(f.server.openConnections(), 0);
    f.clock->advance(12500us);
    QVERIFY(!errorOf(future).isError());
    QCOMPARE(f.server.copies(), 2);

    f.client.setMaxRetries(0);
    f.server.enqueue(Reaction::json(200, R"({"TableNames":[]})").held(stage));
    const QFuture<QJsonObject> last = f.client.execute(u"ListTables"_s, large);
    QTRY_COMPARE(f.server.copies(), 3);
    f.clock->advance(7s);
    const QDynamoDBError error = errorOf(last);
    QCOMPARE(error.code(), Code::Timeout);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(error.message().contains("7000 ms"_L1));
}

void tst_EngineTimes::callTimeout()
{
    QFETCH(Stage, stage);
    Fixture f;
    f.client.setCallTimeout(7s);
    f.server.enqueue(Reaction::json(200, R"({"TableNames":[]})").held(stage));
    const QJsonObject large { { u"Text"_s, QString(4 * 1024 * 1024, u'x') } };
    const QFuture<QJsonObject> future = f.client.execute(u"ListTables"_s, large);
    QTRY_COMPARE(f.server.held(), 1);
    f.clock->advance(7s - 1ns);
    QVERIFY(!future.isFinished());
    f.clock->advance(1ns);
    const QDynamoDBError error = errorOf(future);
    QCOMPARE(error.code(), Code::Timeout);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(error.message().contains("7000 ms"_L1));
    if (stage >= Stage::Request) // a server that doesn't read further doesn't notice the abort
        QTRY_COMPARE(f.server.openConnections(), 0);
    QCOMPARE(f.clock->alarms(), 0);
}

void tst_EngineTimes::timeoutWhileConnecting()
{
    Fixture f;
    QUrl blackHole = f.server.url();
    blackHole.setPort(f.server.blackHole());
    f.client.setEndpoint(blackHole);
    f.client.setAttemptTimeout(3s);
    f.client.setCallTimeout(5s);
    const QFuture<QJsonObject> future = f.call();
    QVERIFY(f.clock->waitForAlarmIn(3s));
    f.clock->advance(3s);
    QVERIFY(f.clock->waitForAlarmIn(12500us));
    f.clock->advance(12500us);
    QVERIFY(f.clock->waitForAlarmIn(3s)); // of the second attempt
    f.clock->advance(2s);
    const QDynamoDBError error = errorOf(future);
    QCOMPARE(error.code(), Code::Timeout);
    QCOMPARE(error.attempts(), 2);
    QVERIFY(error.message().contains("5000 ms"_L1));
    QVERIFY(error.message().contains("3000 ms"_L1)); // the error of the first attempt
}

void tst_EngineTimes::timeoutWhileQueued()
{
    Fixture f;
    f.client.setMaxConnections(1);
    f.client.setAttemptTimeout(0ms);
    f.client.setCallTimeout(0ms);
    f.server.enqueue(Reaction::json(200, "{}").held());
    const QFuture<QJsonObject> first = f.call();
    QTRY_COMPARE(f.server.held(), 1);

    f.client.setAttemptTimeout(1s); // which does not include the queue
    f.client.setCallTimeout(5s);
    const QFuture<QJsonObject> second = f.call();
    QVERIFY(f.clock->waitForAlarmIn(5s));
    QVERIFY(!f.clock->waitForAlarmIn(1s, 0));
    f.clock->advance(5s);
    const QDynamoDBError error = errorOf(second);
    QCOMPARE(error.code(), Code::Timeout);
    QCOMPARE(error.attempts(), 0);

    f.server.release();
    QVERIFY(!errorOf(first).isError());
    QVERIFY(!errorOf(f.call()).isError());
    QCOMPARE(f.server.copies(), 2);
}

// Retries are never planned after the deadline, so only the limiter can delay a call beyond it.
void tst_EngineTimes::timeoutWhileWaitingToRetry()
{
    Fixture f;
    f.client.setRetryMode(QDynamoDBClient::RetryMode::Adaptive);
    f.client.setCallTimeout(1s);
    f.server.enqueue(throttling());
    const QFuture<QJsonObject> future = f.call();
    QVERIFY(f.clock->waitForAlarmIn(500ms));
    f.clock->advance(1s);
    const QDynamoDBError error = errorOf(future);
    QCOMPARE(error.code(), Code::Timeout);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(error.message().contains("test error"_L1));
}

void tst_EngineTimes::noTimeouts()
{
    Fixture f;
    f.client.setAttemptTimeout(0ms);
    f.client.setCallTimeout(0ms);
    f.server.enqueue(Reaction::json(200, "{}").held());
    const QFuture<QJsonObject> future = f.call();
    QTRY_COMPARE(f.server.held(), 1);
    QCOMPARE(f.clock->alarms(), 0);
    f.clock->advance(1000h);
    f.server.release();
    QVERIFY(!errorOf(future).isError());
}

void tst_EngineTimes::skewedClock_data()
{
    QTest::addColumn<int>("ahead"); // seconds by which the server is ahead
    QTest::addColumn<QByteArray>("refusal");
    QTest::newRow("ahead") << 600 << "InvalidSignatureException"_ba;
    QTest::newRow("behind") << -600 << "InvalidSignatureException"_ba;
    QTest::newRow("expired") << 600 << "RequestExpired"_ba;
    QTest::newRow("years ahead") << 3 * 365 * 86400 << "InvalidSignatureException"_ba;
}

void tst_EngineTimes::skewedClock()
{
    QFETCH(int, ahead);
    QFETCH(QByteArray, refusal);
    Fixture f;
    f.server.setHandler([&f, ahead, refusal](const FakeRequest &request) {
        const QDateTime now = f.clock->utcNow().addSecs(ahead);
        QDateTime signedAt = QDateTime::fromString(QString::fromLatin1(
                                                           request.header("x-amz-date")),
                                                   u"yyyyMMdd'T'HHmmss'Z'"_s);
        signedAt = QDateTime(signedAt.date(), signedAt.time(), QtDynamoDBPrivate::utc);
        const bool good = std::abs(signedAt.secsTo(now)) < 300;
        const Reaction reaction = good ? Reaction::json(200, "{}") : Reaction::error(400, refusal);
        return reaction.header("Date", httpDate(now));
    });
    const QFuture<QJsonObject> first = f.call();
    QVERIFY(f.clock->waitForAlarmIn(12500us));
    f.clock->advance(12500us);
    QVERIFY(!errorOf(first).isError());
    QCOMPARE(f.server.copies(), 2);
    // The next call uses the offset.
    QVERIFY(!errorOf(f.call()).isError());
    QCOMPARE(f.server.copies(), 3);

    // After the local clock is corrected, the measured offset is wrong.
    f.clock->setUtcNow(f.clock->utcNow().addSecs(ahead));
    f.server.setHandler([&f, refusal](const FakeRequest &) {
        return Reaction::error(400, refusal).header("Date", httpDate(f.clock->utcNow()));
    });
    const QFuture<QJsonObject> last = f.call();
    QVERIFY(f.clock->waitForAlarmIn(12500us));
    f.clock->advance(12500us);
    // The offset is not corrected a second time.
    QCOMPARE(errorOf(last).attempts(), 2);
}

void tst_EngineTimes::expiredToken()
{
    Fixture f;
    const auto provider = std::make_shared<TestProvider>();
    f.client.setCredentials({});
    f.client.setCredentialsProvider(provider);
    QVERIFY(!errorOf(f.call()).isError());
    QCOMPARE(provider->fetches, 1);

    // There is no pause before the second attempt.
    f.server.clearRecords();
    f.server.enqueue(Reaction::error(400, "ExpiredTokenException"));
    QVERIFY(!errorOf(f.call()).isError());
    QCOMPARE(provider->fetches, 2);
    QCOMPARE(provider->reloads, 1);
    const QList<FakeRequest> requests = f.server.requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests[0].header("authorization").contains("Credential=AKID1/"));
    QVERIFY(requests[1].header("authorization").contains("Credential=AKID2/"));
    QCOMPARE(requests[1].header("amz-sdk-request"), "attempt=2; max=4"_ba);
    QCOMPARE(requests[0].header("amz-sdk-invocation-id"),
             requests[1].header("amz-sdk-invocation-id"));
}

void tst_EngineTimes::expiredTokenOfConstantProvider()
{
    Fixture f;
    const auto provider = std::make_shared<TestProvider>();
    f.client.setCredentials({});
    f.client.setCredentialsProvider(provider);
    // If the service rejects the new credentials, too, the call fails.
    f.server.setDefault(Reaction::error(400, "ExpiredTokenException"));
    QDynamoDBError error = errorOf(f.call());
    QCOMPARE(error.code(), Code::ExpiredToken);
    QCOMPARE(error.attempts(), 2);
    QCOMPARE(provider->fetches, 2);

    // If the provider has no other credentials, the call is not repeated.
    Fixture g;
    const auto stubborn = std::make_shared<TestProvider>();
    stubborn->renews = false;
    g.client.setCredentials({});
    g.client.setCredentialsProvider(stubborn);
    g.server.setDefault(Reaction::error(400, "ExpiredTokenException"));
    error = errorOf(g.call());
    QCOMPARE(error.code(), Code::ExpiredToken);
    QCOMPARE(error.attempts(), 1);
    QCOMPARE(stubborn->reloads, 1);
    QCOMPARE(g.server.copies(), 1);
}

void tst_EngineTimes::idempotencyToken()
{
    Fixture f;
    QDynamoDB::TransactWriteItemsRequest request;
    QDynamoDB::TransactWriteItem item;
    item.put.emplace();
    item.put->tableName = u"Table"_s;
    item.put->item = { { u"Id"_s, 1 } };
    request.transactItems = { item };
    QSet<QString> tokens;
    for (int i = 1; i <= 2; ++i) {
        f.server.clearRecords();
        f.server.enqueue(transient(), 3);
        const auto future = f.client.transactWriteItems(request);
        for (const auto delay : Durations { 12500us, 25ms, 50ms }) {
            QVERIFY(f.clock->waitForAlarmIn(delay));
            f.clock->advance(delay);
        }
        QVERIFY(!errorOf(future).isError());
        const QList<FakeRequest> requests = f.server.requests();
        QCOMPARE(requests.size(), 4);
        for (const FakeRequest &sent : requests) {
            const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
            const QString token = body["ClientRequestToken"_L1].toString();
            QVERIFY(token.size() >= 1 && token.size() <= 36);
            tokens.insert(token);
        }
        QCOMPARE(tokens.size(), i); // one token for all attempts of a call
    }
    QVERIFY(request.clientRequestToken.isEmpty());
}

QTEST_GUILESS_MAIN(tst_EngineTimes)

#include "tst_enginetimes.moc"
