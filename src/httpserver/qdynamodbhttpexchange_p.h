// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBHTTPEXCHANGE_P_H
#define QDYNAMODBHTTPEXCHANGE_P_H

#include <QtDynamoDB/qdynamodbhttpexchange.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtHttpServer/qhttpserverresponder.h>
#include <QtNetwork/qtcpsocket.h>

#include <optional>

// The shared state of an exchange. It lives in the server's thread, and is deleted there even if
// the last copy of the exchange is destroyed in another one.
class QDynamoDBHttpExchangePrivate : public QObject
{
    Q_OBJECT

public:
    QDynamoDBHttpExchangePrivate(const QHttpServerRequest &request,
                                 QHttpServerResponder &&httpResponder,
                                 const QAbstractHttpServer *server);
    ~QDynamoDBHttpExchangePrivate() override;

    void watch(const QFuture<void> &call);
    void respond(QHttpServerResponse &&response);
    void finish(QFuture<void> call, const std::function<QHttpServerResponse()> &makeResponse);
    [[nodiscard]] QHttpServerResponse toResponse(const QDynamoDBError &error) const;

    QByteArray idHeader; // the header of the correlation id, in the request and the response
    QString correlationId;
    QString traceParent;
    QString traceState;

private:
    void handleDisconnect();
    [[nodiscard]] bool isClientConnected() const;

    std::optional<QHttpServerResponder> m_responder; // until the response is sent
    QPointer<QTcpSocket> m_socket; // of the HTTP client; null if unknown or disconnected
    bool m_hasSocket = false; // whether m_socket was known at first
    QList<QFuture<void>> m_calls; // cancelled when the HTTP client disconnects
};

#endif
