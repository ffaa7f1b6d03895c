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

// One copy of a request as it arrived.
struct FakeRequest
{
    QByteArray method;
    QByteArray target;
    Reaction::Headers headers; // in order, names as sent
    QByteArray body;
    int connection = 0; // the first is 1
    qint64 time = 0; // nanoseconds since the server began

    [[nodiscard]] QByteArray header(QByteArrayView name) const; // whatever the case; the first one
    [[nodiscard]] qsizetype headerCount(QByteArrayView name) const;
};

// An HTTP/1.1 server in a thread of its own, on 127.0.0.1 and a free port, that does as it is told
// and records what it gets. All functions are thread-safe; wait for what is to come with QTRY_*.
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

    // The certificate of every TLS server here, and a configuration that trusts it and no other.
    [[nodiscard]] static QSslCertificate certificate();
    [[nodiscard]] static QSslKey privateKey();
    [[nodiscard]] static QSslConfiguration clientConfiguration();

    // The next requests' reactions, first come first served; when there are none left, what the
    // handler says (called in the server's thread with the complete request), or else the default.
    void enqueue(const Reaction &reaction, int times = 1);
    using Handler = std::function<Reaction(const FakeRequest &)>;
    void setHandler(const Handler &handler);
    void setDefault(const Reaction &reaction); // Reaction::json(200, "{}") to begin with
    // New connections are accepted by TCP and never read: no TLS handshake, no answer.
    void setMute(bool mute);

    // Lets the longest held requests go on; all that are held now if count is 0.
    void release(int count = 0);
    void closeConnections(); // all that are open now

    [[nodiscard]] QList<FakeRequest> requests() const; // complete ones, in order of arrival
    [[nodiscard]] int copies() const; // requests begun: those whose headers arrived
    [[nodiscard]] int enqueued() const; // reactions that still wait for a request
    [[nodiscard]] int held() const;
    [[nodiscard]] int connections() const; // accepted since the beginning
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int concurrency() const; // requests begun and not yet answered
    [[nodiscard]] int peakConcurrency() const;
    [[nodiscard]] qint64 bytesReceived() const; // HTTP's, without TLS
    [[nodiscard]] qint64 bytesSent() const;
    void clearRecords(); // requests, copies, peak and bytes begin anew; connections stay counted

    // Ports of 127.0.0.1 to connect to in vain, while this server lives: one refuses, ...
    [[nodiscard]] quint16 deadPort();
    // ... the other never answers: its backlog is full (on Linux).
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
