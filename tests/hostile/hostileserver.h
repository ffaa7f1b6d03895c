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

// One step of what a hostile server does with a request.
struct HostileStep
{
    enum class Kind {
        Say, // the bytes
        SayUnencrypted, // the bytes, not through TLS
        Drip, // the bytes, a few at a time
        Flood, // the bytes again and again, for as long as the connection takes them
        Close, // in good order
        Reset, // with a RST
        Hold, // nothing more, and the connection stays open
    };

    Kind kind = Kind::Say;
    // In bytes to be sent, ${item} is the result of the GetItem that was asked for, ${length} its
    // length, ${hex} the same as a chunk says it, ${crc} its checksum, ${id} a new request id,
    // ${date} the present time.
    QByteArray bytes;
};

using HostileScript = QList<HostileStep>;

// A server on 127.0.0.1 in a thread of its own that answers GetItem requests for keys of the form
// {"id":{"S":...}}: rightly, with an item whose "value" is the "id", or by a script. All functions
// are thread-safe.
class HostileServer
{
public:
    enum class Security { Plain, Tls };

    // The identity is the certificate and the EC key as PEM; FakeServer's if it is empty.
    explicit HostileServer(Security security, const QByteArray &identity = {});
    ~HostileServer(); // closes all connections
    Q_DISABLE_COPY_MOVE(HostileServer)

    [[nodiscard]] QUrl url() const;

    // Every request from now on is answered by the script; rightly if it is empty.
    void setScript(const HostileScript &script);
    // The script begins with the first bytes of a request, not when it is complete.
    void setEarly(bool early);
    // Runs a script on each open connection. The bytes have been sent when this returns.
    void runOnIdle(const HostileScript &script);

    [[nodiscard]] int requests() const; // begun
    [[nodiscard]] int connections() const; // accepted since the beginning
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int held() const; // times that a script came to Hold or Flood

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

// What a right answer to a GetItem of that key contains.
[[nodiscard]] QByteArray hostileItem(const QByteArray &id);

#endif
