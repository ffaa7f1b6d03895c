// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/directtransport_p.h"

#include "transport/descriptors_p.h"
#include "transport/httpsyntax_p.h"
#include "transport/networklogging_p.h"
#include "transport/wipe_p.h"

#include <QtCore/qcoreevent.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Failure = TransportReply::Failure;

namespace {

constexpr qsizetype longBody = qsizetype(128) * 1024; // bytes

template<typename T>
bool removeOne(std::vector<T> &all, const T &one)
{
    const auto found = std::find(all.begin(), all.end(), one);
    if (found == all.end())
        return false;
    all.erase(found);
    return true;
}

} // namespace

DirectTransport::DirectTransport(QObject *parent)
    : DirectTransport(TransportOptions(), parent)
{
}

DirectTransport::DirectTransport(const TransportOptions &options, QObject *parent)
    : Transport(parent)
{
    setOptions(options);
}

DirectTransport::~DirectTransport() = default;

void DirectTransport::setOptions(const TransportOptions &options)
{
    const bool retires = options.proxy != m_options.proxy
            || options.sslConfiguration != m_options.sslConfiguration;
    m_options = options;
    m_options.maxConnections = std::max(1, options.maxConnections);
    if (retires) {
        m_urlOrigin.reset();
        for (const Origin &origin : std::exchange(m_origins, {})) {
            origin->retired = true;
            dropIdle(origin.get());
            dropSurplus(origin.get());
        }
    }
    while (m_connections > m_options.maxConnections && makeRoom()) {}
    m_jobs.setLimit(m_options.maxConnections);
}

void DirectTransport::send(TransportJob *job)
{
    m_jobs.add(job);
}

bool DirectTransport::abort(TransportJob *job)
{
    DirectEntry *entry = m_jobs.find(job);
    if (!entry)
        return false;
    const bool mayHaveBeenSent = entry->connection != nullptr;
    if (entry->isInFlight)
        qCDebug(lcNetwork) << "aborted";
    if (entry->connection) {
        drop(entry->connection);
    } else if (entry->origin) {
        entry->origin->waiting.remove(entry);
        dropSurplus(entry->origin.get());
    }
    m_jobs.remove(entry);
    return mayHaveBeenSent;
}

bool DirectTransport::timeOut(TransportJob *job)
{
    const DirectEntry *entry = m_jobs.find(job);
    const Origin origin = entry ? entry->origin : Origin();
    const bool mayHaveBeenSent = abort(job);
    if (origin)
        dropIdle(origin.get());
    return mayHaveBeenSent;
}

void DirectTransport::dropIdle()
{
    for (const Origin &origin : m_origins)
        dropIdle(origin.get());
}

void DirectTransport::start(DirectEntry *entry)
{
    std::optional<TransportRequest> request = m_jobs.takeRequest(entry);
    if (!request)
        return;
    entry->origin = originFor(request->url);
    if (!entry->origin) {
        m_jobs.finish(entry,
                      TransportReply::unsent(Failure::Other,
                                             u"The URL of the request is not one of http or https"_s));
        return;
    }
    entry->warmUp = request->warmUp;
    if (entry->warmUp && useWarm(entry))
        return;
    if (entry->warmUp) {
        waitForConnection(entry);
        return;
    }
    const bool isWritten = write(entry, *request);
    for (HttpHeader &header : request->headers)
        wipe(header.value); // a session token, for example
    if (!isWritten) {
        m_jobs.finish(entry,
                      TransportReply::unsent(Failure::Other,
                                             u"A header of the request has a line break"_s));
        return;
    }
    qCDebug(lcNetwork) << "sending" << request->method << request->body.size() << "bytes";
    dispatch(entry);
}

// Writes the request into one buffer, for one write to the socket. A long body stays separate: a
// second write is cheaper than a copy. Returns false if a header has a line break.
bool DirectTransport::write(DirectEntry *entry, const TransportRequest &request)
{
    const bool isLong = request.body.size() > longBody;
    qsizetype size = request.method.size() + m_target.size() + m_host.size() + 128;
    if (!isLong)
        size += request.body.size();
    for (const HttpHeader &header : request.headers)
        size += header.name.size() + header.value.size() + 4;
    entry->method = request.method;
    QByteArray &out = entry->request;
    out.reserve(size);

    const auto add = [&out](QByteArrayView name, QByteArrayView value) {
        out += name;
        out += ": ";
        out += value;
        out += "\r\n";
    };
    const auto has = [&request](QByteArrayView name) {
        return std::any_of(request.headers.cbegin(), request.headers.cend(),
                           [name](const HttpHeader &header) { return header.name == name; });
    };
    if (hasLineBreak(request.method))
        return false;
    out += request.method;
    out += ' ';
    out += m_target;
    out += " HTTP/1.1\r\n";
    if (!has("host"))
        add("host", m_host);
    for (const HttpHeader &header : request.headers) {
        if (hasLineBreak(header.name) || hasLineBreak(header.value))
            return false;
        add(header.name, header.value);
    }
    if (!has("accept-encoding"))
        add("accept-encoding", "identity");
    if (!has("user-agent"))
        add("user-agent", "QtDynamoDB");
    add("content-length", QByteArray::number(request.body.size()));
    out += "\r\n";
    if (isLong)
        entry->body = request.body;
    else
        out += request.body;
    return true;
}

DirectTransport::Origin DirectTransport::originFor(const QUrl &url)
{
    if (m_urlOrigin && url == m_url)
        return m_urlOrigin;
    const bool secure = url.scheme() == "https"_L1;
    if ((!secure && url.scheme() != "http"_L1) || url.host().isEmpty())
        return {};
    QUrl base;
    base.setScheme(url.scheme());
    base.setHost(url.host());
    base.setPort(url.port(secure ? 443 : 80));
    auto origin = std::find_if(m_origins.begin(), m_origins.end(),
                               [&base](const Origin &known) { return known->url == base; });
    if (origin == m_origins.end()) {
        origin = m_origins.insert(origin, std::make_shared<DirectOrigin>());
        (*origin)->url = base;
        (*origin)->proxy = m_options.proxy;
        if (secure) {
            QSslConfiguration tls = m_options.sslConfiguration.value_or(
                    QSslConfiguration::defaultConfiguration());
            // Session tickets are used.
            tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
            (*origin)->tls = std::move(tls);
        }
    }
    m_url = url;
    m_urlOrigin = *origin;
    m_host = hostHeader(url);
    m_target = url.path(QUrl::FullyEncoded).toLatin1();
    if (m_target.isEmpty())
        m_target = "/"_ba;
    if (url.hasQuery())
        m_target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return m_urlOrigin;
}

// Sends the request over an idle connection, or lets it wait for a connection.
void DirectTransport::dispatch(DirectEntry *entry)
{
    DirectOrigin *origin = entry->origin.get();
    while (!origin->idle.empty()) {
        DirectConnection *connection = origin->idle.back();
        if (connection->isUsable(m_options.now())) {
            origin->idle.pop_back();
            if (exchange(entry, connection))
                return;
        } else if (connection->state() != DirectConnection::State::Closed) {
            drop(connection);
        }
    }
    waitForConnection(entry);
}

void DirectTransport::waitForConnection(DirectEntry *entry)
{
    if (const QString missing = missingDescriptors(); !missing.isEmpty()) {
        m_jobs.finish(entry, TransportReply::unsent(Failure::Other, missing));
        return;
    }
    entry->origin->waiting.push_back(entry);
    openConnections(entry->origin);
}

// Finishes a warm-up job if there is an idle connection that no other job of the warm-up has got.
bool DirectTransport::useWarm(DirectEntry *entry)
{
    const std::vector<DirectConnection *> idle = entry->origin->idle; // a check may close some
    for (DirectConnection *connection : idle) {
        if (connection->warmUp == entry->warmUp)
            continue;
        if (connection->isUsable(m_options.now())) {
            connection->warmUp = entry->warmUp;
            m_jobs.finish(entry, {});
            return true;
        }
        if (connection->state() != DirectConnection::State::Closed)
            drop(connection);
    }
    return false;
}

// Sends the request. Returns false if the connection is closed, and no byte was sent.
bool DirectTransport::exchange(DirectEntry *entry, DirectConnection *connection)
{
    entry->connection = connection;
    connection->job = entry->job;
    if (connection->send(entry->request, entry->body, entry->method, m_options.maxBodySize)
        == DirectConnection::Sending::Begun) {
        wipe(entry->request);
        entry->body.clear();
        return true;
    }
    entry->connection = nullptr;
    drop(connection);
    return false;
}

// Opens as many connections as requests wait. A connection may fail at once, and a request with it.
// NOLINTNEXTLINE(performance-unnecessary-value-param): the entry that owns the origin may end here
void DirectTransport::openConnections(Origin origin)
{
    while (origin->opening.size() < origin->waiting.size()) {
        if (m_connections >= m_options.maxConnections)
            makeRoom();
        auto *connection = new DirectConnection(origin, this, this);
        origin->opening.push_back(connection);
        ++m_connections;
        connection->open();
    }
}

// Uses the free connection for the request that has waited longest, or makes it idle. An idle
// connection ends a warm-up job.
void DirectTransport::release(DirectConnection *connection)
{
    const Origin origin = connection->origin();
    const auto request = std::find_if(origin->waiting.begin(), origin->waiting.end(),
                                      [](const DirectEntry *entry) { return !entry->warmUp; });
    if (request != origin->waiting.end()) {
        DirectEntry *entry = *request;
        origin->waiting.erase(request);
        if (!exchange(entry, connection)) {
            m_jobs.finish(entry,
                          TransportReply::unsent(Failure::ConnectionLost,
                                                 u"The connection closed before it was used"_s));
        } else if (origin->retired) {
            dropSurplus(origin.get());
        }
        return;
    }
    connection->setIdleTimeout(m_options.now(), m_options.idleTimeout);
    origin->idle.push_back(connection);
    if (origin->retired || m_connections > m_options.maxConnections)
        drop(connection);
    else if (!m_idleTimer.isActive())
        m_idleTimer.start(1000, this);
    if (origin->waiting.empty())
        return;
    DirectEntry *warmUp = origin->waiting.front();
    if (connection->warmUp == warmUp->warmUp)
        return;
    connection->warmUp = warmUp->warmUp;
    origin->waiting.pop_front();
    m_jobs.finish(warmUp, {});
}

void DirectTransport::opened(DirectConnection *connection)
{
    removeOne(connection->origin()->opening, connection);
    release(connection);
}

void DirectTransport::exchanged(DirectConnection *connection, TransportReply &&reply)
{
    DirectEntry *entry = m_jobs.find(std::exchange(connection->job, nullptr));
    const Origin origin = connection->origin();
    if (connection->state() == DirectConnection::State::Idle)
        release(connection);
    else
        forget(connection);
    // If a connection that had been idle was lost, other idle ones may be lost as well.
    if (reply.failure == Failure::ConnectionLost && reply.connecting.count() == 0)
        dropIdle(origin.get());
    m_jobs.finish(entry, std::move(reply));
}

void DirectTransport::closed(DirectConnection *connection, TransportReply &&reply)
{
    const Origin origin = connection->origin();
    forget(connection);
    // One request fails for each connection that failed to open, unless another one is opening.
    if (reply.failure != Failure::None && origin->waiting.size() > origin->opening.size()) {
        DirectEntry *entry = origin->waiting.front();
        origin->waiting.pop_front();
        m_jobs.finish(entry, std::move(reply));
    }
}

// Removes a connection that is closed or about to be.
void DirectTransport::forget(DirectConnection *connection)
{
    DirectOrigin *origin = connection->origin().get();
    if (!removeOne(origin->idle, connection))
        removeOne(origin->opening, connection);
    --m_connections;
}

void DirectTransport::drop(DirectConnection *connection)
{
    forget(connection);
    connection->close();
}

void DirectTransport::dropIdle(DirectOrigin *origin)
{
    while (!origin->idle.empty())
        drop(origin->idle.back());
}

// Drops opening connections for which no request waits.
void DirectTransport::dropSurplus(DirectOrigin *origin)
{
    while (origin->opening.size() > origin->waiting.size())
        drop(origin->opening.back());
}

// Closes a connection that is not needed now. Returns false if there is none.
bool DirectTransport::makeRoom()
{
    DirectConnection *oldest = nullptr;
    for (const Origin &origin : m_origins) {
        if (!origin->idle.empty() && (!oldest || origin->idle.front()->expiry() < oldest->expiry()))
            oldest = origin->idle.front();
    }
    for (const Origin &origin : m_origins) {
        if (!oldest && origin->opening.size() > origin->waiting.size())
            oldest = origin->opening.back();
    }
    if (oldest)
        drop(oldest);
    return oldest;
}

void DirectTransport::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_idleTimer.timerId()) {
        Transport::timerEvent(event);
        return;
    }
    const std::chrono::nanoseconds now = m_options.now();
    bool someIdle = false;
    for (const Origin &origin : m_origins) {
        const std::vector<DirectConnection *> idle = origin->idle;
        for (DirectConnection *connection : idle) {
            if (connection->expiry() <= now)
                drop(connection);
        }
        someIdle = someIdle || !origin->idle.empty();
    }
    if (!someIdle)
        m_idleTimer.stop();
}

} // namespace QtDynamoDBPrivate
