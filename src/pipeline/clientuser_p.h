// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTUSER_P_H
#define CLIENTUSER_P_H

#include "credentials/fetchcontext_p.h"
#include "pipeline/clientevents_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <deque>
#include <memory>
#include <utility>

namespace QtDynamoDBPrivate {

// The user of the application. Credential providers reach the user through the client's signals.
// Belongs to the I/O thread.
class ClientUser final : public User
{
public:
    // Call leave() before the events are destroyed.
    ClientUser(ClientEvents *events, std::shared_ptr<const Observers> observers);

    void reportCredentialsRequired(const QDynamoDBError &error);
    // Answers the oldest request for a code. An empty code means that there is none.
    void provideMfaCode(const QString &code);
    void forget() { m_mfaRequests.clear(); } // the calls that wait for a code have ended
    void leave(); // the client is being destroyed

    [[nodiscard]] bool canAuthorize() const override;
    void authorize(const QUrl &url, const QString &code) override;
    [[nodiscard]] bool canAnswerMfa() const override;
    void askMfa(const QString &mfaSerial,
                const std::function<void(const QString &)> &callback) override;

private:
    void requestNextMfa();

    ClientEvents *m_events; // null after leave()
    const std::shared_ptr<const Observers> m_observers;
    // One request is shown at a time: a code is valid once, and doesn't say for which device it is.
    std::deque<std::pair<QString, std::function<void(const QString &)>>> m_mfaRequests;
};

} // namespace QtDynamoDBPrivate

#endif
