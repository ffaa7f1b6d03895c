// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// One sentence about each operation, in our own words.
const briefs = {
    BatchExecuteStatement: 'Runs up to 25 PartiQL statements that either all read or all write.',
    BatchGetItem: 'Reads up to 100 items of one or more tables by their keys.',
    BatchWriteItem: 'Puts and deletes up to 25 items of one or more tables.',
    CancelBulkOperation: 'Stops a bulk operation that is still running.',
    CreateBackup: 'Creates a backup of a table.',
    CreateGlobalTable: 'Joins tables of the same name into a global table, version 2017.11.29.',
    CreateTable: 'Starts to create a table.',
    DeleteBackup: 'Deletes a backup.',
    DeleteItem: 'Deletes one item by its key, optionally on a condition.',
    DeleteResourcePolicy: 'Removes the access policy of a table or stream.',
    DeleteTable: 'Starts to delete a table with all its items.',
    DescribeBackup: 'Describes a backup: its table, its size and its state.',
    DescribeBulkOperation: 'Reports the state of a bulk operation.',
    DescribeContinuousBackups: 'Reports whether point-in-time recovery of a table is on, and which times can be restored.',
    DescribeContributorInsights: 'Reports whether Contributor Insights is on for a table or index.',
    DescribeEndpoints: 'Returns the hosts that serve the region.',
    DescribeExport: 'Reports the state of an export.',
    DescribeGlobalTable: 'Describes a global table, version 2017.11.29, and its replicas.',
    DescribeGlobalTableSettings:
        'Returns the settings of each replica of a global table, version 2017.11.29.',
    DescribeImport: 'Reports the state of an import.',
    DescribeKinesisStreamingDestination: 'Lists the Kinesis streams that a table writes to.',
    DescribeLimits: 'Returns the capacity that the account may provision in the region.',
    DescribeTable: 'Describes a table: keys, indexes, state, size.',
    DescribeTableReplicaAutoScaling: 'Describes the auto scaling of the replicas of a global table.',
    DescribeTimeToLive: 'Returns the attribute by which the items of a table expire, if any.',
    DisableKinesisStreamingDestination: 'Stops the writing of a table\'s changes to a Kinesis stream.',
    EnableKinesisStreamingDestination: 'Starts the writing of a table\'s changes to a Kinesis stream.',
    ExecuteStatement: 'Runs one PartiQL statement.',
    ExecuteTransaction: 'Runs up to 100 PartiQL statements as one transaction.',
    ExportTableToPointInTime: 'Starts to export a table to S3.',
    GetItem: 'Reads one item by its key.',
    GetResourcePolicy: 'Reads the access policy of a table or stream.',
    ImportTable: 'Starts to import data from S3 into a new table.',
    ListBackups: 'Lists the backups of the account, one page at a time.',
    ListBulkOperations: 'Lists the bulk operations of the account, one page at a time.',
    ListContributorInsights: 'Lists the Contributor Insights settings of tables and indexes, one page at a time.',
    ListExports: 'Lists the exports of the last 90 days, one page at a time.',
    ListGlobalTables: 'Lists the global tables, version 2017.11.29, that have a replica in the region.',
    ListImports: 'Lists the imports of the last 90 days, one page at a time.',
    ListTables: 'Lists the names of the tables in the region, one page at a time.',
    ListTagsOfResource: 'Lists the tags of a table, one page at a time.',
    PutItem: 'Writes one item, replacing an item with the same key.',
    PutResourcePolicy: 'Sets the access policy of a table or stream.',
    Query: 'Reads one page of the items that share a partition key.',
    RestoreTableFromBackup: 'Starts to restore a backup into a new table.',
    RestoreTableToPointInTime: 'Starts to restore an earlier state of a table into a new table.',
    Scan: 'Reads one page of all items of a table or index.',
    SearchVectors: 'Finds the items whose vectors are closest to the given one.',
    StartBulkPutItems: 'Starts to put items from S3 into an existing table.',
    TagResource: 'Adds tags to a table.',
    TransactGetItems: 'Reads up to 100 items as one transaction.',
    TransactWriteItems: 'Writes up to 100 items as one transaction.',
    UntagResource: 'Removes tags from a table.',
    UpdateContinuousBackups: 'Switches point-in-time recovery of a table on or off.',
    UpdateContributorInsights: 'Switches Contributor Insights for a table or index on or off.',
    UpdateGlobalTable: 'Adds or removes replicas of a global table, version 2017.11.29.',
    UpdateGlobalTableSettings: 'Changes the settings of a global table, version 2017.11.29.',
    UpdateItem: 'Changes attributes of one item or creates it, optionally on a condition.',
    UpdateKinesisStreamingDestination: 'Changes the way a table\'s changes are written to a Kinesis stream.',
    UpdateTable: 'Starts to change a table: capacity, indexes, streams, replicas.',
    UpdateTableReplicaAutoScaling: 'Changes the auto scaling of the replicas of a global table.',
    UpdateTimeToLive: 'Sets the attribute by which the items of a table expire.',
    DescribeStream: 'Lists the shards of a stream, one page at a time.',
    GetRecords: 'Reads the next records of a shard.',
    GetShardIterator: 'Returns an iterator, the position in a shard from which to read records.',
    ListStreams: 'Lists the streams of the account or of one table, one page at a time.',
};

export function brief(operation) {
    const text = briefs[operation.name];
    if (!text)
        throw new Error(`lib/documentation.mjs has no sentence about ${operation.name}: add one`);
    return text;
}

export function link(operation) {
    return `${operation.service.documentation}${operation.name}.html`;
}
