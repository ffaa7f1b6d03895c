// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/itemkey_p.h"

#include "values/keyhash_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

size_t qHash(const ItemKey &key, size_t seed) noexcept
{
    const size_t first = keyHash(key.first, seed).value_or(seed);
    return keyHash(key.second, first).value_or(first);
}

QDynamoDBExpected<ItemKey> ItemKey::of(const QDynamoDBItem &item, const QStringList &names)
{
    ItemKey key;
    for (qsizetype i = 0; i < qMin<qsizetype>(names.size(), 2); ++i) {
        const QDynamoDBValue &value = item.value(names[i]);
        if (!value.isString() && !value.isNumber() && !value.isBinary()) {
            return QDynamoDBError(
                    QDynamoDBError::Code::InvalidParameterValue,
                    value.isUndefined()
                            ? u"The item has no attribute %1, which is part of the table's key."_s
                                      .arg(names[i])
                            : u"The attribute %1 is part of the table's key; its type must be string, number or binary."_s
                                      .arg(names[i]));
        }
        (i == 0 ? key.first : key.second) = value;
    }
    return key;
}

} // namespace QtDynamoDBPrivate
