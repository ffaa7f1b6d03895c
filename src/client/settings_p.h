// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SETTINGS_P_H
#define SETTINGS_P_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
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
    QString profile; // empty: the one that the environment names
    QDynamoDBCredentials credentials; // empty: the provider's
    std::shared_ptr<QDynamoDBCredentialsProvider> provider; // null: the default chain
    QDynamoDBAbstractClient::Transport transport =
            QDynamoDBAbstractClient::Transport::NetworkAccessManager;
    int maxConnections = 100;
    int maxRetries = 3;
    QDynamoDBAbstractClient::RetryMode retryMode = QDynamoDBAbstractClient::RetryMode::Standard;
    std::chrono::milliseconds attemptTimeout { 20000 };
    std::chrono::milliseconds callTimeout { 60000 };
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
};

} // namespace QtDynamoDBPrivate

#endif
