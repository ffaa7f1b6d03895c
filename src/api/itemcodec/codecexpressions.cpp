// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/itemcodec/codecexpressions_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

static QDynamoDBItem markersFor(const QDynamoDBItem &values)
{
    QDynamoDBItem markers;
    markers.reserve(values.size());
    for (const QDynamoDBItem::Attribute &value : values)
        markers.insert(value.name, value.name);
    return markers;
}

CodecExpressions::CodecExpressions(CodecTable &table, const QMap<QString, QString> &names,
                                   const QDynamoDBItem &values)
    : m_table(table)
    , m_markers(markersFor(values))
    , m_parser(names, m_markers)
{
}

QDynamoDBError CodecExpressions::check(Grammar grammar, QLatin1StringView member,
                                       const QString &text)
{
    if (text.isEmpty())
        return {};
    m_member = member;
    switch (grammar) {
    case Grammar::Condition:
    case Grammar::KeyCondition: {
        const auto node = grammar == Grammar::Condition ? m_parser.condition(text)
                                                        : m_parser.keyCondition(text);
        return node ? checkNode(**node) : node.error();
    }
    case Grammar::Update: {
        const auto node = m_parser.update(text);
        if (!node)
            return node.error();
        for (const ExpressionNodePtr &clause : (*node)->children) {
            if (QDynamoDBError error = checkClause(*clause); error.isError())
                return error;
        }
        return {};
    }
    case Grammar::Projection: {
        const auto node = m_parser.projection(text);
        if (!node)
            return node.error();
        for (const ExpressionNodePtr &path : (*node)->children) {
            if (path->path.size() == 1)
                m_projected.append(path->path[0].name);
            else if (QDynamoDBError error = checkPath(*path); error.isError())
                return error;
        }
        return {};
    }
    }
    Q_UNREACHABLE();
}

QDynamoDBError CodecExpressions::refuse(const QString &attribute, const QString &reason) const
{
    return QDynamoDBError(Code::ItemCodec,
                          u"%1 names the attribute \"%2\" of the table %3, which the item codec of "
                          "the client encodes: %4."_s.arg(m_member, attribute, m_table.name(),
                                                          reason));
}

QDynamoDBError CodecExpressions::checkPath(const ExpressionNode &path) const
{
    const QString &attribute = path.path[0].name;
    if (!m_table.encodes(attribute))
        return {};
    return refuse(attribute,
                  u"only SET of the whole attribute to a value, REMOVE, attribute_exists(), "
                  "attribute_not_exists() and a projection of the whole attribute are allowed"_s);
}

// Returns the attribute that the node is, or a null text.
QString CodecExpressions::wholeAttribute(const ExpressionNode &node) const
{
    return node.kind == NodeKind::Path && node.path.size() == 1 ? node.path[0].name : QString();
}

QDynamoDBError CodecExpressions::checkNode(const ExpressionNode &node)
{
    if (node.kind == NodeKind::Path)
        return checkPath(node);
    if (node.kind == NodeKind::Value) {
        ++m_uses[node.value.toString()];
        return {};
    }
    const bool isOfExistence = node.kind == NodeKind::Function
            && (node.token == "attribute_exists"_L1 || node.token == "attribute_not_exists"_L1);
    if (isOfExistence && !wholeAttribute(*node.children[0]).isNull())
        return {};
    for (const ExpressionNodePtr &child : node.children) {
        if (QDynamoDBError error = checkNode(*child); error.isError())
            return error;
    }
    return {};
}

QDynamoDBError CodecExpressions::checkClause(const ExpressionNode &clause)
{
    const QString attribute = wholeAttribute(*clause.children[0]);
    if (attribute.isNull() || !m_table.encodes(attribute))
        return checkNode(clause);
    if (clause.token == "REMOVE"_L1)
        return {};
    if (clause.token != "SET"_L1) {
        return refuse(attribute,
                      u"%1 can't change an encoded value; use SET with the whole value"_s.arg(
                              clause.token));
    }
    const ExpressionNode *assigned = clause.children[1].get();
    if (assigned->kind == NodeKind::Function && assigned->token == "if_not_exists"_L1
        && wholeAttribute(*assigned->children[0]) == attribute) {
        assigned = assigned->children[1].get();
    }
    if (assigned->kind != NodeKind::Value)
        return refuse(attribute,
                      u"SET must assign a value to it, as in \"SET %1 = :value\""_s.arg(attribute));
    const QString placeholder = assigned->value.toString();
    m_assigned.insert(placeholder, attribute);
    return checkNode(*assigned);
}

QDynamoDBError CodecExpressions::encodeValues(const QDynamoDBItem &key, QDynamoDBItem *values)
{
    for (auto it = m_assigned.cbegin(); it != m_assigned.cend(); ++it) {
        const auto &[placeholder, attribute] = std::pair(it.key(), it.value());
        if (m_uses.value(placeholder) != 1) {
            m_member = "UpdateExpression"_L1;
            return refuse(
                    attribute,
                    u"its value %1 is used at another place as well; use a placeholder of its "
                    "own"_s.arg(placeholder));
        }
        QDynamoDBError error = m_table.encode(key, attribute, &(*values)[placeholder]);
        if (error.isError())
            return error;
    }
    return {};
}

} // namespace QtDynamoDBPrivate
