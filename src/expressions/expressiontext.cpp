// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressiontext_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdebug.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

class Text
{
public:
    explicit Text(ExpressionSymbols &symbols)
        : m_symbols(symbols)
    {
    }

    [[nodiscard]] QString of(const ExpressionNode &node)
    {
        switch (node.kind) {
        case NodeKind::Path:
            return path(node.path);
        case NodeKind::Value:
            return m_symbols.value(node.value);
        case NodeKind::Function:
            return node.token % u'(' % list(node.children, u", "_s) % u')';
        case NodeKind::Comparison:
        case NodeKind::Arithmetic:
            return list(node.children, u' ' % node.token % u' ');
        case NodeKind::Between: {
            const QString value = of(*node.children[0]);
            return value % u" BETWEEN "_s % list(node.children.sliced(1), u" AND "_s);
        }
        case NodeKind::In: {
            const QString value = of(*node.children[0]);
            return value % u" IN ("_s % list(node.children.sliced(1), u", "_s) % u')';
        }
        case NodeKind::And:
            return parts(node, u" AND "_s);
        case NodeKind::Or:
            return parts(node, u" OR "_s);
        case NodeKind::Not:
            return u"NOT "_s % part(node, *node.children[0]);
        case NodeKind::Clause:
            return clause(node);
        case NodeKind::Update:
            return update(node);
        case NodeKind::Projection:
            return list(node.children, u", "_s);
        }
        return {};
    }

private:
    [[nodiscard]] QString list(const QList<ExpressionNodePtr> &nodes, const QString &separator)
    {
        QStringList texts;
        texts.reserve(nodes.size());
        for (const ExpressionNodePtr &node : nodes)
            texts.append(of(*node));
        return texts.join(separator);
    }

    [[nodiscard]] QString path(const DocumentPath &path)
    {
        QString text;
        for (const PathPart &part : path) {
            if (!part.isName())
                text += u'[' % QString::number(part.index) % u']';
            else
                text += (text.isEmpty() ? QString() : u"."_s) % m_symbols.name(part.name);
        }
        return text;
    }

    // NOT has a higher precedence than AND, and AND than OR. Parentheses are written only where
    // needed: the service rejects redundant ones.
    [[nodiscard]] static int precedence(NodeKind kind)
    {
        switch (kind) {
        case NodeKind::Or:
            return 0;
        case NodeKind::And:
            return 1;
        case NodeKind::Not:
            return 2;
        default:
            return 3;
        }
    }

    [[nodiscard]] QString part(const ExpressionNode &parent, const ExpressionNode &node)
    {
        const QString text = of(node);
        return precedence(node.kind) < precedence(parent.kind) ? QString(u'(' % text % u')') : text;
    }

    [[nodiscard]] QString parts(const ExpressionNode &node, const QString &separator)
    {
        QStringList texts;
        texts.reserve(node.children.size());
        for (const ExpressionNodePtr &operand : node.children)
            texts.append(part(node, *operand));
        return texts.join(separator);
    }

    [[nodiscard]] QString clause(const ExpressionNode &node)
    {
        return list(node.children, node.token == "SET"_L1 ? u" = "_s : u" "_s);
    }

    // Writes each section once, whatever the order of the clauses.
    [[nodiscard]] QString update(const ExpressionNode &node)
    {
        QStringList sections;
        for (const QLatin1StringView token : { "SET"_L1, "REMOVE"_L1, "ADD"_L1, "DELETE"_L1 }) {
            QStringList clauses;
            for (const ExpressionNodePtr &clause : node.children) {
                if (clause->token == token)
                    clauses.append(of(*clause));
            }
            if (!clauses.isEmpty())
                sections.append(token % u' ' % clauses.join(u", "_s));
        }
        return sections.join(u' ');
    }

    ExpressionSymbols &m_symbols;
};

class ReadableSymbols final : public ExpressionSymbols
{
public:
    QString name(const QString &name) override
    {
        const auto plain = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; };
        if (!name.isEmpty() && std::all_of(name.begin(), name.end(), plain))
            return name;
        return u'`' % QString(name).replace(u'`', u"``"_s) % u'`';
    }

    QString value(const QDynamoDBValue &value) override
    {
        constexpr qsizetype longest = 100;
        if (value.isBinary())
            return u"<%1 bytes>"_s.arg(value.toBinary().size());
        const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::plainFromValue(value);
        if (!json)
            return QDebug::toString(value);
        const QString text = QString::fromUtf8(*json);
        return text.size() <= longest ? text : QString(text.left(longest) % u'\u2026');
    }
};

} // namespace

QString expressionText(const ExpressionNode &node, ExpressionSymbols &symbols)
{
    return Text(symbols).of(node);
}

QString readableText(const ExpressionNode &node)
{
    ReadableSymbols symbols;
    return expressionText(node, symbols);
}

} // namespace QtDynamoDBPrivate
