// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "mapping/table/itemstamps_p.h"
#include "mapping/table/updatetask_p.h"
#include "pipeline/clientlogging_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <limits>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

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

QFuture<QDynamoDBItem> ItemTable::put(const ItemOrError &item, const QDynamoDBCondition &condition,
                                      const QDynamoDBCallOptions &options) const
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
    return converted(client, client->putItem(request, recognising(mapper, options)),
                     [stored = request.item](const PutItemResult &) { return stored; });
}

QFuture<QDynamoDBItem> ItemTable::insert(const ItemOrError &item,
                                         const QDynamoDBCallOptions &options) const
{
    if (!item)
        return failedFuture<QDynamoDBItem>(item.error());
    const ItemOrError stamp = stamped(*this, *item, 0);
    if (!stamp)
        return failedFuture<QDynamoDBItem>(stamp.error());
    const ItemOrError key = mapper.keyOf(*stamp); // may be generated
    if (!key)
        return failedFuture<QDynamoDBItem>(key.error());
    PutItemRequest request;
    request.tableName = tableName;
    request.item = *stamp;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    const QDynamoDBError error = apply(&request, named(mapper.partitionKey()).notExists());
    if (error.isError())
        return failedFuture<QDynamoDBItem>(error);
    QDynamoDBCallOptions own = recognising(mapper, options);
    if (own.writeStamp.isEmpty())
        own.writeStamp = generatedIn(mapping(), *item);
    return converted(client, client->putItem(request, own),
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
                                         const QDynamoDBCondition &condition,
                                         const QDynamoDBCallOptions &options)
{
    const auto make = [table, item, makeUpdate, condition](const QDynamoDBItem *stored,
                                                           QStringList *whole) {
        const ObjectUpdate update = makeUpdate(stored);
        *whole = update.whole;
        return updateRequest(table, item, update.update, condition && update.condition);
    };
    // With exactlyOnce, the service does not return the item, so that the task reads it.
    if (options.exactlyOnce || !makeUpdate(nullptr).condition.isEmpty())
        return UpdateTask::start(table.client, make, recognising(table.mapper, options));
    QStringList whole;
    const auto request = make(nullptr, &whole);
    if (!request)
        return failedFuture<QDynamoDBItem>(request.error());
    return converted(table.client,
                     table.client->updateItem(*request, recognising(table.mapper, options)),
                     [](const UpdateItemResult &result) { return result.attributes; });
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item,
                                         const QDynamoDBCondition &condition,
                                         const QDynamoDBCallOptions &options) const
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
    return sendUpdate(*this, *item, make, unchanged(mapper, version) && condition, options);
}

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &item, const ItemOrError &original,
                                         const QDynamoDBCallOptions &options) const
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
    for (const MappedProperty &mapped : mapper.d->properties) {
        const QDynamoDBValue &before = original->value(mapped.attribute);
        if (mapped.isWrittenOnce && !before.isUndefined() && !before.isNull()
            && item->value(mapped.attribute) != before) {
            return failedFuture<QDynamoDBItem>(QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"%1.%2 is written once (DynamoDB.writeIfAbsent), so an update can't change it."_s
                            .arg(mapper.d->className, mapped.name())));
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
        for (const QString &name : { mapping->version, mapping->updated, mapping->writeStamp }) {
            if (!name.isNull())
                update.update.set(named(name), stamp.value(name));
        }
        return update;
    };
    QDynamoDBCondition condition = unchanged(mapper, version);
    if (version == 0) // the original was read, so the item must exist
        condition = named(mapper.partitionKey()).exists() && condition;
    return sendUpdate(*this, *item, make, condition, options);
}

QFuture<void> ItemTable::remove(const ItemOrError &item, const QDynamoDBCondition &condition,
                                const QDynamoDBCallOptions &options) const
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
    return converted(client, client->deleteItem(request, options), [](const DeleteItemResult &) {});
}

QFuture<CreateTableResult> ItemTable::createTable() const
{
    if (const QDynamoDBError error = mapper.error(); error.isError())
        return failedFuture<CreateTableResult>(error);
    for (const MappedProperty &mapped : mapper.d->properties) {
        if (mapped.key != MappedProperty::Key::None && !mapper.d->keyType(mapped)) {
            const QString name = mapped.name();
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

// Returns the next version. Fails if the property of the class cannot hold it.
QDynamoDBExpected<QDynamoDBValue> ItemTable::nextVersion(const QDynamoDBNumber &version) const
{
    const std::optional<qint64> number = version.toInt64();
    QDynamoDBValue next = number && *number < std::numeric_limits<qint64>::max()
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

const Mapping &ItemTable::mapping() const
{
    return *mapper.d;
}

QDynamoDBError ItemTable::refused(const QString &what) const
{
    return what.isEmpty()
            ? QDynamoDBError()
            : QDynamoDBError(Code::InvalidParameterValue, mapper.d->className % u": "_s % what);
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
