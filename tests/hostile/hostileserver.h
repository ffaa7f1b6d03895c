// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HOSTILESERVER_H
#define HOSTILESERVER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmutex.h>
#include <QtCore/qthread.h>
#include <QtCore/qurl.h>

#include <memory>

class HostileListener;

// One step of the reaction to a request.
struct HostileStep
{
    enum class Kind {
        Send, // the bytes
        SendUnencrypted, // the bytes, past TLS
        Drip, // sends the bytes in small parts
        Flood, // sends the bytes repeatedly until the connection is closed
        Close, // closes the connection with a FIN
        Reset, // closes the connection with a RST
        Hold, // sends no more and keeps the connection open
    };

    Kind kind = Kind::Send;
    // Placeholders: ${item} is the result of the requested GetItem, ${length} its length, ${hex} its
    // length in hexadecimal, ${crc} its checksum, ${id} a new request ID, ${date} the current time.
    QByteArray bytes;
};

using HostileScript = QList<HostileStep>;

// A server on 127.0.0.1 that runs in a thread of its own and responds to GetItem requests for keys of
// the form {"id":{"S":...}}: correctly, with an item whose "value" equals its "id", or by a script.
// All functions are thread-safe.
class HostileServer
{
public:
    enum class Security { Plain, Tls };

    // The identity contains the certificate and the EC key in PEM; empty: that of FakeServer.
    explicit HostileServer(Security security, const QByteArray &identity = {});
    ~HostileServer(); // closes all connections
    Q_DISABLE_COPY_MOVE(HostileServer)

    [[nodiscard]] QUrl url() const;

    // Sets the reaction to all further requests; empty: correct responses.
    void setScript(const HostileScript &script);
    // Whether the script starts at the first bytes of a request instead of its end.
    void setEarly(bool early);
    // Runs a script on each open connection. Returns after the bytes have been sent.
    void runOnIdle(const HostileScript &script);

    [[nodiscard]] int requests() const; // whose first bytes have arrived
    [[nodiscard]] int connections() const; // accepted so far
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int held() const; // scripts that have reached Hold or Flood

private:
    friend class HostileConnection;
    friend class HostileListener;

    struct State
    {
        mutable QMutex mutex;
        QByteArray identity; // constant
        HostileScript script;
        bool early = false;
        int requests = 0;
        int connections = 0;
        int openConnections = 0;
        int held = 0;
        int ids = 0;
    };

    std::shared_ptr<State> m_state = std::make_shared<State>();
    QThread m_thread;
    HostileListener *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
    Security m_security;
};

// Returns the body of a correct response to a GetItem of this key.
[[nodiscard]] QByteArray hostileItem(const QByteArray &id);

#endif
