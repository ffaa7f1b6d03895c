// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/commandline_p.h"

namespace QtDynamoDBPrivate {

namespace {

// A list of arguments under construction. A pair of quotes begins an argument even if it is empty.
class Arguments
{
public:
    void begin() { m_begun = true; }
    void add(QChar c)
    {
        m_begun = true;
        m_argument += c;
    }
    void add(qsizetype count, QChar c)
    {
        for (; count > 0; --count)
            add(c);
    }
    void end()
    {
        if (m_begun)
            m_arguments += m_argument;
        m_argument.clear();
        m_begun = false;
    }
    QStringList take()
    {
        end();
        return std::move(m_arguments);
    }

private:
    QStringList m_arguments;
    QString m_argument;
    bool m_begun = false;
};

std::optional<QStringList> splitPosix(QStringView command)
{
    Arguments arguments;
    QChar quote; // the open quote, or null
    for (qsizetype i = 0; i < command.size(); ++i) {
        const QChar c = command[i];
        if (c == u'\\' && quote != u'\'') {
            if (++i == command.size())
                return {};
            const QChar escaped = command[i];
            if (!quote.isNull() && escaped != u'\\' && escaped != quote)
                arguments.add(c);
            arguments.add(escaped);
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else
                arguments.add(c);
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            arguments.begin();
        } else if (c == u' ' || c == u'\t' || c == u'\r' || c == u'\n') {
            arguments.end();
        } else {
            arguments.add(c);
        }
    }
    if (!quote.isNull())
        return {};
    return arguments.take();
}

std::optional<QStringList> splitWindows(QStringView command)
{
    Arguments arguments;
    bool isQuoted = false;
    qsizetype backslashes = 0; // immediately before the character
    for (const QChar c : command) {
        if (c == u'\\') {
            ++backslashes;
            continue;
        }
        if (c == u'"') {
            const bool isEscaped = backslashes % 2 == 1;
            arguments.add(backslashes / 2, u'\\');
            if (isEscaped) {
                arguments.add(c);
            } else {
                isQuoted = !isQuoted;
                arguments.begin();
            }
        } else {
            arguments.add(backslashes, u'\\');
            if (!isQuoted && (c == u' ' || c == u'\t'))
                arguments.end();
            else
                arguments.add(c);
        }
        backslashes = 0;
    }
    if (isQuoted)
        return {};
    arguments.add(backslashes, u'\\');
    return arguments.take();
}

} // namespace

std::optional<QStringList> splitCommand(QStringView command, CommandRule rule)
{
    return rule == CommandRule::Windows ? splitWindows(command) : splitPosix(command);
}

} // namespace QtDynamoDBPrivate
