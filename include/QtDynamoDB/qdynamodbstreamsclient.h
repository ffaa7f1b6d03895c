// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTREAMSCLIENT_H
#define QDYNAMODBSTREAMSCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbapi_streams.h>

class Q_DYNAMODB_EXPORT QDynamoDBStreamsClient final : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBStreamsClient(QObject *parent = nullptr);
    ~QDynamoDBStreamsClient() override;

    // [generated: operations]
    // clang-format off
    QFuture<QDynamoDB::DescribeStreamResult>
    describeStream(const QDynamoDB::DescribeStreamRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::GetRecordsResult>
    getRecords(const QDynamoDB::GetRecordsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::GetShardIteratorResult>
    getShardIterator(const QDynamoDB::GetShardIteratorRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListStreamsResult>
    listStreams(const QDynamoDB::ListStreamsRequest &request, const QDynamoDBCallOptions &options = {});
    // clang-format on
    // [end generated]
};

#endif
