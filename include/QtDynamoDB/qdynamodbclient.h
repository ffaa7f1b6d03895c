// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCLIENT_H
#define QDYNAMODBCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbapi_tables.h>

class Q_DYNAMODB_EXPORT QDynamoDBClient final : public QDynamoDBAbstractClient
{
    Q_OBJECT

public:
    explicit QDynamoDBClient(QObject *parent = nullptr);
    ~QDynamoDBClient() override;

    // [generated: operations]
    // clang-format off
    QFuture<QDynamoDB::BatchExecuteStatementResult>
    batchExecuteStatement(const QDynamoDB::BatchExecuteStatementRequest &request);
    QFuture<QDynamoDB::BatchGetItemResult>
    batchGetItem(const QDynamoDB::BatchGetItemRequest &request);
    QFuture<QDynamoDB::BatchWriteItemResult>
    batchWriteItem(const QDynamoDB::BatchWriteItemRequest &request);
    QFuture<QDynamoDB::CancelBulkOperationResult>
    cancelBulkOperation(const QDynamoDB::CancelBulkOperationRequest &request);
    QFuture<QDynamoDB::CreateBackupResult>
    createBackup(const QDynamoDB::CreateBackupRequest &request);
    QFuture<QDynamoDB::CreateGlobalTableResult>
    createGlobalTable(const QDynamoDB::CreateGlobalTableRequest &request);
    QFuture<QDynamoDB::CreateTableResult>
    createTable(const QDynamoDB::CreateTableRequest &request);
    QFuture<QDynamoDB::DeleteBackupResult>
    deleteBackup(const QDynamoDB::DeleteBackupRequest &request);
    QFuture<QDynamoDB::DeleteItemResult>
    deleteItem(const QDynamoDB::DeleteItemRequest &request);
    QFuture<QDynamoDB::DeleteResourcePolicyResult>
    deleteResourcePolicy(const QDynamoDB::DeleteResourcePolicyRequest &request);
    QFuture<QDynamoDB::DeleteTableResult>
    deleteTable(const QDynamoDB::DeleteTableRequest &request);
    QFuture<QDynamoDB::DescribeBackupResult>
    describeBackup(const QDynamoDB::DescribeBackupRequest &request);
    QFuture<QDynamoDB::DescribeBulkOperationResult>
    describeBulkOperation(const QDynamoDB::DescribeBulkOperationRequest &request);
    QFuture<QDynamoDB::DescribeContinuousBackupsResult>
    describeContinuousBackups(const QDynamoDB::DescribeContinuousBackupsRequest &request);
    QFuture<QDynamoDB::DescribeContributorInsightsResult>
    describeContributorInsights(const QDynamoDB::DescribeContributorInsightsRequest &request);
    QFuture<QDynamoDB::DescribeEndpointsResult>
    describeEndpoints(const QDynamoDB::DescribeEndpointsRequest &request);
    QFuture<QDynamoDB::DescribeExportResult>
    describeExport(const QDynamoDB::DescribeExportRequest &request);
    QFuture<QDynamoDB::DescribeGlobalTableResult>
    describeGlobalTable(const QDynamoDB::DescribeGlobalTableRequest &request);
    QFuture<QDynamoDB::DescribeGlobalTableSettingsResult>
    describeGlobalTableSettings(const QDynamoDB::DescribeGlobalTableSettingsRequest &request);
    QFuture<QDynamoDB::DescribeImportResult>
    describeImport(const QDynamoDB::DescribeImportRequest &request);
    QFuture<QDynamoDB::DescribeKinesisStreamingDestinationResult>
    describeKinesisStreamingDestination(const QDynamoDB::DescribeKinesisStreamingDestinationRequest &request);
    QFuture<QDynamoDB::DescribeLimitsResult>
    describeLimits(const QDynamoDB::DescribeLimitsRequest &request);
    QFuture<QDynamoDB::DescribeTableResult>
    describeTable(const QDynamoDB::DescribeTableRequest &request);
    QFuture<QDynamoDB::DescribeTableReplicaAutoScalingResult>
    describeTableReplicaAutoScaling(const QDynamoDB::DescribeTableReplicaAutoScalingRequest &request);
    QFuture<QDynamoDB::DescribeTimeToLiveResult>
    describeTimeToLive(const QDynamoDB::DescribeTimeToLiveRequest &request);
    QFuture<QDynamoDB::DisableKinesisStreamingDestinationResult>
    disableKinesisStreamingDestination(const QDynamoDB::DisableKinesisStreamingDestinationRequest &request);
    QFuture<QDynamoDB::EnableKinesisStreamingDestinationResult>
    enableKinesisStreamingDestination(const QDynamoDB::EnableKinesisStreamingDestinationRequest &request);
    QFuture<QDynamoDB::ExecuteStatementResult>
    executeStatement(const QDynamoDB::ExecuteStatementRequest &request);
    QFuture<QDynamoDB::ExecuteTransactionResult>
    executeTransaction(const QDynamoDB::ExecuteTransactionRequest &request);
    QFuture<QDynamoDB::ExportTableToPointInTimeResult>
    exportTableToPointInTime(const QDynamoDB::ExportTableToPointInTimeRequest &request);
    QFuture<QDynamoDB::GetItemResult>
    getItem(const QDynamoDB::GetItemRequest &request);
    QFuture<QDynamoDB::GetResourcePolicyResult>
    getResourcePolicy(const QDynamoDB::GetResourcePolicyRequest &request);
    QFuture<QDynamoDB::ImportTableResult>
    importTable(const QDynamoDB::ImportTableRequest &request);
    QFuture<QDynamoDB::ListBackupsResult>
    listBackups(const QDynamoDB::ListBackupsRequest &request);
    QFuture<QDynamoDB::ListBulkOperationsResult>
    listBulkOperations(const QDynamoDB::ListBulkOperationsRequest &request);
    QFuture<QDynamoDB::ListContributorInsightsResult>
    listContributorInsights(const QDynamoDB::ListContributorInsightsRequest &request);
    QFuture<QDynamoDB::ListExportsResult>
    listExports(const QDynamoDB::ListExportsRequest &request);
    QFuture<QDynamoDB::ListGlobalTablesResult>
    listGlobalTables(const QDynamoDB::ListGlobalTablesRequest &request);
    QFuture<QDynamoDB::ListImportsResult>
    listImports(const QDynamoDB::ListImportsRequest &request);
    QFuture<QDynamoDB::ListTablesResult>
    listTables(const QDynamoDB::ListTablesRequest &request);
    QFuture<QDynamoDB::ListTagsOfResourceResult>
    listTagsOfResource(const QDynamoDB::ListTagsOfResourceRequest &request);
    QFuture<QDynamoDB::PutItemResult>
    putItem(const QDynamoDB::PutItemRequest &request);
    QFuture<QDynamoDB::PutResourcePolicyResult>
    putResourcePolicy(const QDynamoDB::PutResourcePolicyRequest &request);
    QFuture<QDynamoDB::QueryResult>
    query(const QDynamoDB::QueryRequest &request);
    QFuture<QDynamoDB::RestoreTableFromBackupResult>
    restoreTableFromBackup(const QDynamoDB::RestoreTableFromBackupRequest &request);
    QFuture<QDynamoDB::RestoreTableToPointInTimeResult>
    restoreTableToPointInTime(const QDynamoDB::RestoreTableToPointInTimeRequest &request);
    QFuture<QDynamoDB::ScanResult>
    scan(const QDynamoDB::ScanRequest &request);
    QFuture<QDynamoDB::SearchVectorsResult>
    searchVectors(const QDynamoDB::SearchVectorsRequest &request);
    QFuture<QDynamoDB::StartBulkPutItemsResult>
    startBulkPutItems(const QDynamoDB::StartBulkPutItemsRequest &request);
    QFuture<QDynamoDB::TagResourceResult>
    tagResource(const QDynamoDB::TagResourceRequest &request);
    QFuture<QDynamoDB::TransactGetItemsResult>
    transactGetItems(const QDynamoDB::TransactGetItemsRequest &request);
    QFuture<QDynamoDB::TransactWriteItemsResult>
    transactWriteItems(const QDynamoDB::TransactWriteItemsRequest &request);
    QFuture<QDynamoDB::UntagResourceResult>
    untagResource(const QDynamoDB::UntagResourceRequest &request);
    QFuture<QDynamoDB::UpdateContinuousBackupsResult>
    updateContinuousBackups(const QDynamoDB::UpdateContinuousBackupsRequest &request);
    QFuture<QDynamoDB::UpdateContributorInsightsResult>
    updateContributorInsights(const QDynamoDB::UpdateContributorInsightsRequest &request);
    QFuture<QDynamoDB::UpdateGlobalTableResult>
    updateGlobalTable(const QDynamoDB::UpdateGlobalTableRequest &request);
    QFuture<QDynamoDB::UpdateGlobalTableSettingsResult>
    updateGlobalTableSettings(const QDynamoDB::UpdateGlobalTableSettingsRequest &request);
    QFuture<QDynamoDB::UpdateItemResult>
    updateItem(const QDynamoDB::UpdateItemRequest &request);
    QFuture<QDynamoDB::UpdateKinesisStreamingDestinationResult>
    updateKinesisStreamingDestination(const QDynamoDB::UpdateKinesisStreamingDestinationRequest &request);
    QFuture<QDynamoDB::UpdateTableResult>
    updateTable(const QDynamoDB::UpdateTableRequest &request);
    QFuture<QDynamoDB::UpdateTableReplicaAutoScalingResult>
    updateTableReplicaAutoScaling(const QDynamoDB::UpdateTableReplicaAutoScalingRequest &request);
    QFuture<QDynamoDB::UpdateTimeToLiveResult>
    updateTimeToLive(const QDynamoDB::UpdateTimeToLiveRequest &request);
    // clang-format on
    // [end generated]

    // The everyday forms of the most used operations.
    QFuture<QDynamoDB::GetItemResult> getItem(const QString &tableName, const QDynamoDBItem &key);
    QFuture<QDynamoDB::PutItemResult> putItem(const QString &tableName, const QDynamoDBItem &item);
    QFuture<QDynamoDB::UpdateItemResult> updateItem(const QString &tableName,
                                                    const QDynamoDBItem &key,
                                                    const QString &updateExpression,
                                                    const QDynamoDBItem &values = {});
    QFuture<QDynamoDB::DeleteItemResult> deleteItem(const QString &tableName,
                                                    const QDynamoDBItem &key);
    QFuture<QDynamoDB::QueryResult> query(const QString &tableName,
                                          const QString &keyConditionExpression,
                                          const QDynamoDBItem &values);
    QFuture<QDynamoDB::ScanResult> scan(const QString &tableName);
    QFuture<QDynamoDB::BatchGetItemResult> batchGetItem(const QString &tableName,
                                                        const QList<QDynamoDBItem> &keys);
    QFuture<QDynamoDB::BatchWriteItemResult> batchWriteItem(
            const QString &tableName, const QList<QDynamoDBItem> &itemsToPut,
            const QList<QDynamoDBItem> &keysToDelete = {});
    QFuture<QDynamoDB::CreateTableResult> createTable(
            const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey);
    QFuture<QDynamoDB::CreateTableResult> createTable(
            const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey,
            const QDynamoDB::AttributeDefinition &sortKey);
    QFuture<QDynamoDB::DeleteTableResult> deleteTable(const QString &tableName);
    QFuture<QDynamoDB::DescribeTableResult> describeTable(const QString &tableName);
    QFuture<QDynamoDB::ListTablesResult> listTables();
    QFuture<QDynamoDB::UpdateTableResult> updateTable(
            const QString &tableName, const QDynamoDB::ProvisionedThroughput &throughput);
};

#endif
