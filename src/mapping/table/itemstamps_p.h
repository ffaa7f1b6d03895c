// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMSTAMPS_P_H
#define ITEMSTAMPS_P_H

#include "mapping/table/objectupdate_p.h"

#include <QtDynamoDB/qdynamodbtable.h>

namespace QtDynamoDBPrivate {

// The attributes that QDynamoDBTable writes by itself, and the updates that follow from them.

[[nodiscard]] QDynamoDBAttribute named(const QString &name);

// Returns the version of an object; 0 if it has none yet.
[[nodiscard]] QDynamoDBNumber versionOf(const QDynamoDBMapper &mapper, const QDynamoDBItem &item);

// Returns a condition that holds unless another client has written the item since the object was
// read. Items without a version or with version 0 have no version yet.
[[nodiscard]] QDynamoDBCondition unchanged(const QDynamoDBMapper &mapper,
                                           const QDynamoDBNumber &version);

// Returns the item with the next version, the current time, and generated ids in place of empty ones.
[[nodiscard]] ItemTable::ItemOrError stamped(const ItemTable &table, QDynamoDBItem item,
                                             const QDynamoDBNumber &version);

// Sets the attributes of the item and removes those that it lacks. Keeps attributes that are
// unknown to the class, and the stored values of counters and of attributes that are written once.
[[nodiscard]] ObjectUpdate wholeUpdate(const Mapping &mapping, const QDynamoDBItem &item,
                                       const QDynamoDBItem &given, const QDynamoDBItem *stored);

// Sets and removes the attributes that differ from the original. Adds the difference to counters.
[[nodiscard]] ObjectUpdate changes(const Mapping &mapping, const QDynamoDBItem &item,
                                   const QDynamoDBItem &original, const QDynamoDBItem *stored);

// Returns an attribute for which stamped() generates an id, because the item lacks it, or null. Only
// this write can have set it.
[[nodiscard]] QString generatedIn(const Mapping &mapping, const QDynamoDBItem &given);

// Returns the options of a write of a stamped item: the write is recognised by its write stamp.
[[nodiscard]] QDynamoDBCallOptions recognising(const QDynamoDBMapper &mapper,
                                               QDynamoDBCallOptions options);

} // namespace QtDynamoDBPrivate

#endif
