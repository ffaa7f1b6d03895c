// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCLIENT_H
#define QDYNAMODBCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbapi_defined.h>
#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>

namespace QDynamoDB {
struct AttributeDefinition;
struct ProvisionedThroughput;
} // namespace QDynamoDB

// The client of DynamoDB. This header defines the requests and results of items, queries and scans.
// Those of the other operations need the header of their family, such as <QDynamoDBTableOperations>;
// <QDynamoDBOperations> includes all families.
class Q_DYNAMODB_EXPORT QDynamoDBClient : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBClient(QObject *parent = nullptr);
    ~QDynamoDBClient() override;

#include <QtDynamoDB/generated/qdynamodbclient_operations.hpp>

    // Short forms of the most used operations.
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

#ifdef Q_QDOC
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
#else
    // These are templates because <QDynamoDBTableOperations> defines their results.
    template<typename Request = QDynamoDB::CreateTableRequest>
    [[nodiscard]] auto createTable(const QString &tableName,
                                   const QDynamoDB::AttributeDefinition &partitionKey)
    {
        return createTable(QtDynamoDBPrivate::makeRequest<Request>(
                [&](auto &request) { fillRequest(request, tableName, partitionKey, nullptr); }));
    }
    template<typename Request = QDynamoDB::CreateTableRequest>
    [[nodiscard]] auto createTable(const QString &tableName,
                                   const QDynamoDB::AttributeDefinition &partitionKey,
                                   const QDynamoDB::AttributeDefinition &sortKey)
    {
        return createTable(QtDynamoDBPrivate::makeRequest<Request>(
                [&](auto &request) { fillRequest(request, tableName, partitionKey, &sortKey); }));
    }
    template<typename Request = QDynamoDB::DeleteTableRequest>
    [[nodiscard]] auto deleteTable(const QString &tableName)
    {
        return deleteTable(QtDynamoDBPrivate::makeRequest<Request>(
                [&](auto &request) { request.tableName = tableName; }));
    }
    template<typename Request = QDynamoDB::DescribeTableRequest>
    [[nodiscard]] auto describeTable(const QString &tableName)
    {
        return describeTable(QtDynamoDBPrivate::makeRequest<Request>(
                [&](auto &request) { request.tableName = tableName; }));
    }
    template<typename Request = QDynamoDB::ListTablesRequest>
    [[nodiscard]] auto listTables()
    {
        return listTables(QtDynamoDBPrivate::Defined<Request>());
    }
    template<typename Request = QDynamoDB::UpdateTableRequest>
    [[nodiscard]] auto updateTable(const QString &tableName,
                                   const QDynamoDB::ProvisionedThroughput &throughput)
    {
        return updateTable(QtDynamoDBPrivate::makeRequest<Request>([&](auto &request) {
            request.tableName = tableName;
            request.provisionedThroughput = throughput;
        }));
    }
#endif

private:
    template<typename Request>
    [[nodiscard]] auto call(const Request &request, const QDynamoDBCallOptions &options)
    {
        if constexpr (!std::is_same_v<Request, QtDynamoDBPrivate::UndefinedRequest>)
            return send(request, options);
        else
            return QFuture<QtDynamoDBPrivate::UndefinedResult>();
    }
    // The sort key may be null.
    static void fillRequest(QDynamoDB::CreateTableRequest &request, const QString &tableName,
                            const QDynamoDB::AttributeDefinition &partitionKey,
                            const QDynamoDB::AttributeDefinition *sortKey);
};

#endif
