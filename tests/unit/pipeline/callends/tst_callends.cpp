// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbstatistics.h>

#include <QtCore/qfile.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qset.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

// The progress of a call.
enum class Moment {
    Credentials, // a provider is fetching them
    Queued,
    Connecting,
    Handshake,
    SendingHead,
    SendingBody,
    Waiting,
    ReceivingStatus,
    ReceivingHead,
    ReceivingBody,
    BeforeRetry,
};

// A provider that never returns credentials.
class SilentProvider : public QDynamoDBCredentialsProvider
{
public:
    QString name() const override { return u"silent"_s; }
    void fetch(Freshness, Callback answer) override
    {
        m_answer = std::move(answer);
        ++fetches;
    }

    std::atomic<int> fetches { 0 };

private:
    Callback m_answer;
};

// Returns the local addresses of sockets that are connecting to the port of 127.0.0.1.
QSet<QByteArray> connecting(quint16 port)
{
    QFile file(u"/proc/net/tcp"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray to = "0100007F:"
            + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    const QByteArrayList lines = file.readAll().split('\n');
    QSet<QByteArray> from;
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() > 3 && fields[2] == to && fields[3] == "02")
            from += fields[1];
    }
    return from;
}

Stage stageOf(Moment moment)
{
    switch (moment) {
    case Moment::SendingHead:
        return Stage::RequestHead;
    case Moment::SendingBody:
        return Stage::RequestBody;
    case Moment::ReceivingStatus:
        return Stage::StatusLine;
    case Moment::ReceivingHead:
        return Stage::ReplyHead;
    case Moment::ReceivingBody:
        return Stage::ReplyBody;
    default:
        return Stage::Request;
    }
}

void setUp(QDynamoDBClient &client, const FakeServer &server)
{
    configureTestClient(&client, server.url());
    client.setSslConfiguration(FakeServer::clientConfiguration());
}

// A client with a call that has reached this progress.
struct Situation
{
    explicit Situation(Moment itsMoment)
        : moment(itsMoment)
        , server(itsMoment == Moment::Handshake ? FakeServer::Security::Tls
                                                : FakeServer::Security::Plain)
        , client(new QDynamoDBClient)
    {
        setUp(*client, server);
        const Reaction reaction = Reaction::json(200, R"({"TableNames":["Thread"]})");
        switch (moment) {
        case Moment::Credentials:
            client->setCredentials({});
            client->setCredentialsProvider(provider);
            break;
        case Moment::Queued:
            client->setMaxConnections(1);
            server.enqueue(reaction.held());
            blocker = client->listTables();
            break;
        case Moment::Connecting: {
            QUrl url = server.url();
            url.setPort(server.blackHole());
            others = connecting(server.blackHole());
            client->setEndpoint(url);
            break;
        }
        case Moment::Handshake:
            server.setMute(true);
            break;
        case Moment::BeforeRetry:
            server.enqueue(Reaction::html(503).header("x-amz-retry-after", "30000"));
            break;
        default:
            server.enqueue(reaction.held(stageOf(moment)));
        }
    }

    bool hasCome()
    {
        switch (moment) {
        case Moment::Credentials:
            return provider->fetches == 1;
        case Moment::Queued:
            return server.held() == 1; // and a second call is queued
        case Moment::Connecting:
            return !(connecting(server.blackHole()) - others).isEmpty();
        case Moment::Handshake:
            return server.connections() == 1;
        case Moment::BeforeRetry:
            return retries.size() == 1;
        default:
            return server.held() == 1;
        }
    }

    const Moment moment;
    FakeServer server;
    const std::shared_ptr<SilentProvider> provider = std::make_shared<SilentProvider>();
    std::unique_ptr<QDynamoDBClient> client;
    QSignalSpy retries { client.get(), &QDynamoDBClient::retrying };
    QFuture<QDynamoDB::ListTablesResult> blocker;
    QSet<QByteArray> others; // that never get a connection
};

} // namespace

// Cancelling calls and destroying clients at every progress of a call.
class tst_CallEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelled_data();
    void cancelled();
    void cancelledChain();
    void clientDestroyed_data();
    void clientDestroyed();
    void clientDestroyedWithManyCalls();
    void clientDestroyedByContinuation();
    void clientDestroyedByHandler_data();
    void clientDestroyedByHandler();
    void handlersChangeHandlers();
    void contextDestroyed();
    void resultTakenByContinuation();

private:
    // Larger than the buffers of the sockets.
    const QJsonObject m_large { { u"Text"_s, QString(4 * 1024 * 1024, u'x') } };
};

void tst_CallEnds::cancelled_data()
{
    QTest::addColumn<Moment>("moment");
    QTest::newRow("fetching credentials") << Moment::Credentials;
    QTest::newRow("queued") << Moment::Queued;
    QTest::newRow("connecting") << Moment::Connecting;
    QTest::newRow("in the TLS handshake") << Moment::Handshake;
    QTest::newRow("sending the headers") << Moment::SendingHead;
    QTest::newRow("sending the body") << Moment::SendingBody;
    QTest::newRow("waiting") << Moment::Waiting;
    QTest::newRow("receiving the status") << Moment::ReceivingStatus;
    QTest::newRow("receiving the headers") << Moment::ReceivingHead;
    QTest::newRow("receiving the body") << Moment::ReceivingBody;
    QTest::newRow("waiting to retry") << Moment::BeforeRetry;
}

void tst_CallEnds::cancelled()
{
    QFETCH(const Moment, moment);
    Situation s(moment);
    QSignalSpy outcomes(s.client.get(), &QDynamoDBClient::finished);
    QFuture<QJsonObject> future = s.client->execute(u"ListTables"_s, m_large);
    QTRY_VERIFY(s.hasCome());
    const int copies = s.server.copies();
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
    QCOMPARE(future.resultCount(), 0);
    QTRY_COMPARE(outcomes.size(), 1);
    const auto outcome = outcomes[0][0].value<QDynamoDBOutcome>();
    QCOMPARE(outcome.error.code(), Code::Cancelled);
    QCOMPARE(outcome.operation, u"ListTables"_s);
    // The request is aborted. A server that doesn't read further doesn't notice, and
    // QNetworkAccessManager continues to connect.
    if (moment >= Moment::Waiting && moment < Moment::BeforeRetry)
        QTRY_COMPARE(s.server.openConnections(), 0);

    // The next call succeeds.
    s.client->setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    s.client->setEndpoint(s.server.url());
    s.server.setMute(false);
    if (moment == Moment::Queued)
        s.server.release();
    QCOMPARE(errorOf(s.client->listTables()), QDynamoDBError());
    QCOMPARE(s.server.copies(), copies + 1);
    QTRY_COMPARE(outcomes.size(), moment == Moment::Queued ? 3 : 2);
}

void tst_CallEnds::cancelledChain()
{
    Situation s(Moment::Waiting);
    QFuture<QDynamoDB::ListTablesResult> future = s.client->listTables();
    QTRY_VERIFY(s.hasCome());
    QString end;
    QFuture<void> chain = future.then(this, [&](const QDynamoDB::ListTablesResult &) {
                                    end = u"result"_s;
                                }).onCanceled(this, [&] { end = u"cancelled"_s; });
    future.cancel();
    QTRY_COMPARE(end, u"cancelled"_s);
}

void tst_CallEnds::clientDestroyed_data()
{
    cancelled_data();
}

void tst_CallEnds::clientDestroyed()
{
    QFETCH(const Moment, moment);
    Situation s(moment);
    const QFuture<QJsonObject> future = s.client->execute(u"ListTables"_s, m_large);
    QTRY_VERIFY(s.hasCome());
    const int copies = s.server.copies();
    s.client.reset();
    QVERIFY(future.isFinished());
    const QDynamoDBError error = errorOf(future);
    QCOMPARE(error.code(), Code::ClientDestroyed);
    QCOMPARE(error.operation(), u"ListTables"_s);
    QVERIFY(!error.isRetryable());
    if (moment >= Moment::Waiting)
        QTRY_COMPARE(s.server.openConnections(), 0);
    QCOMPARE(s.server.copies(), copies);
}

void tst_CallEnds::clientDestroyedWithManyCalls()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    auto client = std::make_unique<QDynamoDBClient>();
    setUp(*client, server);
    client->setMaxConnections(3);
    QList<QFuture<QDynamoDB::ListTablesResult>> futures;
    int told = 0;
    for (int i = 0; i < 20; ++i) {
        futures.append(client->listTables());
        futures.last()
                .then(this, [](const QDynamoDB::ListTablesResult &) {})
                .onFailed(this, [&](const QDynamoDB::ClientDestroyedException &) { ++told; });
    }
    QTRY_COMPARE(server.held(), 3);
    client.reset();
    for (const auto &future : futures)
        QVERIFY(future.isFinished());
    QTRY_COMPARE(told, 20);
}

void tst_CallEnds::clientDestroyedByContinuation()
{
    FakeServer server;
    auto *client = new QDynamoDBClient;
    setUp(*client, server);
    server.setDefault(Reaction::json(200, "{}").held());
    QFuture<QDynamoDB::ListTablesResult> other = client->listTables();
    QTRY_COMPARE(server.held(), 1);
    server.setDefault(Reaction::json(200, "{}"));
    QSignalSpy destroyed(client, &QObject::destroyed);
    // Without a context, the continuation runs in the thread of the client.
    client->listTables().then([client](const QDynamoDB::ListTablesResult &) { delete client; });
    QTRY_COMPARE(destroyed.size(), 1);
    QTRY_VERIFY(other.isFinished());
    QCOMPARE(errorOf(other).code(), Code::ClientDestroyed);
}

void tst_CallEnds::clientDestroyedByHandler_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QDynamoDBClient::Transport>("transport");
    for (const char *handler : { "measurement", "fetch", "finished", "errorOccurred", "retrying",
                                 "measured", "credentialsRequired", "statistics" }) {
        QTest::addRow("%s, manager", handler)
                << QString::fromLatin1(handler) << QDynamoDBClient::Transport::NetworkAccessManager;
        QTest::addRow("%s, direct", handler)
                << QString::fromLatin1(handler) << QDynamoDBClient::Transport::Direct;
    }
}

namespace {

// A provider that destroys the client instead of returning credentials.
class DeadlyProvider : public QDynamoDBCredentialsProvider
{
public:
    QString name() const override { return u"deadly"_s; }
    void fetch(Freshness, Callback answer) override
    {
        delete client;
        answer(QDynamoDBCredentials(u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s));
    }

    QDynamoDBClient *client = nullptr;
};

} // namespace

void tst_CallEnds::clientDestroyedByHandler()
{
    QFETCH(const QString, handler);
    QFETCH(const QDynamoDBClient::Transport, transport);
    FakeServer server;
    auto *client = new QDynamoDBClient;
    const QPointer<QDynamoDBClient> alive(client);
    setUp(*client, server);
    client->setTransport(transport);
    server.setDefault(Reaction::json(200, "{}").held());
    const auto deadly = std::make_shared<DeadlyProvider>();
    deadly->client = client;
    QFuture<QDynamoDB::ListTablesResult> other;
    if (handler != u"fetch"_s && handler != u"credentialsRequired"_s) {
        other = client->listTables();
        QTRY_COMPARE(server.held(), 1);
    }
    server.setDefault(Reaction::json(200, "{}"));
    const auto destroy = [client] { delete client; };
    if (handler == u"measurement"_s) {
        client->addMeasurementHandler([client](const QDynamoDBMeasurement &) { delete client; });
    } else if (handler == u"fetch"_s) {
        client->setCredentials({});
        client->setCredentialsProvider(deadly);
    } else if (handler == u"finished"_s) {
        connect(client, &QDynamoDBClient::finished, this, destroy);
    } else if (handler == u"errorOccurred"_s) {
        server.setDefault(Reaction::json(400, "{}"));
        connect(client, &QDynamoDBClient::errorOccurred, this, destroy);
    } else if (handler == u"retrying"_s) {
        server.setDefault(Reaction::json(500, "{}"));
        connect(client, &QDynamoDBClient::retrying, this, destroy);
    } else if (handler == u"measured"_s) {
        connect(client, &QDynamoDBClient::measured, this, destroy);
    } else if (handler == u"credentialsRequired"_s) {
        client->setCredentials({});
        client->setCredentialsProvider(
                QDynamoDBCredentialsProvider::process(u"/nowhere/at/all"_s, {}));
        connect(client, &QDynamoDBClient::credentialsRequired, this, destroy);
    } else {
        connect(client->statistics(), &QDynamoDBStatistics::updated, this, destroy);
    }
    const QFuture<QDynamoDB::ListTablesResult> call = client->listTables();
    QTRY_VERIFY(!alive);
    QTRY_VERIFY(call.isFinished());
    if (other.isValid()) {
        QTRY_VERIFY(other.isFinished());
        QCOMPARE(errorOf(other).code(), Code::ClientDestroyed);
    }
}

// Handlers may add and remove handlers, including themselves.
void tst_CallEnds::handlersChangeHandlers()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}"));
    QDynamoDBClient client;
    setUp(client, server);
    QString order;
    int first = 0;
    int second = 0;
    first = client.addMeasurementHandler([&](const QDynamoDBMeasurement &) {
        order += u'1';
        client.removeMeasurementHandler(first);
        client.removeMeasurementHandler(second);
        client.addMeasurementHandler([&](const QDynamoDBMeasurement &) { order += u'3'; });
    });
    second = client.addMeasurementHandler([&](const QDynamoDBMeasurement &) { order += u'2'; });
    (void)client.listTables().result();
    (void)client.listTables().result();
    QCOMPARE(order, u"13"_s);
}

// A continuation may take the result out of its future.
void tst_CallEnds::resultTakenByContinuation()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}"));
    QDynamoDBClient client;
    setUp(client, server);
    std::atomic<int> runs = 0;
    client.listTables().then([&runs](QFuture<QDynamoDB::ListTablesResult> future) {
        if (future.isValid())
            (void)future.takeResult();
        ++runs;
    });
    (void)client.listTables().result(); // the first call has been delivered by then
    QTRY_COMPARE(runs.load(), 1);
}

void tst_CallEnds::contextDestroyed()
{
#if QT_VERSION < QT_VERSION_CHECK(6, 6, 0) && !defined(QT_NO_DEBUG)
    // Before Qt 6.6, an assertion fails if a context is destroyed before its continuation ran; see
    // README.md. A guarded pointer avoids that.
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    QDynamoDBClient client;
    setUp(client, server);
    auto context = std::make_unique<QObject>();
    QPointer<QObject> guard(context.get());
    bool ran = false;
    bool wasThere = true;
    client.listTables().then(this, [&](const QDynamoDB::ListTablesResult &) {
        ran = true;
        wasThere = !guard.isNull();
    });
    QTRY_COMPARE(server.held(), 1);
    context.reset();
    server.release();
    QTRY_VERIFY(ran);
    QVERIFY(!wasThere);
#else
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    QDynamoDBClient client;
    setUp(client, server);
    auto context = std::make_unique<QObject>();
    bool ran = false;
    auto future = client.listTables();
    future.then(context.get(), [&](const QDynamoDB::ListTablesResult &) { ran = true; });
    QTRY_COMPARE(server.held(), 1);
    context.reset();
    server.release();
    QTRY_VERIFY(future.isFinished());
    QCoreApplication::processEvents();
    QVERIFY(!ran);
#endif
}

QTEST_GUILESS_MAIN(tst_CallEnds)

#include "tst_callends.moc"
