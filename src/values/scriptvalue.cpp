// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/scriptvalue_p.h"
#include "values/qdynamodbvalue_p.h"

#include <QtCore/qlocale.h>

#include <cmath>

namespace QtDynamoDBPrivate {

using Access = ValueAccess;
using Type = QDynamoDBValue::Type;

namespace {

constexpr qint64 maxSafeInteger = (Q_INT64_C(1) << 53) - 1;

template<typename Elements, typename Convert>
QVariantList variantList(const Elements &elements, Convert convert)
{
    QVariantList list;
    list.reserve(elements.size());
    for (const auto &element : elements)
        list.append(convert(element));
    return list;
}

QVariant base64(const QByteArray &binary)
{
    return QString::fromLatin1(binary.toBase64());
}

QVariant jsonNumber(const QDynamoDBNumber &number)
{
    const QVariant script = scriptNumber(number);
    const bool isExact = script.metaType() != QMetaType::fromType<QDynamoDBNumber>();
    return isExact ? script : number.toString();
}

// Converts to the types of plain JSON. Numbers that a script would round become text, and binaries
// become Base64.
QVariant jsonValue(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Number:
        return jsonNumber(Access::number(value));
    case Type::Binary:
        return base64(Access::binary(value));
    case Type::List:
        return variantList(Access::list(value), jsonValue);
    case Type::Map: {
        QVariantMap map;
        for (const QDynamoDBItem::Attribute &attribute : Access::map(value))
            map.insert(attribute.name, jsonValue(attribute.value));
        return map;
    }
    case Type::StringSet:
        return variantList(Access::strings(value),
                           [](const QString &text) { return QVariant(text); });
    case Type::NumberSet:
        return variantList(Access::numbers(value), jsonNumber);
    case Type::BinarySet:
        return variantList(Access::binaries(value), base64);
    case Type::Unknown:
        return value.unknownJson();
    default:
        return value.toVariant();
    }
}

} // namespace

bool isExactInScripts(double number) noexcept
{
    if (std::trunc(number) != number || std::fabs(number) <= double(maxSafeInteger))
        return true;
    constexpr int certainDigits = 15; // a double represents any number of so many digits
    const QByteArray shortest = QByteArray::number(number, 'e', QLocale::FloatingPointShortest);
    int digits = 0;
    for (const char c : shortest) {
        if (c == 'e')
            break;
        digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return digits <= certainDigits;
}

QVariant scriptNumber(const QDynamoDBNumber &number)
{
    const std::optional<qint64> integer = number.toInt64();
    if (integer && *integer >= -maxSafeInteger && *integer <= maxSafeInteger)
        return QVariant::fromValue(*integer);
    const std::optional<double> real = number.toDouble();
    if (real && isExactInScripts(*real))
        return *real;
    return QVariant::fromValue(number);
}

QVariant scriptValue(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Number:
        return scriptNumber(Access::number(value));
    case Type::List:
        return variantList(Access::list(value), scriptValue);
    case Type::Map:
        return scriptMap(Access::map(value));
    default:
        return value.toVariant();
    }
}

QVariantMap scriptMap(const QDynamoDBItem &item)
{
    QVariantMap map;
    for (const QDynamoDBItem::Attribute &attribute : item)
        map.insert(attribute.name, scriptValue(attribute.value));
    return map;
}

QVariant scriptVariant(const QVariant &variant)
{
    switch (variant.typeId()) {
    case QMetaType::LongLong:
        return scriptNumber(variant.toLongLong());
    case QMetaType::ULongLong:
        return scriptNumber(variant.toULongLong());
    case QMetaType::QVariantList:
        return variantList(variant.toList(), scriptVariant);
    case QMetaType::QVariantMap: {
        QVariantMap map = variant.toMap();
        for (QVariant &entry : map)
            entry = scriptVariant(entry);
        return map;
    }
    default:
        return variant;
    }
}

} // namespace QtDynamoDBPrivate

QVariantList QDynamoDBValue::scriptElements() const
{
    using namespace QtDynamoDBPrivate;
    if (isList())
        return variantList(Access::list(*this), scriptValue);
    if (isNumberSet())
        return variantList(Access::numbers(*this), scriptNumber);
    return elements();
}

/*!
    Returns the value in the types of plain JSON. A Number that a JavaScript number would round is
    text with all digits, a Binary is Base64, a set is a list, and an Unknown is its JSON text.

    JavaScript's \c {JSON.stringify()} calls this function and passes the name of the \a member,
    which is ignored.

    \sa QDynamoDBJson, toVariant()
*/
QVariant QDynamoDBValue::toJSON(const QString &member) const
{
    Q_UNUSED(member);
    return QtDynamoDBPrivate::jsonValue(*this);
}
