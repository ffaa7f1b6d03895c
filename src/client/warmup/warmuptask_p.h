// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WARMUPTASK_P_H
#define WARMUPTASK_P_H

#include "client/clienttask_p.h"

#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// The preparations for the first call of a client: resolves the settings, fetches credentials and
// opens connections, as a call does. It doesn't retry.
class Q_DYNAMODB_AUTOTEST_EXPORT WarmUpTask final : public ClientTask
{
public:
    // Uses the client's current settings.
    WarmUpTask(QDynamoDBAbstractClient *client, int connections);
    ~WarmUpTask() override;

protected:
    void step() override;
    void ending() override;

private:
    class Connection;

    void useCredentials(const QDynamoDBExpected<QDynamoDBCredentials> &credentials);
    void connected(const TransportReply &reply);
    void timedOut(const char *option, std::chrono::milliseconds limit);

    const std::shared_ptr<const Settings> m_settings; // at the time of its construction
    const int m_connections;
    CallResources m_resources {}; // set by step()
    CredentialsCache::Ticket m_ticket = 0;
    std::vector<std::unique_ptr<Connection>> m_opening; // also those that are open
    std::size_t m_opened = 0;
};

} // namespace QtDynamoDBPrivate

#endif
