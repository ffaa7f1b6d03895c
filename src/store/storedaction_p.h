// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREDACTION_P_H
#define STOREDACTION_P_H

#include "store/storedatabase_p.h"

#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qcborvalue.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>

namespace QtDynamoDBPrivate {

// One action of a stored write: what it does to its item, the application's condition, and the
// guard, which the store adds so that the action overwrites no change that its author did not see.
struct StoredAction
{
    enum class Kind : quint8 { Put, Update, Delete, Check };

    Kind kind = Kind::Put;
    QString tableName;
    QDynamoDBItem key;
    QDynamoDBItem item; // of a Put
    QString update; // the expression of an Update
    QString condition; // of the application
    QMap<QString, QString> names; // of both expressions
    QDynamoDBItem values;

    enum class Guard : quint8 {
        None, // blind: the last writer wins
        Absent, // the item must not exist
        Attributes, // the attributes must have the values of `expected`
    };
    Guard guard = Guard::None;
    QDynamoDBItem expected;
    QStringList expectedAbsent; // attributes that must not exist

    bool isEdit = false; // made of the difference of two versions of the item
    bool hasBefore = false; // `before` is known; the item is mirrored
    QDynamoDBItem before; // the local item when the write was accepted; null: there was none

    // Null if the update has no expression. Fails with Code::Validation.
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> apply(const QDynamoDBItem &old) const;
    // The application's condition, without the guard.
    [[nodiscard]] bool matches(const QDynamoDBItem &old) const;
    [[nodiscard]] QDynamoDBError problem() const; // why the service would refuse the expressions

    // Sets the guard to what the item has now.
    void setGuard(const QDynamoDBItem &old, const QString &versionAttribute);
    // The attributes that the action writes; a null set stands for the whole item.
    [[nodiscard]] std::optional<QSet<QString>> writtenAttributes() const;
    // The result depends on nothing but the action: no addition, no list_append().
    [[nodiscard]] bool isAbsolute() const;

    [[nodiscard]] QDynamoDB::TransactWriteItem request() const;

    [[nodiscard]] QCborValue toCbor() const;
    [[nodiscard]] static StoredAction fromCbor(const QCborValue &cbor); // throws StoreFailure
};

// Makes the update that turns one version of an item into another, guarded by the former. Returns
// nothing if they are equal.
[[nodiscard]] std::optional<StoredAction> editAction(const StoredTable &table,
                                                     const QDynamoDBItem &from,
                                                     const QDynamoDBItem &to);

[[nodiscard]] QCborValue itemToCbor(const QDynamoDBItem &item);
[[nodiscard]] QDynamoDBItem itemFromCbor(const QCborValue &cbor);

// The attributes of the item that are the table's key.
[[nodiscard]] QDynamoDBItem keyOf(const StoredTable &table, const QDynamoDBItem &item);
// The key of the item at a place of the table.
[[nodiscard]] QDynamoDBItem keyAt(const StoredTable &table, const ItemPlace &place);
// The item's place, or an error of the code Validation if its key is not one of the table's.
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT QDynamoDBExpected<ItemPlace> placeOf(
        const StoredTable &table, const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
