// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBBATCH_H
#define QDYNAMODBBATCH_H

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qfuture.h>
#include <QtCore/qmap.h>

#include <chrono>

class QDynamoDBClient;

// Batches of any size, over any number of tables.
namespace QDynamoDB {

struct BatchOptions
{
    int maxInFlight = 8; // requests under way at once
    std::chrono::milliseconds timeout { 0 }; // for all of it; 0: no limit
    qsizetype maxPending = 1000; // what a QDynamoDBBatchWriter has room for
    // The attributes of a table's primary key. DescribeTable is asked where writing needs them.
    QMap<QString, QStringList> keyNames;
    QDynamoDBCallOptions call; // of each request
};

// What could not be written, and why.
struct UnwrittenItem
{
    QString tableName;
    WriteRequest request;
    QDynamoDBError error;
};

struct BatchWriteSummary
{
    qsizetype written = 0; // puts and deletes that are done
    QList<UnwrittenItem> unwritten;

    [[nodiscard]] bool isComplete() const { return unwritten.isEmpty(); }
};

// In the order of the keys; null where there is no such item.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QList<QDynamoDBItem>> batchGet(
        QDynamoDBClient *client, const QString &tableName, const QList<QDynamoDBItem> &keys,
        const BatchOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QMap<QString, QList<QDynamoDBItem>>> batchGet(
        QDynamoDBClient *client, const QMap<QString, KeysAndAttributes> &requestItems,
        const BatchOptions &options = {});

[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<BatchWriteSummary> batchWrite(
        QDynamoDBClient *client, const QString &tableName, const QList<QDynamoDBItem> &itemsToPut,
        const QList<QDynamoDBItem> &keysToDelete = {}, const BatchOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<BatchWriteSummary> batchWrite(
        QDynamoDBClient *client, const QMap<QString, QList<WriteRequest>> &requestItems,
        const BatchOptions &options = {});

} // namespace QDynamoDB

#endif
