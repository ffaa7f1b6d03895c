// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/cellvalue_p.h"
#include "values/qdynamodbnumber_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Type = QDynamoDBValue::Type;

namespace {

QString text(const QDynamoDBValue &value)
{
    const auto json = QDynamoDBJson::plainFromValue(value);
    return json ? QString::fromUtf8(*json) : json.error().message();
}

constexpr qsizetype lineEditLength = 32767; // of QLineEdit and of TextInput in QML

// QLineEdit shows line breaks and other control characters as blanks. The clipboard and input
// methods lose half a surrogate pair.
bool fitsLineEdit(QStringView text)
{
    const auto isShownAsBlank = [](QChar c) {
        return (c < u' ' && c != u'\t') || c == QChar::LineSeparator
                || c == QChar::ParagraphSeparator;
    };
    return text.size() <= lineEditLength && text.isValidUtf16()
            && std::none_of(text.begin(), text.end(), isShownAsBlank);
}

// The text that QPlainTextEdit::toPlainText() returns after setPlainText(). QTextEdit and TextEdit
// replace the same characters.
QString documentText(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    for (QChar &c : text) {
        if (c == QChar::Nbsp)
            c = u' ';
        else if (c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator
                 || c == QChar(0xfdd0) || c == QChar(0xfdd1)) // begin and end of a frame
            c = u'\n';
    }
    return text;
}

bool isShownText(const QDynamoDBValue &value, const QString &input)
{
    switch (value.type()) {
    case Type::Undefined:
        return input.isEmpty();
    case Type::String: {
        const QString text = value.toString();
        if (text.size() > lineEditLength && input == QStringView(text).left(lineEditLength))
            return true;
        return input == documentText(text);
    }
    case Type::List: // QML converts an array to a text with one character for each element
        if (input.size() == value.size())
            return true;
        [[fallthrough]];
    default:
        return input == displayValue(value).toString() || input == editValue(value).toString();
    }
}

// Whether `input` is the value converted to the type of a property, such as QDateTimeEdit::time.
bool isConverted(const QDynamoDBValue &value, const QVariant &input)
{
    QVariant shown = editValue(value);
    return shown.convert(input.metaType()) && shown == input;
}

QDynamoDBError refusal(const QString &message)
{
    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, message);
}

QDynamoDBExpected<QDynamoDBValue> readText(const QDynamoDBValue &old, const QString &text)
{
    switch (old.type()) {
    case Type::Number: {
        const auto number = QDynamoDBNumber::fromString(QStringView(text).trimmed());
        if (!number)
            return refusal(u"\"%1\" is not a number: %2. To change the type, pass a "
                           "QDynamoDBValue."_s.arg(text, number.error().message()));
        return QDynamoDBValue(*number);
    }
    case Type::Bool: {
        const QStringView word = QStringView(text).trimmed();
        if (word.compare("true"_L1, Qt::CaseInsensitive) == 0)
            return QDynamoDBValue(true);
        if (word.compare("false"_L1, Qt::CaseInsensitive) == 0)
            return QDynamoDBValue(false);
        return refusal(u"\"%1\" is neither true nor false. To change the type, pass a "
                       "QDynamoDBValue."_s.arg(text));
    }
    case Type::Undefined:
    case Type::Null:
    case Type::String:
        return QDynamoDBValue(text);
    default:
        return refusal(u"A text can't replace a value of this type. To change the type, pass a "
                       "QDynamoDBValue."_s);
    }
}

QDynamoDBExpected<QDynamoDBValue> readSet(Type type, const QVariantList &elements)
{
    QStringList strings;
    QList<QDynamoDBNumber> numbers;
    QByteArrayList binaries;
    for (const QVariant &element : elements) {
        const QDynamoDBValue value = QDynamoDBValue::fromVariant(element);
        if (type == Type::StringSet && value.isString())
            strings.append(value.toString());
        else if (type == Type::NumberSet && value.isNumber())
            numbers.append(value.toNumber());
        else if (type == Type::BinarySet && value.isBinary())
            binaries.append(value.toBinary());
        else
            return refusal(u"\"%1\" can't be an element of the set: all elements have to be of the "
                           "set's type."_s.arg(element.toString()));
    }
    if (type == Type::StringSet)
        return QDynamoDBValue::stringSet(strings);
    return type == Type::NumberSet ? QDynamoDBValue::numberSet(numbers)
                                   : QDynamoDBValue::binarySet(binaries);
}

} // namespace

QVariant editValue(const QDynamoDBValue &value)
{
    if (!value.isNumber())
        return value.toVariant();
    const QVariant number = scriptNumber(value.toNumber());
    return number.typeId() == QMetaType::LongLong ? number : value.toNumber().toString();
}

QVariant displayValue(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Undefined:
    case Type::Bool:
    case Type::Number:
    case Type::String:
        return editValue(value);
    case Type::Binary:
        return QString::fromLatin1(value.toBinary().toBase64());
    default:
        return text(value);
    }
}

QVariant sortKey(const QDynamoDBValue &value)
{
    // A digit that sorts the types, followed by a text that sorts the values of the type.
    switch (value.type()) {
    case Type::Undefined:
        return {};
    case Type::Null:
        return u"0"_s;
    case Type::Bool:
        return value.toBool() ? u"11"_s : u"10"_s;
    case Type::Number:
        return QString(u'2' + NumberAccess::sortKey(value.toNumber()));
    case Type::String:
        return QString(u'3' + value.toString());
    case Type::Binary:
        return QString(u'4' + QLatin1StringView(value.toBinary().toHex()));
    case Type::Unknown:
        return QString(u'5' + value.unknownJson());
    default:
        return QString(u'5' + text(value));
    }
}

bool fitsDefaultEditor(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Bool: // in a combo box
    case Type::Number: // in a line edit, because the EditRole is never an int or a double
        return true;
    case Type::String:
        return fitsLineEdit(value.toString());
    default: // a line edit shows absent attributes and null like an empty text
        return false;
    }
}

bool isAsShown(const QDynamoDBValue &value, const QVariant &input)
{
    switch (input.typeId()) {
    case QMetaType::QString:
        return isShownText(value, input.toString());
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Float:
    case QMetaType::Double:
        return value.isNumber() && isConverted(value, input);
    case QMetaType::QDate:
    case QMetaType::QTime:
    case QMetaType::QDateTime:
    case QMetaType::QUrl:
    case QMetaType::QUuid:
        return value.isString() && isConverted(value, input);
    default:
        return false;
    }
}

QDynamoDBExpected<QDynamoDBValue> editedValue(const QDynamoDBValue &old, const QVariant &input)
{
    if (!input.isValid())
        return QDynamoDBValue(Type::Undefined);
    if (input.typeId() == QMetaType::QString)
        return readText(old, input.toString());
    QDynamoDBValue value = QDynamoDBValue::fromVariant(input);
    if (value.isUndefined() && input.typeId() != qMetaTypeId<QDynamoDBValue>())
        return refusal(u"A value of type %1 can't be stored: DynamoDB has no such type."_s.arg(
                QLatin1StringView(input.typeName())));
    const bool wasSet = old.isStringSet() || old.isNumberSet() || old.isBinarySet();
    if (wasSet && value.isList())
        return readSet(old.type(), value.elements());
    return value;
}

} // namespace QtDynamoDBPrivate
