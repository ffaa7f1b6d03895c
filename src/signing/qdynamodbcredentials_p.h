// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCREDENTIALS_P_H
#define QDYNAMODBCREDENTIALS_P_H

#include "signing/secret_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>

class QDynamoDBCredentialsPrivate final : public QSharedData
{
public:
    QDynamoDBCredentialsPrivate() = default;
    QDynamoDBCredentialsPrivate(QByteArrayView id, QByteArrayView secret, QByteArrayView token);
    QDynamoDBCredentialsPrivate(const QDynamoDBCredentialsPrivate &) = default;

    // Creates credentials from the bytes that a provider has read, without further copies of the
    // secrets.
    static QDynamoDBCredentials create(QByteArrayView id, QByteArrayView secret,
                                       QByteArrayView token);
    // Returns null for empty credentials.
    static const QDynamoDBCredentialsPrivate *get(const QDynamoDBCredentials &credentials)
    {
        return credentials.d.data();
    }
    // Returns the detached data for writing.
    static QDynamoDBCredentialsPrivate *detached(QDynamoDBCredentials &credentials);

    QByteArray accessKeyId;
    QtDynamoDBPrivate::SecretBytes secretAccessKey;
    QtDynamoDBPrivate::SecretBytes sessionToken;
    QDateTime expiration;
    QString accountId;
    QString source;
};

#endif
