// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/itemkey_p.h"

#include "values/qdynamodbvalue_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Access = QtDynamoDBPrivate::ValueAccess;
using Type = QDynamoDBValue::Type;

static size_t hashOf(const QDynamoDBValue &value, size_t seed) noexcept
{
    switch (value.type()) {
    case Type::Number:
        return qHash(Access::number(value), seed);
    case Type::String:
        return qHash(Access::string(value), seed);
    case Type::Binary:
        return qHash(Access::binary(value), seed);
    default:
        return seed;
    }
}

size_t qHash(const ItemKey &key, size_t seed) noexcept
{
    return hashOf(key.second, hashOf(key.first, seed));
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
                            ? u"The item lacks %1, which is part of the table's key."_s.arg(names[i])
                            : u"%1 is part of the table's key: it must be a string, a number or binary."_s
                                      .arg(names[i]));
        }
        (i == 0 ? key.first : key.second) = value;
    }
    return key;
}

} // namespace QtDynamoDBPrivate
