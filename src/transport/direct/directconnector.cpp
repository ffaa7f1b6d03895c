// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/directconnector_p.h"

#include "transport/proxies_p.h"

#include <QtCore/qcoreevent.h>
#include <QtCore/qmutex.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qtcpsocket.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// Returns the first proxy that can carry a TCP connection, or no proxy.
QNetworkProxy usable(const QList<QNetworkProxy> &proxies)
{
    for (QNetworkProxy proxy : proxies) {
        switch (proxy.type()) {
        case QNetworkProxy::NoProxy:
        case QNetworkProxy::Socks5Proxy:
        case QNetworkProxy::HttpProxy:
            return proxy;
        case QNetworkProxy::HttpCachingProxy: // most support CONNECT as well
            proxy.setType(QNetworkProxy::HttpProxy);
            return proxy;
        default:
            break;
        }
    }
    return { QNetworkProxy::NoProxy };
}

QNetworkProxy lookUpProxy(const QUrl &url)
{
    return usable(QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)));
}

} // namespace

// A proxy lookup in another thread. The connector may be destroyed before it has ended.
struct DirectConnector::ProxyLookup
{
    QMutex mutex;
    DirectConnector *connector; // null once it is cancelled
};

DirectConnector::DirectConnector(MakeSocket makeSocket, QIODevice::OpenMode mode,
                                 Connected connected, Failed failed, QObject *parent)
    : QObject(parent)
    , m_makeSocket(std::move(makeSocket))
    , m_mode(mode)
    , m_connected(std::move(connected))
    , m_failed(std::move(failed))
{
}

DirectConnector::~DirectConnector()
{
    cancel();
}

void DirectConnector::start(const QUrl &url, const std::optional<QNetworkProxy> &proxy)
{
    m_host = url.host(QUrl::FullyEncoded);
    m_port = quint16(url.port(url.scheme() == "https"_L1 ? 443 : 80));
    if (proxy && proxy->type() != QNetworkProxy::DefaultProxy) {
        useProxy(usable({ *proxy }));
        return;
    }
    if (!QNetworkProxyFactory::usesSystemConfiguration()) {
        useProxy(lookUpProxy(url));
        return;
    }
    // The system may fetch and run a script, which must not delay other requests.
    m_proxyLookup = std::make_shared<ProxyLookup>();
    m_proxyLookup->connector = this;
    QThreadPool::globalInstance()->start([lookup = m_proxyLookup, url] {
        const QNetworkProxy found = lookUpProxy(url);
        const QMutexLocker locker(&lookup->mutex);
        if (DirectConnector *connector = lookup->connector) {
            QMetaObject::invokeMethod(
                    connector,
                    [lookup, found] {
                        if (lookup->connector) // it may have been cancelled since
                            lookup->connector->useProxy(found);
                    },
                    Qt::QueuedConnection);
        }
    });
}

void DirectConnector::useProxy(const QNetworkProxy &proxy)
{
    m_proxy = proxy;
    QHostAddress address;
    if (isProxied()) {
        attempt()->connectToHost(m_host, m_port, m_mode); // the proxy looks up the name
    } else if (address.setAddress(m_host)) {
        start({ address }, m_port);
    } else {
        m_lookup = QHostInfo::lookupHost(m_host, this, &DirectConnector::useAddresses);
    }
}

void DirectConnector::useAddresses(const QHostInfo &info)
{
    m_lookup = -1;
    if (!info.addresses().isEmpty()) {
        start(info.addresses(), m_port);
        return;
    }
    m_failure = { QAbstractSocket::HostNotFoundError, info.errorString(), false };
    fail();
}

void DirectConnector::start(const QList<QHostAddress> &addresses, quint16 port)
{
    m_addresses = interleaved(addresses);
    m_port = port;
    tryNext();
}

QList<QHostAddress> DirectConnector::interleaved(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    for (const QHostAddress &address : addresses) {
        const bool same = address.protocol() == addresses.constFirst().protocol();
        (same ? first : second).append(address);
    }
    QList<QHostAddress> result;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            result.append(first[i]);
        if (i < second.size())
            result.append(second[i]);
    }
    return result;
}

void DirectConnector::tryNext()
{
    const QHostAddress address = m_addresses.takeFirst();
    if (m_addresses.isEmpty())
        m_timer.stop();
    else
        m_timer.start(int(attemptDelay.count()), this);
    attempt()->connectToHost(address, m_port, m_mode);
}

QTcpSocket *DirectConnector::attempt()
{
    QTcpSocket *socket = m_makeSocket();
    socket->setProxy(m_proxy);
    m_attempts.push_back(socket);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { onConnected(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket] { onError(socket); });
    return socket;
}

void DirectConnector::onConnected(QTcpSocket *socket)
{
    std::erase(m_attempts, socket);
    socket->disconnect(this);
    cancel();
    m_connected(socket, isProxied());
}

void DirectConnector::onError(QTcpSocket *socket)
{
    const bool isRefused = socket->error() == QAbstractSocket::ProxyAuthenticationRequiredError;
    m_failure = { socket->error(), isRefused ? authenticationText(m_proxy) : socket->errorString(),
                  isProxied() };
    std::erase(m_attempts, socket);
    socket->disconnect(this);
    socket->deleteLater();
    if (!m_addresses.isEmpty())
        tryNext();
    else if (m_attempts.empty())
        fail();
}

void DirectConnector::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        tryNext();
    else
        QObject::timerEvent(event);
}

void DirectConnector::fail()
{
    cancel();
    m_failed(m_failure);
}

void DirectConnector::cancel()
{
    m_timer.stop();
    m_addresses.clear();
    if (m_lookup != -1)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (m_proxyLookup) {
        const QMutexLocker locker(&m_proxyLookup->mutex);
        m_proxyLookup->connector = nullptr;
    }
    for (QTcpSocket *socket : std::exchange(m_attempts, {})) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

} // namespace QtDynamoDBPrivate
