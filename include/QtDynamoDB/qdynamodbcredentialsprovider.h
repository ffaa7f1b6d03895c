// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCREDENTIALSPROVIDER_H
#define QDYNAMODBCREDENTIALSPROVIDER_H

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qstringlist.h>

#include <chrono>
#include <functional>
#include <memory>

// A source of credentials. A client calls it in its I/O thread, for one fetch at a time.
class Q_DYNAMODB_EXPORT QDynamoDBCredentialsProvider
{
public:
    using Callback = std::function<void(const QDynamoDBExpected<QDynamoDBCredentials> &)>;

    // Reload: the service refused the previous credentials as expired.
    enum class Freshness { Any, Reload };

    QDynamoDBCredentialsProvider() = default;
    virtual ~QDynamoDBCredentialsProvider();
    Q_DISABLE_COPY_MOVE(QDynamoDBCredentialsProvider)

    [[nodiscard]] virtual QString name() const = 0; // for error texts
    // Must not block. Calls callback once, before it returns or later, in any thread.
    virtual void fetch(Freshness freshness, Callback callback) = 0;

    // Built-in providers. An empty profile means the one that the environment selects.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> explicitCredentials(
            const QDynamoDBCredentials &credentials);
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> environment();
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> sharedFiles(
            const QString &profile = {});
    // The sources of the AWS CLI, in its order.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> defaultChain(
            const QString &profile = {});

    // Receives a code or a token; an empty text means that there is none. May be called in any
    // thread; only the first call has an effect.
    using TextCallback = std::function<void(const QString &)>;

    struct RoleOptions
    {
        QString roleArn;
        QString sessionName; // empty: generated
        QString externalId;
        std::chrono::seconds duration { 3600 };
        QString mfaSerial; // of the MFA device whose code is required; empty: none
        // Requests the code; if not set, the client emits mfaRequired().
        std::function<void(const QString &mfaSerial, TextCallback callback)> mfaCode;
        QString region; // of STS; empty: the client's, or us-east-1
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> assumeRole(
            const RoleOptions &options, std::shared_ptr<QDynamoDBCredentialsProvider> source);

    struct WebIdentityOptions
    {
        QString roleArn;
        QString sessionName; // empty: generated
        std::chrono::seconds duration { 3600 };
        QString tokenFile; // read for each fetch
        std::function<void(TextCallback callback)> token; // used instead of the file
        QString region; // of STS; empty: the client's, or us-east-1
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> webIdentity(
            const WebIdentityOptions &options);

    struct SsoOptions
    {
        QString session; // name of the sso-session; empty: the start URL identifies the sign-in
        QString startUrl;
        QString region;
        QString accountId;
        QString roleName;
        QStringList scopes; // requested by a sign-in; empty: sso:account:access
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> sso(const SsoOptions &options);

    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> loginSession(
            const QString &session, const QString &region = {});
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> process(
            const QString &program, const QStringList &arguments = {});
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> container();
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> instanceMetadata();

    // Tokens by the name of their issuer, such as accounts.google.com.
    using Logins = QHash<QString, QString>;
    struct CognitoOptions
    {
        QString identityPoolId; // region:uuid
        QString identityId; // empty: Cognito assigns one
        QString accountId; // of the pool's owner; may be empty
        Logins logins; // empty: a guest identity
        // Used instead of logins, for tokens that expire.
        std::function<void(std::function<void(const Logins &)> callback)> freshLogins;
        QString customRoleArn;
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> cognitoIdentity(
            const CognitoOptions &options);
};

Q_DECLARE_TYPEINFO(QDynamoDBCredentialsProvider::SsoOptions, Q_RELOCATABLE_TYPE);

#endif
