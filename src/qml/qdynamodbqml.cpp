// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqml_p.h"
#include "models/rows/cellvalue_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/js/qmltext_p.h"
#include "qml/qdynamodbqmlclient_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtCore/qmetaobject.h>
#include <QtQml/qjsengine.h>

#include <optional>

using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDB
    \inqmlmodule QtDynamoDB
    \brief A singleton with the enums of DynamoDB and functions for values that have no JavaScript
        literals.

    \c DynamoDB.ErrorCode contains the codes of QDynamoDBError. The other enums are those of the C++
    namespace QDynamoDB, for example \c DynamoDB.BillingMode.PayPerRequest.
*/

QDynamoDBQml::QDynamoDBQml(QObject *parent)
    : QObject(parent)
{
}

void QDynamoDBQml::fail(const QString &message) const
{
    if (QJSEngine *engine = qjsEngine(this))
        engine->throwError(QJSValue::TypeError, QtDynamoDBPrivate::qmlText(message));
}

// Returns the converted value, or std::nullopt after fail().
std::optional<QVariant> QDynamoDBQml::read(const QJSValue &value) const
{
    const auto variant = QtDynamoDBPrivate::fromJs(qjsEngine(this), value);
    if (variant)
        return *variant;
    fail(variant.error().message());
    return {};
}

// Returns the converted elements, or an empty list after fail().
template<typename Convert>
auto QDynamoDBQml::convertAll(const QJSValue &elements, QLatin1StringView wanted,
                              Convert convert) const
{
    using Element = typename decltype(convert(QVariant()))::value_type;
    QList<Element> list;
    const auto variant = read(elements);
    if (!variant)
        return list;
    if (variant->typeId() != QMetaType::QVariantList) {
        fail(u"An array of %1 is needed"_s.arg(wanted));
        return list;
    }
    const QVariantList variants = variant->toList();
    for (qsizetype i = 0; i < variants.size(); ++i) {
        std::optional<Element> element = convert(variants[i]);
        if (!element) {
            fail(u"Element %1 is not one of %2"_s.arg(QString::number(i), wanted));
            return QList<Element>();
        }
        list += *std::move(element);
    }
    return list;
}

/*!
    \qmlmethod value DynamoDB::stringSet(array elements)

    Returns a string set of the strings in the array \a elements. Throws a \c TypeError for other
    elements.
*/
QDynamoDBValue QDynamoDBQml::stringSet(const QJSValue &elements) const
{
    return QDynamoDBValue::stringSet(convertAll(elements, "strings"_L1, [](const QVariant &element) {
        return element.typeId() == QMetaType::QString ? std::optional(element.toString())
                                                      : std::nullopt;
    }));
}

/*!
    \qmlmethod value DynamoDB::numberSet(array elements)

    Returns a number set of the numbers in the array \a elements, including results of number().
    Throws a \c TypeError for other elements.
*/
QDynamoDBValue QDynamoDBQml::numberSet(const QJSValue &elements) const
{
    return QDynamoDBValue::numberSet(convertAll(elements, "numbers"_L1, [](const QVariant &element) {
        const QDynamoDBValue value = QDynamoDBValue::fromVariant(element);
        const bool fits = value.isNumber() && value.toNumber().isValid();
        return fits ? std::optional(value.toNumber()) : std::nullopt;
    }));
}

/*!
    \qmlmethod value DynamoDB::binarySet(array elements)

    Returns a binary set of the array buffers in the array \a elements. Throws a \c TypeError for
    other elements.
*/
QDynamoDBValue QDynamoDBQml::binarySet(const QJSValue &elements) const
{
    return QDynamoDBValue::binarySet(
            convertAll(elements, "array buffers"_L1, [](const QVariant &element) {
                return element.typeId() == QMetaType::QByteArray
                        ? std::optional(element.toByteArray())
                        : std::nullopt;
            }));
}

/*!
    \qmlmethod value DynamoDB::number(var digits)

    Returns the number with the decimal notation \a digits, a string of up to 38 digits. The
    argument may also be a JavaScript number, unless it is an integer beyond 9007199254740991 in
    magnitude with more than 15 digits, which JavaScript may have rounded. Throws a \c TypeError for
    other arguments. \c String() returns the digits of the result.
*/
QDynamoDBNumber QDynamoDBQml::number(const QJSValue &digits) const
{
    const auto variant = read(digits);
    if (!variant)
        return {};
    const QDynamoDBValue value = QDynamoDBValue::fromVariant(*variant);
    const QDynamoDBNumber number = value.isString()
            ? QDynamoDBNumber(QStringView(value.toString()))
            : value.toNumber(QDynamoDBNumber(QStringView()));
    if (number.isValid())
        return number;
    fail(number.error().message());
    return {};
}

/*!
    \qmlmethod value DynamoDB::value(var value)

    Returns \a value as a DynamoDB value. It marks an object as a value where an object has another
    meaning: in the filter or key condition of a model, an object after the name of an attribute is
    a list of tests. Wrap values that a user may have entered:

    \qml
    filter: ({ Owner: DynamoDB.value(owner) })
    \endqml

    Throws a \c TypeError if \a value has no counterpart in DynamoDB.

    \sa attribute()
*/
QDynamoDBValue QDynamoDBQml::value(const QJSValue &value) const
{
    const auto variant = read(value);
    if (!variant)
        return {};
    QDynamoDBValue result = QDynamoDBValue::fromVariant(*variant);
    if (result.isUndefined())
        fail(u"DynamoDB has no value for undefined, or for an object of this type"_s);
    return result;
}

/*!
    \qmlmethod var DynamoDB::attribute(string path)

    Returns a reference to the attribute at \a path, for conditions and updates, in which a string
    is a value. Names in the path are separated by dots, and indexes are in brackets; a name that
    contains dots or brackets is in backquotes. Throws a \c TypeError for an invalid path.

    \qml
    filter: ({ Spent: { ">": DynamoDB.attribute("Budget") } })
    \endqml

    \sa value(), expression()
*/
QVariant QDynamoDBQml::attribute(const QString &path) const
{
    const QDynamoDBAttribute attribute(path);
    if (path.isEmpty())
        fail(u"The path of an attribute must not be empty"_s);
    return QVariant::fromValue(attribute);
}

/*!
    \qmlmethod object DynamoDB::expression(object pieces)

    Returns the members of a request for the expressions in \a pieces, an object with the members
    \c keyCondition, \c filter or \c condition, \c update and \c projection. They have the forms
    that fromVariant() of QDynamoDBKeyCondition, QDynamoDBCondition, QDynamoDBUpdate and
    QDynamoDBProjection reads. Throws a \c TypeError for invalid expressions and for expressions with
    members that are \c undefined; an expression that is \c undefined is omitted.

    \qml
    db.updateItem(Object.assign({ tableName: "Thread", key: key }, DynamoDB.expression({
        update: { set: { Views: { $plus: [DynamoDB.attribute("Views"), 1] }, Text: text } },
        condition: { Locked: { exists: false } }
    })))
    \endqml
*/
QVariantMap QDynamoDBQml::expression(const QJSValue &pieces) const
{
    const auto variant = QtDynamoDBPrivate::expressionsFromJs(qjsEngine(this), pieces);
    if (!variant) {
        fail(variant.error().message());
        return {};
    }
    if (variant->typeId() != QMetaType::QVariantMap) {
        fail(u"DynamoDB.expression() takes an object with the members keyCondition, filter, "
             "condition, update and projection"_s);
        return {};
    }
    const auto members = QDynamoDB::expressionFromVariant(variant->toMap());
    if (!members) {
        fail(members.error().message());
        return {};
    }
    return QtDynamoDBPrivate::scriptVariant(*members).toMap();
}

/*!
    \qmlmethod int DynamoDB::compare(var a, var b)

    Returns a negative number if \a a comes before \a b, a positive number if it comes after \a b,
    and 0 if both are equal. Numbers are compared exactly, with all their digits. Values of
    different types have the order: null, booleans, numbers, strings, binary, other types,
    undefined.
*/
int QDynamoDBQml::compare(const QJSValue &a, const QJSValue &b) const
{
    const auto left = read(a);
    const auto right = left ? read(b) : std::nullopt;
    if (!right)
        return 0;
    const QVariant leftKey = QtDynamoDBPrivate::sortKey(QDynamoDBValue::fromVariant(*left));
    const QVariant rightKey = QtDynamoDBPrivate::sortKey(QDynamoDBValue::fromVariant(*right));
    if (leftKey.isValid() && rightKey.isValid())
        return leftKey.toString().compare(rightKey.toString());
    return int(rightKey.isValid()) - int(leftKey.isValid());
}

/*!
    \qmlmethod ArrayBuffer DynamoDB::fromUtf8(string text)

    Returns \a text encoded in UTF-8.
*/
QByteArray QDynamoDBQml::fromUtf8(const QString &text) const
{
    return text.toUtf8();
}

/*!
    \qmlmethod string DynamoDB::toUtf8(ArrayBuffer binary)

    Returns the string that \a binary contains in UTF-8.
*/
QString QDynamoDBQml::toUtf8(const QByteArray &binary) const
{
    return QString::fromUtf8(binary);
}

/*!
    \qmlmethod ArrayBuffer DynamoDB::fromBase64(string text)

    Returns the bytes that \a text contains in base64. Throws a \c TypeError if it is not base64.
*/
QByteArray QDynamoDBQml::fromBase64(const QString &text) const
{
    const auto result = QByteArray::fromBase64Encoding(text.toUtf8(),
                                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        fail(u"The text is not base64"_s);
    return *result;
}

/*!
    \qmlmethod string DynamoDB::toBase64(ArrayBuffer binary)

    Returns \a binary encoded in base64.
*/
QString QDynamoDBQml::toBase64(const QByteArray &binary) const
{
    return QString::fromLatin1(binary.toBase64());
}

/*!
    \qmlmethod string DynamoDB::errorName(int code)

    Returns the name of the error code \a code, for example \c "ConditionalCheckFailed".
*/
QString QDynamoDBQml::errorName(int code) const
{
    return QString::fromLatin1(QMetaEnum::fromType<ErrorCode>().valueToKey(code));
}

/*!
    \qmlmethod object DynamoDB::methodsOf(DynamoDBClient client)

    Returns an object with the methods of DynamoDBClient, and the properties that QDynamoDBClient does
    not have, for a \a client that C++ created. A client that QML created has them itself. The client
    owns the object. Throws a \c TypeError if \a client is \c null.

    \qml
    required property DynamoDBClient client // of C++
    function load() {
        return DynamoDB.methodsOf(client).getItem({ tableName: "Thread", key: { Id: 5 } })
    }
    \endqml

    \since 0.1
*/
QObject *QDynamoDBQml::methodsOf(QDynamoDBAbstractClient *client) const
{
    if (!client) {
        fail(u"DynamoDB.methodsOf() takes a client"_s);
        return nullptr;
    }
    const QString name = u"QtDynamoDB.methods"_s;
    if (auto *found = client->findChild<QObject *>(name, Qt::FindDirectChildrenOnly))
        return found;
    QObject *methods = nullptr;
    if (qobject_cast<QDynamoDBClient *>(client))
        methods = new QDynamoDBQmlClient(client);
    else
        methods = new QDynamoDBQmlStreamsClient(client);
    methods->setObjectName(name);
    return methods;
}
