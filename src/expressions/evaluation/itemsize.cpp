// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/itemsize_p.h"

#include "values/qdynamodbvalue_p.h"

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

// Does not convert the text, since this runs for every item of a batch.
static qint64 utf8Size(QStringView text)
{
    qint64 size = text.size();
    for (const QChar c : text) {
        if (c.unicode() >= 0x80)
            size += c.unicode() >= 0x800 && !c.isSurrogate() ? 2
                                                             : 1; // a surrogate pair has 4 bytes
    }
    return size;
}

static qint64 numberSize(const QDynamoDBNumber &number)
{
    return (number.toUtf8().size() + 1) / 2 + 1; // one byte for two digits
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
        return utf8Size(ValueAccess::string(value));
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
            size += utf8Size(element);
        return size;
    case Type::NumberSet:
        for (const QDynamoDBNumber &element : value.toNumberSet())
            size += numberSize(element);
        return size;
    case Type::BinarySet:
        for (const QByteArray &element : value.toBinarySet())
            size += element.size();
        return size;
    case Type::Unknown: // the rule of the service is unknown
        return ValueAccess::json(value).size();
    }
    return size;
}

qint64 itemSize(const QDynamoDBItem &item)
{
    qint64 size = 0;
    for (const QDynamoDBItem::Attribute &attribute : item)
        size += utf8Size(attribute.name) + valueSize(attribute.value);
    return size;
}

} // namespace QtDynamoDBPrivate
