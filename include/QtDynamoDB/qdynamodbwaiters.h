// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBWAITERS_H
#define QDYNAMODBWAITERS_H

#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qfuture.h>

#include <chrono>

class QDynamoDBClient;

// How long a waiter waits, and how often it requests the status.
struct Q_DYNAMODB_EXPORT QDynamoDBWaitOptions
{
    std::chrono::milliseconds timeout = std::chrono::minutes(10); // 0: no limit
    std::chrono::milliseconds firstDelay = std::chrono::seconds(1); // after the first request
    QDynamoDBCallOptions callOptions; // of each request
};

// The error of a waiter whose resource can no longer reach the expected status.
class Q_DYNAMODB_EXPORT QDynamoDBWaitException : public QDynamoDBException
{
public:
    QDynamoDBWaitException(const QDynamoDBError &error, const QString &status);
    ~QDynamoDBWaitException() override;

    [[nodiscard]] QString status() const { return m_status; } // as the service writes it

    void raise() const override;
    QDynamoDBWaitException *clone() const override;

private:
    QString m_status;
};

Q_DECLARE_TYPEINFO(QDynamoDBWaitOptions, Q_RELOCATABLE_TYPE);

namespace QDynamoDB {

[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeTableResult> waitUntilTableExists(
        QDynamoDBClient *client, const QString &tableName, const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeTableResult> waitUntilTableNotExists(
        QDynamoDBClient *client, const QString &tableName, const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeExportResult> waitUntilExportCompleted(
        QDynamoDBClient *client, const QString &exportArn, const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeImportResult> waitUntilImportCompleted(
        QDynamoDBClient *client, const QString &importArn, const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeBulkOperationResult> waitUntilBulkOperationCompleted(
        QDynamoDBClient *client, const QString &bulkOperationArn,
        const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeContributorInsightsResult>
waitUntilContributorInsightsEnabled(QDynamoDBClient *client,
                                    const DescribeContributorInsightsRequest &request,
                                    const QDynamoDBWaitOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<DescribeKinesisStreamingDestinationResult>
waitUntilKinesisStreamingDestinationActive(QDynamoDBClient *client, const QString &tableName,
                                           const QDynamoDBWaitOptions &options = {});

} // namespace QDynamoDB

#endif
