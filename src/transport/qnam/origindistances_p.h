// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ORIGINDISTANCES_P_H
#define ORIGINDISTANCES_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qurl.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// The distances of servers: for each origin, the shortest time in which it accepted a connection or
// responded on a new one. A response that arrives much sooner is not one to the request.
class Q_DYNAMODB_AUTOTEST_EXPORT OriginDistances
{
public:
    using Duration = std::chrono::nanoseconds;

    // Nearer servers are treated as local ones: bytes that arrived before the request are not read
    // noticeably sooner than a response.
    static constexpr Duration least = std::chrono::milliseconds(1);

    // Learns from a new connection: the time to open it, and the time from the request's last byte
    // to the response's head. TCP takes one round trip to open a connection, TLS at least one more.
    void learn(const QUrl &url, Duration connecting, Duration response);
    // Whether a head can't be one to the request, if it arrived in this time after its last byte.
    [[nodiscard]] bool isTooSoon(const QUrl &url, Duration response) const;
    void clear() { m_distances.clear(); }

private:
    QHash<QString, Duration> m_distances;
};

} // namespace QtDynamoDBPrivate

#endif
