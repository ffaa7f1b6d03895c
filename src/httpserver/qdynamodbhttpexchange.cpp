// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "httpserver/qdynamodbhttpexchange_p.h"

#include "httpserver/httpproblem_p.h"
#include "measurements/traceparent_p.h"
#include "values/uuid_p.h"

#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qdebug.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qthread.h>
#include <QtHttpServer/qabstracthttpserver.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

Q_LOGGING_CATEGORY(lcHttpServer, "qtdynamodb.httpserver", QtWarningMsg)

namespace {

constexpr qsizetype maximumIdSize = 128; // characters

// Whether a correlation id can safely be written to headers, logs and databases.
bool isAcceptable(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= maximumIdSize
            && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isTraceState(const QByteArray &text)
{
    constexpr qsizetype longest = 512; // the size that W3C Trace Context requires to propagate
    return text.size() <= longest
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

// Returns the socket of a request, or null. Since Qt 6.5 the responder has no function for that, so
// the server's child sockets are searched for the addresses and ports of the request.
QTcpSocket *socketOf(const QHttpServerRequest &request,
                     [[maybe_unused]] const QHttpServerResponder &responder,
                     [[maybe_unused]] const QAbstractHttpServer *server)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    Q_UNUSED(request)
    return responder.socket();
#else
    if (!server)
        return nullptr;
    const auto sockets = server->findChildren<QTcpSocket *>();
    const auto found = std::find_if(sockets.begin(), sockets.end(), [&](QTcpSocket *socket) {
        return socket->peerPort() == request.remotePort()
                && socket->localPort() == request.localPort()
                && socket->peerAddress() == request.remoteAddress();
    });
    return found == sockets.end() ? nullptr : *found;
#endif
}

void setHeader(QHttpServerResponse &response, const QByteArray &name, const QByteArray &value)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    response.setHeader(name, value);
#else
    QHttpHeaders headers = response.headers();
    headers.replaceOrAppend(name, value);
    response.setHeaders(std::move(headers));
#endif
}

} // namespace

QDynamoDBHttpExchangePrivate::QDynamoDBHttpExchangePrivate(const QHttpServerRequest &request,
                                                           QHttpServerResponder &&httpResponder,
                                                           const QAbstractHttpServer *server)
    : m_responder(std::move(httpResponder))
{
    for (const char *name : { "Correlation-Id", "X-Correlation-Id", "X-Request-Id" }) {
        const QByteArray id = request.value(name);
        if (id.isEmpty())
            continue;
        idHeader = name;
        if (isAcceptable(id))
            correlationId = QString::fromLatin1(id);
        else
            qCInfo(lcHttpServer) << "an invalid correlation id was replaced";
        break;
    }
    if (idHeader.isEmpty())
        idHeader = "Correlation-Id";
    if (correlationId.isEmpty())
        correlationId = QString::fromLatin1(makeUuid());

    // QDynamoDBClient fails calls with an invalid traceparent. Header values from outside must not
    // cause that, so an invalid one is discarded.
    const QString parent = QString::fromLatin1(request.value("traceparent"));
    if (TraceParent::parse(parent)) {
        traceParent = parent;
        if (const QByteArray state = request.value("tracestate"); isTraceState(state))
            traceState = QString::fromLatin1(state);
    }

    m_socket = socketOf(request, *m_responder, server);
    if (m_socket) {
        m_hasSocket = true;
        connect(m_socket, &QTcpSocket::disconnected, this,
                &QDynamoDBHttpExchangePrivate::handleDisconnect);
        connect(m_socket, &QObject::destroyed, this,
                &QDynamoDBHttpExchangePrivate::handleDisconnect);
    }
}

QDynamoDBHttpExchangePrivate::~QDynamoDBHttpExchangePrivate()
{
    // The HTTP client must get a response.
    if (m_responder && isClientConnected()) {
        qCWarning(lcHttpServer) << "no response was given to the request with correlation id"
                                << correlationId;
        respond(QDynamoDBHttpExchange::problem({}, correlationId));
    }
}

bool QDynamoDBHttpExchangePrivate::isClientConnected() const
{
    return !m_hasSocket || (m_socket && m_socket->state() == QAbstractSocket::ConnectedState);
}

void QDynamoDBHttpExchangePrivate::handleDisconnect()
{
    m_responder.reset();
    for (QFuture<void> &call : m_calls)
        call.cancel();
    m_calls.clear();
}

void QDynamoDBHttpExchangePrivate::watch(const QFuture<void> &call)
{
    if (m_responder)
        m_calls.append(call);
    else
        QFuture<void>(call).cancel();
}

void QDynamoDBHttpExchangePrivate::respond(QHttpServerResponse &&response)
{
    if (!m_responder || !isClientConnected())
        return;
    if (m_socket)
        disconnect(m_socket, nullptr, this, nullptr);
    m_calls.clear();
    setHeader(response, idHeader, correlationId.toLatin1());
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    response.write(std::move(*m_responder));
#else
    m_responder->sendResponse(response);
#endif
    m_responder.reset();
}

void QDynamoDBHttpExchangePrivate::finish(QFuture<void> call,
                                          const std::function<QHttpServerResponse()> &makeResponse)
{
    if (!m_responder)
        return; // the HTTP client disconnected
    try {
        call.waitForFinished(); // does not wait; throws the exception of the call
        if (call.isCanceled())
            respond(toResponse(QDynamoDBError(Code::Cancelled, u"The call was cancelled."_s)));
        else
            respond(makeResponse());
    } catch (const QDynamoDBException &exception) {
        respond(toResponse(exception.error()));
    } catch (const std::exception &exception) {
        qCWarning(lcHttpServer) << correlationId << exception.what();
        respond(QDynamoDBHttpExchange::problem({}, correlationId));
    }
}

QHttpServerResponse QDynamoDBHttpExchangePrivate::toResponse(const QDynamoDBError &error) const
{
    QHttpServerResponse response = QDynamoDBHttpExchange::problem(error, correlationId);
    if (int(response.statusCode()) >= 500)
        qCWarning(lcHttpServer) << correlationId << error;
    else
        qCInfo(lcHttpServer) << correlationId << error;
    return response;
}

/*!
    \class QDynamoDBHttpExchange
    \inmodule QtDynamoDBHttpServer
    \since 0.1
    \brief A request to a QHttpServer together with its response, which results from DynamoDB calls.

    \code
    server.route(u"/threads/<arg>"_s, [&](const QString &id, const QHttpServerRequest &request,
                                          QDynamoDBHttpExchange::Responder responder) {
        const QDynamoDBHttpExchange exchange(request, std::move(responder), &server);
        exchange.respond(client.getItem(threadOf(id), exchange.callOptions()),
                         [](const QDynamoDB::GetItemResult &result) -> QHttpServerResponse {
                             return QJsonObject::fromVariantMap(result.item.toVariantMap());
                         });
    });
    \endcode

    A failed call becomes a response with the media type \c{application/problem+json}, as problem()
    describes. If the HTTP client disconnects, the calls are cancelled. If the last copy of an
    exchange is destroyed without a response, status 500 is sent.

    Copies of an exchange share its state. All functions must be called in the thread of the server.

    Warnings are logged to the category \c{qtdynamodb.httpserver}, with the correlation ID.
*/

/*!
    \fn void QDynamoDBHttpExchange::swap(QDynamoDBHttpExchange &other)
    \brief Swaps this exchange with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    \typealias QDynamoDBHttpExchange::Responder

    The parameter type of a route handler for its responder: \c{QHttpServerResponder &} since Qt
    6.8, and \c{QHttpServerResponder &&} before.
*/

/*!
    Constructs an exchange for \a request that responds through \a responder.

    The correlation ID is taken from the first of the headers \c Correlation-Id, \c X-Correlation-Id
    and \c X-Request-Id that is present, and sent back in the same header. If none is present, a
    random ID is sent in \c Correlation-Id. An ID is replaced by a random one if it is longer than
    128 characters or contains characters other than visible ASCII.

    Pass the \a server to detect that the HTTP client disconnects. Qt 6.4 does not require it for
    that.
*/
QDynamoDBHttpExchange::QDynamoDBHttpExchange(const QHttpServerRequest &request,
                                             QHttpServerResponder &&responder,
                                             const QAbstractHttpServer *server)
    : d(new QDynamoDBHttpExchangePrivate(request, std::move(responder), server),
        [](QDynamoDBHttpExchangePrivate *exchange) {
            if (exchange->thread() == QThread::currentThread())
                delete exchange;
            else
                exchange->deleteLater(); // a continuation in another thread had the last copy
        })
{
}

/*!
    Returns the correlation ID of the request.
*/
QString QDynamoDBHttpExchange::correlationId() const
{
    return d->correlationId;
}

/*!
    Returns options for calls on behalf of the request. They contain its correlation ID and, if the
    request has a valid \c traceparent header, its trace context.
*/
QDynamoDBCallOptions QDynamoDBHttpExchange::callOptions() const
{
    QDynamoDBCallOptions options;
    options.correlationId = d->correlationId;
    options.traceParent = d->traceParent;
    options.traceState = d->traceState;
    return options;
}

/*!
    \fn template<typename T> QFuture<T> QDynamoDBHttpExchange::watch(const QFuture<T> &call) const

    Cancels \a call if the HTTP client disconnects, and returns \a call.

    respond() does the same with its future. But cancelling the last future of a chain does not
    reach the first one, so begin a chain with \c{exchange.watch(client.getItem(...))}.
*/

/*!
    \fn template<typename T, typename Function> void QDynamoDBHttpExchange::respond(const QFuture<T> &call, Function toResponse) const

    Responds when \a call has finished. The function \a toResponse is called in the server's thread
    with the result of the call, and returns the response. If the call fails, the response is
    problem() of its error. Other exceptions, including those of \a toResponse, are logged and
    result in status 500. If the HTTP client disconnects first, the call is cancelled.
*/

/*!
    Sends \a response. Only the first response to a request is sent; later ones are ignored.
*/
void QDynamoDBHttpExchange::respond(QHttpServerResponse &&response) const
{
    d->respond(std::move(response));
}

/*!
    Sends problem() of \a error, and logs the error. Only the first response to a request is sent.
*/
void QDynamoDBHttpExchange::respond(const QDynamoDBError &error) const
{
    d->respond(d->toResponse(error));
}

/*!
    Returns a response for \a error: a status, and a body of type \c{application/problem+json} (RFC
    9457). The body reveals nothing about tables, keys, permissions or DynamoDB. It contains
    \a correlationId, unless that is empty, which leads to the details in logs and measurements.

    \table
    \header \li Status \li Codes
    \row \li 400
         \li invalid requests, such as \c Validation
    \row \li 404
         \li missing backups, exports, imports and similar resources
    \row \li 409
         \li \c ConditionalCheckFailed and other conflicts
    \row \li 410
         \li \c ExpiredIterator, \c TrimmedDataAccess
    \row \li 429
         \li throttling, with \c{Retry-After}; also \c NoCredentials if the environment variable
             \c DYNAMODB_NO_CREDS_RATE_LIMIT (or \c DYANMODB_NO_CREDS_RATE_LIMIT, the spelling of
             sprockets-dynamodb) is \c true
    \row \li 500
         \li all others: errors of the application, such as a missing table or permission
    \row \li 502
         \li an invalid response or none, for example \c Request
    \row \li 503
         \li \c ServiceUnavailable, \c Cancelled, \c ClientDestroyed
    \row \li 504
         \li \c Timeout
    \endtable

    A cancelled transaction has the status of its most specific cancellation reason.

    This function is thread-safe.
*/
QHttpServerResponse QDynamoDBHttpExchange::problem(const QDynamoDBError &error,
                                                   const QString &correlationId)
{
    const HttpProblem problem = httpProblem(error);
    QJsonObject body { { u"status"_s, int(problem.status) }, { u"title"_s, problem.title } };
    if (!correlationId.isEmpty())
        body.insert("correlationId"_L1, correlationId);
    QHttpServerResponse response("application/problem+json"_ba,
                                 QJsonDocument(body).toJson(QJsonDocument::Compact),
                                 problem.status);
    if (problem.retryAfter.count() > 0)
        setHeader(response, "Retry-After"_ba,
                  QByteArray::number(qint64(problem.retryAfter.count())));
    return response;
}

void QDynamoDBHttpExchange::cancelWithClient(const QFuture<void> &call) const
{
    d->watch(call);
}

void QDynamoDBHttpExchange::respondAfter(
        const QFuture<void> &call, const std::function<QHttpServerResponse()> &makeResponse) const
{
    QDynamoDB::whenDone(call, d.get(),
                        [exchange = d, call, makeResponse](const QDynamoDBExpected<void> &) {
                            exchange->finish(call, makeResponse);
                        });
}
