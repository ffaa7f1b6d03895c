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

// Lives in the server's thread, wherever the last of its users lets go of it.
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

    QByteArray idHeader; // where the correlation id came, and goes
    QString correlationId;
    QString traceParent;
    QString traceState;

private:
    void clientGone();
    [[nodiscard]] bool isClientThere() const;

    std::optional<QHttpServerResponder> m_responder; // until it has responded
    QPointer<QTcpSocket> m_socket; // the client's
    bool m_isWatching = false; // it was found
    QList<QFuture<void>> m_calls;
};

#endif
