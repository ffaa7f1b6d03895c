// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/updateevaluator_p.h"
#include "expressions/conditionmatcher_p.h"
#include "expressions/evaluation/itemsize_p.h"
#include "expressions/evaluation/numbersum_p.h"
#include "expressions/expressiontext_p.h"
#include "values/qdynamodbitem_p.h"
#include "values/qdynamodbnumber_p.h"
#include "values/qdynamodbvalue_p.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Access = ValueAccess;
using Type = QDynamoDBValue::Type;

constexpr int maxNesting = 32;
constexpr qint64 maxItemSize = 409600;

// The changes of an attribute or element and of what it contains.
struct Change
{
    enum class Kind {
        Inside, // members or elements change; the parent must exist
        Keep, // nothing changes, but the parent must exist
        Set,
        Remove,
    };

    Kind kind = Kind::Inside;
    QDynamoDBValue value;
    std::map<QString, Change> members;
    std::map<int, Change> elements;
};

[[nodiscard]] QDynamoDBError refusal(const QString &text)
{
    return QDynamoDBError(QDynamoDBError::Code::Validation, text);
}

template<typename List>
[[nodiscard]] List united(List all, const List &more)
{
    for (const auto &element : more) {
        if (!all.contains(element))
            all.append(element);
    }
    return all;
}

template<typename List>
[[nodiscard]] List without(List all, const List &less)
{
    all.removeIf([&](const auto &element) { return less.contains(element); });
    return all;
}

// Returns the result of an operation on two sets of the same type.
template<typename Operation>
[[nodiscard]] QDynamoDBValue combinedSets(const QDynamoDBValue &a, const QDynamoDBValue &b,
                                          Operation operation)
{
    switch (a.type()) {
    case Type::StringSet:
        return QDynamoDBValue::stringSet(operation(Access::strings(a), Access::strings(b)));
    case Type::NumberSet:
        return QDynamoDBValue::numberSet(operation(Access::numbers(a), Access::numbers(b)));
    case Type::BinarySet:
        return QDynamoDBValue::binarySet(operation(Access::binaries(a), Access::binaries(b)));
    default:
        return Type::Undefined;
    }
}

[[nodiscard]] bool isSet(const QDynamoDBValue &value)
{
    return value.isStringSet() || value.isNumberSet() || value.isBinarySet();
}

// Computes the changes of an update. All operands are read from the old item. fail() stores the
// first problem.
class Evaluator
{
public:
    explicit Evaluator(const QDynamoDBItem &item)
        : m_item(item)
    {
    }

    [[nodiscard]] const QString &problem() const { return m_problem; }

    [[nodiscard]] Change changes(const ExpressionNode &update)
    {
        Change root;
        for (const ExpressionNodePtr &clause : update.children) {
            Change *change = &root;
            for (const PathPart &part : clause->children[0]->path) {
                change = part.isName() ? &change->members[part.name]
                                       : &change->elements[part.index];
            }
            if (clause->token == "REMOVE"_L1)
                change->kind = Change::Kind::Remove;
            else if (clause->token == "SET"_L1)
                set(*change, value(*clause->children[1]));
            else if (clause->token == "ADD"_L1)
                set(*change, added(*clause));
            else
                remove(*change, *clause);
        }
        return root;
    }

private:
    QDynamoDBValue fail(const QString &problem)
    {
        if (m_problem.isNull())
            m_problem = problem;
        return Type::Undefined;
    }

    static void set(Change &change, const QDynamoDBValue &value)
    {
        change.kind = Change::Kind::Set;
        change.value = value;
    }

    QDynamoDBValue value(const ExpressionNode &node)
    {
        switch (node.kind) {
        case NodeKind::Value:
            return node.value;
        case NodeKind::Path: {
            const QDynamoDBValue &value = valueAt(node.path, m_item);
            return value.isUndefined()
                    ? fail(u"the update reads %1, which the item does not have"_s.arg(
                            readableText(node)))
                    : value;
        }
        case NodeKind::Arithmetic:
            return arithmetic(node);
        case NodeKind::Function:
            if (node.token == "if_not_exists"_L1) {
                // The service reads the second operand even if it does not use it.
                const QDynamoDBValue otherwise = value(*node.children[1]);
                const QDynamoDBValue &present = valueAt(node.children[0]->path, m_item);
                return present.isUndefined() ? otherwise : present;
            }
            return appended(node);
        default:
            return fail(u"%1 is not a value"_s.arg(readableText(node)));
        }
    }

    QDynamoDBValue arithmetic(const ExpressionNode &node)
    {
        const QDynamoDBValue a = value(*node.children[0]);
        const QDynamoDBValue b = value(*node.children[1]);
        if (!a.isNumber() || !b.isNumber())
            return fail(u"%1: only numbers can be added and subtracted"_s.arg(readableText(node)));
        return checked(node.token == "+"_L1 ? sum(Access::number(a), Access::number(b))
                                            : difference(Access::number(a), Access::number(b)),
                       node);
    }

    QDynamoDBValue checked(const QDynamoDBNumber &number, const ExpressionNode &node)
    {
        if (number.isValid())
            return number;
        return fail(u"the result of %1 can't be stored: %2"_s.arg(readableText(node),
                                                                  NumberAccess::problem(number)));
    }

    QDynamoDBValue appended(const ExpressionNode &node)
    {
        const QDynamoDBValue a = value(*node.children[0]);
        const QDynamoDBValue b = value(*node.children[1]);
        if (!a.isList() || !b.isList())
            return fail(u"%1: only a list can be appended to a list"_s.arg(readableText(node)));
        return Access::list(a) + Access::list(b);
    }

    QDynamoDBValue added(const ExpressionNode &clause)
    {
        const QDynamoDBValue &old = valueAt(clause.children[0]->path, m_item);
        const QDynamoDBValue &more = clause.children[1]->value;
        if (old.isUndefined())
            return more;
        if (old.isNumber() && more.isNumber())
            return checked(sum(Access::number(old), Access::number(more)), clause);
        if (!isSet(old) || old.type() != more.type())
            return fail(
                    u"%1: numbers can be added to numbers, and sets to sets of the same type"_s.arg(
                            readableText(clause)));
        return combinedSets(old, more, [](const auto &a, const auto &b) { return united(a, b); });
    }

    void remove(Change &change, const ExpressionNode &clause)
    {
        const QDynamoDBValue &old = valueAt(clause.children[0]->path, m_item);
        const QDynamoDBValue &less = clause.children[1]->value;
        if (old.isUndefined()) {
            change.kind = Change::Kind::Keep;
            return;
        }
        if (!isSet(old) || old.type() != less.type()) {
            fail(u"%1: elements can be deleted from a set of the same type only"_s.arg(
                    readableText(clause)));
            return;
        }
        set(change,
            combinedSets(old, less, [](const auto &a, const auto &b) { return without(a, b); }));
        if (change.value.size() == 0)
            change.kind = Change::Kind::Remove; // there are no empty sets
    }

    const QDynamoDBItem &m_item;
    QString m_problem;
};

[[nodiscard]] bool apply(const Change &change, QDynamoDBValue &value);

// Apply the changes inside a map, a list and a value. Return false if the path of a change leads
// through something that is missing or of another type.
[[nodiscard]] bool apply(const std::map<QString, Change> &members, QDynamoDBItem &map)
{
    for (const auto &[name, change] : members) {
        switch (change.kind) {
        case Change::Kind::Keep:
            break;
        case Change::Kind::Set:
            map.insert(name, change.value);
            break;
        case Change::Kind::Remove:
            map.remove(name);
            break;
        case Change::Kind::Inside: {
            QDynamoDBValue value = map.value(name);
            if (!apply(change, value))
                return false;
            map.insert(name, value);
            break;
        }
        }
    }
    return true;
}

// Indexes are those of the old list. What is set beyond its end is appended in the order of the
// indexes.
[[nodiscard]] bool apply(const std::map<int, Change> &elements, QDynamoDBValueList &list)
{
    QDynamoDBValueList beyond;
    QList<qsizetype> removed;
    for (const auto &[index, change] : elements) {
        const bool exists = index < list.size();
        switch (change.kind) {
        case Change::Kind::Keep:
            break;
        case Change::Kind::Set:
            if (exists)
                list[index] = change.value;
            else
                beyond.append(change.value);
            break;
        case Change::Kind::Remove:
            if (exists)
                removed.prepend(index);
            break;
        case Change::Kind::Inside:
            if (!exists || !apply(change, list[index]))
                return false;
            break;
        }
    }
    for (const qsizetype index : removed)
        list.removeAt(index);
    list += beyond;
    return true;
}

bool apply(const Change &change, QDynamoDBValue &value)
{
    if (!change.members.empty()) {
        if (!value.isMap())
            return false;
        QDynamoDBItem map = Access::map(value);
        if (!apply(change.members, map))
            return false;
        value = map;
        return true;
    }
    if (!value.isList())
        return false;
    QDynamoDBValueList list = Access::list(value);
    if (!apply(change.elements, list))
        return false;
    value = list;
    return true;
}

// The parts of a value that a projection names: all of it if there are no members and elements.
struct Selection
{
    std::map<QString, Selection> members;
    std::map<int, Selection> elements;
};

[[nodiscard]] QDynamoDBItem selected(const std::map<QString, Selection> &members,
                                     const QDynamoDBItem &map);

[[nodiscard]] QDynamoDBValue selected(const Selection &selection, const QDynamoDBValue &value)
{
    if (!selection.members.empty()) {
        if (!value.isMap())
            return Type::Undefined;
        const QDynamoDBItem map = selected(selection.members, Access::map(value));
        return map.isEmpty() ? QDynamoDBValue(Type::Undefined) : QDynamoDBValue(map);
    }
    if (selection.elements.empty())
        return value;
    QDynamoDBValueList list;
    for (const auto &[index, inside] : selection.elements) {
        const QDynamoDBValue element = selected(inside, value[index]);
        if (!element.isUndefined())
            list.append(element);
    }
    return list.isEmpty() ? QDynamoDBValue(Type::Undefined) : QDynamoDBValue(list);
}

QDynamoDBItem selected(const std::map<QString, Selection> &members, const QDynamoDBItem &map)
{
    QDynamoDBItem all = ItemAccess::emptyItem();
    for (const QDynamoDBItem::Attribute &attribute : map) {
        const auto inside = members.find(attribute.name);
        if (inside == members.end())
            continue;
        const QDynamoDBValue value = selected(inside->second, attribute.value);
        if (!value.isUndefined())
            all.insert(attribute.name, value);
    }
    return all;
}

[[nodiscard]] QString nestedProblem(const QDynamoDBValue &value, int level)
{
    if (level > maxNesting)
        return u"a value is nested too deeply; at most 32 levels are allowed"_s;
    if (value.isList()) {
        for (const QDynamoDBValue &element : Access::list(value)) {
            if (QString problem = nestedProblem(element, level + 1); !problem.isNull())
                return problem;
        }
        return {};
    }
    if (value.isMap()) {
        for (const QDynamoDBItem::Attribute &member : Access::map(value)) {
            if (member.name.isEmpty())
                return u"an attribute's name is empty; it must have 1 to 65535 bytes"_s;
            if (QString problem = nestedProblem(member.value, level + 1); !problem.isNull())
                return problem;
        }
        return {};
    }
    const QString problem = Access::problem(value);
    return problem.isEmpty() ? QString() : problem;
}

} // namespace

QDynamoDBExpected<QDynamoDBItem> updatedItem(const ExpressionNodePtr &update,
                                             const QDynamoDBItem &oldItem, const QDynamoDBItem &key)
{
    QDynamoDBItem item = oldItem.isNull() ? key : oldItem;
    if (!update)
        return item;
    for (const ExpressionNodePtr &clause : update->children) {
        if (key.contains(clause->children[0]->path[0].name)) {
            return refusal(u"%1: a key attribute can't be updated; remove the item and put "
                           "another one."_s.arg(readableText(*clause)));
        }
    }
    Evaluator evaluator(item);
    const Change changes = evaluator.changes(*update);
    if (!evaluator.problem().isNull())
        return refusal(u"The item can't be updated: %1."_s.arg(evaluator.problem()));
    QDynamoDBItem updated = item;
    if (!apply(changes.members, updated)) {
        return refusal(
                u"The update (%1) changes something inside an attribute or element that "
                "the item does not have, or that is not a map or a list as the path says."_s.arg(
                        readableText(*update)));
    }
    if (const QString problem = itemProblem(updated); !problem.isNull())
        return refusal(u"The updated item can't be stored: %1."_s.arg(problem));
    return updated;
}

QString itemProblem(const QDynamoDBItem &item)
{
    for (const QDynamoDBItem::Attribute &attribute : item) {
        if (const QString problem = nestedProblem(attribute.value, 1); !problem.isNull())
            return u"\"%1\": %2"_s.arg(attribute.name, problem);
    }
    const qint64 size = itemSize(item);
    return size <= maxItemSize
            ? QString()
            : u"it has %1 bytes; an item may have at most 400 KB (409600 bytes)"_s.arg(size);
}

QDynamoDBItem projectedItem(const ExpressionNodePtr &projection, const QDynamoDBItem &item)
{
    if (!projection || item.isNull())
        return item;
    Selection root;
    for (const ExpressionNodePtr &path : projection->children) {
        Selection *selection = &root;
        for (const PathPart &part : path->path) {
            selection = part.isName() ? &selection->members[part.name]
                                      : &selection->elements[part.index];
        }
    }
    return selected(root.members, item);
}

} // namespace QtDynamoDBPrivate
