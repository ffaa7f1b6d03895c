// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESOCKS_H
#define FAKESOCKS_H

#include <QtCore/qbytearray.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qnetworkproxy.h>

#include <atomic>
#include <memory>

class FakeSocksListener;

struct FakeSocksState
{
    QByteArray user;
    QByteArray password;
    std::atomic<int> credentials = 0;
    std::atomic<int> connections = 0;
};

// A SOCKS5 proxy on 127.0.0.1 that runs in a thread of its own and requires a user name and a password.
class FakeSocks
{
public:
    FakeSocks(const QByteArray &user, const QByteArray &password);
    ~FakeSocks();
    Q_DISABLE_COPY_MOVE(FakeSocks)

    [[nodiscard]] QNetworkProxy proxy() const; // for the client, without user name
    [[nodiscard]] int credentials() const { return m_state->credentials; } // received
    [[nodiscard]] int connections() const { return m_state->connections; } // made to a server

private:
    const std::shared_ptr<FakeSocksState> m_state = std::make_shared<FakeSocksState>();
    QThread m_thread;
    FakeSocksListener *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
};

#endif
