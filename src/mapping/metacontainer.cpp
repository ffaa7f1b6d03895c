// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/metavalue_p.h"
#include "values/qdynamodbvalue_p.h"

#include <QtCore/qassociativeiterable.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qvariant.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

namespace {

// Moves a container into the object after it was read completely, so that a failure leaves the
// object unchanged.
void assign(QMetaType type, QVariant &from, void *object)
{
    type.destruct(object);
    type.construct(object, from.constData());
}

[[nodiscard]] MetaProblem setOf(const QDynamoDBValueList &elements, QDynamoDBValue *value)
{
    *value = ValueAccess::setOf(elements, {});
    if (value->isUndefined())
        return { {}, u"a set holds strings, numbers or binaries, and only one of these"_s };
    return valueProblem(*value); // two elements may have the same stored form
}

[[nodiscard]] QMetaSequence sequenceOf(QMetaType type)
{
    QVariant empty(type);
    return empty.view<QSequentialIterable>().metaContainer();
}

[[nodiscard]] QMetaAssociation associationOf(QMetaType type)
{
    QVariant empty(type);
    return empty.view<QAssociativeIterable>().metaContainer();
}

[[nodiscard]] MetaProblem sequenceToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    QVariant copy(type, object);
    const auto iterable = copy.view<QSequentialIterable>();
    const QMetaType elementType = iterable.metaContainer().valueMetaType();
    const bool isVariant = elementType.id() == QMetaType::QVariant;
    const MetaPlace place = isSet(type) ? MetaPlace::Required : MetaPlace::Element;
    QDynamoDBValueList elements;
    elements.reserve(iterable.size());
    for (const QVariant &element : iterable) {
        QDynamoDBValue one;
        // Iterating over a container of variants returns the variants themselves.
        const void *address = isVariant ? &element : element.constData();
        const MetaProblem problem = valueFromMeta(elementType, address, &one, place);
        if (!problem.isNull())
            return problem.under(u'[' % QString::number(elements.size()) % u']');
        elements.append(one);
    }
    if (isSet(type))
        return setOf(elements, value);
    *value = elements;
    return {};
}

[[nodiscard]] QDynamoDBValueList elementsOf(const QDynamoDBValue &value)
{
    QDynamoDBValueList elements;
    elements.reserve(value.size());
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

[[nodiscard]] MetaProblem sequenceFromValue(const QDynamoDBValue &value, QMetaType type,
                                            void *object)
{
    const bool isStoredSet = value.isStringSet() || value.isNumberSet() || value.isBinarySet();
    if (isSet(type) ? !isStoredSet : !value.isList())
        return wrongType(value, type);
    QVariant copy(type);
    auto iterable = copy.view<QSequentialIterable>();
    const QMetaSequence sequence = iterable.metaContainer();
    const QMetaType elementType = sequence.valueMetaType();
    const QDynamoDBValueList elements = elementsOf(value);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        const MetaBox element(elementType);
        const MetaProblem problem = valueToMeta(elements[i], elementType, element.data());
        if (!problem.isNull())
            return problem.under(u'[' % QString::number(i) % u']');
        if (sequence.canAddValueAtEnd())
            sequence.addValueAtEnd(copy.data(), element.data());
        else
            sequence.addValue(copy.data(), element.data());
    }
    if (sequence.size(copy.constData()) != elements.size())
        return { {},
                 u"two elements of the set are the same value in %1"_s.arg(
                         QLatin1StringView(type.name())) };
    assign(type, copy, object);
    return {};
}

// Returns whether the key of a map survives the conversion to a name and back.
[[nodiscard]] bool isSameKey(const QVariant &a, const QVariant &b)
{
    const QMetaType type = a.metaType();
    if (type.isEqualityComparable())
        return type.equals(a.constData(), b.constData());
    return a.toString() == b.toString();
}

[[nodiscard]] MetaProblem associationToValue(QMetaType type, const void *object,
                                             QDynamoDBValue *value)
{
    QVariant copy(type, object);
    const auto iterable = copy.view<QAssociativeIterable>();
    const QMetaType mappedType = iterable.metaContainer().mappedMetaType();
    const bool isVariant = mappedType.id() == QMetaType::QVariant;
    QDynamoDBItem map;
    map.reserve(iterable.size());
    for (auto it = iterable.begin(), end = iterable.end(); it != end; ++it) {
        const QVariant key = it.key();
        const QString name = key.toString();
        if (key.typeId() != QMetaType::QString) {
            QVariant back(name);
            if (!back.convert(key.metaType()) || !isSameKey(key, back)) {
                return MetaProblem { {}, u"this name does not read back as the key of the map"_s }
                        .under(name);
            }
        }
        if (map.contains(name))
            return MetaProblem { {}, u"the map has this key twice"_s }.under(name);
        const QVariant mapped = it.value();
        const void *address = isVariant ? &mapped : mapped.constData();
        QDynamoDBValue one;
        const MetaProblem problem = valueFromMeta(mappedType, address, &one, MetaPlace::Element);
        if (!problem.isNull())
            return problem.under(name);
        map.insert(name, one);
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
    const QMetaType mappedType = association.mappedMetaType();
    const QDynamoDBItem map = value.toMap();
    for (const QDynamoDBItem::Attribute &attribute : map) {
        QVariant key(attribute.name);
        // A name such as "07" must not become "7".
        if (!key.convert(association.keyMetaType()) || key.toString() != attribute.name) {
            return MetaProblem { {}, u"the name can't become a key of the map"_s }.under(
                    attribute.name);
        }
        const MetaBox mapped(mappedType);
        const MetaProblem problem = valueToMeta(attribute.value, mappedType, mapped.data());
        if (!problem.isNull())
            return problem.under(attribute.name);
        association.setMappedAtKey(copy.data(), key.constData(), mapped.data());
    }
    assign(type, copy, object);
    return {};
}

} // namespace

bool isSequence(QMetaType type)
{
    // Qt also treats texts as sequences of characters.
    if (type.id() == QMetaType::QString || type.id() == QMetaType::QByteArray)
        return false;
    return QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>());
}

bool isAssociation(QMetaType type)
{
    return QMetaType::canView(type, QMetaType::fromType<QAssociativeIterable>());
}

bool isSet(QMetaType type)
{
    return ValueAccess::isSetType(type);
}

QString containerProblem(QMetaType type)
{
    const auto name = QLatin1StringView(type.name());
    if (isAssociation(type)) {
        const QMetaAssociation association = associationOf(type);
        const QMetaType text = QMetaType::fromType<QString>();
        const QMetaType key = association.keyMetaType();
        if (key != text
            && (!QMetaType::canConvert(key, text) || !QMetaType::canConvert(text, key))) {
            return u"the keys of %1 can't become names of attributes and back"_s.arg(name);
        }
        if (!association.canSetMappedAtKey())
            return u"%1 can't be filled"_s.arg(name);
        return metaTypeProblem(association.mappedMetaType());
    }
    const QMetaSequence sequence = sequenceOf(type);
    if (isSet(type) ? !sequence.canAddValue() : !sequence.canAddValueAtEnd())
        return u"%1 can't be filled"_s.arg(name);
    return metaTypeProblem(sequence.valueMetaType());
}

bool isNumberList(QMetaType type)
{
    return !converterOf(type) && !isVariantLike(type) && isSequence(type) && !isSet(type)
            && storedType(sequenceOf(type).valueMetaType()) == Type::Number;
}

MetaProblem containerToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    return isAssociation(type) ? associationToValue(type, object, value)
                               : sequenceToValue(type, object, value);
}

MetaProblem containerFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    return isAssociation(type) ? associationFromValue(value, type, object)
                               : sequenceFromValue(value, type, object);
}

} // namespace QtDynamoDBPrivate
