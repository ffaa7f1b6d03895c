// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONNODE_P_H
#define EXPRESSIONNODE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbattribute.h>

namespace QtDynamoDBPrivate {

// One step of a path: a name in a map, or an index in a list.
struct PathPart
{
    QString name;
    int index = -1; // negative if the step is a name

    [[nodiscard]] bool isName() const { return index < 0; }
    friend bool operator==(const PathPart &a, const PathPart &b)
    {
        return a.index == b.index && a.name == b.name;
    }
};
using DocumentPath = QList<PathPart>;

// A node of the syntax tree of an expression. Nodes are immutable and shared.
struct ExpressionNode
{
    enum class Kind {
        Path,
        Value,
        Function, // token(children...), also size()
        Comparison, // children[0] token children[1]
        Between,
        In,
        And, // two children or more
        Or,
        Not,
        Arithmetic, // children[0] token children[1]
        Clause, // of an update: token children[0] children[1]
        Update, // clauses
        Projection, // paths
    };

    Kind kind = Kind::Value;
    QLatin1StringView token;
    DocumentPath path;
    QDynamoDBValue value;
    QList<ExpressionNodePtr> children;
    QString problem; // why the text or index that the node was made from is invalid
};

using NodeKind = ExpressionNode::Kind;

[[nodiscard]] ExpressionNodePtr makeNode(NodeKind kind, QLatin1StringView token,
                                         const QList<ExpressionNodePtr> &children);
[[nodiscard]] ExpressionNodePtr valueNode(const QDynamoDBValue &value);
[[nodiscard]] ExpressionNodePtr pathNode(const DocumentPath &path);
// Parses a path such as "Author.Names[0]". A name with dots or brackets is quoted by backquotes.
[[nodiscard]] ExpressionNodePtr parsePath(QStringView text);
// Joins two nodes, either of which may be null, by And or Or. A chain becomes one node.
[[nodiscard]] ExpressionNodePtr joined(NodeKind kind, const ExpressionNodePtr &a,
                                       const ExpressionNodePtr &b);

[[nodiscard]] bool equalPaths(const ExpressionNode &a, const ExpressionNode &b);

// Access from the public classes to their nodes and back.
class ExpressionAccess
{
public:
    static const ExpressionNodePtr &node(const ExpressionPart &part) { return part.m_node; }
    template<typename Part>
    static Part make(ExpressionNodePtr node)
    {
        return Part(std::move(node));
    }
};

} // namespace QtDynamoDBPrivate

#endif
