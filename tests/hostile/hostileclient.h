// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HOSTILECLIENT_H
#define HOSTILECLIENT_H

#include "hostileserver.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <fakeclock/installfakeclock.h>

// A client of a hostile server. Its fake clock advances only for the pauses before retries and when the
// server holds a response back, so that results don't depend on the speed of the machine.
class HostileClient
{
public:
    using Transport = QDynamoDBClient::Transport;

    HostileClient(HostileServer *server, Transport transport, int retries = 1);

    // The end of a GetItem call.
    struct Result
    {
        bool isOver = false; // the call finished within a minute
        QDynamoDBError error;
        QByteArray id;
        QByteArray value;
        int attempts = 0;
    };
    // Whether an attempt times out when the server holds its response back.
    enum class Timeouts { None, Possible };
    [[nodiscard]] Result getItem(const QByteArray &id, Timeouts timeouts = Timeouts::None);

    [[nodiscard]] FakeClock *clock() const { return m_clock; }
    [[nodiscard]] QDynamoDBClient *client() const { return m_client.get(); }
    void destroy() { m_client.reset(); }

private:
    HostileServer *const m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;
    int m_attempts = 0; // of the call that finished last
    int m_held = 0; // responses held back whose attempt has timed out
};

void addHostileColumns(); // transport and security, for initTestCase_data()

#endif
