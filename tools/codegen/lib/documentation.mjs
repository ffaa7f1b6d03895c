// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What each operation does, in one sentence of our own.
const briefs = {
    BatchExecuteStatement: 'Runs up to 25 PartiQL statements that either all read or all write.',
    BatchGetItem: 'Reads up to 100 items of one or more tables by their keys.',
    BatchWriteItem: 'Puts and deletes up to 25 items of one or more tables.',
    CancelBulkOperation: 'Stops a bulk operation that is still running.',
    CreateBackup: 'Backs a table up on demand.',
    CreateGlobalTable: 'Joins tables of the same name into a global table of the version 2017.11.29.',
    CreateTable: 'Starts the creation of a table.',
    DeleteBackup: 'Deletes a backup.',
    DeleteItem: 'Deletes one item by its key, on a condition if wanted.',
    DeleteResourcePolicy: 'Removes the access policy of a table or stream.',
    DeleteTable: 'Starts the deletion of a table and all its items.',
    DescribeBackup: 'Tells what a backup holds and how far it is.',
    DescribeBulkOperation: 'Tells how far a bulk operation is.',
    DescribeContinuousBackups: 'Tells whether a table can be restored to a point in time, and which.',
    DescribeContributorInsights: 'Tells whether a table or index reports its busiest keys.',
    DescribeEndpoints: 'Names the hosts that serve the region.',
    DescribeExport: 'Tells how far an export is.',
    DescribeGlobalTable: 'Tells which replicas make up a global table of the version 2017.11.29.',
    DescribeGlobalTableSettings:
        'Tells the settings of each replica of a global table of the version 2017.11.29.',
    DescribeImport: 'Tells how far an import is.',
    DescribeKinesisStreamingDestination: 'Tells which Kinesis streams a table feeds.',
    DescribeLimits: 'Tells how much capacity the account may provision in the region.',
    DescribeTable: 'Tells all about a table: keys, indexes, state, size.',
    DescribeTableReplicaAutoScaling: 'Tells how the replicas of a global table scale.',
    DescribeTimeToLive: 'Tells which attribute makes the items of a table expire, if any.',
    DisableKinesisStreamingDestination: 'Stops the feeding of a table into a Kinesis stream.',
    EnableKinesisStreamingDestination: 'Starts the feeding of a table into a Kinesis stream.',
    ExecuteStatement: 'Runs one PartiQL statement.',
    ExecuteTransaction: 'Runs up to 100 PartiQL statements, all of them or none.',
    ExportTableToPointInTime: 'Starts the export of a table to S3.',
    GetItem: 'Reads one item by its key.',
    GetResourcePolicy: 'Reads the access policy of a table or stream.',
    ImportTable: 'Starts the import of a new table from S3.',
    ListBackups: 'Lists the backups of the account, one page at a time.',
    ListBulkOperations: 'Lists the bulk operations of the account, one page at a time.',
    ListContributorInsights: 'Lists which tables and indexes report their busiest keys.',
    ListExports: 'Lists the exports of the last 90 days, one page at a time.',
    ListGlobalTables: 'Lists the global tables of the version 2017.11.29 that have a replica here.',
    ListImports: 'Lists the imports of the last 90 days, one page at a time.',
    ListTables: 'Lists the names of the tables in the region, one page at a time.',
    ListTagsOfResource: 'Lists the tags of a table, one page at a time.',
    PutItem: 'Writes one item whole, in place of the one with the same key.',
    PutResourcePolicy: 'Sets the access policy of a table or stream.',
    Query: 'Reads one page of the items that share a partition key.',
    RestoreTableFromBackup: 'Starts the restoration of a backup into a new table.',
    RestoreTableToPointInTime: 'Starts the restoration of a table as it was, into a new table.',
    Scan: 'Reads one page of all the items of a table or index.',
    SearchVectors: 'Finds the items whose vectors are closest to the given one.',
    StartBulkPutItems: 'Starts to put items from S3 into an existing table.',
    TagResource: 'Adds tags to a table.',
    TransactGetItems: 'Reads up to 100 items as they are at one moment.',
    TransactWriteItems: 'Writes up to 100 items, all of them or none.',
    UntagResource: 'Removes tags from a table.',
    UpdateContinuousBackups: 'Switches point-in-time recovery of a table on or off.',
    UpdateContributorInsights: 'Switches the reports about the busiest keys on or off.',
    UpdateGlobalTable: 'Adds replicas to a global table of the version 2017.11.29, or removes them.',
    UpdateGlobalTableSettings: 'Changes the settings of a global table of the version 2017.11.29.',
    UpdateItem: 'Changes attributes of one item, or creates it, on a condition if wanted.',
    UpdateKinesisStreamingDestination: 'Changes how a table feeds a Kinesis stream.',
    UpdateTable: 'Starts a change of a table: capacity, indexes, streams, replicas.',
    UpdateTableReplicaAutoScaling: 'Changes how the replicas of a global table scale.',
    UpdateTimeToLive: 'Sets which attribute makes the items of a table expire.',
    DescribeStream: 'Tells which shards a stream has, one page at a time.',
    GetRecords: 'Reads the next records of a shard.',
    GetShardIterator: 'Gets the place in a shard from which to read records.',
    ListStreams: 'Lists the streams of the account or of one table, one page at a time.',
};

export function brief(operation) {
    const text = briefs[operation.name];
    if (!text)
        throw new Error(`lib/documentation.mjs lacks a sentence about ${operation.name}`);
    return text;
}

export function link(operation) {
    return `${operation.service.documentation}${operation.name}.html`;
}
