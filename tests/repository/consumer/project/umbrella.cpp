// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB>

// Links the operations of a family that the client's header does not define.
QFuture<QDynamoDB::ListTablesResult> tables(QDynamoDBClient *client)
{
    return client->listTables();
}
