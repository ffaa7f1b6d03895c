// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Bounds that the service documents and the SDK's model omits: the length of a text, the size of a
// list, the range of a number. Names may also be ARNs. Bounds that the service may raise are omitted.
const any = 2147483647;

const byWire = {
    TableName: { flags: ['Name', 'Table'] },
    TargetTableName: { flags: ['Name', 'Table'] },
    GlobalTableName: { flags: ['Name', 'Table'] },
    SourceTableName: { flags: ['Name'] },
    IndexName: { flags: ['Name'] },
    TableArn: { flags: ['Table'] },
    ResourceArn: { flags: ['Table'] },
    ClientRequestToken: { min: 1, max: 36 },
    ClientToken: { min: 1, max: any }, // the API reference has no upper bound
    Limit: { min: 1, max: any },
    MaxResults: { min: 1, max: any },
    PageSize: { min: 1, max: any },
    Segment: { min: 0, max: 999999 },
    Statement: { min: 1, max: 8192 },
    TopK: { min: 1, max: any },
    TotalSegments: { min: 1, max: 1000000 },
};
const byMember = {
    'BatchExecuteStatementRequest.Statements': { min: 1, max: 25 },
    'BatchGetItemRequest.RequestItems': { flags: ['Table'] }, // its keys are table names
    'BatchWriteItemRequest.RequestItems': { flags: ['Table'] },
    'ExecuteTransactionRequest.TransactStatements': { min: 1, max: 100 },
    'ListTablesRequest.Limit': { min: 1, max: 100 },
    'ListBackupsRequest.Limit': { min: 1, max: 100 },
    'ListContributorInsightsRequest.MaxResults': undefined, // 0 is allowed
    'TransactGetItemsRequest.TransactItems': { min: 1, max: 100 },
    'TransactWriteItemsRequest.TransactItems': { min: 1, max: 100 },
    'ProvisionedThroughput.ReadCapacityUnits': { min: 1, max: any },
    'ProvisionedThroughput.WriteCapacityUnits': { min: 1, max: any },
};

// The bounds of a member of a request. Structures that occur in results only have none.
export function constraint(struct, member) {
    const exact = `${struct.name}.${member.wire}`;
    return exact in byMember ? byMember[exact] : byWire[member.wire];
}

// Structures with exactly one member set.
export const oneOf = new Set(['GlobalSecondaryIndexUpdate', 'GlobalTableWitnessGroupUpdate',
    'ReplicaUpdate', 'ReplicationGroupUpdate', 'TransactWriteItem', 'VectorIndexUpdate',
    'WriteRequest']);

// Structures with a hand-written function in src/api/rules.cpp.
export const withRules = new Set(['BatchGetItemRequest', 'BatchWriteItemRequest',
    'CreateTableRequest', 'DeleteItemRequest', 'GetItemRequest', 'IndexProjection',
    'KeysAndAttributes', 'PutItemRequest', 'QueryRequest', 'ScanRequest', 'UpdateItemRequest',
    'UpdateTableRequest']);
