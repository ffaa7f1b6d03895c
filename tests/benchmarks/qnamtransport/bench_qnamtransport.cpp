// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Small requests over the loopback: how many a second, and what one costs the client's process. The
// server is a process of its own.

#include "transport/qnamtransport_p.h"

#include <fakeserver/fakeserver.h>
#include <testjob/testjob.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qprocess.h>

#include <cstdio>
#include <ctime>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

namespace {

int serve(FakeServer::Security security)
{
    FakeServer server(security);
    server.setDefault(Reaction::json(200, R"({"Item":{"a":{"S":"b"}}})"));
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return std::getchar(); // until the parent goes
}

void measure(const QUrl &url, int concurrency, int count)
{
    TransportOptions options;
    options.sslConfiguration = FakeServer::clientConfiguration();
    QnamTransport transport(options);
    std::vector<std::unique_ptr<TestJob>> jobs;
    int left = 0;
    int begun = 0;
    for (int i = 0; i < concurrency; ++i) {
        jobs.push_back(std::make_unique<TestJob>(url, QByteArray(200, 'x')));
        TestJob *job = jobs.back().get();
        job->onFinished = [&, job] {
            if (job->reply->status != 200)
                qFatal("%s", qPrintable(job->reply->failureText));
            --left;
            if (begun-- > 0)
                transport.send(job);
        };
    }
    const auto run = [&](int requests) {
        left = requests;
        begun = requests - concurrency;
        for (const auto &job : jobs)
            transport.send(job.get());
        while (left > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    run(concurrency); // connects
    QElapsedTimer timer;
    timer.start();
    const std::clock_t before = std::clock();
    run(count);
    const double cpu = double(std::clock() - before) / CLOCKS_PER_SEC;
    const double wall = double(timer.nsecsElapsed()) / 1e9;
    std::printf("%-5s %3d in flight: %6.0f requests/s, %4.0f us of CPU each, %d managers\n",
                qPrintable(url.scheme()), concurrency, count / wall, cpu / count * 1e6,
                transport.managers());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QString role = app.arguments().value(1);
    if (!role.isEmpty())
        return serve(role == "https"_L1 ? FakeServer::Security::Tls : FakeServer::Security::Plain);

    for (const QString &scheme : { u"http"_s, u"https"_s }) {
        QProcess server;
        server.start(app.applicationFilePath(), { scheme });
        if (!server.waitForReadyRead())
            qFatal("The server does not start");
        const QUrl url(scheme + u"://127.0.0.1:"_s
                       + QString::fromLatin1(server.readLine().trimmed()));
        for (const int concurrency : { 1, 32, 100 })
            measure(url, concurrency, 20'000);
        server.closeWriteChannel();
        server.waitForFinished();
    }
    return 0;
}
