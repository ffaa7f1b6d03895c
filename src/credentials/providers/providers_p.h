// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROVIDERS_P_H
#define PROVIDERS_P_H

#include "config/environment_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qurl.h>

#include <vector>

// The sources behind QDynamoDBCredentialsProvider's functions, for any environment. A source
// answers NoCredentials where it is not set up; any other error means that it is, and is broken.
namespace QtDynamoDBPrivate {

using ProviderPointer = std::shared_ptr<QDynamoDBCredentialsProvider>;

[[nodiscard]] QDynamoDBError noCredentials(const QString &reason);

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
environmentProvider(const Environment &environment);
// Whether AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME count before the
// profile's settings of the same meaning.
enum class WebIdentityVariables { Ignored, Considered };

// Whatever the profile says: keys, a role, a sign-in, a program.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
sharedFilesProvider(const Environment &environment, const QString &profile,
                    WebIdentityVariables variables = WebIdentityVariables::Ignored);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
roleProvider(const Environment &environment,
             const QDynamoDBCredentialsProvider::RoleOptions &options, ProviderPointer source);
inline constexpr QLatin1StringView webIdentityName { "web identity" };
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
webIdentityProvider(const Environment &environment,
                    const QDynamoDBCredentialsProvider::WebIdentityOptions &options);
// By AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
webIdentityProvider(const Environment &environment);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer ssoProvider(
        const Environment &environment, const QDynamoDBCredentialsProvider::SsoOptions &options);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
loginProvider(const Environment &environment, const QString &session, const QString &region);
// Credentials that the program gives without an account are of that one.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
processProvider(const QString &program, const QStringList &arguments, const QString &accountId = {},
                std::chrono::milliseconds timeLimit = std::chrono::minutes(1));
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
containerProvider(const Environment &environment);
// NoCredentials where the environment names none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> containerUrl(
        const Environment &environment);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
instanceMetadataProvider(const Environment &environment, const QString &profile);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
cognitoProvider(const Environment &environment,
                const QDynamoDBCredentialsProvider::CognitoOptions &options);

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
defaultChainProvider(const Environment &environment, const QString &profile);
// The first of the sources that does not answer NoCredentials. Each answers in the thread in which
// it was asked.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
chainProvider(const QString &name, std::vector<ProviderPointer> sources);

} // namespace QtDynamoDBPrivate

#endif
