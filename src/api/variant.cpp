// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/operation_p.h"
#include "api/path_p.h"
#include "values/valuetext_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qdatetime.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

// Without the underscore that keeps a name from being a keyword of C++.
static QLatin1StringView variantName(const Member &member)
{
    const QLatin1StringView name(member.name);
    return name.endsWith(u'_') ? name.chopped(1) : name;
}

static QVariant toVariant(const TypeInfo &type, const void *value)
{
    switch (type.kind) {
    case Kind::String:
        return *static_cast<const QString *>(value);
    case Kind::Boolean:
        return *static_cast<const bool *>(value);
    case Kind::Integer:
        return *static_cast<const qint32 *>(value);
    case Kind::Long:
        return *static_cast<const qint64 *>(value);
    case Kind::Double:
        return *static_cast<const double *>(value);
    case Kind::Timestamp:
        return *static_cast<const QDateTime *>(value);
    case Kind::Enum:
        return EnumAccess::text(*static_cast<const QDynamoDBEnumBase *>(value), type.enumInfo());
    case Kind::Value:
        return static_cast<const QDynamoDBValue *>(value)->toVariant();
    case Kind::Item:
        return static_cast<const QDynamoDBItem *>(value)->toVariantMap();
    case Kind::Structure:
        return shapeToVariant(*type.shape, value);
    case Kind::List: {
        QVariantList list;
        list.reserve(type.list->size(value));
        for (qsizetype i = 0; i < type.list->size(value); ++i)
            list += toVariant(*type.element, type.list->at(value, i));
        return list;
    }
    case Kind::Map: {
        QVariantMap map;
        forEachEntry(type, value, [&](const QString &key, const void *entry) {
            map.insert(key, toVariant(*type.element, entry));
            return true;
        });
        return map;
    }
    }
    Q_UNREACHABLE();
    return {};
}

QVariantMap shapeToVariant(const Shape &shape, const void *object)
{
    QVariantMap map;
    for (const Member &member : shape.members) {
        if (const void *value = present(*member.type, member.in(object)))
            map.insert(variantName(member), toVariant(*member.type, value));
    }
    return map;
}

static QDynamoDBError unfit(const Path &path, QLatin1StringView wanted, const QVariant &variant)
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

// JavaScript's numbers are doubles, also the whole ones.
static std::optional<qint64> toInteger(const QVariant &variant)
{
    if (!isNumber(variant))
        return {};
    const int type = variant.typeId();
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
    // Enumerators come from QML as their numbers.
    const auto number = toInteger(variant);
    if (!number || *number < 1 || *number > info.count)
        return unfit(path, "one of the enum's values or their text"_L1, variant);
    EnumAccess::assign(*value, info, QString::fromLatin1(info.texts[*number - 1]));
    return {};
}

static QDynamoDBError listFromVariant(const TypeInfo &type, const QVariant &variant, void *list,
                                      const Path &path)
{
    if (variant.typeId() == QMetaType::QString || !variant.canConvert<QVariantList>())
        return unfit(path, "a list"_L1, variant);
    const QVariantList elements = variant.toList();
    type.list->clear(list);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        auto error = fromVariant(*type.element, elements[i], type.list->append(list), Path(path, i));
        if (error.isError())
            return error;
    }
    return {};
}

static QDynamoDBError mapFromVariant(const TypeInfo &type, const QVariant &variant, void *map,
                                     const Path &path)
{
    if (!variant.canConvert<QVariantMap>())
        return unfit(path, "a map"_L1, variant);
    const QVariantMap entries = variant.toMap();
    type.map->clear(map);
    for (auto it = entries.begin(); it != entries.end(); ++it) {
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
    return value->isValid() ? QDynamoDBError() : unfit(path, "a date or ISO 8601 text"_L1, variant);
}

static QDynamoDBError fromVariant(const TypeInfo &type, const QVariant &variant, void *value,
                                  const Path &path)
{
    switch (type.kind) {
    case Kind::String:
        if (variant.typeId() != QMetaType::QString)
            return unfit(path, "a string"_L1, variant);
        *static_cast<QString *>(value) = variant.toString();
        return {};
    case Kind::Boolean:
        if (variant.typeId() != QMetaType::Bool)
            return unfit(path, "a boolean"_L1, variant);
        *static_cast<bool *>(value) = variant.toBool();
        return {};
    case Kind::Integer: {
        const auto number = toInteger(variant);
        if (!number || *number < std::numeric_limits<qint32>::min()
            || *number > std::numeric_limits<qint32>::max()) {
            return unfit(path, "a whole number of 32 bits"_L1, variant);
        }
        *static_cast<qint32 *>(value) = qint32(*number);
        return {};
    }
    case Kind::Long: {
        const auto number = toInteger(variant);
        if (!number)
            return unfit(path, "a whole number"_L1, variant);
        *static_cast<qint64 *>(value) = *number;
        return {};
    }
    case Kind::Double:
        if (!isNumber(variant))
            return unfit(path, "a number"_L1, variant);
        *static_cast<double *>(value) = variant.toDouble();
        return {};
    case Kind::Timestamp:
        return timestampFromVariant(variant, static_cast<QDateTime *>(value), path);
    case Kind::Enum:
        return enumFromVariant(type, variant, static_cast<QDynamoDBEnumBase *>(value), path);
    case Kind::Value:
        *static_cast<QDynamoDBValue *>(value) = QDynamoDBValue::fromVariant(variant);
        return {};
    case Kind::Item:
        if (variant.metaType() == QMetaType::fromType<QDynamoDBItem>()) {
            *static_cast<QDynamoDBItem *>(value) = variant.value<QDynamoDBItem>();
            return {};
        }
        if (!variant.canConvert<QVariantMap>())
            return unfit(path, "a map of attributes"_L1, variant);
        *static_cast<QDynamoDBItem *>(value) = QDynamoDBItem::fromVariantMap(variant.toMap());
        return {};
    case Kind::Structure:
        if (!variant.canConvert<QVariantMap>())
            return unfit(path, "an object"_L1, variant);
        return fromVariant(*type.shape, variant.toMap(), value, path);
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
                                  u"%1: %2 has no member of this name"_s.arg(unknown.toString(),
                                                                             QLatin1StringView(
                                                                                     shape.name)));
        }
        // A member of type Value takes null as the value that it is.
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
