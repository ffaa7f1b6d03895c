// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientuser_p.h"

namespace QtDynamoDBPrivate {

ClientUser::ClientUser(ClientEvents *events, std::shared_ptr<const Observers> observers)
    : m_events(events)
    , m_observers(std::move(observers))
{
}

void ClientUser::tellCredentialsRequired(const QDynamoDBError &error)
{
    if (m_events && m_observers->credentialsRequired)
        m_events->credentialsRequired(error);
}

bool ClientUser::canAuthorize() const
{
    return m_events && m_observers->authorizationRequired;
}

void ClientUser::authorize(const QUrl &url, const QString &code)
{
    if (m_events)
        m_events->authorizationRequired(url, code);
}

bool ClientUser::canAnswerMfa() const
{
    return m_events && m_observers->mfaRequired;
}

void ClientUser::askMfa(const QString &mfaSerial, const std::function<void(const QString &)> &answer)
{
    m_mfaQuestions.emplace_back(mfaSerial, answer);
    if (m_mfaQuestions.size() == 1)
        askNextMfa();
}

void ClientUser::provideMfaCode(const QString &code)
{
    if (m_mfaQuestions.empty())
        return;
    const auto [mfaSerial, answer] = std::move(m_mfaQuestions.front());
    m_mfaQuestions.pop_front();
    answer(code);
    if (!m_mfaQuestions.empty())
        askNextMfa();
}

void ClientUser::askNextMfa()
{
    if (m_events)
        m_events->mfaRequired(m_mfaQuestions.front().first);
}

void ClientUser::leave()
{
    m_events = nullptr;
    m_mfaQuestions.clear();
}

} // namespace QtDynamoDBPrivate
