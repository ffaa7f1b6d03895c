// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "data/metavalue_p.h"
#include "data/mapping_p.h"
#include "data/valuetypename_p.h"

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qassociativeiterable.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qhash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qreadwritelock.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <limits>

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

[[nodiscard]] bool isSequence(QMetaType type)
{
    // To Qt, texts are sequences of characters as well.
    if (type.id() == QMetaType::QString || type.id() == QMetaType::QByteArray)
        return false;
    return QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>());
}

[[nodiscard]] bool isAssociation(QMetaType type)
{
    return QMetaType::canView(type, QMetaType::fromType<QAssociativeIterable>());
}

[[nodiscard]] bool isSet(QMetaType type)
{
    return QByteArrayView(type.name()).startsWith("QSet<");
}

[[nodiscard]] bool isVariantLike(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::QVariant:
    case QMetaType::QVariantMap:
    case QMetaType::QVariantList:
    case QMetaType::QVariantHash:
    case QMetaType::QJsonValue:
    case QMetaType::QJsonObject:
    case QMetaType::QJsonArray:
        return true;
    default:
        return false;
    }
}

// What has a state that is no value: it is not stored.
[[nodiscard]] bool isAbsent(QMetaType type, const void *object)
{
    switch (type.id()) {
    case QMetaType::QString:
        return static_cast<const QString *>(object)->isNull();
    case QMetaType::QByteArray:
        return static_cast<const QByteArray *>(object)->isNull();
    case QMetaType::QDateTime:
        return !static_cast<const QDateTime *>(object)->isValid();
    case QMetaType::QDate:
        return !static_cast<const QDate *>(object)->isValid();
    case QMetaType::QTime:
        return !static_cast<const QTime *>(object)->isValid();
    case QMetaType::QUuid:
        return static_cast<const QUuid *>(object)->isNull();
    case QMetaType::QUrl:
        return static_cast<const QUrl *>(object)->isEmpty();
    case QMetaType::QVariant:
        return !static_cast<const QVariant *>(object)->isValid();
    default:
        return false;
    }
}

[[nodiscard]] QString shortName(const QMetaEnum &enumerator)
{
    return QString::fromLatin1(enumerator.name());
}

[[nodiscard]] MetaProblem enumToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    const QMetaEnum enumerator = enumeratorOf(type);
    const int number = QVariant(type, object).toInt();
    if (enumerator.isFlag()) {
        *value = QString::fromLatin1(enumerator.valueToKeys(number));
        return {};
    }
    const char *key = enumerator.valueToKey(number);
    if (!key)
        return { {}, u"%1 has no name in the enum %2"_s.arg(number).arg(shortName(enumerator)) };
    *value = QString::fromLatin1(key);
    return {};
}

[[nodiscard]] MetaProblem enumFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    const QMetaEnum enumerator = enumeratorOf(type);
    const QByteArray key = value.toString().toLatin1();
    bool ok = false;
    int number = 0;
    if (enumerator.isFlag() && key.isEmpty())
        ok = value.isString();
    else
        number = enumerator.isFlag() ? enumerator.keysToValue(key.constData(), &ok)
                                     : enumerator.keyToValue(key.constData(), &ok);
    if (!ok) {
        const QString what = value.isString() ? QString(u"\"%1\""_s.arg(value.toString()))
                                              : QDebug::toString(value.type());
        return { {}, u"%1 is no name of the enum %2"_s.arg(what, shortName(enumerator)) };
    }
    if (!QMetaType::convert(QMetaType::fromType<int>(), &number, type, object))
        return { {}, u"%1 does not take %2"_s.arg(shortName(enumerator)).arg(number) };
    return {};
}

[[nodiscard]] MetaProblem wrongType(const QDynamoDBValue &value, QMetaType type)
{
    return { {},
             u"a %1 can't become a %2"_s.arg(QLatin1StringView(
                                                     QMetaEnum::fromType<Type>().valueToKey(
                                                             int(value.type()))),
                                             QLatin1StringView(type.name())) };
}

template<typename T>
[[nodiscard]] MetaProblem integerFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    if (!value.isNumber())
        return wrongType(value, type);
    const QDynamoDBNumber number = value.toNumber();
    using Limits = std::numeric_limits<T>;
    if (!number.isInteger() || number < QDynamoDBNumber(Limits::min())
        || number > QDynamoDBNumber(Limits::max())) {
        return { {},
                 u"the number %1 does not fit into %2"_s.arg(number.toString(),
                                                             QLatin1StringView(type.name())) };
    }
    if constexpr (std::is_signed_v<T>)
        *static_cast<T *>(object) = T(*number.toInt64());
    else
        *static_cast<T *>(object) = T(*number.toUInt64());
    return {};
}

// A text that T reads: dates, times, ids, addresses.
template<typename T, typename Read>
[[nodiscard]] MetaProblem textFromValue(const QDynamoDBValue &value, QMetaType type, void *object,
                                        Read read)
{
    if (!value.isString())
        return wrongType(value, type);
    const T result = read(value.toString());
    if (isAbsent(type, &result)) {
        return { {}, u"\"%1\" is no %2"_s.arg(value.toString(), QLatin1StringView(type.name())) };
    }
    *static_cast<T *>(object) = result;
    return {};
}

[[nodiscard]] std::optional<MetaProblem> scalarFromValue(const QDynamoDBValue &value,
                                                         QMetaType type, void *object)
{
    switch (type.id()) {
    case QMetaType::Bool:
        if (!value.isBool())
            return wrongType(value, type);
        *static_cast<bool *>(object) = value.toBool();
        return MetaProblem();
    case QMetaType::Char:
        return integerFromValue<char>(value, type, object);
    case QMetaType::SChar:
        return integerFromValue<signed char>(value, type, object);
    case QMetaType::UChar:
        return integerFromValue<uchar>(value, type, object);
    case QMetaType::Short:
        return integerFromValue<short>(value, type, object);
    case QMetaType::UShort:
        return integerFromValue<ushort>(value, type, object);
    case QMetaType::Int:
        return integerFromValue<int>(value, type, object);
    case QMetaType::UInt:
        return integerFromValue<uint>(value, type, object);
    case QMetaType::Long:
        return integerFromValue<long>(value, type, object);
    case QMetaType::ULong:
        return integerFromValue<ulong>(value, type, object);
    case QMetaType::LongLong:
        return integerFromValue<qlonglong>(value, type, object);
    case QMetaType::ULongLong:
        return integerFromValue<qulonglong>(value, type, object);
    case QMetaType::Float:
    case QMetaType::Double: {
        if (!value.isNumber())
            return wrongType(value, type);
        const double number = value.toNumber().toNearestDouble();
        if (type.id() == QMetaType::Float)
            *static_cast<float *>(object) = float(number);
        else
            *static_cast<double *>(object) = number;
        return MetaProblem();
    }
    case QMetaType::QString:
        if (!value.isString())
            return wrongType(value, type);
        *static_cast<QString *>(object) = value.toString();
        return MetaProblem();
    case QMetaType::QByteArray:
        if (!value.isBinary())
            return wrongType(value, type);
        *static_cast<QByteArray *>(object) = value.toBinary();
        return MetaProblem();
    case QMetaType::QDateTime:
        return textFromValue<QDateTime>(value, type, object,
                                        [&](const QString &) { return value.toDateTime(); });
    case QMetaType::QUuid:
        return textFromValue<QUuid>(value, type, object,
                                    [&](const QString &) { return value.toUuid(); });
    case QMetaType::QDate:
        return textFromValue<QDate>(value, type, object, [](const QString &text) {
            return QDate::fromString(text, Qt::ISODate);
        });
    case QMetaType::QTime:
        return textFromValue<QTime>(value, type, object, [](const QString &text) {
            return QTime::fromString(text, Qt::ISODateWithMs);
        });
    case QMetaType::QUrl:
        return textFromValue<QUrl>(value, type, object, [](const QString &text) {
            return QUrl(text, QUrl::StrictMode);
        });
    default:
        return {};
    }
}

// The value of an element, which can't be left out.
[[nodiscard]] MetaProblem elementFromMeta(QMetaType type, const void *object, QDynamoDBValue *value)
{
    MetaProblem problem = valueFromMeta(type, object, value);
    if (value->isUndefined()) {
        const bool isText = type.id() == QMetaType::QString;
        *value = isText ? QDynamoDBValue(Type::String) : QDynamoDBValue(Type::Null);
    }
    return problem;
}

[[nodiscard]] MetaProblem setOf(const QDynamoDBValueList &elements, QDynamoDBValue *value)
{
    if (elements.isEmpty()) {
        *value = Type::Undefined;
        return {};
    }
    QStringList strings;
    QList<QDynamoDBNumber> numbers;
    QByteArrayList binaries;
    for (const QDynamoDBValue &element : elements) {
        if (element.isString())
            strings.append(element.toString());
        else if (element.isNumber())
            numbers.append(element.toNumber());
        else if (element.isBinary())
            binaries.append(element.toBinary());
    }
    if (strings.size() == elements.size())
        *value = QDynamoDBValue::stringSet(strings);
    else if (numbers.size() == elements.size())
        *value = QDynamoDBValue::numberSet(numbers);
    else if (binaries.size() == elements.size())
        *value = QDynamoDBValue::binarySet(binaries);
    else
        return { {}, u"a set holds strings, numbers or binaries, and only one of these"_s };
    return {};
}

[[nodiscard]] MetaProblem sequenceToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    QVariant copy(type, object);
    const auto iterable = copy.view<QSequentialIterable>();
    const QMetaSequence sequence = iterable.metaContainer();
    const QMetaType elementType = sequence.valueMetaType();
    QDynamoDBValueList elements;
    qsizetype index = 0;
    for (const QVariant &element : iterable) {
        QDynamoDBValue one;
        // A list of variants gives the variants' contents.
        const bool isVariant = elementType.id() == QMetaType::QVariant;
        const MetaProblem problem = isVariant
                ? elementFromMeta(QMetaType::fromType<QVariant>(), &element, &one)
                : elementFromMeta(elementType, element.constData(), &one);
        if (!problem.isNull())
            return problem.under(u'[' % QString::number(index) % u']');
        elements.append(one);
        ++index;
    }
    if (isSet(type))
        return setOf(elements, value);
    *value = elements;
    return {};
}

[[nodiscard]] QDynamoDBValueList elementsOf(const QDynamoDBValue &value)
{
    QDynamoDBValueList elements;
    if (value.isStringSet()) {
        for (const QString &element : value.toStringSet())
            elements.append(element);
    } else if (value.isNumberSet()) {
        for (const QDynamoDBNumber &element : value.toNumberSet())
            elements.append(element);
    } else if (value.isBinarySet()) {
        for (const QByteArray &element : value.toBinarySet())
            elements.append(element);
    } else {
        elements = value.toList();
    }
    return elements;
}

// Moves what has been read into place: a container that fails half-way leaves the object as it was.
void assign(QMetaType type, QVariant &from, void *object)
{
    type.destruct(object);
    type.construct(object, from.constData());
}

[[nodiscard]] MetaProblem sequenceFromValue(const QDynamoDBValue &value, QMetaType type,
                                            void *object)
{
    const bool isStoredSet = value.isStringSet() || value.isNumberSet() || value.isBinarySet();
    if (isSet(type) ? !isStoredSet : !value.isList())
        return wrongType(value, type);
    QVariant copy(type);
    const auto iterable = copy.view<QSequentialIterable>();
    const QMetaSequence sequence = iterable.metaContainer();
    const QMetaType elementType = sequence.valueMetaType();
    const QDynamoDBValueList elements = elementsOf(value);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        QVariant element(elementType);
        const MetaProblem problem = valueToMeta(elements[i], elementType, element.data());
        if (!problem.isNull())
            return problem.under(u'[' % QString::number(i) % u']');
        sequence.addValue(copy.data(), element.constData());
    }
    assign(type, copy, object);
    return {};
}

[[nodiscard]] MetaProblem associationToValue(QMetaType type, const void *object,
                                             QDynamoDBValue *value)
{
    QVariant copy(type, object);
    const auto iterable = copy.view<QAssociativeIterable>();
    const QMetaType mappedType = iterable.metaContainer().mappedMetaType();
    QDynamoDBItem map;
    for (auto it = iterable.begin(), end = iterable.end(); it != end; ++it) {
        const QString key = it.key().toString();
        const QVariant mapped = it.value();
        QDynamoDBValue one;
        const MetaProblem problem = elementFromMeta(mappedType, mapped.constData(), &one);
        if (!problem.isNull())
            return problem.under(key);
        map.insert(key, one);
    }
    *value = map.isEmpty() ? QDynamoDBValue(Type::Map) : QDynamoDBValue(map);
    return {};
}

[[nodiscard]] MetaProblem associationFromValue(const QDynamoDBValue &value, QMetaType type,
                                               void *object)
{
    if (!value.isMap())
        return wrongType(value, type);
    QVariant copy(type);
    const auto iterable = copy.view<QAssociativeIterable>();
    const QMetaAssociation association = iterable.metaContainer();
    const QDynamoDBItem map = value.toMap();
    for (const QDynamoDBItem::Attribute &attribute : map) {
        QVariant key(attribute.name);
        if (!key.convert(association.keyMetaType()))
            return MetaProblem { {}, u"the name can't become a key of the map"_s }.under(
                    attribute.name);
        QVariant mapped(association.mappedMetaType());
        const MetaProblem problem = valueToMeta(attribute.value, association.mappedMetaType(),
                                                mapped.data());
        if (!problem.isNull())
            return problem.under(attribute.name);
        association.setMappedAtKey(copy.data(), key.constData(), mapped.constData());
    }
    assign(type, copy, object);
    return {};
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

QMetaEnum enumeratorOf(QMetaType type)
{
    const QMetaObject *metaObject = type.metaObject();
    if (!metaObject)
        return {};
    QByteArray name(type.name());
    if (name.startsWith("QFlags<"))
        name = name.sliced(7).chopped(1);
    name = name.mid(name.lastIndexOf(':') + 1);
    for (int i = 0; i < metaObject->enumeratorCount(); ++i) {
        const QMetaEnum enumerator = metaObject->enumerator(i);
        if (name == QByteArrayView(enumerator.name())
            || name == QByteArrayView(enumerator.enumName()))
            return enumerator;
    }
    return {};
}

QString metaTypeProblem(QMetaType type)
{
    if (!type.isValid())
        return u"its type is not known to QMetaType"_s;
    type.id(); // makes containers known to QMetaType
    if (found(registry->converters, type))
        return {};
    if (const auto optional = found(registry->optionals, type))
        return metaTypeProblem(optional->inner);
    const QMetaType::TypeFlags flags = type.flags();
    if (flags.testFlag(QMetaType::IsEnumeration)) {
        return enumeratorOf(type).isValid() ? QString() : u"the enum needs Q_ENUM to have names"_s;
    }
    if (type == QMetaType::fromType<QDynamoDBValue>()
        || type == QMetaType::fromType<QDynamoDBItem>()
        || type == QMetaType::fromType<QDynamoDBNumber>() || isVariantLike(type)) {
        return {};
    }
    if (flags.testFlag(QMetaType::IsGadget) && type.metaObject())
        return {};
    if (isAssociation(type) || isSequence(type))
        return {};
    if (type.id() < QMetaType::FirstGuiType
        && !QDynamoDBValue::fromVariant(QVariant(type)).isUndefined()) {
        return {};
    }
    switch (type.id()) { // whose empty value is none
    case QMetaType::QDateTime:
    case QMetaType::QDate:
    case QMetaType::QTime:
        return {};
    default:
        break;
    }
    return u"there is no way to store %1; register one with QDynamoDBMapper::registerConverter() "
           u"or registerOptional()"_s.arg(QLatin1StringView(type.name()));
}

MetaProblem valueFromMeta(QMetaType type, const void *object, QDynamoDBValue *value)
{
    *value = Type::Undefined;
    if (const auto converter = found(registry->converters, type)) {
        *value = converter->toValue(object);
        return {};
    }
    if (const auto optional = found(registry->optionals, type)) {
        const void *inner = optional->get(object);
        return inner ? elementFromMeta(optional->inner, inner, value) : MetaProblem();
    }
    if (isAbsent(type, object))
        return {};
    if (type == QMetaType::fromType<QDynamoDBValue>()) {
        *value = *static_cast<const QDynamoDBValue *>(object);
        return {};
    }
    const QMetaType::TypeFlags flags = type.flags();
    if (flags.testFlag(QMetaType::IsEnumeration) && enumeratorOf(type).isValid())
        return enumToValue(type, object, value);
    if (type == QMetaType::fromType<QDynamoDBItem>()) {
        const auto &map = *static_cast<const QDynamoDBItem *>(object);
        *value = map.isNull() ? QDynamoDBValue(Type::Undefined) : QDynamoDBValue(map);
        return {};
    }
    if (flags.testFlag(QMetaType::IsGadget) && type.metaObject()
        && type != QMetaType::fromType<QDynamoDBNumber>()) {
        QDynamoDBItem map;
        MetaProblem problem = gadgetToItem(*type.metaObject(), object, &map);
        *value = map.isEmpty() ? QDynamoDBValue(Type::Map) : QDynamoDBValue(map);
        return problem;
    }
    if (!isVariantLike(type)) {
        if (isAssociation(type))
            return associationToValue(type, object, value);
        if (isSequence(type))
            return sequenceToValue(type, object, value);
    }
    *value = QDynamoDBValue::fromVariant(type.id() == QMetaType::QVariant
                                                 ? *static_cast<const QVariant *>(object)
                                                 : QVariant(type, object));
    if (value->isUndefined())
        return { {}, metaTypeProblem(type) };
    return {};
}

MetaProblem valueToMeta(const QDynamoDBValue &value, QMetaType type, void *object)
{
    if (const auto converter = found(registry->converters, type)) {
        const QDynamoDBError error = converter->fromValue(value, object);
        return error.isError() ? MetaProblem { {}, error.message() } : MetaProblem();
    }
    if (type == QMetaType::fromType<QDynamoDBValue>()) {
        *static_cast<QDynamoDBValue *>(object) = value;
        return {};
    }
    if (const auto optional = found(registry->optionals, type)) {
        if (value.isNull()) {
            optional->set(object, nullptr);
            return {};
        }
        QVariant inner(optional->inner);
        MetaProblem problem = valueToMeta(value, optional->inner, inner.data());
        if (problem.isNull())
            optional->set(object, inner.constData());
        return problem;
    }
    if (isVariantLike(type)) {
        QVariant variant = value.toVariant();
        if (type.id() == QMetaType::QVariant)
            *static_cast<QVariant *>(object) = variant;
        else if (!QMetaType::convert(variant.metaType(), variant.constData(), type, object))
            return wrongType(value, type);
        return {};
    }
    if (value.isNull()) { // whatever has a state for it
        QVariant empty(type);
        if (!isAbsent(type, empty.constData()))
            return wrongType(value, type);
        assign(type, empty, object);
        return {};
    }
    if (auto problem = scalarFromValue(value, type, object))
        return *problem;
    if (type == QMetaType::fromType<QDynamoDBNumber>()) {
        if (!value.isNumber())
            return wrongType(value, type);
        *static_cast<QDynamoDBNumber *>(object) = value.toNumber();
        return {};
    }
    if (type == QMetaType::fromType<QDynamoDBItem>()) {
        if (!value.isMap())
            return wrongType(value, type);
        *static_cast<QDynamoDBItem *>(object) = value.toMap();
        return {};
    }
    const QMetaType::TypeFlags flags = type.flags();
    if (flags.testFlag(QMetaType::IsEnumeration) && enumeratorOf(type).isValid())
        return enumFromValue(value, type, object);
    if (flags.testFlag(QMetaType::IsGadget) && type.metaObject()) {
        if (!value.isMap())
            return wrongType(value, type);
        return gadgetFromItem(value.toMap(), *type.metaObject(), object);
    }
    if (isAssociation(type))
        return associationFromValue(value, type, object);
    if (isSequence(type))
        return sequenceFromValue(value, type, object);
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
    return mapping->fromItem(item, [&](const QMetaProperty &property, const QVariant &value) {
        return property.writeOnGadget(gadget, value);
    });
}

} // namespace QtDynamoDBPrivate
