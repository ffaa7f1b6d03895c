// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROVIDERS_P_H
#define PROVIDERS_P_H

#include "config/environment_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qurl.h>

#include <vector>

// The sources of credentials, one file each: providers/<source>.cpp. Tests pass an environment of
// their own; the functions of QDynamoDBCredentialsProvider pass that of the process.
//
// A source fails with NoCredentials if it is not configured. A chain then tries the next source.
// Any other error means that the source is configured but does not work, and ends the chain.
//
// To add a source:
// 1. Write providers/<source>.cpp: a subclass of Source, whose startFetch() either calls the
//    callback or creates a subclass of Fetch, which does the work in steps and calls finish()
//    (fetch_p.h). Add the file to CMakeLists.txt.
// 2. Declare its <source>Provider() function here.
// 3. For use in code, add a function to QDynamoDBCredentialsProvider; for use in profiles, a case
//    to ProfileReader (profile.cpp); for automatic use, an entry in defaultChainProvider()
//    (providers.cpp). The order is that of the AWS CLI.
// 4. Register secrets with Fetch::addSecret(), unless they come from readToken() or send().
// 5. Test it in tests/unit/credentials.
namespace QtDynamoDBPrivate {

using ProviderPointer = std::shared_ptr<QDynamoDBCredentialsProvider>;

// Returns the error of a source that is not configured.
[[nodiscard]] QDynamoDBError noCredentials(const QString &reason);

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
environmentProvider(const Environment &environment);

// Whether AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME precede the profile's
// settings of the same meaning.
enum class WebIdentityVariables { Ignored, Considered };

// The source that a profile of the shared files describes: keys, a role, a sign-in or a program.
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
// Configured by AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
webIdentityProvider(const Environment &environment);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer ssoProvider(
        const Environment &environment, const QDynamoDBCredentialsProvider::SsoOptions &options);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
loginProvider(const Environment &environment, const QString &session, const QString &region);
// The account ID is set on credentials for which the program writes none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
processProvider(const QString &program, const QStringList &arguments, const QString &accountId = {},
                std::chrono::milliseconds timeLimit = std::chrono::minutes(1));
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
containerProvider(const Environment &environment);
// Returns the URL of the container's agent. Fails with NoCredentials if the environment has none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> containerUrl(
        const Environment &environment);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
instanceMetadataProvider(const Environment &environment, const QString &profile);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
cognitoProvider(const Environment &environment,
                const QDynamoDBCredentialsProvider::CognitoOptions &options);

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
defaultChainProvider(const Environment &environment, const QString &profile);
// Returns the result of the first source that does not fail with NoCredentials. Each source must
// call back in the thread in which the fetch was started.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
chainProvider(const QString &name, std::vector<ProviderPointer> sources);

} // namespace QtDynamoDBPrivate

#endif
