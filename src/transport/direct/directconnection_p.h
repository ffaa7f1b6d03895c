// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DIRECTCONNECTION_P_H
#define DIRECTCONNECTION_P_H

#include "transport/direct/directconnector_p.h"
#include "transport/httpresponsereader_p.h"

#include <QtNetwork/qabstractsocket.h>

QT_BEGIN_NAMESPACE
class QSslSocket;
class QTcpSocket;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

class DirectConnection;
struct DirectOrigin;

// Who opened a connection learns of it here, from the event loop.
class DirectConnectionOwner
{
public:
    virtual void opened(DirectConnection *connection) = 0;
    // It is over: the request was answered, or failed, which tells by the reply.
    virtual void answered(DirectConnection *connection, TransportReply &&reply) = 0;
    // It was lost without a request: on opening, which the reply tells, or while it was idle.
    virtual void closed(DirectConnection *connection, TransportReply &&reply) = 0;

protected:
    ~DirectConnectionOwner() = default;
};

// One connection to a server and the exchange that is on it, one request at a time.
class DirectConnection final : public QObject
{
    Q_OBJECT

public:
    using TimePoint = std::chrono::steady_clock::time_point;

    enum class State { New, Opening, Idle, Busy, Closed };
    enum class Sending {
        Begun,
        Unsent, // the connection turned out to be closed, and not a byte of the request left
    };

    DirectConnection(std::shared_ptr<DirectOrigin> origin, DirectConnectionOwner *owner,
                     QObject *parent);
    ~DirectConnection() override;

    void open();
    // The bytes of a request in one write, or two, if there is a body besides.
    [[nodiscard]] Sending send(const QByteArray &request, const QByteArray &body,
                               QByteArrayView method, qint64 maxBodySize);
    // At once; the owner isn't told. It deletes itself.
    void close();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::shared_ptr<DirectOrigin> &origin() const { return m_origin; }
    // Whether it is idle and the server is still there, as far as this end can know.
    [[nodiscard]] bool isUsable(std::chrono::nanoseconds now);
    // When an idle connection had better not be used any more, by the clock of the options.
    [[nodiscard]] std::chrono::nanoseconds expiry() const { return m_expiry; }
    void setIdleTimeout(std::chrono::nanoseconds now, std::chrono::milliseconds timeout);

    TransportJob *job = nullptr; // whose request is on it

private:
    [[nodiscard]] QTcpSocket *makeSocket() const;
    void onConnected(QTcpSocket *socket);
    void onEncrypted();
    void onReadyRead();
    void onError(QAbstractSocket::SocketError error);
    void onTicket();
    void becomeIdle();
    void lost();
    void answer();
    void failOpening(QAbstractSocket::SocketError error, const QString &text);

    const std::shared_ptr<DirectOrigin> m_origin;
    DirectConnectionOwner *const m_owner;
    std::unique_ptr<DirectConnector> m_connector; // while opening
    bool m_proxied = false;
    QTcpSocket *m_socket = nullptr;
    QSslSocket *m_tls = nullptr; // the same, where there is TLS
    State m_state = State::New;
    QString m_tlsText;
    HttpResponseReader m_reader;
    TimePoint m_opening; // until a request was told how long that took
    TimePoint m_opened;
    TimePoint m_sent;
    TimePoint m_firstByte;
    std::chrono::nanoseconds m_expiry { 0 };
};

} // namespace QtDynamoDBPrivate

#endif
