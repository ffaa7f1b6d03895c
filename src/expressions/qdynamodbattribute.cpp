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
    \brief An operand of a condition: an attribute, the size of an attribute, or a value.

    A QDynamoDBAttribute is an operand, and so is everything that converts to a QDynamoDBValue. The
    operators \c {==}, \c {!=}, \c {<}, \c {<=}, \c {>} and \c {>=} make a QDynamoDBCondition of two
    operands. As in DynamoDB, values of different types are never equal and have no order.

    \c toString() returns the operand as text with the names and values themselves, for logs.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBCondition,
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html}
    {Condition and filter expressions}
*/

/*! \fn template <typename T, std::enable_if_t<std::is_convertible_v<T, QDynamoDBValue>, bool>> QDynamoDBOperand::QDynamoDBOperand(T &&value)

    Constructs an operand of \a value, which may be of any type that converts to QDynamoDBValue.
*/

/*! \fn QDynamoDBCondition QDynamoDBOperand::operator==(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
    \fn QDynamoDBCondition QDynamoDBOperand::operator!=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)

    Returns the condition that \a a and \a b are equal or not. They may be of any types.
*/

/*! \fn QDynamoDBCondition QDynamoDBOperand::operator<(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
    \fn QDynamoDBCondition QDynamoDBOperand::operator<=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
    \fn QDynamoDBCondition QDynamoDBOperand::operator>(const QDynamoDBOperand &a, const QDynamoDBOperand &b)
    \fn QDynamoDBCondition QDynamoDBOperand::operator>=(const QDynamoDBOperand &a, const QDynamoDBOperand &b)

    Returns the condition that \a a and \a b, two strings, numbers or binaries, are in this order.
    Strings are compared by their UTF-8 bytes, numbers by value, binaries by their bytes.
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
    Returns the condition that the operand is at least \a lower and at most \a upper. If both bounds
    are values, they must be of the same type, and \a lower must not be above \a upper.
*/
QDynamoDBCondition QDynamoDBOperand::between(const QDynamoDBOperand &lower,
                                             const QDynamoDBOperand &upper) const
{
    return condition(NodeKind::Between, {}, { m_node, lower.m_node, upper.m_node });
}

/*!
    Returns the condition that the operand equals one of \a operands. There must be 1 to 100 of
    them.
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

/*!
    \overload

    Returns the condition that the operand equals one of \a values. There must be 1 to 100 of them.
*/
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
    \brief The path of an attribute, or of a value inside a list or map.

    In a path, the names of nested maps are separated by dots, and an index in a list stands in
    brackets: \c {Author.Names[0]}. A name that contains dots, brackets or backquotes must be quoted
    by backquotes, in which a doubled backquote stands for one; or pass it to named() or
    \c {operator[]()}, which take any name literally. Reserved words are allowed: the library sends
    all names as placeholders.

    \code
    using QDynamoDB::attribute;
    attribute(u"Views"_s) > 10 && attribute(u"Tags"_s).contains(u"qt"_s)
    attribute(u"`a.b`.c[2]"_s).exists()
    QDynamoDBAttribute::named(u"a.b"_s)[u"c"_s][2].exists()   // the same
    \endcode

    An invalid path is reported by QDynamoDB::apply() and the functions that send the expression,
    with the code QDynamoDBError::InvalidParameterValue.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBCondition, QDynamoDBUpdate, QDynamoDBProjection
*/

/*!
    \fn void QDynamoDBAttribute::swap(QDynamoDBAttribute &other)
    \brief Swaps this attribute with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! \fn QDynamoDBAttribute QDynamoDB::attribute(const QString &path)
    \relates QDynamoDBAttribute

    Returns the attribute at \a path, which has the format that QDynamoDBAttribute describes.

    \since 0.1
*/

/*! Constructs the attribute at \a path, in the format described above. */
QDynamoDBAttribute::QDynamoDBAttribute(const QString &path)
    : QDynamoDBAttribute(parsePath(path))
{
}

/*! Returns the attribute \a name. The name may contain any characters and is not parsed. */
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

/*! Returns the value \a name in this attribute, which must be a map. The name is not parsed. */
QDynamoDBAttribute QDynamoDBAttribute::operator[](const QString &name) const
{
    return QDynamoDBAttribute(extended(m_node, { name, -1 }));
}

/*! Returns the element at \a index, which starts at 0, of this attribute, which must be a list. */
QDynamoDBAttribute QDynamoDBAttribute::operator[](int index) const
{
    ExpressionNodePtr node = extended(m_node, { {}, index });
    if (index < 0) {
        auto wrong = std::make_shared<ExpressionNode>(*node);
        wrong->problem = u"%1: an index in a list must be a number from 0"_s.arg(index);
        node = wrong;
    }
    return QDynamoDBAttribute(node);
}

/*!
    Returns the size of the attribute as an operand: the length of a string or binary, or the number
    of elements of a list, map or set. Other types have no size; a condition on it is false.
*/
QDynamoDBOperand QDynamoDBAttribute::size() const
{
    return Access::make<QDynamoDBOperand>(makeNode(NodeKind::Function, "size"_L1, { m_node }));
}

/*! Returns the condition that the attribute exists. */
QDynamoDBCondition QDynamoDBAttribute::exists() const
{
    return condition(NodeKind::Function, "attribute_exists"_L1, { m_node });
}

/*! Returns the condition that the attribute does not exist. */
QDynamoDBCondition QDynamoDBAttribute::notExists() const
{
    return condition(NodeKind::Function, "attribute_not_exists"_L1, { m_node });
}

/*!
    Returns the condition that the attribute is of \a type, which must be neither
    QDynamoDBValue::Type::Undefined nor QDynamoDBValue::Type::Unknown.
*/
QDynamoDBCondition QDynamoDBAttribute::hasType(QDynamoDBValue::Type type) const
{
    const QDynamoDBValue name = type == QDynamoDBValue::Type::Undefined
            ? QDynamoDBValue(type)
            : QDynamoDBValue(valueTypeName(type));
    return condition(NodeKind::Function, "attribute_type"_L1, { m_node, valueNode(name) });
}

/*!
    Returns the condition that the attribute is a string or binary that begins with \a start, an
    operand of the same type.
*/
QDynamoDBCondition QDynamoDBAttribute::beginsWith(const QDynamoDBOperand &start) const
{
    return condition(NodeKind::Function, "begins_with"_L1, { m_node, start.m_node });
}

/*!
    Returns the condition that the attribute contains \a part: as a substring of a string or binary,
    or as an element of a list or set.
*/
QDynamoDBCondition QDynamoDBAttribute::contains(const QDynamoDBOperand &part) const
{
    return condition(NodeKind::Function, "contains"_L1, { m_node, part.m_node });
}
