// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/front/mirroredreads_p.h"

#include "expressions/evaluation/requestexpressions_p.h"
#include "store/local/keyselection_p.h"
#include "store/local/localquery_p.h"
#include "store/storedaction_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

QDynamoDBError notMirrored(const QString &tableName, const QString &what)
{
    return QDynamoDBError(
            Code::NotMirrored,
            u"The store has no mirror of the table \"%1\" that contains %2. Add a mirror, "
            u"or call the client."_s.arg(tableName, what));
}

QDynamoDBExpected<StoredTable> tableOf(const StoreCatalog &catalog, const QString &name)
{
    const auto found = catalog.tables.constFind(name);
    const bool isMirrored = found != catalog.tables.constEnd()
            && std::any_of(catalog.mirrors.cbegin(), catalog.mirrors.cend(),
                           [&](const StoredMirror &mirror) { return mirror.table == found->id; });
    if (!isMirrored)
        return notMirrored(name, u"anything"_s);
    return *found;
}

} // namespace

QDynamoDBExpected<QDynamoDBItem> mirroredItem(StoreReader &reader, const StoreCatalog &catalog,
                                              const QString &tableName, const QDynamoDBItem &key)
{
    const QDynamoDBExpected<StoredTable> table = tableOf(catalog, tableName);
    if (!table)
        return table.error();
    const QDynamoDBExpected<ItemPlace> place = placeOf(*table, key);
    if (!place)
        return place.error();
    bool isMirrored = false;
    bool isComplete = false;
    for (const StoredMirror &mirror : catalog.mirrors) {
        const bool contains = covers(mirror, *place);
        isMirrored = isMirrored || contains;
        isComplete = isComplete || (contains && mirror.isComplete);
    }
    if (!isMirrored)
        return notMirrored(tableName, u"the item"_s);
    const std::optional<StoredItem> item = reader.item(*place);
    if (item)
        return item->local;
    if (!isComplete)
        return notMirrored(tableName, u"the item yet, because it is not read to its end"_s);
    return QDynamoDBItem();
}

QDynamoDBExpected<QDynamoDB::QueryResult> mirroredQuery(StoreReader &reader,
                                                        const StoreCatalog &catalog,
                                                        const QDynamoDB::QueryRequest &request)
{
    const QDynamoDBExpected<StoredTable> table = tableOf(catalog, request.tableName);
    if (!table)
        return table.error();
    std::optional<QByteArray> partition; // none: of an index
    if (request.indexName.isEmpty()) {
        ExpressionTexts texts;
        texts.keyCondition = request.keyConditionExpression;
        texts.filter = request.filterExpression;
        texts.projection = request.projectionExpression;
        texts.names = request.expressionAttributeNames;
        texts.values = request.expressionAttributeValues;
        const StoredKeys keys = StoredKeys::of(*table);
        const auto expressions = RequestExpressions::parse(texts, keys.names());
        if (!expressions)
            return expressions.error();
        if (expressions->keyCondition) {
            const auto selection = KeySelection::from(*expressions->keyCondition, keys);
            if (!selection)
                return selection.error();
            partition = selection->partition.value(0);
        }
    }
    const bool isMirrored = std::any_of(catalog.mirrors.cbegin(), catalog.mirrors.cend(),
                                        [&](const StoredMirror &mirror) {
                                            return mirror.table == table->id
                                                    && (!mirror.partition
                                                        || (partition
                                                            && *mirror.partition == *partition));
                                        });
    if (!isMirrored)
        return notMirrored(request.tableName, u"the partition"_s);
    return localQuery(reader, *table, {}, request);
}

QDynamoDBExpected<QDynamoDB::ScanResult> mirroredScan(StoreReader &reader,
                                                      const StoreCatalog &catalog,
                                                      const QDynamoDB::ScanRequest &request)
{
    const QDynamoDBExpected<StoredTable> table = tableOf(catalog, request.tableName);
    if (!table)
        return table.error();
    const bool isMirrored = std::any_of(catalog.mirrors.cbegin(), catalog.mirrors.cend(),
                                        [&](const StoredMirror &mirror) {
                                            return mirror.table == table->id && !mirror.partition;
                                        });
    if (!isMirrored)
        return notMirrored(request.tableName, u"the whole table"_s);
    return localScan(reader, *table, {}, request);
}

} // namespace QtDynamoDBPrivate
