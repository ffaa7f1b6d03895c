// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeclock/fakeclock.h"
#include "pipeline/call_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodboutcome.h>

#include <QtTest/qtest.h>

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

const Operation operationEcho {
    .name = "Echo",
    .target = "DynamoDB_20120810.Echo",
    .input = nullptr,
    .output = nullptr,
    .service = Service::DynamoDB,
    .isSearch = false,
    .types = nullptr,
};

// A call whose result is the body of the response.
class EchoCall final : public Call
{
public:
    explicit EchoCall(const QDynamoDBCallOptions &options)
        : Call(options, std::make_unique<PromiseOf<QByteArray>>())
    {
    }

    WriteKind kind = WriteKind::None;

protected:
    const Operation &operation() const override { return operationEcho; }
    WriteKind writeKind() const override { return kind; }
    QString tableName() const override { return u"Thread"_s; }
    QString indexName() const override { return {}; }
    QString resource() const override { return u"Thread"_s; }
    QMap<QString, double> consumedCapacity() const override { return { { u"Thread"_s, 0.5 } }; }
    QDynamoDBExpected<QByteArray> writeBody() override { return "{\"request\":1}"_ba; }
    QDynamoDBError readBody(QByteArray &body) override
    {
        if (body == "unreadable")
            return QDynamoDBError(Code::InvalidResponse, u"unreadable"_s);
        m_result = body;
        return {};
    }
    bool resultContradicts() const override { return false; }
    void *result() override { return &m_result; }
    QVariant resultVariant() const override { return m_result; }

private:
    QByteArray m_result;
};

// A transport without a network: the test takes the requests and ends the jobs.
class TestTransport final : public Transport
{
public:
    void setOptions(const TransportOptions &options) override { m_options = options; }
    const TransportOptions &options() const override { return m_options; }
    void send(TransportJob *job) override { jobs.push_back(job); }
    bool abort(TransportJob *job) override
    {
        std::erase(jobs, job);
        ++aborted;
        return connects;
    }
    bool timeOut(TransportJob *job) override
    {
        std::erase(jobs, job);
        ++timedOut;
        return connects;
    }
    void dropIdle() override { ++dropped; }
    int inFlight() const override { return int(jobs.size()); }
    int queued() const override { return 0; }

    // Takes the request of the only job.
    TransportRequest take()
    {
        Q_ASSERT(jobs.size() == 1);
        return jobs.front()->takeRequest();
    }
    void end(TransportReply &&reply)
    {
        TransportJob *job = jobs.front();
        jobs.pop_front();
        job->finished(std::move(reply));
    }
    void end(int status, const QByteArray &body)
    {
        TransportReply reply;
        reply.status = status;
        reply.body = body;
        reply.headers = { { "x-amzn-requestid", "REQUEST-1" } };
        end(std::move(reply));
    }

    std::deque<TransportJob *> jobs;
    bool connects = true; // whether requests may reach the server
    int aborted = 0;
    int timedOut = 0;
    int dropped = 0;

private:
    TransportOptions m_options;
};

// A provider with other keys for each fetch.
class CountingProvider final : public QDynamoDBCredentialsProvider
{
public:
    QString name() const override { return u"test"_s; }
    void fetch(Freshness, Callback callback) override
    {
        ++fetches;
        callback(QDynamoDBCredentials("AKID"_L1 + QString::number(fetches), u"secret"_s));
    }

    int fetches = 0;
};

// The events as text.
class EventList final : public ClientEvents
{
public:
    EventList(QStringList *list, QDynamoDBError *lastError)
        : m_list(list)
        , m_lastError(lastError)
    {
    }
    void finished(const QDynamoDBOutcome &outcome) override
    {
        m_list->append(u"finished %1 %2 %3"_s.arg(outcome.operation)
                               .arg(outcome.error.isError() ? u"error"_s : u"ok"_s)
                               .arg(outcome.attempts));
    }
    void errorOccurred(const QDynamoDBError &error) override
    {
        *m_lastError = error;
        m_list->append(u"error "_s + error.operation() + u' ' + error.tableName());
    }
    void retrying(const QDynamoDBError &, std::chrono::milliseconds delay) override
    {
        m_list->append(u"retrying in %1 ms"_s.arg(delay.count()));
    }
    void measured(const QDynamoDBMeasurement &measurement) override
    {
        m_list->append(u"measured %1 %2"_s.arg(measurement.attempt).arg(measurement.httpStatus));
    }
    void credentialsRequired(const QDynamoDBError &) override {}
    void authorizationRequired(const QUrl &, const QString &) override {}
    void mfaRequired(const QString &) override {}

private:
    QStringList *m_list;
    QDynamoDBError *m_lastError;
};

// An owner of one call, without an engine, a client or a thread.
class Owner final : public QObject, public CallOwner
{
public:
    explicit Owner(const QDynamoDBCallOptions &options = {})
        : resolved(std::make_shared<ResolvedSettings>())
        , settings(std::make_shared<Settings>())
    {
        observers->finished = observers->errorOccurred = true;
        observers->retrying = observers->measured = true;
        auto fakeClock = std::make_unique<FakeClock>(this);
        clock = fakeClock.get();
        provider = std::make_shared<CountingProvider>();
        credentials = std::make_shared<CredentialsCache>(provider,
                                                         [this] { return clock->utcNow(); });
        context = std::make_unique<CallContext>(this, std::move(fakeClock),
                                                std::make_unique<EventList>(&events,
                                                                            lastError.get()),
                                                observers);
        context->random = [] { return 0.5; };
        call = std::make_unique<EchoCall>(options);
        future = call->promise().future<QByteArray>();
    }

    // Starts the call. Returns once it is with the transport or over.
    void start()
    {
        call->setSettings(settings);
        call->adopt(context.get());
        call->start();
        awaitProgress();
    }
    void awaitProgress() { QTRY_VERIFY(!transport.jobs.empty() || isOver); }
    void ended(Call *one) override
    {
        QCOMPARE(one, call.get());
        QVERIFY(!isOver);
        isOver = true;
    }
    // Lets an attempt end in a way that has a name.
    void play(const QString &attempt)
    {
        transport.connects = attempt != u"unconnected";
        (void)transport.take();
        TransportReply reply;
        reply.headers = { { "x-amzn-requestid", "REQUEST-1" } };
        if (attempt == u"timeout" || attempt == u"unconnected") {
            clock->advance(settings->attemptTimeout);
        } else if (attempt == u"unsent") {
            transport.end(TransportReply::unsent(TransportReply::Failure::ConnectionRefused,
                                                 u"refused"_s));
        } else if (attempt == u"lost") {
            reply.failure = TransportReply::Failure::ConnectionLost;
            transport.end(std::move(reply));
        } else if (attempt == u"damaged") {
            reply.status = 200;
            reply.body = "{}"_ba;
            reply.headers.append(HttpHeader { "x-amz-crc32", "1" });
            transport.end(std::move(reply));
        } else if (attempt == u"unreadable") {
            transport.end(200, "unreadable"_ba);
        } else if (attempt == u"foreign") {
            reply.status = 200;
            reply.reused = true;
            reply.body = "{}"_ba; // with the id of the previous response
            transport.end(std::move(reply));
        } else if (attempt.startsWith(u"cancelled ")) {
            transport.end(400,
                          R"({"__type":"TransactionCanceledException","CancellationReasons":[)"
                          R"({"Code":"None"},{"Code":")"
                                  + attempt.sliced(10).toLatin1() + R"("}]})");
        } else {
            const QByteArray type = attempt.mid(4).toLatin1();
            transport.end(attempt.left(3).toInt(),
                          type.isEmpty() ? "gateway"_ba : R"({"__type":")" + type + R"("})");
        }
    }
    QDynamoDBError deliver()
    {
        call->deliver();
        call.reset();
        return QDynamoDB::waitForResult(future).error();
    }

    QDynamoDBExpected<CallResources> resolve(const std::shared_ptr<const Settings> &wanted) override
    {
        if (wanted != settings)
            return QDynamoDBError(Code::Unknown, u"other settings"_s);
        if (problem.isError())
            return problem;
        return CallResources { resolved, credentials, &transport };
    }
    QDynamoDBExpected<Endpoint> endpoint(const std::shared_ptr<const ResolvedSettings> &,
                                         const Operation &, const QString &,
                                         const QString &resource) override
    {
        if (resource != u"Thread"_s)
            return QDynamoDBError(Code::Unknown, u"another resource"_s);
        return Endpoint { .url = QUrl(u"https://host.example"_s),
                          .signingRegion = "eu-central-1"_ba,
                          .signingService = "dynamodb"_ba,
                          .host = u"host.example"_s,
                          .port = 443,
                          .region = u"eu-central-1"_s };
    }

    std::shared_ptr<Observers> observers = std::make_shared<Observers>();
    QStringList events;
    std::unique_ptr<QDynamoDBError> lastError =
            std::make_unique<QDynamoDBError>(); // that was reported
    std::shared_ptr<ResolvedSettings> resolved;
    std::shared_ptr<Settings> settings;
    QDynamoDBError problem; // of resolve()
    FakeClock *clock = nullptr;
    std::shared_ptr<CountingProvider> provider;
    std::shared_ptr<CredentialsCache> credentials;
    TestTransport transport;
    std::unique_ptr<CallContext> context;
    std::unique_ptr<EchoCall> call;
    QFuture<QByteArray> future;
    bool isOver = false;
};

QByteArray headerOf(const TransportRequest &request, QByteArrayView name)
{
    const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                    [name](const HttpHeader &header) {
                                        return header.name == name;
                                    });
    return found == request.headers.end() ? QByteArray() : found->value;
}

const QByteArray serverError = R"({"__type":"InternalServerError","message":"broken"})"_ba;

} // namespace

// A call alone: the test is its owner, its transport and its clock.
class tst_Call : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void succeeds();
    void retries();
    void givesUp();
    void unresolvedSettings();
    void attemptTimeout();
    void callTimeout();
    void cancelled();
    void refused();
    void expiredCredentials();
    void foreignResponse();
    void withoutListeners();
    void outcomeOfWrite_data();
    void outcomeOfWrite();
    void cancelledWrite_data();
    void cancelledWrite();
};

void tst_Call::succeeds()
{
    Owner owner;
    owner.start();
    const TransportRequest request = owner.transport.take();
    QCOMPARE(request.url, QUrl(u"https://host.example"_s));
    QCOMPARE(request.body, "{\"request\":1}"_ba);
    QCOMPARE(headerOf(request, "x-amz-target"), "DynamoDB_20120810.Echo"_ba);
    QCOMPARE(headerOf(request, "amz-sdk-request"), "attempt=1; max=4"_ba);
    QCOMPARE(headerOf(request, "amz-sdk-invocation-id").size(), 36);
    QVERIFY(headerOf(request, "authorization").contains("Credential=AKID1/20261123/eu-central-1/"));
    QCOMPARE(owner.clock->alarms(), 2); // for the timeouts of call and attempt

    owner.clock->advance(3ms);
    owner.transport.end(200, "{\"result\":1}"_ba);
    QVERIFY(owner.isOver);
    QCOMPARE(owner.clock->alarms(), 0);
    QVERIFY(!owner.future.isFinished()); // the result is delivered later
    QCOMPARE(owner.deliver(), QDynamoDBError());
    QCOMPARE(owner.future.result(), "{\"result\":1}"_ba);
    QCOMPARE(owner.events, QStringList({ u"measured 1 200"_s, u"finished Echo ok 1"_s }));
    QCOMPARE(owner.context->reports.nextMeasurement().duration, 3ms);
    QCOMPARE(owner.context->reports.nextMeasurement().consumedCapacity(), 0.5);
}

void tst_Call::retries()
{
    Owner owner;
    owner.start();
    const QByteArray id = headerOf(owner.transport.take(), "amz-sdk-invocation-id");
    owner.transport.end(500, serverError);
    QVERIFY(!owner.isOver);
    QVERIFY(owner.clock->waitForAlarmIn(12500us));
    owner.clock->advance(12500us);
    const TransportRequest second = owner.transport.take();
    QCOMPARE(headerOf(second, "amz-sdk-request"), "attempt=2; max=4"_ba);
    QCOMPARE(headerOf(second, "amz-sdk-invocation-id"), id);
    owner.transport.end(200, "{}"_ba);
    QVERIFY(owner.isOver);
    QCOMPARE(owner.deliver(), QDynamoDBError());
    QCOMPARE(owner.events,
             QStringList({ u"measured 1 500"_s, u"retrying in 13 ms"_s, u"measured 2 200"_s,
                           u"finished Echo ok 2"_s }));
}

void tst_Call::givesUp()
{
    QDynamoDBCallOptions options;
    options.maxRetries = 0;
    Owner owner(options);
    owner.start();
    QCOMPARE(headerOf(owner.transport.take(), "amz-sdk-request"), "attempt=1; max=1"_ba);
    owner.transport.end(500, serverError);
    QVERIFY(owner.isOver);
    const QDynamoDBError error = owner.deliver();
    QCOMPARE(error.code(), Code::InternalServerError);
    QCOMPARE(error.message(), u"broken"_s);
    QCOMPARE(error.requestId(), u"REQUEST-1"_s);
    QCOMPARE(error.attempts(), 1);
    QCOMPARE(owner.events,
             QStringList(
                     { u"measured 1 500"_s, u"finished Echo error 1"_s, u"error Echo Thread"_s }));
}

void tst_Call::unresolvedSettings()
{
    Owner owner;
    owner.problem = QDynamoDBError(Code::ConfigParserError, u"line 1"_s);
    owner.start();
    QVERIFY(owner.isOver);
    QVERIFY(owner.transport.jobs.empty());
    const QDynamoDBError error = owner.deliver();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QCOMPARE(error.attempts(), 0);
}

void tst_Call::attemptTimeout()
{
    Owner owner;
    owner.settings->attemptTimeout = 20s;
    owner.resolved->maxRetries = 0;
    owner.start();
    (void)owner.transport.take();
    owner.clock->advance(20s);
    QVERIFY(owner.isOver);
    QCOMPARE(owner.transport.timedOut, 1);
    const QDynamoDBError error = owner.deliver();
    QCOMPARE(error.code(), Code::Timeout);
    QVERIFY2(error.message().contains(u"20000 ms"), qPrintable(error.message()));
}

void tst_Call::callTimeout()
{
    Owner owner;
    owner.settings->callTimeout = 5s;
    owner.start();
    owner.clock->advance(5s); // while the call is queued
    QVERIFY(owner.isOver);
    QCOMPARE(owner.transport.aborted, 1);
    const QDynamoDBError error = owner.deliver();
    QCOMPARE(error.code(), Code::Timeout);
    QVERIFY2(error.message().contains(u"callTimeout of 5000 ms"), qPrintable(error.message()));
    QCOMPARE(owner.events,
             QStringList({ u"finished Echo error 0"_s, u"error Echo Thread"_s })); // not measured
}

void tst_Call::cancelled()
{
    Owner owner;
    owner.start();
    (void)owner.transport.take();
    owner.future.cancel();
    QTRY_VERIFY(owner.isOver);
    QCOMPARE(owner.transport.aborted, 1);
    QCOMPARE(owner.deliver().code(), Code::Cancelled);
    QVERIFY(owner.future.isCanceled());
}

void tst_Call::refused()
{
    Owner owner;
    owner.call->refuse(QDynamoDBError(Code::Request, u"no thread"_s));
    const QDynamoDBError error = QDynamoDB::waitForResult(owner.future).error();
    QCOMPARE(error.code(), Code::Request);
    QCOMPARE(error.operation(), u"Echo"_s);
    QCOMPARE(error.tableName(), u"Thread"_s);
}

void tst_Call::expiredCredentials()
{
    Owner owner;
    owner.start();
    QVERIFY(headerOf(owner.transport.take(), "authorization").contains("Credential=AKID1/"));
    owner.transport.end(400, R"({"__type":"ExpiredTokenException"})");
    owner.awaitProgress();
    QVERIFY(headerOf(owner.transport.take(), "authorization").contains("Credential=AKID2/"));
    owner.transport.end(400, R"({"__type":"ExpiredTokenException"})");
    QVERIFY(owner.isOver); // the credentials are refreshed once
    QCOMPARE(owner.deliver().code(), Code::ExpiredToken);
    QCOMPARE(owner.provider->fetches, 2);
}

void tst_Call::foreignResponse()
{
    Owner owner;
    owner.start();
    (void)owner.transport.take();
    TransportReply first;
    first.status = 500;
    first.headers = { { "x-amzn-requestid", "REQUEST-1" } };
    owner.transport.end(std::move(first));
    owner.clock->advance(1s);
    (void)owner.transport.take();
    TransportReply same;
    same.status = 200;
    same.reused = true;
    same.body = "{}"_ba;
    same.headers = { { "x-amzn-requestid", "REQUEST-1" } };
    owner.transport.end(std::move(same));
    QVERIFY(!owner.isOver);
    QCOMPARE(owner.transport.dropped, 1);
    owner.clock->advance(1s);
    (void)owner.transport.take();
    TransportReply other;
    other.status = 200;
    other.body = "{}"_ba;
    other.headers = { { "x-amzn-requestid", "REQUEST-2" } };
    owner.transport.end(std::move(other));
    QVERIFY(owner.isOver);
    QCOMPARE(owner.deliver(), QDynamoDBError());
}

void tst_Call::withoutListeners()
{
    Owner owner;
    owner.observers->finished = owner.observers->errorOccurred = false;
    owner.observers->retrying = owner.observers->measured = false;
    owner.start();
    (void)owner.transport.take();
    owner.transport.end(500, serverError);
    owner.clock->advance(1s);
    (void)owner.transport.take();
    owner.transport.end(400, R"({"__type":"ValidationException"})");
    QVERIFY(owner.isOver);
    QCOMPARE(owner.deliver().code(), Code::Validation);
    QCOMPARE(owner.events, QStringList());
    QCOMPARE(owner.context->reports.nextMeasurement().attempt, 0); // no measurement was collected
}

// Each row is the attempts of a call, as text, and whether the final error may hide a success.
void tst_Call::outcomeOfWrite_data()
{
    QTest::addColumn<QStringList>("attempts");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("idempotent");
    const auto row = [](const char *name, const QStringList &attempts, bool plain,
                        bool idempotent) { QTest::newRow(name) << attempts << plain << idempotent; };
    const auto always = [&row](const char *name, const QStringList &attempts, bool doubtful) {
        row(name, attempts, doubtful, doubtful);
    };
    always("condition", { u"400 ConditionalCheckFailedException"_s }, false);
    always("throttled", { u"400 ThrottlingException"_s, u"400 ThrottlingException"_s }, false);
    always("status 429", { u"429"_s, u"429"_s }, false);
    always("status 408", { u"408"_s, u"408"_s }, false);
    always("not sent", { u"unsent"_s, u"unsent"_s }, false);
    always("cancelled transaction", { u"cancelled ConditionalCheckFailed"_s }, false);
    always("lost", { u"lost"_s, u"lost"_s }, true);
    always("lost, then not sent", { u"lost"_s, u"unsent"_s }, true);
    always("timeout", { u"timeout"_s, u"timeout"_s }, true);
    always("timeout while connecting", { u"unconnected"_s, u"unconnected"_s }, false);
    always("status 500", { u"500"_s, u"500"_s }, true);
    always("status 503", { u"503"_s, u"503"_s }, true);
    always("status 302", { u"302"_s }, true);
    always("damaged", { u"damaged"_s, u"damaged"_s }, true);
    always("unreadable", { u"unreadable"_s }, true);
    always("foreign", { u"500"_s, u"foreign"_s }, true);
    always("timeout, then throttled", { u"timeout"_s, u"400 ThrottlingException"_s }, true);
    always("lost, then condition", { u"lost"_s, u"400 ConditionalCheckFailedException"_s }, true);
    always("lost, then not valid", { u"lost"_s, u"400 ValidationException"_s }, true);
    row("lost, then cancelled", { u"lost"_s, u"cancelled ConditionalCheckFailed"_s }, true, false);
    row("lost, then not valid action", { u"lost"_s, u"cancelled ValidationError"_s }, true, false);
    always("lost, then conflict", { u"lost"_s, u"cancelled TransactionConflict"_s }, true);
    always("lost, then throttled action", { u"lost"_s, u"cancelled ThrottlingError"_s }, true);
    always("lost, then in progress", { u"lost"_s, u"400 TransactionInProgressException"_s }, true);
}

void tst_Call::outcomeOfWrite()
{
    QFETCH(const QStringList, attempts);
    QFETCH(const bool, plain);
    QFETCH(const bool, idempotent);
    for (const WriteKind kind : { WriteKind::None, WriteKind::Plain, WriteKind::Idempotent }) {
        QDynamoDBCallOptions options;
        options.maxRetries = int(attempts.size()) - 1;
        Owner owner(options);
        owner.call->kind = kind;
        owner.settings->attemptTimeout = 20s;
        owner.start();
        for (const QString &attempt : attempts) {
            QTRY_VERIFY(!owner.transport.jobs.empty());
            owner.play(attempt);
            if (!owner.isOver)
                owner.clock->advance(1s); // until the retry
        }
        QVERIFY(owner.isOver);
        const QDynamoDBError error = owner.deliver();
        QCOMPARE(error.attempts(), attempts.size());
        const bool expected = kind == WriteKind::Plain
                ? plain
                : kind == WriteKind::Idempotent && idempotent;
        QCOMPARE(error.mayHaveSucceeded(), expected);
    }
}

void tst_Call::cancelledWrite_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("mayHaveSucceeded");
    QTest::newRow("queued") << u"queued"_s << false;
    QTest::newRow("connecting") << u"connecting"_s << false;
    QTest::newRow("in flight") << u"in flight"_s << true;
    QTest::newRow("waiting after a lost response") << u"waiting"_s << true;
    QTest::newRow("waiting after a refusal") << u"refused"_s << false;
}

// A cancelled future has no error, so the outcome is compared.
void tst_Call::cancelledWrite()
{
    QFETCH(const QString, state);
    QFETCH(const bool, mayHaveSucceeded);
    for (const bool timesOut : { false, true }) {
        Owner owner;
        owner.call->kind = WriteKind::Plain;
        owner.settings->callTimeout = 5s;
        owner.transport.connects = state != u"connecting" && state != u"queued";
        owner.start();
        if (state != u"queued")
            (void)owner.transport.take();
        if (state == u"waiting")
            owner.transport.end(500, serverError);
        else if (state == u"refused")
            owner.transport.end(400, R"({"__type":"ThrottlingException"})");
        if (timesOut)
            owner.call->stop(Code::Timeout, u"too late"_s);
        else
            owner.future.cancel();
        QTRY_VERIFY(owner.isOver);
        (void)owner.deliver();
        QCOMPARE(owner.lastError->code(), timesOut ? Code::Timeout : Code::Cancelled);
        QCOMPARE(owner.lastError->mayHaveSucceeded(), mayHaveSucceeded);
    }
}

QTEST_GUILESS_MAIN(tst_Call)
#include "tst_call.moc"
