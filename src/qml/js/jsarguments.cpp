// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/jsarguments_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/js/qmlobject_p.h"
#include "qml/js/qmltext_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

JsArguments::JsArguments(const QObject *object, const QString &method)
    : m_engine(qjsEngine(object))
    , m_method(method)
{
}

void JsArguments::fail(const QDynamoDBError &error)
{
    if (!m_error.isError())
        m_error = error;
}

bool JsArguments::throwIfFailed() const
{
    if (failed() && m_engine)
        m_engine->throwError(QJSValue::TypeError, qmlText(m_error));
    return failed();
}

void JsArguments::fail(const QString &usage)
{
    fail(QDynamoDBError(Code::InvalidParameterValue, m_method % u' ' % usage));
}

QDynamoDBError JsArguments::named(const QString &name, QStringView problem) const
{
    return QDynamoDBError(Code::InvalidParameterValue, m_method % "(): "_L1 % name % u' ' % problem);
}

QDynamoDBError JsArguments::named(const QString &name, const QDynamoDBError &error) const
{
    return QDynamoDBError(error.code(), m_method % "(): "_L1 % name % ": "_L1 % error.message());
}

QVariant JsArguments::value(const QJSValue &argument, const QString &name)
{
    const auto variant = fromJs(m_engine, argument, name);
    if (!variant)
        fail(variant.error());
    return variant.valueOr({});
}

QString JsArguments::text(const QJSValue &argument, const QString &name)
{
    if (!argument.isString())
        fail(named(name, u"must be a string"));
    return argument.toString();
}

QVariantMap JsArguments::object(const QJSValue &argument, const QString &name)
{
    const QVariant variant = value(argument, name);
    if (variant.isValid() && variant.typeId() != QMetaType::Nullptr
        && variant.typeId() != QMetaType::QVariantMap)
        fail(named(name, u"must be an object"));
    return variant.toMap();
}

QVariantMap JsArguments::request(const QJSValue &argument)
{
    const auto variant = requestFromJs(m_engine, argument);
    if (!variant)
        fail(variant.error());
    else if (variant->isValid() && variant->typeId() != QMetaType::QVariantMap)
        fail(u"takes an object with the members of the request"_s);
    return variant.valueOr({}).toMap();
}

QVariantList JsArguments::list(const QJSValue &argument, const QString &name)
{
    const QVariant variant = value(argument, name);
    if (!failed() && variant.typeId() != QMetaType::QVariantList)
        fail(named(name, u"must be an array"));
    return variant.toList();
}

QDynamoDBItem JsArguments::itemIn(const QVariant &variant, const QString &name)
{
    const QDynamoDBValue value = QDynamoDBValue::fromVariant(variant);
    if (!failed() && !value.isMap())
        fail(named(name, u"must be an object of attributes"));
    return value.toMap();
}

QDynamoDBItem JsArguments::item(const QJSValue &argument, const QString &name)
{
    return itemIn(value(argument, name), name);
}

QList<QDynamoDBItem> JsArguments::items(const QJSValue &argument, const QString &name)
{
    QList<QDynamoDBItem> items;
    const QVariantList variants = list(argument, name);
    items.reserve(variants.size());
    for (qsizetype i = 0; i < variants.size() && !failed(); ++i)
        items.append(itemIn(variants[i], name % u'[' % QString::number(i) % u']'));
    return items;
}

QDynamoDBStatement JsArguments::statement(const QVariant &argument, const QString &name)
{
    if (argument.typeId() == QMetaType::QString)
        return argument.toString();
    if (argument.typeId() != QMetaType::QVariantMap) {
        fail(named(name, u"must be a string, or an object with the members text and parameters"));
        return {};
    }
    QString text;
    QmlObject object(argument.toMap(), name);
    object.text(u"text"_s, &text);
    const QVariant parameters = object.member(u"parameters"_s);
    if (parameters.isValid() && parameters.typeId() != QMetaType::QVariantList)
        object.fail(u"parameters"_s, u"must be an array"_s);
    fail(object.finish());
    return QDynamoDBStatement::fromVariants(text, parameters.toList());
}

QList<QDynamoDBStatement> JsArguments::statements(const QJSValue &argument, const QString &name)
{
    QList<QDynamoDBStatement> statements;
    const QVariantList variants = list(argument, name);
    for (qsizetype i = 0; i < variants.size() && !failed(); ++i)
        statements.append(statement(variants[i], name % u'[' % QString::number(i) % u']'));
    return statements;
}

QVariant JsArguments::expressionValue(const QJSValue &argument, const QString &name)
{
    const auto variant = expressionFromJs(m_engine, argument, name);
    if (!variant)
        fail(variant.error());
    const QVariant given = variant.valueOr({});
    return given.typeId() == QMetaType::Nullptr ? QVariant() : given;
}

template<typename Options>
Options JsArguments::taken(const QDynamoDBExpected<Options> &options)
{
    if (!options)
        fail(options.error());
    return options.valueOr({});
}

QDynamoDBCallOptions JsArguments::callOptions(const QJSValue &argument)
{
    if (argument.isUndefined())
        return {};
    return taken(callOptionsFrom(object(argument, u"options"_s)));
}

QDynamoDBBatchOptions JsArguments::batchOptions(const QJSValue &argument)
{
    return taken(batchOptionsFrom(object(argument, u"options"_s)));
}

QDynamoDBWaitOptions JsArguments::waitOptions(const QJSValue &argument)
{
    return taken(waitOptionsFrom(object(argument, u"options"_s)));
}

} // namespace QtDynamoDBPrivate
