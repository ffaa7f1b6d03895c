// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/variants/variantexpressions_p.h"
#include "api/path_p.h"
#include "api/variant_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>

#include <array>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// The texts, names and values of one request or action.
struct Texts
{
    std::array<QString, 6> expressions; // in the order of `places`
    QMap<QString, QString> names;
    QDynamoDBItem values;
};

template<typename Expression>
QDynamoDBError writeExpression(ExpressionWriter &writer, const QVariant &variant)
{
    const auto expression = Expression::fromVariant(variant);
    if (!expression)
        return expression.error();
    if (expression->isEmpty()) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"The expression is empty; omit it, or set it to undefined."_s);
    }
    writer.write(*expression);
    return {};
}

struct Place
{
    QLatin1StringView name;
    QString *ExpressionMembers::*text;
    QDynamoDBError (*write)(ExpressionWriter &writer, const QVariant &variant);
};
constexpr std::array<Place, 6> places = { {
        { "keyConditionExpression"_L1, &ExpressionMembers::keyCondition,
          writeExpression<QDynamoDBKeyCondition> },
        { "filterExpression"_L1, &ExpressionMembers::filter, writeExpression<QDynamoDBCondition> },
        { "conditionExpression"_L1, &ExpressionMembers::filter,
          writeExpression<QDynamoDBCondition> },
        { "searchConditionExpression"_L1, &ExpressionMembers::filter,
          writeExpression<QDynamoDBCondition> },
        { "updateExpression"_L1, &ExpressionMembers::update, writeExpression<QDynamoDBUpdate> },
        { "projectionExpression"_L1, &ExpressionMembers::projection,
          writeExpression<QDynamoDBProjection> },
} };

constexpr auto namesMember = "expressionAttributeNames"_L1;
constexpr auto valuesMember = "expressionAttributeValues"_L1;

bool isObject(const QVariant &variant)
{
    return variant.isValid() && variant.typeId() != QMetaType::QString
            && variant.typeId() != QMetaType::Nullptr;
}

// Reads the placeholders that the request has already.
QDynamoDBError readPlaceholders(const QVariantMap &request, Texts &texts, const Path &path)
{
    const auto unfit = [&path](QLatin1StringView member, QLatin1StringView wanted) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"%1 must be %2"_s.arg(Path(path, member).toString(), wanted));
    };
    const QVariant names = request.value(namesMember);
    if (isObject(names) && names.typeId() != QMetaType::QVariantMap)
        return unfit(namesMember, "an object of strings"_L1);
    const QVariantMap nameMap = names.toMap();
    for (auto it = nameMap.cbegin(); it != nameMap.cend(); ++it) {
        if (it->typeId() != QMetaType::QString)
            return unfit(namesMember, "an object of strings"_L1);
        texts.names.insert(it.key(), it->toString());
    }
    const QVariant values = request.value(valuesMember);
    if (values.isValid() && values.typeId() != QMetaType::Nullptr) {
        const QDynamoDBValue map = QDynamoDBValue::fromVariant(values);
        if (!map.isMap())
            return unfit(valuesMember, "an object of values"_L1);
        texts.values = map.toMap();
    }
    return {};
}

QDynamoDBError textsOf(const Shape &shape, QVariantMap &request, const Path &path)
{
    Texts texts;
    ExpressionMembers members;
    members.names = &texts.names;
    bool found = false;
    for (const Member &member : shape.members) {
        const QLatin1StringView name(member.name);
        if (name == valuesMember)
            members.values = &texts.values;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i].name != name)
                continue;
            const QVariant expression = request.value(name);
            found = found || isObject(expression);
            if (expression.typeId() == QMetaType::QString)
                texts.expressions[i] = expression.toString();
            members.*places[i].text = &texts.expressions[i];
        }
    }
    if (!found)
        return {};
    if (QDynamoDBError error = readPlaceholders(request, texts, path); error.isError())
        return error;

    const auto failed = [&path](QLatin1StringView member, const QDynamoDBError &error) {
        return QDynamoDBError(error.code(),
                              Path(path, member).toString() % ": "_L1 % error.message());
    };
    ExpressionWriter writer(members);
    QLatin1StringView last;
    for (const Place &place : places) {
        const QVariant expression = request.value(place.name);
        if (!(members.*place.text) || !isObject(expression))
            continue;
        last = place.name;
        if (const QDynamoDBError error = place.write(writer, expression); error.isError())
            return failed(last, error);
    }
    if (const QDynamoDBError error = writer.finish(); error.isError())
        return failed(last, error);

    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!texts.expressions[i].isEmpty())
            request.insert(places[i].name, texts.expressions[i]);
    }
    QVariantMap names;
    for (auto it = texts.names.cbegin(); it != texts.names.cend(); ++it)
        names.insert(it.key(), it.value());
    if (!names.isEmpty())
        request.insert(namesMember, names);
    if (!texts.values.isEmpty())
        request.insert(valuesMember, texts.values.toVariantMap());
    return {};
}

QDynamoDBError replaceIn(const Shape &shape, QVariantMap &request, const Path &path);

QDynamoDBError replaceIn(const TypeInfo &type, QVariant &variant, const Path &path)
{
    if (type.kind == Kind::Structure && variant.typeId() == QMetaType::QVariantMap) {
        QVariantMap map = variant.toMap();
        QDynamoDBError error = replaceIn(*type.shape, map, path);
        variant = map;
        return error;
    }
    const bool ofStructures = type.element && type.element->kind == Kind::Structure;
    if (type.kind == Kind::List && ofStructures && variant.typeId() == QMetaType::QVariantList) {
        QVariantList list = variant.toList();
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (QDynamoDBError error = replaceIn(*type.element, list[i], Path(path, i));
                error.isError())
                return error;
        }
        variant = list;
    } else if (type.kind == Kind::Map && ofStructures
               && variant.typeId() == QMetaType::QVariantMap) {
        QVariantMap map = variant.toMap();
        for (auto it = map.begin(); it != map.end(); ++it) {
            const QString key = it.key();
            if (QDynamoDBError error = replaceIn(*type.element, *it, Path(path, key));
                error.isError())
                return error;
        }
        variant = map;
    }
    return {};
}

QDynamoDBError replaceIn(const Shape &shape, QVariantMap &request, const Path &path)
{
    if (QDynamoDBError error = textsOf(shape, request, path); error.isError())
        return error;
    for (const Member &member : shape.members) {
        const QLatin1StringView name = variantName(member);
        const auto found = request.find(name);
        if (found == request.end())
            continue;
        if (QDynamoDBError error = replaceIn(*member.type, *found, Path(path, name));
            error.isError())
            return error;
    }
    return {};
}

} // namespace

QDynamoDBExpected<QVariantMap> expressionsToText(const Shape &shape, const QVariantMap &request)
{
    QVariantMap texts = request;
    if (QDynamoDBError error = replaceIn(shape, texts, Path()); error.isError())
        return error;
    return texts;
}

} // namespace QtDynamoDBPrivate
