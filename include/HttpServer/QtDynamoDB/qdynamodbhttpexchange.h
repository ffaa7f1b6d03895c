// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBHTTPEXCHANGE_H
#define QDYNAMODBHTTPEXCHANGE_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbhttpserverexports.h>

#include <QtCore/qfuture.h>
#include <QtHttpServer/qhttpserverrequest.h>
#include <QtHttpServer/qhttpserverresponder.h>
#include <QtHttpServer/qhttpserverresponse.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

QT_BEGIN_NAMESPACE
class QAbstractHttpServer;
QT_END_NAMESPACE

class QDynamoDBHttpExchangePrivate;

// A request to a QHttpServer together with its response. Copies share their state.
class Q_DYNAMODB_HTTPSERVER_EXPORT QDynamoDBHttpExchange
{
public:
    // The parameter type of a route handler, which depends on the version of Qt.
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    using Responder = QHttpServerResponder &&;
#else
    using Responder = QHttpServerResponder &;
#endif

    QDynamoDBHttpExchange(const QHttpServerRequest &request, QHttpServerResponder &&responder,
                          const QAbstractHttpServer *server = nullptr);

    void swap(QDynamoDBHttpExchange &other) noexcept
    {
        d.swap(other.d);
    }

    [[nodiscard]] QString correlationId() const;
    [[nodiscard]] QDynamoDBCallOptions callOptions() const;

    // Cancels the call if the HTTP client disconnects.
    template<typename T>
    QFuture<T> watch(const QFuture<T> &call) const
    {
        cancelWithClient(QFuture<void>(call));
        return call;
    }

    // Responds when the call has finished, with toResponse(result) or with its error.
    template<typename T, typename Function>
    void respond(const QFuture<T> &call, Function toResponse) const
    {
        watch(call);
        respondAfter(QFuture<void>(call), [call, toResponse]() -> QHttpServerResponse {
            if constexpr (std::is_void_v<T>)
                return toResponse();
            else
                return toResponse(call.result());
        });
    }
    void respond(QHttpServerResponse &&response) const;
    void respond(const QDynamoDBError &error) const;

    [[nodiscard]] static QHttpServerResponse problem(const QDynamoDBError &error,
                                                     const QString &correlationId = {});

private:
    void cancelWithClient(const QFuture<void> &call) const;
    void respondAfter(const QFuture<void> &call,
                      const std::function<QHttpServerResponse()> &makeResponse) const;

    std::shared_ptr<QDynamoDBHttpExchangePrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBHttpExchange)

#endif
