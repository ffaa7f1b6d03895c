// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FETCH_P_H
#define FETCH_P_H

#include "credentials/fetchcontext_p.h"
#include "credentials/httpfetcher_p.h"
#include "eventloop/mailbox_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qloggingcategory.h>
#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// qtdynamodb.credentials: which source returned credentials or failed. Never logs a secret.
Q_DECLARE_LOGGING_CATEGORY(lcCredentials)

// A provider that is part of this library. It uses the context of the caller: its clock, proxy, TLS
// settings and the signals through which the user is asked.
class Source : public QDynamoDBCredentialsProvider
{
public:
    void fetch(Freshness freshness, Callback callback) final
    {
        startFetch({}, freshness, std::move(callback));
    }
    // Calls callback once, before it returns or later, in the thread of the call.
    virtual void startFetch(const FetchContext &context, Freshness freshness, Callback callback) = 0;
};

// Fetches credentials from any provider. Only a Source gets the context; a provider that the
// application implements has no use for it.
Q_DYNAMODB_AUTOTEST_EXPORT void fetchFrom(QDynamoDBCredentialsProvider &provider,
                                          const FetchContext &context,
                                          QDynamoDBCredentialsProvider::Freshness freshness,
                                          QDynamoDBCredentialsProvider::Callback callback);

// Returns the error with "<provider>: " before its message, unless the message begins so.
[[nodiscard]] QDynamoDBError namedError(const QString &provider, const QDynamoDBError &error);

// A running fetch of credentials from a source, the base class of one class per source. It deletes
// itself after its result, and ends without a result when the context's owner is destroyed.
class Fetch : public QObject
{
    Q_OBJECT

public:
    using Callback = QDynamoDBCredentialsProvider::Callback;
    using Freshness = QDynamoDBCredentialsProvider::Freshness;
    using Code = QDynamoDBError::Code;
    using Result = QDynamoDBExpected<QDynamoDBCredentials>;

    ~Fetch() override;

protected:
    // The environment is used if the context has no configuration.
    Fetch(const FetchContext &context, Callback callback, const Environment &environment = {});

    [[nodiscard]] const FetchContext &context() const { return m_context; }
    [[nodiscard]] const Configuration &configuration() const { return *m_context.configuration; }
    [[nodiscard]] QDateTime now() const { return m_context.utcNow(); }
    [[nodiscard]] const Mailbox &mailbox() const { return m_mailbox; }

    // Passes the result to the caller and deletes the fetch later. Secrets are removed from the
    // error text. Call as the last statement: the caller may destroy the owner.
    void finish(const Result &result);
    void fail(Code code, const QString &text) { finish(QDynamoDBError(code, text)); }

    // Registers texts that finish() removes from error messages. The secrets of token files and
    // HTTP responses are registered by readToken() and send().
    void addSecret(const QString &secret);
    void addSecrets(const HiddenSecrets &secrets);

    // Both functions read a file that another program may be writing. While it is empty or
    // truncated, it is read again, for at most 0.6 s in total; then the last outcome is passed on.
    void readToken(const QString &path,
                   const std::function<void(const QDynamoDBExpected<SecretObject> &)> &then);
    void readText(const QString &path,
                  const std::function<void(const QDynamoDBExpected<QByteArray> &)> &then);

    void send(const HttpFetcher::MakeRequest &makeRequest, const HttpPolicy &policy,
              const HttpFetcher::Then &then);

private:
    template<typename T>
    void readUntilComplete(const std::function<QDynamoDBExpected<T>()> &read,
                           const std::function<bool(const QDynamoDBExpected<T> &)> &isUnfinished,
                           const std::function<void(const QDynamoDBExpected<T> &)> &then,
                           int attempt);

    const FetchContext m_context;
    Callback m_callback;
    QStringList m_secrets;
    HttpFetcher m_http;
    Mailbox m_mailbox;
};

} // namespace QtDynamoDBPrivate

#endif
