// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnamtransport_p.h"

#include "transport/descriptors_p.h"
#include "transport/networklogging_p.h"
#include "transport/proxies_p.h"
#include "transport/qnam/oneshotdevice_p.h"
#include "transport/tlserrors_p.h"
#include "transport/wipe_p.h"

#include <QtNetwork/qnetworkaccessmanager.h>
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QtNetwork/qhttp1configuration.h>
#endif

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using std::chrono::steady_clock;
using Connection = QnamManagerPool::Connection;
using Failure = TransportReply::Failure;

namespace {

// Returns a request with the settings that all requests share.
QNetworkRequest requestWith(const TransportOptions &options)
{
    QNetworkRequest result;
    // Replace Qt's own values: gzip, the user's language and Mozilla/5.0.
    result.setRawHeader("accept-encoding"_ba, "identity"_ba);
    result.setRawHeader("accept-language"_ba, "*"_ba);
    result.setRawHeader("user-agent"_ba, "QtDynamoDB"_ba);

    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Qt takes whole seconds; the pool enforces the exact time.
    const auto expiry = std::chrono::ceil<std::chrono::seconds>(options.idleTimeout);
    result.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute,
                        int(std::clamp<qint64>(expiry.count(), 1, 24 * 3600)));
    if (options.sslConfiguration)
        result.setSslConfiguration(*options.sslConfiguration);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QHttp1Configuration configuration;
    configuration.setNumberOfConnectionsPerHost(QnamManagerPool::connectionsPerManager);
    result.setHttp1Configuration(configuration);
#endif
    return result;
}

// Returns None if Qt made the error from the status of a complete response.
Failure failureOf(QNetworkReply::NetworkError error, int status, bool chunked)
{
    switch (error) {
    case QNetworkReply::NoError:
        return Failure::None;
    case QNetworkReply::ConnectionRefusedError:
        return Failure::ConnectionRefused;
    case QNetworkReply::HostNotFoundError:
        return Failure::HostNotFound;
    case QNetworkReply::SslHandshakeFailedError:
        return Failure::Tls;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return Failure::ConnectionLost;
    case QNetworkReply::ContentReSendError:
        // Qt tried to rewind the request's body, because the connection broke. If there is a
        // status, the response may be complete, which replyOf() checks: Qt also rewinds for a
        // redirect that it doesn't follow, and sometimes after a response that ends with the
        // connection.
        return status && !chunked ? Failure::None : Failure::ConnectionLost;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Failure::ProxyAuthentication;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return Failure::Proxy;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Failure::Protocol;
    default:
        return status >= 400 ? Failure::None : Failure::Other;
    }
}

// Whether connecting failed: to the server or, if there is one, to the proxy.
bool isOfConnecting(Failure failure)
{
    return failure == Failure::HostNotFound || failure == Failure::ConnectionRefused
            || failure == Failure::ConnectionLost;
}

} // namespace

// Qt reads the body of a request once the connection is open.
bool QnamTransport::Entry::isConnected() const
{
    return sent != TimePoint() || body->isTouched();
}

QnamTransport::QnamTransport(QObject *parent)
    : QnamTransport(TransportOptions(), parent)
{
}

QnamTransport::QnamTransport(const TransportOptions &options, QObject *parent)
    : Transport(parent)
{
    setOptions(options);
}

QnamTransport::~QnamTransport()
{
    for (Entry &entry : m_jobs.entriesInFlight()) {
        dropReply(&entry);
        m_pool.release(entry.manager, Connection::Stuck);
    }
}

void QnamTransport::setOptions(const TransportOptions &options)
{
    const bool proxyChanged = options.proxy != m_options.proxy;
    const bool tlsChanged = options.sslConfiguration != m_options.sslConfiguration;
    m_options = options;
    m_options.maxConnections = std::max(1, options.maxConnections);
    m_request = requestWith(m_options);
    m_pool.setIdleTimeout(options.idleTimeout, options.now);
    if (proxyChanged || tlsChanged)
        m_distances.clear();
    if (proxyChanged)
        m_pool.setProxy(options.proxy);
    else if (tlsChanged)
        m_pool.retireAll(); // the open connections have the old settings
    else
        m_pool.shrinkTo(m_options.maxConnections);
    m_jobs.setLimit(m_options.maxConnections);
}

void QnamTransport::send(TransportJob *job)
{
    m_jobs.add(job);
}

bool QnamTransport::abort(TransportJob *job)
{
    Entry *entry = m_jobs.find(job);
    if (!entry)
        return false;
    // Qt does not read an empty body, so it isn't known whether the request was sent.
    const bool mayHaveBeenSent = entry->reply && (entry->isConnected() || !entry->body->size());
    if (entry->isInFlight) {
        qCDebug(lcNetwork) << "aborted";
        // The manager's thread may be reading an endless head, and stops only at the head's end.
        // QSslSocket doesn't close before its handshake has ended.
        const bool stuck = entry->reply && !entry->head;
        dropReply(entry);
        m_pool.release(entry->manager, stuck ? Connection::Stuck : Connection::Closed);
    }
    m_jobs.remove(entry);
    return mayHaveBeenSent;
}

bool QnamTransport::timeOut(TransportJob *job)
{
    const Entry *entry = m_jobs.find(job);
    const bool wasInFlight = entry && entry->isInFlight;
    const bool mayHaveBeenSent = abort(job);
    if (wasInFlight)
        m_pool.retireAll();
    return mayHaveBeenSent;
}

void QnamTransport::start(Entry *entry)
{
    entry->manager = m_pool.acquire();
    std::optional<TransportRequest> request = m_jobs.takeRequest(entry);
    if (!request)
        return;
    if (const QString missing = missingForConnection(*entry->manager); !missing.isEmpty()) {
        finish(entry, TransportReply::unsent(Failure::Other, missing), Connection::Closed);
        return;
    }
    if (request->warmUp) {
        connectAhead(entry, request->url);
        return;
    }
    QNetworkAccessManager *network = entry->manager->network.get();
    QNetworkRequest out = m_request;
    out.setUrl(request->url);
    for (HttpHeader &header : request->headers) {
        const bool isOwn = header.value.isDetached();
        out.setRawHeader(header.name, header.value);
        if (isOwn)
            entry->headers += std::move(header.value);
    }
    qCDebug(lcNetwork) << "sending" << request->method << request->body.size() << "bytes";
    out.setHeader(QNetworkRequest::ContentLengthHeader, request->body.size());
    entry->body = new OneShotDevice(std::move(request->body));
    if (request->method == "POST")
        entry->reply = network->post(out, entry->body);
    else
        entry->reply = network->sendCustomRequest(out, request->method, entry->body);
    entry->body->setParent(entry->reply);
    watch(entry);
}

// Does the same as QNetworkAccessManager::connectToHost(), with the settings of the requests, whose
// connections Qt takes for others otherwise, and with a reply that reports errors. The manager
// opens as many connections as it has such jobs. It ends all of them with the first connection that
// is open.
void QnamTransport::connectAhead(Entry *entry, const QUrl &url)
{
    entry->isWarmUp = true;
    QNetworkRequest out = m_request;
    QUrl ahead;
    ahead.setScheme(preconnectPrefix + url.scheme());
    ahead.setHost(url.host());
    ahead.setPort(url.port());
    out.setUrl(ahead);
    entry->body = new OneShotDevice({});
    entry->reply = entry->manager->network->get(out);
    entry->body->setParent(entry->reply);
    watch(entry);
}

// Returns an error text if there are too few descriptors for the threads that a manager starts: its
// own, and those that look up names. A manager that was used before most likely starts none, so it
// is checked from time to time only.
QString QnamTransport::missingForConnection(const QnamManagerPool::Manager &manager)
{
    const TimePoint now = steady_clock::now();
    if (manager.ended > 0 && now - m_descriptorsChecked < std::chrono::milliseconds(50))
        return {};
    QString missing = missingDescriptors();
    m_descriptorsChecked = missing.isEmpty() ? now : TimePoint();
    return missing;
}

void QnamTransport::watch(Entry *entry)
{
    QNetworkReply *reply = entry->reply;
    connect(reply, &QNetworkReply::socketStartedConnecting, this,
            [entry] { entry->connecting = steady_clock::now(); });
    connect(reply, &QNetworkReply::requestSent, this,
            [entry] { entry->sent = steady_clock::now(); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this, entry] { onHead(entry); });
    if (reply->url().scheme().endsWith("https"_L1)) {
        connect(reply, &QNetworkReply::sslErrors, this,
                [entry](const QList<QSslError> &errors) { addTlsErrors(errors, &entry->tlsText); });
    }
    connect(reply, &QNetworkReply::finished, this, [this, entry] { onFinished(entry); });
}

void QnamTransport::onHead(Entry *entry)
{
    if (entry->head)
        return; // Qt reports the head of an authentication twice
    entry->headArrived = steady_clock::now();
    entry->head.emplace(*entry->reply);
    // The first request of a manager has a new connection. A later one may have a used connection.
    entry->reused = entry->manager->ended > 0;
    if (arrivedTooSoon(*entry)) {
        refuse(entry, Failure::ConnectionLost,
               u"The response arrived sooner than the server can respond, so it belongs to another "
               "request"_s);
    } else if (!entry->head->fault.isEmpty()) {
        refuse(entry, Failure::Protocol, entry->head->fault);
    } else if (checkSize(entry, entry->head->length.value_or(0))
               && !(entry->head->length && entry->head->endsByItself)) {
        connect(entry->reply, &QNetworkReply::readyRead, this, [this, entry] { onBody(entry); });
        onBody(entry); // the body may be complete already
    }
}

void QnamTransport::onBody(Entry *entry)
{
    const qint64 size = entry->reply->bytesAvailable();
    if (!checkSize(entry, size) || entry->head->endsByItself || size < *entry->head->length)
        return;
    finish(entry, replyOf(*entry), Connection::Stuck);
}

// Whether the response can't be one to the request, because the server is further away. Counts the
// time from the moment when Qt took the request's last byte. requestSent() may be late: a busy
// thread must not make responses suspicious.
bool QnamTransport::arrivedTooSoon(const Entry &entry)
{
    if (entry.body->lastRead() == TimePoint())
        return false;
    const QUrl url = entry.reply->url();
    const auto responseTime = elapsed(entry.body->lastRead(), entry.headArrived);
    if (entry.reused)
        return m_distances.isTooSoon(url, responseTime);
    if (entry.connecting != TimePoint())
        m_distances.learn(url, elapsed(entry.connecting, entry.body->firstRead()), responseTime);
    return false;
}

// Refuses a body that is too large; the entry is gone then. Returns whether the size is allowed.
bool QnamTransport::checkSize(Entry *entry, qint64 size)
{
    if (size <= m_options.maxBodySize)
        return true;
    refuse(entry, Failure::Protocol,
           u"The response is larger than %1 bytes"_s.arg(m_options.maxBodySize));
    return false;
}

// Ends the job with a failure, because of its response, and the use of the manager.
void QnamTransport::refuse(Entry *entry, Failure failure, const QString &text)
{
    TransportReply reply;
    reply.failure = failure;
    reply.failureText = text;
    reply.status = std::max(0, entry->head->status);
    if (failure == Failure::ConnectionLost)
        m_pool.retireAll();
    finish(entry, std::move(reply), Connection::Stuck);
}

void QnamTransport::onFinished(Entry *entry)
{
    const bool isOpen = entry->isWarmUp && entry->reply->error() == QNetworkReply::NoError;
    TransportReply reply = isOpen ? TransportReply() : replyOf(*entry);
    Connection connection = Connection::Kept;
    if (reply.failure == Failure::ProxyAuthentication)
        connection = Connection::Stuck; // the manager would keep the wrong credentials
    else if (reply.failure != Failure::None)
        connection = Connection::Closed;
    // If a connection that had been idle was lost, other idle ones may be lost as well. With 408 a
    // server closes an idle connection: it sent the response before it received the request.
    const bool wasReused = entry->connecting == TimePoint() && !entry->isWarmUp;
    if ((reply.failure == Failure::ConnectionLost && wasReused) || reply.status == 408)
        m_pool.retireAll();
    else if (connection == Connection::Kept && entry->head && entry->head->isAmbiguous)
        m_pool.retire(entry->manager);
    finish(entry, std::move(reply), connection);
}

void QnamTransport::finish(Entry *entry, TransportReply &&reply, Connection connection)
{
    // Once the request was sent, Qt does not read its headers any more. It shares their memory
    // until it deletes the reply, some time later.
    if (entry->head || (entry->reply && entry->reply->isFinished())) {
        for (const QByteArray &value : std::as_const(entry->headers))
            wipe(const_cast<char *>(value.constData()), std::size_t(value.size()));
    }
    dropReply(entry);
    m_pool.release(entry->manager, connection);
    m_jobs.finish(entry, std::move(reply));
}

void QnamTransport::dropReply(Entry *entry)
{
    if (QNetworkReply *reply = std::exchange(entry->reply, nullptr)) {
        reply->disconnect(this);
        reply->abort(); // does nothing to a finished one
        reply->deleteLater();
    }
}

TransportReply QnamTransport::replyOf(const Entry &entry) const
{
    QNetworkReply *network = entry.reply;
    TransportReply reply;
    reply.status = network->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply.reused = entry.reused;
    reply.failure = failureOf(network->error(), reply.status,
                              network->hasRawHeader("transfer-encoding"_ba));
    const auto &headers = network->rawHeaderPairs();
    reply.headers.reserve(headers.size());
    for (const auto &[name, value] : headers)
        reply.headers.append({ name.toLower(), value });

    const qint64 announced = entry.head ? entry.head->length.value_or(-1) : -1; // -1: unknown
    const qint64 size = std::clamp<qint64>(network->bytesAvailable(), 0,
                                           announced < 0 ? m_options.maxBodySize : announced);
    reply.body.reserve(size + bodyPadding);
    reply.body.resize(size);
    const qint64 read = network->read(reply.body.data(), size);
    reply.body.resize(std::max<qint64>(0, read));

    const QNetworkProxy proxy = reply.failure == Failure::None
            ? QNetworkProxy(QNetworkProxy::NoProxy)
            : proxyFor(network->url(), m_options.proxy);
    if (reply.failure == Failure::ProxyAuthentication) {
        if (isProxy(proxy)) {
            reply.mayHaveBeenSent = false;
            reply.failureText = authenticationText(proxy);
        } else {
            reply.failure = Failure::None; // the server sent the status 407 itself
        }
    } else if (reply.failure != Failure::None) {
        // Qt does not read an empty body, so it isn't known whether the request was sent.
        const bool unreached = reply.failure == Failure::HostNotFound
                || reply.failure == Failure::ConnectionRefused || reply.failure == Failure::Tls;
        reply.mayHaveBeenSent = entry.isConnected() || (!entry.body->size() && !unreached);
        if (!reply.mayHaveBeenSent && isOfConnecting(reply.failure) && isProxy(proxy))
            reply.failure = Failure::Proxy;
        if (!entry.tlsText.isEmpty())
            reply.failureText = entry.tlsText;
        else if (network->error() == QNetworkReply::ContentReSendError)
            reply.failureText = u"The connection closed before the response was complete"_s;
        else
            reply.failureText = network->errorString();
    }
    if (reply.failure == Failure::None) {
        // In some cases, Qt takes an early close for the end of the body.
        if (!reply.status) {
            reply.failure = Failure::Protocol;
            reply.failureText = u"The response is not HTTP"_s;
        } else if (announced >= 0 && announced != reply.body.size()) {
            reply.failure = Failure::ConnectionLost;
            reply.failureText = u"The connection closed after %1 of %2 bytes"_s
                                        .arg(reply.body.size())
                                        .arg(announced);
        }
    }

    const TimePoint connected = entry.body->isTouched() ? entry.body->firstRead() : entry.sent;
    reply.connecting = elapsed(entry.connecting, connected);
    reply.waiting = elapsed(entry.sent, entry.headArrived);
    reply.receiving = elapsed(entry.headArrived, steady_clock::now());
    return reply;
}

} // namespace QtDynamoDBPrivate
