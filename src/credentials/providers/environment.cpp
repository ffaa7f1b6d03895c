// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/credentialsreader_p.h"
#include "credentials/providers/providers_p.h"
#include "signing/qdynamodbcredentials_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

class EnvironmentProvider final : public QDynamoDBCredentialsProvider
{
public:
    explicit EnvironmentProvider(const Environment &environment)
        : m_environment(environment)
    {
    }

    QString name() const override { return u"environment"_s; }
    void fetch(Freshness, Callback callback) override { callback(read()); }

private:
    Result read() const
    {
        const QString id = m_environment.value("AWS_ACCESS_KEY_ID");
        const SecretBytes secret = secretValue("AWS_SECRET_ACCESS_KEY");
        if (id.isEmpty() && secret.isEmpty())
            return noCredentials(u"AWS_ACCESS_KEY_ID is not set"_s);
        // An error, not NoCredentials: the next source would sign as another identity.
        if (id.isEmpty())
            return incomplete(u"AWS_ACCESS_KEY_ID is not set, but AWS_SECRET_ACCESS_KEY is"_s);
        if (secret.isEmpty())
            return incomplete(u"AWS_SECRET_ACCESS_KEY is not set, but AWS_ACCESS_KEY_ID is"_s);
        const SecretBytes olderToken = secretValue("AWS_SECURITY_TOKEN");
        const SecretBytes token = secretValue("AWS_SESSION_TOKEN");
        auto credentials = QDynamoDBCredentialsPrivate::create(id.toUtf8(), secret.view(),
                                                               (olderToken.isEmpty() ? token
                                                                                     : olderToken)
                                                                       .view());
        credentials.setSource(name());
        credentials.setAccountId(m_environment.value("AWS_ACCOUNT_ID"));
        if (const QString text = m_environment.value("AWS_CREDENTIAL_EXPIRATION"); !text.isEmpty()) {
            const QDateTime expiration = parseTime(text);
            if (!expiration.isValid()) {
                return QDynamoDBError(
                        Code::InvalidParameterValue,
                        u"AWS_CREDENTIAL_EXPIRATION must be a time such as 2026-01-31T12:00:00Z"_s);
            }
            credentials.setExpiration(expiration);
        }
        return credentials;
    }

    static QDynamoDBError incomplete(const QString &text)
    {
        return { Code::MissingParameter, text };
    }

    SecretBytes secretValue(const char *variable) const
    {
        QByteArray bytes = m_environment.bytes(variable);
        const SecretBytes secret(QByteArrayView(bytes).trimmed());
        wipe(bytes);
        return secret;
    }

    const Environment m_environment;
};

} // namespace

ProviderPointer environmentProvider(const Environment &environment)
{
    return std::make_shared<EnvironmentProvider>(environment);
}

} // namespace QtDynamoDBPrivate
