// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/operation_p.h"
#include "api/path_p.h"
#include "api/variant_p.h"
#include "values/scriptvalue_p.h"
#include "values/valuetext_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

QLatin1StringView variantName(const Member &member)
{
    const QLatin1StringView name(member.name);
    return name.endsWith(u'_') ? name.chopped(1) : name;
}

namespace {

enum class Style {
    Plain, // absent members are omitted
    Script, // for JavaScript: lists and maps are never omitted, and numbers keep their digits
};

QVariantMap toVariantMap(const Shape &shape, const void *object, Style style);

QVariant toVariant(const TypeInfo &type, const void *value, Style style)
{
    const bool isScript = style == Style::Script;
    switch (type.kind) {
    case Kind::String:
        return *static_cast<const QString *>(value);
    case Kind::Boolean:
        return *static_cast<const bool *>(value);
    case Kind::Integer:
        return *static_cast<const qint32 *>(value);
    case Kind::Long: {
        const qint64 number = *static_cast<const qint64 *>(value);
        return isScript ? scriptNumber(number) : number;
    }
    case Kind::Double:
        return *static_cast<const double *>(value);
    case Kind::Timestamp:
        return *static_cast<const QDateTime *>(value);
    case Kind::Enum:
        return EnumAccess::text(*static_cast<const QDynamoDBEnumBase *>(value), type.enumInfo());
    case Kind::Value: {
        const auto &content = *static_cast<const QDynamoDBValue *>(value);
        return isScript ? scriptValue(content) : content.toVariant();
    }
    case Kind::Item: {
        const auto &item = *static_cast<const QDynamoDBItem *>(value);
        return isScript ? scriptMap(item) : item.toVariantMap();
    }
    case Kind::Structure:
        return toVariantMap(*type.shape, value, style);
    case Kind::List: {
        QVariantList list;
        list.reserve(type.list->size(value));
        for (qsizetype i = 0; i < type.list->size(value); ++i)
            list += toVariant(*type.element, type.list->at(value, i), style);
        return list;
    }
    case Kind::Map: {
        QVariantMap map;
        forEachEntry(type, value, [&](const QString &key, const void *entry) {
            map.insert(key, toVariant(*type.element, entry, style));
            return true;
        });
        return map;
    }
    }
    Q_UNREACHABLE();
    return {};
}

QVariantMap toVariantMap(const Shape &shape, const void *object, Style style)
{
    QVariantMap map;
    for (const Member &member : shape.members) {
        const TypeInfo &type = *member.type;
        if (const void *value = present(type, member.in(object)))
            map.insert(variantName(member), toVariant(type, value, style));
        else if (style == Style::Script && type.kind == Kind::List)
            map.insert(variantName(member), QVariantList());
        else if (style == Style::Script && type.kind == Kind::Map)
            map.insert(variantName(member), QVariantMap());
    }
    return map;
}

} // namespace

QVariantMap shapeToVariant(const Shape &shape, const void *object)
{
    return toVariantMap(shape, object, Style::Plain);
}

QVariant scriptElement(const TypeInfo &type, const void *element)
{
    return toVariant(type, element, Style::Script);
}

QVariantMap resultToVariant(const Operation &operation, const void *result)
{
    return toVariantMap(*operation.output, result, Style::Script);
}

static QDynamoDBError mismatch(const Path &path, QLatin1StringView wanted, const QVariant &variant)
{
    return QDynamoDBError(Code::InvalidParameterValue,
                          u"%1 must be %2, not %3"_s.arg(path.toString(), wanted,
                                                         QLatin1StringView(
                                                                 variant.metaType().name())));
}

static bool isNumber(const QVariant &variant)
{
    switch (variant.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Float:
    case QMetaType::Double:
        return true;
    default:
        return false;
    }
}

// Returns the converted value, or nothing if the variant can't be converted. QVariant::canConvert()
// would check the types only.
template<typename T>
static std::optional<T> converted(QVariant variant)
{
    if (!variant.convert(QMetaType::fromType<T>()))
        return {};
    return variant.value<T>();
}

static bool isDecimal(const QVariant &variant)
{
    return variant.metaType() == QMetaType::fromType<QDynamoDBNumber>()
            || variant.metaType() == QMetaType::fromType<QDynamoDBValue>();
}

// Returns the variant as an integer, or nothing. Accepts doubles without a fraction: JavaScript has
// no other numbers.
static std::optional<qint64> toInteger(const QVariant &variant)
{
    if (isDecimal(variant))
        return converted<qlonglong>(variant);
    if (!isNumber(variant))
        return {};
    const int type = variant.typeId();
    if (type == QMetaType::ULong || type == QMetaType::ULongLong) {
        const quint64 number = variant.toULongLong(); // toLongLong() would make it negative
        constexpr auto largest = quint64(std::numeric_limits<qint64>::max());
        return number <= largest ? std::optional(qint64(number)) : std::nullopt;
    }
    if (type != QMetaType::Double && type != QMetaType::Float) {
        bool ok = false;
        const qint64 number = variant.toLongLong(&ok);
        return ok ? std::optional(number) : std::nullopt;
    }
    const double number = variant.toDouble();
    constexpr double bound = 9223372036854775808.0; // 2^63
    if (std::trunc(number) != number || number < -bound || number >= bound)
        return {};
    return qint64(number);
}

static QDynamoDBError fromVariant(const TypeInfo &type, const QVariant &variant, void *value,
                                  const Path &path);

static QDynamoDBError fromVariant(const Shape &shape, const QVariantMap &map, void *object,
                                  const Path &path);

static QDynamoDBError enumFromVariant(const TypeInfo &type, const QVariant &variant,
                                      QDynamoDBEnumBase *value, const Path &path)
{
    const QDynamoDBEnumInfo &info = type.enumInfo();
    if (variant.typeId() == QMetaType::QString) {
        EnumAccess::assign(*value, info, variant.toString());
        return {};
    }
    // QML passes enumerators as numbers.
    const auto number = toInteger(variant);
    if (!number || *number < 1 || *number > info.count)
        return mismatch(path, "an enumerator or its text"_L1, variant);
    EnumAccess::assign(*value, info, QString::fromLatin1(info.texts[*number - 1]));
    return {};
}

static QDynamoDBError listFromVariant(const TypeInfo &type, const QVariant &variant, void *list,
                                      const Path &path)
{
    const bool isText = variant.typeId() == QMetaType::QString;
    const auto elements = isText ? std::nullopt : converted<QVariantList>(variant);
    if (!elements)
        return mismatch(path, "a list"_L1, variant);
    type.list->clear(list);
    for (qsizetype i = 0; i < elements->size(); ++i) {
        auto error = fromVariant(*type.element, elements->at(i), type.list->append(list),
                                 Path(path, i));
        if (error.isError())
            return error;
    }
    return {};
}

static QDynamoDBError mapFromVariant(const TypeInfo &type, const QVariant &variant, void *map,
                                     const Path &path)
{
    const auto entries = converted<QVariantMap>(variant);
    if (!entries)
        return mismatch(path, "a map"_L1, variant);
    type.map->clear(map);
    for (auto it = entries->begin(); it != entries->end(); ++it) {
        const QString &key = it.key();
        auto error = fromVariant(*type.element, *it, type.map->insert(map, key), Path(path, key));
        if (error.isError())
            return error;
    }
    return {};
}

static QDynamoDBError timestampFromVariant(const QVariant &variant, QDateTime *value,
                                           const Path &path)
{
    if (variant.typeId() == QMetaType::QDateTime)
        *value = variant.toDateTime();
    else if (variant.typeId() == QMetaType::QString)
        *value = QtDynamoDBPrivate::dateTimeFromText(variant.toString()).value_or(QDateTime());
    return value->isValid() ? QDynamoDBError()
                            : mismatch(path, "a date or ISO 8601 text"_L1, variant);
}

static QDynamoDBError fromVariant(const TypeInfo &type, const QVariant &variant, void *value,
                                  const Path &path)
{
    switch (type.kind) {
    case Kind::String:
        if (variant.typeId() != QMetaType::QString)
            return mismatch(path, "a string"_L1, variant);
        *static_cast<QString *>(value) = variant.toString();
        return {};
    case Kind::Boolean:
        if (variant.typeId() != QMetaType::Bool)
            return mismatch(path, "a boolean"_L1, variant);
        *static_cast<bool *>(value) = variant.toBool();
        return {};
    case Kind::Integer: {
        const auto number = toInteger(variant);
        if (!number || *number < std::numeric_limits<qint32>::min()
            || *number > std::numeric_limits<qint32>::max()) {
            return mismatch(path, "an integer of 32 bits"_L1, variant);
        }
        *static_cast<qint32 *>(value) = qint32(*number);
        return {};
    }
    case Kind::Long: {
        const auto number = toInteger(variant);
        if (!number)
            return mismatch(path, "an integer of 64 bits"_L1, variant);
        *static_cast<qint64 *>(value) = *number;
        return {};
    }
    case Kind::Double: {
        const bool fits = isNumber(variant) || isDecimal(variant);
        const auto number = fits ? converted<double>(variant) : std::nullopt;
        if (!number)
            return mismatch(path, "a number"_L1, variant);
        *static_cast<double *>(value) = *number;
        return {};
    }
    case Kind::Timestamp:
        return timestampFromVariant(variant, static_cast<QDateTime *>(value), path);
    case Kind::Enum:
        return enumFromVariant(type, variant, static_cast<QDynamoDBEnumBase *>(value), path);
    case Kind::Value:
        *static_cast<QDynamoDBValue *>(value) = QDynamoDBValue::fromVariant(variant);
        return {};
    case Kind::Item: {
        const QDynamoDBValue item = QDynamoDBValue::fromVariant(variant);
        if (!item.isMap())
            return mismatch(path, "a map of attributes"_L1, variant);
        *static_cast<QDynamoDBItem *>(value) = item.toMap();
        return {};
    }
    case Kind::Structure: {
        const auto members = converted<QVariantMap>(variant);
        if (!members)
            return mismatch(path, "an object"_L1, variant);
        return fromVariant(*type.shape, *members, value, path);
    }
    case Kind::List:
        return listFromVariant(type, variant, value, path);
    case Kind::Map:
        return mapFromVariant(type, variant, value, path);
    }
    Q_UNREACHABLE();
    return {};
}

static const Member *findMember(const Shape &shape, const QString &name)
{
    for (const Member &member : shape.members) {
        if (name == variantName(member) || name == QLatin1StringView(member.name))
            return &member;
    }
    return nullptr;
}

static QDynamoDBError fromVariant(const Shape &shape, const QVariantMap &map, void *object,
                                  const Path &path)
{
    for (auto it = map.begin(); it != map.end(); ++it) {
        const Member *member = findMember(shape, it.key());
        if (!member) {
            const Path unknown(path, it.key());
            return QDynamoDBError(Code::InvalidParameterValue,
                                  u"%1: %2 has no member with this name"_s
                                          .arg(unknown.toString(), QLatin1StringView(shape.name)));
        }
        // null means "absent", except for a member of type Value, where it is the value Null.
        const bool isNull = !it->isValid() || it->metaType() == QMetaType(QMetaType::Nullptr);
        if (!it->isValid() || (isNull && member->type->kind != Kind::Value))
            continue;
        void *field = member->in(object);
        void *value = member->type->optional ? member->type->optional->emplace(field) : field;
        auto error = fromVariant(*member->type, *it, value, Path(path, variantName(*member)));
        if (error.isError())
            return error;
    }
    return {};
}

QDynamoDBError shapeFromVariant(const Shape &shape, const QVariantMap &map, void *object)
{
    return fromVariant(shape, map, object, Path());
}

} // namespace QtDynamoDBPrivate
