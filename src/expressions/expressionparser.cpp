// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionparser_p.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The maximum nesting: above the limit of the service, which allows 300 operators, and low enough
// for the stack of a thread.
constexpr int maxDepth = 1000;
constexpr qsizetype maxBytes = 4096;

[[nodiscard]] bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

[[nodiscard]] bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

[[nodiscard]] bool isWordChar(QChar c)
{
    return isLetter(c) || isDigit(c) || c == u'_';
}

[[nodiscard]] bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

enum class Grammar { Condition, Update, Projection };
enum class ReservedWords { Refused, Accepted };

struct Placeholders
{
    const QMap<QString, QString> &names;
    const QDynamoDBItem &values;
    QSet<QString> used;
};

struct Function
{
    QLatin1StringView name;
    int operands;
    Grammar grammar;
};

constexpr Function functions[] = {
    { "attribute_exists"_L1, 1, Grammar::Condition },
    { "attribute_not_exists"_L1, 1, Grammar::Condition },
    { "attribute_type"_L1, 2, Grammar::Condition },
    { "begins_with"_L1, 2, Grammar::Condition },
    { "contains"_L1, 2, Grammar::Condition },
    { "size"_L1, 1, Grammar::Condition },
    { "if_not_exists"_L1, 2, Grammar::Update },
    { "list_append"_L1, 2, Grammar::Update },
};

// A recursive-descent parser with one function for each rule of the grammar. fail() stores the
// first problem and moves to the end of the text, so that all rules return.
class Parser
{
public:
    Parser(const QString &text, Grammar grammar, ReservedWords reserved, Placeholders &placeholders)
        : m_text(text)
        , m_grammar(grammar)
        , m_reserved(reserved)
        , m_placeholders(placeholders)
    {
        if (m_reserved == ReservedWords::Refused && m_text.toUtf8().size() > maxBytes)
            fail(u"it has more than 4096 bytes"_s);
        else
            advance();
    }

    QDynamoDBExpected<ExpressionNodePtr> parse(QLatin1StringView what, QDynamoDBError::Code code)
    {
        ExpressionNodePtr node;
        switch (m_grammar) {
        case Grammar::Condition:
            node = condition(disjunction());
            break;
        case Grammar::Update:
            node = update();
            break;
        case Grammar::Projection:
            node = makeNode(NodeKind::Projection, {}, paths());
            break;
        }
        if (!m_token.isEmpty())
            fail(u"\"%1\" is unexpected"_s.arg(m_token));
        if (!m_problem.isNull())
            return QDynamoDBError(code, u"\"%1\" is not %2: %3."_s.arg(m_text, what, m_problem));
        return node;
    }

private:
    // A node, and whether it was written in parentheses of its own.
    struct Parsed
    {
        ExpressionNodePtr node;
        bool isParenthesised = false;
    };

    // Moves to the next word, number, placeholder or sign. The token is empty at the end of the
    // text.
    void advance()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
        const qsizetype start = m_at;
        if (m_at < m_text.size()) {
            const QChar first = m_text[m_at++];
            if (isLetter(first) || first == u'#' || first == u':') {
                while (m_at < m_text.size() && isWordChar(m_text[m_at]))
                    ++m_at;
            } else if (isDigit(first) && first != u'0') {
                while (m_at < m_text.size() && isDigit(m_text[m_at]))
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

    [[nodiscard]] bool hasFailed() const { return !m_problem.isNull(); }

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

    [[nodiscard]] static bool isOperand(const ExpressionNode &node)
    {
        return node.kind == NodeKind::Path || node.kind == NodeKind::Value
                || (node.kind == NodeKind::Function
                    && (node.token == "size"_L1 || node.token == "if_not_exists"_L1));
    }

    ExpressionNodePtr condition(const Parsed &parsed)
    {
        if (hasFailed() || !isOperand(*parsed.node))
            return parsed.node;
        return fail(u"a comparison is missing"_s);
    }

    Parsed disjunction()
    {
        Parsed all = conjunction();
        while (take("OR"_L1)) {
            const ExpressionNodePtr left = condition(all);
            all = { joined(NodeKind::Or, left, condition(conjunction())) };
        }
        return all;
    }

    Parsed conjunction()
    {
        Parsed all = negation();
        while (take("AND"_L1)) {
            const ExpressionNodePtr left = condition(all);
            all = { joined(NodeKind::And, left, condition(negation())) };
        }
        return all;
    }

    Parsed negation()
    {
        if (!take("NOT"_L1))
            return test();
        if (++m_depth > maxDepth)
            return { fail(tooDeep()) };
        const ExpressionNodePtr node = makeNode(NodeKind::Not, {}, { condition(negation()) });
        --m_depth;
        return { node };
    }

    Parsed test()
    {
        const Parsed parsed = primary();
        if (!isOperand(*parsed.node))
            return parsed;
        const ExpressionNodePtr left = parsed.node;
        for (const QLatin1StringView comparator :
             { "="_L1, "<>"_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1 }) {
            if (take(comparator))
                return { makeNode(NodeKind::Comparison, comparator, { left, operand() }) };
        }
        if (take("BETWEEN"_L1)) {
            const ExpressionNodePtr lower = operand();
            expect("AND"_L1);
            return { makeNode(NodeKind::Between, {}, { left, lower, operand() }) };
        }
        if (take("IN"_L1)) {
            expect("("_L1);
            return { makeNode(NodeKind::In, {}, QList { left } + operands()) };
        }
        return parsed;
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
        const ExpressionNodePtr node = primary().node;
        if (hasFailed() || isOperand(*node))
            return node;
        return fail(node->kind == NodeKind::Function
                            ? u"%1() can't be an operand"_s.arg(node->token)
                            : u"an operand must be an attribute, a value or a function"_s);
    }

    // Parses an operand, a function, or an expression in parentheses.
    Parsed primary()
    {
        if (take("("_L1)) {
            if (++m_depth > maxDepth)
                return { fail(tooDeep()) };
            const Parsed inner = m_grammar == Grammar::Update ? updateValue() : disjunction();
            --m_depth;
            expect(")"_L1);
            if (inner.isParenthesised)
                return { fail(u"it has redundant parentheses"_s) };
            return { inner.node, true };
        }
        if (m_token.isEmpty() || !(isLetter(m_token[0]) || m_token[0] == u'#' || m_token[0] == u':'))
            return { fail(u"an attribute or value is missing"_s) };
        if (m_token[0] == u':')
            return { value() };
        const QString word = m_token.toString();
        advance();
        return { take("("_L1) ? function(word) : path(word) };
    }

    ExpressionNodePtr value()
    {
        const QString word = m_token.toString();
        if (!word.startsWith(u':'))
            return fail(u"a value is missing"_s);
        advance();
        m_placeholders.used.insert(word);
        const QDynamoDBValue &value = m_placeholders.values.value(word);
        return value.isUndefined() ? fail(u"there is no value for %1"_s.arg(word))
                                   : valueNode(value);
    }

    ExpressionNodePtr function(const QString &name)
    {
        const auto known = std::find_if(std::begin(functions), std::end(functions),
                                        [&](const Function &f) { return name == f.name; });
        if (known == std::end(functions))
            return fail(u"there is no function %1()"_s.arg(name));
        if (known->grammar != m_grammar)
            return fail(u"the function %1() is not allowed in it"_s.arg(name));
        if (++m_depth > maxDepth)
            return fail(tooDeep());
        const QList<ExpressionNodePtr> given = operands();
        --m_depth;
        if (!hasFailed() && given.size() != known->operands)
            return fail(u"%1() takes %2 operands"_s.arg(name).arg(known->operands));
        return makeNode(NodeKind::Function, known->name, given);
    }

    ExpressionNodePtr update()
    {
        QList<ExpressionNodePtr> clauses;
        QList<QLatin1StringView> taken;
        do {
            const QLatin1StringView sections[] = { "SET"_L1, "REMOVE"_L1, "ADD"_L1, "DELETE"_L1 };
            const auto section = std::find_if(std::begin(sections), std::end(sections),
                                              [&](QLatin1StringView s) { return isKeyword(s); });
            if (section == std::end(sections))
                return fail(taken.isEmpty() ? u"SET, REMOVE, ADD or DELETE is missing"_s
                                            : u"\"%1\" is unexpected"_s.arg(m_token));
            if (taken.contains(*section))
                return fail(u"the section %1 occurs twice"_s.arg(*section));
            taken.append(*section);
            advance();
            do {
                clauses.append(clause(*section));
            } while (take(","_L1));
        } while (!m_token.isEmpty());
        return makeNode(NodeKind::Update, {}, clauses);
    }

    ExpressionNodePtr clause(QLatin1StringView section)
    {
        const ExpressionNodePtr target = plainPath();
        if (section == "REMOVE"_L1)
            return makeNode(NodeKind::Clause, section, { target });
        if (section != "SET"_L1)
            return makeNode(NodeKind::Clause, section, { target, value() });
        expect("="_L1);
        return makeNode(NodeKind::Clause, section, { target, updateValue().node });
    }

    Parsed updateValue()
    {
        const Parsed left = primary();
        for (const QLatin1StringView sign : { "+"_L1, "-"_L1 }) {
            if (!isKeyword(sign))
                continue;
            if (!isOperand(*left.node))
                return { fail(u"only operands can be added and subtracted"_s) };
            advance();
            return { makeNode(NodeKind::Arithmetic, sign, { left.node, operand() }) };
        }
        return left;
    }

    QList<ExpressionNodePtr> paths()
    {
        QList<ExpressionNodePtr> all { plainPath() };
        while (take(","_L1))
            all.append(plainPath());
        return all;
    }

    ExpressionNodePtr plainPath()
    {
        if (m_token.isEmpty() || !(isLetter(m_token[0]) || m_token[0] == u'#'))
            return fail(u"an attribute is missing"_s);
        const QString word = m_token.toString();
        advance();
        return path(word);
    }

    ExpressionNodePtr path(const QString &first)
    {
        DocumentPath path { { attribute(first), -1 } };
        for (;;) {
            if (take("."_L1)) {
                const QString name = m_token.toString();
                path.append({ attribute(name), -1 });
                advance();
            } else if (take("["_L1)) {
                bool isNumber = !m_token.isEmpty() && isDigit(m_token[0]);
                const int index = isNumber ? m_token.toInt(&isNumber) : 0;
                if (!isNumber)
                    return fail(u"an index in brackets must be a number from 0 to 2147483647"_s);
                path.append({ {}, index });
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
            m_placeholders.used.insert(word);
            const auto name = m_placeholders.names.constFind(word);
            if (name == m_placeholders.names.cend()) {
                fail(u"there is no name for %1"_s.arg(word));
                return {};
            }
            return *name;
        }
        if (word.isEmpty() || !isLetter(word[0])) {
            fail(u"the name of an attribute is missing"_s);
        } else if (m_reserved == ReservedWords::Refused && isReservedWord(word)) {
            fail(u"%1 is a reserved word; use a placeholder such as #name for it"_s.arg(word));
        }
        return word;
    }

    const QString m_text;
    const Grammar m_grammar;
    const ReservedWords m_reserved;
    Placeholders &m_placeholders;
    qsizetype m_at = 0; // the position after the token
    QStringView m_token;
    QString m_problem;
    int m_depth = 0;
};

[[nodiscard]] bool isPlaceholder(const QString &text, QChar sign)
{
    return text.size() > 1 && text[0] == sign
            && std::all_of(text.begin() + 1, text.end(), isWordChar);
}

} // namespace

QDynamoDBExpected<ExpressionNodePtr> parseCondition(const QString &text,
                                                    const QMap<QString, QString> &names,
                                                    const QDynamoDBItem &values)
{
    Placeholders placeholders { names, values, {} };
    return Parser(text, Grammar::Condition, ReservedWords::Accepted, placeholders)
            .parse("a condition"_L1, QDynamoDBError::Code::InvalidParameterValue);
}

static ExpressionParser::NodeOrError parseStrictly(const QString &text, Grammar grammar,
                                                   QLatin1StringView what,
                                                   const QMap<QString, QString> &names,
                                                   const QDynamoDBItem &values, QSet<QString> &used)
{
    Placeholders placeholders { names, values, used };
    auto node = Parser(text, grammar, ReservedWords::Refused, placeholders)
                        .parse(what, QDynamoDBError::Code::Validation);
    used = placeholders.used;
    return node;
}

ExpressionParser::NodeOrError ExpressionParser::condition(const QString &text)
{
    return parseStrictly(text, Grammar::Condition, "a condition"_L1, m_names, m_values, m_used);
}

ExpressionParser::NodeOrError ExpressionParser::keyCondition(const QString &text)
{
    return parseStrictly(text, Grammar::Condition, "a key condition"_L1, m_names, m_values, m_used);
}

ExpressionParser::NodeOrError ExpressionParser::update(const QString &text)
{
    return parseStrictly(text, Grammar::Update, "an update"_L1, m_names, m_values, m_used);
}

ExpressionParser::NodeOrError ExpressionParser::projection(const QString &text)
{
    return parseStrictly(text, Grammar::Projection, "a projection"_L1, m_names, m_values, m_used);
}

QDynamoDBError ExpressionParser::placeholderError() const
{
    const auto error = [](const QString &text) {
        return QDynamoDBError(QDynamoDBError::Code::Validation, text);
    };
    for (auto name = m_names.cbegin(); name != m_names.cend(); ++name) {
        if (!isPlaceholder(name.key(), u'#')) {
            return error(u"\"%1\" can't represent a name; placeholders of names begin with # and "
                         "continue with letters, digits and underscores."_s.arg(name.key()));
        }
        if (!m_used.contains(name.key()))
            return error(u"No expression uses the name %1."_s.arg(name.key()));
    }
    for (const QDynamoDBItem::Attribute &value : m_values) {
        if (!isPlaceholder(value.name, u':')) {
            return error(u"\"%1\" can't represent a value; placeholders of values begin with : and "
                         "continue with letters, digits and underscores."_s.arg(value.name));
        }
        if (!m_used.contains(value.name))
            return error(u"No expression uses the value %1."_s.arg(value.name));
    }
    return {};
}

} // namespace QtDynamoDBPrivate
