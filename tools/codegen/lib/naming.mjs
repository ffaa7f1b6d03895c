// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Translation of names on the wire to names in C++.

const keywords = new Set(['delete', 'default', 'operator', 'private', 'public', 'register', 'union',
    'new', 'switch', 'template', 'this', 'typename', 'namespace']);
// Words in enum values with a capitalisation of their own.
const words = { DYNAMODB: 'DynamoDB' };

// TableName -> tableName, SSESpecification -> sseSpecification, S3Bucket -> s3Bucket.
export function memberName(wire) {
    const name = wire.replace(/^[A-Z][A-Z0-9]*(?=[A-Z][a-z]|$)|^[A-Z]/, head => head.toLowerCase());
    return keywords.has(name) ? `${name}_` : name;
}

// KEYS_ONLY -> KeysOnly; names in CamelCase are unchanged.
export function enumeratorName(wire) {
    if (!/^[A-Z0-9_]+$/.test(wire))
        return wire[0].toUpperCase() + wire.slice(1);
    return wire.split('_').map(word => words[word] ?? word[0] + word.slice(1).toLowerCase()).join('');
}

export function enumName(wire) {
    return wire.replace(/Enum$/, '');
}

// Structures whose name in the API means something else beside our classes: QDynamoDBCondition,
// QDynamoDBProjection and QDynamoDBUpdate. The actions of a transaction follow one pattern.
const structNames = {
    Condition: 'LegacyCondition', // of KeyConditions, QueryFilter and ScanFilter
    Projection: 'IndexProjection', // the attributes that an index copies
    ConditionCheck: 'TransactionConditionCheck',
    Delete: 'TransactionDelete',
    Get: 'TransactionGet',
    Put: 'TransactionPut',
    Update: 'TransactionUpdate',
};

export function structName(wire) {
    return structNames[wire] ?? wire;
}

// GetItem -> getItem
export function methodName(operation) {
    return operation[0].toLowerCase() + operation.slice(1);
}

export function codeName(wire) {
    return wire.replace(/Exception$/, '');
}
