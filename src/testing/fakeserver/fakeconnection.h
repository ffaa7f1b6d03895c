// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKECONNECTION_H
#define FAKECONNECTION_H

#include "fakeserver/fakeserver.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>
#include <QtCore/qqueue.h>

class FakeConnection;
class QSslSocket;

// The state that the server's thread shares with the users of the server.
struct FakeServerState
{
    mutable QMutex mutex; // protects all members
    QQueue<Reaction> queue;
    FakeServer::Handler handler;
    Reaction fallback = Reaction::json(200, "{}");
    bool mute = false;
    QElapsedTimer clock;

    QList<FakeRequest> requests;
    QList<FakeConnection *> held;
    int copies = 0;
    int reactions = 0;
    int connections = 0;
    int openConnections = 0;
    int concurrency = 0;
    int peakConcurrency = 0;
    qint64 bytesReceived = 0;
    qint64 bytesSent = 0;
};

// A connection of the fake server, which reads a request, reacts, and reads the next one.
class FakeConnection : public QObject
{
    Q_OBJECT

public:
    FakeConnection(qintptr descriptor, std::shared_ptr<FakeServerState> state, bool tls,
                   QObject *parent);
    ~FakeConnection() override;

    void release(); // continues after a hold or a delay

private:
    enum class Step {
        Head,
        HalfRequest,
        WholeRequest,
        StatusLine,
        ReplyHead,
        HalfReply,
        WholeReply
    };

    void run();
    bool step();
    bool readHead();
    bool readBody(qint64 size);
    void react();
    bool reach(Stage stage);
    void send(const QByteArray &data);
    void end();
    void finishExchange();
    void onDisconnected();

    std::shared_ptr<FakeServerState> m_state;
    QSslSocket *m_socket;
    QByteArray m_in;
    FakeRequest m_request;
    std::optional<Reaction> m_reaction; // absent until the handler has seen the whole request
    Reaction::Parts m_parts;
    Step m_step = Step::Head;
    Stage m_heldAt = Stage::Request;
    qint64 m_bodySize = 0;
    int m_number = 0; // of this connection; the first one is 1
    bool m_inExchange = false;
    bool m_held = false;
    bool m_ended = false;
};

#endif
