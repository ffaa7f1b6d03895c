// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What a call costs the thread that makes it, and whether calls finish as fast while that thread
// sleeps as while it runs its event loop. The server is a process of its own.

#include <fakeserver/fakeserver.h>

#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsemaphore.h>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int calls = 1000;
constexpr int rounds = 15;

int serve()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, R"({"Item":{"a":{"S":"b"}}})"));
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return std::getchar(); // until the parent goes
}

enum class Caller { Sleeps, RunsItsLoop };

struct Times
{
    double issuing; // microseconds a call
    double all; // milliseconds from the first call to the last result
};

Times measure(QDynamoDBClient &client, Caller caller)
{
    const QDynamoDBItem key { { u"Id"_s, 1 } };
    const QString table = u"Table"_s;
    std::atomic<int> left = calls;
    QSemaphore done;
    QList<QFuture<QDynamoDB::GetItemResult>> futures;
    futures.reserve(calls);

    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < calls; ++i)
        futures.append(client.getItem(table, key));
    const double issuing = double(timer.nsecsElapsed()) / 1e3 / calls;
    // Counted where they finish, so that both ways end at the same event.
    for (auto &future : futures) {
        future.then([&](const QDynamoDB::GetItemResult &) {
            if (--left == 0) {
                QMetaObject::invokeMethod(qApp, [] { QCoreApplication::exit(); });
                done.release();
            }
        });
    }
    if (caller == Caller::Sleeps)
        done.acquire();
    else
        QCoreApplication::exec();
    const double all = double(timer.nsecsElapsed()) / 1e6;
    QCoreApplication::processEvents();
    return { issuing, all };
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + rounds / 2, values.end());
    return values[rounds / 2];
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().size() > 1)
        return serve();

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
    for (int round = 0; round < rounds; ++round) {
        const Times sleeping = measure(client, Caller::Sleeps);
        const Times running = measure(client, Caller::RunsItsLoop);
        issuing.push_back(std::min(sleeping.issuing, running.issuing));
        asleep.push_back(sleeping.all);
        awake.push_back(running.all);
    }
    std::printf("issuing one getItem: %.2f us of the caller's thread (median of %d rounds)\n",
                median(issuing), rounds);
    std::printf("%d calls at once: %.1f ms with the caller asleep, %.1f ms with it in its event "
                "loop, ratio %.3f (medians)\n",
                calls, median(asleep), median(awake), median(asleep) / median(awake));
    server.closeWriteChannel();
    server.waitForFinished();
    return 0;
}
