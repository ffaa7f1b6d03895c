// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROVIDERS_P_H
#define PROVIDERS_P_H

#include "auth/environment_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <vector>

// The sources behind QDynamoDBCredentialsProvider's functions, for any environment. A source
// answers NoCredentials where it is not set up; any other error means that it is, and is broken.
namespace QtDynamoDBPrivate {

using ProviderPointer = std::shared_ptr<QDynamoDBCredentialsProvider>;

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
environmentProvider(const Environment &environment);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
sharedFilesProvider(const Environment &environment, const QString &profile);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
defaultChainProvider(const Environment &environment, const QString &profile);
// The first of the sources that does not answer NoCredentials. Each answers in the thread in which
// it was asked.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT ProviderPointer
chainProvider(const QString &name, std::vector<ProviderPointer> sources);

} // namespace QtDynamoDBPrivate

#endif
