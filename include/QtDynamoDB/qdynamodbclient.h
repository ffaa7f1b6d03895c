// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCLIENT_H
#define QDYNAMODBCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>

class Q_DYNAMODB_EXPORT QDynamoDBClient final : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBClient(QObject *parent = nullptr);
    ~QDynamoDBClient() override;

    // [generated: operations]
    // [end generated]
};

#endif
