// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What a call costs the thread that makes it, and whether calls finish as fast while that thread
// sleeps as while it runs its event loop. The server is a process of its own.
//
//     cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DQTDYNAMODB_BUILD_TESTS=ON
//     cmake --build build/bench --target bench_callerthread
//     build/bench/tests/benchmarks/callerthread/bench_callerthread [rounds]

#include <fakeserver/fakeserver.h>

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsemaphore.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

namespace {

constexpr int calls = 1000;

int serve()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, R"({"Item":{"a":{"S":"b"}}})"));
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1; // until the parent goes
}

// The CPU time of this thread: what others do meanwhile does not count.
Microseconds threadTime()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

enum class Caller { Sleeps, RunsItsLoop };

struct Round
{
    double issuing; // microseconds of the caller's thread for a call
    double all; // milliseconds from the first call to the end of the last
};

Round measure(QDynamoDBClient &client, Caller caller)
{
    const QDynamoDBItem key { { u"Id"_s, 1 } };
    const QString table = u"Table"_s;
    std::atomic<int> failed = 0;
    std::atomic<int> left = calls;
    Clock::time_point end;
    QSemaphore ended;
    QEventLoop loop;
    std::vector<QFuture<QDynamoDB::GetItemResult>> futures;
    futures.reserve(calls);

    const Clock::time_point start = Clock::now();
    const Microseconds before = threadTime();
    for (int i = 0; i < calls; ++i)
        futures.push_back(client.getItem(table, key));
    const Microseconds issuing = threadTime() - before;
    // Without a context this runs where calls end: in the client's thread, for either caller.
    for (auto &future : futures) {
        future.then([&](const QFuture<QDynamoDB::GetItemResult> &call) {
            try {
                if (call.result().item[u"a"].toString() != u"b")
                    ++failed;
            } catch (const QDynamoDBException &exception) {
                if (++failed == 1)
                    qWarning() << exception.error();
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

double median(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void print(const char *what, const std::vector<double> &values, const char *unit)
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    std::printf("%-48s %8.2f %s (%.2f to %.2f)\n", what, median(values), unit, *least, *most);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QString argument = app.arguments().value(1);
    if (argument == "serve"_L1)
        return serve();
    const int rounds = argument.isEmpty() ? 15 : std::max(argument.toInt(), 1);

    QProcess server;
    server.start(app.applicationFilePath(), { u"serve"_s });
    if (!server.waitForStarted() || !server.waitForReadyRead())
        qFatal("the server did not start");
    QDynamoDBClient client;
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"secret"_s });
    client.setEndpoint(QUrl("http://127.0.0.1:"_L1
                            + QString::fromLatin1(server.readAllStandardOutput().trimmed())));
    client.setCallTimeout(std::chrono::minutes(5));

    measure(client, Caller::Sleeps); // connects
    std::vector<double> issuing;
    std::vector<double> asleep;
    std::vector<double> awake;
    std::vector<double> ratios;
    for (int i = 0; i < rounds; ++i) {
        // In turn, and each first in turn: whatever else the machine does meets both.
        Round sleeping;
        Round running;
        if (i % 2) {
            running = measure(client, Caller::RunsItsLoop);
            sleeping = measure(client, Caller::Sleeps);
        } else {
            sleeping = measure(client, Caller::Sleeps);
            running = measure(client, Caller::RunsItsLoop);
        }
        issuing.insert(issuing.end(), { sleeping.issuing, running.issuing });
        asleep.push_back(sleeping.all);
        awake.push_back(running.all);
        ratios.push_back(sleeping.all / running.all);
    }
    std::printf("medians of %d rounds of %d calls, all successful\n", rounds, calls);
    print("issuing one getItem, CPU of the caller's thread", issuing, "us");
    print("all calls, the caller asleep", asleep, "ms");
    print("all calls, the caller in its event loop", awake, "ms");
    print("asleep / in its event loop", ratios, "");
    server.closeWriteChannel();
    server.waitForFinished();
    return 0;
}
