// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "expressions/expressionnode_p.h"
#include "mapping/mapping_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

template<typename Request>
[[nodiscard]] QFuture<QList<QDynamoDBItem>> collect(QDynamoDBClient *client, const Request &request)
{
    return converted(client, QDynamoDBPager(client, request).all(),
                     [](const QFuture<QDynamoDBItem> &items) {
                         if (items.resultCount() == 0) // rethrows an error
                             QFuture<QDynamoDBItem>(items).waitForFinished();
                         return items.results();
                     });
}

[[nodiscard]] QStringList keyNames(const QDynamoDBKeyCondition &condition)
{
    QStringList names;
    const ExpressionNodePtr &node = ExpressionAccess::node(condition);
    if (!node)
        return names;
    const QList<ExpressionNodePtr> parts = node->kind == NodeKind::And ? node->children
                                                                       : QList { node };
    for (const ExpressionNodePtr &part : parts)
        names.append(part->children[0]->path[0].name);
    return names;
}

} // namespace

QFuture<QDynamoDBItem> ItemTable::get(const ItemOrError &key) const
{
    if (!key)
        return failedFuture<QDynamoDBItem>(key.error());
    return converted(client, client->getItem(tableName, *key),
                     [](const GetItemResult &result) { return result.item; });
}

QFuture<ItemTable::Page> ItemTable::page(const QueryRequest &request) const
{
    QueryRequest own = request;
    own.tableName = tableName;
    return converted(client, client->query(own), [](const QueryResult &result) {
        return Page { result.items, result.lastEvaluatedKey };
    });
}

QFuture<ItemTable::Page> ItemTable::page(const ScanRequest &request) const
{
    ScanRequest own = request;
    own.tableName = tableName;
    return converted(client, client->scan(own), [](const ScanResult &result) {
        return Page { result.items, result.lastEvaluatedKey };
    });
}

QFuture<QList<QDynamoDBItem>> ItemTable::query(const QDynamoDBKeyCondition &keyCondition,
                                               const QDynamoDBCondition &filter) const
{
    using Items = QList<QDynamoDBItem>;
    QueryRequest request;
    request.tableName = tableName;
    QDynamoDBError error = mapper.error();
    if (!error.isError())
        error = apply(&request, keyCondition, filter);
    if (error.isError())
        return failedFuture<Items>(error);

    // Uses the table or the index with exactly these keys.
    const QStringList names = keyNames(keyCondition);
    const auto serves = [&names](const QStringList &keys) {
        return names.contains(keys.constFirst())
                && std::all_of(names.begin(), names.end(),
                               [&](const QString &name) { return keys.contains(name); });
    };
    if (!serves({ mapper.partitionKey(), mapper.sortKey() })) {
        const auto index = std::find_if(mapper.d->indexes.begin(), mapper.d->indexes.end(),
                                        [&](const MappedIndex &candidate) {
                                            return serves(
                                                    candidate.isLocal
                                                            ? QStringList { mapper.partitionKey() }
                                                                    + candidate.keys
                                                            : candidate.keys);
                                        });
        if (index == mapper.d->indexes.end()) {
            return failedFuture<Items>(QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"Neither the table of %1 nor one of its indexes has the key attributes %2."_s
                            .arg(mapper.d->className, names.join(u", "_s))));
        }
        request.indexName = index->name;
    }
    return collect(client, request);
}

QFuture<QList<QDynamoDBItem>> ItemTable::scan(const QDynamoDBCondition &filter) const
{
    ScanRequest request;
    request.tableName = tableName;
    QDynamoDBError error = mapper.error();
    if (!error.isError())
        error = apply(&request, filter);
    if (error.isError())
        return failedFuture<QList<QDynamoDBItem>>(error);
    return collect(client, request);
}

} // namespace QtDynamoDBPrivate
