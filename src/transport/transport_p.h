// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRANSPORT_P_H
#define TRANSPORT_P_H

#include "qdynamodbglobal_p.h"
#include "transport/boottime_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslconfiguration.h>

#include <chrono>
#include <optional>

// The interface between the pipeline and the network: request bytes out, response bytes in. It has
// no notion of signatures or DynamoDB.
namespace QtDynamoDBPrivate {

// The kinds of transport. The values are those of QDynamoDBAbstractClient::Transport.
enum class TransportKind { NetworkAccessManager, Direct };

struct HttpHeader
{
    QByteArray name; // lower case
    QByteArray value;
};

// An HTTP request. DynamoDB takes POST alone; credential providers also send GET and PUT.
struct TransportRequest
{
    QByteArray method = QByteArrayLiteral("POST");
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
    // Not 0: nothing is sent. The job waits until a connection to the URL's host is open and leaves
    // it to later requests; its reply has no status. Jobs with the same number that are in flight
    // at the same time get different connections.
    quint32 warmUp = 0;
};

struct TransportReply
{
    enum class Failure {
        None, // a complete response arrived, whatever its status
        HostNotFound,
        ConnectionRefused,
        Proxy,
        ProxyAuthentication, // the proxy requires credentials, or refused them
        Tls,
        // Closed or reset before the response was complete, or a response of another protocol.
        ConnectionLost,
        Protocol, // malformed HTTP, or too large headers or body
        Other,
    };

    Failure failure = Failure::None;
    // False only if the server certainly received no complete request.
    bool mayHaveBeenSent = true;
    QString failureText; // without secrets
    int status = 0;
    // The connection served another request before, and the transport can't see whether bytes
    // arrived on it while it was idle: the response may belong to another request.
    bool reused = false;
    QList<HttpHeader> headers; // may point into the head, so they are valid as long as the reply
    QByteArray head;
    // Has bodyPadding spare bytes of capacity, so that the decoder can read it in place.
    QByteArray body;
    // The durations of the phases; 0 if the transport does not know them.
    std::chrono::nanoseconds connecting { 0 };
    std::chrono::nanoseconds waiting { 0 }; // from the last byte sent to the first byte received
    std::chrono::nanoseconds receiving { 0 };

    // Returns the reply to a request that was not sent.
    [[nodiscard]] static TransportReply unsent(Failure failure, const QString &text)
    {
        TransportReply reply;
        reply.failure = failure;
        reply.failureText = text;
        reply.mayHaveBeenSent = false;
        return reply;
    }

    [[nodiscard]] QByteArrayView header(QByteArrayView name) const // name in lower case
    {
        for (const HttpHeader &header : headers) {
            if (header.name == name)
                return header.value;
        }
        return {};
    }
};

inline constexpr qsizetype bodyPadding = 64; // simdjson reads up to 64 bytes past the end

// The time between two points, or 0 if one of them is not set.
[[nodiscard]] inline std::chrono::nanoseconds elapsed(std::chrono::steady_clock::time_point from,
                                                      std::chrono::steady_clock::time_point to)
{
    const std::chrono::steady_clock::time_point unset;
    return from == unset || to <= from ? std::chrono::nanoseconds(0) : to - from;
}

// One attempt. The transport calls it from the event loop of its thread, never from within send().
class TransportJob
{
public:
    virtual ~TransportJob() = default;

    // Called once, as late as possible, so that the signature is fresh.
    virtual TransportRequest takeRequest() = 0;
    // Called once, unless the job is aborted.
    virtual void finished(TransportReply &&reply) = 0;
};

struct TransportOptions
{
    int maxConnections = 100; // at least 1
    std::optional<QNetworkProxy> proxy; // absent: the application's or the system's
    std::optional<QSslConfiguration> sslConfiguration;
    qint64 maxBodySize = qint64(64) << 20; // of a response, bytes
    std::chrono::milliseconds idleTimeout { 120000 }; // connections idle for longer are not reused
    // The clock for idle connections. It counts the time that the machine was asleep.
    std::chrono::nanoseconds (*now)() noexcept = &bootTime;
};

// A transport. Call it from the thread that it lives in. Don't destroy it in a callback. Its jobs
// are dropped with it, without a call of finished().
class Q_DYNAMODB_AUTOTEST_EXPORT Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Takes effect for requests that start from now on. Those in flight are not affected.
    virtual void setOptions(const TransportOptions &options) = 0;
    [[nodiscard]] virtual const TransportOptions &options() const = 0;

    // Adds the job to the queue. At most maxConnections jobs are in flight.
    virtual void send(TransportJob *job) = 0;
    // Removes the job from the queue, or closes its connection, without a call of finished().
    // Allowed within callbacks. Returns false if the server certainly received no complete request.
    virtual bool abort(TransportJob *job) = 0;
    // Like abort(), for a job that timed out. Its connection may be dead without a sign (sleep,
    // VPN, NAT), and so may idle ones: they are dropped, so that the next attempt opens a new
    // connection.
    virtual bool timeOut(TransportJob *job) = 0;
    // Closes idle connections. Requests in flight are not affected.
    virtual void dropIdle() = 0;

    [[nodiscard]] virtual int inFlight() const = 0;
    [[nodiscard]] virtual int queued() const = 0;
};

} // namespace QtDynamoDBPrivate

#endif
