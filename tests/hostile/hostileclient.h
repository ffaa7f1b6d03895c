// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HOSTILECLIENT_H
#define HOSTILECLIENT_H

#include "hostileserver.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <fakeclock/installfakeclock.h>

// A client of a hostile server. Its clock stands still, so nothing depends on the machine's speed:
// time passes for the pauses before retries, and where the server holds its answer back.
class HostileClient
{
public:
    using Transport = QDynamoDBClient::Transport;

    HostileClient(HostileServer *server, Transport transport, int retries = 1);

    // What became of a GetItem of that key.
    struct Result
    {
        bool isOver = false; // within a minute
        QDynamoDBError error;
        QByteArray id;
        QByteArray value;
        int attempts = 0;
    };
    // Where attempts may time out, they do when the server holds its answer back.
    enum class Timeouts { None, Possible };
    [[nodiscard]] Result getItem(const QByteArray &id, Timeouts timeouts = Timeouts::None);

    [[nodiscard]] FakeClock *clock() const { return m_clock; }
    [[nodiscard]] QDynamoDBClient *client() const { return m_client.get(); }
    void destroy() { m_client.reset(); }

private:
    HostileServer *const m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;
    int m_attempts = 0; // of the call that ended last
    int m_held = 0; // answers held back that an attempt has waited for
};

void addHostileColumns(); // transport and security, for initTestCase_data()

#endif
