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

    // [generated: operations]
    // clang-format off
    QFuture<QDynamoDB::BatchExecuteStatementResult>
    batchExecuteStatement(const QDynamoDB::BatchExecuteStatementRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::BatchGetItemResult>
    batchGetItem(const QDynamoDB::BatchGetItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::BatchWriteItemResult>
    batchWriteItem(const QDynamoDB::BatchWriteItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::CancelBulkOperationResult>
    cancelBulkOperation(const QDynamoDB::CancelBulkOperationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::CreateBackupResult>
    createBackup(const QDynamoDB::CreateBackupRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::CreateGlobalTableResult>
    createGlobalTable(const QDynamoDB::CreateGlobalTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::CreateTableResult>
    createTable(const QDynamoDB::CreateTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DeleteBackupResult>
    deleteBackup(const QDynamoDB::DeleteBackupRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DeleteItemResult>
    deleteItem(const QDynamoDB::DeleteItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DeleteResourcePolicyResult>
    deleteResourcePolicy(const QDynamoDB::DeleteResourcePolicyRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DeleteTableResult>
    deleteTable(const QDynamoDB::DeleteTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeBackupResult>
    describeBackup(const QDynamoDB::DescribeBackupRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeBulkOperationResult>
    describeBulkOperation(const QDynamoDB::DescribeBulkOperationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeContinuousBackupsResult>
    describeContinuousBackups(const QDynamoDB::DescribeContinuousBackupsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeContributorInsightsResult>
    describeContributorInsights(const QDynamoDB::DescribeContributorInsightsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeEndpointsResult>
    describeEndpoints(const QDynamoDB::DescribeEndpointsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeExportResult>
    describeExport(const QDynamoDB::DescribeExportRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeGlobalTableResult>
    describeGlobalTable(const QDynamoDB::DescribeGlobalTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeGlobalTableSettingsResult>
    describeGlobalTableSettings(const QDynamoDB::DescribeGlobalTableSettingsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeImportResult>
    describeImport(const QDynamoDB::DescribeImportRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeKinesisStreamingDestinationResult>
    describeKinesisStreamingDestination(const QDynamoDB::DescribeKinesisStreamingDestinationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeLimitsResult>
    describeLimits(const QDynamoDB::DescribeLimitsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeTableResult>
    describeTable(const QDynamoDB::DescribeTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeTableReplicaAutoScalingResult>
    describeTableReplicaAutoScaling(const QDynamoDB::DescribeTableReplicaAutoScalingRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DescribeTimeToLiveResult>
    describeTimeToLive(const QDynamoDB::DescribeTimeToLiveRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::DisableKinesisStreamingDestinationResult>
    disableKinesisStreamingDestination(const QDynamoDB::DisableKinesisStreamingDestinationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::EnableKinesisStreamingDestinationResult>
    enableKinesisStreamingDestination(const QDynamoDB::EnableKinesisStreamingDestinationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ExecuteStatementResult>
    executeStatement(const QDynamoDB::ExecuteStatementRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ExecuteTransactionResult>
    executeTransaction(const QDynamoDB::ExecuteTransactionRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ExportTableToPointInTimeResult>
    exportTableToPointInTime(const QDynamoDB::ExportTableToPointInTimeRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::GetItemResult>
    getItem(const QDynamoDB::GetItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::GetResourcePolicyResult>
    getResourcePolicy(const QDynamoDB::GetResourcePolicyRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ImportTableResult>
    importTable(const QDynamoDB::ImportTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListBackupsResult>
    listBackups(const QDynamoDB::ListBackupsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListBulkOperationsResult>
    listBulkOperations(const QDynamoDB::ListBulkOperationsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListContributorInsightsResult>
    listContributorInsights(const QDynamoDB::ListContributorInsightsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListExportsResult>
    listExports(const QDynamoDB::ListExportsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListGlobalTablesResult>
    listGlobalTables(const QDynamoDB::ListGlobalTablesRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListImportsResult>
    listImports(const QDynamoDB::ListImportsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListTablesResult>
    listTables(const QDynamoDB::ListTablesRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ListTagsOfResourceResult>
    listTagsOfResource(const QDynamoDB::ListTagsOfResourceRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::PutItemResult>
    putItem(const QDynamoDB::PutItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::PutResourcePolicyResult>
    putResourcePolicy(const QDynamoDB::PutResourcePolicyRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::QueryResult>
    query(const QDynamoDB::QueryRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::RestoreTableFromBackupResult>
    restoreTableFromBackup(const QDynamoDB::RestoreTableFromBackupRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::RestoreTableToPointInTimeResult>
    restoreTableToPointInTime(const QDynamoDB::RestoreTableToPointInTimeRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::ScanResult>
    scan(const QDynamoDB::ScanRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::SearchVectorsResult>
    searchVectors(const QDynamoDB::SearchVectorsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::StartBulkPutItemsResult>
    startBulkPutItems(const QDynamoDB::StartBulkPutItemsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::TagResourceResult>
    tagResource(const QDynamoDB::TagResourceRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::TransactGetItemsResult>
    transactGetItems(const QDynamoDB::TransactGetItemsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::TransactWriteItemsResult>
    transactWriteItems(const QDynamoDB::TransactWriteItemsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UntagResourceResult>
    untagResource(const QDynamoDB::UntagResourceRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateContinuousBackupsResult>
    updateContinuousBackups(const QDynamoDB::UpdateContinuousBackupsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateContributorInsightsResult>
    updateContributorInsights(const QDynamoDB::UpdateContributorInsightsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateGlobalTableResult>
    updateGlobalTable(const QDynamoDB::UpdateGlobalTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateGlobalTableSettingsResult>
    updateGlobalTableSettings(const QDynamoDB::UpdateGlobalTableSettingsRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateItemResult>
    updateItem(const QDynamoDB::UpdateItemRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateKinesisStreamingDestinationResult>
    updateKinesisStreamingDestination(const QDynamoDB::UpdateKinesisStreamingDestinationRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateTableResult>
    updateTable(const QDynamoDB::UpdateTableRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateTableReplicaAutoScalingResult>
    updateTableReplicaAutoScaling(const QDynamoDB::UpdateTableReplicaAutoScalingRequest &request, const QDynamoDBCallOptions &options = {});
    QFuture<QDynamoDB::UpdateTimeToLiveResult>
    updateTimeToLive(const QDynamoDB::UpdateTimeToLiveRequest &request, const QDynamoDBCallOptions &options = {});
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
