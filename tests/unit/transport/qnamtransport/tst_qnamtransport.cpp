// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnamtransport_p.h"
#include "waiting/longtimeouts.h"

#include <fakeserver/fakeserver.h>
#include "transports/recordingjob.h"

#include <memory>
#include <vector>

using namespace QtDynamoDBPrivate;

// The number of managers. tst_transport and tst_transportqueue test what all transports have in common.
class tst_QnamTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequence();
    void fewerManagersThanConnections();
    void shrink();
};

namespace {

constexpr int perManager = QnamManagerPool::connectionsPerManager;

struct Burst
{
    explicit Burst(int count)
        : size(count)
    {
        TransportOptions options;
        options.maxConnections = count;
        transport.setOptions(options);
        server.enqueue(Reaction::json(200, "{}").held(), count);
        for (int i = 0; i < count; ++i)
            jobs.push_back(std::make_unique<RecordingJob>(server.url()));
    }

    [[nodiscard]] bool isOver() const
    {
        return std::all_of(jobs.cbegin(), jobs.cend(),
                           [](const auto &job) { return job->finishes == 1; });
    }

    int size;
    FakeServer server;
    QnamTransport transport;
    std::vector<std::unique_ptr<RecordingJob>> jobs;
};

} // namespace

void tst_QnamTransport::sequence()
{
    FakeServer server;
    QnamTransport transport;
    for (int i = 0; i < 10; ++i) {
        RecordingJob job(server.url());
        transport.send(&job);
        QTRY_COMPARE(job.finishes, 1);
        QCOMPARE(transport.managers(), 1);
    }
}

void tst_QnamTransport::fewerManagersThanConnections()
{
    Burst burst(2 * perManager + 1);
    for (int i = 0; i < burst.size; ++i) {
        burst.transport.send(burst.jobs[std::size_t(i)].get());
        QTRY_COMPARE(burst.server.held(), i + 1);
        QCOMPARE(burst.transport.managers(), i / perManager + 1);
    }
    burst.server.release();
    QTRY_VERIFY(burst.isOver());
}

void tst_QnamTransport::shrink()
{
    Burst burst(2 * perManager + 1);
    for (const auto &job : burst.jobs)
        burst.transport.send(job.get());
    QTRY_COMPARE(burst.server.held(), burst.size);
    TransportOptions options = burst.transport.options();
    options.maxConnections = 1;
    burst.transport.setOptions(options);
    burst.server.release();
    QTRY_VERIFY(burst.isOver());
    QCOMPARE(burst.transport.managers(), 1);
}

QTEST_GUILESS_MAIN(tst_QnamTransport)
#include "tst_qnamtransport.moc"
