// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QNAMMANAGERPOOL_P_H
#define QNAMMANAGERPOOL_P_H

#include "qdynamodbglobal_p.h"
#include "transport/boottime_p.h"

#include <QtCore/qtconfigmacros.h>
#include <QtNetwork/qnetworkproxy.h>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// A pool of QNetworkAccessManagers, as many as the connections in use need. A manager gets at most
// as many requests at a time as it opens connections to one host, so requests never queue inside a
// manager.
class QnamManagerPool
{
public:
    struct Manager
    {
        std::unique_ptr<QNetworkAccessManager> network;
        int busy = 0; // requests in flight
        int warm = 0; // connections that are probably open, with the busy ones
        int ended = 0; // requests that are over
        std::chrono::nanoseconds lastUse { 0 };
        std::chrono::nanoseconds allUsed { 0 }; // when all warm connections were last in use
        bool retired = false; // gets no new requests, and is destroyed after its last one
        bool stuck = false; // its thread may not end at once
    };

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    static constexpr int connectionsPerManager = 100; // by QHttp1Configuration
#else
    static constexpr int connectionsPerManager = 6; // a constant of Qt's
#endif

    QnamManagerPool();
    ~QnamManagerPool();

    using Now = std::chrono::nanoseconds (*)() noexcept; // includes the time asleep

    void setIdleTimeout(std::chrono::milliseconds timeout, Now now)
    {
        m_idleTimeout = timeout;
        m_now = now;
    }
    // Without a proxy, managers use the application's. Retires the present managers.
    void setProxy(const std::optional<QNetworkProxy> &proxy);
    // New requests don't use connections of the present managers.
    void retireAll();
    // The manager must be in use; it is destroyed when it is released.
    void retire(Manager *manager)
    {
        manager->retired = true;
    }
    // Retires managers that are not needed to serve that many requests at a time.
    void shrinkTo(int connections);

    // Returns the manager for the next request: one with a warm connection, the one used last
    // first, so that calls in sequence share a connection; or the least busy one with room; or a
    // new one. A manager that may have a connection idle for longer than the idle timeout is
    // retired: Qt can't choose among the connections of a manager, or close a single one.
    [[nodiscard]] Manager *acquire();
    enum class Connection {
        Kept,
        Closed,
        Stuck, // it may never end, so the manager gets no more requests
    };
    void release(Manager *manager, Connection connection);

    [[nodiscard]] int managers() const
    {
        return int(m_managers.size());
    }

private:
    Manager *create();
    void removeRetired();

    std::vector<std::unique_ptr<Manager>> m_managers;
    std::optional<QNetworkProxy> m_proxy;
    std::chrono::milliseconds m_idleTimeout { 120000 };
    Now m_now = &bootTime;
};

} // namespace QtDynamoDBPrivate

#endif
