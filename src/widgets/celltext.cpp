// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "widgets/celltext_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Type = QDynamoDBValue::Type;

namespace {

constexpr QChar ellipsis = u'…';

// Replaces line breaks and other control characters by visible characters.
QString oneLine(QStringView text)
{
    QString line = text.toString();
    for (QChar &c : line) {
        if (c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QChar(0x21b5); // an arrow, down and to the left
        else if (c < u' ')
            c = QChar(0x2400 + c.unicode()); // the control pictures
        else if (c == QChar(0x7f))
            c = QChar(0x2421);
    }
    return line;
}

QString binaryText(const QByteArray &bytes, BinaryFormat format)
{
    return QString::fromLatin1(format == BinaryFormat::Base64 ? bytes.toBase64() : bytes.toHex(' '));
}

// A line of plain JSON to which values are appended until it is long enough.
class Preview
{
public:
    Preview(BinaryFormat format, qsizetype maxLength)
        : m_format(format)
        , m_maxLength(maxLength)
    {
    }

    [[nodiscard]] QString take()
    {
        if (m_line.size() > m_maxLength) {
            m_line.truncate(m_maxLength);
            m_line.append(ellipsis);
        }
        return std::move(m_line);
    }

    void add(const QDynamoDBValue &value)
    {
        if (isFull())
            return;
        switch (value.type()) {
        case Type::Undefined:
            break;
        case Type::Null:
            m_line += "null"_L1;
            break;
        case Type::Bool:
            m_line += value.toBool() ? "true"_L1 : "false"_L1;
            break;
        case Type::Number:
            m_line += value.toNumber().toString();
            break;
        case Type::String:
            addText(value.toString());
            break;
        case Type::Binary:
            addBinary(value.toBinary());
            break;
        case Type::List:
            addAll(value.toList(), [this](const QDynamoDBValue &element) { add(element); });
            break;
        case Type::Map:
            addMap(value.toMap());
            break;
        case Type::StringSet:
            addAll(value.toStringSet(), [this](const QString &element) { addText(element); });
            break;
        case Type::NumberSet:
            addAll(value.toNumberSet(),
                   [this](const QDynamoDBNumber &element) { m_line += element.toString(); });
            break;
        case Type::BinarySet:
            addAll(value.toBinarySet(), [this](const QByteArray &element) { addBinary(element); });
            break;
        default: // an unknown type
            if (const auto json = QDynamoDBJson::fromValue(value))
                m_line += oneLine(QString::fromUtf8(json->left(m_maxLength)));
        }
    }

private:
    [[nodiscard]] bool isFull() const { return m_line.size() > m_maxLength; }
    [[nodiscard]] qsizetype left() const { return m_maxLength + 1 - m_line.size(); }

    void addText(QStringView text) { m_line += u'"' + oneLine(text.left(left())) + u'"'; }
    void addBinary(const QByteArray &bytes)
    {
        m_line += u'"' + binaryText(bytes.left(left()), m_format) + u'"';
    }
    template<typename Elements, typename Add>
    void addAll(const Elements &elements, Add addElement)
    {
        m_line += u'[';
        bool isFirst = true;
        for (const auto &element : elements) {
            if (isFull())
                return;
            if (!std::exchange(isFirst, false))
                m_line += ", "_L1;
            addElement(element);
        }
        m_line += u']';
    }
    void addMap(const QDynamoDBItem &map)
    {
        m_line += u'{';
        bool isFirst = true;
        for (const QDynamoDBItem::Attribute &attribute : map) {
            if (isFull())
                return;
            if (!std::exchange(isFirst, false))
                m_line += ", "_L1;
            addText(attribute.name);
            m_line += ": "_L1;
            add(attribute.value);
        }
        m_line += u'}';
    }

    const BinaryFormat m_format;
    const qsizetype m_maxLength;
    QString m_line;
};

// A text document replaces each of these characters by a line break.
bool isLostInDocument(QChar c)
{
    return c == u'\r' || c == QChar::ParagraphSeparator || c == QChar(0xfdd0) || c == QChar(0xfdd1);
}

// Escapes the characters that a text document would replace. In JSON, they occur only in strings.
QString escapedForDocument(const QString &json)
{
    QString result;
    result.reserve(json.size());
    for (const QChar c : json) {
        if (isLostInDocument(c) || c == QChar::LineSeparator || c == QChar::Nbsp)
            result += "\\u"_L1 + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            result += c;
    }
    return result;
}

QString jsonText(const QDynamoDBValue &value)
{
    const auto json = QDynamoDBJson::fromValue(value);
    if (!json)
        return {};
    // QJsonDocument does not change numbers, which are strings in DynamoDB JSON. If it changes
    // anything else, the text is not indented.
    const QByteArray indented = QJsonDocument::fromJson(*json).toJson().trimmed();
    const auto again = QDynamoDBJson::toValue(indented);
    return escapedForDocument(QString::fromUtf8(again && *again == value ? indented : *json));
}

QDynamoDBError invalidInput(const QString &message)
{
    return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, message);
}

} // namespace

bool CellText::isMark(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Undefined:
    case Type::Null:
        return true;
    case Type::String:
        return value.toString().isEmpty();
    case Type::Binary:
        return value.toBinary().isEmpty();
    default:
        return false;
    }
}

QString CellText::shown(const QDynamoDBValue &value, BinaryFormat format, qsizetype maxLength)
{
    const auto bounded = [maxLength](QStringView text) {
        return text.size() > maxLength ? oneLine(text.left(maxLength)) + ellipsis : oneLine(text);
    };
    const auto marked = [&](const QString &mark) {
        Preview preview(format, maxLength);
        preview.add(value);
        return mark.arg(preview.take());
    };
    switch (value.type()) {
    case Type::Undefined:
        return tr("absent");
    case Type::Null:
        return tr("null");
    case Type::String:
        return isMark(value) ? tr("empty text") : bounded(value.toString());
    case Type::Binary: {
        if (isMark(value))
            return tr("empty binary");
        const QString text = bounded(binaryText(value.toBinary().left(maxLength), format));
        return (format == BinaryFormat::Base64 ? tr("base64 %1") : tr("hex %1")).arg(text);
    }
    case Type::StringSet:
        return marked(tr("texts %1"));
    case Type::NumberSet:
        return marked(tr("numbers %1"));
    case Type::BinarySet:
        return marked(format == BinaryFormat::Base64 ? tr("base64 %1") : tr("hex %1"));
    default:
        return marked(u"%1"_s);
    }
}

ValueKind CellText::kindOf(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::Undefined:
        return ValueKind::Absent;
    case Type::Null:
        return ValueKind::Null;
    case Type::Bool:
        return ValueKind::Bool;
    case Type::Number:
        return ValueKind::Number;
    case Type::String: {
        const QString text = value.toString();
        const bool fits = std::none_of(text.begin(), text.end(), isLostInDocument);
        return fits ? ValueKind::Text : ValueKind::Json;
    }
    case Type::Binary:
        return ValueKind::Binary;
    default:
        return ValueKind::Json;
    }
}

QString CellText::nameOf(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Absent:
        return tr("No attribute");
    case ValueKind::Null:
        return tr("Null");
    case ValueKind::Bool:
        return tr("True or false");
    case ValueKind::Number:
        return tr("Number");
    case ValueKind::Text:
        return tr("Text");
    case ValueKind::Binary:
        return tr("Binary");
    case ValueKind::Json:
        return tr("Typed JSON");
    }
    return {};
}

QString CellText::edited(const QDynamoDBValue &value, ValueKind kind, BinaryFormat format)
{
    switch (kind) {
    case ValueKind::Absent:
    case ValueKind::Null:
        return {};
    case ValueKind::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case ValueKind::Number:
        return value.toNumber().toString();
    case ValueKind::Text:
        return value.toString();
    case ValueKind::Binary:
        return binaryText(value.toBinary(), format);
    case ValueKind::Json:
        return jsonText(value);
    }
    return {};
}

QDynamoDBExpected<QDynamoDBValue> CellText::read(const QString &text, ValueKind kind,
                                                 BinaryFormat format)
{
    switch (kind) {
    case ValueKind::Absent:
        return QDynamoDBValue(Type::Undefined);
    case ValueKind::Null:
        return QDynamoDBValue(nullptr);
    case ValueKind::Bool:
        return QDynamoDBValue(text == "true"_L1);
    case ValueKind::Number: {
        const auto number = QDynamoDBNumber::fromString(QStringView(text).trimmed());
        if (!number)
            return invalidInput(tr("Not a valid number: %1.").arg(number.error().message()));
        return QDynamoDBValue(*number);
    }
    case ValueKind::Text:
        return QDynamoDBValue(text);
    case ValueKind::Binary: {
        QString digits = text;
        digits.removeIf([](QChar c) { return c.isSpace(); });
        if (format == BinaryFormat::Base64) {
            // Qt ignores incomplete bytes at the end.
            const auto bytes =
                    QByteArray::fromBase64Encoding(digits.toUtf8(),
                                                   QByteArray::AbortOnBase64DecodingErrors);
            if (!bytes
                || bytes.decoded.toBase64(QByteArray::OmitTrailingEquals)
                        != digits.toLatin1().replace('=', "")) {
                return invalidInput(
                        tr("This is not base64. Enter A to Z, a to z, 0 to 9, + and /, and = "
                           "at the end."));
            }
            return QDynamoDBValue(bytes.decoded.isNull() ? QByteArray("") : bytes.decoded);
        }
        const bool isHex = std::all_of(digits.begin(), digits.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        });
        if (!isHex || digits.size() % 2 != 0)
            return invalidInput(
                    tr("This is not hexadecimal. Enter two of 0 to 9 and a to f for each byte."));
        return QDynamoDBValue(digits.isEmpty() ? QByteArray("")
                                               : QByteArray::fromHex(digits.toLatin1()));
    }
    case ValueKind::Json: {
        if (!text.isValidUtf16())
            return invalidInput(tr(
                    "The JSON contains half a surrogate pair. Write it as \\u and four digits."));
        const auto value = QDynamoDBJson::toValue(text.toUtf8());
        if (!value)
            return invalidInput(
                    tr("This is not DynamoDB JSON, such as {\"S\": \"text\"} or {\"L\": []}: %1")
                            .arg(value.error().message()));
        return *value;
    }
    }
    return invalidInput({});
}

} // namespace QtDynamoDBPrivate
