// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qeventloop.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qurl.h>

#include <atomic>

using namespace Qt::StringLiterals;
using Measuring::Clock;
using Measuring::Microseconds;

namespace {

enum class Caller { Sleeps, RunsItsLoop };

struct Round
{
    double issuing; // microseconds of the calling thread for one call
    double all; // milliseconds from the first call to the end of the last one
};

Round measure(QDynamoDBClient &client, int calls, Caller caller)
{
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    const QString table = u"Thread"_s;
    std::atomic<int> failed = 0;
    std::atomic<int> left = calls;
    Clock::time_point end;
    QSemaphore ended;
    QEventLoop loop;
    std::vector<QFuture<QDynamoDB::GetItemResult>> futures;
    futures.reserve(std::size_t(calls));

    const Clock::time_point start = Clock::now();
    const Microseconds before = Measuring::threadTime();
    for (int i = 0; i < calls; ++i)
        futures.push_back(client.getItem(table, key));
    const Microseconds issuing = Measuring::threadTime() - before;
    // Without a context, the continuation runs in the thread of the client, for either caller.
    for (auto &future : futures) {
        future.then([&](const QFuture<QDynamoDB::GetItemResult> &call) {
            try {
                if (call.result().item.isEmpty())
                    ++failed;
            } catch (const QDynamoDBException &) {
                ++failed;
            }
            if (--left > 0)
                return;
            end = Clock::now();
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            ended.release();
        });
    }
    if (caller == Caller::RunsItsLoop)
        loop.exec();
    ended.acquire();
    if (failed)
        qFatal("%d of %d calls failed", int(failed), calls);
    return { issuing.count() / calls, Microseconds(end - start).count() / 1000 };
}

} // namespace

QJsonObject issue(const QCommandLineParser &options)
{
    QDynamoDBClient client;
    setUp(client, QUrl(options.value(u"endpoint"_s)));
    client.setTransport(transportOf(options));
    const int calls = int(Measuring::number(options, u"calls"_s));
    const int repeat = int(Measuring::number(options, u"repeat"_s));

    measure(client, calls, Caller::Sleeps); // opens connections
    std::vector<double> issuing;
    std::vector<double> asleep;
    std::vector<double> awake;
    std::vector<double> ratios;
    const Microseconds cpu = Measuring::processTime();
    for (int i = 0; i < repeat; ++i) {
        // Alternates, and changes the order each time, so that other load affects both equally.
        Round rounds[2];
        for (const int which : { i % 2, 1 - i % 2 })
            rounds[which] = measure(client, calls, which ? Caller::RunsItsLoop : Caller::Sleeps);
        issuing.insert(issuing.end(), { rounds[0].issuing, rounds[1].issuing });
        asleep.push_back(rounds[0].all);
        awake.push_back(rounds[1].all);
        ratios.push_back(rounds[0].all / rounds[1].all);
    }
    const Microseconds spent = Measuring::processTime() - cpu;
    return {
        { u"caller_us_per_call"_s, Measuring::percentile(issuing, 0.5) },
        { u"wall_ms_asleep"_s, Measuring::percentile(asleep, 0.5) },
        { u"wall_ms_in_event_loop"_s, Measuring::percentile(awake, 0.5) },
        { u"asleep_to_event_loop"_s, Measuring::percentile(ratios, 0.5) },
        { u"cpu_us_per_call"_s, spent.count() / (2.0 * calls * repeat) },
        { u"peak_rss_kib"_s, Measuring::peakRssKib() },
    };
}
