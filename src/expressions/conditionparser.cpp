// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/conditionparser_p.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The maximum nesting: above the limit of the service, and low enough for the stack.
constexpr int maxDepth = 100;

[[nodiscard]] bool isWordChar(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_');
}

// A recursive-descent parser with one function for each rule of the grammar. fail() stores the
// first problem and moves to the end of the text, so that all rules return.
class Parser
{
public:
    Parser(const QString &text, const QMap<QString, QString> &names, const QDynamoDBItem &values)
        : m_text(text)
        , m_names(names)
        , m_values(values)
    {
        advance();
    }

    QDynamoDBExpected<ExpressionNodePtr> parse()
    {
        ExpressionNodePtr node = disjunction();
        if (!m_token.isEmpty())
            fail(u"\"%1\" is unexpected"_s.arg(m_token));
        if (!m_problem.isNull()) {
            return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                                  u"\"%1\" is not a condition: %2."_s.arg(m_text, m_problem));
        }
        return node;
    }

private:
    // Moves to the next word, placeholder or sign. The token is empty at the end of the text.
    void advance()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        const qsizetype start = m_at;
        if (m_at < m_text.size()) {
            const QChar first = m_text[m_at++];
            if (isWordChar(first) || first == u'#' || first == u':') {
                while (m_at < m_text.size() && isWordChar(m_text[m_at]))
                    ++m_at;
            } else if (m_at < m_text.size()
                       && ((first == u'<' && (m_text[m_at] == u'=' || m_text[m_at] == u'>'))
                           || (first == u'>' && m_text[m_at] == u'='))) {
                ++m_at;
            }
        }
        m_token = QStringView(m_text).mid(start, m_at - start);
    }

    ExpressionNodePtr fail(const QString &problem)
    {
        if (m_problem.isNull())
            m_problem = problem;
        m_at = m_text.size();
        m_token = {};
        return valueNode({});
    }

    [[nodiscard]] static QString tooDeep()
    {
        return u"it is nested too deeply; at most %1 levels are allowed"_s.arg(maxDepth);
    }

    [[nodiscard]] bool isKeyword(QLatin1StringView keyword) const
    {
        return m_token.compare(keyword, Qt::CaseInsensitive) == 0;
    }

    bool take(QLatin1StringView token)
    {
        if (!isKeyword(token))
            return false;
        advance();
        return true;
    }

    void expect(QLatin1StringView token)
    {
        if (!take(token)) {
            fail(m_token.isEmpty() ? u"%1 is missing at the end"_s.arg(token)
                                   : u"%1 is missing before \"%2\""_s.arg(token, m_token));
        }
    }

    ExpressionNodePtr disjunction()
    {
        if (++m_depth > maxDepth)
            return fail(tooDeep());
        ExpressionNodePtr all = conjunction();
        while (take("OR"_L1))
            all = joined(NodeKind::Or, all, conjunction());
        --m_depth;
        return all;
    }

    ExpressionNodePtr conjunction()
    {
        ExpressionNodePtr all = negation();
        while (take("AND"_L1))
            all = joined(NodeKind::And, all, negation());
        return all;
    }

    ExpressionNodePtr negation()
    {
        if (++m_depth > maxDepth)
            return fail(tooDeep());
        ExpressionNodePtr node;
        if (take("NOT"_L1)) {
            node = makeNode(NodeKind::Not, {}, { negation() });
        } else if (take("("_L1)) {
            node = disjunction();
            expect(")"_L1);
        } else {
            node = test();
        }
        --m_depth;
        return node;
    }

    ExpressionNodePtr test()
    {
        ExpressionNodePtr left = operand();
        if (left->kind == NodeKind::Function && left->token != "size"_L1)
            return left;
        for (const QLatin1StringView comparator :
             { "="_L1, "<>"_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1 }) {
            if (take(comparator))
                return makeNode(NodeKind::Comparison, comparator, { left, operand() });
        }
        if (take("BETWEEN"_L1)) {
            const ExpressionNodePtr lower = operand();
            expect("AND"_L1);
            return makeNode(NodeKind::Between, {}, { left, lower, operand() });
        }
        if (take("IN"_L1)) {
            expect("("_L1);
            return makeNode(NodeKind::In, {}, QList { left } + operands());
        }
        return fail(u"a comparison is missing"_s);
    }

    // Parses the operands up to and including the closing parenthesis.
    QList<ExpressionNodePtr> operands()
    {
        QList<ExpressionNodePtr> all { operand() };
        while (take(","_L1))
            all.append(operand());
        expect(")"_L1);
        return all;
    }

    ExpressionNodePtr operand()
    {
        if (m_token.isEmpty()
            || !(isWordChar(m_token[0]) || m_token[0] == u'#' || m_token[0] == u':'))
            return fail(u"an attribute or value is missing"_s);
        const QString word = m_token.toString();
        advance();
        if (word[0] == u':') {
            const QDynamoDBValue &value = m_values.value(word);
            return value.isUndefined() ? fail(u"there is no value for %1"_s.arg(word))
                                       : valueNode(value);
        }
        return take("("_L1) ? function(word) : path(word);
    }

    ExpressionNodePtr function(const QString &name)
    {
        struct Function
        {
            QLatin1StringView name;
            int operands;
        };
        for (const Function known :
             { Function { "attribute_exists"_L1, 1 }, Function { "attribute_not_exists"_L1, 1 },
               Function { "attribute_type"_L1, 2 }, Function { "begins_with"_L1, 2 },
               Function { "contains"_L1, 2 }, Function { "size"_L1, 1 } }) {
            if (name != known.name)
                continue;
            if (++m_depth > maxDepth)
                return fail(tooDeep());
            const QList<ExpressionNodePtr> given = operands();
            --m_depth;
            if (given.size() != known.operands)
                return fail(u"%1() takes %2 operands"_s.arg(name).arg(known.operands));
            return makeNode(NodeKind::Function, known.name, given);
        }
        return fail(u"there is no function %1()"_s.arg(name));
    }

    ExpressionNodePtr path(const QString &first)
    {
        DocumentPath path { { attribute(first), -1 } };
        for (;;) {
            if (take("."_L1)) {
                path.append({ attribute(m_token.toString()), -1 });
                advance();
            } else if (take("["_L1)) {
                bool isNumber = false;
                path.append({ {}, m_token.toInt(&isNumber) });
                if (!isNumber)
                    return fail(u"an index in brackets must be a number from 0"_s);
                advance();
                expect("]"_L1);
            } else {
                return pathNode(path);
            }
        }
    }

    QString attribute(const QString &word)
    {
        if (word.startsWith(u'#')) {
            const auto name = m_names.constFind(word);
            if (name == m_names.cend())
                fail(u"there is no name for %1"_s.arg(word));
            return m_names.value(word);
        }
        if (word.isEmpty() || !isWordChar(word[0]))
            fail(u"the name of an attribute is missing"_s);
        return word;
    }

    const QString m_text;
    const QMap<QString, QString> &m_names;
    const QDynamoDBItem &m_values;
    qsizetype m_at = 0; // the position after the token
    QStringView m_token;
    QString m_problem;
    int m_depth = 0;
};

} // namespace

QDynamoDBExpected<ExpressionNodePtr> parseCondition(const QString &text,
                                                    const QMap<QString, QString> &names,
                                                    const QDynamoDBItem &values)
{
    return Parser(text, names, values).parse();
}

} // namespace QtDynamoDBPrivate
