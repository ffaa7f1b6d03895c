// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clientuser_p.h"

namespace QtDynamoDBPrivate {

ClientUser::ClientUser(QDynamoDBAbstractClient *client, std::shared_ptr<const Observers> observers)
    : m_client(client)
    , m_observers(std::move(observers))
{
}

template<typename Signal>
void ClientUser::tell(Signal signal)
{
    if (m_client)
        QMetaObject::invokeMethod(m_client, std::move(signal), Qt::QueuedConnection);
}

void ClientUser::tellCredentialsRequired(const QDynamoDBError &error)
{
    if (m_observers->credentialsRequired)
        tell([client = m_client, error] { Q_EMIT client->credentialsRequired(error); });
}

bool ClientUser::canAuthorize() const
{
    return m_client && m_observers->authorizationRequired;
}

void ClientUser::authorize(const QUrl &url, const QString &code)
{
    tell([client = m_client, url, code] { Q_EMIT client->authorizationRequired(url, code); });
}

bool ClientUser::canAnswerMfa() const
{
    return m_client && m_observers->mfaRequired;
}

void ClientUser::askMfa(const QString &serialNumber,
                        const std::function<void(const QString &)> &answer)
{
    m_mfaQuestions.emplace_back(serialNumber, answer);
    if (m_mfaQuestions.size() == 1)
        askNextMfa();
}

void ClientUser::answerMfa(const QString &code)
{
    if (m_mfaQuestions.empty())
        return;
    const auto [serialNumber, answer] = std::move(m_mfaQuestions.front());
    m_mfaQuestions.pop_front();
    answer(code);
    if (!m_mfaQuestions.empty())
        askNextMfa();
}

void ClientUser::askNextMfa()
{
    tell([client = m_client, serialNumber = m_mfaQuestions.front().first] {
        Q_EMIT client->mfaRequired(serialNumber);
    });
}

void ClientUser::leave()
{
    m_client = nullptr;
    m_mfaQuestions.clear();
}

} // namespace QtDynamoDBPrivate
