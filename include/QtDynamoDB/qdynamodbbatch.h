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
    int maxInFlight = 8; // concurrent requests
    std::chrono::milliseconds timeout { 0 }; // for the whole operation; 0: no limit
    qsizetype maxPending = 1000; // writes that a QDynamoDBBatchWriter accepts before it is full
    // The attributes of the primary key, by table. If writing needs others, it calls DescribeTable.
    QMap<QString, QStringList> keyAttributes;
    QDynamoDBCallOptions callOptions; // of each request
};

// A put or delete that was not done, and the reason.
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

// Items in the order of the keys; null for keys without an item.
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
