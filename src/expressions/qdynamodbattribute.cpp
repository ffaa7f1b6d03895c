// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressiontext_p.h"
#include "expressions/valuetypename_p.h"

#include <QtDynamoDB/qdynamodbcondition.h>

#include <QtCore/qdebug.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Access = ExpressionAccess;

static QDynamoDBCondition condition(NodeKind kind, QLatin1StringView token,
                                    const QList<ExpressionNodePtr> &children)
{
    return Access::make<QDynamoDBCondition>(makeNode(kind, token, children));
}

namespace QtDynamoDBPrivate {

QString ExpressionPart::toString() const
{
    return m_node ? readableText(*m_node) : QString();
}

QDebug operator<<(QDebug debug, const ExpressionPart &part)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << part.toString();
    return debug;
}

} // namespace QtDynamoDBPrivate

/*!
    \class QDynamoDBOperand
    \inmodule QtDynamoDB
    \brief What a condition compares: an attribute, its size, or a value.

    A QDynamoDBAttribute is an operand, and so is everything that converts to a QDynamoDBValue. The
    operators \c{==}, \c{!=}, \c{<}, \c{<=}, \c{>} and \c{>=} make a QDynamoDBCondition of two of
    them. As for the service, values of different types are never equal and have no order.

    \sa QDynamoDBCondition,
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html}
    {Condition and filter expressions}
*/

/*!
    \fn void QDynamoDBOperand::swap(QDynamoDBOperand &other)
    \brief Swaps this operand with \a other, without copying either. Never fails.

    \since 0.1
*/

ExpressionNodePtr QDynamoDBOperand::fromValue(const QDynamoDBValue &value)
{
    return valueNode(value);
}

/*!
    Returns the condition that the operand is not below \a lower and not above \a upper. Bounds that
   are values must be of one type, in this order.
*/
QDynamoDBCondition QDynamoDBOperand::between(const QDynamoDBOperand &lower,
                                             const QDynamoDBOperand &upper) const
{
    return condition(NodeKind::Between, {}, { m_node, lower.m_node, upper.m_node });
}

/*!
    Returns the condition that the operand equals one of \a operands, of which there must be 1 to 100.
*/
QDynamoDBCondition QDynamoDBOperand::in(std::initializer_list<QDynamoDBOperand> operands) const
{
    return in(QList<QDynamoDBOperand>(operands));
}

/*! \overload */
QDynamoDBCondition QDynamoDBOperand::in(const QList<QDynamoDBOperand> &operands) const
{
    QList<ExpressionNodePtr> children { m_node };
    for (const QDynamoDBOperand &operand : operands)
        children.append(operand.m_node);
    return condition(NodeKind::In, {}, children);
}

/*! \overload */
QDynamoDBCondition QDynamoDBOperand::in(const QDynamoDBValueList &values) const
{
    return in(QList<QDynamoDBOperand>(values.begin(), values.end()));
}

QDynamoDBCondition operator==(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, "="_L1, { a.m_node, b.m_node });
}

QDynamoDBCondition operator!=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, "<>"_L1, { a.m_node, b.m_node });
}

QDynamoDBCondition operator<(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, "<"_L1, { a.m_node, b.m_node });
}

QDynamoDBCondition operator<=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, "<="_L1, { a.m_node, b.m_node });
}

QDynamoDBCondition operator>(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, ">"_L1, { a.m_node, b.m_node });
}

QDynamoDBCondition operator>=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
{
    return condition(NodeKind::Comparison, ">="_L1, { a.m_node, b.m_node });
}

/*!
    \class QDynamoDBAttribute
    \inmodule QtDynamoDB
    \brief Where an attribute, or something inside one, is found in an item.

    A path is written with dots between the names of maps and brackets around the indexes of lists:
    \c{Author.Names[0]}. A name that has dots, brackets or backquotes itself stands in backquotes,
   or is given to named() or \c{operator[]()}, which take any name as it is. Reserved words need no
   care: what is sent never has a name in the text of an expression.

    \code
    using QDynamoDB::attribute;
    attribute(u"Views"_s) > 10 && attribute(u"Tags"_s).contains(u"qt"_s)
    attribute(u"`a.b`.c[2]"_s).exists()
    QDynamoDBAttribute::named(u"a.b"_s)[u"c"_s][2].exists()   // the same
    \endcode

    A path that does not read is reported when the expression is to be sent.

    \sa QDynamoDBCondition, QDynamoDBUpdate, QDynamoDBProjection
*/

/*!
    \fn void QDynamoDBAttribute::swap(QDynamoDBAttribute &other)
    \brief Swaps this attribute with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! Makes the attribute at \a path. */
QDynamoDBAttribute::QDynamoDBAttribute(const QString &path)
    : QDynamoDBAttribute(parsePath(path))
{
}

/*! Returns the attribute of that \a name, whatever characters it has. */
QDynamoDBAttribute QDynamoDBAttribute::named(const QString &name)
{
    return QDynamoDBAttribute(pathNode({ { name, -1 } }));
}

static ExpressionNodePtr extended(const ExpressionNodePtr &node, const PathPart &part)
{
    auto longer = std::make_shared<ExpressionNode>(*node);
    longer->path.append(part);
    return longer;
}

/*! Returns what has that \a name in the map that this attribute is. */
QDynamoDBAttribute QDynamoDBAttribute::operator[](const QString &name) const
{
    return QDynamoDBAttribute(extended(m_node, { name, -1 }));
}

/*! Returns the element at \a index, from 0, of the list that this attribute is. */
QDynamoDBAttribute QDynamoDBAttribute::operator[](int index) const
{
    ExpressionNodePtr node = extended(m_node, { {}, index });
    if (index < 0) {
        auto wrong = std::make_shared<ExpressionNode>(*node);
        wrong->problem = u"%1: an index in a list is a number from 0"_s.arg(index);
        node = wrong;
    }
    return QDynamoDBAttribute(node);
}

/*!
    Returns the size, for conditions: the length of a string or binary, or how many elements a list,
   map or set has. An attribute of another type has none.
*/
QDynamoDBOperand QDynamoDBAttribute::size() const
{
    return Access::make<QDynamoDBOperand>(makeNode(NodeKind::Function, "size"_L1, { m_node }));
}

/*! Returns the condition that there is such an attribute. */
QDynamoDBCondition QDynamoDBAttribute::exists() const
{
    return condition(NodeKind::Function, "attribute_exists"_L1, { m_node });
}

/*! Returns the condition that there is no such attribute. */
QDynamoDBCondition QDynamoDBAttribute::notExists() const
{
    return condition(NodeKind::Function, "attribute_not_exists"_L1, { m_node });
}

/*! Returns the condition that the attribute is of \a type, which must not be Undefined. */
QDynamoDBCondition QDynamoDBAttribute::hasType(QDynamoDBValue::Type type) const
{
    const QDynamoDBValue name = type == QDynamoDBValue::Type::Undefined
            ? QDynamoDBValue(type)
            : QDynamoDBValue(valueTypeName(type));
    return condition(NodeKind::Function, "attribute_type"_L1, { m_node, valueNode(name) });
}

/*! Returns the condition that the string or binary begins with \a start. */
QDynamoDBCondition QDynamoDBAttribute::beginsWith(const QDynamoDBOperand &start) const
{
    return condition(NodeKind::Function, "begins_with"_L1, { m_node, start.m_node });
}

/*!
    Returns the condition that \a part is in the attribute: a piece of a string or binary, or an
   element of a list or set.
*/
QDynamoDBCondition QDynamoDBAttribute::contains(const QDynamoDBOperand &part) const
{
    return condition(NodeKind::Function, "contains"_L1, { m_node, part.m_node });
}
