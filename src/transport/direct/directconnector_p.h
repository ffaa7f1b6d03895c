// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DIRECTCONNECTOR_P_H
#define DIRECTCONNECTOR_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qobject.h>
#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qnetworkproxy.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QHostInfo;
class QTcpSocket;
class QUrl;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// A connector to a server: finds the proxy, the addresses, and the first address that accepts. If
// one address does not accept for a while, the next one is tried at the same time (RFC 8305), so
// that broken IPv6 costs a fraction of a second.
class Q_DYNAMODB_AUTOTEST_EXPORT DirectConnector final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds attemptDelay { 250 };

    struct Failure
    {
        QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
        QString text;
        bool proxied = false; // the connection was one to a proxy
    };
    using MakeSocket = std::function<QTcpSocket *()>;
    using Connected = std::function<void(QTcpSocket *, bool proxied)>;
    using Failed = std::function<void(const Failure &)>;

    // One of the two callbacks is called, once. The connected socket has no parent; the callee owns
    // it.
    DirectConnector(MakeSocket makeSocket, QIODevice::OpenMode mode, Connected connected,
                    Failed failed, QObject *parent = nullptr);
    ~DirectConnector() override;

    // Connects to the URL's host and port. Without a proxy, that of the application or the system
    // is used.
    void start(const QUrl &url, const std::optional<QNetworkProxy> &proxy);
    // Connects to the first address that accepts.
    void start(const QList<QHostAddress> &addresses, quint16 port);
    void cancel(); // no callback is called from now on

    // Returns the addresses in the order to try them: IPv4 and IPv6 in turn, the family of the
    // first one first.
    [[nodiscard]] static QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct ProxyLookup;

    void useProxy(const QNetworkProxy &proxy);
    void useAddresses(const QHostInfo &info);
    void tryNext();
    [[nodiscard]] QTcpSocket *attempt();
    void onConnected(QTcpSocket *socket);
    void onError(QTcpSocket *socket);
    void fail();
    [[nodiscard]] bool isProxied() const { return m_proxy.type() != QNetworkProxy::NoProxy; }

    const MakeSocket m_makeSocket;
    const QIODevice::OpenMode m_mode;
    const Connected m_connected;
    const Failed m_failed;
    QString m_host;
    quint16 m_port = 0;
    std::shared_ptr<ProxyLookup> m_proxyLookup;
    QNetworkProxy m_proxy { QNetworkProxy::NoProxy };
    int m_lookup = -1;
    QList<QHostAddress> m_addresses; // not tried yet
    std::vector<QTcpSocket *> m_attempts;
    QBasicTimer m_timer;
    Failure m_failure; // the last one
};

} // namespace QtDynamoDBPrivate

#endif
