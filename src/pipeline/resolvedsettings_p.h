// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESOLVEDSETTINGS_P_H
#define RESOLVEDSETTINGS_P_H

#include "pipeline/settings_p.h"
#include "endpoint/endpoint_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

namespace QtDynamoDBPrivate {

class Configuration;

// What settings come to once environment and files have had their say. Calls that share settings
// share this.
struct ResolvedSettings
{
    EndpointParameters endpoint; // as far as it is the client's
    int maxRetries = 3;
    RetryMode retryMode = RetryMode::Standard;
    std::optional<QSslConfiguration> sslConfiguration; // absent: Qt's default
    bool correctsClock = true;
    bool filesLeftOut = false; // for they can't be read
};

// Reads files, so this is for the I/O thread. Where the application says itself where to go and with
// what credentials, files that can't be read are no hindrance: they are left out, with a warning.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ResolvedSettings> resolveSettings(
        Service service, const Settings &settings, const Configuration &configuration);

// Single ones, which the properties show as far as the environment alone goes.
[[nodiscard]] QDynamoDBExpected<bool> resolveUseFips(const Settings &settings,
                                                     const Configuration &configuration);
[[nodiscard]] QDynamoDBExpected<bool> resolveUseDualStack(const Settings &settings,
                                                          const Configuration &configuration);
[[nodiscard]] QDynamoDBExpected<AccountIdMode> resolveAccountIdMode(
        const Settings &settings, const Configuration &configuration);
[[nodiscard]] QDynamoDBExpected<int> resolveMaxRetries(const Settings &settings,
                                                       const Configuration &configuration);
[[nodiscard]] QDynamoDBExpected<RetryMode> resolveRetryMode(const Settings &settings,
                                                            const Configuration &configuration);

} // namespace QtDynamoDBPrivate

#endif
