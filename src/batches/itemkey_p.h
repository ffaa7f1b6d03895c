// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMKEY_P_H
#define ITEMKEY_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// The key values of an item. Two items of a table are the same item if their keys are equal; the
// numbers 1 and 1.0 are equal.
struct ItemKey
{
    QDynamoDBValue first = QDynamoDBValue::Type::Undefined;
    QDynamoDBValue second = QDynamoDBValue::Type::Undefined; // if the table has no sort key

    friend bool operator==(const ItemKey &a, const ItemKey &b)
    {
        return a.first == b.first && a.second == b.second;
    }
    friend Q_DYNAMODB_AUTOTEST_EXPORT size_t qHash(const ItemKey &key, size_t seed) noexcept;

    // Fails if the item lacks one of the attributes, or if its type is not allowed in keys.
    [[nodiscard]] static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ItemKey> of(
            const QDynamoDBItem &item, const QStringList &names);
};

} // namespace QtDynamoDBPrivate

#endif
