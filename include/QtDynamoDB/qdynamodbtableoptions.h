// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBTABLEOPTIONS_H
#define QDYNAMODBTABLEOPTIONS_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <optional>

// Options of QDynamoDBTable::get().
struct Q_DYNAMODB_EXPORT QDynamoDBGetOptions
{
    bool consistentRead = false;
    QDynamoDBCallOptions callOptions;
};

// Options of QDynamoDBTable::query().
struct Q_DYNAMODB_EXPORT QDynamoDBQueryOptions
{
    QString indexName; // null: the table or index with the keys of the condition
    QDynamoDBCondition filter;
    std::optional<qint64> limit; // of the objects of the result; 1 or more
    std::optional<qint32> pageSize; // items that one request reads at most; 1 or more
    QDynamoDBItem startKey; // lastEvaluatedKey of the previous page
    bool descending = false;
    bool consistentRead = false;
    QDynamoDBCallOptions callOptions; // of each request
};

// Options of QDynamoDBTable::scan().
struct Q_DYNAMODB_EXPORT QDynamoDBScanOptions
{
    QString indexName; // null: the table
    QDynamoDBCondition filter;
    std::optional<qint64> limit; // of the objects of the result; 1 or more
    std::optional<qint32> pageSize; // items that one request reads at most; 1 or more
    QDynamoDBItem startKey; // lastEvaluatedKey of the previous page
    bool consistentRead = false;
    QDynamoDBCallOptions callOptions; // of each request
};

// Options of QDynamoDBTable::search().
struct Q_DYNAMODB_EXPORT QDynamoDBSearchOptions
{
    QString indexName; // null: the only vector index of the class
    QDynamoDBCondition condition; // on the attributes of the index
    QDynamoDBCallOptions callOptions;
};

Q_DECLARE_TYPEINFO(QDynamoDBGetOptions, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBQueryOptions, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBScanOptions, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBSearchOptions, Q_RELOCATABLE_TYPE);

#endif
