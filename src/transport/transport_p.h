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

// The seam between the pipeline and the wire: request bytes out, response bytes in. It knows
// neither signatures nor DynamoDB.
namespace QtDynamoDBPrivate {

// The kinds of transport, in the order of QDynamoDBAbstractClient::Transport.
enum class TransportKind { NetworkAccessManager, Direct };

struct HttpHeader
{
    QByteArray name; // lower case
    QByteArray value;
};

// A POST; nothing else is ever sent to DynamoDB, credential providers may also GET and PUT.
struct TransportRequest
{
    QByteArray method = QByteArrayLiteral("POST");
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
};

struct TransportReply
{
    enum class Failure {
        None, // a complete response arrived, whatever its status
        HostNotFound,
        ConnectionRefused,
        Proxy,
        ProxyAuthentication, // the proxy refused the credentials, or needs some
        Tls,
        // Closed or reset before the response was complete, or an answer of another protocol.
        ConnectionLost,
        Protocol, // malformed HTTP, or past the bounds on headers and body
        Other,
    };

    Failure failure = Failure::None;
    // False only where it is certain that the server never saw a complete request.
    bool mayHaveBeenSent = true;
    QString failureText; // no secrets
    int status = 0;
    // The connection served another request before, and the transport can't see whether bytes had
    // arrived on it meanwhile: the response may belong to another request.
    bool reused = false;
    QList<HttpHeader> headers; // names in lower case
    QByteArray head; // what the headers may point into: they are good for as long as the reply is
    // Has bodyPadding spare bytes of capacity, so that the decoder reads it in place.
    QByteArray body;
    // How the time was spent, as far as the transport can tell.
    std::chrono::nanoseconds connecting { 0 };
    std::chrono::nanoseconds waiting { 0 }; // from the last byte out to the first byte in
    std::chrono::nanoseconds receiving { 0 };

    [[nodiscard]] QByteArrayView header(QByteArrayView name) const // name in lower case
    {
        for (const HttpHeader &header : headers) {
            if (header.name == name)
                return header.value;
        }
        return {};
    }
};

inline constexpr qsizetype bodyPadding = 64; // simdjson reads that far past the end

// One attempt. The transport calls back from the event loop of its thread, never from within send().
class TransportJob
{
public:
    virtual ~TransportJob() = default;

    // A connection is free: asked exactly once, at the last moment, so that what is signed is fresh.
    virtual TransportRequest takeRequest() = 0;
    // The end of it, exactly once, unless abort() came first.
    virtual void finished(TransportReply &&reply) = 0;
};

struct TransportOptions
{
    int maxConnections = 100; // at least 1
    std::optional<QNetworkProxy> proxy; // without one: the application's, or the system's
    std::optional<QSslConfiguration> sslConfiguration;
    qint64 maxBodySize = qint64(64) << 20; // of a response, bytes
    std::chrono::milliseconds idleTimeout { 120000 }; // unused for longer, it isn't used again
    // Measures the time that connections are idle, the time asleep included.
    std::chrono::nanoseconds (*now)() noexcept = &bootTime;
};

// Lives in one thread and is called from it alone. Destroying it, which is not for callbacks, drops
// its jobs: finished() won't be called.
class Q_DYNAMODB_AUTOTEST_EXPORT Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // For requests that start from now on; those in flight finish as they began.
    virtual void setOptions(const TransportOptions &options) = 0;
    [[nodiscard]] virtual const TransportOptions &options() const = 0;

    // Queues behind those that came before, while maxConnections() are in flight.
    virtual void send(TransportJob *job) = 0;
    // Off the queue or off the wire at once; finished() won't be called. Allowed within callbacks.
    virtual void abort(TransportJob *job) = 0;
    // As abort(), for a job whose time is over. Its connection may have died without a sign (sleep,
    // VPN, NAT), and the idle ones with it: they are dropped, so that the next attempt connects anew.
    virtual void timeOut(TransportJob *job) = 0;
    // The next requests open new connections. Those in flight finish as they began.
    virtual void dropIdle() = 0;

    [[nodiscard]] virtual int inFlight() const = 0;
    [[nodiscard]] virtual int queued() const = 0;
};

} // namespace QtDynamoDBPrivate

#endif
