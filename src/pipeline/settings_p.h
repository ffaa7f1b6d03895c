// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SETTINGS_P_H
#define SETTINGS_P_H

#include "endpoint/endpoint_p.h"
#include "pipeline/retrypolicy_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslconfiguration.h>

#include <chrono>
#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

// What a client's properties say. Each call keeps the one it began with; a change makes a new one.
struct Settings
{
    QString region; // empty: what environment and profile say
    QUrl endpoint; // likewise
    bool plainHttpAllowed = false;
    // What is absent is what environment and profile say, else the default.
    std::optional<bool> useFips;
    std::optional<bool> useDualStack;
    std::optional<AccountIdMode> accountIdEndpointMode;
    QString profile; // empty: the one that the environment names
    QDynamoDBCredentials credentials; // empty: the provider's
    std::shared_ptr<QDynamoDBCredentialsProvider> provider; // null: the default chain
    TransportKind transport = TransportKind::NetworkAccessManager;
    int maxConnections = 100;
    std::optional<int> maxRetries; // as above
    std::optional<RetryMode> retryMode; // as above
    std::chrono::milliseconds attemptTimeout { 20000 };
    std::chrono::milliseconds callTimeout { 60000 };
    std::chrono::milliseconds idleConnectionTimeout { 20000 };
    int maxEmptyPages = 10000; // in a row; 0: no limit
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
};

} // namespace QtDynamoDBPrivate

#endif
