// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYSELECTION_P_H
#define KEYSELECTION_P_H

#include "expressions/expressionnode_p.h"
#include "store/storedatabase_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearraylist.h>

namespace QtDynamoDBPrivate {

struct StoredKey
{
    QString name; // of the attribute
    QDynamoDBValue::Type type = QDynamoDBValue::Type::String;

    friend bool operator==(const StoredKey &a, const StoredKey &b)
    {
        return a.name == b.name && a.type == b.type;
    }
};

// The key of a table or of an index. An index may have up to four attributes of each kind.
struct Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoredKeys
{
    QList<StoredKey> partition;
    QList<StoredKey> sort;

    [[nodiscard]] static StoredKeys of(const StoredTable &table);
    [[nodiscard]] QStringList names() const;
};

// An index of a mirrored table that the application declared or the service described.
struct StoredIndex
{
    QString name;
    StoredKeys keys;
    bool isGlobal = true;
    bool projectsAll = true;
    QStringList projected; // attributes other than keys, unless it projects all
};

// What a key condition selects: the values of the partition key, the first attributes of the sort
// key, and a range of the next one. All are bytes of encodedKey().
struct KeySelection
{
    QByteArrayList partition;
    QByteArrayList equal;
    std::optional<QByteArray> lower;
    std::optional<QByteArray> upper;
    bool includesLower = true;
    bool includesUpper = true;

    // Reads a key condition that conditionProblem() accepts. An error has the code Validation.
    [[nodiscard]] static QDynamoDBExpected<KeySelection> from(const ExpressionNode &condition,
                                                              const StoredKeys &keys);

    [[nodiscard]] bool includesSort(const QByteArrayList &sort) const;
};

// Returns the bytes of the attributes, or nothing if the item lacks one or its type is not that of
// the key: a sparse index does not contain such an item.
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT std::optional<QByteArrayList> encodedKeys(
        const QDynamoDBItem &item, const QList<StoredKey> &keys);

// Returns the item's place in the table, or nothing if it lacks the key.
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT std::optional<ItemPlace> placeOf(
        const QDynamoDBItem &item, const StoredTable &table);

} // namespace QtDynamoDBPrivate

#endif
