// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "hostileclient.h"

#include <QtDynamoDB/qdynamodbexception.h>

#include <fakeserver/fakeserver.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

HostileClient::HostileClient(HostileServer *server, Transport transport, int retries)
    : m_server(server)
    , m_client(std::make_unique<QDynamoDBClient>())
    , m_clock(installFakeClock(m_client.get()))
{
    configureTestClient(m_client.get(), server->url());
    m_client->setSslConfiguration(FakeServer::clientConfiguration());
    m_client->setTransport(transport);
    m_client->setMaxRetries(retries);
    m_client->setCallTimeout(0ms);
    QObject::connect(m_client.get(), &QDynamoDBClient::finished, m_client.get(),
                     [this](const QDynamoDBOutcome &outcome) { m_attempts = outcome.attempts; });
}

HostileClient::Result HostileClient::getItem(const QByteArray &id, Timeouts timeouts)
{
    m_attempts = 0;
    const auto future = m_client->getItem(u"Table"_s, { { u"id"_s, QString::fromUtf8(id) } });
    const QDeadlineTimer patience(60s);
    while (!future.isFinished() || m_attempts == 0) {
        if (patience.hasExpired())
            return {};
        QTest::qWait(1);
        const auto next = m_clock->nextAlarm();
        if (!next || future.isFinished())
            continue;
        const auto wait = *next - m_clock->monotonic();
        if (timeouts == Timeouts::Possible && m_server->held() > m_held) {
            ++m_held;
            m_clock->advance(wait); // the timeout of the attempt, or the pause before a retry
        } else if (wait < 1s) {
            m_clock->advance(wait); // the pause before a retry
        }
    }
    Result result;
    result.isOver = true;
    result.attempts = m_attempts;
    try {
        const QDynamoDBItem item = future.result().item;
        result.id = item[u"id"_s].toString().toUtf8();
        result.value = item[u"value"_s].toString().toUtf8();
    } catch (const QDynamoDBException &exception) {
        result.error = exception.error();
    }
    return result;
}

void addHostileColumns()
{
    QTest::addColumn<HostileClient::Transport>("transport");
    QTest::addColumn<HostileServer::Security>("security");
    const auto row = [](const char *name, HostileClient::Transport transport,
                        HostileServer::Security security) {
        QTest::newRow(name) << transport << security;
    };
    row("default, http", HostileClient::Transport::NetworkAccessManager,
        HostileServer::Security::Plain);
    row("default, https", HostileClient::Transport::NetworkAccessManager,
        HostileServer::Security::Tls);
    row("direct, http", HostileClient::Transport::Direct, HostileServer::Security::Plain);
    row("direct, https", HostileClient::Transport::Direct, HostileServer::Security::Tls);
}
