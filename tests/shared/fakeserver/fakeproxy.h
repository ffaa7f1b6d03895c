// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKEPROXY_H
#define FAKEPROXY_H

#include <QtCore/qmutex.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qnetworkproxy.h>

#include <atomic>
#include <memory>

class FakeProxyListener;

// What a FakeProxy is told and what it counts.
struct FakeProxyState
{
    std::atomic<int> refuseWith = 0; // an HTTP status, or 0
    std::atomic<quint16> leadTo = 0; // a port of 127.0.0.1, or 0
    std::atomic<int> tunnels = 0;
    std::atomic<int> forwarded = 0;
    std::atomic<int> credentials = 0;

    QMutex mutex; // of what follows
    QByteArray scheme; // empty: everybody may use it
    QByteArray user;
    QByteArray password;
};

// A little HTTP proxy on 127.0.0.1 in a thread of its own: tunnels CONNECT, forwards the rest.
class FakeProxy
{
public:
    FakeProxy();
    ~FakeProxy();
    Q_DISABLE_COPY_MOVE(FakeProxy)

    [[nodiscard]] QNetworkProxy proxy() const; // for the client
    void refuseWith(int status) { m_state->refuseWith = status; } // instead of connecting on
    // Only with this name and password, by Basic or Digest.
    void require(const QByteArray &scheme, const QByteArray &user, const QByteArray &password);
    void leadTo(quint16 port) { m_state->leadTo = port; } // of 127.0.0.1, whoever is asked for
    [[nodiscard]] int credentials() const
    {
        return m_state->credentials;
    } // that came, right or wrong
    [[nodiscard]] int tunnels() const { return m_state->tunnels; }
    [[nodiscard]] int forwarded() const { return m_state->forwarded; } // connections, not requests

private:
    std::shared_ptr<FakeProxyState> m_state = std::make_shared<FakeProxyState>();
    QThread m_thread;
    FakeProxyListener *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
};

#endif
