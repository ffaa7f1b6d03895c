// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCONFLICT_H
#define QDYNAMODBCONFLICT_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbstoreexports.h>

// A write that met a change of others.
struct Q_DYNAMODB_STORE_EXPORT QDynamoDBConflict
{
    qint64 sequence = 0; // of the write
    QString tableName;
    QDynamoDBItem key;
    QDynamoDBItem base; // the item that the write was made on; null: there was none
    QDynamoDBItem mine; // the item as the write leaves the base; null: the write removes it
    QDynamoDBItem theirs; // the item that the service has; null: it has none
    QDynamoDBError error;
    bool isWaiting = false; // for QDynamoDBStore::resolve(), because of ConflictPolicy::Ask
};

Q_DECLARE_TYPEINFO(QDynamoDBConflict, Q_RELOCATABLE_TYPE);

#endif
