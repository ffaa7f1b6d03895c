// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientlogging_p.h"
#include "client/qdynamodbabstractclient_p.h"
#include "expressions/expressionnode_p.h"
#include "client/futures_p.h"
#include "mapping/objectupdate_p.h"
#include "mapping/updatetask_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qdatetime.h>

#include <algorithm>
#include <limits>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBAttribute named(const QString &name)
{
    return QDynamoDBAttribute::named(name);
}

// Returns the version of an object; 0 if it has none yet.
[[nodiscard]] QDynamoDBNumber versionOf(const QDynamoDBMapper &mapper, const QDynamoDBItem &item)
{
    return mapper.version().isNull() ? QDynamoDBNumber() : item.value(mapper.version()).toNumber();
}

// Returns a condition that holds unless another client has written the item since the object was
// read. Items without a version or with version 0 have no version yet.
[[nodiscard]] QDynamoDBCondition unchanged(const QDynamoDBMapper &mapper,
                                           const QDynamoDBNumber &version)
{
    if (mapper.version().isNull())
        return {};
    const QDynamoDBAttribute attribute = named(mapper.version());
    if (version != 0)
        return attribute == version;
    return attribute.notExists() || attribute == 0
            || attribute.hasType(QDynamoDBValue::Type::Null); // of an empty std::optional
}

[[nodiscard]] bool isEmpty(const QDynamoDBValue &value)
{
    return value.isUndefined() || value.isNull();
}

// Returns the item with the next version and the current time.
[[nodiscard]] ItemTable::ItemOrError stamped(const ItemTable &table, QDynamoDBItem item,
                                             const QDynamoDBNumber &version)
{
    const QDynamoDBMapper &mapper = table.mapper;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!mapper.version().isNull()) {
        const QDynamoDBExpected<QDynamoDBValue> next = table.nextVersion(version);
        if (!next)
            return next.error();
        item.insert(mapper.version(), *next);
    }
    if (!mapper.created().isNull() && isEmpty(item.value(mapper.created())))
        item.insert(mapper.created(), table.timeValue(mapper.created(), now));
    if (!mapper.updated().isNull())
        item.insert(mapper.updated(), table.timeValue(mapper.updated(), now));
    return item;
}

// Sets the attributes of the item and removes those that it lacks. Keeps attributes that are
// unknown to the class.
[[nodiscard]] ObjectUpdate wholeUpdate(const Mapping &mapping, const QDynamoDBItem &item,
                                       const QDynamoDBItem &given, const QDynamoDBItem *stored)
{
    ObjectUpdate update(stored);
    for (const MappedProperty &mapped : mapping.properties) {
        const QString &name = mapped.attribute;
        if (mapped.key == MappedProperty::Key::Primary)
            continue;
        const QDynamoDBValue &value = item.value(name);
        if (name == mapping.created && isEmpty(given.value(name)))
            update.update.set(named(name), ifNotExists(named(name), value));
        else
            update.set(mapped, value);
    }
    return update;
}

// Sets and removes the attributes that differ from the original.
[[nodiscard]] ObjectUpdate changes(const Mapping &mapping, const QDynamoDBItem &item,
                                   const QDynamoDBItem &original, const QDynamoDBItem *stored)
{
    ObjectUpdate update(stored);
    for (const MappedProperty &mapped : mapping.properties) {
        const QString &name = mapped.attribute;
        if (name != mapping.version && name != mapping.updated)
            update.change(mapped, item.value(name), original.value(name));
    }
    return update;
}

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
                                      : u"A sort key is given, but the class has no sort key."_s);
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
    const QDynamoDBNumber version = versionOf(mapper, *item);
    const ItemOrError stamp = stamped(*this, *item, version);
    if (!stamp)
        return failedFuture<QDynamoDBItem>(stamp.error());
    PutItemRequest request;
    request.tableName = tableName;
    request.item = *stamp;
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
    const ItemOrError stamp = stamped(*this, *item, 0);
    if (!stamp)
        return failedFuture<QDynamoDBItem>(stamp.error());
    PutItemRequest request;
    request.tableName = tableName;
    request.item = *stamp;
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

// Returns the update for the stored item, or for an unknown item if that is null.
using MakeUpdate = std::function<ObjectUpdate(const QDynamoDBItem *stored)>;

static QFuture<QDynamoDBItem> sendUpdate(const ItemTable &table, const QDynamoDBItem &item,
                                         const MakeUpdate &makeUpdate,
                                         const QDynamoDBCondition &condition)
{
    const auto make = [table, item, makeUpdate, condition](const QDynamoDBItem *stored,
                                                           QStringList *whole) {
        const ObjectUpdate update = makeUpdate(stored);
        *whole = update.whole;
        return updateRequest(table, item, update.update, condition && update.condition);
    };
    if (!makeUpdate(nullptr).condition.isEmpty())
        return UpdateTask::start(table.client, make);
    QStringList whole;
    const auto request = make(nullptr, &whole);
    if (!request)
        return failedFuture<QDynamoDBItem>(request.error());
    return converted(table.client, table.client->updateItem(*request),
                     [](const UpdateItemResult &result) { return result.attributes; });
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item,
                                         const QDynamoDBCondition &condition) const
{
    if (!item)
        return failedFuture<QDynamoDBItem>(item.error());
    const QDynamoDBNumber version = versionOf(mapper, *item);
    const ItemOrError stamp = stamped(*this, *item, version);
    if (!stamp)
        return failedFuture<QDynamoDBItem>(stamp.error());
    const auto make = [mapping = mapper.d, given = *item,
                       stamp = *stamp](const QDynamoDBItem *stored) {
        return wholeUpdate(*mapping, stamp, given, stored);
    };
    return sendUpdate(*this, *item, make, unchanged(mapper, version) && condition);
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item, const ItemOrError &original) const
{
    if (!item || !original)
        return failedFuture<QDynamoDBItem>(item ? original.error() : item.error());
    for (const QString &name : { mapper.partitionKey(), mapper.sortKey() }) {
        if (!name.isNull() && item->value(name) != original->value(name)) {
            return failedFuture<QDynamoDBItem>(QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"%1 is part of the key, which an update can't change. To change it, put the object and remove the original."_s
                            .arg(name)));
        }
    }
    if (changes(*mapper.d, *item, *original, nullptr).update.isEmpty())
        return readyFuture(*original);
    const QDynamoDBNumber version = versionOf(mapper, *original);
    const ItemOrError stamp = stamped(*this, {}, version);
    if (!stamp)
        return failedFuture<QDynamoDBItem>(stamp.error());
    const auto make = [mapping = mapper.d, item = *item, original = *original,
                       stamp = *stamp](const QDynamoDBItem *stored) {
        ObjectUpdate update = changes(*mapping, item, original, stored);
        for (const QString &name : { mapping->version, mapping->updated }) {
            if (!name.isNull())
                update.update.set(named(name), stamp.value(name));
        }
        return update;
    };
    QDynamoDBCondition condition = unchanged(mapper, version);
    if (version == 0) // the original was read, so the item must exist
        condition = named(mapper.partitionKey()).exists() && condition;
    return sendUpdate(*this, *item, make, condition);
}

QFuture<void> ItemTable::remove(const ItemOrError &item, const QDynamoDBCondition &condition) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key)
        return failedFuture<void>(key.error());
    DeleteItemRequest request;
    request.tableName = tableName;
    request.key = *key;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBError error = apply(&request,
                                       unchanged(mapper, versionOf(mapper, *item)) && condition);
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

QFuture<CreateTableResult> ItemTable::createTable() const
{
    if (const QDynamoDBError error = mapper.error(); error.isError())
        return failedFuture<CreateTableResult>(error);
    for (const MappedProperty &mapped : mapper.d->properties) {
        if (mapped.key != MappedProperty::Key::None && !mapper.d->keyType(mapped)) {
            const QLatin1StringView name(mapped.property.name());
            return failedFuture<CreateTableResult>(QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"%1.%2 is a key whose type depends on the object; name it with Q_CLASSINFO(\"DynamoDB.keyType.%2\", \"S\"), \"N\" or \"B\"."_s
                            .arg(mapper.d->className, name)));
        }
    }
    CreateTableRequest request = mapper.createTableRequest();
    request.tableName = tableName;
    return client->createTable(request);
}

// Returns all items of the list, or its first error.
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

// Adds the key attributes of the mapping, so that DescribeTable is not needed.
static QDynamoDBBatchOptions withKeyNames(const ItemTable &table, QDynamoDBBatchOptions options)
{
    QStringList names { table.mapper.partitionKey() };
    if (!table.mapper.sortKey().isNull())
        names.append(table.mapper.sortKey());
    options.keyAttributes.insert(table.tableName, names);
    return options;
}

QFuture<QList<QDynamoDBItem>> ItemTable::batchGet(const QList<ItemOrError> &keys,
                                                  const QDynamoDBBatchOptions &options) const
{
    const auto all = allOf(keys);
    if (!all)
        return failedFuture<QList<QDynamoDBItem>>(all.error());
    return QDynamoDB::batchGet(client, tableName, *all, options);
}

QFuture<QDynamoDBBatchWriteSummary> ItemTable::batchPut(const QList<ItemOrError> &items,
                                                        const QDynamoDBBatchOptions &options) const
{
    auto all = allOf(items);
    if (!all)
        return failedFuture<QDynamoDBBatchWriteSummary>(all.error());
    for (QDynamoDBItem &item : *all) {
        const ItemOrError stamp = stamped(*this, item, versionOf(mapper, item));
        if (!stamp)
            return failedFuture<QDynamoDBBatchWriteSummary>(stamp.error());
        item = *stamp;
    }
    return batchWrite(client, tableName, *all, {}, withKeyNames(*this, options));
}

QFuture<QDynamoDBBatchWriteSummary> ItemTable::batchRemove(
        const QList<ItemOrError> &items, const QDynamoDBBatchOptions &options) const
{
    QList<ItemOrError> keys;
    for (const ItemOrError &item : items)
        keys.append(item ? mapper.keyOf(*item) : item);
    const auto all = allOf(keys);
    if (!all)
        return failedFuture<QDynamoDBBatchWriteSummary>(all.error());
    return batchWrite(client, tableName, {}, *all, withKeyNames(*this, options));
}

void ItemTable::put(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key) {
        transaction->fail(key.error());
        return;
    }
    const QDynamoDBNumber version = versionOf(mapper, *item);
    const ItemOrError stamp = stamped(*this, *item, version);
    if (stamp)
        transaction->put(tableName, *stamp, unchanged(mapper, version));
    else
        transaction->fail(stamp.error());
}

void ItemTable::update(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (!key) {
        transaction->fail(key.error());
        return;
    }
    const QDynamoDBNumber version = versionOf(mapper, *item);
    const ItemOrError stamp = stamped(*this, *item, version);
    if (!stamp) {
        transaction->fail(stamp.error());
        return;
    }
    const auto make = [mapping = mapper.d, tableName = tableName, key = *key, given = *item,
                       stamp = *stamp,
                       condition = unchanged(mapper, version)](const QDynamoDBItem *stored,
                                                               QStringList *whole)
            -> QDynamoDBExpected<TransactionUpdate> {
        const ObjectUpdate update = wholeUpdate(*mapping, stamp, given, stored);
        *whole = update.whole;
        TransactionUpdate write;
        write.tableName = tableName;
        write.key = key;
        QDynamoDBError error = apply(&write, update.update, condition && update.condition);
        if (!error.isError() && update.update.isEmpty()) {
            error = QDynamoDBError(Code::InvalidParameterValue,
                                   u"An update in a transaction must change something."_s);
        }
        if (error.isError())
            return error;
        return write;
    };
    // The update depends on which maps of nested gadgets exist.
    if (wholeUpdate(*mapper.d, *stamp, *item, nullptr).condition.isEmpty())
        transaction->update(tableName, *key, wholeUpdate(*mapper.d, *stamp, *item, nullptr).update,
                            unchanged(mapper, version));
    else
        transaction->remakeUpdate(tableName, *key, make);
}

void ItemTable::remove(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const
{
    const ItemOrError key = item ? mapper.keyOf(*item) : item;
    if (key)
        transaction->remove(tableName, *key, unchanged(mapper, versionOf(mapper, *item)));
    else
        transaction->fail(key.error());
}

// Returns the next version. Fails if the property of the class cannot hold it.
QDynamoDBExpected<QDynamoDBValue> ItemTable::nextVersion(const QDynamoDBNumber &version) const
{
    const std::optional<qint64> number = version.toInt64();
    const QDynamoDBValue next = number && *number < std::numeric_limits<qint64>::max()
            ? QDynamoDBValue(*number + 1)
            : QDynamoDBValue(quint64(version.toUInt64().value_or(0)) + 1);
    const MetaProblem problem = mapper.d->valueProblem(mapper.version(), next);
    const bool isCounted = next.toNumber() > version;
    if (problem.isNull() && isCounted)
        return next;
    return QDynamoDBError(Code::InvalidParameterValue,
                          u"%1.%2: the type of the property has no version after %3."_s
                                  .arg(mapper.d->className, mapper.version(), version.toString()));
}

QDynamoDBValue ItemTable::timeValue(const QString &attribute, const QDateTime &time) const
{
    return mapper.d->timeValue(attribute, time);
}

QDynamoDBError ItemTable::afterWrite(QDynamoDBError error) const
{
    QString &message = QDynamoDBErrorPrivate::get(error).message;
    message = u"The item was written, but the stored item does not fit the class: "_s % message;
    return error;
}

void ItemTable::warnOfUnfit(qsizetype unfit, qsizetype all) const
{
    if (unfit > 0) {
        qCWarning(lcClient).nospace()
                << unfit << " of " << all << " items of " << tableName << " don't fit "
                << mapper.d->className << "; see the member unfit of the result";
    }
}

QDynamoDBUnfitItem ItemTable::unfitItem(const QDynamoDBItem &item, const QDynamoDBError &error) const
{
    QDynamoDBItem key;
    for (const QString &name : { mapper.partitionKey(), mapper.sortKey() }) {
        if (!name.isNull() && item.contains(name))
            key.insert(name, item.value(name));
    }
    return { key, error };
}

} // namespace QtDynamoDBPrivate
