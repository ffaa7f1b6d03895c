// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/qdynamodbabstractclient_p.h"
#include "data/expressionnode_p.h"
#include "data/futures_p.h"
#include "data/mapping_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qfuturewatcher.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

void throwError(const QDynamoDBError &error)
{
    makeException(error)->raise();
    Q_UNREACHABLE();
}

void cancelAlong(QDynamoDBClient *client, const QFuture<void> &derived, const QFuture<void> &root)
{
    if (derived.isFinished())
        return;
    auto *watcher = new QFutureWatcher<void>;
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                     [call = QFuture<void>(root)]() mutable { call.cancel(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(derived);
    // Where events are handled, whatever the caller's thread does.
    watcher->moveToThread(QDynamoDBAbstractClientPrivate::get(client)->thread);
}

namespace {

[[nodiscard]] QDynamoDBAttribute named(const QString &name)
{
    return QDynamoDBAttribute::named(name);
}

[[nodiscard]] qint64 versionOf(const QDynamoDBMapper &mapper, const QDynamoDBItem &item)
{
    return mapper.version().isNull() ? 0 : item.value(mapper.version()).toInteger();
}

// What holds as long as nobody else has written since the object was read.
[[nodiscard]] QDynamoDBCondition unchanged(const QDynamoDBMapper &mapper, qint64 version)
{
    if (mapper.version().isNull())
        return {};
    return version == 0 ? named(mapper.version()).notExists() : named(mapper.version()) == version;
}

// As it is to be stored: a version on, and with the time.
[[nodiscard]] QDynamoDBItem stamped(const QDynamoDBMapper &mapper, QDynamoDBItem item,
                                    qint64 version)
{
    const QDynamoDBValue now = QDateTime::currentDateTimeUtc();
    if (!mapper.version().isNull())
        item.insert(mapper.version(), version + 1);
    if (!mapper.created().isNull() && !item.contains(mapper.created()))
        item.insert(mapper.created(), now);
    if (!mapper.updated().isNull())
        item.insert(mapper.updated(), now);
    return item;
}

// Sets what the item has, and removes what it lacks; foreign attributes are left alone.
[[nodiscard]] QDynamoDBUpdate wholeUpdate(const QDynamoDBMapper &mapper, const QDynamoDBItem &item,
                                          const QDynamoDBItem &given)
{
    QDynamoDBUpdate update;
    for (const QString &name : mapper.attributeNames()) {
        if (name == mapper.partitionKey() || name == mapper.sortKey())
            continue;
        const QDynamoDBValue &value = item.value(name);
        if (value.isUndefined())
            update.remove(named(name));
        else if (name == mapper.created() && !given.contains(name))
            update.set(named(name), ifNotExists(named(name), value));
        else
            update.set(named(name), value);
    }
    return update;
}

[[nodiscard]] QDynamoDBUpdate changes(const QDynamoDBMapper &mapper, const QDynamoDBItem &item,
                                      const QDynamoDBItem &original)
{
    QDynamoDBUpdate update;
    for (const QString &name : mapper.attributeNames()) {
        const QDynamoDBValue &value = item.value(name);
        if (name == mapper.version() || name == mapper.updated() || value == original.value(name))
            continue;
        if (value.isUndefined())
            update.remove(named(name));
        else
            update.set(named(name), value);
    }
    return update;
}

template<typename Request>
[[nodiscard]] QFuture<QList<QDynamoDBItem>> collect(QDynamoDBClient *client, const Request &request)
{
    return converted(client, QDynamoDBPager(client, request).all(),
                     [](const QFuture<QDynamoDBItem> &items) {
                         if (items.resultCount() == 0) // rethrows what went wrong
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

ItemTable::ItemTable(QDynamoDBClient *theClient, const QDynamoDBMapper &theMapper,
                     const QString &name)
    : client(theClient)
    , mapper(theMapper)
    , tableName(name.isEmpty() ? theMapper.tableName() : name)
{
}

ItemTable::ItemOrError ItemTable::key(const QDynamoDBValue &partition,
                                      const QDynamoDBValue &sort) const
{
    if (QDynamoDBError error = mapper.error(); error.isError())
        return error;
    QDynamoDBItem key;
    if (!mapper.partitionKey().isNull())
        key.insert(mapper.partitionKey(), partition);
    if (mapper.sortKey().isNull() != sort.isUndefined()) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              sort.isUndefined()
                                      ? u"The sort key %1 is missing."_s.arg(mapper.sortKey())
                                      : u"There is no sort key to compare with."_s);
    }
    if (!sort.isUndefined())
        key.insert(mapper.sortKey(), sort);
    return mapper.keyOf(key);
}

QFuture<QDynamoDBItem> ItemTable::get(const ItemOrError &key) const
{
    if (!key)
        return failedFuture<QDynamoDBItem>(key.error());
    return converted(client, client->getItem(tableName, *key),
                     [](const GetItemResult &result) { return result.item; });
}

QFuture<QDynamoDBItem> ItemTable::put(const ItemOrError &item,
                                      const QDynamoDBCondition &condition) const
{
    if (!item)
        return failedFuture<QDynamoDBItem>(item.error());
    const qint64 version = versionOf(mapper, *item);
    PutItemRequest request;
    request.tableName = tableName;
    request.item = stamped(mapper, *item, version);
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBError error = apply(&request, unchanged(mapper, version) && condition);
    if (error.isError())
        return failedFuture<QDynamoDBItem>(error);
    return converted(client, client->putItem(request),
                     [stored = request.item](const PutItemResult &) { return stored; });
}

QFuture<QDynamoDBItem> ItemTable::insert(const ItemOrError &item) const
{
    if (!item)
        return failedFuture<QDynamoDBItem>(item.error());
    const ItemOrError key = mapper.keyOf(*item);
    if (!key)
        return failedFuture<QDynamoDBItem>(key.error());
    PutItemRequest request;
    request.tableName = tableName;
    request.item = stamped(mapper, *item, 0);
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBError error = apply(&request, named(mapper.partitionKey()).notExists());
    if (error.isError())
        return failedFuture<QDynamoDBItem>(error);
    return converted(client, client->putItem(request),
                     [stored = request.item](const PutItemResult &) { return stored; });
}

static QDynamoDBExpected<UpdateItemRequest> updateRequest(const ItemTable &table,
                                                          const QDynamoDBItem &item,
                                                          const QDynamoDBUpdate &update,
                                                          const QDynamoDBCondition &condition)
{
    const auto key = table.mapper.keyOf(item);
    if (!key)
        return key.error();
    UpdateItemRequest request;
    request.tableName = table.tableName;
    request.key = *key;
    request.returnValues = ReturnValue::AllNew;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    QDynamoDBError error = apply(&request, update, condition);
    if (error.isError())
        return error;
    return request;
}

static QFuture<QDynamoDBItem> sendUpdate(QDynamoDBClient *client,
                                         const QDynamoDBExpected<UpdateItemRequest> &request)
{
    if (!request)
        return failedFuture<QDynamoDBItem>(request.error());
    return converted(client, client->updateItem(*request),
                     [](const UpdateItemResult &result) { return result.attributes; });
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item,
                                         const QDynamoDBCondition &condition) const
{
    if (!item)
        return failedFuture<QDynamoDBItem>(item.error());
    const qint64 version = versionOf(mapper, *item);
    const QDynamoDBUpdate update = wholeUpdate(mapper, stamped(mapper, *item, version), *item);
    return sendUpdate(client,
                      updateRequest(*this, *item, update, unchanged(mapper, version) && condition));
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item, const ItemOrError &original) const
{
    if (!item || !original)
        return failedFuture<QDynamoDBItem>(item ? original.error() : item.error());
    for (const QString &name : { mapper.partitionKey(), mapper.sortKey() }) {
        if (!name.isNull() && item->value(name) != original->value(name)) {
            return failedFuture<QDynamoDBItem>(QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"%1 is part of the key, which can't be changed; put the object and remove the original."_s
                            .arg(name)));
        }
    }
    QDynamoDBUpdate update = changes(mapper, *item, *original);
    if (update.isEmpty())
        return readyFuture(*original);
    const qint64 version = versionOf(mapper, *original);
    const QDynamoDBItem now = stamped(mapper, {}, version);
    for (const QString &name : { mapper.version(), mapper.updated() }) {
        if (!name.isNull())
            update.set(named(name), now.value(name));
    }
    QDynamoDBCondition condition = unchanged(mapper, version);
    if (condition.isEmpty()) // the original was read, so it should be there
        condition = named(mapper.partitionKey()).exists();
    return sendUpdate(client, updateRequest(*this, *item, update, condition));
}

QFuture<void> ItemTable::remove(const ItemOrError &item, const QDynamoDBCondition &condition) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key)
        return failedFuture<void>(key.error());
    const qint64 version = versionOf(mapper, *item);
    DeleteItemRequest request;
    request.tableName = tableName;
    request.key = *key;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBCondition unwritten = version == 0 ? QDynamoDBCondition()
                                                      : unchanged(mapper, version);
    const QDynamoDBError error = apply(&request, unwritten && condition);
    if (error.isError())
        return failedFuture<void>(error);
    return converted(client, client->deleteItem(request), [](const DeleteItemResult &) {});
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

    // The table itself, or the index that has just these keys.
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
            return failedFuture<Items>(
                    QDynamoDBError(Code::InvalidParameterValue,
                                   u"Neither the table nor an index of %1 has the key %2."_s
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

QFuture<CreateTableResult> ItemTable::createTable() const
{
    if (const QDynamoDBError error = mapper.error(); error.isError())
        return failedFuture<CreateTableResult>(error);
    CreateTableRequest request = mapper.createTableRequest();
    request.tableName = tableName;
    return client->createTable(request);
}

// All of the list, or its first error.
static QDynamoDBExpected<QList<QDynamoDBItem>> allOf(const QList<ItemTable::ItemOrError> &items)
{
    QList<QDynamoDBItem> all;
    all.reserve(items.size());
    for (const ItemTable::ItemOrError &item : items) {
        if (!item)
            return item.error();
        all.append(*item);
    }
    return all;
}

// The mapping knows the table's key, so that the service need not be asked.
static BatchOptions withKeyNames(const ItemTable &table, BatchOptions options)
{
    QStringList names { table.mapper.partitionKey() };
    if (!table.mapper.sortKey().isNull())
        names.append(table.mapper.sortKey());
    options.keyNames.insert(table.tableName, names);
    return options;
}

QFuture<QList<QDynamoDBItem>> ItemTable::batchGet(const QList<ItemOrError> &keys,
                                                  const BatchOptions &options) const
{
    const auto all = allOf(keys);
    if (!all)
        return failedFuture<QList<QDynamoDBItem>>(all.error());
    return QDynamoDB::batchGet(client, tableName, *all, options);
}

QFuture<BatchWriteSummary> ItemTable::batchPut(const QList<ItemOrError> &items,
                                               const BatchOptions &options) const
{
    auto all = allOf(items);
    if (!all)
        return failedFuture<BatchWriteSummary>(all.error());
    for (QDynamoDBItem &item : *all)
        item = stamped(mapper, item, versionOf(mapper, item));
    return batchWrite(client, tableName, *all, {}, withKeyNames(*this, options));
}

QFuture<BatchWriteSummary> ItemTable::batchRemove(const QList<ItemOrError> &items,
                                                  const BatchOptions &options) const
{
    QList<ItemOrError> keys;
    for (const ItemOrError &item : items)
        keys.append(item ? mapper.keyOf(*item) : item);
    const auto all = allOf(keys);
    if (!all)
        return failedFuture<BatchWriteSummary>(all.error());
    return batchWrite(client, tableName, {}, *all, withKeyNames(*this, options));
}

void ItemTable::put(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key) {
        transaction->fail(key.error());
        return;
    }
    const qint64 version = versionOf(mapper, *item);
    transaction->put(tableName, stamped(mapper, *item, version), unchanged(mapper, version));
}

void ItemTable::update(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key) {
        transaction->fail(key.error());
        return;
    }
    const qint64 version = versionOf(mapper, *item);
    transaction->update(tableName, *key,
                        wholeUpdate(mapper, stamped(mapper, *item, version), *item),
                        unchanged(mapper, version));
}

void ItemTable::remove(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key) {
        transaction->fail(key.error());
        return;
    }
    const qint64 version = versionOf(mapper, *item);
    transaction->remove(tableName, *key,
                        version == 0 ? QDynamoDBCondition() : unchanged(mapper, version));
}

} // namespace QtDynamoDBPrivate
