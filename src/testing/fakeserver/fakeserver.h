// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESERVER_H
#define FAKESERVER_H

#include "fakeserver/reaction.h"

#include <QtCore/qthread.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>

#include <functional>
#include <memory>
#include <vector>

class QTcpServer;
class QTcpSocket;
struct FakeServerState;
class FakeListener;

// A request that the server received. A request that is sent again is recorded again.
struct FakeRequest
{
    QByteArray method;
    QByteArray target;
    Reaction::Headers headers; // in order, names as sent
    QByteArray body;
    int connection = 0; // number of the connection; the first one is 1
    qint64 time = 0; // nanoseconds since the construction of the server

    [[nodiscard]] QByteArray header(QByteArrayView name) const; // the first one; ignores case
    [[nodiscard]] qsizetype headerCount(QByteArrayView name) const;
};

// A scripted HTTP/1.1 server on a free port of 127.0.0.1. It runs in a thread of its own and
// records all requests. All functions are thread-safe. Use the QTRY_* macros to wait for its
// records.
//
//     FakeServer server;
//     server.enqueue(Reaction::json(200, "{}"));
//     ... a call to server.url() ...
//     QCOMPARE(server.requests().size(), 1);
class FakeServer
{
public:
    enum class Security { Plain, Tls };

    explicit FakeServer(Security security = Security::Plain);
    ~FakeServer(); // closes all connections
    Q_DISABLE_COPY_MOVE(FakeServer)

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url() const; // http[s]://127.0.0.1:<port>/

    // The certificate and key of all fake TLS servers, and a configuration that trusts only these.
    [[nodiscard]] static QSslCertificate certificate();
    [[nodiscard]] static QSslKey privateKey();
    [[nodiscard]] static QSslConfiguration clientConfiguration();

    // Sets the reactions to the next requests, in order of arrival. Further requests get the result
    // of the handler, which is called in the server's thread with the complete request, or the
    // default.
    void enqueue(const Reaction &reaction, int times = 1);
    using Handler = std::function<Reaction(const FakeRequest &)>;
    void setHandler(const Handler &handler);
    void setDefault(const Reaction &reaction); // initially Reaction::json(200, "{}")
    // If mute, new connections are accepted but never read: no TLS handshake, no response.
    void setMute(bool mute);

    // Continues the held requests, oldest first; all current ones if count is 0.
    void release(int count = 0);
    void closeConnections(); // closes all current connections

    [[nodiscard]] QList<FakeRequest> requests() const; // complete ones, in order of arrival
    [[nodiscard]] int copies() const; // requests whose headers arrived
    [[nodiscard]] int enqueued() const; // reactions that are not used yet
    [[nodiscard]] int held() const;
    [[nodiscard]] int connections() const; // accepted since the construction
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int concurrency() const; // requests in progress
    [[nodiscard]] int peakConcurrency() const;
    [[nodiscard]] qint64 bytesReceived() const; // of HTTP, without TLS
    [[nodiscard]] qint64 bytesSent() const;
    void clearRecords(); // resets requests, copies, peak and bytes, but not the connections

    // Returns a port of 127.0.0.1 that refuses connections during the lifetime of this server.
    [[nodiscard]] quint16 deadPort();
    // Returns a port that never accepts connections, because its backlog is full (on Linux only).
    [[nodiscard]] quint16 blackHole();

private:
    std::shared_ptr<FakeServerState> m_state;
    QThread m_thread;
    FakeListener *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
    Security m_security;
    std::unique_ptr<QTcpSocket> m_deadSocket;
    std::unique_ptr<QTcpServer> m_blackHole;
    std::vector<std::unique_ptr<QTcpSocket>> m_fillers;
};

#endif
