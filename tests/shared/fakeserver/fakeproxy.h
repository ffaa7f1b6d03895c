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

// The settings and counters of a FakeProxy.
struct FakeProxyState
{
    std::atomic<int> refuseWith = 0; // an HTTP status, or 0
    std::atomic<quint16> leadTo = 0; // a port of 127.0.0.1, or 0
    std::atomic<int> tunnels = 0;
    std::atomic<int> forwarded = 0;
    std::atomic<int> credentials = 0;

    QMutex mutex; // guards the members below
    QByteArray scheme; // empty: no authentication
    QByteArray user;
    QByteArray password;
};

// An HTTP proxy on 127.0.0.1 that runs in a thread of its own. Tunnels CONNECT and forwards all other
// requests.
class FakeProxy
{
public:
    FakeProxy();
    ~FakeProxy();
    Q_DISABLE_COPY_MOVE(FakeProxy)

    [[nodiscard]] QNetworkProxy proxy() const; // for the client
    // Responds with this HTTP status instead of connecting.
    void refuseWith(int status) { m_state->refuseWith = status; }
    // Requires authentication by "Basic" or "Digest".
    void require(const QByteArray &scheme, const QByteArray &user, const QByteArray &password);
    // Connects to this port of 127.0.0.1, whichever host is requested.
    void leadTo(quint16 port) { m_state->leadTo = port; }
    // Credentials received, valid or not.
    [[nodiscard]] int credentials() const { return m_state->credentials; }
    [[nodiscard]] int tunnels() const { return m_state->tunnels; }
    [[nodiscard]] int forwarded() const { return m_state->forwarded; } // connections, not requests

private:
    std::shared_ptr<FakeProxyState> m_state = std::make_shared<FakeProxyState>();
    QThread m_thread;
    FakeProxyListener *m_listener = nullptr; // lives in the thread
    quint16 m_port = 0;
};

#endif
