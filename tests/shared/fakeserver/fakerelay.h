// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKERELAY_H
#define FAKERELAY_H

#include <QtNetwork/qtcpserver.h>

#include <memory>
#include <vector>

class QTcpSocket;

// A relay to a port of 127.0.0.1 that lets bytes pass in one direction at a time, so that round
// trips can be counted without a clock. It lives in the thread of the test, which must run its event
// loop.
//
// Bytes to the server pass from turnToServer() to turnToClient(), bytes to the client from
// turnToClient() to turnToServer(). The relay keeps all others.
class FakeRelay : public QTcpServer
{
    Q_OBJECT

public:
    explicit FakeRelay(quint16 serverPort);
    ~FakeRelay() override;

    void turnToServer();
    void turnToClient();

    [[nodiscard]] bool holdsForServer() const; // bytes of at least one connection
    [[nodiscard]] bool holdsForClient() const;
    // The number of connections that hold bytes for the client.
    [[nodiscard]] int answered() const;
    [[nodiscard]] int connections() const { return int(m_pairs.size()); } // ever accepted

private:
    struct Pair
    {
        QTcpSocket *client = nullptr;
        QTcpSocket *server = nullptr;
    };

    void accept();
    void pass();

    const quint16 m_serverPort;
    bool m_toServer = false;
    bool m_toClient = false;
    std::vector<Pair> m_pairs; // the sockets are children of the relay
};

#endif
