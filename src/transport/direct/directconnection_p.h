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

// The owner of connections. A connection calls it from the event loop.
class DirectConnectionOwner
{
public:
    virtual void opened(DirectConnection *connection) = 0;
    // The request has a response, or has failed. The connection is idle or closed.
    virtual void exchanged(DirectConnection *connection, TransportReply &&reply) = 0;
    // The connection was lost without a request: while opening, then the reply has the failure, or
    // while it was idle.
    virtual void closed(DirectConnection *connection, TransportReply &&reply) = 0;

protected:
    ~DirectConnectionOwner() = default;
};

// A connection to a server. It carries one request at a time.
class DirectConnection final : public QObject
{
    Q_OBJECT

public:
    using TimePoint = std::chrono::steady_clock::time_point;

    enum class State { New, Opening, Idle, Busy, Closed };
    enum class Sending {
        Begun,
        Unsent, // the connection is closed, and no byte of the request was sent
    };

    DirectConnection(std::shared_ptr<DirectOrigin> origin, DirectConnectionOwner *owner,
                     QObject *parent);
    ~DirectConnection() override;

    void open();
    // Writes the request and, if it is not empty, the body.
    [[nodiscard]] Sending send(const QByteArray &request, const QByteArray &body,
                               QByteArrayView method, qint64 maxBodySize);
    // Closes the connection without a call to the owner. The object deletes itself later.
    void close();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::shared_ptr<DirectOrigin> &origin() const { return m_origin; }
    // Whether it is idle and, as far as this end can see, not closed by the server.
    [[nodiscard]] bool isUsable(std::chrono::nanoseconds now);
    // The time from which the idle connection is not used any more, on the options' clock.
    [[nodiscard]] std::chrono::nanoseconds expiry() const { return m_expiry; }
    void setIdleTimeout(std::chrono::nanoseconds now, std::chrono::milliseconds timeout);

    TransportJob *job = nullptr; // of the current request
    quint32 warmUp = 0; // the last TransportRequest::warmUp that the connection counts for

private:
    [[nodiscard]] QTcpSocket *makeSocket() const;
    void onConnected(QTcpSocket *socket);
    void onEncrypted();
    void onReadyRead();
    void onError(QAbstractSocket::SocketError error);
    void onTicket();
    void becomeIdle();
    void lost();
    void endExchange();
    void failOpening(QAbstractSocket::SocketError error, const QString &text);

    const std::shared_ptr<DirectOrigin> m_origin;
    DirectConnectionOwner *const m_owner;
    std::unique_ptr<DirectConnector> m_connector; // while opening
    bool m_proxied = false;
    QTcpSocket *m_socket = nullptr;
    QSslSocket *m_tls = nullptr; // the same socket, or null without TLS
    State m_state = State::New;
    bool m_isSending = false;
    QString m_tlsText;
    HttpResponseReader m_reader;
    TimePoint m_opening; // unset after the first request
    TimePoint m_opened;
    TimePoint m_sent;
    TimePoint m_firstByte;
    std::chrono::nanoseconds m_expiry { 0 };
};

} // namespace QtDynamoDBPrivate

#endif
