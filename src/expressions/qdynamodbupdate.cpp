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
    \brief What an update may calculate with: a value, an attribute, or QDynamoDB::ifNotExists().

    Two of them are added with \c{+} and subtracted with \c{-}, once: the service has no longer sums.
*/

/*!
    \fn void QDynamoDBUpdateOperand::swap(QDynamoDBUpdateOperand &other)
    \brief Swaps this operand with \a other, without copying either. Never fails.

    \since 0.1
*/

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
    \brief What an update may set an attribute to.

    A QDynamoDBUpdateOperand, the sum or difference of two, or QDynamoDB::listAppend().
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
    Returns \a attribute as it is, or \a otherwise where it is not there.
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
    Returns \a list with the elements of the list \a more at its end. To put them in front, give the
    attribute second.
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
    \brief How an item is to be changed.

    \code
    using namespace QDynamoDB;
    set(u"Views"_s, attribute(u"Views"_s) + 1)
            .set(u"Tags"_s, listAppend(ifNotExists(u"Tags"_s, QDynamoDBValueList()), more))
            .remove(u"Draft"_s)
            .add(u"Editors"_s, QDynamoDBValue::stringSet({ u"Ann"_s }))
    \endcode

    All parts see the item as it was before. No two may change the same attribute or one inside the
    other; that is reported when the update is to be sent.

    \sa QDynamoDB::apply(),
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html}
    {Update expressions}
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

/*! Sets \a attribute to \a value. */
QDynamoDBUpdate &QDynamoDBUpdate::set(const QDynamoDBAttribute &attribute,
                                      const QDynamoDBUpdateValue &value)
{
    append(makeNode(NodeKind::Clause, "SET"_L1, { Access::node(attribute), Access::node(value) }));
    return *this;
}

/*! Removes \a attribute, or an element of a list. */
QDynamoDBUpdate &QDynamoDBUpdate::remove(const QDynamoDBAttribute &attribute)
{
    append(makeNode(NodeKind::Clause, "REMOVE"_L1, { Access::node(attribute) }));
    return *this;
}

/*!
    Adds \a value, a number or a set, to \a attribute, which is taken for 0 or the empty set where
   it is not there. Unlike a sum in set() this can't be repeated without adding twice.
*/
QDynamoDBUpdate &QDynamoDBUpdate::add(const QDynamoDBAttribute &attribute,
                                      const QDynamoDBValue &value)
{
    append(makeNode(NodeKind::Clause, "ADD"_L1, { Access::node(attribute), valueNode(value) }));
    return *this;
}

/*! Deletes the elements of \a set from the set that \a attribute is. */
QDynamoDBUpdate &QDynamoDBUpdate::deleteElements(const QDynamoDBAttribute &attribute,
                                                 const QDynamoDBValue &set)
{
    append(makeNode(NodeKind::Clause, "DELETE"_L1, { Access::node(attribute), valueNode(set) }));
    return *this;
}

/*! Appends all that \a update does. */
QDynamoDBUpdate &QDynamoDBUpdate::append(const QDynamoDBUpdate &update)
{
    m_node = joined(NodeKind::Update, m_node, update.m_node);
    return *this;
}

/*!
    Reads an update in the form that QML uses, a JavaScript object in \a variant:

    \code
    { set: { Subject: "Hi",
             Views: { $plus: [ DynamoDB.attribute("Views"), 1 ] },     // or $minus
             Tags: { $listAppend: [ { $ifNotExists: [ DynamoDB.attribute("Tags"), [] ] },
                                    ["qt"] ] } },
      remove: [ "Draft" ],
      add: { Replies: 1 },
      delete: { Editors: <a set> } }
    \endcode

    \c $plus, \c $minus, \c $listAppend and \c $ifNotExists are read only where one of their operands
    is a QDynamoDBAttribute, as \c DynamoDB.attribute() makes it, or another of these. Any other object
    is a value, whatever the names of its members: data of users can't become an instruction. In C++,
    a QVariant may also contain a QDynamoDBUpdateValue.
*/
QDynamoDBExpected<QDynamoDBUpdate> QDynamoDBUpdate::fromVariant(const QVariant &variant)
{
    return read<QDynamoDBUpdate>(readUpdate(variant));
}
