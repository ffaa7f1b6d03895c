// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qeventloop.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

#include <functional>

using namespace Qt::StringLiterals;

namespace {

// Keeps so many calls under way, as an application does: begun in its thread, and there its
// continuation makes the next one.
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
    QJsonObject run(const std::function<QFuture<Result>(QDynamoDBClient &)> &call)
    {
        m_begin = [this, call] {
            const auto begun = Measuring::Clock::now();
            call(m_client).then(this, [this, begun](const QFuture<Result> &future) {
                m_load.add(begun, succeeded(future));
                ended();
            });
        };
        runFor(0.3); // connects, and fills what is cached
        m_load.start();
        runFor(m_seconds);
        return m_load.result();
    }

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
    const QString table = u"Thread"_s;
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    return Loop(options).run<QDynamoDB::GetItemResult>(
            [&](QDynamoDBClient &client) { return client.getItem(table, key); });
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
    return Loop(options).run<QDynamoDB::BatchWriteItemResult>(
            [&](QDynamoDBClient &client) { return client.batchWriteItem(request); });
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
