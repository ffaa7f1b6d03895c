// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/debugtext_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

// Returns whether the character must be escaped: it would break the line or change its direction.
static bool isEscaped(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

void DebugText::addQuoted(QStringView text)
{
    QStringView shown = text.first(std::min(text.size(), stringLimit));
    if (shown.size() < text.size() && shown.back().isHighSurrogate())
        shown.chop(1);
    m_text += u'"';
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QChar c = shown[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < shown.size()
                && shown[i + 1].isLowSurrogate();
        if (isPair)
            m_text.append(c).append(shown[++i]);
        else if (c == u'"' || c == u'\\')
            m_text.append(u'\\').append(c);
        else if (c == u'\n')
            m_text += "\\n"_L1;
        else if (c.isSurrogate() || isEscaped(c))
            m_text += "\\u"_L1 + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            m_text += c;
    }
    if (shown.size() == text.size())
        m_text += u'"';
    else
        m_text += u"…\" (%1 characters)"_s.arg(text.size());
}

void DebugText::addBinary(const QByteArray &bytes)
{
    m_text += u"<%1 bytes"_s.arg(bytes.size());
    if (!bytes.isEmpty())
        m_text += u' '
                + QString::fromLatin1(bytes.first(std::min(bytes.size(), binaryLimit)).toHex());
    if (bytes.size() > binaryLimit)
        m_text += u'…';
    m_text += u'>';
}

void DebugText::addRest(qsizetype count)
{
    m_text += u"… %1 more"_s.arg(count);
}

void DebugText::addAttributes(const QDynamoDBItem &item)
{
    auto attribute = item.begin();
    addElements(item.size(), [&](qsizetype) {
        addQuoted(attribute->name);
        m_text += ": "_L1;
        addValue(attribute->value);
        ++attribute;
    });
}

void DebugText::addValue(const QDynamoDBValue &value)
{
    using Type = QDynamoDBValue::Type;
    switch (value.type()) {
    case Type::Undefined:
        m_text += "Undefined"_L1;
        return;
    case Type::Null:
        m_text += "Null"_L1;
        return;
    case Type::Bool:
        m_text += value.toBool() ? "true"_L1 : "false"_L1;
        return;
    case Type::Number:
        m_text += value.toNumber().toString();
        return;
    case Type::String:
        addQuoted(value.toString());
        return;
    case Type::Binary:
        addBinary(value.toBinary());
        return;
    case Type::List: {
        const QDynamoDBValueList list = value.toList();
        m_text += u'[';
        addElements(list.size(), [&](qsizetype i) { addValue(list[i]); });
        m_text += u']';
        return;
    }
    case Type::Map:
        m_text += u'{';
        addAttributes(value.toMap());
        m_text += u'}';
        return;
    case Type::StringSet: {
        const QStringList set = value.toStringSet();
        m_text += "StringSet["_L1;
        addElements(set.size(), [&](qsizetype i) { addQuoted(set[i]); });
        m_text += u']';
        return;
    }
    case Type::NumberSet: {
        const QList<QDynamoDBNumber> set = value.toNumberSet();
        m_text += "NumberSet["_L1;
        addElements(set.size(), [&](qsizetype i) { m_text += set[i].toString(); });
        m_text += u']';
        return;
    }
    case Type::BinarySet: {
        const QByteArrayList set = value.toBinarySet();
        m_text += "BinarySet["_L1;
        addElements(set.size(), [&](qsizetype i) { addBinary(set[i]); });
        m_text += u']';
        return;
    }
    case Type::Unknown:
        m_text += "Unknown "_L1;
        addQuoted(value.unknownJson());
        return;
    }
}

} // namespace QtDynamoDBPrivate
