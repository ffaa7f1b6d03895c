// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLEDESCRIPTION_P_H
#define TABLEDESCRIPTION_P_H

#include "expressions/keyschema_p.h"

#include <QtDynamoDB/qdynamodbapi_schema.h>

#include <QtCore/qstringlist.h>

#include <optional>

// Functions that look something up in a table description.
namespace QtDynamoDBPrivate {

// The key attributes of the table, or of the index if its name is not empty, with their types. No
// attributes if there is no such index.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT KeySchema
keySchema(const QDynamoDB::TableDescription &table, const QString &indexName = {});
// The table's key attributes, the partition key first.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
keyAttributes(const QDynamoDB::TableDescription &table);
// The key attributes of the index, the partition key first; empty if there is no such index.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
keyAttributes(const QDynamoDB::TableDescription &table, const QString &indexName);
// The attributes that the index has of its items; std::nullopt: all.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QStringList> projectedAttributes(
        const QDynamoDB::TableDescription &table, const QString &indexName);

// The size of the table, or of the index if its name is not empty. The service updates these
// numbers every six hours or so; std::nullopt: unknown.
struct TableSize
{
    std::optional<qint64> items;
    std::optional<qint64> bytes;
};
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT TableSize sizeOf(const QDynamoDB::TableDescription &table,
                                                          const QString &indexName);

} // namespace QtDynamoDBPrivate

#endif
