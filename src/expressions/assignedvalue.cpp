// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/assignedvalue_p.h"

#include <QtCore/qlist.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'#' || c == u':';
}

// Returns the words and signs of an expression.
QList<QStringView> tokensOf(QStringView text)
{
    QList<QStringView> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        qsizetype end = at + 1;
        while (isWordCharacter(text[at]) && end < text.size() && isWordCharacter(text[end]))
            ++end;
        tokens.append(text.sliced(at, end - at));
        at = end;
    }
    return tokens;
}

// The keywords are reserved, so an attribute of such a name has a placeholder.
bool isSection(QStringView token)
{
    for (const QLatin1StringView section : { "SET"_L1, "REMOVE"_L1, "ADD"_L1, "DELETE"_L1 }) {
        if (token.compare(section, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

QDynamoDBValue assignedValue(const QString &attribute, QStringView updateExpression,
                             const QMap<QString, QString> &names, const QDynamoDBItem &values)
{
    bool isSet = false; // in the section SET
    int depth = 0; // of parentheses
    QList<QStringView> action;
    const auto find = [&]() -> QDynamoDBValue {
        const QList<QStringView> tokens = std::exchange(action, {});
        if (!isSet || tokens.size() != 3 || tokens[1] != u"=" || !tokens[2].startsWith(u':'))
            return QDynamoDBValue::Type::Undefined;
        const QString name = tokens[0].toString();
        if (names.value(name, name) != attribute)
            return QDynamoDBValue::Type::Undefined;
        return values.value(tokens[2]);
    };
    const QList<QStringView> tokens = tokensOf(updateExpression);
    for (const QStringView token : tokens) {
        const bool endsAction = depth == 0 && (token == u"," || isSection(token));
        if (!endsAction) {
            depth += token == u"(" ? 1 : token == u")" ? -1 : 0;
            action.append(token);
            continue;
        }
        if (QDynamoDBValue value = find(); !value.isUndefined())
            return value;
        if (token != u",")
            isSet = token.compare("SET"_L1, Qt::CaseInsensitive) == 0;
    }
    return find();
}

} // namespace QtDynamoDBPrivate
