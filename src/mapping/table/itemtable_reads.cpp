// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "expressions/expressionnode_p.h"
#include "mapping/queryindex_p.h"
#include "mapping/table/readtask_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbtable.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::InvalidParameterValue, what);
}

// Appends the names that the list lacks.
void addMissing(QStringList *list, const QStringList &names)
{
    for (const QString &name : names) {
        if (!name.isNull() && !list->contains(name))
            list->append(name);
    }
}

// Returns the projection of a read. The attributes of the key are added, and those of the version,
// without which the object could not be updated. An index may lack the version.
[[nodiscard]] QDynamoDBExpected<QDynamoDBProjection> projectionOf(
        const Mapping &mapping, const ItemTable::Attributes &attributes, bool isOfIndex,
        const QStringList &positionNames)
{
    QDynamoDBProjection projection;
    if (!attributes)
        return projection;
    for (const QString &name : *attributes) {
        if (!mapping.findAttribute(name))
            return invalid(u"%1 has no attribute \"%2\"."_s.arg(mapping.className, name));
    }
    QStringList names;
    addMissing(&names, *attributes);
    addMissing(&names, positionNames);
    addMissing(&names, mapping.neededFor(names));
    if (!isOfIndex)
        addMissing(&names, { mapping.version });
    for (const QString &name : std::as_const(names))
        projection.append(QDynamoDBAttribute::named(name));
    return projection;
}

template<typename Options>
[[nodiscard]] QDynamoDBError checkBounds(const Options &options)
{
    if (options.limit && *options.limit < 1)
        return invalid(u"The limit is %1; it must be 1 or more."_s.arg(*options.limit));
    if (options.pageSize && *options.pageSize < 1)
        return invalid(u"The page size is %1; it must be 1 or more."_s.arg(*options.pageSize));
    return {};
}

// Returns the names of the attributes of a start key. Fails if the class has no index of the name.
[[nodiscard]] QDynamoDBExpected<QStringList> positionNames(const Mapping &mapping,
                                                           const QString &indexName)
{
    QStringList names;
    addMissing(&names, { mapping.partitionKey, mapping.sortKey });
    if (indexName.isEmpty())
        return names;
    for (const MappedIndex &index : mapping.indexes) {
        if (index.name == indexName) {
            addMissing(&names, index.partition + index.sort);
            return names;
        }
    }
    return invalid(
            u"%1 has no index \"%2\"; declare it with Q_CLASSINFO(\"DynamoDB.index.%2\", ...)."_s
                    .arg(mapping.className, indexName));
}

// Returns the condition that items have the type of the class. The filter of a query can't have
// attributes of the key.
template<typename Request>
[[nodiscard]] QDynamoDBCondition ofType(const Mapping &mapping, const QStringList &keys)
{
    const bool isInKey =
            std::is_same_v<Request, QueryRequest> && keys.contains(mapping.typeAttribute);
    if (mapping.typeName.isNull() || isInKey)
        return {};
    return QDynamoDBAttribute::named(mapping.typeAttribute) == mapping.typeName;
}

// A request, and how many items it reads.
template<typename Request>
struct BoundedRequest
{
    Request request;
    ReadBounds bounds;
};

// Sets the members that requests of Query and Scan have in common.
template<typename Request, typename Options, typename... Expressions>
[[nodiscard]] QDynamoDBExpected<BoundedRequest<Request>> bounded(
        const ItemTable &table, const Mapping &mapping, const Options &options,
        const QString &indexName, const ItemTable::Attributes &attributes,
        const Expressions &...expressions)
{
    BoundedRequest<Request> bounded;
    Request &request = bounded.request;
    if (QDynamoDBError error = checkBounds(options); error.isError())
        return error;
    const auto names = positionNames(mapping, indexName);
    if (!names)
        return names.error();
    const auto projection = projectionOf(mapping, attributes, !indexName.isEmpty(), *names);
    if (!projection)
        return projection.error();
    const QDynamoDBCondition filter = ofType<Request>(mapping, *names) && options.filter;
    QDynamoDBError error = apply(&request, expressions..., filter, *projection);
    if (error.isError())
        return error;
    request.tableName = table.tableName;
    request.indexName = indexName;
    // An index without all attributes would return objects with default values.
    if (!indexName.isEmpty() && !attributes)
        request.select = Select::AllAttributes;
    request.exclusiveStartKey = options.startKey;
    if (options.consistentRead)
        request.consistentRead = true;
    bounded.bounds = { options.limit, options.pageSize, !filter.isEmpty(), *names };
    bounded.bounds.isVersionRead = !attributes || indexName.isEmpty() || mapping.version.isNull()
            || attributes->contains(mapping.version);
    return bounded;
}

// The smaller one of the page size and the limit.
[[nodiscard]] std::optional<qint32> sizeOfOnePage(const ReadBounds &bounds)
{
    if (!bounds.limit)
        return bounds.pageSize;
    const qint64 most = bounds.pageSize.value_or(std::numeric_limits<qint32>::max());
    return qint32(qMin(*bounds.limit, most));
}

} // namespace

QFuture<QDynamoDBItem> ItemTable::get(const ItemOrError &key, const QDynamoDBGetOptions &options,
                                      const Attributes &attributes) const
{
    if (!key)
        return failedFuture<QDynamoDBItem>(key.error());
    GetItemRequest request;
    request.tableName = tableName;
    request.key = *key;
    if (options.consistentRead)
        request.consistentRead = true;
    const auto names = positionNames(*mapper.d, {});
    const auto projection = projectionOf(*mapper.d, attributes, false, *names);
    if (!projection)
        return failedFuture<QDynamoDBItem>(projection.error());
    if (const auto error = apply(&request, *projection); error.isError())
        return failedFuture<QDynamoDBItem>(error);
    return converted(client, client->getItem(request, options.callOptions),
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

QDynamoDBExpected<QString> ItemTable::indexFor(const QDynamoDBKeyCondition &keyCondition) const
{
    return QtDynamoDBPrivate::indexFor(*mapper.d, *ExpressionAccess::node(keyCondition));
}

static QDynamoDBExpected<BoundedRequest<QueryRequest>> queryRequest(
        const ItemTable &table, const Mapping &mapping, const QDynamoDBKeyCondition &keyCondition,
        const QDynamoDBQueryOptions &options, const ItemTable::Attributes &attributes)
{
    if (QDynamoDBError error = table.mapper.error(); error.isError())
        return error;
    QueryRequest checked; // an invalid condition has no names
    if (QDynamoDBError error = apply(&checked, keyCondition); error.isError())
        return error;
    const auto indexName = options.indexName.isEmpty() ? table.indexFor(keyCondition)
                                                       : QDynamoDBExpected(options.indexName);
    if (!indexName)
        return indexName.error();
    if (QDynamoDBError error = indexError(mapping, *ExpressionAccess::node(keyCondition),
                                          *indexName);
        error.isError()) {
        return error;
    }
    auto bound = bounded<QueryRequest>(table, mapping, options, *indexName, attributes,
                                       keyCondition);
    if (bound && options.descending)
        (*bound).request.scanIndexForward = false;
    return bound;
}

QFuture<ItemTable::Page> ItemTable::page(const QDynamoDBKeyCondition &keyCondition,
                                         const QDynamoDBQueryOptions &options) const
{
    auto bound = queryRequest(*this, *mapper.d, keyCondition, options, {});
    if (!bound)
        return failedFuture<Page>(bound.error());
    (*bound).request.limit = sizeOfOnePage(bound->bounds);
    return converted(client, client->query(bound->request, options.callOptions),
                     [](const QueryResult &result) {
                         return Page { result.items, result.lastEvaluatedKey };
                     });
}

static QDynamoDBExpected<BoundedRequest<ScanRequest>> scanRequest(
        const ItemTable &table, const Mapping &mapping, const QDynamoDBScanOptions &options,
        const ItemTable::Attributes &attributes)
{
    if (QDynamoDBError error = table.mapper.error(); error.isError())
        return error;
    return bounded<ScanRequest>(table, mapping, options, options.indexName, attributes);
}

QFuture<ItemTable::Page> ItemTable::page(const QDynamoDBScanOptions &options) const
{
    auto bound = scanRequest(*this, *mapper.d, options, {});
    if (!bound)
        return failedFuture<Page>(bound.error());
    (*bound).request.limit = sizeOfOnePage(bound->bounds);
    return converted(client, client->scan(bound->request, options.callOptions),
                     [](const ScanResult &result) {
                         return Page { result.items, result.lastEvaluatedKey };
                     });
}

QFuture<ItemTable::Page> ItemTable::query(const QDynamoDBKeyCondition &keyCondition,
                                          const QDynamoDBQueryOptions &options,
                                          const Attributes &attributes) const
{
    const auto bound = queryRequest(*this, *mapper.d, keyCondition, options, attributes);
    if (!bound)
        return failedFuture<Page>(bound.error());
    return ReadTask<QueryRequest>::start(client, bound->request, bound->bounds, options.callOptions);
}

QFuture<ItemTable::Page> ItemTable::scan(const QDynamoDBScanOptions &options,
                                         const Attributes &attributes) const
{
    const auto bound = scanRequest(*this, *mapper.d, options, attributes);
    if (!bound)
        return failedFuture<Page>(bound.error());
    return ReadTask<ScanRequest>::start(client, bound->request, bound->bounds, options.callOptions);
}

QDynamoDBError ItemTable::versionNotRead() const
{
    return invalid(
            u"The partial object of %1 was read from an index without its version, so it can't be updated; read the attribute \"%2\" as well."_s
                    .arg(mapper.d->className, mapper.version()));
}

} // namespace QtDynamoDBPrivate
