// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/qdynamodbvalue_p.h"
#include "values/valuetext_p.h"

#include <QtCore/qassociativeiterable.h>
#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>
#include <QtCore/qcborvalue.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>
#include <QtCore/qvariant.h>

#include <algorithm>

using namespace QtDynamoDBPrivate;

namespace {

using Access = ValueAccess;

QVariant numberToVariant(const QDynamoDBNumber &number)
{
    if (const std::optional<qint64> integer = number.toInt64())
        return QVariant::fromValue(*integer);
    if (const std::optional<quint64> integer = number.toUInt64())
        return QVariant::fromValue(*integer);
    if (const std::optional<double> real = number.toDouble())
        return *real;
    return QVariant::fromValue(number);
}

template<typename Elements, typename Convert>
QVariantList toVariantList(const Elements &elements, Convert convert)
{
    QVariantList list;
    list.reserve(elements.size());
    for (const auto &element : elements)
        list.append(convert(element));
    return list;
}

template<typename Elements>
QDynamoDBValueList valuesOf(const Elements &elements)
{
    QDynamoDBValueList list;
    list.reserve(elements.size());
    for (const auto &element : elements)
        list.append(QDynamoDBValue::fromVariant(element));
    return list;
}

// Returns a String, or Undefined for a value without a text form, such as an invalid date.
template<typename T>
QDynamoDBValue textFrom(const QVariant &variant)
{
    auto text = QtDynamoDBPrivate::textOf(variant.value<T>());
    return text ? QDynamoDBValue(*std::move(text)) : QDynamoDBValue::Type::Undefined;
}

// Converts this library's types, enums, and containers that are registered with QMetaType.
QDynamoDBValue fromOtherType(const QVariant &variant)
{
    const QMetaType type = variant.metaType();
    if (type == QMetaType::fromType<QDynamoDBValue>())
        return variant.value<QDynamoDBValue>();
    if (type == QMetaType::fromType<QDynamoDBNumber>())
        return variant.value<QDynamoDBNumber>();
    if (type == QMetaType::fromType<QDynamoDBItem>())
        return variant.value<QDynamoDBItem>();
    if (type.flags().testFlag(QMetaType::IsEnumeration)) {
        if (type.flags().testFlag(QMetaType::IsUnsignedEnumeration))
            return variant.toULongLong();
        return variant.toLongLong();
    }
    if (QMetaType::canView(type, QMetaType::fromType<QAssociativeIterable>())) {
        const auto map = variant.value<QAssociativeIterable>();
        QDynamoDBItem item;
        for (auto it = map.begin(), end = map.end(); it != end; ++it)
            item.insert(it.key().toString(), QDynamoDBValue::fromVariant(it.value()));
        return item;
    }
    if (QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>())) {
        const auto sequence = variant.value<QSequentialIterable>();
        const QDynamoDBValueList elements = valuesOf(sequence);
        if (Access::isSetType(type))
            return Access::setOf(elements, sequence.metaContainer().valueMetaType());
        return elements;
    }
    return QDynamoDBValue::Type::Undefined;
}

QDynamoDBValue fromJsonDocument(const QJsonDocument &document)
{
    if (document.isObject())
        return QDynamoDBValue::fromVariant(document.object().toVariantMap());
    if (document.isArray())
        return QDynamoDBValue::fromVariant(document.array().toVariantList());
    return QDynamoDBValue::Type::Undefined;
}

} // namespace

bool ValueAccess::isSetType(QMetaType type)
{
    const QByteArrayView name(type.name());
    if (name.startsWith("QSet<") || name.startsWith("QList<")) // common: no need to construct one
        return name[1] == 'S';
    // QMetaType can view strings and byte arrays as sequences, too.
    if (type.id() == QMetaType::QString || type.id() == QMetaType::QByteArray
        || !QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>())) {
        return false;
    }
    QVariant container(type);
    const QMetaSequence sequence = container.view<QSequentialIterable>().metaContainer();
    return sequence.canAddValue() && !sequence.canAddValueAtBegin() && !sequence.canAddValueAtEnd();
}

QDynamoDBValue ValueAccess::setOf(const QDynamoDBValueList &elements, QMetaType elementType)
{
    const QDynamoDBValue sample = elements.isEmpty()
            ? QDynamoDBValue::fromVariant(QVariant(elementType))
            : elements.first();
    const auto areAll = [&elements](Type type) {
        return std::all_of(elements.begin(), elements.end(), [type](const QDynamoDBValue &element) {
            return element.type() == type;
        });
    };
    const auto contents = [&elements](auto list, auto content) {
        list.reserve(elements.size());
        for (const QDynamoDBValue &element : elements)
            list.append(content(element));
        return list;
    };
    if (sample.isNumber() && areAll(Type::Number))
        return QDynamoDBValue::numberSet(contents(QList<QDynamoDBNumber>(), number));
    if (sample.isBinary() && areAll(Type::Binary))
        return QDynamoDBValue::binarySet(contents(QByteArrayList(), binary));
    if (areAll(Type::String))
        return QDynamoDBValue::stringSet(contents(QStringList(), string));
    return Type::Undefined;
}

/*!
    Returns the elements of a List or a set, each converted as by toVariant(), or an empty list for
    another type.

    The QML property \c elements differs: there, integers beyond 9007199254740991 in magnitude are
    QDynamoDBNumber, since a JavaScript number would round them.
*/
QVariantList QDynamoDBValue::elements() const
{
    switch (m_type) {
    case Type::List:
        return toVariantList(Access::list(*this), [](const auto &e) { return e.toVariant(); });
    case Type::StringSet:
        return toVariantList(Access::strings(*this), [](const auto &e) { return QVariant(e); });
    case Type::NumberSet:
        return toVariantList(Access::numbers(*this), numberToVariant);
    case Type::BinarySet:
        return toVariantList(Access::binaries(*this), [](const auto &e) { return QVariant(e); });
    default:
        return {};
    }
}

/*!
    Returns the value as a QVariant, for Qt's views and QML. The conversion is lossless:
    fromVariant() converts the result to an equal value.

    \table
    \header \li Type \li Content of the QVariant
    \row \li Undefined \li none: the QVariant is invalid
    \row \li Null \li \c nullptr
    \row \li Bool \li \c bool
    \row \li Number
         \li \c qint64 or \c quint64 for an integer that fits, else \c double if it is exact, else
             QDynamoDBNumber
    \row \li String \li QString
    \row \li Binary \li QByteArray
    \row \li List \li QVariantList
    \row \li Map \li QVariantMap
    \row \li StringSet, NumberSet, BinarySet
         \li the QDynamoDBValue itself, since a list would be converted back to a List. In QML it
             has the properties \c type and \c elements.
    \row \li Unknown
         \li the QDynamoDBValue itself. In QML it has the property \c unknownJson.
    \endtable

    A QVariant that contains a QDynamoDBValue or a QDynamoDBNumber converts as follows:

    \list
    \li QVariant::toString() returns all digits of a Number, the Base64 text of a Binary, the
        elements of a set separated by commas, and the JSON text of an Unknown.
    \li QVariant::toList() and QVariant::toStringList() return the elements of a List or a set.
    \li QVariant::toMap() returns the attributes of a Map.
    \li QVariant::toLongLong() and the functions for other integers fail if the number does not fit.
    \li QVariant::toDouble() returns the nearest \c double.
    \endlist

    \sa fromVariant(), elements(), toJSON()
*/
QVariant QDynamoDBValue::toVariant() const
{
    switch (m_type) {
    case Type::Undefined:
        return {};
    case Type::Null:
        return QVariant::fromValue(nullptr);
    case Type::Bool:
        return Access::boolean(*this);
    case Type::Number:
        return numberToVariant(Access::number(*this));
    case Type::String:
        return Access::string(*this);
    case Type::Binary:
        return Access::binary(*this);
    case Type::List:
        return elements();
    case Type::Map:
        return Access::map(*this).toVariantMap();
    case Type::StringSet:
    case Type::NumberSet:
    case Type::BinarySet:
    case Type::Unknown:
        return QVariant::fromValue(*this);
    }
    return {};
}

/*!
    Returns the value of \a variant. Besides the types that toVariant() returns, these are
    converted:

    \table
    \header \li Content of the QVariant \li Type
    \row \li any integer, floating-point number or enumerator \li Number
    \row \li QDateTime, QDate, QTime, QUuid, QUrl, QChar \li String
    \row \li QStringList and other lists of registered types \li List
    \row \li QSet and other containers without order, if the elements are all Strings, all Numbers
    or
             all Binaries
         \li StringSet, NumberSet, BinarySet
    \row \li associative containers \li Map
    \row \li QJsonValue, QJsonArray, QJsonObject, QJsonDocument, QCborValue, QCborArray, QCborMap
         \li the type of their content
    \endtable

    Anything else becomes Undefined: an invalid QVariant, another type, an invalid date, time or
    URL, and a date before year 1 or after year 9999.

    \sa toVariant()
*/
QDynamoDBValue QDynamoDBValue::fromVariant(const QVariant &variant)
{
    switch (variant.typeId()) {
    case QMetaType::UnknownType:
        return Type::Undefined;
    case QMetaType::Nullptr:
        return Type::Null;
    case QMetaType::Bool:
        return variant.toBool();
    case QMetaType::Int:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::Short:
    case QMetaType::Char:
    case QMetaType::SChar:
        return variant.toLongLong();
    case QMetaType::UInt:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::UShort:
    case QMetaType::UChar:
        return variant.toULongLong();
    case QMetaType::Float:
        return variant.toFloat();
    case QMetaType::Double:
        return variant.toDouble();
    case QMetaType::QString:
    case QMetaType::QChar:
        return variant.toString();
    case QMetaType::QByteArray:
        return variant.toByteArray();
    case QMetaType::QDateTime:
        return variant.toDateTime();
    case QMetaType::QDate:
        return textFrom<QDate>(variant);
    case QMetaType::QTime:
        return textFrom<QTime>(variant);
    case QMetaType::QUuid:
        return variant.toUuid();
    case QMetaType::QUrl:
        return textFrom<QUrl>(variant);
    case QMetaType::QStringList:
        return valuesOf(variant.toStringList());
    case QMetaType::QVariantList:
        return valuesOf(variant.toList());
    case QMetaType::QVariantMap:
        return QDynamoDBItem::fromVariantMap(variant.toMap());
    case QMetaType::QJsonDocument:
        return fromJsonDocument(variant.toJsonDocument());
    case QMetaType::QCborValue:
        return fromVariant(variant.value<QCborValue>().toVariant());
    case QMetaType::QCborArray:
        return fromVariant(variant.value<QCborArray>().toVariantList());
    case QMetaType::QCborMap:
        return fromVariant(variant.value<QCborMap>().toVariantMap());
    case QMetaType::QJsonValue:
        return fromVariant(variant.toJsonValue().toVariant());
    case QMetaType::QJsonArray:
        return fromVariant(variant.toJsonArray().toVariantList());
    case QMetaType::QJsonObject:
        return fromVariant(variant.toJsonObject().toVariantMap());
    default:
        return fromOtherType(variant);
    }
}
