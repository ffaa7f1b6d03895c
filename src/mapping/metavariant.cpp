// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/metavalue_p.h"

#include <QtCore/qassociativeiterable.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qsequentialiterable.h>
#include <QtCore/qvariant.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

namespace {

[[nodiscard]] bool isValueType(QMetaType type)
{
    return type == QMetaType::fromType<QDynamoDBValue>()
            || type == QMetaType::fromType<QDynamoDBNumber>()
            || type == QMetaType::fromType<QDynamoDBItem>();
}

[[nodiscard]] MetaProblem sameVariant(const QVariant &original, const QVariant &stored);

[[nodiscard]] MetaProblem sameElements(const QSequentialIterable &original,
                                       const QVariantList &stored)
{
    if (original.size() != stored.size())
        return { {}, u"the elements are not the same when they are read back"_s };
    qsizetype index = 0;
    for (const QVariant &element : original) {
        const MetaProblem problem = sameVariant(element, stored[index]);
        if (!problem.isNull())
            return problem.under(u'[' % QString::number(index) % u']');
        ++index;
    }
    return {};
}

[[nodiscard]] MetaProblem sameMembers(const QAssociativeIterable &original,
                                      const QVariantMap &stored)
{
    if (original.size() != stored.size())
        return { {}, u"the names are not the same when they are read back"_s };
    for (auto it = original.begin(), end = original.end(); it != end; ++it) {
        const QString name = it.key().toString();
        const MetaProblem problem = sameVariant(it.value(), stored.value(name));
        if (!problem.isNull())
            return problem.under(name);
    }
    return {};
}

// A stored variant is read as one of the types of QDynamoDBValue::toVariant(). It must convert to
// the original, as the text of a date does.
MetaProblem sameVariant(const QVariant &original, const QVariant &stored)
{
    const QMetaType type = original.metaType();
    // Values are compared as values, since sets are read as values.
    if (isValueType(type) || isValueType(stored.metaType())) {
        if (QDynamoDBValue::fromVariant(original) == QDynamoDBValue::fromVariant(stored))
            return {};
    } else if (type == stored.metaType() && type.id() == QMetaType::Nullptr) {
        return {};
    } else if (stored.typeId() == QMetaType::QVariantMap && isAssociation(type)) {
        return sameMembers(original.value<QAssociativeIterable>(), stored.toMap());
    } else if (stored.typeId() == QMetaType::QVariantList && isSequence(type)) {
        return sameElements(original.value<QSequentialIterable>(), stored.toList());
    } else {
        QVariant back = stored;
        if (back.convert(type) && back == original)
            return {};
    }
    return { {},
             u"a QVariant of %1 does not read back as the same value"_s.arg(
                     QLatin1StringView(type.name())) };
}

[[nodiscard]] MetaProblem jsonProblem(const QDynamoDBValue &value)
{
    return { {},
             u"a %1 has no form in JSON"_s.arg(QLatin1StringView(
                     QMetaEnum::fromType<Type>().valueToKey(int(value.type())))) };
}

[[nodiscard]] MetaProblem jsonFromValue(const QDynamoDBValue &value, QJsonValue *json)
{
    switch (value.type()) {
    case Type::Null:
        *json = QJsonValue::Null;
        return {};
    case Type::Bool:
        *json = value.toBool();
        return {};
    case Type::String:
        *json = value.toString();
        return {};
    case Type::Number: {
        const QDynamoDBNumber number = value.toNumber();
        if (const auto integer = number.toInt64()) {
            *json = *integer;
            return {};
        }
        const auto real = number.toDouble();
        if (!real) {
            return { {},
                     u"the number %1 does not fit into a number of QJsonValue exactly"_s.arg(
                             number.toString()) };
        }
        *json = *real;
        return {};
    }
    case Type::List: {
        QJsonArray array;
        const QDynamoDBValueList elements = value.toList();
        for (qsizetype i = 0; i < elements.size(); ++i) {
            QJsonValue element;
            const MetaProblem problem = jsonFromValue(elements[i], &element);
            if (!problem.isNull())
                return problem.under(u'[' % QString::number(i) % u']');
            array.append(element);
        }
        *json = array;
        return {};
    }
    case Type::Map: {
        QJsonObject object;
        const QDynamoDBItem map = value.toMap();
        for (const QDynamoDBItem::Attribute &attribute : map) {
            QJsonValue member;
            const MetaProblem problem = jsonFromValue(attribute.value, &member);
            if (!problem.isNull())
                return problem.under(attribute.name);
            object.insert(attribute.name, member);
        }
        *json = object;
        return {};
    }
    default: // sets and binary, among others
        return jsonProblem(value);
    }
}

} // namespace

bool isVariantLike(QMetaType type)
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

MetaProblem variantToValue(QMetaType type, const void *object, QDynamoDBValue *value)
{
    const QVariant variant = type.id() == QMetaType::QVariant
            ? *static_cast<const QVariant *>(object)
            : QVariant(type, object);
    *value = QDynamoDBValue::fromVariant(variant);
    if (value->isUndefined()) {
        return { {},
                 u"there is no way to store a QVariant of %1"_s.arg(
                         QLatin1StringView(variant.typeName())) };
    }
    if (MetaProblem problem = valueProblem(*value); !problem.isNull())
        return problem;
    return sameVariant(variant, value->toVariant());
}

MetaProblem variantFromValue(const QDynamoDBValue &value, QMetaType type, void *object)
{
    switch (type.id()) {
    case QMetaType::QVariant:
        *static_cast<QVariant *>(object) = value.toVariant();
        return {};
    case QMetaType::QVariantList:
        if (!value.isList())
            return wrongType(value, type);
        *static_cast<QVariantList *>(object) = value.toVariant().toList();
        return {};
    case QMetaType::QVariantMap:
        if (!value.isMap())
            return wrongType(value, type);
        *static_cast<QVariantMap *>(object) = value.toVariant().toMap();
        return {};
    case QMetaType::QVariantHash:
        if (!value.isMap())
            return wrongType(value, type);
        *static_cast<QVariantHash *>(object) = value.toVariant().toHash();
        return {};
    default:
        break;
    }
    const bool fits = type.id() == QMetaType::QJsonValue
            || (type.id() == QMetaType::QJsonObject && value.isMap())
            || (type.id() == QMetaType::QJsonArray && value.isList());
    if (!fits)
        return wrongType(value, type);
    QJsonValue json;
    if (MetaProblem problem = jsonFromValue(value, &json); !problem.isNull())
        return problem;
    if (type.id() == QMetaType::QJsonObject)
        *static_cast<QJsonObject *>(object) = json.toObject();
    else if (type.id() == QMetaType::QJsonArray)
        *static_cast<QJsonArray *>(object) = json.toArray();
    else
        *static_cast<QJsonValue *>(object) = json;
    return {};
}

} // namespace QtDynamoDBPrivate
