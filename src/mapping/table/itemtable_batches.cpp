// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "mapping/table/itemstamps_p.h"

#include <QtDynamoDB/qdynamodbtransaction.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

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
    if (!item) {
        transaction->fail(item.error());
        return;
    }
    const QDynamoDBNumber version = versionOf(mapper, *item);
    const ItemOrError stamp = stamped(*this, *item, version);
    const ItemOrError key = stamp ? mapper.keyOf(*stamp) : stamp; // may be generated
    if (key)
        transaction->put(tableName, *stamp, unchanged(mapper, version));
    else
        transaction->fail(key.error());
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

} // namespace QtDynamoDBPrivate
