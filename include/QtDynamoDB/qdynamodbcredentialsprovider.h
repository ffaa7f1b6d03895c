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

// A source of credentials. A client asks in its I/O thread, one question at a time, and never
// waits: answer at once or later, from any thread, once.
class Q_DYNAMODB_EXPORT QDynamoDBCredentialsProvider
{
public:
    using Answer = std::function<void(const QDynamoDBExpected<QDynamoDBCredentials> &)>;

    // Reload: the credentials given before were refused as expired.
    enum class Freshness { Any, Reload };

    QDynamoDBCredentialsProvider() = default;
    virtual ~QDynamoDBCredentialsProvider();
    Q_DISABLE_COPY_MOVE(QDynamoDBCredentialsProvider)

    [[nodiscard]] virtual QString name() const = 0; // as it stands in error texts
    virtual void fetch(Freshness freshness, Answer answer) = 0;

    // Ready-made sources. A profile's name that is empty means the one that the environment names.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> explicitCredentials(
            const QDynamoDBCredentials &credentials);
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> environment();
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> sharedFiles(
            const QString &profile = {});
    // The sources in the order in which the AWS tools try them.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> defaultChain(
            const QString &profile = {});

    // Take a text, such as a code that somebody typed or a token; an empty one means that there is
    // none. May be called in any thread; only the first call counts.
    using TextAnswer = std::function<void(const QString &)>;

    struct RoleOptions
    {
        QString roleArn;
        QString sessionName; // empty: one is made up
        QString externalId;
        std::chrono::seconds duration { 3600 };
        QString mfaSerial; // of the device whose code is asked for; empty: none
        // Asks for the code; without it the client's signal mfaRequired() does.
        std::function<void(const QString &mfaSerial, TextAnswer answer)> mfaCode;
        QString region; // whose STS is asked; empty: the client's, or us-east-1
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> assumeRole(
            const RoleOptions &options, std::shared_ptr<QDynamoDBCredentialsProvider> source);

    struct WebIdentityOptions
    {
        QString roleArn;
        QString sessionName; // empty: one is made up
        std::chrono::seconds duration { 3600 };
        QString tokenFile; // read each time
        std::function<void(TextAnswer answer)> token; // in place of the file
        QString region; // whose STS is asked; empty: the client's, or us-east-1
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> webIdentity(
            const WebIdentityOptions &options);

    struct SsoOptions
    {
        QString session; // its name in the config file; empty: the sign-in is known by its start URL
        QString startUrl;
        QString region;
        QString accountId;
        QString roleName;
        QStringList scopes; // asked for when signing in; empty: sso:account:access
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> sso(const SsoOptions &options);

    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> loginSession(
            const QString &session, const QString &region = {});
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> process(
            const QString &program, const QStringList &arguments = {});
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> container();
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> instanceMetadata();

    // Tokens by the name of who issued them, such as accounts.google.com.
    using Logins = QHash<QString, QString>;
    struct CognitoOptions
    {
        QString identityPoolId; // region:uuid
        QString identityId; // empty: Cognito is asked for one
        QString accountId; // of the pool's owner; may be empty
        Logins logins; // none: a guest
        // In place of them, where tokens expire.
        std::function<void(std::function<void(const Logins &)> answer)> freshLogins;
        QString customRoleArn;
    };
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> cognitoIdentity(
            const CognitoOptions &options);
};

#endif
