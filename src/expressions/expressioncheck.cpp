// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressioncheck_p.h"
#include "expressions/expressiontext_p.h"
#include "expressions/valueorder_p.h"
#include "expressions/valuetypename_p.h"
#include "values/qdynamodbvalue_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;

constexpr int maxOperators = 300;
constexpr qsizetype maxInOperands = 100;
constexpr qsizetype maxPathDepth = 32;
constexpr qsizetype maxNameBytes = 65535;
constexpr qsizetype maxKeyAttributes = 8; // four of the partition key and four of the sort key

[[nodiscard]] QString inside(const ExpressionNode &node, const QString &problem)
{
    return readableText(node) % u": "_s % problem;
}

[[nodiscard]] QString pathProblem(const ExpressionNode &node)
{
    if (!node.problem.isNull())
        return node.problem;
    if (node.path.size() > maxPathDepth)
        return inside(node, u"a path may have at most 32 levels"_s);
    for (const PathPart &part : node.path) {
        if (!part.isName())
            continue;
        if (part.name.isEmpty())
            return u"an attribute's name is empty; it must have 1 to 65535 bytes"_s;
        if (part.name.toUtf8().size() > maxNameBytes)
            return u"an attribute's name has more than 65535 bytes"_s;
    }
    return {};
}

[[nodiscard]] QString valueProblem(const ExpressionNode &node)
{
    const QString problem = ValueAccess::problem(node.value);
    return problem.isEmpty() ? QString() : QString(u"a value can't be sent: "_s % problem);
}

[[nodiscard]] bool isOrdered(Type type)
{
    return type == Type::Number || type == Type::String || type == Type::Binary;
}

// Returns whether the types of all operands that are values or sizes satisfy the predicate. The
// types of attributes, and the rules for Unknown values, are known to the service only.
template<typename Predicate>
[[nodiscard]] bool valuesAre(const ExpressionNode &node, Predicate predicate)
{
    return std::all_of(node.children.begin(), node.children.end(), [&](const auto &child) {
        if (child->kind == NodeKind::Function && child->token == "size"_L1)
            return predicate(Type::Number);
        return child->kind != NodeKind::Value || child->value.isUnknown()
                || predicate(child->value.type());
    });
}

[[nodiscard]] QString betweenProblem(const ExpressionNode &node)
{
    if (!valuesAre(node, isOrdered))
        return u"only strings, numbers and binaries have an order"_s;
    const ExpressionNode &lower = *node.children[1];
    const ExpressionNode &upper = *node.children[2];
    if (lower.kind != NodeKind::Value || upper.kind != NodeKind::Value || lower.value.isUnknown()
        || upper.value.isUnknown())
        return {};
    const std::optional<int> order = compareValues(lower.value, upper.value);
    if (!order)
        return u"the bounds must be of the same type"_s;
    return *order > 0 ? u"the lower bound is above the upper one"_s : QString();
}

[[nodiscard]] QString typeNameProblem(const ExpressionNode &name)
{
    if (name.kind != NodeKind::Value || !name.value.isString()
        || valueTypeFromName(ValueAccess::string(name.value)) == Type::Undefined)
        return u"the type must be one of S, N, B, SS, NS, BS, BOOL, NULL, L and M"_s;
    return {};
}

[[nodiscard]] QString functionProblem(const ExpressionNode &node)
{
    const bool needsPath = node.token == "attribute_exists"_L1
            || node.token == "attribute_not_exists"_L1 || node.token == "if_not_exists"_L1;
    if (needsPath && node.children[0]->kind != NodeKind::Path)
        return u"the first operand must be an attribute"_s;
    if (node.token == "attribute_type"_L1)
        return typeNameProblem(*node.children[1]);
    if (node.token == "begins_with"_L1) {
        const auto isText = [](Type type) { return type == Type::String || type == Type::Binary; };
        if (!valuesAre(node, isText))
            return u"begins_with() takes only strings and binaries"_s;
    } else if (node.token == "size"_L1) {
        if (!valuesAre(node, [](Type type) { return type >= Type::String; }))
            return u"only strings, binaries, lists, maps and sets have a size"_s;
    } else if (node.token == "list_append"_L1) {
        if (!valuesAre(node, [](Type type) { return type == Type::List; }))
            return u"only a list can be appended to a list"_s;
    }
    return {};
}

[[nodiscard]] QString ownProblem(const ExpressionNode &node)
{
    switch (node.kind) {
    case NodeKind::Path:
        return pathProblem(node);
    case NodeKind::Value:
        return valueProblem(node);
    case NodeKind::Function:
        return functionProblem(node);
    case NodeKind::Comparison:
        if (node.token != "="_L1 && node.token != "<>"_L1 && !valuesAre(node, isOrdered))
            return u"only strings, numbers and binaries have an order"_s;
        return {};
    case NodeKind::Between:
        return betweenProblem(node);
    case NodeKind::In:
        if (node.children.size() < 2)
            return u"IN has no operands; it takes 1 to 100"_s;
        if (node.children.size() > maxInOperands + 1)
            return u"IN has %1 operands; it takes 1 to 100"_s.arg(node.children.size() - 1);
        return {};
    case NodeKind::Arithmetic:
        if (!valuesAre(node, [](Type type) { return type == Type::Number; }))
            return u"only numbers can be added and subtracted"_s;
        return {};
    default:
        return {};
    }
}

// The service rejects a comparison of an attribute with itself.
[[nodiscard]] QString samePathProblem(const ExpressionNode &node)
{
    const bool applies = node.kind == NodeKind::Comparison || node.kind == NodeKind::Between
            || node.kind == NodeKind::In
            || (node.kind == NodeKind::Function
                && (node.token == "begins_with"_L1 || node.token == "contains"_L1
                    || node.token == "if_not_exists"_L1));
    if (!applies)
        return {};
    const auto same = [&](const auto &child) { return equalPaths(*child, *node.children[0]); };
    return std::any_of(node.children.begin() + 1, node.children.end(), same)
            ? u"an attribute can't be compared with itself"_s
            : QString();
}

[[nodiscard]] QString treeProblem(const ExpressionNode &node)
{
    for (const ExpressionNodePtr &child : node.children) {
        if (QString problem = treeProblem(*child); !problem.isNull())
            return problem;
    }
    QString problem = ownProblem(node);
    if (problem.isNull())
        problem = samePathProblem(node);
    const bool isLeaf = node.kind == NodeKind::Path || node.kind == NodeKind::Value;
    return problem.isNull() || isLeaf ? problem : inside(node, problem);
}

[[nodiscard]] int operators(const ExpressionNode &node)
{
    int count = 0;
    for (const ExpressionNodePtr &child : node.children)
        count += operators(*child);
    switch (node.kind) {
    case NodeKind::Path:
    case NodeKind::Value:
    case NodeKind::Clause:
    case NodeKind::Update:
        return count;
    case NodeKind::And:
    case NodeKind::Or:
        return count + int(node.children.size()) - 1;
    default:
        return count + 1;
    }
}

[[nodiscard]] QString clauseProblem(const ExpressionNode &clause)
{
    if (clause.children.size() < 2 || clause.children[1]->kind != NodeKind::Value)
        return {};
    const QDynamoDBValue &value = clause.children[1]->value;
    if (value.isUnknown())
        return {};
    const bool isSet = value.isStringSet() || value.isNumberSet() || value.isBinarySet();
    if (clause.token == "ADD"_L1 && !isSet && !value.isNumber())
        return inside(clause, u"only numbers and sets can be added"_s);
    if (clause.token == "DELETE"_L1 && !isSet)
        return inside(clause, u"only the elements of a set can be deleted"_s);
    return {};
}

// Returns how two paths conflict, or a null text if they don't.
[[nodiscard]] QString conflict(const DocumentPath &a, const DocumentPath &b)
{
    const qsizetype common = std::min(a.size(), b.size());
    const auto [inA, inB] = std::mismatch(a.begin(), a.begin() + common, b.begin());
    if (inA == a.begin() + common)
        return u"one is the other or is inside it"_s;
    return inA->isName() != inB->isName() ? u"one is in a list where the other is in a map"_s
                                          : QString();
}

} // namespace

static QString sizeProblem(const ExpressionNode &node)
{
    const int count = operators(node);
    return count <= maxOperators
            ? QString()
            : u"it has %1 operators and functions; at most 300 are allowed"_s.arg(count);
}

QString conditionProblem(const ExpressionNode &node)
{
    const QString problem = sizeProblem(node);
    return problem.isNull() ? treeProblem(node) : problem;
}

QString keyConditionProblem(const ExpressionNode &node)
{
    const bool single = node.kind != NodeKind::And;
    const QList<ExpressionNodePtr> parts = single
            ? QList { std::make_shared<const ExpressionNode>(node) }
            : node.children;
    if (parts.size() > maxKeyAttributes)
        return u"it has %1 conditions; a key has at most %2 attributes"_s.arg(parts.size())
                .arg(maxKeyAttributes);
    QStringList names;
    bool partitionIsGiven = false;
    int ranges = 0;
    for (const ExpressionNodePtr &part : parts) {
        const QString &name = part->children[0]->path[0].name;
        if (names.contains(name))
            return u"it has two conditions on \"%1\"; use between() for a range"_s.arg(name);
        names.append(name);
        const bool isEquality = part->kind == NodeKind::Comparison && part->token == "="_L1;
        partitionIsGiven |= isEquality;
        ranges += isEquality ? 0 : 1;
    }
    if (!partitionIsGiven)
        return u"the partition key must be given with =="_s;
    if (ranges > 1) {
        return u"it has %1 conditions other than ==; only the last sort key attribute that is used may have one"_s
                .arg(ranges);
    }
    return treeProblem(node);
}

QString updateProblem(const ExpressionNode &node)
{
    if (QString problem = sizeProblem(node); !problem.isNull())
        return problem;
    if (QString problem = treeProblem(node); !problem.isNull())
        return problem;
    for (auto it = node.children.begin(); it != node.children.end(); ++it) {
        if (QString problem = clauseProblem(**it); !problem.isNull())
            return problem;
        for (auto other = node.children.begin(); other != it; ++other) {
            const ExpressionNode &a = *(*other)->children[0];
            const ExpressionNode &b = *(*it)->children[0];
            if (const QString how = conflict(a.path, b.path); !how.isNull()) {
                return u"it changes both %1 and %2, but %3"_s.arg(readableText(a), readableText(b),
                                                                  how);
            }
        }
    }
    return {};
}

QString projectionProblem(const ExpressionNode &node)
{
    if (QString problem = treeProblem(node); !problem.isNull())
        return problem;
    for (auto it = node.children.begin(); it != node.children.end(); ++it) {
        for (auto other = node.children.begin(); other != it; ++other) {
            if (const QString how = conflict((*other)->path, (*it)->path); !how.isNull()) {
                return u"it names both %1 and %2, but %3"_s.arg(readableText(**other),
                                                                readableText(**it), how);
            }
        }
    }
    return {};
}

} // namespace QtDynamoDBPrivate
