// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/credentialscache_p.h"

#include "credentials/fetch_p.h"
#include "signing/qdynamodbcredentials_p.h"

#include <QtCore/qpointer.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;
using Code = QDynamoDBError::Code;

namespace {

bool isValid(const QDynamoDBCredentials &credentials, const QDateTime &now)
{
    if (credentials.isEmpty())
        return false;
    const QDateTime expiration = credentials.expiration();
    return !expiration.isValid() || now < expiration;
}

// Whether the text can stand in an HTTP header, as the access key ID and the session token do.
bool isHeaderText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// Returns why fetched credentials cannot be used, or no error.
QDynamoDBError checkCredentials(const QDynamoDBCredentials &credentials, const QDateTime &now)
{
    if (credentials.isEmpty())
        return { Code::NoCredentials, u"the access key ID or the secret access key is empty"_s };
    const auto *secrets = QDynamoDBCredentialsPrivate::get(credentials);
    if (!isHeaderText(secrets->accessKeyId) || !isHeaderText(secrets->sessionToken.view())) {
        return { Code::InvalidParameterValue,
                 u"the access key ID or the session token contains a character that is not "
                 "allowed; only visible ASCII is"_s };
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
    , m_mailbox(this)
{
    setContext({});
}

CredentialsCache::~CredentialsCache() = default;

void CredentialsCache::setContext(const FetchContext &context)
{
    m_context = context;
    m_context.owner = this;
    m_context.utcNow = m_utcNow;
}

QDynamoDBCredentials CredentialsCache::current()
{
    const QDateTime now = m_utcNow();
    if (!isValid(m_credentials, now))
        return {};
    const QDateTime expiration = m_credentials.expiration();
    // A next refresh that is further away than one pause means that the clock was set back.
    const bool pausing = now < m_nextRefresh && m_nextRefresh <= now.addDuration(refreshPause);
    if (expiration.isValid() && now.addDuration(refreshAhead) >= expiration && !m_fetching
        && !pausing) {
        fetch(Freshness::Any);
    }
    return m_credentials;
}

CredentialsCache::Ticket CredentialsCache::get(Callback callback)
{
    if (const QDynamoDBCredentials credentials = current(); !credentials.isEmpty()) {
        callback(credentials);
        return 0;
    }
    const Ticket ticket = addPending(std::move(callback));
    if (!m_fetching)
        fetch(Freshness::Any);
    return ticket;
}

CredentialsCache::Ticket CredentialsCache::reload(const QDynamoDBCredentials &refused,
                                                  Callback callback)
{
    if (m_credentials != refused)
        return get(std::move(callback));
    m_credentials = {};
    m_refused = refused;
    const Ticket ticket = addPending(std::move(callback));
    if (!m_fetching)
        fetch(Freshness::Reload);
    return ticket;
}

void CredentialsCache::cancel(Ticket ticket)
{
    m_pending.erase(ticket);
}

CredentialsCache::Ticket CredentialsCache::addPending(Callback callback)
{
    m_pending.emplace(++m_lastTicket, std::move(callback));
    return m_lastTicket;
}

void CredentialsCache::fetch(Freshness freshness)
{
    m_fetching = true;
    m_freshness = freshness;
    const auto callback = m_mailbox.slot<Result>([this](const std::optional<Result> &result) {
        handleResult(result.value_or(
                QDynamoDBError(Code::NoCredentials, u"the provider gave no result"_s)));
    });
    fetchFrom(*m_provider, m_context, freshness, callback);
}

void CredentialsCache::handleResult(const Result &result)
{
    // A fetch that began before the refusal may return the refused credentials.
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
        if (const QDynamoDBError problem = checkCredentials(credentials, now); problem.isError()) {
            outcome = problem;
        } else {
            if (credentials.source().isEmpty())
                credentials.setSource(m_provider->name());
            m_credentials = credentials;
        }
    }
    QDynamoDBError failure;
    if (!outcome.hasValue()) {
        const QDynamoDBError error = namedError(m_provider->name(), outcome.error());
        // A failed refresh is not an error while the cached credentials are valid.
        if (isValid(m_credentials, now)) {
            qCDebug(lcCredentials)
                    << "refresh failed, cached credentials stay in use:" << error.message();
            outcome = m_credentials;
        } else {
            qCDebug(lcCredentials) << "fetch failed:" << error;
            outcome = failure = error;
        }
    } else {
        qCDebug(lcCredentials) << "received" << *outcome;
    }

    const QPointer<CredentialsCache> self(this);
    const Ticket last = m_lastTicket;
    while (self && !m_pending.empty() && m_pending.begin()->first <= last) {
        const auto node = m_pending.extract(m_pending.begin());
        node.mapped()(outcome);
    }
    if (self && failure.isError())
        Q_EMIT failed(failure);
}

} // namespace QtDynamoDBPrivate
