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

// Settings in which the absent values are filled in from environment, files and defaults. Calls
// with the same settings share them.
struct ResolvedSettings
{
    EndpointParameters endpoint; // without those that depend on the call
    int maxRetries = 3;
    RetryMode retryMode = RetryMode::Standard;
    std::optional<QSslConfiguration> sslConfiguration; // absent: Qt's default
    bool correctsClock = true;
    bool ignoresFiles = false; // because they can't be read
};

// Reads files, so call it from the I/O thread. If the application sets a region or endpoint and
// credentials, unreadable files are ignored with a warning; otherwise they are an error.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ResolvedSettings> resolveSettings(
        Service service, const Settings &settings, const Configuration &configuration);

// Single values. The client's properties show them, resolved with the environment alone.
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
