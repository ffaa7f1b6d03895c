// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Families of operations: each has a header with its structs. A structure that several families use
// goes to a shared family: "common" if all of these work on items, "schema" otherwise.
const operations = {
    items: ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'],
    query: ['Query', 'Scan', 'SearchVectors'],
    transactions: ['TransactGetItems', 'TransactWriteItems'],
    statements: ['BatchExecuteStatement', 'ExecuteStatement', 'ExecuteTransaction'],
    tables: ['CreateTable', 'DeleteTable', 'DescribeTable', 'ListTables', 'UpdateTable'],
    backups: ['CreateBackup', 'DeleteBackup', 'DescribeBackup', 'DescribeContinuousBackups',
        'ListBackups', 'RestoreTableFromBackup', 'RestoreTableToPointInTime',
        'UpdateContinuousBackups'],
    globaltables: ['CreateGlobalTable', 'DescribeGlobalTable', 'DescribeGlobalTableSettings',
        'DescribeTableReplicaAutoScaling', 'ListGlobalTables', 'UpdateGlobalTable',
        'UpdateGlobalTableSettings', 'UpdateTableReplicaAutoScaling'],
    transfer: ['DescribeExport', 'DescribeImport', 'ExportTableToPointInTime', 'ImportTable',
        'ListExports', 'ListImports'],
    bulk: ['CancelBulkOperation', 'DescribeBulkOperation', 'ListBulkOperations',
        'StartBulkPutItems'],
    settings: ['DeleteResourcePolicy', 'DescribeContributorInsights', 'DescribeEndpoints',
        'DescribeKinesisStreamingDestination', 'DescribeLimits', 'DescribeTimeToLive',
        'DisableKinesisStreamingDestination', 'EnableKinesisStreamingDestination',
        'GetResourcePolicy', 'ListContributorInsights', 'ListTagsOfResource', 'PutResourcePolicy',
        'TagResource', 'UntagResource', 'UpdateContributorInsights',
        'UpdateKinesisStreamingDestination', 'UpdateTimeToLive'],
    streams: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
};
// The CamelCase headers of the families in include/QtDynamoDB.
const publicHeaders = {
    items: 'QDynamoDBItemOperations',
    query: 'QDynamoDBQueryOperations',
    transactions: 'QDynamoDBTransactionOperations',
    statements: 'QDynamoDBStatementOperations',
    tables: 'QDynamoDBTableOperations',
    backups: 'QDynamoDBBackupOperations',
    globaltables: 'QDynamoDBGlobalTableOperations',
    transfer: 'QDynamoDBTransferOperations',
    bulk: 'QDynamoDBBulkOperations',
    settings: 'QDynamoDBSettingsOperations',
    streams: 'QDynamoDBStreamOperations',
};
const aboutItems = new Set(['items', 'query', 'transactions', 'statements']);

export function structsOf(type) {
    if (type.struct)
        return [type.struct];
    return type.element ? structsOf(type.element) : [];
}

// Returns [{ name, publicHeader, operations, structs, includes }]. A family follows those that it
// includes; a struct follows those that its members use.
export function makeFamilies(model) {
    const familyOf = new Map(Object.entries(operations)
        .flatMap(([family, names]) => names.map(name => [name, family])));
    const users = new Map([...model.structs.keys()].map(name => [name, new Set()]));
    const use = (struct, family) => {
        users.get(struct.name).add(family);
        for (const member of struct.members) {
            for (const name of structsOf(member.type))
                use(model.structs.get(name), family);
        }
    };
    for (const operation of model.operations) {
        const family = familyOf.get(operation.name);
        if (!family)
            throw new Error(`lib/families.mjs has no family for ${operation.name}: add it to one`);
        use(operation.input, family);
        use(operation.output, family);
    }
    const place = name => {
        const all = [...users.get(name)];
        if (all.length === 1)
            return all[0];
        return all.every(family => aboutItems.has(family)) ? 'common' : 'schema';
    };
    const families = ['common', 'schema', ...Object.keys(operations)].map(name => ({
        name,
        publicHeader: publicHeaders[name],
        operations: model.operations.filter(operation => familyOf.get(operation.name) === name),
        structs: [...model.structs.values()].filter(struct => place(struct.name) === name),
    }));
    for (const family of families) {
        const used = new Set(family.structs.flatMap(struct => struct.members)
            .flatMap(member => structsOf(member.type)).map(place));
        family.includes = [...used].filter(name => name !== family.name).sort();
    }
    return families;
}
