// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tabledescription_p.h"

#include "expressions/valuetypename_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

namespace {

KeySchema namesOf(const QList<KeySchemaElement> &schema)
{
    KeySchema keys;
    for (const KeySchemaElement &element : schema)
        (element.keyType == KeyType::Hash ? keys.partition : keys.sort).append(element.attributeName);
    return keys;
}

// Calls the visitor with the description of the index, global or local, if there is one.
template<typename Visitor>
void visitIndex(const TableDescription &table, const QString &name, Visitor visitor)
{
    const auto visit = [&](const auto &indexes) {
        const auto found = std::find_if(indexes.begin(), indexes.end(),
                                        [&](const auto &index) { return index.indexName == name; });
        if (found != indexes.end())
            visitor(*found);
    };
    visit(table.globalSecondaryIndexes);
    visit(table.localSecondaryIndexes);
}

} // namespace

KeySchema keySchema(const TableDescription &table, const QString &indexName)
{
    KeySchema keys;
    if (indexName.isEmpty())
        keys = namesOf(table.keySchema);
    else
        visitIndex(table, indexName, [&](const auto &index) { keys = namesOf(index.keySchema); });
    const QStringList names = keys.all();
    for (const AttributeDefinition &definition : table.attributeDefinitions) {
        if (names.contains(definition.attributeName)) {
            keys.types.insert(definition.attributeName,
                              valueTypeFromName(definition.attributeType.toString()));
        }
    }
    return keys;
}

QStringList keyAttributes(const TableDescription &table)
{
    return keySchema(table).all();
}

QStringList keyAttributes(const TableDescription &table, const QString &indexName)
{
    return indexName.isEmpty() ? QStringList() : keySchema(table, indexName).all();
}

std::optional<QStringList> projectedAttributes(const TableDescription &table,
                                               const QString &indexName)
{
    std::optional<QStringList> names;
    visitIndex(table, indexName, [&](const auto &index) {
        const IndexProjection projection = index.projection.value_or(IndexProjection());
        if (projection.projectionType != ProjectionType::All) {
            names = keyAttributes(table) + namesOf(index.keySchema).all()
                    + projection.nonKeyAttributes;
        }
    });
    return names;
}

TableSize sizeOf(const TableDescription &table, const QString &indexName)
{
    if (indexName.isEmpty())
        return { table.itemCount, table.tableSizeBytes };
    TableSize size;
    visitIndex(table, indexName, [&](const auto &index) {
        size = { index.itemCount, index.indexSizeBytes };
    });
    return size;
}

} // namespace QtDynamoDBPrivate
