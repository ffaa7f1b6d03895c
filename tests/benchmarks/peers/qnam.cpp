// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measuring.h"
#include "peers.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

#include <memory>

namespace {

// A manager opens six connections to a host, so there is one manager for each six requests in flight.
constexpr int connectionsPerManager = 6;

class Loop : public QObject
{
public:
    Loop(const QUrl &url, int concurrency)
    {
        m_request.setUrl(url);
        for (const auto &[name, value] : headers)
            m_request.setRawHeader(name, value);
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_request.setSslConfiguration(tls);
        for (int i = 0; i < concurrency; i += connectionsPerManager)
            m_managers.push_back(std::make_unique<QNetworkAccessManager>());
        m_concurrency = concurrency;
    }

    void runFor(double seconds)
    {
        m_end = Measuring::Clock::now()
                + std::chrono::duration_cast<Measuring::Clock::duration>(
                        std::chrono::duration<double>(seconds));
        m_underWay = m_concurrency;
        for (int i = 0; i < m_concurrency; ++i)
            begin(m_managers[std::size_t(i / connectionsPerManager)].get());
        m_eventLoop.exec();
    }

    Measuring::Load load;

private:
    void begin(QNetworkAccessManager *manager)
    {
        const auto begun = Measuring::Clock::now();
        QNetworkReply *reply = manager->post(m_request, QByteArray(body));
        connect(reply, &QNetworkReply::finished, this, [this, manager, reply, begun] {
            const QByteArray answer = reply->readAll();
            const bool succeeded = reply->error() == QNetworkReply::NoError && !answer.isEmpty();
            reply->deleteLater();
            load.add(begun, succeeded);
            if (Measuring::Clock::now() < m_end)
                begin(manager);
            else if (--m_underWay == 0)
                m_eventLoop.quit();
        });
    }

    QNetworkRequest m_request;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers;
    int m_concurrency;
    int m_underWay = 0;
    Measuring::Clock::time_point m_end;
    QEventLoop m_eventLoop;
};

} // namespace

QJsonObject qnamLoop(const QCommandLineParser &options)
{
    Loop loop(QUrl(options.value(QStringLiteral("endpoint"))),
              int(Measuring::number(options, QStringLiteral("concurrency"))));
    loop.load.start();
    loop.runFor(0.3); // opens connections
    loop.load.start();
    loop.runFor(Measuring::number(options, QStringLiteral("seconds")));
    return loop.load.result();
}
