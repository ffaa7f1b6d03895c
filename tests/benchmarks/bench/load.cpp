// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>
#include <QtDynamoDB/qdynamodbotlpreporter.h>

#include <QtCore/qeventloop.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

#include <cmath>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

// Keeps a number of calls in flight, as an application does: starts them in its thread, where the
// continuation of each call starts the next one.
class Loop : public QObject
{
public:
    explicit Loop(const QCommandLineParser &options)
        : m_concurrency(int(Measuring::number(options, u"concurrency"_s)))
        , m_seconds(Measuring::number(options, u"seconds"_s))
    {
        setUp(m_client, QUrl(options.value(u"endpoint"_s)));
        m_client.setTransport(transportOf(options));
        m_client.setMaxConnections(m_concurrency);
    }

    template<typename Result>
    void setCall(const std::function<QFuture<Result>(QDynamoDBClient &)> &call)
    {
        m_begin = [this, call] {
            const auto begun = Measuring::Clock::now();
            call(m_client).then(this, [this, begun](const QFuture<Result> &future) {
                m_load.add(begun, succeeded(future));
                ended();
            });
        };
    }

    // Opens connections and fills caches.
    void warmUp() { runFor(0.3); }
    void run()
    {
        m_load.start();
        runFor(m_seconds);
    }

    [[nodiscard]] QDynamoDBClient *client() { return &m_client; }
    [[nodiscard]] QJsonObject result() { return m_load.result(); } // so far

private:
    template<typename Result>
    static bool succeeded(QFuture<Result> future)
    {
        try {
            (void)future.takeResult();
            return true;
        } catch (const QDynamoDBException &exception) {
            static const bool first = [&exception] {
                qWarning() << exception.error();
                return true;
            }();
            Q_UNUSED(first)
            return false;
        }
    }

    void runFor(double seconds)
    {
        m_end = Measuring::Clock::now()
                + std::chrono::duration_cast<Measuring::Clock::duration>(
                        std::chrono::duration<double>(seconds));
        m_underWay = m_concurrency;
        for (int i = 0; i < m_concurrency; ++i)
            m_begin();
        m_eventLoop.exec();
    }

    void ended()
    {
        if (Measuring::Clock::now() < m_end)
            m_begin();
        else if (--m_underWay == 0)
            m_eventLoop.quit();
    }

    QDynamoDBClient m_client;
    const int m_concurrency;
    const double m_seconds;
    std::function<void()> m_begin;
    Measuring::Load m_load;
    Measuring::Clock::time_point m_end;
    int m_underWay = 0;
    QEventLoop m_eventLoop;
};

std::function<QFuture<QDynamoDB::GetItemResult>(QDynamoDBClient &)> getItemCall()
{
    const QString table = u"Thread"_s;
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    return [=](QDynamoDBClient &client) { return client.getItem(table, key); };
}

std::unique_ptr<QDynamoDBReporter> reporterOf(const QCommandLineParser &options)
{
    const QString name = options.value(u"reporter"_s);
    const QUrl collector(options.value(u"collector"_s));
    if (name == "influx"_L1) {
        auto reporter = std::make_unique<QDynamoDBInfluxReporter>();
        reporter->setUrl(collector);
        return reporter;
    }
    if (name != "otlp"_L1)
        qFatal("--reporter is influx or otlp");
    auto reporter = std::make_unique<QDynamoDBOtlpReporter>();
    reporter->setUrl(collector);
    return reporter;
}

} // namespace

void setUp(QDynamoDBClient &client, const QUrl &endpoint)
{
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"secret"_s });
    client.setEndpoint(endpoint);
    client.setCallTimeout(std::chrono::minutes(5));
    if (endpoint.scheme() == "https"_L1) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.setSslConfiguration(tls);
    }
}

QJsonObject getItem(const QCommandLineParser &options)
{
    Loop loop(options);
    loop.setCall(getItemCall());
    loop.warmUp();
    loop.run();
    return loop.result();
}

QJsonObject reporter(const QCommandLineParser &options)
{
    Loop loop(options);
    loop.setCall(getItemCall());
    const auto reporter = reporterOf(options);
    // CPU time of the process. A round with the reporter ends after all reports have been sent.
    const auto measure = [&](bool isReporting) {
        if (isReporting)
            reporter->attach(loop.client());
        loop.run();
        if (isReporting && !reporter->flush())
            qFatal("the measurements were not sent");
        const QJsonObject result = loop.result();
        reporter->detach(loop.client());
        if (result["errors"_L1].toInt() > 0 || reporter->droppedCount() > 0)
            qFatal("%d calls failed, %lld measurements were dropped", result["errors"_L1].toInt(),
                   qlonglong(reporter->droppedCount()));
        return result["cpu_us_per_request"_L1].toDouble();
    };

    loop.warmUp();
    (void)measure(true);
    std::vector<double> plain;
    std::vector<double> reported;
    std::vector<double> ratios;
    const int repeat = int(Measuring::number(options, u"repeat"_s));
    for (int i = 0; i < repeat; ++i) {
        // Alternates, and changes the order each time, so that other load affects both equally.
        double cpu[2];
        for (const int isReporting : { i % 2, 1 - i % 2 })
            cpu[isReporting] = measure(isReporting);
        plain.push_back(cpu[0]);
        reported.push_back(cpu[1]);
        ratios.push_back(cpu[1] / cpu[0]);
    }
    const double lower = Measuring::percentile(ratios, 0.25);
    const double upper = Measuring::percentile(ratios, 0.75);
    const auto percent = [](double ratio) { return std::round((ratio - 1) * 1e4) / 100; };
    return {
        { u"reporter"_s, options.value(u"reporter"_s) },
        { u"cpu_us_without"_s, Measuring::percentile(plain, 0.5) },
        { u"cpu_us_with"_s, Measuring::percentile(reported, 0.5) },
        { u"overhead_percent"_s, percent(Measuring::percentile(ratios, 0.5)) },
        { u"overhead_percent_quartiles"_s, QJsonArray { percent(lower), percent(upper) } },
        { u"measurements"_s, reporter->sentCount() },
    };
}

QJsonObject putBatch(const QCommandLineParser &options)
{
    QList<QDynamoDB::WriteRequest> writes;
    for (int i = 0; i < 25; ++i) {
        QDynamoDB::WriteRequest write;
        write.putRequest.emplace().item = { { u"ForumName"_s, u"Qt"_s },
                                            { u"Subject"_s, u"Thread %1"_s.arg(i) },
                                            { u"Views"_s, i },
                                            { u"Message"_s, QString(960, u'x') } };
        writes.append(write);
    }
    QDynamoDB::BatchWriteItemRequest request;
    request.requestItems.insert(u"Thread"_s, writes);
    Loop loop(options);
    loop.setCall<QDynamoDB::BatchWriteItemResult>(
            [&](QDynamoDBClient &client) { return client.batchWriteItem(request); });
    loop.warmUp();
    loop.run();
    return loop.result();
}

QDynamoDBAbstractClient::Transport transportOf(const QCommandLineParser &options)
{
    const QString name = options.value(u"transport"_s);
    if (name == "direct"_L1)
        return QDynamoDBAbstractClient::Transport::Direct;
    if (name != "qnam"_L1)
        qFatal("--transport is qnam or direct");
    return QDynamoDBAbstractClient::Transport::NetworkAccessManager;
}
