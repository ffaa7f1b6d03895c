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

class QDynamoDBItemCodec;

namespace QtDynamoDBPrivate {

// The properties of a client, unchanged once shared. Each call keeps the settings it began with; a
// change of a property creates new ones.
struct Settings
{
    QString region; // empty: from environment or profile
    QUrl endpoint; // likewise
    bool plainHttpAllowed = false;
    // Absent: from environment or profile, or else the default.
    std::optional<bool> useFips;
    std::optional<bool> useDualStack;
    std::optional<AccountIdMode> accountIdEndpointMode;
    QString profile; // empty: the profile that the environment names
    QDynamoDBCredentials credentials; // empty: from the provider
    std::shared_ptr<QDynamoDBCredentialsProvider> provider; // null: the default chain
    TransportKind transport = TransportKind::NetworkAccessManager;
    int maxConnections = 100;
    std::optional<int> maxRetries; // absent: as above
    std::optional<RetryMode> retryMode; // absent: as above
    std::chrono::milliseconds attemptTimeout { 20000 }; // 0: no limit
    std::chrono::milliseconds callTimeout { 60000 }; // 0: no limit
    std::chrono::milliseconds idleConnectionTimeout { 20000 };
    int maxEmptyPages = 10000; // in a row; 0: no limit
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
    std::shared_ptr<const QDynamoDBItemCodec> itemCodec; // null: items are sent as they are
};

} // namespace QtDynamoDBPrivate

#endif
