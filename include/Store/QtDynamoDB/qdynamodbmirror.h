// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBMIRROR_H
#define QDYNAMODBMIRROR_H

#include <QtDynamoDB/qdynamodbstoreexports.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qstring.h>

// A part of a table that a store keeps: a partition, a range of its sort keys, or the whole table.
struct Q_DYNAMODB_STORE_EXPORT QDynamoDBMirror
{
    QString tableName; // required
    QDynamoDBValue partitionKey = QDynamoDBValue::Type::Undefined; // Undefined: the whole table
    QDynamoDBValue firstSortKey = QDynamoDBValue::Type::Undefined; // Undefined: from the first on
    QDynamoDBValue lastSortKey = QDynamoDBValue::Type::Undefined; // Undefined: to the last
    // An attribute with a number that each writer of the table increments.
    QString versionAttribute = {};
    // The key of the table, for applications that may not call DescribeTable.
    QString partitionKeyName = {};
    QDynamoDBValue::Type partitionKeyType = QDynamoDBValue::Type::String;
    QString sortKeyName = {};
    QDynamoDBValue::Type sortKeyType = QDynamoDBValue::Type::String;
};

Q_DECLARE_TYPEINFO(QDynamoDBMirror, Q_RELOCATABLE_TYPE);

#endif
