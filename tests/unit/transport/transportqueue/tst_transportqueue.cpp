// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <fakeserver/fakeserver.h>
#include "transports/recordingjob.h"
#include "transports/maketransport.h"
#include "waiting/longtimeouts.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>

using namespace QtDynamoDBPrivate;
using Failure = TransportReply::Failure;
using Security = FakeServer::Security;
using Jobs = std::vector<std::unique_ptr<RecordingJob>>;

// The progress of a job.
enum class At { Queued, Connecting, Handshake, Sending, Waiting, Receiving };

// The queue, the pool of connections, and aborted jobs, over each transport.
class tst_TransportQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void inFlight_data();
    void inFlight();
    void order();
    void sequenceSharesConnection_data();
    void sequenceSharesConnection();
    void sequenceAfterBurst();
    void grow();
    void shrink();
    void changesWithinCallbacks();
    void tlsChangeKeepsInFlight();
    void abort_data();
    void abort();
    void abortFreesConnection_data();
    void abortFreesConnection();
    void abortWithinTakeRequest();
    void abortWithinFinished();
    void abortUnknown();
    void deleteJobs_data();
    void deleteJobs();
    void destroy_data();
    void destroy();
    void manyQueued();
    void sendWithinFinished();

private:
    static std::unique_ptr<Transport> transportWith(int connections);
    static Jobs jobs(const QUrl &url, int count);
    static void sendAll(Transport *transport, const Jobs &jobs);
    static qsizetype finishedOf(const Jobs &jobs);
};

namespace {

void addStages()
{
    QTest::addColumn<At>("at");
    QTest::newRow("queued") << At::Queued;
    QTest::newRow("connecting") << At::Connecting;
    QTest::newRow("TLS handshake") << At::Handshake;
    QTest::newRow("sending") << At::Sending;
    QTest::newRow("waiting") << At::Waiting;
    QTest::newRow("receiving") << At::Receiving;
}

void addSecurities()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("plain") << Security::Plain;
    QTest::newRow("TLS") << Security::Tls;
}

// A server, a transport with one connection, and a job with this progress.
struct Standing
{
    explicit Standing(At where)
        : at(where)
        , server(where == At::Handshake ? Security::Tls : Security::Plain)
    {
        TransportOptions options;
        options.maxConnections = 1;
        options.sslConfiguration = FakeServer::clientConfiguration();
        transport = makeTransport(options);
        job = std::make_unique<RecordingJob>(server.url());
        switch (at) {
        case At::Queued:
            server.enqueue(Reaction::json(200, "{}").held());
            first = std::make_unique<RecordingJob>(server.url());
            transport->send(first.get());
            break;
        case At::Connecting:
            job->request.url.setPort(server.blackHole());
            break;
        case At::Handshake:
            server.setMute(true);
            break;
        case At::Sending:
            server.enqueue(Reaction::json(200, "{}").held(Stage::RequestHead));
            job->request.body = QByteArray(32 << 20, 'x');
            break;
        case At::Waiting:
            server.enqueue(Reaction::json(200, "{}").held());
            break;
        case At::Receiving:
            server.enqueue(Reaction::json(200, QByteArray(100'000, 'x')).held(Stage::ReplyBody));
            break;
        }
        transport->send(job.get());
    }

    [[nodiscard]] bool reached() const
    {
        switch (at) {
        case At::Queued:
            return server.held() == 1 && transport->queued() == 1;
        case At::Connecting:
            return transport->inFlight() == 1;
        case At::Handshake:
            return server.openConnections() == 1;
        default:
            return server.held() == 1;
        }
    }

    At at;
    FakeServer server;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<RecordingJob> first;
    std::unique_ptr<RecordingJob> job;
};

} // namespace

std::unique_ptr<Transport> tst_TransportQueue::transportWith(int connections)
{
    TransportOptions options;
    options.maxConnections = connections;
    options.sslConfiguration = FakeServer::clientConfiguration();
    return makeTransport(options);
}

Jobs tst_TransportQueue::jobs(const QUrl &url, int count)
{
    Jobs jobs;
    for (int i = 0; i < count; ++i)
        jobs.push_back(std::make_unique<RecordingJob>(url, QByteArray::number(i)));
    return jobs;
}

void tst_TransportQueue::sendAll(Transport *transport, const Jobs &jobs)
{
    for (const auto &job : jobs)
        transport->send(job.get());
}

qsizetype tst_TransportQueue::finishedOf(const Jobs &jobs)
{
    return std::count_if(jobs.cbegin(), jobs.cend(),
                         [](const auto &job) { return job->finishes == 1; });
}

void tst_TransportQueue::inFlight_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<int>("connections");
    for (const int connections : { 1, 6, 7, 100 }) {
        QTest::addRow("%d plain", connections) << Security::Plain << connections;
        QTest::addRow("%d TLS", connections) << Security::Tls << connections;
    }
}

void tst_TransportQueue::inFlight()
{
    QFETCH(const Security, security);
    QFETCH(const int, connections);
    FakeServer server(security);
    const auto transport = transportWith(connections);
    const Jobs all = jobs(server.url(), connections + 5);
    server.enqueue(Reaction::json(200, "{}").held(), connections);
    sendAll(transport.get(), all);
    QTRY_COMPARE_WITH_TIMEOUT(server.held(), connections, 30'000);
    QCOMPARE(server.concurrency(), connections);
    QCOMPARE(transport->inFlight(), connections);
    QCOMPARE(transport->queued(), 5);
    QCOMPARE(std::count_if(all.cbegin(), all.cend(), [](const auto &job) { return job->taken; }),
             connections); // requests are taken only when a connection is free
    server.release();
    QTRY_COMPARE(finishedOf(all), connections + 5);
    for (const auto &job : all)
        QCOMPARE(job->reply->status, 200);
    QCOMPARE(server.peakConcurrency(), connections);
    QCOMPARE(server.connections(), connections);
    QCOMPARE(server.requests().size(), connections + 5);
}

void tst_TransportQueue::order()
{
    FakeServer server;
    const auto transport = transportWith(3);
    const Jobs all = jobs(server.url(), 50);
    QList<qsizetype> taken;
    for (size_t i = 0; i < all.size(); ++i)
        all[i]->onTake = [&taken, i] { taken.append(qsizetype(i)); };
    sendAll(transport.get(), all);
    QTRY_COMPARE(finishedOf(all), 50);
    QCOMPARE(taken.size(), 50);
    QVERIFY(std::is_sorted(taken.cbegin(), taken.cend()));

    // With one connection, the server receives the requests in this order.
    const auto single = transportWith(1);
    server.clearRecords();
    const Jobs again = jobs(server.url(), 20);
    sendAll(single.get(), again);
    QTRY_COMPARE(finishedOf(again), 20);
    const auto requests = server.requests();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(requests[i].body, QByteArray::number(i));
}

void tst_TransportQueue::sequenceSharesConnection_data()
{
    addSecurities();
}

void tst_TransportQueue::sequenceSharesConnection()
{
    QFETCH(const Security, security);
    FakeServer server(security);
    const auto transport = transportWith(100);
    for (const auto &job : jobs(server.url(), 30)) {
        transport->send(job.get());
        QTRY_COMPARE(job->finishes, 1);
        QCOMPARE(job->reply->status, 200);
    }
    QCOMPARE(server.connections(), 1);
}

void tst_TransportQueue::sequenceAfterBurst()
{
    FakeServer server;
    const auto transport = transportWith(20);
    for (int round = 0; round < 3; ++round) {
        server.enqueue(Reaction::json(200, "{}").held(), 20);
        const Jobs all = jobs(server.url(), 20);
        sendAll(transport.get(), all);
        QTRY_COMPARE(server.held(), 20);
        server.release();
        QTRY_COMPARE(finishedOf(all), 20);
        for (const auto &job : jobs(server.url(), 20)) {
            transport->send(job.get());
            QTRY_COMPARE(job->finishes, 1);
        }
    }
    QCOMPARE(server.connections(), 20);
}

void tst_TransportQueue::grow()
{
    FakeServer server;
    const auto transport = transportWith(2);
    server.setDefault(Reaction::json(200, "{}").held());
    const Jobs all = jobs(server.url(), 40);
    sendAll(transport.get(), all);
    QTRY_COMPARE(server.held(), 2);
    TransportOptions options = transport->options();
    options.maxConnections = 30;
    transport->setOptions(options);
    QTRY_COMPARE(server.held(), 30);
    QCOMPARE(transport->queued(), 10);
    server.release();
    QTRY_COMPARE(server.held(), 10);
    server.release();
    QTRY_COMPARE(finishedOf(all), 40);
    QCOMPARE(server.requests().size(), 40);
}

void tst_TransportQueue::shrink()
{
    FakeServer server;
    const auto transport = transportWith(30);
    server.setDefault(Reaction::json(200, "{}").held());
    const Jobs all = jobs(server.url(), 40);
    sendAll(transport.get(), all);
    QTRY_COMPARE(server.held(), 30);
    TransportOptions options = transport->options();
    options.maxConnections = 2;
    transport->setOptions(options);
    QCOMPARE(transport->inFlight(), 30); // jobs in flight are not affected
    server.release();
    QTRY_COMPARE(server.held(), 2);
    QTRY_COMPARE(finishedOf(all), 30);
    QCOMPARE(transport->inFlight(), 2);
    QCOMPARE(transport->queued(), 8);
    for (int finished = 32; finished <= 40; finished += 2) {
        server.release();
        QTRY_COMPARE(finishedOf(all), finished);
        QTRY_COMPARE(server.held(), finished < 40 ? 2 : 0);
    }
    const int kept = isDirect() ? 2 : QnamManagerPool::connectionsPerManager;
    QTRY_VERIFY(server.openConnections() <= kept);
    QCOMPARE(server.requests().size(), 40);

    options.maxConnections = 0; // treated as 1
    transport->setOptions(options);
    QCOMPARE(transport->options().maxConnections, 1);
}

void tst_TransportQueue::changesWithinCallbacks()
{
    FakeServer server;
    const auto transport = transportWith(20);
    const Jobs all = jobs(server.url(), 60);
    for (size_t i = 0; i < all.size(); ++i) {
        all[i]->onFinished = [&transport, i] {
            TransportOptions options = transport->options();
            options.maxConnections = int(i * 7) % 20 + 1;
            if (i % 10 == 0)
                options.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
            else if (i % 10 == 5)
                options.proxy.reset();
            transport->setOptions(options);
        };
    }
    sendAll(transport.get(), all);
    QTRY_COMPARE(finishedOf(all), 60);
    for (const auto &job : all)
        QCOMPARE(job->reply->status, 200);
    QCOMPARE(server.requests().size(), 60);
}

void tst_TransportQueue::tlsChangeKeepsInFlight()
{
    FakeServer server(Security::Tls);
    const auto transport = transportWith(10);
    server.enqueue(Reaction::json(200, "{}").held(), 10);
    const Jobs all = jobs(server.url(), 10);
    sendAll(transport.get(), all);
    QTRY_COMPARE(server.held(), 10);
    TransportOptions options = transport->options();
    options.sslConfiguration.reset();
    transport->setOptions(options);
    RecordingJob distrusting(server.url());
    transport->send(&distrusting);
    server.release();
    QTRY_COMPARE(finishedOf(all), 10);
    for (const auto &job : all)
        QCOMPARE(job->reply->status, 200);
    QTRY_COMPARE(distrusting.finishes, 1);
    QCOMPARE(distrusting.reply->failure, Failure::Tls);
}

void tst_TransportQueue::abort_data()
{
    addStages();
}

void tst_TransportQueue::abort()
{
    QFETCH(const At, at);
    Standing standing(at);
    QTRY_VERIFY(standing.reached());
    standing.transport->abort(standing.job.get());
    QCOMPARE(standing.transport->queued(), 0);
    QCOMPARE(standing.transport->inFlight(), at == At::Queued ? 1 : 0);
    if (at == At::Handshake || at == At::Waiting || at == At::Receiving)
        QTRY_COMPARE(standing.server.openConnections(), 0); // the request was aborted
    standing.server.setMute(false);
    standing.server.release();

    RecordingJob after(standing.server.url());
    standing.transport->send(&after);
    QTRY_COMPARE(after.finishes, 1);
    QCOMPARE(after.reply->failureText, QString());
    QCOMPARE(after.reply->status, 200);
    QCOMPARE(standing.job->finishes, 0);
    QCOMPARE(standing.job->taken, at == At::Queued ? 0 : 1);
    if (standing.first)
        QCOMPARE(standing.first->finishes, 1);
}

void tst_TransportQueue::abortFreesConnection_data()
{
    addStages();
}

// More often than a manager has connections.
void tst_TransportQueue::abortFreesConnection()
{
    QFETCH(const At, at);
    Standing standing(at);
    for (int i = 0; i < 2 * QnamManagerPool::connectionsPerManager; ++i) {
        QTRY_VERIFY(standing.reached());
        standing.transport->abort(standing.job.get());
        if (at == At::Sending || at == At::Waiting || at == At::Receiving) {
            standing.server.closeConnections();
            QTRY_COMPARE(standing.server.held(), 0);
            standing.server.enqueue(at == At::Sending
                                            ? Reaction::json(200, "{}").held(Stage::RequestHead)
                                            : Reaction::json(200, "{}").held());
        }
        if (at == At::Handshake)
            QTRY_COMPARE(standing.server.openConnections(), 0);
        standing.transport->send(standing.job.get());
    }
    QTRY_VERIFY(standing.reached());
    standing.transport->abort(standing.job.get());
    standing.server.setMute(false);
    standing.server.release();
    RecordingJob after(standing.server.url());
    standing.transport->send(&after);
    QTRY_COMPARE(after.finishes, 1);
    QCOMPARE(after.reply->status, 200);
}

void tst_TransportQueue::abortWithinTakeRequest()
{
    FakeServer server;
    const auto transport = transportWith(2);
    auto job = std::make_unique<RecordingJob>(server.url());
    RecordingJob other(server.url());
    RecordingJob last(server.url());
    job->onTake = [&] {
        transport->abort(job.get());
        transport->abort(&other);
    };
    transport->send(job.get());
    transport->send(&other);
    transport->send(&last);
    QTRY_COMPARE(last.finishes, 1);
    QCOMPARE(job->taken, 1);
    QCOMPARE(job->finishes + other.taken + other.finishes, 0);
    QCOMPARE(server.copies(), 1);
}

void tst_TransportQueue::abortWithinFinished()
{
    FakeServer server;
    const auto transport = transportWith(10);
    Jobs all = jobs(server.url(), 30);
    server.enqueue(Reaction::json(200, "{}").held(), 10);
    int finished = 0;
    for (const auto &job : all) {
        job->onFinished = [&] {
            ++finished;
            for (auto &each : all) { // aborts and deletes all jobs, including itself
                transport->abort(each.get());
                if (!each->reply)
                    each.reset(new RecordingJob(QUrl()));
            }
        };
    }
    sendAll(transport.get(), all);
    QTRY_COMPARE(server.held(), 10);
    server.release();
    QTRY_COMPARE(finished, 1);
    QCOMPARE(transport->inFlight(), 0);
    QCOMPARE(transport->queued(), 0);
    QTRY_COMPARE(server.concurrency(), 0);
    QCOMPARE(finished, 1);
}

void tst_TransportQueue::abortUnknown()
{
    const auto transport = makeTransport();
    RecordingJob job { QUrl() };
    transport->abort(&job);
    QCOMPARE(transport->inFlight() + transport->queued(), 0);
}

void tst_TransportQueue::deleteJobs_data()
{
    addStages();
}

// A job may be deleted right after abort().
void tst_TransportQueue::deleteJobs()
{
    QFETCH(const At, at);
    Standing standing(at);
    QTRY_VERIFY(standing.reached());
    standing.transport->abort(standing.job.get());
    standing.job.reset();
    standing.server.setMute(false);
    standing.server.release();
    auto *after = new RecordingJob(standing.server.url());
    bool done = false;
    after->onFinished = [after, &done] { // or within finished()
        done = after->reply->status == 200;
        QMetaObject::invokeMethod(
                qApp, [after] { delete after; }, Qt::QueuedConnection);
    };
    standing.transport->send(after);
    QTRY_VERIFY(done);
}

void tst_TransportQueue::destroy_data()
{
    addStages();
}

void tst_TransportQueue::destroy()
{
    QFETCH(const At, at);
    Standing standing(at);
    QTRY_VERIFY(standing.reached());
    standing.transport.reset();
    QCOMPARE(standing.job->finishes, 0);
    if (at == At::Queued || at == At::Handshake || at == At::Waiting || at == At::Receiving)
        QTRY_COMPARE(standing.server.openConnections(), 0);
}

void tst_TransportQueue::manyQueued()
{
    constexpr int count = 100'000;
    FakeServer server;
    const auto transport = transportWith(1);
    server.enqueue(Reaction::json(200, "{}").held());
    const Jobs all = jobs(server.url(), count);
    sendAll(transport.get(), all);
    QTRY_COMPARE(server.held(), 1);
    QCOMPARE(transport->queued(), count - 1);
    std::vector<size_t> order(count - 1);
    std::iota(order.begin(), order.end(), size_t(1));
    std::shuffle(order.begin(), order.end(), std::mt19937(1)); // NOLINT: a constant seed
    order.resize(count - 11);
    for (const size_t i : order)
        transport->abort(all[i].get());
    QCOMPARE(transport->queued(), 10);
    server.release();
    QTRY_COMPARE(finishedOf(all), 11);
    QCOMPARE(server.requests().size(), 11);
}

void tst_TransportQueue::sendWithinFinished()
{
    FakeServer server;
    const auto transport = transportWith(1);
    RecordingJob job(server.url());
    int rounds = 0;
    job.onFinished = [&] {
        if (++rounds < 10)
            transport->send(&job);
        QCOMPARE(job.taken, rounds); // never called within send()
    };
    transport->send(&job);
    QTRY_COMPARE(rounds, 10);
    QCOMPARE(server.connections(), 1);
}

QTEST_GUILESS_MAIN(tst_TransportQueue)
#include "tst_transportqueue.moc"
