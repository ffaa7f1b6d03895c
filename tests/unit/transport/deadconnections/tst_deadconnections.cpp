// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <fakeclock/installfakeclock.h>
#include <fakeserver/fakeserver.h>
#include "testclient/testclient.h"
#include "transports/recordingjob.h"
#include "transports/maketransport.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <atomic>
#include <deque>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Failure = TransportReply::Failure;
using Security = FakeServer::Security;

namespace {

// The clock of idle connections.
std::atomic<qint64> nanoseconds = 0;
std::chrono::nanoseconds fakeNow() noexcept
{
    return std::chrono::nanoseconds(nanoseconds.load());
}
void sleepFor(std::chrono::nanoseconds duration)
{
    nanoseconds += duration.count();
}

void configure(QDynamoDBClient *client, const FakeServer &server)
{
    configureTestClient(client, server.url());
    client->setSslConfiguration(FakeServer::clientConfiguration());
    client->setTransport(currentTransport());
}

// Makes the first connections accept requests without ever responding, as if the network had changed.
void letDie(FakeServer *server, int connections)
{
    server->setHandler([connections](const FakeRequest &request) {
        const Reaction reaction = Reaction::json(200, "{}");
        return request.connection <= connections ? reaction.held() : reaction;
    });
}

} // namespace

// Connections that died unnoticed, by sleep, VPN or NAT. They cost one attempt.
class tst_DeadConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void init() { nanoseconds = 0; }
    void afterTimeout_data();
    void afterTimeout();
    void whetherSent_data();
    void whetherSent();
    void severalInFlight();
    void lateResponse();
    void timeOutOfQueuedJob();
    void sleep_data();
    void sleep();
    void resetOnReuse_data();
    void resetOnReuse();
    void call_data();
    void call();

private:
    // Opens this many idle connections to the server.
    void connectTimes(int count);

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Transport> m_transport;
};

void tst_DeadConnections::connectTimes(int count)
{
    m_server->enqueue(Reaction::json(200, "{}").held(), count);
    std::deque<RecordingJob> jobs;
    for (int i = 0; i < count; ++i)
        m_transport->send(&jobs.emplace_back(m_server->url()));
    QTRY_COMPARE(m_server->held(), count);
    m_server->release();
    for (const RecordingJob &job : jobs)
        QTRY_COMPARE(job.finishes, 1);
    QCOMPARE(m_server->connections(), count);
    QCOMPARE(m_server->openConnections(), count);
}

void tst_DeadConnections::afterTimeout_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<int>("count");
    for (const int count : { 1, 4, 8 }) { // with 8, QNetworkAccessManager has two managers
        QTest::addRow("%d, plain", count) << Security::Plain << count;
        QTest::addRow("%d, TLS", count) << Security::Tls << count;
    }
}

void tst_DeadConnections::afterTimeout()
{
    QFETCH(const Security, security);
    QFETCH(const int, count);
    m_server = std::make_unique<FakeServer>(security);
    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    m_transport = makeTransport(options);
    connectTimes(count);
    letDie(m_server.get(), count);

    RecordingJob lost(m_server->url());
    m_transport->send(&lost);
    QTRY_COMPARE(m_server->held(), 1);
    QCOMPARE(m_server->connections(), count);
    m_transport->timeOut(&lost);
    QTRY_COMPARE(m_server->openConnections(), 0);

    RecordingJob next(m_server->url());
    m_transport->send(&next);
    QTRY_COMPARE(next.finishes, 1);
    QCOMPARE(next.reply->status, 200);
    QCOMPARE(m_server->connections(), count + 1);
    QCOMPARE(lost.finishes, 0);
}

void tst_DeadConnections::whetherSent_data()
{
    QTest::addColumn<bool>("timesOut");
    QTest::newRow("abort") << false;
    QTest::newRow("timeOut") << true;
}

// A request that waits for a connection was not sent. One that waits for its response was.
void tst_DeadConnections::whetherSent()
{
    QFETCH(const bool, timesOut);
    const auto end = [this, timesOut](RecordingJob *job) {
        return timesOut ? m_transport->timeOut(job) : m_transport->abort(job);
    };
    m_transport = makeTransport();
    QTcpServer silent; // never takes part in the handshake
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    RecordingJob connecting(QUrl(u"https://127.0.0.1:%1"_s.arg(silent.serverPort())));
    m_transport->send(&connecting);
    QTRY_VERIFY(silent.hasPendingConnections());
    QCOMPARE(connecting.taken, 1);
    QVERIFY(!end(&connecting));
    QVERIFY(!end(&connecting)); // it is over

    m_server = std::make_unique<FakeServer>();
    m_server->enqueue(Reaction::json(200, "{}").held());
    RecordingJob sent(m_server->url());
    m_transport->send(&sent);
    QTRY_COMPARE(m_server->held(), 1);
    QVERIFY(end(&sent));
}

// Each call in flight loses its attempt; later calls lose none.
void tst_DeadConnections::severalInFlight()
{
    m_server = std::make_unique<FakeServer>();
    m_transport = makeTransport();
    connectTimes(4);
    letDie(m_server.get(), 4);

    std::deque<RecordingJob> lost;
    for (int i = 0; i < 2; ++i)
        m_transport->send(&lost.emplace_back(m_server->url()));
    QTRY_COMPARE(m_server->held(), 2);
    for (RecordingJob &job : lost) {
        m_transport->timeOut(&job);
        RecordingJob next(m_server->url());
        m_transport->send(&next);
        QTRY_COMPARE(next.finishes, 1);
        QCOMPARE(next.reply->status, 200);
    }
    QVERIFY(m_server->connections() <= 6);
}

// A late response completes its call although another call has timed out.
void tst_DeadConnections::lateResponse()
{
    m_server = std::make_unique<FakeServer>();
    m_transport = makeTransport();
    m_server->enqueue(Reaction::json(200, "{}").held(), 2);
    RecordingJob lost(m_server->url());
    RecordingJob slow(m_server->url());
    m_transport->send(&lost);
    QTRY_COMPARE(m_server->held(), 1);
    m_transport->send(&slow);
    QTRY_COMPARE(m_server->held(), 2);
    m_transport->timeOut(&lost);
    m_server->release();
    QTRY_COMPARE(slow.finishes, 1);
    QCOMPARE(slow.reply->status, 200);
}

// A timeout in the queue is no sign of dead connections.
void tst_DeadConnections::timeOutOfQueuedJob()
{
    m_server = std::make_unique<FakeServer>();
    TransportOptions options;
    options.maxConnections = 1;
    m_transport = makeTransport(options);
    m_server->enqueue(Reaction::json(200, "{}").held());
    RecordingJob first(m_server->url());
    m_transport->send(&first);
    QTRY_COMPARE(m_server->held(), 1);
    RecordingJob queued(m_server->url());
    m_transport->send(&queued);
    m_transport->timeOut(&queued);
    m_transport->timeOut(&queued); // no effect
    m_server->release();
    QTRY_COMPARE(first.finishes, 1);
    RecordingJob next(m_server->url());
    m_transport->send(&next);
    QTRY_COMPARE(next.finishes, 1);
    QCOMPARE(m_server->connections(), 1);
    QCOMPARE(queued.taken, 0);
}

void tst_DeadConnections::sleep_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<int>("asleep"); // seconds
    QTest::addColumn<bool>("isReused");
    for (const Security security : { Security::Plain, Security::Tls }) {
        const char *name = security == Security::Tls ? "TLS" : "plain";
        QTest::addRow("%s, short", name) << security << 119 << true;
        QTest::addRow("%s, long", name) << security << 121 << false;
        QTest::addRow("%s, eight hours", name) << security << 8 * 3600 << false;
    }
}

// The age of idle connections includes the time that the computer was asleep.
void tst_DeadConnections::sleep()
{
    QFETCH(const Security, security);
    QFETCH(const int, asleep);
    QFETCH(const bool, isReused);
    m_server = std::make_unique<FakeServer>(security);
    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    options.now = &fakeNow;
    m_transport = makeTransport(options);
    connectTimes(2);
    if (!isReused)
        letDie(m_server.get(), 2);
    sleepFor(std::chrono::seconds(asleep));
    RecordingJob next(m_server->url());
    m_transport->send(&next);
    QTRY_COMPARE(next.finishes, 1);
    QCOMPARE(next.reply->status, 200);
    QCOMPARE(m_server->connections(), isReused ? 2 : 3);
}

void tst_DeadConnections::resetOnReuse_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("plain") << Security::Plain;
    QTest::newRow("TLS") << Security::Tls;
}

// A NAT that has lost its state resets each connection on its next use.
void tst_DeadConnections::resetOnReuse()
{
    QFETCH(const Security, security);
    m_server = std::make_unique<FakeServer>(security);
    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    m_transport = makeTransport(options);
    connectTimes(4);
    m_server->setHandler([](const FakeRequest &request) {
        const Reaction reaction = Reaction::json(200, "{}");
        return request.connection <= 4 ? reaction.reset(Stage::Request) : reaction;
    });
    RecordingJob lost(m_server->url());
    m_transport->send(&lost);
    QTRY_COMPARE(lost.finishes, 1);
    QCOMPARE(lost.reply->failure, Failure::ConnectionLost);
    QVERIFY(lost.reply->mayHaveBeenSent);
    RecordingJob next(m_server->url());
    m_transport->send(&next);
    QTRY_COMPARE(next.finishes, 1);
    QCOMPARE(next.reply->status, 200);
    QCOMPARE(m_server->connections(), 5);
}

void tst_DeadConnections::call_data()
{
    QTest::addColumn<bool>("resets");
    QTest::newRow("silent") << false;
    QTest::newRow("reset") << true;
}

// With four dead connections, the second attempt of the next call succeeds.
void tst_DeadConnections::call()
{
    QFETCH(const bool, resets);
    FakeServer server;
    QDynamoDBClient client;
    configure(&client, server);
    FakeClock *clock = installFakeClock(&client);
    server.enqueue(Reaction::json(200, "{}").held(), 4);
    QList<QFuture<QDynamoDB::ListTablesResult>> calls;
    for (int i = 0; i < 4; ++i)
        calls.append(client.listTables());
    QTRY_COMPARE(server.held(), 4);
    server.release();
    for (const auto &future : calls)
        QVERIFY(QDynamoDB::waitForResult(future));

    server.setHandler([resets](const FakeRequest &request) {
        const Reaction reaction = Reaction::json(200, "{}");
        if (request.connection > 4)
            return reaction;
        return resets ? reaction.reset(Stage::Request) : reaction.held();
    });
    const int before = server.copies();
    const QFuture<QDynamoDB::ListTablesResult> future = client.listTables();
    if (!resets) {
        QTRY_COMPARE(server.held(), 1);
        QVERIFY(clock->waitForAlarmIn(client.attemptTimeout()));
        clock->advance(client.attemptTimeout());
    }
    for (int i = 0; i < 100 && !future.isFinished(); ++i) {
        clock->advance(100ms); // the pause before the retry
        QTest::qWait(10);
    }
    QTRY_VERIFY(future.isFinished());
    QVERIFY(QDynamoDB::waitForResult(future));
    QCOMPARE(server.copies(), before + 2);
    QCOMPARE(server.connections(), 5);
}

QTEST_GUILESS_MAIN(tst_DeadConnections)

#include "tst_deadconnections.moc"
