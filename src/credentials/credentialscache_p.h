// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CREDENTIALSCACHE_P_H
#define CREDENTIALSCACHE_P_H

#include "credentials/fetchcontext_p.h"
#include "eventloop/mailbox_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qobject.h>

#include <chrono>
#include <functional>
#include <map>

namespace QtDynamoDBPrivate {

// Keeps what a provider gave, and asks it one question at a time however many wait. Lives in the
// I/O thread; answers that come after its end go nowhere.
class Q_DYNAMODB_AUTOTEST_EXPORT CredentialsCache : public QObject
{
    Q_OBJECT

public:
    using Answer = QDynamoDBCredentialsProvider::Answer;
    using Ticket = quint64; // 0 is none
    using TimeSource = std::function<QDateTime()>;

    static constexpr std::chrono::seconds refreshAhead { 300 };
    // How long after a refresh that failed the next one waits, while the old ones are still good.
    static constexpr std::chrono::seconds refreshPause { 30 };

    CredentialsCache(std::shared_ptr<QDynamoDBCredentialsProvider> provider, TimeSource utcNow,
                     QObject *parent = nullptr);
    ~CredentialsCache() override;

    // What fetches from now on are lent; owner and time are the cache's own.
    void setContext(const FetchContext &context);

    // Those at hand, if they are valid; near their end they are refreshed meanwhile.
    [[nodiscard]] QDynamoDBCredentials current();
    // Answers at once with those at hand (and returns 0), else from the event loop.
    Ticket get(Answer answer);
    // The service refused these as expired: answers with others, that are fetched unless somebody
    // else's complaint already brought them.
    Ticket reload(const QDynamoDBCredentials &refused, Answer answer);
    // No answer will come. A fetch that is under way goes on.
    void cancel(Ticket ticket);

Q_SIGNALS:
    // Nobody has credentials, neither new ones nor old.
    void failed(const QDynamoDBError &error);

private:
    void fetch(QDynamoDBCredentialsProvider::Freshness freshness);
    void answered(const QDynamoDBExpected<QDynamoDBCredentials> &result);
    Ticket wait(Answer answer);

    const std::shared_ptr<QDynamoDBCredentialsProvider> m_provider;
    const TimeSource m_utcNow;
    FetchContext m_context;
    QDynamoDBCredentials m_credentials;
    QDateTime m_nextRefresh;
    std::map<Ticket, Answer> m_waiting;
    Ticket m_lastTicket = 0;
    QDynamoDBCredentials m_refused; // while fetching others
    QDynamoDBCredentialsProvider::Freshness m_freshness {}; // of the fetch under way
    bool m_fetching = false;
    Mailbox m_mailbox; // last: closed before the rest goes
};

} // namespace QtDynamoDBPrivate

#endif
