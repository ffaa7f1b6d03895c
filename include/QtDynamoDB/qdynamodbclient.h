// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCLIENT_H
#define QDYNAMODBCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>

namespace QDynamoDB {
struct AttributeDefinition;
struct ProvisionedThroughput;
} // namespace QDynamoDB

// What takes or gives other things than items is defined by the header of its family, such as
// qdynamodbapi_tables.h; qdynamodbapi.h has all of them.
class Q_DYNAMODB_EXPORT QDynamoDBClient : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBClient(QObject *parent = nullptr);
    ~QDynamoDBClient() override;

#include <QtDynamoDB/generated/qdynamodbclient_operations.inc>

    // The everyday forms of the most used operations.
    [[nodiscard]] QFuture<QDynamoDB::GetItemResult> getItem(const QString &tableName,
                                                            const QDynamoDBItem &key);
    [[nodiscard]] QFuture<QDynamoDB::PutItemResult> putItem(const QString &tableName,
                                                            const QDynamoDBItem &item);
    [[nodiscard]] QFuture<QDynamoDB::UpdateItemResult> updateItem(const QString &tableName,
                                                                  const QDynamoDBItem &key,
                                                                  const QString &updateExpression,
                                                                  const QDynamoDBItem &values = {});
    [[nodiscard]] QFuture<QDynamoDB::DeleteItemResult> deleteItem(const QString &tableName,
                                                                  const QDynamoDBItem &key);
    [[nodiscard]] QFuture<QDynamoDB::QueryResult> query(const QString &tableName,
                                                        const QString &keyConditionExpression,
                                                        const QDynamoDBItem &values);
    [[nodiscard]] QFuture<QDynamoDB::ScanResult> scan(const QString &tableName);
    [[nodiscard]] QFuture<QDynamoDB::BatchGetItemResult> batchGetItem(
            const QString &tableName, const QList<QDynamoDBItem> &keys);
    [[nodiscard]] QFuture<QDynamoDB::BatchWriteItemResult> batchWriteItem(
            const QString &tableName, const QList<QDynamoDBItem> &itemsToPut,
            const QList<QDynamoDBItem> &keysToDelete = {});
    [[nodiscard]] QFuture<QDynamoDB::CreateTableResult> createTable(
            const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey);
    [[nodiscard]] QFuture<QDynamoDB::CreateTableResult> createTable(
            const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey,
            const QDynamoDB::AttributeDefinition &sortKey);
    [[nodiscard]] QFuture<QDynamoDB::DeleteTableResult> deleteTable(const QString &tableName);
    [[nodiscard]] QFuture<QDynamoDB::DescribeTableResult> describeTable(const QString &tableName);
    [[nodiscard]] QFuture<QDynamoDB::ListTablesResult> listTables();
    [[nodiscard]] QFuture<QDynamoDB::UpdateTableResult> updateTable(
            const QString &tableName, const QDynamoDB::ProvisionedThroughput &throughput);
};

#endif
