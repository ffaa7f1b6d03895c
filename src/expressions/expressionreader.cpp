// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionreader_p.h"
#include "expressions/valuetypename_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbupdate.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The maximum nesting: above the limit of the service, and low enough for the stack.
constexpr int maxDepth = 100;

// A reader that stores the first problem. After a problem, the nodes that it returns are not used.
class Reader
{
public:
    [[nodiscard]] NodeOrError result(const ExpressionNodePtr &node) const
    {
        if (m_problem.isNull())
            return node;
        return error();
    }
    [[nodiscard]] QDynamoDBError error() const
    {
        return QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, m_problem);
    }
    [[nodiscard]] bool failed() const { return !m_problem.isNull(); }

    ExpressionNodePtr condition(const QVariant &variant);
    ExpressionNodePtr keyCondition(const QVariant &variant);
    ExpressionNodePtr update(const QVariant &variant);
    QStringList paths(const QVariant &variant, const QString &where);

private:
    ExpressionNodePtr fail(const QString &problem)
    {
        if (m_problem.isNull())
            m_problem = problem;
        return nullptr;
    }

    QVariantMap object(const QVariant &variant, const QString &where);
    QVariantList list(const QVariant &variant, const QString &where, qsizetype size = -1);

    ExpressionNodePtr junction(NodeKind kind, const QVariant &variant, const QString &where);
    ExpressionNodePtr tests(const ExpressionNodePtr &left, const QVariant &variant,
                            const QString &where);
    ExpressionNodePtr test(const ExpressionNodePtr &left, const QString &name,
                           const QVariant &argument, const QString &where);
    ExpressionNodePtr attributeTest(const ExpressionNodePtr &left, const QString &name,
                                    const QVariant &argument, const QString &where);
    ExpressionNodePtr keyTest(const ExpressionNodePtr &key, const QString &name,
                              const QVariant &argument);
    ExpressionNodePtr operand(const QVariant &variant, const QString &where);
    ExpressionNodePtr updateValue(const QVariant &variant, const QString &where);
    ExpressionNodePtr updateOperand(const QVariant &variant, const QString &where);
    ExpressionNodePtr value(const QVariant &variant, const QString &where);

    QString m_problem;
    int m_depth = 0;
};

[[nodiscard]] QLatin1StringView comparator(QStringView name)
{
    for (const QLatin1StringView known : { "="_L1, "<>"_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1 }) {
        if (name == known)
            return known;
    }
    if (name == "=="_L1)
        return "="_L1;
    return name == "!="_L1 ? "<>"_L1 : QLatin1StringView();
}

[[nodiscard]] bool isMap(const QVariant &variant)
{
    return variant.typeId() == QMetaType::QVariantMap;
}

template<typename Part>
[[nodiscard]] ExpressionNodePtr nodeOf(const QVariant &variant)
{
    if (variant.metaType() != QMetaType::fromType<Part>())
        return nullptr;
    return ExpressionAccess::node(*static_cast<const Part *>(variant.constData()));
}

// Returns the node of a variant that contains a C++ object of an expression, or null for data. Such
// objects are made by C++ and by the QML singleton only, so that data of users can't be mistaken
// for an expression.
[[nodiscard]] ExpressionNodePtr operandPiece(const QVariant &variant)
{
    const ExpressionNodePtr attribute = nodeOf<QDynamoDBAttribute>(variant);
    return attribute ? attribute : nodeOf<QDynamoDBOperand>(variant);
}

[[nodiscard]] ExpressionNodePtr updatePiece(const QVariant &variant)
{
    if (const ExpressionNodePtr node = nodeOf<QDynamoDBAttribute>(variant))
        return node;
    const ExpressionNodePtr operand = nodeOf<QDynamoDBUpdateOperand>(variant);
    return operand ? operand : nodeOf<QDynamoDBUpdateValue>(variant);
}

[[nodiscard]] std::pair<QString, QVariant> function(const QVariant &variant);

// Returns whether the variant is a piece of an expression and not data.
[[nodiscard]] bool isPiece(const QVariant &variant)
{
    return operandPiece(variant) || updatePiece(variant) || !function(variant).first.isEmpty();
}

// Returns the name and the argument of { $name: argument } if the argument is a piece of an
// expression or a list that contains one. Any other object of this form is data.
std::pair<QString, QVariant> function(const QVariant &variant)
{
    if (!isMap(variant))
        return {};
    const QVariantMap map = variant.toMap();
    if (map.size() != 1 || !map.firstKey().startsWith(u'$'))
        return {};
    const QVariant argument = map.first();
    const QVariantList operands = argument.typeId() == QMetaType::QVariantList
            ? argument.toList()
            : QVariantList { argument };
    if (std::none_of(operands.begin(), operands.end(), isPiece))
        return {};
    return { map.firstKey(), argument };
}

// Returns whether a value is or contains an Undefined value, which can't be sent.
[[nodiscard]] bool isIncomplete(const QDynamoDBValue &value)
{
    if (value.isList()) {
        const QDynamoDBValueList list = value.toList();
        return std::any_of(list.begin(), list.end(), isIncomplete);
    }
    if (value.isMap()) {
        const QDynamoDBItem map = value.toMap();
        return std::any_of(map.begin(), map.end(), [](const QDynamoDBItem::Attribute &attribute) {
            return isIncomplete(attribute.value);
        });
    }
    return value.isUndefined();
}

QVariantMap Reader::object(const QVariant &variant, const QString &where)
{
    if (!isMap(variant))
        fail(u"%1 must be an object."_s.arg(where));
    return variant.toMap();
}

QVariantList Reader::list(const QVariant &variant, const QString &where, qsizetype size)
{
    QVariantList list = variant.toList();
    const bool isList = variant.typeId() == QMetaType::QVariantList
            || variant.typeId() == QMetaType::QStringList;
    if (!isList || (size >= 0 && list.size() != size)) {
        fail(size < 0 ? u"%1 must be a list."_s.arg(where)
                      : u"%1 must be a list of %2."_s.arg(where).arg(size));
        return QVariantList(std::max<qsizetype>(size, 0));
    }
    return list;
}

ExpressionNodePtr Reader::condition(const QVariant &variant)
{
    if (++m_depth > maxDepth)
        return fail(u"The condition is nested too deeply; at most %1 levels are allowed."_s.arg(
                maxDepth));
    ExpressionNodePtr all;
    const QVariantMap map = object(variant, u"A condition"_s);
    for (auto it = map.cbegin(); it != map.cend() && !failed(); ++it) {
        const QString &name = it.key();
        ExpressionNodePtr one;
        if (name == u"$and") {
            one = junction(NodeKind::And, it.value(), name);
        } else if (name == u"$or") {
            one = junction(NodeKind::Or, it.value(), name);
        } else if (name == u"$not") {
            one = condition(it.value());
            if (!one)
                return fail(u"$not has no condition in it."_s);
            one = makeNode(NodeKind::Not, {}, { one });
        } else if (name.startsWith(u'$')) {
            return fail(u"%1 is unknown; conditions are joined by $and, $or and $not."_s.arg(name));
        } else {
            one = tests(parsePath(name), it.value(), name);
        }
        all = joined(NodeKind::And, all, one);
    }
    --m_depth;
    return all;
}

ExpressionNodePtr Reader::junction(NodeKind kind, const QVariant &variant, const QString &where)
{
    ExpressionNodePtr all;
    for (const QVariant &part : list(variant, where)) {
        const ExpressionNodePtr one = condition(part);
        if (!one)
            return fail(u"%1 has an empty condition in it."_s.arg(where));
        all = joined(kind, all, one);
    }
    return all ? all : fail(u"%1 has no conditions in it."_s.arg(where));
}

// Reads a value that the operand must equal, or an object of tests that must all hold.
ExpressionNodePtr Reader::tests(const ExpressionNodePtr &left, const QVariant &variant,
                                const QString &where)
{
    if (!isMap(variant) || !function(variant).first.isEmpty())
        return makeNode(NodeKind::Comparison, "="_L1, { left, operand(variant, where) });
    ExpressionNodePtr all;
    const QVariantMap map = variant.toMap();
    for (auto it = map.cbegin(); it != map.cend() && !failed(); ++it)
        all = joined(NodeKind::And, all, test(left, it.key(), it.value(), where % u'.' % it.key()));
    return all ? all
               : fail(u"%1 has no tests in it; to compare with an object, use \"=\" or a "
                      "QDynamoDBValue."_s.arg(where));
}

ExpressionNodePtr Reader::test(const ExpressionNodePtr &left, const QString &name,
                               const QVariant &argument, const QString &where)
{
    if (const QLatin1StringView token = comparator(name); !token.isNull())
        return makeNode(NodeKind::Comparison, token, { left, operand(argument, where) });
    if (name == u"between") {
        const QVariantList bounds = list(argument, where, 2);
        return makeNode(NodeKind::Between, {},
                        { left, operand(bounds[0], where), operand(bounds[1], where) });
    }
    if (name == u"in") {
        QList<ExpressionNodePtr> children { left };
        for (const QVariant &one : list(argument, where))
            children.append(operand(one, where));
        return makeNode(NodeKind::In, {}, children);
    }
    if (left->kind == NodeKind::Path)
        return attributeTest(left, name, argument, where);
    return fail(
            u"%1: a size can be tested by =, <>, <, <=, >, >=, between and in only."_s.arg(where));
}

ExpressionNodePtr Reader::attributeTest(const ExpressionNodePtr &left, const QString &name,
                                        const QVariant &argument, const QString &where)
{
    if (name == u"exists") {
        if (argument.typeId() != QMetaType::Bool)
            return fail(u"%1 must be true or false."_s.arg(where));
        return makeNode(NodeKind::Function,
                        argument.toBool() ? "attribute_exists"_L1 : "attribute_not_exists"_L1,
                        { left });
    }
    if (name == u"type") {
        const QString type = argument.toString();
        if (valueTypeFromName(type) == QDynamoDBValue::Type::Undefined) {
            return fail(u"%1: the types are S, N, B, SS, NS, BS, BOOL, NULL, L and M."_s.arg(where));
        }
        return makeNode(NodeKind::Function, "attribute_type"_L1, { left, valueNode(type) });
    }
    if (name == u"beginsWith")
        return makeNode(NodeKind::Function, "begins_with"_L1, { left, operand(argument, where) });
    if (name == u"contains")
        return makeNode(NodeKind::Function, "contains"_L1, { left, operand(argument, where) });
    if (name == u"size")
        return tests(makeNode(NodeKind::Function, "size"_L1, { left }), argument, where);
    return fail(u"%1: this test is unknown; the tests are =, <>, <, <=, >, >=, between, in, "
                u"beginsWith, "
                "contains, exists, type and size. To compare with an object, use \"=\" or a "
                "QDynamoDBValue."_s.arg(where));
}

ExpressionNodePtr Reader::operand(const QVariant &variant, const QString &where)
{
    if (const ExpressionNodePtr piece = operandPiece(variant))
        return piece;
    const auto [name, argument] = function(variant);
    if (name == u"$size") {
        if (const ExpressionNodePtr attribute = nodeOf<QDynamoDBAttribute>(argument))
            return makeNode(NodeKind::Function, "size"_L1, { attribute });
    }
    if (!name.isEmpty())
        return fail(
                u"%1: %2 is not allowed here; only { $size: <attribute> } is."_s.arg(where, name));
    return value(variant, where);
}

ExpressionNodePtr Reader::value(const QVariant &variant, const QString &where)
{
    const QDynamoDBValue value = QDynamoDBValue::fromVariant(variant);
    if (value.isUndefined()) {
        return fail(u"%1 is %2, which DynamoDB can't store."_s
                            .arg(where,
                                 variant.isValid() ? u"a "_s % QLatin1StringView(variant.typeName())
                                                   : u"undefined"_s));
    }
    if (isIncomplete(value)) {
        return fail(
                u"%1 contains something that DynamoDB can't store, or an attribute, which is not "
                "allowed inside lists and maps."_s.arg(where));
    }
    return valueNode(value);
}

ExpressionNodePtr Reader::keyCondition(const QVariant &variant)
{
    ExpressionNodePtr all;
    const QVariantMap map = object(variant, u"A key condition"_s);
    for (auto it = map.cbegin(); it != map.cend() && !failed(); ++it) {
        const ExpressionNodePtr key = pathNode({ { it.key(), -1 } });
        if (!isMap(it.value())) {
            all = joined(NodeKind::And, all, keyTest(key, u"="_s, it.value()));
            continue;
        }
        const QVariantMap test = it.value().toMap();
        if (test.size() != 1)
            return fail(
                    u"%1: a key takes exactly one test; use between for a range."_s.arg(it.key()));
        all = joined(NodeKind::And, all, keyTest(key, test.firstKey(), test.first()));
    }
    return all;
}

ExpressionNodePtr Reader::keyTest(const ExpressionNodePtr &key, const QString &name,
                                  const QVariant &argument)
{
    const QString &where = key->path[0].name;
    const QLatin1StringView token = comparator(name);
    if (!token.isNull() && token != "<>"_L1)
        return makeNode(NodeKind::Comparison, token, { key, value(argument, where) });
    if (name == u"between") {
        const QVariantList bounds = list(argument, where, 2);
        return makeNode(NodeKind::Between, {},
                        { key, value(bounds[0], where), value(bounds[1], where) });
    }
    if (name == u"beginsWith")
        return makeNode(NodeKind::Function, "begins_with"_L1, { key, value(argument, where) });
    return fail(
            u"%1: %2 is not a test for keys; these are =, <, <=, >, >=, between and beginsWith."_s
                    .arg(where, name));
}

QStringList Reader::paths(const QVariant &variant, const QString &where)
{
    if (variant.typeId() == QMetaType::QString)
        return { variant.toString() };
    QStringList paths;
    for (const QVariant &path : list(variant, where)) {
        if (path.typeId() != QMetaType::QString)
            fail(u"%1 must be a list of paths."_s.arg(where));
        paths.append(path.toString());
    }
    return paths;
}

ExpressionNodePtr Reader::update(const QVariant &variant)
{
    QList<ExpressionNodePtr> clauses;
    const QVariantMap sections = object(variant, u"An update"_s);
    for (auto section = sections.cbegin(); section != sections.cend() && !failed(); ++section) {
        const QString &name = section.key();
        if (name == u"remove") {
            for (const QString &path : paths(section.value(), name))
                clauses.append(makeNode(NodeKind::Clause, "REMOVE"_L1, { parsePath(path) }));
            continue;
        }
        const bool isSet = name == u"set";
        if (!isSet && name != u"add" && name != u"delete") {
            return fail(u"%1 is not a section of an update; these are set, remove, add and delete."_s
                                .arg(name));
        }
        const QLatin1StringView token = isSet ? "SET"_L1 : name == u"add" ? "ADD"_L1 : "DELETE"_L1;
        const QVariantMap changes = object(section.value(), name);
        for (auto change = changes.cbegin(); change != changes.cend() && !failed(); ++change) {
            const ExpressionNodePtr value = isSet ? updateValue(change.value(), change.key())
                                                  : this->value(change.value(), change.key());
            clauses.append(makeNode(NodeKind::Clause, token, { parsePath(change.key()), value }));
        }
    }
    return clauses.isEmpty() ? nullptr : makeNode(NodeKind::Update, {}, clauses);
}

ExpressionNodePtr Reader::updateValue(const QVariant &variant, const QString &where)
{
    const auto [name, argument] = function(variant);
    const auto two = [&, argument = argument](NodeKind kind, QLatin1StringView token) {
        const QVariantList operands = list(argument, where, 2);
        return makeNode(kind, token,
                        { updateOperand(operands[0], where), updateOperand(operands[1], where) });
    };
    if (name == u"$plus")
        return two(NodeKind::Arithmetic, "+"_L1);
    if (name == u"$minus")
        return two(NodeKind::Arithmetic, "-"_L1);
    if (name == u"$listAppend")
        return two(NodeKind::Function, "list_append"_L1);
    return updateOperand(variant, where);
}

ExpressionNodePtr Reader::updateOperand(const QVariant &variant, const QString &where)
{
    if (const ExpressionNodePtr piece = updatePiece(variant))
        return piece;
    if (++m_depth > maxDepth)
        return fail(u"%1 is nested too deeply; at most %2 levels are allowed."_s.arg(where).arg(
                maxDepth));
    const auto [name, argument] = function(variant);
    ExpressionNodePtr node;
    if (name == u"$ifNotExists") {
        const QVariantList operands = list(argument, where, 2);
        const ExpressionNodePtr attribute = nodeOf<QDynamoDBAttribute>(operands[0]);
        if (attribute) {
            node = makeNode(NodeKind::Function, "if_not_exists"_L1,
                            { attribute, updateOperand(operands[1], where) });
        } else {
            node = fail(u"%1: $ifNotExists takes an attribute and a value."_s.arg(where));
        }
    } else if (!name.isEmpty()) {
        node = fail(u"%1: %2 is not allowed here. Operands are values, attributes and "
                    u"$ifNotExists; $plus, "
                    "$minus and $listAppend must be outermost."_s.arg(where, name));
    } else {
        node = value(variant, where);
    }
    --m_depth;
    return node;
}

} // namespace

NodeOrError readCondition(const QVariant &variant)
{
    Reader reader;
    const ExpressionNodePtr node = reader.condition(variant);
    return reader.result(node);
}

NodeOrError readKeyCondition(const QVariant &variant)
{
    Reader reader;
    const ExpressionNodePtr node = reader.keyCondition(variant);
    return reader.result(node);
}

NodeOrError readUpdate(const QVariant &variant)
{
    Reader reader;
    const ExpressionNodePtr node = reader.update(variant);
    return reader.result(node);
}

QDynamoDBExpected<QDynamoDBProjection> readProjection(const QVariant &variant)
{
    Reader reader;
    const QStringList paths = reader.paths(variant, u"A projection"_s);
    if (reader.failed())
        return reader.error();
    return QDynamoDBProjection(paths);
}

} // namespace QtDynamoDBPrivate
