// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTREAMSCLIENT_H
#define QDYNAMODBSTREAMSCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbapi_streams.h>

class Q_DYNAMODB_EXPORT QDynamoDBStreamsClient : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBStreamsClient(QObject *parent = nullptr);
    ~QDynamoDBStreamsClient() override;

#include <QtDynamoDB/generated/qdynamodbstreamsclient_operations.hpp>
};

#endif
