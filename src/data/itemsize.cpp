// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "data/itemsize_p.h"

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

static qint64 numberSize(const QDynamoDBNumber &number)
{
    return (number.toUtf8().size() + 1) / 2 + 1; // a byte for two digits
}

qint64 valueSize(const QDynamoDBValue &value)
{
    constexpr qint64 container = 3;
    qint64 size = 0;
    switch (value.type()) {
    case Type::Undefined:
        return 0;
    case Type::Null:
    case Type::Bool:
        return 1;
    case Type::Number:
        return numberSize(value.toNumber());
    case Type::String:
        return value.toString().toUtf8().size();
    case Type::Binary:
        return value.toBinary().size();
    case Type::List:
        for (const QDynamoDBValue &element : value.toList())
            size += valueSize(element) + 1;
        return container + size;
    case Type::Map: {
        const QDynamoDBItem map = value.toMap();
        return container + itemSize(map) + map.size();
    }
    case Type::StringSet:
        for (const QString &element : value.toStringSet())
            size += element.toUtf8().size();
        return size;
    case Type::NumberSet:
        for (const QDynamoDBNumber &element : value.toNumberSet())
            size += numberSize(element);
        return size;
    case Type::BinarySet:
        for (const QByteArray &element : value.toBinarySet())
            size += element.size();
        return size;
    }
    return size;
}

qint64 itemSize(const QDynamoDBItem &item)
{
    qint64 size = 0;
    for (const QDynamoDBItem::Attribute &attribute : item)
        size += attribute.name.toUtf8().size() + valueSize(attribute.value);
    return size;
}

} // namespace QtDynamoDBPrivate
