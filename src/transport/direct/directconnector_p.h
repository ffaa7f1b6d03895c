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

// Finds a way to a server: which proxy, which addresses, which of them answers. Of a host with
// several addresses the next one is tried, beside those before, when one has kept silent for a
// while (RFC 8305), so that a broken IPv6 costs a fraction of a second.
class Q_DYNAMODB_AUTOTEST_EXPORT DirectConnector final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds attemptDelay { 250 };

    struct Failure
    {
        QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
        QString text;
        bool proxied = false; // it was a proxy that we connected to
    };
    using MakeSocket = std::function<QTcpSocket *()>;
    using Connected = std::function<void(QTcpSocket *, bool proxied)>;
    using Failed = std::function<void(const Failure &)>;

    // The socket that is handed over has no parent. Only one of the two is called, once.
    DirectConnector(MakeSocket makeSocket, QIODevice::OpenMode mode, Connected connected,
                    Failed failed, QObject *parent = nullptr);
    ~DirectConnector() override;

    // To the URL's host and port. Without a proxy: through the application's, or the system's.
    void start(const QUrl &url, const std::optional<QNetworkProxy> &proxy);
    // To the first of these that answers.
    void start(const QList<QHostAddress> &addresses, quint16 port);
    void cancel(); // nothing is called any more

    // In the order to try them, the families in turn, beginning with the first one's.
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
    QList<QHostAddress> m_addresses; // those not tried yet
    std::vector<QTcpSocket *> m_attempts;
    QBasicTimer m_timer;
    Failure m_failure; // the last one
};

} // namespace QtDynamoDBPrivate

#endif
