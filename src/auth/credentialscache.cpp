// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/credentialscache_p.h"

#include "auth/qdynamodbcredentials_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/qpointer.h>

#include <algorithm>
#include <atomic>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;
using Code = QDynamoDBError::Code;

// What answers go through: they may come in any thread, and after the cache's end.
struct CredentialsCache::Gate
{
    QMutex mutex;
    CredentialsCache *cache;
};

// Held by the answer that a provider was given, so it also notices if that is dropped.
class CredentialsCache::Question
{
public:
    Question(const std::shared_ptr<Gate> &gate, quint64 fetch, const QString &provider)
        : m_gate(gate)
        , m_fetch(fetch)
        , m_provider(provider)
    {
    }
    ~Question()
    {
        answer(QDynamoDBError(Code::NoCredentials,
                              u"%1: gave up without an answer"_s.arg(m_provider)));
    }
    Q_DISABLE_COPY_MOVE(Question)

    // Only the first time.
    void answer(const Result &result)
    {
        if (m_answered.exchange(true))
            return;
        const QMutexLocker locker(&m_gate->mutex);
        if (CredentialsCache *cache = m_gate->cache) {
            QMetaObject::invokeMethod(
                    cache, [cache, fetch = m_fetch, result] { cache->answered(fetch, result); },
                    Qt::QueuedConnection);
        }
    }

private:
    const std::shared_ptr<Gate> m_gate;
    const quint64 m_fetch;
    const QString m_provider;
    std::atomic<bool> m_answered = false;
};

namespace {

bool isValid(const QDynamoDBCredentials &credentials, const QDateTime &now)
{
    if (credentials.isEmpty())
        return false;
    const QDateTime expiration = credentials.expiration();
    return !expiration.isValid() || now < expiration;
}

// Both become part of a header.
bool isHeaderText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// What makes fresh credentials useless.
QDynamoDBError problemWith(const QDynamoDBCredentials &credentials, const QDateTime &now)
{
    if (credentials.isEmpty())
        return { Code::NoCredentials, u"has no access key, or no secret to it"_s };
    const auto *secrets = QDynamoDBCredentialsPrivate::get(credentials);
    if (!isHeaderText(secrets->accessKeyId) || !isHeaderText(secrets->sessionToken.view())) {
        return { Code::InvalidParameterValue,
                 u"the access key or the session token has characters that neither can have"_s };
    }
    if (!isValid(credentials, now)) {
        return { Code::ExpiredToken,
                 u"the credentials expired at %1"_s.arg(
                         credentials.expiration().toUTC().toString(Qt::ISODate)) };
    }
    return {};
}

} // namespace

CredentialsCache::CredentialsCache(std::shared_ptr<QDynamoDBCredentialsProvider> provider,
                                   TimeSource utcNow, QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_utcNow(std::move(utcNow))
    , m_gate(std::make_shared<Gate>())
{
    m_gate->cache = this;
}

CredentialsCache::~CredentialsCache()
{
    const QMutexLocker locker(&m_gate->mutex);
    m_gate->cache = nullptr;
}

QDynamoDBCredentials CredentialsCache::current()
{
    const QDateTime now = m_utcNow();
    if (!isValid(m_credentials, now))
        return {};
    const QDateTime expiration = m_credentials.expiration();
    if (expiration.isValid() && now.addDuration(refreshAhead) >= expiration && !m_fetching
        && (!m_nextRefresh.isValid() || now >= m_nextRefresh)) {
        fetch(Freshness::Any);
    }
    return m_credentials;
}

CredentialsCache::Ticket CredentialsCache::get(Answer answer)
{
    if (const QDynamoDBCredentials credentials = current(); !credentials.isEmpty()) {
        answer(credentials);
        return 0;
    }
    const Ticket ticket = wait(std::move(answer));
    if (!m_fetching)
        fetch(Freshness::Any);
    return ticket;
}

CredentialsCache::Ticket CredentialsCache::reload(const QDynamoDBCredentials &refused, Answer answer)
{
    if (m_credentials != refused)
        return get(std::move(answer));
    m_credentials = {};
    m_refused = refused;
    const Ticket ticket = wait(std::move(answer));
    if (!m_fetching)
        fetch(Freshness::Reload);
    return ticket;
}

void CredentialsCache::cancel(Ticket ticket)
{
    m_waiting.erase(ticket);
}

CredentialsCache::Ticket CredentialsCache::wait(Answer answer)
{
    m_waiting.emplace(++m_lastTicket, std::move(answer));
    return m_lastTicket;
}

void CredentialsCache::fetch(Freshness freshness)
{
    m_fetching = true;
    m_freshness = freshness;
    const auto question = std::make_shared<Question>(m_gate, ++m_lastFetch, m_provider->name());
    m_provider->fetch(freshness, [question](const Result &result) { question->answer(result); });
}

void CredentialsCache::answered(quint64 fetchNumber, const Result &result)
{
    if (!m_fetching || fetchNumber != m_lastFetch)
        return;
    // Asked before anybody complained, the provider may have given what was refused since.
    const bool stale = result.hasValue() && m_freshness == Freshness::Any && !m_refused.isEmpty()
            && *result == m_refused;
    if (stale) {
        fetch(Freshness::Reload);
        return;
    }
    m_refused = {};
    m_fetching = false;

    const QDateTime now = m_utcNow();
    m_nextRefresh = now.addDuration(refreshPause);
    Result outcome = result;
    if (outcome.hasValue()) {
        QDynamoDBCredentials &credentials = outcome.value();
        if (const QDynamoDBError problem = problemWith(credentials, now); problem.isError()) {
            outcome = QDynamoDBError(problem.code(),
                                     m_provider->name() + ": "_L1 + problem.message());
        } else {
            if (credentials.source().isEmpty())
                credentials.setSource(m_provider->name());
            m_credentials = credentials;
        }
    }
    // A refresh that failed does no harm while those at hand are good.
    if (!outcome.hasValue() && isValid(m_credentials, now))
        outcome = m_credentials;

    const QPointer<CredentialsCache> self(this);
    const Ticket last = m_lastTicket;
    while (self && !m_waiting.empty() && m_waiting.begin()->first <= last) {
        const auto node = m_waiting.extract(m_waiting.begin());
        node.mapped()(outcome);
    }
}

} // namespace QtDynamoDBPrivate
