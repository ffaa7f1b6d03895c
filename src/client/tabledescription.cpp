// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/tabledescription_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

namespace {

QStringList namesOf(const QList<KeySchemaElement> &schema)
{
    QStringList names;
    for (const bool isHash : { true, false }) {
        for (const KeySchemaElement &element : schema) {
            if ((element.keyType == KeyType::Hash) == isHash)
                names.append(element.attributeName);
        }
    }
    return names;
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

QStringList keyAttributes(const TableDescription &table)
{
    return namesOf(table.keySchema);
}

QStringList keyAttributes(const TableDescription &table, const QString &indexName)
{
    QStringList names;
    visitIndex(table, indexName, [&](const auto &index) { names = namesOf(index.keySchema); });
    return names;
}

std::optional<QStringList> projectedAttributes(const TableDescription &table,
                                               const QString &indexName)
{
    std::optional<QStringList> names;
    visitIndex(table, indexName, [&](const auto &index) {
        const IndexProjection projection = index.projection.value_or(IndexProjection());
        if (projection.projectionType != ProjectionType::All) {
            names = keyAttributes(table) + namesOf(index.keySchema) + projection.nonKeyAttributes;
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
