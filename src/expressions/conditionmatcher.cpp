// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/conditionmatcher_p.h"
#include "expressions/valueorder_p.h"
#include "expressions/valuetypename_p.h"
#include "values/qdynamodbvalue_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Access = QtDynamoDBPrivate::ValueAccess;
using Type = QDynamoDBValue::Type;

[[nodiscard]] QDynamoDBValue sizeOf(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::String:
        return Access::string(value).size();
    case Type::Binary:
        return Access::binary(value).size();
    case Type::List:
    case Type::Map:
    case Type::StringSet:
    case Type::NumberSet:
    case Type::BinarySet:
        return value.size();
    default:
        return Type::Undefined;
    }
}

// Returns the value of an operand; Undefined if the item has no such attribute.
[[nodiscard]] QDynamoDBValue operand(const ExpressionNode &node, const QDynamoDBItem &item)
{
    if (node.kind == NodeKind::Value)
        return node.value;
    if (node.kind == NodeKind::Function)
        return sizeOf(operand(*node.children[0], item));
    return valueAt(node.path, item);
}

[[nodiscard]] bool equal(const QDynamoDBValue &a, const QDynamoDBValue &b)
{
    return !a.isUndefined() && !b.isUndefined() && a == b;
}

[[nodiscard]] bool compares(const QDynamoDBValue &a, QLatin1StringView comparator,
                            const QDynamoDBValue &b)
{
    if (comparator == "="_L1)
        return equal(a, b);
    if (comparator == "<>"_L1)
        return !equal(a, b);
    const std::optional<int> order = compareValues(a, b);
    if (!order)
        return false;
    if (comparator == "<"_L1)
        return *order < 0;
    if (comparator == "<="_L1)
        return *order <= 0;
    return comparator == ">"_L1 ? *order > 0 : *order >= 0;
}

[[nodiscard]] bool beginsWith(const QDynamoDBValue &whole, const QDynamoDBValue &start)
{
    if (whole.isString() && start.isString())
        return Access::string(whole).startsWith(Access::string(start));
    return whole.isBinary() && start.isBinary()
            && Access::binary(whole).startsWith(Access::binary(start));
}

[[nodiscard]] bool contains(const QDynamoDBValue &whole, const QDynamoDBValue &part)
{
    switch (whole.type()) {
    case Type::String:
        return part.isString() && Access::string(whole).contains(Access::string(part));
    case Type::Binary:
        return part.isBinary() && Access::binary(whole).contains(Access::binary(part));
    case Type::List:
        return Access::list(whole).contains(part);
    case Type::StringSet:
        return part.isString() && Access::strings(whole).contains(Access::string(part));
    case Type::NumberSet:
        return part.isNumber() && Access::numbers(whole).contains(Access::number(part));
    case Type::BinarySet:
        return part.isBinary() && Access::binaries(whole).contains(Access::binary(part));
    default:
        return false;
    }
}

[[nodiscard]] bool function(const ExpressionNode &node, const QDynamoDBItem &item)
{
    const QDynamoDBValue first = operand(*node.children[0], item);
    if (node.token == "attribute_exists"_L1)
        return !first.isUndefined();
    if (node.token == "attribute_not_exists"_L1)
        return first.isUndefined();
    const QDynamoDBValue second = operand(*node.children[1], item);
    if (node.token == "attribute_type"_L1)
        return valueTypeName(first.type()) == second.toString();
    return node.token == "begins_with"_L1 ? beginsWith(first, second) : contains(first, second);
}

} // namespace

const QDynamoDBValue &valueAt(const DocumentPath &path, const QDynamoDBItem &item)
{
    const QDynamoDBValue *value = &item.value(path[0].name);
    for (qsizetype i = 1; i < path.size(); ++i) {
        const PathPart &part = path[i];
        value = part.isName() ? &(*value)[QStringView(part.name)] : &(*value)[part.index];
    }
    return *value;
}

bool matches(const ExpressionNode &node, const QDynamoDBItem &item)
{
    const auto child = [&](qsizetype i) { return operand(*node.children[i], item); };
    const auto holds = [&](const ExpressionNodePtr &part) { return matches(*part, item); };
    switch (node.kind) {
    case NodeKind::Comparison:
        return compares(child(0), node.token, child(1));
    case NodeKind::Between: {
        const QDynamoDBValue value = child(0);
        return compares(value, ">="_L1, child(1)) && compares(value, "<="_L1, child(2));
    }
    case NodeKind::In: {
        const QDynamoDBValue value = child(0);
        return std::any_of(node.children.begin() + 1, node.children.end(),
                           [&](const auto &other) { return equal(value, operand(*other, item)); });
    }
    case NodeKind::Function:
        return function(node, item);
    case NodeKind::And:
        return std::all_of(node.children.begin(), node.children.end(), holds);
    case NodeKind::Or:
        return std::any_of(node.children.begin(), node.children.end(), holds);
    case NodeKind::Not:
        return !holds(node.children[0]);
    default:
        return false;
    }
}

} // namespace QtDynamoDBPrivate
