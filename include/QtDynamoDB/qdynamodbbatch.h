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

struct Q_DYNAMODB_EXPORT QDynamoDBBatchOptions
{
    int maxInFlight = 8; // requests under way at once
    std::chrono::milliseconds timeout { 0 }; // for all of it; 0: no limit
    qsizetype maxPending = 1000; // what a QDynamoDBBatchWriter has room for
    // The attributes of a table's primary key. DescribeTable is asked where writing needs them.
    QMap<QString, QStringList> keyAttributes;
    QDynamoDBCallOptions callOptions; // of each request
};

// What could not be written, and why.
struct Q_DYNAMODB_EXPORT QDynamoDBUnwrittenItem
{
    QString tableName;
    QDynamoDB::WriteRequest request;
    QDynamoDBError error;
};

struct Q_DYNAMODB_EXPORT QDynamoDBBatchWriteSummary
{
    qsizetype writtenCount = 0; // puts and deletes that are done
    QList<QDynamoDBUnwrittenItem> unwritten;

    [[nodiscard]] bool isComplete() const { return unwritten.isEmpty(); }
};

Q_DECLARE_TYPEINFO(QDynamoDBBatchOptions, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBUnwrittenItem, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBBatchWriteSummary, Q_RELOCATABLE_TYPE);

// Batches of any size, over any number of tables.
namespace QDynamoDB {

// In the order of the keys; null where there is no such item.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QList<QDynamoDBItem>> batchGet(
        QDynamoDBClient *client, const QString &tableName, const QList<QDynamoDBItem> &keys,
        const QDynamoDBBatchOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QMap<QString, QList<QDynamoDBItem>>> batchGet(
        QDynamoDBClient *client, const QMap<QString, KeysAndAttributes> &requestItems,
        const QDynamoDBBatchOptions &options = {});

[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBBatchWriteSummary> batchWrite(
        QDynamoDBClient *client, const QString &tableName, const QList<QDynamoDBItem> &itemsToPut,
        const QList<QDynamoDBItem> &keysToDelete = {}, const QDynamoDBBatchOptions &options = {});
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBBatchWriteSummary> batchWrite(
        QDynamoDBClient *client, const QMap<QString, QList<WriteRequest>> &requestItems,
        const QDynamoDBBatchOptions &options = {});

} // namespace QDynamoDB

#endif
