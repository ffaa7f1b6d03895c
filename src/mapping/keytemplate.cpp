// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/keytemplate_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr int maxWidth = 38; // digits of a number

// Returns the problem of the text inside of braces.
[[nodiscard]] QString readPlaceholder(const QString &inside, KeyTemplate::Placeholder *placeholder)
{
    const qsizetype colon = inside.indexOf(u':');
    placeholder->property = (colon < 0 ? inside : inside.first(colon)).trimmed();
    if (placeholder->property.isEmpty())
        return u"a placeholder names no property"_s;
    if (colon < 0)
        return {};
    bool isNumber = false;
    placeholder->width = QStringView(inside).sliced(colon + 1).trimmed().toInt(&isNumber);
    return isNumber && placeholder->width >= 1 && placeholder->width <= maxWidth
            ? QString()
            : u"{%1} has no valid width; it must be 1 to %2 digits"_s.arg(inside).arg(maxWidth);
}

} // namespace

QString KeyTemplate::parse(const QString &theText)
{
    text = theText;
    placeholders.clear();
    QString literal;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c != u'{' && c != u'}') {
            literal += c;
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == c) {
            literal += c;
            ++i;
            continue;
        }
        const qsizetype close = text.indexOf(u'}', i);
        if (c == u'}' || close < 0)
            return u"a brace has no counterpart; write {{ or }} for a brace of the text"_s;
        Placeholder placeholder;
        placeholder.before = std::exchange(literal, {});
        QString problem = readPlaceholder(text.mid(i + 1, close - i - 1), &placeholder);
        if (!problem.isNull())
            return problem;
        if (!placeholders.isEmpty() && placeholder.before.isEmpty()) {
            return u"{%1} and {%2} have no text between them, so that the key can't be read back"_s
                    .arg(placeholders.constLast().property, placeholder.property);
        }
        for (const Placeholder &other : std::as_const(placeholders)) {
            if (other.property == placeholder.property)
                return u"{%1} occurs twice"_s.arg(placeholder.property);
        }
        placeholders.append(placeholder);
        i = close;
    }
    end = literal;
    return text.isEmpty() ? u"it is empty; a key has at least one character"_s : QString();
}

QString KeyTemplate::filled(const QStringList &texts) const
{
    QString key;
    for (qsizetype i = 0; i < placeholders.size(); ++i)
        key += placeholders[i].before + texts[i];
    return key + end;
}

std::optional<QStringList> KeyTemplate::match(const QString &key) const
{
    if (placeholders.isEmpty())
        return key == end ? std::optional(QStringList()) : std::nullopt;
    QStringList texts;
    if (!key.startsWith(placeholders.constFirst().before))
        return std::nullopt;
    qsizetype from = placeholders.constFirst().before.size();
    for (qsizetype i = 1; i < placeholders.size(); ++i) {
        const QString &separator = placeholders[i].before;
        const qsizetype to = key.indexOf(separator, from);
        if (to <= from) // absent, or an empty text
            return std::nullopt;
        texts.append(key.mid(from, to - from));
        from = to + separator.size();
    }
    const qsizetype to = key.size() - end.size();
    if (to <= from || !key.endsWith(end))
        return std::nullopt;
    texts.append(key.mid(from, to - from));
    return texts;
}

bool KeyTemplate::hasShapeOf(const KeyTemplate &other) const
{
    return end == other.end
            && std::equal(placeholders.begin(), placeholders.end(), other.placeholders.begin(),
                          other.placeholders.end(), [](const Placeholder &a, const Placeholder &b) {
                              return a.before == b.before;
                          });
}

} // namespace QtDynamoDBPrivate
