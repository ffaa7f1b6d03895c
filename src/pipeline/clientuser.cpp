// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientuser_p.h"

namespace QtDynamoDBPrivate {

ClientUser::ClientUser(ClientEvents *events, std::shared_ptr<const Observers> observers)
    : m_events(events)
    , m_observers(std::move(observers))
{
}

void ClientUser::reportCredentialsRequired(const QDynamoDBError &error)
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

void ClientUser::askMfa(const QString &mfaSerial,
                        const std::function<void(const QString &)> &callback)
{
    m_mfaRequests.emplace_back(mfaSerial, callback);
    if (m_mfaRequests.size() == 1)
        requestNextMfa();
}

void ClientUser::provideMfaCode(const QString &code)
{
    if (m_mfaRequests.empty())
        return;
    const auto [mfaSerial, callback] = std::move(m_mfaRequests.front());
    m_mfaRequests.pop_front();
    callback(code);
    if (!m_mfaRequests.empty())
        requestNextMfa();
}

void ClientUser::requestNextMfa()
{
    if (m_events)
        m_events->mfaRequired(m_mfaRequests.front().first);
}

void ClientUser::leave()
{
    m_events = nullptr;
    m_mfaRequests.clear();
}

} // namespace QtDynamoDBPrivate
