// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/origindistances_p.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOrigins = 64; // a client has one, or a few

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
            || QHostAddress(host).isLoopback();
}

QString originOf(const QUrl &url)
{
    return url.scheme() + u' ' + url.authority();
}

} // namespace

void OriginDistances::learn(const QUrl &url, Duration connecting, Duration response)
{
    if (isLoopback(url.host()))
        return;
    const Duration distance = std::min(url.scheme() == "https"_L1 ? connecting / 2 : connecting,
                                       response);
    if (m_distances.size() >= mostOrigins)
        m_distances.clear();
    const QString origin = originOf(url);
    const auto known = m_distances.find(origin);
    if (known == m_distances.end())
        m_distances.insert(origin, distance);
    else
        *known = std::min(*known, distance);
}

bool OriginDistances::isTooSoon(const QUrl &url, Duration response) const
{
    if (m_distances.isEmpty())
        return false;
    const Duration distance = m_distances.value(originOf(url));
    return distance >= least && response < distance / 2;
}

} // namespace QtDynamoDBPrivate
