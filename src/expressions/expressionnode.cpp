// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionnode_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

ExpressionNodePtr makeNode(NodeKind kind, QLatin1StringView token,
                           const QList<ExpressionNodePtr> &children)
{
    auto node = std::make_shared<ExpressionNode>();
    node->kind = kind;
    node->token = token;
    node->children = children;
    return node;
}

ExpressionNodePtr valueNode(const QDynamoDBValue &value)
{
    auto node = std::make_shared<ExpressionNode>();
    node->kind = NodeKind::Value;
    node->value = value;
    return node;
}

ExpressionNodePtr pathNode(const DocumentPath &path)
{
    auto node = std::make_shared<ExpressionNode>();
    node->kind = NodeKind::Path;
    node->path = path;
    return node;
}

ExpressionNodePtr joined(NodeKind kind, const ExpressionNodePtr &a, const ExpressionNodePtr &b)
{
    if (!a)
        return b;
    if (!b)
        return a;
    QList<ExpressionNodePtr> children;
    for (const ExpressionNodePtr &node : { a, b }) {
        if (node->kind == kind)
            children += node->children;
        else
            children.append(node);
    }
    return makeNode(kind, {}, children);
}

bool equalPaths(const ExpressionNode &a, const ExpressionNode &b)
{
    return a.kind == NodeKind::Path && b.kind == NodeKind::Path && a.path == b.path;
}

namespace {

class PathParser
{
public:
    explicit PathParser(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] ExpressionNodePtr parse()
    {
        auto node = std::make_shared<ExpressionNode>();
        node->kind = NodeKind::Path;
        node->problem = read(node->path);
        if (!node->problem.isNull())
            node->problem = u"\"%1\" is not an attribute's path: "_s.arg(m_text) % node->problem;
        return node;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] bool at(char16_t c) const { return !atEnd() && m_text[m_at] == c; }

    QString read(DocumentPath &path)
    {
        do {
            if (QString problem = readName(path); !problem.isNull())
                return problem;
            while (at(u'[')) {
                if (QString problem = readIndex(path); !problem.isNull())
                    return problem;
            }
            if (!atEnd() && !at(u'.'))
                return u"a dot or the end is expected at character %1"_s.arg(m_at);
        } while (m_at++ < m_text.size());
        return {};
    }

    QString readName(DocumentPath &path)
    {
        QString name;
        if (at(u'`')) {
            for (++m_at;; ++m_at) {
                if (atEnd())
                    return u"the closing backquote is missing"_s;
                if (m_text[m_at] == u'`' && (++m_at, !at(u'`'))) // a doubled backquote is literal
                    break;
                name.append(m_text[m_at]);
            }
        } else {
            const qsizetype start = m_at;
            while (!atEnd() && !at(u'.') && !at(u'[') && !at(u']') && !at(u'`'))
                ++m_at;
            name = m_text.mid(start, m_at - start).toString();
        }
        if (name.isEmpty())
            return u"a name is missing at character %1"_s.arg(m_at);
        path.append({ name, -1 });
        return {};
    }

    QString readIndex(DocumentPath &path)
    {
        const qsizetype start = ++m_at;
        while (!atEnd() && !at(u']'))
            ++m_at;
        bool ok = false;
        const QStringView digits = m_text.mid(start, m_at - start);
        const int index = digits.toInt(&ok);
        if (atEnd() || !ok || index < 0 || !digits[0].isDigit())
            return u"an index in brackets must be a number from 0"_s;
        ++m_at;
        path.append({ {}, index });
        return {};
    }

    const QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

ExpressionNodePtr parsePath(QStringView text)
{
    return PathParser(text).parse();
}

} // namespace QtDynamoDBPrivate
