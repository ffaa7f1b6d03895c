// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "randomexpressions.h"

#include <QtCore/qregularexpression.h>

#include <algorithm>

using namespace Qt::StringLiterals;

QDynamoDBItem RandomExpressions::item()
{
    QDynamoDBItem item;
    const auto add = [&](const QString &name, Kind kind) {
        if (!chance(7))
            item.insert(name, value(chance(4) ? Kind::Any : kind, 0));
    };
    for (const QString &name : { u"n1"_s, u"n2"_s })
        add(name, Kind::Number);
    for (const QString &name : { u"s1"_s, u"s2"_s })
        add(name, Kind::String);
    add(u"bin"_s, Kind::Binary);
    for (const QString &name : { u"set1"_s, u"set2"_s })
        add(name, Kind::Set);
    for (const QString &name : { u"l1"_s, u"l2"_s })
        add(name, Kind::List);
    for (const QString &name : { u"m1"_s, u"m2"_s })
        add(name, Kind::Map);
    add(u"any"_s, Kind::Any);
    return item;
}

QDynamoDBNumber RandomExpressions::number()
{
    switch (below(9)) {
    case 0:
        return QDynamoDBNumber(oneOf(QList<QString> {
                u"0"_s, u"1"_s, u"-1"_s, u"0.1"_s, u"10"_s, u"1E+125"_s, u"1E-130"_s, u"-1E-130"_s,
                u"9.9999999999999999999999999999999999999E+125"_s,
                u"-9.9999999999999999999999999999999999999E+125"_s,
                u"99999999999999999999999999999999999999"_s, u"1E+37"_s, u"1E-37"_s }));
    case 1: {
        QString digits = chance(50) ? u"-"_s : QString();
        for (int count = 1 + below(38); count > 0; --count)
            digits += QChar(u'0' + below(10));
        return QDynamoDBNumber(QString(digits + u'E' + QString::number(below(60) - 40)));
    }
    default:
        return below(12) - 3;
    }
}

RandomExpressions::Kind RandomExpressions::kind()
{
    return Kind(below(int(Kind::Any) + 1));
}

QString RandomExpressions::string()
{
    return oneOf(QList<QString> { u""_s, u"a"_s, u"ab"_s, u"abc"_s, u"b"_s, u"\u00e4"_s,
                                  u"\U0001f600"_s, u"S"_s, u"SS"_s, u"N"_s });
}

QByteArray RandomExpressions::binary()
{
    return oneOf(QByteArrayList { QByteArray(""), "a", "ab", QByteArray("\0\xff", 2), "b" });
}

QDynamoDBValue RandomExpressions::value(Kind kind, int depth)
{
    switch (kind) {
    case Kind::Number:
        return number();
    case Kind::String:
        return string();
    case Kind::Binary:
        return binary();
    case Kind::Set:
        switch (below(3)) {
        case 0: {
            QStringList all { u"a"_s, u"ab"_s, u"b"_s, u"c"_s };
            all.resize(1 + below(4));
            return QDynamoDBValue::stringSet(all);
        }
        case 1: {
            QList<QDynamoDBNumber> all { 1, 2, QDynamoDBNumber(u"2.5"_s), 3 };
            all.resize(1 + below(4));
            return QDynamoDBValue::numberSet(all);
        }
        default: {
            QByteArrayList all { "a", "b", "ab" };
            all.resize(1 + below(3));
            return QDynamoDBValue::binarySet(all);
        }
        }
    case Kind::List: {
        QDynamoDBValueList list;
        for (int count = below(5); count > 0; --count)
            list.append(value(depth < 2 ? this->kind() : Kind::Number, depth + 1));
        return list;
    }
    case Kind::Map: {
        QDynamoDBItem map;
        for (const QString &name : { u"n"_s, u"s"_s, u"l"_s, u"m"_s }) {
            if (!chance(60))
                continue;
            const Kind inside = name == u"n"_s ? Kind::Number
                    : name == u"s"_s           ? Kind::Set
                    : depth >= 2               ? Kind::String
                    : name == u"l"_s           ? Kind::List
                                               : Kind::Map;
            map.insert(name, value(inside, depth + 1));
        }
        return map;
    }
    case Kind::Any:
        break;
    }
    if (chance(30))
        return chance(50);
    if (chance(30))
        return nullptr;
    return value(Kind(below(int(Kind::Any))), depth);
}

void RandomExpressions::begin()
{
    m_names.clear();
    m_values.clear();
}

QString RandomExpressions::valueOf(Kind kind)
{
    if (!m_values.isEmpty() && chance(10))
        return oneOf(m_values.names());
    const QString placeholder = u":v%1"_s.arg(m_values.size());
    m_values.insert(placeholder, value(chance(4) ? this->kind() : kind, 0));
    return placeholder;
}

QString RandomExpressions::name(const QString &name)
{
    if (!chance(25))
        return name;
    const QString placeholder = u"#"_s + name;
    m_names.insert(placeholder, name);
    return placeholder;
}

QString RandomExpressions::path(Kind kind)
{
    static const QMap<Kind, QStringList> top {
        { Kind::Number, { u"n1"_s, u"n2"_s } },
        { Kind::String, { u"s1"_s, u"s2"_s } },
        { Kind::Binary, { u"bin"_s } },
        { Kind::Set, { u"set1"_s, u"set2"_s } },
        { Kind::List, { u"l1"_s, u"l2"_s } },
        { Kind::Map, { u"m1"_s, u"m2"_s } },
        { Kind::Any, { u"any"_s, u"any"_s, u"absent"_s } },
    };
    static const QMap<Kind, QString> member { { Kind::Number, u"n"_s },
                                              { Kind::Set, u"s"_s },
                                              { Kind::List, u"l"_s },
                                              { Kind::Map, u"m"_s } };
    if (chance(3))
        kind = this->kind();
    if (chance(1) && chance(50))
        return oneOf(QStringList { u"pk"_s, u"name"_s, u"Select"_s, u"pk.a"_s, u"m1.year"_s });
    const int way = below(10);
    if (way < 2 && member.contains(kind))
        return path(Kind::Map) + u'.' + name(member[kind]);
    if (way == 2)
        return path(Kind::List) + u'[' + QString::number(below(6)) + u']';
    if (way == 3 && chance(25))
        return path(Kind::Map) + u'.' + name(u"absent"_s);
    return name(oneOf(top[kind]));
}

QString RandomExpressions::operand(Kind kind)
{
    if (kind == Kind::Number && chance(15))
        return u"size(%1)"_s.arg(chance(92) ? path(this->kind()) : operand(this->kind()));
    const QString text = chance(45) ? path(kind) : valueOf(kind);
    return chance(3) ? QString(u'(' + text + u')') : text;
}

// Returns an operand that seldom is the same as the one before.
QString RandomExpressions::otherOperand(Kind kind)
{
    return chance(80) ? valueOf(kind) : operand(kind);
}

QString RandomExpressions::test()
{
    const Kind kind = this->kind();
    switch (below(10)) {
    case 0:
        return u"attribute_exists(%1)"_s.arg(chance(97) ? path(kind) : operand(kind));
    case 1:
        return u"attribute_not_exists(%1)"_s.arg(path(kind));
    case 2: {
        const QString placeholder = u":t%1"_s.arg(m_values.size());
        m_values.insert(placeholder,
                        chance(95) ? QDynamoDBValue(oneOf(
                                QStringList { u"S"_s, u"N"_s, u"B"_s, u"SS"_s, u"NS"_s, u"BS"_s,
                                              u"BOOL"_s, u"NULL"_s, u"L"_s, u"M"_s }))
                                   : value(this->kind(), 0));
        return u"attribute_type(%1, %2)"_s.arg(operand(kind), placeholder);
    }
    case 3: {
        const Kind text = chance(70) ? Kind::String : Kind::Binary;
        return u"begins_with(%1, %2)"_s.arg(operand(text), otherOperand(text));
    }
    case 4: {
        const QString whole = operand(kind);
        return u"contains(%1, %2)"_s.arg(whole,
                                         otherOperand(chance(60) ? Kind::String : this->kind()));
    }
    case 5: {
        const Kind ordered = chance(60) ? Kind::Number : Kind::String;
        const QString left = operand(ordered);
        const QString lower = chance(60) ? path(ordered) : valueOf(ordered);
        return u"%1 BETWEEN %2 AND %3"_s.arg(left, lower, otherOperand(ordered));
    }
    case 6: {
        QStringList texts;
        const QString left = operand(kind);
        for (int count = 1 + below(3); count > 0; --count)
            texts.append(otherOperand(kind));
        return u"%1 IN (%2)"_s.arg(left, texts.join(u", "_s));
    }
    default: {
        const QString sign = oneOf(
                QStringList { u"="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s });
        const Kind ordered = sign == u"="_s || sign == u"<>"_s || chance(5)
                ? kind
                : oneOf(QList<Kind> { Kind::Number, Kind::String, Kind::Binary });
        const QString left = operand(ordered);
        return left + u' ' + sign + u' ' + otherOperand(ordered);
    }
    }
}

QString RandomExpressions::conditionOf(int depth)
{
    const int way = depth < 2 ? below(8) : 7;
    switch (way) {
    case 0:
    case 1: {
        const QString left = conditionOf(depth + 1);
        return left + u" AND "_s + conditionOf(depth + 1);
    }
    case 2: {
        const QString left = conditionOf(depth + 1);
        return left + u" OR "_s + conditionOf(depth + 1);
    }
    case 3:
        return u"NOT "_s + conditionOf(depth + 1);
    case 4:
        return u'(' + conditionOf(depth + 1) + u')';
    default:
        return test();
    }
}

QString RandomExpressions::updateOperand(Kind kind)
{
    QString text;
    if (chance(15)) {
        const QString tested = path(kind);
        text = u"if_not_exists(%1, %2)"_s.arg(tested, updateOperand(kind));
    } else {
        text = chance(50) ? path(kind) : valueOf(kind);
    }
    return chance(3) ? QString(u'(' + text + u')') : text;
}

QString RandomExpressions::updateValue()
{
    switch (below(4)) {
    case 0: {
        const QString left = updateOperand(Kind::Number);
        return left + (chance(50) ? u" + "_s : u" - "_s) + updateOperand(Kind::Number);
    }
    case 1: {
        const QString left = updateOperand(Kind::List);
        return u"list_append(%1, %2)"_s.arg(left, updateOperand(Kind::List));
    }
    default:
        return updateOperand(kind());
    }
}

QString RandomExpressions::section(const QString &keyword)
{
    QStringList clauses;
    for (int count = chance(70) ? 1 : 1 + below(3); count > 0; --count) {
        if (keyword == u"SET"_s) {
            const QString target = path(kind());
            clauses.append(target + u" = "_s + updateValue());
        } else if (keyword == u"REMOVE"_s) {
            clauses.append(path(chance(40) ? Kind::List : kind()));
        } else {
            const Kind kind = keyword == u"ADD"_s && chance(50) ? Kind::Number : Kind::Set;
            const QString target = path(kind);
            clauses.append(target + u' ' + valueOf(kind));
        }
    }
    return keyword + u' ' + clauses.join(u", "_s);
}

QString RandomExpressions::update()
{
    QStringList keywords { u"SET"_s, u"REMOVE"_s, u"ADD"_s, u"DELETE"_s };
    std::shuffle(keywords.begin(), keywords.end(), m_random);
    QStringList sections;
    for (int count = chance(65) ? 1 : 2 + below(2); count > 0; --count)
        sections.append(section(keywords.takeFirst()));
    if (chance(1))
        sections.append(section(sections.first().section(u' ', 0, 0)));
    return disturbed(sections.join(u' '));
}

QString RandomExpressions::condition()
{
    return disturbed(conditionOf(0));
}

QString RandomExpressions::projection()
{
    QStringList paths;
    for (int count = 1 + below(4); count > 0; --count)
        paths.append(path(chance(50) ? Kind::List : kind()));
    return disturbed(paths.join(u", "_s));
}

// Removes, doubles or replaces a word or sign, sometimes.
QString RandomExpressions::disturbed(const QString &text)
{
    if (!chance(4))
        return text;
    static const QRegularExpression token(u"[#:]?[A-Za-z0-9_]+|[<>]=|<>|\\S"_s);
    QStringList tokens;
    for (auto match = token.globalMatch(text); match.hasNext();)
        tokens.append(match.next().captured());
    const int at = below(int(tokens.size()));
    switch (below(4)) {
    case 0:
        if (tokens.size() > 1)
            tokens.removeAt(at);
        break;
    case 1:
        tokens.insert(at, tokens[at]);
        break;
    case 2:
        tokens[at] = oneOf(tokens);
        break;
    default:
        tokens[at] = oneOf(QStringList { u"("_s, u")"_s, u","_s, u"."_s, u"["_s, u"]"_s, u"+"_s,
                                         u"AND"_s, u"SET"_s, u"contains"_s, u"5"_s, u"x y"_s,
                                         u"=="_s, u":"_s, u"#"_s, u"order"_s });
    }
    return tokens.join(u' ');
}

void RandomExpressions::disturbPlaceholders()
{
    switch (below(100)) {
    case 0:
        m_names.insert(u"#unused"_s, u"n1"_s);
        break;
    case 1:
        m_values.insert(u":unused"_s, 1);
        break;
    case 2:
        if (!m_values.isEmpty())
            m_values.remove(oneOf(m_values.names()));
        break;
    case 3:
        if (!m_names.isEmpty())
            m_names.remove(m_names.firstKey());
        break;
    case 4:
        m_values.insert(u"no-placeholder"_s, 1);
        break;
    default:
        break;
    }
}
