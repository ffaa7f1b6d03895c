// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/keyschema_p.h"

#include "expressions/valuetypename_p.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;

// A test of one attribute.
struct KeyTest
{
    QString name;
    bool isEquality = false;
    QList<QDynamoDBValue> values;
};

[[nodiscard]] std::optional<KeyTest> testOf(const ExpressionNode &node)
{
    const bool isTest = node.kind == NodeKind::Comparison || node.kind == NodeKind::Between
            || (node.kind == NodeKind::Function && node.token == "begins_with"_L1);
    if (!isTest || node.token == "<>"_L1)
        return std::nullopt;
    KeyTest test;
    test.isEquality = node.kind == NodeKind::Comparison && node.token == "="_L1;
    for (const ExpressionNodePtr &child : node.children) {
        if (child->kind == NodeKind::Value) {
            test.values.append(child->value);
        } else if (child->kind == NodeKind::Path && child->path.size() == 1 && test.name.isNull()) {
            test.name = child->path[0].name;
        } else {
            return std::nullopt;
        }
    }
    return test.name.isNull() ? std::nullopt : std::optional(test);
}

[[nodiscard]] QList<ExpressionNodePtr> partsOf(const ExpressionNode &node)
{
    return node.kind == NodeKind::And ? node.children
                                      : QList { std::make_shared<const ExpressionNode>(node) };
}

[[nodiscard]] QString quoted(const QStringList &names)
{
    return u'"' % names.join(u"\", \""_s) % u'"';
}

[[nodiscard]] QString describe(const KeySchema &keys)
{
    QString text = u"the partition key is "_s % quoted(keys.partition);
    if (!keys.sort.isEmpty())
        text += u", the sort key "_s % quoted(keys.sort);
    return text;
}

[[nodiscard]] QString typeProblem(const KeyTest &test, const KeySchema &keys)
{
    const Type type = keys.types.value(test.name, Type::Undefined);
    if (type == Type::Undefined)
        return {};
    for (const QDynamoDBValue &value : test.values) {
        if (!value.isUnknown() && value.type() != type) {
            return u"\"%1\" is compared with a value of type %2; the key attribute has type %3"_s
                    .arg(test.name, valueTypeName(value.type()), valueTypeName(type));
        }
    }
    return {};
}

} // namespace

QString keyConditionProblem(const ExpressionNode &node, const KeySchema &keys)
{
    QStringList equal;
    QStringList tested;
    for (const ExpressionNodePtr &part : partsOf(node)) {
        const std::optional<KeyTest> test = testOf(*part);
        if (!test)
            return {};
        if (!keys.all().contains(test->name))
            return u"\"%1\" is no key attribute; %2"_s.arg(test->name, describe(keys));
        if (tested.contains(test->name))
            return u"it has two conditions on \"%1\""_s.arg(test->name);
        if (QString problem = typeProblem(*test, keys); !problem.isNull())
            return problem;
        tested.append(test->name);
        if (test->isEquality)
            equal.append(test->name);
    }
    QStringList missing;
    for (const QString &name : keys.partition) {
        if (!equal.contains(name))
            missing.append(name);
    }
    if (!missing.isEmpty()) {
        return u"it must compare %1 for equality, since a query reads one partition; %2"_s
                .arg(quoted(missing), describe(keys));
    }
    const auto firstOpen = std::find_if(keys.sort.begin(), keys.sort.end(),
                                        [&](const QString &name) { return !equal.contains(name); });
    if (firstOpen == keys.sort.end())
        return {};
    const auto later = std::find_if(firstOpen + 1, keys.sort.end(),
                                    [&](const QString &name) { return tested.contains(name); });
    if (later != keys.sort.end()) {
        return u"it must compare \"%1\" for equality, since it has a condition on \"%2\", which follows in the sort key; %3"_s
                .arg(*firstOpen, *later, describe(keys));
    }
    return {};
}

QStringList testedNames(const ExpressionNode &node)
{
    QStringList names;
    for (const ExpressionNodePtr &part : partsOf(node)) {
        if (const std::optional<KeyTest> test = testOf(*part))
            names.append(test->name);
    }
    return names;
}

} // namespace QtDynamoDBPrivate
