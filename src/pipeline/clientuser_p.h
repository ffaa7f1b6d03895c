// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTUSER_P_H
#define CLIENTUSER_P_H

#include "credentials/fetchcontext_p.h"
#include "pipeline/clientevents_p.h"
#include "pipeline/observers_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <deque>
#include <memory>
#include <utility>

namespace QtDynamoDBPrivate {

// The user of the application, whom credential providers reach through the client's signals. Call
// from the I/O thread.
class ClientUser final : public User
{
public:
    // The events must outlive this object, or leave() be called before they are destroyed.
    ClientUser(ClientEvents *events, std::shared_ptr<const Observers> observers);

    void tellCredentialsRequired(const QDynamoDBError &error);
    // To the question that is longest open.
    void provideMfaCode(const QString &code);
    void forget() { m_mfaQuestions.clear(); } // the calls that wait for an answer have ended
    void leave(); // the client is being destroyed

    [[nodiscard]] bool canAuthorize() const override;
    void authorize(const QUrl &url, const QString &code) override;
    [[nodiscard]] bool canAnswerMfa() const override;
    void askMfa(const QString &mfaSerial,
                const std::function<void(const QString &)> &answer) override;

private:
    void askNextMfa();

    ClientEvents *m_events; // null after leave()
    const std::shared_ptr<const Observers> m_observers;
    // One at a time: a code counts once, and nobody could tell whose it is.
    std::deque<std::pair<QString, std::function<void(const QString &)>>> m_mfaQuestions;
};

} // namespace QtDynamoDBPrivate

#endif
