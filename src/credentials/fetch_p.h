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

// qtdynamodb.credentials: what was found where, and never a secret.
Q_DECLARE_LOGGING_CATEGORY(lcCredentials)

// A provider of this library's: it asks services, files and people, with what the asker lends.
class Source : public QDynamoDBCredentialsProvider
{
public:
    void fetch(Freshness freshness, Answer answer) final { ask({}, freshness, std::move(answer)); }
    virtual void ask(const FetchContext &context, Freshness freshness, Answer answer) = 0;
};

// Of any provider, this library's or the application's.
Q_DYNAMODB_AUTOTEST_EXPORT void askProvider(QDynamoDBCredentialsProvider &provider,
                                            const FetchContext &context,
                                            QDynamoDBCredentialsProvider::Freshness freshness,
                                            QDynamoDBCredentialsProvider::Answer answer);

// The error under the name of the provider that it comes from.
[[nodiscard]] QDynamoDBError namedError(const QString &provider, const QDynamoDBError &error);

// One question under way at a source. Ends itself with the answer, or with the asker.
class Fetch : public QObject
{
    Q_OBJECT

public:
    using Answer = QDynamoDBCredentialsProvider::Answer;
    using Freshness = QDynamoDBCredentialsProvider::Freshness;
    using Code = QDynamoDBError::Code;
    using Result = QDynamoDBExpected<QDynamoDBCredentials>;

    ~Fetch() override;

protected:
    // The environment counts where the context has no configuration.
    Fetch(const FetchContext &context, Answer answer, const Environment &environment = {});

    [[nodiscard]] const FetchContext &context() const { return m_context; }
    [[nodiscard]] const Configuration &configuration() const { return *m_context.configuration; }
    [[nodiscard]] QDateTime now() const { return m_context.utcNow(); }
    [[nodiscard]] const Mailbox &mailbox() const { return m_mailbox; }

    // The last thing that a function of a fetch does.
    void finish(const Result &result);
    void fail(Code code, const QString &text) { finish(QDynamoDBError(code, text)); }

    // What no error may show, whoever quotes it.
    void keepSecret(const QString &secret);
    void keepSecrets(const HiddenSecrets &secrets); // those of files and answers are kept already

    // Read files that another program may be writing at the same moment: while a token file is
    // empty or cut off, it is read again, for at most 0.6 s. Then the last outcome counts.
    void readToken(const QString &path,
                   const std::function<void(const QDynamoDBExpected<SecretObject> &)> &then);
    void readText(const QString &path,
                  const std::function<void(const QDynamoDBExpected<QByteArray> &)> &then);

    void send(const HttpFetcher::MakeRequest &makeRequest, const HttpPolicy &policy,
              const HttpFetcher::Then &then);

private:
    template<typename T>
    void readAgain(const std::function<QDynamoDBExpected<T>()> &read,
                   const std::function<bool(const QDynamoDBExpected<T> &)> &isUnfinished,
                   const std::function<void(const QDynamoDBExpected<T> &)> &then, int attempt);

    const FetchContext m_context;
    Answer m_answer;
    QStringList m_secrets;
    HttpFetcher m_http;
    Mailbox m_mailbox;
};

} // namespace QtDynamoDBPrivate

#endif
