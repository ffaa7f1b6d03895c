// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnamtransport_p.h"
#include "transport/descriptors_p.h"
#include "transport/networklogging_p.h"
#include "transport/qnam/oneshotdevice_p.h"
#include "transport/proxies_p.h"
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

// What all requests have in common.
QNetworkRequest requestWith(const TransportOptions &options)
{
    QNetworkRequest result;
    // What Qt would say by itself otherwise: gzip, the user's language and Mozilla/5.0.
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
    // In whole seconds; the pool keeps to the exact time.
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

// None where Qt only turned the status of a complete response into an error.
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
        // The connection broke and the request's body didn't rewind. With a status this was too
        // late to matter: Qt rewinds for a redirect that it won't follow, and at times after a
        // response whose end is the close. resultOf() looks whether the response is complete.
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

// Failures on the way to whom we connect, which is the proxy if there is one.
bool isOnTheWay(Failure failure)
{
    return failure == Failure::HostNotFound || failure == Failure::ConnectionRefused
            || failure == Failure::ConnectionLost;
}

std::chrono::nanoseconds between(steady_clock::time_point from, steady_clock::time_point to)
{
    const steady_clock::time_point never;
    return from == never || to <= from ? std::chrono::nanoseconds(0) : to - from;
}

} // namespace

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
    for (Entry &entry : m_running) {
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
        m_pool.retireAll(); // a manager's open connections keep the settings they began with
    else
        m_pool.shrinkTo(m_options.maxConnections);
    scheduleStart();
}

void QnamTransport::send(TransportJob *job)
{
    Q_ASSERT(job && !m_jobs.contains(job));
    m_queue.emplace_back().job = job;
    m_jobs.insert(job, std::prev(m_queue.end()));
    scheduleStart();
}

void QnamTransport::abort(TransportJob *job)
{
    const auto found = m_jobs.constFind(job);
    if (found == m_jobs.constEnd())
        return;
    const Entries::iterator entry = *found;
    m_jobs.erase(found);
    if (m_asking == &*entry)
        m_asking = nullptr;
    if (!entry->manager) {
        m_queue.erase(entry);
        return;
    }
    qCDebug(lcNetwork) << "aborted";
    // The manager's thread may be in an endless head, and doesn't look up before its end. QSslSocket
    // doesn't close before its handshake is over.
    const bool stuck = entry->reply && !entry->head;
    dropReply(&*entry);
    m_pool.release(entry->manager, stuck ? Connection::Stuck : Connection::Closed);
    m_running.erase(entry);
    scheduleStart();
}

void QnamTransport::timeOut(TransportJob *job)
{
    const auto found = m_jobs.constFind(job);
    const bool wasRunning = found != m_jobs.constEnd() && (*found)->manager;
    abort(job);
    if (wasRunning)
        m_pool.retireAll();
}

void QnamTransport::scheduleStart()
{
    if (m_startScheduled || m_queue.empty() || inFlight() >= m_options.maxConnections)
        return;
    m_startScheduled = true;
    QMetaObject::invokeMethod(this, &QnamTransport::startQueued, Qt::QueuedConnection);
}

void QnamTransport::startQueued()
{
    m_startScheduled = false;
    while (!m_queue.empty() && inFlight() < m_options.maxConnections) {
        m_running.splice(m_running.end(), m_queue, m_queue.begin());
        m_running.back().manager = m_pool.acquire();
        start(&m_running.back());
    }
}

void QnamTransport::start(Entry *entry)
{
    m_asking = entry;
    TransportRequest request = entry->job->takeRequest();
    if (!m_asking)
        return; // aborted meanwhile
    m_asking = nullptr;

    if (const QString missing = missingForConnection(*entry->manager); !missing.isEmpty()) {
        TransportReply result;
        result.failure = Failure::Other;
        result.failureText = missing;
        result.mayHaveBeenSent = false;
        finish(entry, std::move(result), Connection::Closed);
        return;
    }
    QNetworkAccessManager *network = entry->manager->network.get();
    QNetworkRequest out = m_request;
    out.setUrl(request.url);
    for (HttpHeader &header : request.headers) {
        const bool isOwn = header.value.isDetached();
        out.setRawHeader(header.name, header.value);
        if (isOwn)
            entry->headers += std::move(header.value);
    }
    qCDebug(lcNetwork) << "sending" << request.method << request.body.size() << "bytes";
    out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    entry->body = new OneShotDevice(std::move(request.body));
    if (request.method == "POST")
        entry->reply = network->post(out, entry->body);
    else
        entry->reply = network->sendCustomRequest(out, request.method, entry->body);
    entry->body->setParent(entry->reply);
    watch(entry);
}

// A manager starts threads: one of its own, and those that look up names. A manager that has been
// used most likely needs neither, so the check is made at intervals only.
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
    if (reply->url().scheme() == "https"_L1) {
        connect(reply, &QNetworkReply::sslErrors, this, [entry](const QList<QSslError> &errors) {
            for (const QSslError &error : errors) {
                if (!entry->tlsText.isEmpty())
                    entry->tlsText += "; "_L1;
                entry->tlsText += error.errorString();
            }
        });
    }
    connect(reply, &QNetworkReply::finished, this, [this, entry] { onFinished(entry); });
}

void QnamTransport::onHead(Entry *entry)
{
    if (entry->head)
        return; // an authentication's head comes twice
    entry->answered = steady_clock::now();
    entry->head.emplace(*entry->reply);
    // The first request of a manager has a new connection. Of the others it isn't known.
    entry->reused = entry->manager->ended > 0;
    if (cameTooSoon(*entry)) {
        refuse(entry, Failure::ConnectionLost,
               tr("The response came sooner than the server can answer, so it belongs to another "
                  "request"));
    } else if (!entry->head->fault.isEmpty()) {
        refuse(entry, Failure::Protocol, entry->head->fault);
    } else if (checkSize(entry, entry->head->length.value_or(0))
               && !(entry->head->length && entry->head->endsByItself)) {
        connect(entry->reply, &QNetworkReply::readyRead, this, [this, entry] { onBody(entry); });
        onBody(entry); // an empty body is complete already
    }
}

void QnamTransport::onBody(Entry *entry)
{
    const qint64 size = entry->reply->bytesAvailable();
    if (!checkSize(entry, size) || entry->head->endsByItself || size < *entry->head->length)
        return;
    finish(entry, resultOf(*entry), Connection::Stuck);
}

// The time is counted from the handing over of the request's last byte, not from requestSent(),
// which may come late: a busy thread must not make responses suspicious.
bool QnamTransport::cameTooSoon(const Entry &entry)
{
    if (entry.body->lastRead() == TimePoint())
        return false;
    const QUrl url = entry.reply->url();
    const auto answer = between(entry.body->lastRead(), entry.answered);
    if (entry.reused)
        return m_distances.isTooSoon(url, answer);
    if (entry.connecting != TimePoint())
        m_distances.learn(url, between(entry.connecting, entry.body->firstRead()), answer);
    return false;
}

// False where the entry has ended for it.
bool QnamTransport::checkSize(Entry *entry, qint64 size)
{
    if (size <= m_options.maxBodySize)
        return true;
    refuse(entry, Failure::Protocol,
           tr("The response is larger than %1 bytes").arg(m_options.maxBodySize));
    return false;
}

// Ends what can't be a response to the request, and the use of all that came with it.
void QnamTransport::refuse(Entry *entry, Failure failure, const QString &text)
{
    TransportReply result;
    result.failure = failure;
    result.failureText = text;
    result.status = std::max(0, entry->head->status);
    if (failure == Failure::ConnectionLost)
        m_pool.retireAll();
    finish(entry, std::move(result), Connection::Stuck);
}

void QnamTransport::onFinished(Entry *entry)
{
    TransportReply result = resultOf(*entry);
    Connection connection = Connection::Kept;
    if (result.failure == Failure::ProxyAuthentication)
        connection = Connection::Stuck; // the manager would keep the wrong credentials
    else if (result.failure != Failure::None)
        connection = Connection::Closed;
    // One that had been idle was lost, and the others that are may be lost as well. With 408 a server
    // ends an unused connection: it sent that before it knew of the request.
    const bool wasReused = entry->connecting == TimePoint();
    if ((result.failure == Failure::ConnectionLost && wasReused) || result.status == 408)
        m_pool.retireAll();
    else if (connection == Connection::Kept && entry->head && entry->head->isAmbiguous)
        m_pool.retire(entry->manager);
    finish(entry, std::move(result), connection);
}

void QnamTransport::finish(Entry *entry, TransportReply &&result, Connection connection)
{
    qCDebug(lcNetwork) << "finished with status" << result.status << "failure"
                       << int(result.failure) << "and" << result.body.size() << "bytes";
    TransportJob *job = entry->job;
    const Entries::iterator position = m_jobs.take(job);
    // The request went out, so Qt does not read these any more. It shares the memory until it has
    // deleted the reply, some time later.
    if (entry->head || (entry->reply && entry->reply->isFinished())) {
        for (const QByteArray &value : std::as_const(entry->headers))
            wipe(const_cast<char *>(value.constData()), std::size_t(value.size()));
    }
    dropReply(entry);
    m_pool.release(entry->manager, connection);
    m_running.erase(position);
    scheduleStart();
    job->finished(std::move(result)); // last: it may do anything but destroy this
}

void QnamTransport::dropReply(Entry *entry)
{
    if (QNetworkReply *reply = std::exchange(entry->reply, nullptr)) {
        reply->disconnect(this);
        reply->abort(); // nothing for one that is finished
        reply->deleteLater();
    }
}

TransportReply QnamTransport::resultOf(const Entry &entry) const
{
    QNetworkReply *reply = entry.reply;
    TransportReply result;
    result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    result.reused = entry.reused;
    result.failure = failureOf(reply->error(), result.status,
                               reply->hasRawHeader("transfer-encoding"_ba));
    const auto &headers = reply->rawHeaderPairs();
    result.headers.reserve(headers.size());
    for (const auto &[name, value] : headers)
        result.headers.append({ name.toLower(), value });

    const qint64 announced = entry.head ? entry.head->length.value_or(-1) : -1; // -1: not known
    const qint64 size = std::clamp<qint64>(reply->bytesAvailable(), 0,
                                           announced < 0 ? m_options.maxBodySize : announced);
    result.body.reserve(size + bodyPadding);
    result.body.resize(size);
    const qint64 read = reply->read(result.body.data(), size);
    result.body.resize(std::max<qint64>(0, read));

    const QNetworkProxy proxy = result.failure == Failure::None
            ? QNetworkProxy(QNetworkProxy::NoProxy)
            : proxyFor(reply->url(), m_options.proxy);
    if (result.failure == Failure::ProxyAuthentication) {
        if (isProxy(proxy)) {
            result.mayHaveBeenSent = false;
            result.failureText = authenticationText(proxy);
        } else {
            result.failure = Failure::None; // a status of the server's own
        }
    } else if (result.failure != Failure::None) {
        // Of an empty body nobody knows when it was sent.
        const bool unreached = result.failure == Failure::HostNotFound
                || result.failure == Failure::ConnectionRefused || result.failure == Failure::Tls;
        result.mayHaveBeenSent = entry.isConnected() || (!entry.body->size() && !unreached);
        if (!result.mayHaveBeenSent && isOnTheWay(result.failure) && isProxy(proxy))
            result.failure = Failure::Proxy;
        if (!entry.tlsText.isEmpty())
            result.failureText = entry.tlsText;
        else if (reply->error() == QNetworkReply::ContentReSendError)
            result.failureText = tr("The connection closed before the response was complete");
        else
            result.failureText = reply->errorString();
    }
    if (result.failure == Failure::None) {
        // Qt takes an early close for the end of a body in some cases.
        if (!result.status) {
            result.failure = Failure::Protocol;
            result.failureText = tr("The answer is not HTTP");
        } else if (announced >= 0 && announced != result.body.size()) {
            result.failure = Failure::ConnectionLost;
            result.failureText = tr("The connection closed after %1 of %2 bytes")
                                         .arg(result.body.size())
                                         .arg(announced);
        }
    }

    const TimePoint connected = entry.body->isTouched() ? entry.body->firstRead() : entry.sent;
    result.connecting = between(entry.connecting, connected);
    result.waiting = between(entry.sent, entry.answered);
    result.receiving = between(entry.answered, steady_clock::now());
    return result;
}

} // namespace QtDynamoDBPrivate
