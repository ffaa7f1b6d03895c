// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"
#include "fakeserver/fakeconnection.h"
#include "testidentity.h"

#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <algorithm>

// The listening socket, which lives in the server's thread.
class FakeListener : public QTcpServer
{
public:
    FakeListener(std::shared_ptr<FakeServerState> state, bool tls)
        : m_state(std::move(state))
        , m_tls(tls)
    {
        setListenBacklogSize(1024); // hundreds may connect at once
    }

    void release(int count)
    {
        QList<FakeConnection *> released;
        {
            const QMutexLocker locker(&m_state->mutex);
            const qsizetype all = m_state->held.size();
            released = m_state->held.first(count ? std::min<qsizetype>(count, all) : all);
            m_state->held.remove(0, released.size());
        }
        for (FakeConnection *connection : std::as_const(released))
            connection->release();
    }

    void closeConnections() { qDeleteAll(findChildren<FakeConnection *>()); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        new FakeConnection(descriptor, m_state, m_tls, this);
    }

private:
    std::shared_ptr<FakeServerState> m_state;
    bool m_tls;
};

QByteArray FakeRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

qsizetype FakeRequest::headerCount(QByteArrayView name) const
{
    return std::count_if(headers.cbegin(), headers.cend(), [name](const Reaction::Header &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

FakeServer::FakeServer(Security security)
    : m_state(std::make_shared<FakeServerState>())
    , m_security(security)
{
    m_state->clock.start();
    m_listener = new FakeListener(m_state, security == Security::Tls);
    m_listener->setProxy(QNetworkProxy::NoProxy);
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("The fake server cannot listen: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("fake server"));
    m_thread.start();
}

FakeServer::~FakeServer()
{
    m_listener->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QUrl FakeServer::url() const
{
    QUrl url;
    url.setScheme(m_security == Security::Tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    url.setPath(QStringLiteral("/"));
    return url;
}

QSslCertificate FakeServer::certificate()
{
    return QSslCertificate(testIdentity);
}

QSslKey FakeServer::privateKey()
{
    return QSslKey(testIdentity, QSsl::Ec);
}

QSslConfiguration FakeServer::clientConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({ certificate() });
    return configuration;
}

void FakeServer::enqueue(const Reaction &reaction, int times)
{
    const QMutexLocker locker(&m_state->mutex);
    for (int i = 0; i < times; ++i)
        m_state->queue.enqueue(reaction);
}

void FakeServer::setHandler(const Handler &handler)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->handler = handler;
}

void FakeServer::setDefault(const Reaction &reaction)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->fallback = reaction;
}

void FakeServer::setMute(bool mute)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->mute = mute;
}

void FakeServer::release(int count)
{
    QMetaObject::invokeMethod(
            m_listener, [this, count] { m_listener->release(count); }, Qt::QueuedConnection);
}

void FakeServer::closeConnections()
{
    QMetaObject::invokeMethod(
            m_listener, [this] { m_listener->closeConnections(); }, Qt::QueuedConnection);
}

QList<FakeRequest> FakeServer::requests() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->requests;
}

int FakeServer::copies() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->copies;
}

int FakeServer::enqueued() const
{
    const QMutexLocker locker(&m_state->mutex);
    return int(m_state->queue.size());
}

int FakeServer::held() const
{
    const QMutexLocker locker(&m_state->mutex);
    return int(m_state->held.size());
}

int FakeServer::connections() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->connections;
}

int FakeServer::openConnections() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->openConnections;
}

int FakeServer::concurrency() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->concurrency;
}

int FakeServer::peakConcurrency() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->peakConcurrency;
}

qint64 FakeServer::bytesReceived() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->bytesReceived;
}

qint64 FakeServer::bytesSent() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->bytesSent;
}

void FakeServer::clearRecords()
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->requests.clear();
    m_state->copies = 0;
    m_state->peakConcurrency = m_state->concurrency;
    m_state->bytesReceived = 0;
    m_state->bytesSent = 0;
}

quint16 FakeServer::deadPort()
{
    if (!m_deadSocket) {
        // Bound, so that no other program gets the port, but not listening.
        m_deadSocket = std::make_unique<QTcpSocket>();
        m_deadSocket->setProxy(QNetworkProxy::NoProxy);
        if (!m_deadSocket->bind(QHostAddress::LocalHost))
            qFatal("No free port: %s", qPrintable(m_deadSocket->errorString()));
    }
    return m_deadSocket->localPort();
}

quint16 FakeServer::blackHole()
{
    if (!m_blackHole) {
        m_blackHole = std::make_unique<QTcpServer>();
        m_blackHole->setProxy(QNetworkProxy::NoProxy);
        m_blackHole->setListenBacklogSize(1);
        if (!m_blackHole->listen(QHostAddress::LocalHost))
            qFatal("No free port: %s", qPrintable(m_blackHole->errorString()));
        m_blackHole->pauseAccepting();
        for (int i = 0; i < 8; ++i) {
            m_fillers.push_back(std::make_unique<QTcpSocket>());
            m_fillers.back()->setProxy(QNetworkProxy::NoProxy);
            m_fillers.back()->connectToHost(QHostAddress(QHostAddress::LocalHost),
                                            m_blackHole->serverPort());
        }
    }
    return m_blackHole->serverPort();
}
