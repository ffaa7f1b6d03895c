// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionreader_p.h"

#include <QtDynamoDB/qdynamodbupdate.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Access = ExpressionAccess;

/*!
    \class QDynamoDBUpdateOperand
    \inmodule QtDynamoDB
    \brief An operand of an update: a value, an attribute, or QDynamoDB::ifNotExists().

    Two operands are added by \c {+} and subtracted by \c {-}. The result is a QDynamoDBUpdateValue
    and not an operand: DynamoDB allows one operation only.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBUpdate
*/

/*! \fn template <typename T, std::enable_if_t<std::is_convertible_v<T, QDynamoDBValue>, bool>> QDynamoDBUpdateOperand::QDynamoDBUpdateOperand(T &&value)

    Constructs an operand of \a value, which may be of any type that converts to QDynamoDBValue.
*/

/*! \fn QDynamoDBUpdateValue QDynamoDBUpdateOperand::operator+(const QDynamoDBUpdateOperand &a, const QDynamoDBUpdateOperand &b)

    Returns the sum of \a a and \a b, two numbers.
*/

/*! \fn QDynamoDBUpdateValue QDynamoDBUpdateOperand::operator-(const QDynamoDBUpdateOperand &a, const QDynamoDBUpdateOperand &b)

    Returns the difference of \a a and \a b, two numbers.
*/

/*!
    \fn void QDynamoDBUpdateOperand::swap(QDynamoDBUpdateOperand &other)
    \brief Swaps this operand with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! Constructs an operand of the value that \a attribute has before the update. */
QDynamoDBUpdateOperand::QDynamoDBUpdateOperand(const QDynamoDBAttribute &attribute)
    : ExpressionPart(Access::node(attribute))
{
}

ExpressionNodePtr QDynamoDBUpdateOperand::fromValue(const QDynamoDBValue &value)
{
    return valueNode(value);
}

QDynamoDBUpdateValue operator+(const QDynamoDBUpdateOperand &a, const QDynamoDBUpdateOperand &b)
{
    return Access::make<QDynamoDBUpdateValue>(
            makeNode(NodeKind::Arithmetic, "+"_L1, { Access::node(a), Access::node(b) }));
}

QDynamoDBUpdateValue operator-(const QDynamoDBUpdateOperand &a, const QDynamoDBUpdateOperand &b)
{
    return Access::make<QDynamoDBUpdateValue>(
            makeNode(NodeKind::Arithmetic, "-"_L1, { Access::node(a), Access::node(b) }));
}

/*!
    \class QDynamoDBUpdateValue
    \inmodule QtDynamoDB
    \brief The new value of an attribute in an update.

    It is a QDynamoDBUpdateOperand, the sum or difference of two operands, or
    QDynamoDB::listAppend().

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBUpdate::set()
*/

/*! \fn template <typename T, std::enable_if_t<std::is_convertible_v<T, QDynamoDBUpdateOperand>, bool>> QDynamoDBUpdateValue::QDynamoDBUpdateValue(T &&operand)

    Constructs a value of \a operand, which may be of any type that converts to
    QDynamoDBUpdateOperand.
*/

/*!
    \fn void QDynamoDBUpdateValue::swap(QDynamoDBUpdateValue &other)
    \brief Swaps this value with \a other, without copying either. Never fails.

    \since 0.1
*/

QDynamoDBUpdateValue::QDynamoDBUpdateValue(const Operand &operand)
    : ExpressionPart(Access::node(operand.operand))
{
}

/*!
    \relates QDynamoDBUpdate

    Returns an operand with the value of \a attribute, or \a otherwise if the attribute does not
    exist.

    \since 0.1
*/
QDynamoDBUpdateOperand QDynamoDB::ifNotExists(const QDynamoDBAttribute &attribute,
                                              const QDynamoDBUpdateOperand &otherwise)
{
    return Access::make<QDynamoDBUpdateOperand>(
            makeNode(NodeKind::Function, "if_not_exists"_L1,
                     { Access::node(attribute), Access::node(otherwise) }));
}

/*!
    \relates QDynamoDBUpdate

    Returns the concatenation of the lists \a list and \a more. To append to an attribute, pass it
    as \a list; to prepend, pass it as \a more.

    \since 0.1
*/
QDynamoDBUpdateValue QDynamoDB::listAppend(const QDynamoDBUpdateOperand &list,
                                           const QDynamoDBUpdateOperand &more)
{
    return Access::make<QDynamoDBUpdateValue>(makeNode(NodeKind::Function, "list_append"_L1,
                                                       { Access::node(list), Access::node(more) }));
}

/*!
    \class QDynamoDBUpdate
    \inmodule QtDynamoDB
    \brief The changes of an UpdateItem operation.

    \code
    using namespace QDynamoDB;
    set(u"Views"_s, attribute(u"Views"_s) + 1)
            .set(u"Tags"_s, listAppend(ifNotExists(u"Tags"_s, QDynamoDBValueList()), more))
            .remove(u"Draft"_s)
            .add(u"Editors"_s, QDynamoDBValue::stringSet({ u"Ann"_s }))
    \endcode

    All changes use the values of the item before the update. Two changes must not have the same
    attribute, or attributes of which one is inside the other; QDynamoDB::apply() and the functions
    that send the update report this as QDynamoDBError::InvalidParameterValue.

    An empty update creates the item if it does not exist, and changes nothing else. \c isEmpty()
    returns whether the update is empty. \c toString() returns it as text with the names and values
    themselves, for logs.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDB::apply(),
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html}
    {Update expressions}
*/

/*! \fn QDynamoDBUpdate::QDynamoDBUpdate()
    Constructs an empty update.
*/

/*! \fn QDynamoDBUpdate QDynamoDB::set(const QDynamoDBAttribute &attribute, const QDynamoDBUpdateValue &value)
    \relates QDynamoDBUpdate

    Returns an update that sets \a attribute to \a value.

    \since 0.1
    \sa QDynamoDBUpdate::set()
*/

/*! \fn QDynamoDBUpdate QDynamoDB::remove(const QDynamoDBAttribute &attribute)
    \relates QDynamoDBUpdate

    Returns an update that removes \a attribute.

    \since 0.1
    \sa QDynamoDBUpdate::remove()
*/

/*! \fn QDynamoDBUpdate QDynamoDB::add(const QDynamoDBAttribute &attribute, const QDynamoDBValue &value)
    \relates QDynamoDBUpdate

    Returns an update that adds \a value, a number or a set, to \a attribute.

    \since 0.1
    \sa QDynamoDBUpdate::add()
*/

/*! \fn QDynamoDBUpdate QDynamoDB::deleteElements(const QDynamoDBAttribute &attribute, const QDynamoDBValue &set)
    \relates QDynamoDBUpdate

    Returns an update that deletes the elements of \a set from \a attribute.

    \since 0.1
    \sa QDynamoDBUpdate::deleteElements()
*/

/*!
    \fn void QDynamoDBUpdate::swap(QDynamoDBUpdate &other)
    \brief Swaps this update with \a other, without copying either. Never fails.

    \since 0.1
*/

void QDynamoDBUpdate::append(ExpressionNodePtr clause)
{
    const QList<ExpressionNodePtr> before = m_node ? m_node->children : QList<ExpressionNodePtr>();
    m_node = makeNode(NodeKind::Update, {}, before + QList<ExpressionNodePtr> { std::move(clause) });
}

/*! Sets \a attribute to \a value, and creates it if it does not exist. Returns this update. */
QDynamoDBUpdate &QDynamoDBUpdate::set(const QDynamoDBAttribute &attribute,
                                      const QDynamoDBUpdateValue &value)
{
    append(makeNode(NodeKind::Clause, "SET"_L1, { Access::node(attribute), Access::node(value) }));
    return *this;
}

/*! Removes \a attribute, which may be an element of a list. Returns this update. */
QDynamoDBUpdate &QDynamoDBUpdate::remove(const QDynamoDBAttribute &attribute)
{
    append(makeNode(NodeKind::Clause, "REMOVE"_L1, { Access::node(attribute) }));
    return *this;
}

/*!
    Adds the number \a value to the number \a attribute, or the elements of the set \a value to the
    set \a attribute. An attribute that does not exist counts as 0 or as an empty set. Returns this
    update.

    Adding a number is not idempotent: if an attempt is repeated after an unknown outcome, the
    number may be added twice.
*/
QDynamoDBUpdate &QDynamoDBUpdate::add(const QDynamoDBAttribute &attribute,
                                      const QDynamoDBValue &value)
{
    append(makeNode(NodeKind::Clause, "ADD"_L1, { Access::node(attribute), valueNode(value) }));
    return *this;
}

/*!
    Deletes the elements of \a set from \a attribute, a set of the same type. Returns this update.
*/
QDynamoDBUpdate &QDynamoDBUpdate::deleteElements(const QDynamoDBAttribute &attribute,
                                                 const QDynamoDBValue &set)
{
    append(makeNode(NodeKind::Clause, "DELETE"_L1, { Access::node(attribute), valueNode(set) }));
    return *this;
}

/*! Appends the changes of \a update. Returns this update. */
QDynamoDBUpdate &QDynamoDBUpdate::append(const QDynamoDBUpdate &update)
{
    m_node = joined(NodeKind::Update, m_node, update.m_node);
    return *this;
}

/*!
    Returns the update in \a variant, in the format that QML uses: an object of up to four sections.

    \code
    { set: { Subject: "Hi",
             Views: { $plus: [ DynamoDB.attribute("Views"), 1 ] },     // or $minus
             Tags: { $listAppend: [ { $ifNotExists: [ DynamoDB.attribute("Tags"), [] ] },
                                    ["qt"] ] } },
      remove: [ "Draft" ],
      add: { Replies: 1 },
      delete: { Editors: <a set> } }
    \endcode

    \c $plus, \c $minus, \c $listAppend and \c $ifNotExists are read as functions only if one of
    their operands is a QDynamoDBAttribute (in QML: \c {DynamoDB.attribute(...)}) or another
    function. Any other object is data, whatever the names of its members, so that data of users
    never becomes a function. In C++, a QVariant may also contain a QDynamoDBUpdateValue.

    If the update is not valid, the error has the code QDynamoDBError::InvalidParameterValue, and
    its message names the place.
*/
QDynamoDBExpected<QDynamoDBUpdate> QDynamoDBUpdate::fromVariant(const QVariant &variant)
{
    return read<QDynamoDBUpdate>(readUpdate(variant));
}
