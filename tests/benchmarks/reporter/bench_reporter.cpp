// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What a QDynamoDBInfluxReporter costs: the CPU time of this process for a getItem, all threads
// together, with one attached and without, in turn. DynamoDB and InfluxDB are fake ones in a
// process of their own.
//
//     cmake --preset release -DQTDYNAMODB_BUILD_TESTS=ON
//     cmake --build build/release --target bench_reporter
//     build/release/tests/benchmarks/reporter/bench_reporter [rounds [manager]]

#include <fakeserver/fakeserver.h>

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsemaphore.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Microseconds = std::chrono::duration<double, std::micro>;

namespace {

constexpr int calls = 2000;
constexpr int inFlight = 16;

int serve()
{
    FakeServer database;
    database.setDefault(Reaction::json(200, R"({"Item":{"a":{"S":"b"}}})"));
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}));
    std::printf("%d %d\n", int(database.port()), int(influx.port()));
    std::fflush(stdout);
    while (std::getchar() != EOF) { // after each round; it keeps all requests otherwise
        database.clearRecords();
        influx.clearRecords();
    }
    return 0;
}

Microseconds processTime()
{
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Microseconds of CPU for a call.
double measure(QDynamoDBClient &client, QDynamoDBInfluxReporter *reporter)
{
    const QDynamoDBItem key { { u"Id"_s, 1 } };
    const QString table = u"Table"_s;
    QSemaphore free(inFlight);
    std::atomic<int> failed = 0;

    if (reporter)
        reporter->attach(&client);
    const Microseconds before = processTime();
    for (int i = 0; i < calls; ++i) {
        free.acquire();
        client.getItem(table, key).then([&](const QFuture<QDynamoDB::GetItemResult> &call) {
            try {
                if (call.result().item[u"a"].toString() != u"b")
                    ++failed;
            } catch (const QDynamoDBException &) {
                ++failed;
            }
            free.release();
        });
    }
    free.acquire(inFlight);
    if (reporter && !reporter->flush())
        qFatal("the measurements were not sent");
    const Microseconds spent = processTime() - before;
    if (reporter)
        reporter->detach(&client);
    if (failed)
        qFatal("%d of %d calls failed", int(failed), calls);
    return spent.count() / calls;
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
    std::printf("%-24s %8.2f %s (%.2f to %.2f)\n", what, median(values), unit, *least, *most);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == "serve"_L1)
        return serve();
    const int rounds = arguments.size() > 1 ? std::max(arguments[1].toInt(), 1) : 41;
    const bool manager = arguments.value(2) == "manager"_L1;

    QProcess server;
    server.start(app.applicationFilePath(), { u"serve"_s });
    if (!server.waitForStarted() || !server.waitForReadyRead())
        qFatal("the servers did not start");
    const QStringList ports = QString::fromLatin1(server.readAllStandardOutput()).split(u' ');
    QDynamoDBClient client;
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"secret"_s });
    client.setEndpoint(QUrl("http://127.0.0.1:"_L1 + ports.value(0)));
    client.setTransport(manager ? QDynamoDBClient::Transport::NetworkAccessManager
                                : QDynamoDBClient::Transport::Direct);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(QUrl("http://127.0.0.1:"_L1 + ports.value(1).trimmed()));

    std::vector<double> plain;
    std::vector<double> reported;
    std::vector<double> overhead;
    for (int i = -2; i < rounds; ++i) {
        // In turn, and each first in turn: whatever else the machine does meets both.
        double without = 0;
        double with = 0;
        if (i % 2) {
            with = measure(client, &reporter);
            without = measure(client, nullptr);
        } else {
            without = measure(client, nullptr);
            with = measure(client, &reporter);
        }
        server.write("\n");
        server.waitForBytesWritten();
        if (i < 0)
            continue; // it connects, and memory is found
        plain.push_back(without);
        reported.push_back(with);
        overhead.push_back((with / without - 1) * 100);
    }
    std::printf("medians of %d rounds of %d getItem, %d in flight, %s transport\n", rounds, calls,
                inFlight, manager ? "default" : "direct");
    print("without a reporter", plain, "us of CPU a call");
    print("with a reporter", reported, "us of CPU a call");
    print("overhead", overhead, "%");
    std::printf("measurements sent: %lld, dropped: %lld\n", qlonglong(reporter.sentCount()),
                qlonglong(reporter.droppedCount()));
    server.closeWriteChannel();
    server.waitForFinished();
    return 0;
}
