// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/fetch_p.h"

#include "signing/redaction_p.h"
#include "signing/secret_p.h"
#include "credentials/providers/tokenfile_p.h"
#include "transport/loggingcategory_p.h"
#include "values/qdynamodberror_p.h"

#include <algorithm>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

Q_DYNAMODB_LOGGING_CATEGORY(lcCredentials, "qtdynamodb.credentials")

namespace {

// Replaces control characters and limits the length of a text, which may come from a service.
QString printable(QString text)
{
    constexpr qsizetype longest = 600;
    const auto unprintable = [](QChar c) { return !c.isPrint(); };
    std::replace_if(text.begin(), text.end(), unprintable, u' ');
    return text.size() <= longest ? text : text.left(longest) + u'\u2026';
}

FetchContext configured(FetchContext context, const Environment &environment)
{
    if (!context.configuration)
        context.configuration.emplace(environment);
    return context;
}

} // namespace

void fetchFrom(QDynamoDBCredentialsProvider &provider, const FetchContext &context,
               QDynamoDBCredentialsProvider::Freshness freshness,
               QDynamoDBCredentialsProvider::Callback callback)
{
    if (auto *source = dynamic_cast<Source *>(&provider))
        source->startFetch(context, freshness, std::move(callback));
    else
        provider.fetch(freshness, std::move(callback));
}

QDynamoDBError namedError(const QString &provider, const QDynamoDBError &error)
{
    const QString prefix = provider + ": "_L1;
    if (error.message().startsWith(prefix))
        return error;
    QDynamoDBError named = error;
    QDynamoDBErrorPrivate::get(named).message.prepend(prefix);
    return named;
}

Fetch::Fetch(const FetchContext &context, Callback callback, const Environment &environment)
    : QObject(context.owner)
    , m_context(configured(context, environment))
    , m_callback(std::move(callback))
    , m_http(m_context, this)
    , m_mailbox(this)
{
}

Fetch::~Fetch()
{
    m_http.stop(); // first: its requests share memory with the secrets
    for (QString &secret : m_secrets)
        wipe(secret);
}

void Fetch::finish(const Result &result)
{
    const Callback callback = std::exchange(m_callback, {});
    if (!callback)
        return;
    deleteLater();
    if (result.hasValue()) {
        callback(result);
        return;
    }
    QDynamoDBError error = result.error();
    QString &message = QDynamoDBErrorPrivate::get(error).message;
    message = withoutSecrets(printable(message), m_secrets);
    callback(error);
}

void Fetch::addSecret(const QString &secret)
{
    if (secret.isEmpty())
        return;
    m_secrets += secret;
    QByteArray bytes = secret.toUtf8();
    QByteArray percentEncoded = bytes.toPercentEncoding();
    if (percentEncoded != bytes)
        m_secrets += QString::fromLatin1(percentEncoded);
    wipe(percentEncoded);
    wipe(bytes);
}

template<typename T>
void Fetch::readUntilComplete(const std::function<QDynamoDBExpected<T>()> &read,
                              const std::function<bool(const QDynamoDBExpected<T> &)> &isUnfinished,
                              const std::function<void(const QDynamoDBExpected<T> &)> &then,
                              int attempt)
{
    constexpr int attempts = 6;
    constexpr std::chrono::milliseconds firstPause { 20 }; // doubles
    auto outcome = read();
    if (attempt == attempts || !isUnfinished(outcome)) {
        then(outcome);
        if constexpr (std::is_same_v<T, QByteArray>) {
            if (outcome)
                wipe(outcome.value());
        }
        return;
    }
    m_context.after(firstPause * (1 << (attempt - 1)), this,
                    [=, this] { readUntilComplete(read, isUnfinished, then, attempt + 1); });
}

void Fetch::readToken(const QString &path,
                      const std::function<void(const QDynamoDBExpected<SecretObject> &)> &then)
{
    readUntilComplete<SecretObject>([path] { return readTokenFile(path); },
                                    [](const QDynamoDBExpected<SecretObject> &token) {
                                        return !token
                                                && token.error().code() == Code::InvalidResponse;
                                    },
                                    [this, then](const QDynamoDBExpected<SecretObject> &token) {
                                        if (token)
                                            addSecrets(token->secrets);
                                        then(token);
                                    },
                                    1);
}

void Fetch::readText(const QString &path,
                     const std::function<void(const QDynamoDBExpected<QByteArray> &)> &then)
{
    readUntilComplete<QByteArray>([path] { return readSmallFile(path); },
                                  [](const QDynamoDBExpected<QByteArray> &text) {
                                      return text && text->isEmpty();
                                  },
                                  then, 1);
}

void Fetch::addSecrets(const HiddenSecrets &secrets)
{
    for (const auto &[path, secret] : secrets)
        addSecret(QString::fromUtf8(secret->view()));
}

void Fetch::send(const HttpFetcher::MakeRequest &makeRequest, const HttpPolicy &policy,
                 const HttpFetcher::Then &then)
{
    m_http.send(makeRequest, policy, [this, then](const HttpResponse &response) {
        addSecrets(response.secrets);
        then(response);
    });
}

} // namespace QtDynamoDBPrivate
