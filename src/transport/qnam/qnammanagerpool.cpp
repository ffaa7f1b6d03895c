// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnammanagerpool_p.h"
#include "transport/networklogging_p.h"
#include "transport/proxies_p.h"
#include "transport/qnam/qnamdisposal_p.h"

#include <QtNetwork/qnetworkaccessmanager.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

QnamManagerPool::QnamManagerPool() = default;

QnamManagerPool::~QnamManagerPool()
{
    for (const auto &manager : m_managers) {
        if (manager->stuck)
            disposeElsewhere(std::move(manager->network));
    }
}

void QnamManagerPool::setProxy(const std::optional<QNetworkProxy> &proxy)
{
    m_proxy = proxy;
    retireAll();
}

void QnamManagerPool::retireAll()
{
    for (const auto &manager : m_managers)
        manager->retired = true;
    shrinkTo(0);
}

void QnamManagerPool::shrinkTo(int connections)
{
    const int needed = (connections + connectionsPerManager - 1) / connectionsPerManager;
    // The least busy ones are retired first, so that those in use keep their warm connections.
    std::stable_sort(m_managers.begin(), m_managers.end(),
                     [](const auto &left, const auto &right) { return left->busy > right->busy; });
    int kept = 0;
    for (const auto &manager : m_managers)
        manager->retired = manager->retired || ++kept > needed;
    removeRetired();
}

QnamManagerPool::Manager *QnamManagerPool::acquire()
{
    const std::chrono::nanoseconds now = m_now();
    const std::chrono::nanoseconds stale = now - m_idleTimeout;
    Manager *warmest = nullptr;
    Manager *leastBusy = nullptr;
    for (const auto &manager : m_managers) {
        if (manager->retired || manager->busy >= connectionsPerManager)
            continue;
        // The manager's own timer for idle connections does not count the time asleep, and starts
        // again with each request on any of them.
        if (manager->warm > manager->busy && manager->allUsed < stale) {
            manager->retired = true;
            continue;
        }
        if (manager->warm > manager->busy && (!warmest || manager->lastUse > warmest->lastUse))
            warmest = manager.get();
        if (!leastBusy || manager->busy < leastBusy->busy)
            leastBusy = manager.get();
    }
    removeRetired();
    Manager *manager = warmest ? warmest : leastBusy ? leastBusy : create();
    manager->busy += 1;
    manager->warm = std::max(manager->warm, manager->busy);
    if (manager->busy == manager->warm)
        manager->allUsed = now;
    return manager;
}

void QnamManagerPool::release(Manager *manager, Connection connection)
{
    manager->lastUse = m_now();
    if (manager->busy == manager->warm)
        manager->allUsed = manager->lastUse;
    manager->busy -= 1;
    manager->ended += 1;
    if (connection != Connection::Kept)
        manager->warm -= 1;
    if (connection == Connection::Stuck)
        manager->retired = manager->stuck = true;
    if (manager->retired)
        removeRetired();
}

QnamManagerPool::Manager *QnamManagerPool::create()
{
    auto manager = std::make_unique<Manager>();
    manager->network = std::make_unique<QNetworkAccessManager>();
    manager->network->setProxyFactory(new TunnelingProxyFactory(m_proxy));
    manager->lastUse = m_now();
    m_managers.push_back(std::move(manager));
    qCDebug(lcNetwork) << "managers:" << m_managers.size();
    return m_managers.back().get();
}

void QnamManagerPool::removeRetired()
{
    std::erase_if(m_managers, [](const auto &manager) {
        if (!manager->retired || manager->busy)
            return false;
        // This may be called from a signal of the manager's reply.
        if (manager->stuck)
            disposeElsewhereLater(std::move(manager->network));
        else
            manager->network.release()->deleteLater();
        return true;
    });
}

} // namespace QtDynamoDBPrivate
