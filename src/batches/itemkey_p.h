// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMKEY_P_H
#define ITEMKEY_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// Which item of its table it is: two items are the same one if these are equal, 1 and 1.0 included.
struct ItemKey
{
    QDynamoDBValue first = QDynamoDBValue::Type::Undefined;
    QDynamoDBValue second = QDynamoDBValue::Type::Undefined; // stays so without a sort key

    friend bool operator==(const ItemKey &a, const ItemKey &b)
    {
        return a.first == b.first && a.second == b.second;
    }
    friend Q_DYNAMODB_AUTOTEST_EXPORT size_t qHash(const ItemKey &key, size_t seed) noexcept;

    // The error where the item lacks one of the attributes, or has it of a type that is no key's.
    [[nodiscard]] static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ItemKey> of(
            const QDynamoDBItem &item, const QStringList &names);
};

} // namespace QtDynamoDBPrivate

#endif
