// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/local/keyselection_p.h"
#include "expressions/evaluation/keyencoding_p.h"
#include "expressions/expressiontext_p.h"

#include <QtCore/qmap.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBError refusal(const QString &text)
{
    return QDynamoDBError(QDynamoDBError::Code::Validation,
                          u"The key condition is not valid: "_s + text + u'.');
}

// A condition on one attribute, with the attribute on its left.
struct Part
{
    const ExpressionNode *path = nullptr;
    QLatin1StringView token; // of a comparison, "BETWEEN" or "begins_with"
    QList<QDynamoDBValue> values;
};

[[nodiscard]] QLatin1StringView mirrored(QLatin1StringView token)
{
    if (token == "<"_L1)
        return ">"_L1;
    if (token == "<="_L1)
        return ">="_L1;
    if (token == ">"_L1)
        return "<"_L1;
    return token == ">="_L1 ? "<="_L1 : token;
}

[[nodiscard]] std::optional<Part> partOf(const ExpressionNode &node)
{
    Part part;
    switch (node.kind) {
    case NodeKind::Comparison:
        part.token = node.token;
        break;
    case NodeKind::Between:
        part.token = "BETWEEN"_L1;
        break;
    case NodeKind::Function:
        part.token = node.token;
        break;
    default:
        return {};
    }
    const bool isComparison = node.kind == NodeKind::Comparison && node.token != "<>"_L1;
    if (!isComparison && part.token != "BETWEEN"_L1 && part.token != "begins_with"_L1)
        return {};
    for (qsizetype i = 0; i < node.children.size(); ++i) {
        const ExpressionNode &child = *node.children[i];
        if (child.kind == NodeKind::Value) {
            part.values.append(child.value);
        } else if (child.kind == NodeKind::Path && child.path.size() == 1 && !part.path
                   && (i == 0 || isComparison)) {
            part.path = &child;
            if (i > 0)
                part.token = mirrored(part.token);
        } else {
            return {};
        }
    }
    return part.path ? std::optional(part) : std::nullopt;
}

[[nodiscard]] QString valueProblem(const Part &part, const StoredKey &key)
{
    for (const QDynamoDBValue &value : part.values) {
        if (value.type() != key.type)
            return u"the type of the value for %1 is not that of the key attribute"_s.arg(key.name);
        if (encodedKey(value).isEmpty())
            return u"the value for %1 is empty; a key attribute never is"_s.arg(key.name);
    }
    return {};
}

// Sets the range of one attribute.
void setRange(KeySelection &selection, const Part &part)
{
    const QByteArray first = encodedKey(part.values.first());
    const QByteArray last = encodedKey(part.values.last());
    if (part.token == "begins_with"_L1) {
        selection.lower = first;
        selection.upper = afterPrefix(first);
        selection.includesUpper = false;
    } else if (part.token == "BETWEEN"_L1) {
        selection.lower = first;
        selection.upper = last;
    } else if (part.token.startsWith('<'_L1)) {
        selection.upper = first;
        selection.includesUpper = part.token == "<="_L1;
    } else {
        selection.lower = first;
        selection.includesLower = part.token == ">="_L1;
    }
}

} // namespace

StoredKeys StoredKeys::of(const StoredTable &table)
{
    StoredKeys keys;
    keys.partition.append({ table.partitionKey, table.partitionType });
    if (!table.sortKey.isEmpty())
        keys.sort.append({ table.sortKey, table.sortType });
    return keys;
}

QStringList StoredKeys::names() const
{
    QStringList all;
    for (const StoredKey &key : partition + sort)
        all.append(key.name);
    return all;
}

QDynamoDBExpected<KeySelection> KeySelection::from(const ExpressionNode &condition,
                                                   const StoredKeys &keys)
{
    QMap<QString, Part> parts;
    QList<const ExpressionNode *> nodes;
    if (condition.kind == NodeKind::And) {
        for (const ExpressionNodePtr &child : condition.children)
            nodes.append(child.get());
    } else {
        nodes.append(&condition);
    }
    for (const ExpressionNode *node : nodes) {
        const std::optional<Part> part = partOf(*node);
        if (!part) {
            return refusal(u"%1 is not a comparison of a key attribute with a value by =, <, <=, "
                           ">, >=, BETWEEN or begins_with()"_s.arg(readableText(*node)));
        }
        const QString &name = part->path->path[0].name;
        if (parts.contains(name))
            return refusal(u"it has two conditions on %1"_s.arg(name));
        parts.insert(name, *part);
    }

    KeySelection selection;
    for (const StoredKey &key : keys.partition) {
        const Part part = parts.take(key.name);
        if (part.token != "="_L1)
            return refusal(u"%1 must be given by ="_s.arg(key.name));
        if (const QString problem = valueProblem(part, key); !problem.isNull())
            return refusal(problem);
        selection.partition.append(encodedKey(part.values.first()));
    }
    for (const StoredKey &key : keys.sort) {
        if (!parts.contains(key.name))
            break;
        const Part part = parts.take(key.name);
        if (const QString problem = valueProblem(part, key); !problem.isNull())
            return refusal(problem);
        if (part.token != "="_L1) {
            setRange(selection, part);
            break;
        }
        selection.equal.append(encodedKey(part.values.first()));
    }
    if (!parts.isEmpty()) {
        return refusal(u"%1 can't have a condition here; sort key attributes are given from the "
                       "first on, all but the last by ="_s.arg(parts.firstKey()));
    }
    return selection;
}

bool KeySelection::includesSort(const QByteArrayList &sort) const
{
    if (sort.size() < equal.size() || sort.first(equal.size()) != equal)
        return false;
    if (!lower && !upper)
        return true;
    const QByteArray &next = sort[equal.size()];
    const bool isAbove = !lower || (includesLower ? next >= *lower : next > *lower);
    const bool isBelow = !upper || (includesUpper ? next <= *upper : next < *upper);
    return isAbove && isBelow;
}

std::optional<QByteArrayList> encodedKeys(const QDynamoDBItem &item, const QList<StoredKey> &keys)
{
    QByteArrayList all;
    for (const StoredKey &key : keys) {
        const QDynamoDBValue &value = item.value(key.name);
        const QByteArray bytes = encodedKey(value);
        if (value.type() != key.type || bytes.isEmpty())
            return {};
        all.append(bytes);
    }
    return all;
}

std::optional<ItemPlace> placeOf(const QDynamoDBItem &item, const StoredTable &table)
{
    const StoredKeys keys = StoredKeys::of(table);
    const auto partition = encodedKeys(item, keys.partition);
    const auto sort = encodedKeys(item, keys.sort);
    if (!partition || !sort)
        return {};
    return ItemPlace { table.id, partition->first(),
                       sort->isEmpty() ? QByteArray() : sort->first() };
}

} // namespace QtDynamoDBPrivate
