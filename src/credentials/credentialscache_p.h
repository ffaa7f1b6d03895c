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

// A cache of the credentials that a provider returned. At most one fetch runs at a time, however
// many callers wait for it. Lives in the I/O thread. Results that arrive after its destruction are
// discarded.
class Q_DYNAMODB_AUTOTEST_EXPORT CredentialsCache : public QObject
{
    Q_OBJECT

public:
    using Callback = QDynamoDBCredentialsProvider::Callback;
    using Ticket = quint64; // 0: nothing is pending
    using TimeSource = std::function<QDateTime()>;

    // The time before expiration from which on current() starts a refresh.
    static constexpr std::chrono::seconds refreshAhead { 300 };
    // The pause after each fetch before current() starts the next refresh.
    static constexpr std::chrono::seconds refreshPause { 30 };

    CredentialsCache(std::shared_ptr<QDynamoDBCredentialsProvider> provider, TimeSource utcNow,
                     QObject *parent = nullptr);
    ~CredentialsCache() override;

    // Sets the context of later fetches. Its owner and clock are replaced with the cache's own.
    void setContext(const FetchContext &context);

    // Returns the cached credentials while they are valid, else empty ones. Starts a refresh if
    // they are about to expire.
    [[nodiscard]] QDynamoDBCredentials current();
    // Passes cached credentials to the callback before it returns 0. Without valid ones, the
    // callback is called from the event loop, after a fetch.
    Ticket get(Callback callback);
    // Replaces credentials that the service refused as expired. Fetches new ones, unless the cache
    // already holds others.
    Ticket reload(const QDynamoDBCredentials &refused, Callback callback);
    // Drops the callback. A running fetch continues.
    void cancel(Ticket ticket);

Q_SIGNALS:
    // A fetch failed, and the cache holds no valid credentials.
    void failed(const QDynamoDBError &error);

private:
    void fetch(QDynamoDBCredentialsProvider::Freshness freshness);
    void handleResult(const QDynamoDBExpected<QDynamoDBCredentials> &result);
    Ticket addPending(Callback callback);

    const std::shared_ptr<QDynamoDBCredentialsProvider> m_provider;
    const TimeSource m_utcNow;
    FetchContext m_context;
    QDynamoDBCredentials m_credentials;
    QDateTime m_nextRefresh;
    std::map<Ticket, Callback> m_pending;
    Ticket m_lastTicket = 0;
    QDynamoDBCredentials m_refused; // while their replacement is fetched
    QDynamoDBCredentialsProvider::Freshness m_freshness {}; // of the running fetch
    bool m_fetching = false;
    Mailbox m_mailbox; // last member: destroyed first, so that no result arrives during destruction
};

} // namespace QtDynamoDBPrivate

#endif
