// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakerelay.h"

#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtcpsocket.h>

#include <algorithm>

FakeRelay::FakeRelay(quint16 serverPort)
    : m_serverPort(serverPort)
{
    setProxy(QNetworkProxy::NoProxy);
    if (!listen(QHostAddress::LocalHost))
        qFatal("The fake relay cannot listen: %s", qPrintable(errorString()));
    connect(this, &QTcpServer::newConnection, this, &FakeRelay::accept);
}

FakeRelay::~FakeRelay()
{
    for (const Pair &pair : m_pairs) {
        pair.client->disconnect(this);
        pair.server->disconnect(this);
    }
}

void FakeRelay::accept()
{
    while (QTcpSocket *client = nextPendingConnection()) {
        auto *server = new QTcpSocket(this);
        server->setProxy(QNetworkProxy::NoProxy);
        m_pairs.push_back({ client, server });
        connect(client, &QTcpSocket::readyRead, this, &FakeRelay::pass);
        connect(server, &QTcpSocket::readyRead, this, &FakeRelay::pass);
        connect(server, &QTcpSocket::connected, this, &FakeRelay::pass);
        connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
    }
}

void FakeRelay::turnToServer()
{
    m_toServer = true;
    m_toClient = false;
    pass();
}

void FakeRelay::turnToClient()
{
    m_toServer = false;
    m_toClient = true;
    pass();
}

void FakeRelay::pass()
{
    for (const Pair &pair : m_pairs) {
        const bool isConnected = pair.server->state() == QAbstractSocket::ConnectedState;
        if (m_toServer && isConnected && pair.client->bytesAvailable() > 0)
            pair.server->write(pair.client->readAll());
        if (m_toClient && pair.server->bytesAvailable() > 0)
            pair.client->write(pair.server->readAll());
    }
}

bool FakeRelay::holdsForServer() const
{
    return std::any_of(m_pairs.begin(), m_pairs.end(),
                       [](const Pair &pair) { return pair.client->bytesAvailable() > 0; });
}

bool FakeRelay::holdsForClient() const
{
    return answered() > 0;
}

int FakeRelay::answered() const
{
    return int(std::count_if(m_pairs.begin(), m_pairs.end(),
                             [](const Pair &pair) { return pair.server->bytesAvailable() > 0; }));
}
