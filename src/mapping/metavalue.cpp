// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/metavalue_p.h"
#include "mapping/mapping_p.h"
#include "values/qdynamodbvalue_p.h"
#include "values/valuetext_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qhash.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qreadwritelock.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

namespace {

struct Registry
{
    Registry()
    {
        addOptionals<bool, int, uint, qint64, quint64, float, double, QString, QByteArray, QDateTime,
                     QDate, QTime, QUuid, QUrl, QDynamoDBNumber, QDynamoDBItem, QStringList>();
    }

    template<typename... T>
    void addOptionals()
    {
        (optionals.insert(QMetaType::fromType<std::optional<T>>().id(), optionalAccess<T>()), ...);
    }

    QReadWriteLock lock;
    QHash<int, ValueConverter> converters;
    QHash<int, MetaOptionalAccess> optionals;
};
Q_GLOBAL_STATIC(Registry, registry)

template<typename T>
[[nodiscard]] std::optional<T> found(const QHash<int, T> &hash, QMetaType type)
{
    const QReadLocker locker(&registry->lock);
    const auto it = hash.find(type.id());
    return it == hash.end() ? std::nullopt : std::optional<T>(*it);
}

template<typename T>
[[nodiscard]] const T &as(const void *object)
{
    return *static_cast<const T *>(object);
}

[[nodiscard]] bool isEmptySet(QMetaType type, const void *object)
{
    if (!isSet(type) || !isSequence(type))
        return false;
    QVariant copy(type, object);
    return copy.view<QSequentialIterable>().size() == 0;
}

// Returns whether the object has no value.
[[nodiscard]] bool isAbsent(QMetaType type, const void *object)
{
    switch (type.id()) {
    case QMetaType::QString:
        return as<QString>(object).isNull();
    case QMetaType::QByteArray:
        return as<QByteArray>(object).isNull();
    case QMetaType::QDateTime:
        return as<QDateTime>(object).isNull();
    case QMetaType::QDate:
        return as<QDate>(object).isNull();
    case QMetaType::QTime:
        return as<QTime>(object).isNull();
    case QMetaType::QUuid:
        return as<QUuid>(object).isNull();
    case QMetaType::QUrl:
        // An invalid URL is empty, too, but has an error.
        return as<QUrl>(object).isEmpty() && as<QUrl>(object).errorString().isEmpty();
    case QMetaType::QVariant:
        return !as<QVariant>(object).isValid();
    case QMetaType::QJsonValue:
        return as<QJsonValue>(object).isUndefined();
    default:
        break;
    }
    if (type == QMetaType::fromType<QDynamoDBItem>())
        return as<QDynamoDBItem>(object).isNull();
    if (type == QMetaType::fromType<QDynamoDBValue>())
        return as<QDynamoDBValue>(object).isUndefined();
    return isEmptySet(type, object);
}

[[nodiscard]] MetaProblem noValue(QMetaType type)
{
    return { {}, u"a %1 without value can't be stored here"_s.arg(QLatin1StringView(type.name())) };
}

[[nodiscard]] MetaProblem absentToValue(QMetaType type, QDynamoDBValue *value, MetaPlace place)
{
    if (place == MetaPlace::Property)
        return {};
    switch (type.id()) { // types with a value of the same meaning
    case QMetaType::QUuid:
        *value = textOf(QUuid());
        return {};
    case QMetaType::QUrl:
        *value = u""_s;
        return {};
    case QMetaType::QVariant: // reads Null as a value
    case QMetaType::QJsonValue:
        return noValue(type);
    default:
        break;
    }
    if (type == QMetaType::fromType<QDynamoDBValue>())
        return noValue(type);
    if (place == MetaPlace::Element) {
        *value = Type::Null;
        return {};
    }
    if (type.id() == QMetaType::QString)
        *value = u""_s;
    else if (type.id() == QMetaType::QByteArray)
        *value = Type::Binary;
    else if (type == QMetaType::fromType<QDynamoDBItem>())
        *value = Type::Map;
    else
        return noValue(type);
    return {};
}

[[nodiscard]] MetaProblem convertedToValue(const ValueConverter &converter, QMetaType type,
                                           const void *object, QDynamoDBValue *value,
                                           MetaPlace place)
{
    QDynamoDBValue converted = converter.toValue(object);
    if (converted.isUndefined())
        return place == MetaPlace::Property ? MetaProblem() : noValue(type);
    if (MetaProblem problem = valueProblem(converted); !problem.isNull())
        return problem;
    const MetaBox back(type);
    if (back.data()) {
        const QDynamoDBError error = converter.fromValue(converted, back.data());
        if (error.isError()) {
            return { {},
                     u"the converter of %1 does not read what it writes: %2"_s
                             .arg(QLatin1StringView(type.name()), error.message()) };
        }
        if (converter.toValue(back.data()) != converted) {
            return { {},
                     u"the converter of %1 reads what it writes as another value"_s.arg(
                             QLatin1StringView(type.name())) };
        }
    }
    *value = std::move(converted);
    return {};
}

[[nodiscard]] MetaProblem objectToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    if (auto problem = scalarToValue(type, object, value))
        return *problem;
    if (type == QMetaType::fromType<QDynamoDBValue>()) {
        *value = as<QDynamoDBValue>(object);
        return valueProblem(*value);
    }
    if (type == QMetaType::fromType<QDynamoDBItem>()) {
        *value = as<QDynamoDBItem>(object);
        return valueProblem(*value);
    }
    if (isVariantLike(type))
        return variantToValue(type, object, value);
    if (const QMetaObject *gadget = nestedGadget(type)) {
        QDynamoDBItem map;
        MetaProblem problem = gadgetToItem(*gadget, object, &map);
        *value = map.isEmpty() ? QDynamoDBValue(Type::Map) : QDynamoDBValue(map);
        return problem;
    }
    if (isAssociation(type) || isSequence(type))
        return containerToValue(type, object, value);
    return { {}, metaTypeProblem(type) };
}

} // namespace

void registerConverter(QMetaType type, const ValueConverter &converter)
{
    const QWriteLocker locker(&registry->lock);
    registry->converters.insert(type.id(), converter);
}

void registerOptional(QMetaType type, const MetaOptionalAccess &access)
{
    const QWriteLocker locker(&registry->lock);
    registry->optionals.insert(type.id(), access);
}

std::optional<ValueConverter> converterOf(QMetaType type)
{
    return found(registry->converters, type);
}

std::optional<MetaOptionalAccess> optionalOf(QMetaType type)
{
    return found(registry->optionals, type);
}

QMetaType withoutOptional(QMetaType type)
{
    const auto optional = converterOf(type) ? std::nullopt : optionalOf(type);
    return optional ? withoutOptional(optional->inner) : type;
}

const QMetaObject *nestedGadget(QMetaType type)
{
    if (!type.flags().testFlag(QMetaType::IsGadget) || converterOf(type)
        || type == QMetaType::fromType<QDynamoDBNumber>()
        || type == QMetaType::fromType<QDynamoDBValue>()
        || type == QMetaType::fromType<QDynamoDBItem>()) {
        return nullptr;
    }
    return type.metaObject();
}

std::optional<QDynamoDBValue::Type> storedType(QMetaType type)
{
    if (const auto converter = converterOf(type)) {
        if (converter->writes != Type::Undefined)
            return converter->writes;
        const MetaBox object(type);
        const QDynamoDBValue value = object.data() ? converter->toValue(object.data())
                                                   : QDynamoDBValue(Type::Undefined);
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        return value.type();
    }
    if (const auto optional = optionalOf(type))
        return storedType(optional->inner);
    if (const auto scalar = scalarType(type))
        return scalar;
    if (type == QMetaType::fromType<QDynamoDBValue>() || type.id() == QMetaType::QVariant
        || type.id() == QMetaType::QJsonValue) {
        return std::nullopt;
    }
    if (type == QMetaType::fromType<QDynamoDBItem>() || type.id() == QMetaType::QJsonObject
        || nestedGadget(type) || isAssociation(type)) {
        return Type::Map;
    }
    return isSet(type) ? Type::StringSet : Type::List;
}

MetaProblem wrongType(const QDynamoDBValue &value, QMetaType type)
{
    return { {},
             u"a %1 can't become a %2"_s.arg(QLatin1StringView(
                                                     QMetaEnum::fromType<Type>().valueToKey(
                                                             int(value.type()))),
                                             QLatin1StringView(type.name())) };
}

MetaProblem valueProblem(const QDynamoDBValue &value)
{
    if (value.isList()) {
        qsizetype index = 0;
        for (const QDynamoDBValue &element : ValueAccess::list(value)) {
            const MetaProblem problem = valueProblem(element);
            if (!problem.isNull())
                return problem.under(u'[' % QString::number(index) % u']');
            ++index;
        }
    } else if (value.isMap()) {
        for (const QDynamoDBItem::Attribute &attribute : ValueAccess::map(value)) {
            const MetaProblem problem = valueProblem(attribute.value);
            if (!problem.isNull())
                return problem.under(attribute.name);
        }
    } else if (const QString problem = ValueAccess::problem(value); !problem.isEmpty()) {
        return { {}, problem };
    }
    return {};
}

QString metaTypeProblem(QMetaType type)
{
    if (!type.isValid())
        return u"its type is not known to QMetaType"_s;
    type.id(); // registers the converters of containers
    if (converterOf(type))
        return {};
    if (const auto optional = optionalOf(type))
        return metaTypeProblem(optional->inner);
    if (scalarType(type))
        return {};
    if (type.flags().testFlag(QMetaType::IsEnumeration))
        return u"the enum needs Q_ENUM to have names"_s;
    if (type == QMetaType::fromType<QDynamoDBValue>()
        || type == QMetaType::fromType<QDynamoDBItem>() || isVariantLike(type)) {
        return {};
    }
    if (const QMetaObject *gadget = nestedGadget(type))
        return Mapping::problemOf(*gadget);
    if (isAssociation(type) || isSequence(type))
        return containerProblem(type);
    return u"there is no way to store %1; register one with QDynamoDBMapper::registerConverter() "
           u"or registerOptional(); the elements of a container need Q_DECLARE_METATYPE"_s.arg(
                   QLatin1StringView(type.name()));
}

MetaProblem valueFromMeta(QMetaType type, const void *object, QDynamoDBValue *value, MetaPlace place)
{
    *value = Type::Undefined;
    MetaProblem problem;
    if (const auto converter = converterOf(type)) {
        problem = convertedToValue(*converter, type, object, value, place);
    } else if (const auto optional = optionalOf(type)) {
        const void *inner = optional->get(object);
        if (!inner)
            return absentToValue(type, value, place);
        problem = valueFromMeta(optional->inner, inner, value, MetaPlace::Required);
    } else if (isAbsent(type, object)) {
        return absentToValue(type, value, place);
    } else {
        problem = objectToValue(type, object, value);
    }
    // A std::optional reads Null as nothing, and sets cannot contain Null.
    if (problem.isNull() && place == MetaPlace::Required && value->isNull())
        return noValue(type);
    return problem;
}

MetaProblem valueToMeta(const QDynamoDBValue &value, QMetaType type, void *object)
{
    if (const auto converter = converterOf(type)) {
        const QDynamoDBError error = converter->fromValue(value, object);
        return error.isError() ? MetaProblem { {}, error.message() } : MetaProblem();
    }
    if (type == QMetaType::fromType<QDynamoDBValue>()) {
        *static_cast<QDynamoDBValue *>(object) = value;
        return {};
    }
    if (const auto optional = optionalOf(type)) {
        if (value.isNull()) {
            optional->set(object, nullptr);
            return {};
        }
        const MetaBox inner(optional->inner);
        MetaProblem problem = valueToMeta(value, optional->inner, inner.data());
        if (problem.isNull())
            optional->set(object, inner.data());
        return problem;
    }
    if (isVariantLike(type))
        return variantFromValue(value, type, object);
    if (value.isNull()) { // for types that have a state without value
        const MetaBox empty(type);
        if (!empty.data() || !isAbsent(type, empty.data()))
            return wrongType(value, type);
        type.destruct(object);
        type.construct(object, empty.data());
        return {};
    }
    if (auto problem = scalarFromValue(value, type, object))
        return *problem;
    if (type == QMetaType::fromType<QDynamoDBItem>()) {
        if (!value.isMap())
            return wrongType(value, type);
        *static_cast<QDynamoDBItem *>(object) = value.toMap();
        return {};
    }
    if (const QMetaObject *gadget = nestedGadget(type)) {
        if (!value.isMap())
            return wrongType(value, type);
        return gadgetFromItem(value.toMap(), *gadget, object);
    }
    if (isAssociation(type) || isSequence(type))
        return containerFromValue(value, type, object);
    return { {}, metaTypeProblem(type) };
}

MetaProblem gadgetToItem(const QMetaObject &metaObject, const void *gadget, QDynamoDBItem *item)
{
    const auto mapping = Mapping::of(metaObject);
    return mapping->toItem([&](const QMetaProperty &p) { return p.readOnGadget(gadget); }, item);
}

MetaProblem gadgetFromItem(const QDynamoDBItem &item, const QMetaObject &metaObject, void *gadget)
{
    const auto mapping = Mapping::of(metaObject);
    return mapping->fromItem(
            item, [&](const QMetaProperty &p) { return p.readOnGadget(gadget); },
            [&](const QMetaProperty &p, const QVariant &value) {
                return p.writeOnGadget(gadget, value);
            });
}

} // namespace QtDynamoDBPrivate
