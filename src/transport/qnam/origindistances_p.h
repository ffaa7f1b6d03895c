// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ORIGINDISTANCES_P_H
#define ORIGINDISTANCES_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qurl.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// How far away servers are: by origin, the shortest time in which it accepted a connection or
// answered on a new one. What comes much sooner is no answer.
class Q_DYNAMODB_AUTOTEST_EXPORT OriginDistances
{
public:
    using Duration = std::chrono::nanoseconds;

    // A server that is nearer is like a local one: bytes that arrived before the request are read no
    // sooner than its answer.
    static constexpr Duration least = std::chrono::milliseconds(1);

    // On a new connection: the time to open it, and from the request's last byte to the answer's
    // head. TCP takes one round trip to open a connection, TLS at least another one.
    void learn(const QUrl &url, Duration connecting, Duration answer);
    // Whether a head that came so long after the request's last byte can't be an answer to it.
    [[nodiscard]] bool isTooSoon(const QUrl &url, Duration answer) const;
    void clear() { m_distances.clear(); }

private:
    QHash<QString, Duration> m_distances;
};

} // namespace QtDynamoDBPrivate

#endif
