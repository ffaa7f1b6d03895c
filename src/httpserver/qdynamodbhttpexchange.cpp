// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "httpserver/qdynamodbhttpexchange_p.h"

#include "httpserver/httpproblem_p.h"

#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qdebug.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qthread.h>
#include <QtCore/quuid.h>
#include <QtHttpServer/qabstracthttpserver.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

Q_LOGGING_CATEGORY(lcHttpServer, "qtdynamodb.httpserver", QtWarningMsg)

namespace {

constexpr qsizetype longestId = 128;

// It goes into headers, logs and databases: what is long or looks odd is somebody's attempt.
bool isAcceptable(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= longestId
            && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// The client refuses calls with anything else; a stranger's mistake must not do that to ours.
bool isTraceParent(const QByteArray &text)
{
    static const QRegularExpression pattern(
            u"^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\\z"_s);
    return pattern.match(QString::fromLatin1(text)).hasMatch();
}

bool isTraceState(const QByteArray &text)
{
    constexpr qsizetype longest = 512; // which everybody has to pass on
    return text.size() <= longest
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

// Since Qt 6.5 the responder does not tell; the connection is below the server, and known by its ends.
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
            qCInfo(lcHttpServer) << "a correlation id that none can be was replaced";
        break;
    }
    if (idHeader.isEmpty())
        idHeader = "Correlation-Id";
    if (correlationId.isEmpty())
        correlationId = QUuid::createUuid().toString(QUuid::WithoutBraces);

    if (const QByteArray parent = request.value("traceparent"); isTraceParent(parent)) {
        traceParent = QString::fromLatin1(parent);
        if (const QByteArray state = request.value("tracestate"); isTraceState(state))
            traceState = QString::fromLatin1(state);
    }

    m_socket = socketOf(request, *m_responder, server);
    if (m_socket) {
        m_isWatching = true;
        connect(m_socket, &QTcpSocket::disconnected, this,
                &QDynamoDBHttpExchangePrivate::clientGone);
        connect(m_socket, &QObject::destroyed, this, &QDynamoDBHttpExchangePrivate::clientGone);
    }
}

QDynamoDBHttpExchangePrivate::~QDynamoDBHttpExchangePrivate()
{
    // Whoever asked is not left waiting.
    if (m_responder && isClientThere()) {
        qCWarning(lcHttpServer) << "nobody responded to the request of correlation id"
                                << correlationId;
        respond(QDynamoDBHttpExchange::problem({}, correlationId));
    }
}

bool QDynamoDBHttpExchangePrivate::isClientThere() const
{
    return !m_isWatching || (m_socket && m_socket->state() == QAbstractSocket::ConnectedState);
}

void QDynamoDBHttpExchangePrivate::clientGone()
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
    if (!m_responder || !isClientThere())
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
        return; // the client has gone
    try {
        call.waitForFinished(); // it has; this throws what it failed with
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
    \brief Answers a request to a QHttpServer with what a call comes to.

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

    A call that fails becomes a response in \c{application/problem+json}: see problem(). A client
    that goes away cancels its calls. An exchange that nobody responds to responds with status 500.

    The exchange belongs to the thread of its server, and so do its functions.
*/

/*!
    \typealias QDynamoDBHttpExchange::Responder

    How a handler takes its responder: \c{QHttpServerResponder &} since Qt 6.8, and
    \c{QHttpServerResponder &&} before.
*/

/*!
    Takes over the response to \a request. It is known by the correlation id that came in the header
    \c Correlation-Id, \c X-Correlation-Id or \c X-Request-Id, the first that is there, or else by a
    random one; the response has it, in the same header. One that is longer than 128 characters, or
    has others than the visible ones of ASCII, is replaced.

    The \a server is where it learns that the client has gone away; with Qt 6.4 it knows without.
*/
QDynamoDBHttpExchange::QDynamoDBHttpExchange(const QHttpServerRequest &request,
                                             QHttpServerResponder &&responder,
                                             const QAbstractHttpServer *server)
    : d(new QDynamoDBHttpExchangePrivate(request, std::move(responder), server),
        [](QDynamoDBHttpExchangePrivate *exchange) {
            if (exchange->thread() == QThread::currentThread())
                delete exchange;
            else
                exchange->deleteLater(); // a continuation had it last
        })
{
}

/*!
    What the request is known by.
*/
QString QDynamoDBHttpExchange::correlationId() const
{
    return d->correlationId;
}

/*!
    Options for the calls that are made on behalf of the request: with its correlation id, and its
    trace context if it has a valid one.
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

    Cancels \a call when the client goes away, and returns it. respond() does that too, but
    cancelling the end of a chain does not reach its start: \c{exchange.watch(client.getItem(...))}
    is what a chain begins with.
*/

/*!
    \fn template<typename T, typename Function> void QDynamoDBHttpExchange::respond(const QFuture<T>
   &call, Function toResponse) const

    Responds when \a call has ended: with what \a toResponse, called in the server's thread, makes
    of its result, or with problem() of its error. Other exceptions, also those of \a toResponse,
    are logged and become status 500.
*/

/*!
    Responds with \a response now. Only the first response counts.
*/
void QDynamoDBHttpExchange::respond(QHttpServerResponse &&response) const
{
    d->respond(std::move(response));
}

/*!
    Responds with problem() of \a error now.
*/
void QDynamoDBHttpExchange::respond(const QDynamoDBError &error) const
{
    d->respond(d->toResponse(error));
}

/*!
    The response that \a error is: a status, and a body in \c{application/problem+json} (RFC 9457)
    that tells nothing of tables, keys, rights or DynamoDB, but has the \a correlationId, if any, by
    which logs and measurements tell more.

    \table
    \header \li Status \li Codes
    \row \li 409 \li \c ConditionalCheckFailed and other conflicts
    \row \li 429 \li throttling, with \c{Retry-After}; \c NoCredentials, if
         \c DYNAMODB_NO_CREDS_RATE_LIMIT, or the same as it was once misspelt,
         \c DYANMODB_NO_CREDS_RATE_LIMIT, is \c true
    \row \li 400 \li what the service finds invalid
    \row \li 404, 410 \li backups, exports and the like that are not there; streams' iterators that
         expired
    \row \li 502, 503, 504 \li no answer, a wrong one or none in time; shutting down
    \row \li 500 \li all others: those that the application is to blame for, such as a missing table
         or right
    \endtable

    A cancelled transaction is what its most telling reason is.
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
