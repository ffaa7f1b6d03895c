// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYRULES_P_H
#define KEYRULES_P_H

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodberror.h>

namespace QtDynamoDBPrivate {

// Checks the key schemas of the table and of its indexes: how many attributes they have, and in
// which order.
[[nodiscard]] QDynamoDBError checkKeySchemas(const QDynamoDB::CreateTableRequest &request);

} // namespace QtDynamoDBPrivate

#endif
