// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqml_p.h"
#include "qml/jsvalues_p.h"

#include <QtCore/qmetaobject.h>
#include <QtQml/qjsengine.h>

#include <optional>

using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDB
    \inqmlmodule QtDynamoDB
    \brief The enums of DynamoDB, and values that JavaScript has no literals for.

    A singleton. \c DynamoDB.ErrorCode has the codes of QDynamoDBError; the other enums are those
    of the C++ namespace QDynamoDB, for example \c DynamoDB.BillingMode.PayPerRequest.
*/

QDynamoDBQml::QDynamoDBQml(QObject *parent)
    : QObject(parent)
{
}

void QDynamoDBQml::fail(const QString &message) const
{
    if (QJSEngine *engine = qjsEngine(this))
        engine->throwError(QJSValue::TypeError, message);
}

// The converted elements, or none after fail().
template<typename Convert>
auto QDynamoDBQml::convertAll(const QJSValue &elements, QLatin1StringView wanted,
                              Convert convert) const
{
    using Element = typename decltype(convert(QVariant()))::value_type;
    QList<Element> list;
    const auto variant = QtDynamoDBPrivate::fromJs(elements);
    if (!variant) {
        fail(variant.error().message());
        return list;
    }
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
    Returns a StringSet of the strings. Throws a \c TypeError for anything else.
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
    Returns a NumberSet of the numbers, which may be the big ones of number(). Throws a
    \c TypeError for anything else.
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
    Returns a BinarySet of the array buffers. Throws a \c TypeError for anything else.
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
    \qmlmethod value DynamoDB::number(string text)
    Returns the number that \a text is in decimal notation, with all of up to 38 digits. Throws a
    \c TypeError for text that is no such number. \c String() gives the text back.
*/
QDynamoDBNumber QDynamoDBQml::number(const QString &text) const
{
    const auto number = QDynamoDBNumber::fromString(text);
    if (!number)
        fail(number.error().message());
    return number.valueOr({});
}

/*!
    \qmlmethod ArrayBuffer DynamoDB::fromUtf8(string text)
    Returns the bytes of \a text in UTF-8.
*/
QByteArray QDynamoDBQml::fromUtf8(const QString &text) const
{
    return text.toUtf8();
}

/*!
    \qmlmethod string DynamoDB::toUtf8(ArrayBuffer binary)
    Returns the text that \a binary is in UTF-8.
*/
QString QDynamoDBQml::toUtf8(const QByteArray &binary) const
{
    return QString::fromUtf8(binary);
}

/*!
    \qmlmethod ArrayBuffer DynamoDB::fromBase64(string text)
    Returns the bytes that \a text is in Base64. Throws a \c TypeError for text that is not.
*/
QByteArray QDynamoDBQml::fromBase64(const QString &text) const
{
    const auto result = QByteArray::fromBase64Encoding(text.toUtf8(),
                                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        fail(u"The text is not in Base64"_s);
    return *result;
}

/*!
    \qmlmethod string DynamoDB::toBase64(ArrayBuffer binary)
    Returns \a binary in Base64.
*/
QString QDynamoDBQml::toBase64(const QByteArray &binary) const
{
    return QString::fromLatin1(binary.toBase64());
}

/*!
    \qmlmethod string DynamoDB::errorName(int code)
    Returns the name of an error code, for example \c "ConditionalCheckFailed".
*/
QString QDynamoDBQml::errorName(int code) const
{
    return QString::fromLatin1(QMetaEnum::fromType<ErrorCode>().valueToKey(code));
}
