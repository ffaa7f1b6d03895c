// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/conditionmatcher_p.h"
#include "expressions/expressioncheck_p.h"
#include "expressions/expressionreader_p.h"

#include <QtDynamoDB/qdynamodbcondition.h>

using namespace QtDynamoDBPrivate;

using Access = ExpressionAccess;

/*!
    \class QDynamoDBCondition
    \inmodule QtDynamoDB
    \brief A condition on an item: the filter of a query or scan, or the condition of a write.

    Conditions are made by the operators of QDynamoDBOperand and the functions of
    QDynamoDBAttribute, and joined by \c {&&}, \c {||} and \c {!}. A default-constructed condition
    is empty and holds for all items. Joining it with another condition yields the other one, so
    that conditions can be built step by step:

    \code
    QDynamoDBCondition filter;
    if (onlyPopular)
        filter = filter && attribute(u"Views"_s) > 1000;
    if (!tag.isEmpty())
        filter = filter && attribute(u"Tags"_s).contains(tag);
    \endcode

    QDynamoDB::apply() sets the condition of a request. It returns an error for a condition that the
    service would reject, because of an invalid path, values that can't be compared, or more than
    300 operators and functions.

    \c isEmpty() returns whether the condition is empty. \c toString() returns it as text with the
    names and values themselves, for logs.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDB::apply(), QDynamoDBKeyCondition
*/

/*! \fn QDynamoDBCondition::QDynamoDBCondition()
    Constructs an empty condition, which holds for all items.
*/

/*! \fn QDynamoDBCondition QDynamoDBCondition::operator&&(const QDynamoDBCondition &a, const QDynamoDBCondition &b)

    Returns the condition that \a a and \a b hold, or one of them if the other is empty.
*/

/*! \fn QDynamoDBCondition QDynamoDBCondition::operator||(const QDynamoDBCondition &a, const QDynamoDBCondition &b)

    Returns the condition that \a a or \a b holds, or one of them if the other is empty.
*/

/*! \fn QDynamoDBCondition QDynamoDBCondition::operator!(const QDynamoDBCondition &condition)

    Returns the negation of \a condition, or an empty condition if it is empty.
*/

/*!
    \fn void QDynamoDBCondition::swap(QDynamoDBCondition &other)
    \brief Swaps this condition with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Returns whether the condition holds for \a item. The rules are those of the service: a missing
    attribute equals nothing, values of different types are unequal and have no order, and strings
    are ordered by their UTF-8 bytes. As in DynamoDB Local, the size of a string is its number of
    UTF-16 units.

    Returns false if the service would reject the condition.
*/
bool QDynamoDBCondition::matches(const QDynamoDBItem &item) const
{
    if (!m_node)
        return true;
    return conditionProblem(*m_node).isNull() && QtDynamoDBPrivate::matches(*m_node, item);
}

/*!
    Returns the condition in \a variant, in the format that QML uses. It is an object, whose keys
    are paths of attributes, and whose values are the values that the attributes must equal, or
    objects of tests. All of them must hold:

    \code
    { Status: "open",                              // equals
      Views: { ">": 10, "<": 100 },                // =, <>, <, <=, >, >=
      Subject: { beginsWith: "H" },
      Tags: { contains: "qt" },
      Author: { exists: true },
      Year: { between: [1990, 2000] },
      Kind: { in: ["a", "b"] },
      Answers: { type: "L", size: { ">": 3 } },
      $or: [ { A: 1 }, { B: 2 } ],                 // also $and: [...], $not: {...}
      Spent: { ">": DynamoDB.attribute("Budget") } } // or { $size: DynamoDB.attribute("Path") }
    \endcode

    An object as the value of a path is always read as tests. To compare with an object, or with
    anything that a user entered, write \c {{"=": value}}, or pass a QDynamoDBValue (in QML:
    \c {DynamoDB.value(...)}). To compare with another attribute, pass a QDynamoDBAttribute (in QML:
    \c {DynamoDB.attribute("Budget")}). Data is never read as an attribute, whatever it contains.

    If the condition is not valid, the error has the code QDynamoDBError::InvalidParameterValue, and
    its message names the place.
*/
QDynamoDBExpected<QDynamoDBCondition> QDynamoDBCondition::fromVariant(const QVariant &variant)
{
    return read<QDynamoDBCondition>(readCondition(variant));
}

QDynamoDBCondition operator&&(const QDynamoDBCondition &a, const QDynamoDBCondition &b)
{
    return Access::make<QDynamoDBCondition>(joined(NodeKind::And, a.m_node, b.m_node));
}

QDynamoDBCondition operator||(const QDynamoDBCondition &a, const QDynamoDBCondition &b)
{
    return Access::make<QDynamoDBCondition>(joined(NodeKind::Or, a.m_node, b.m_node));
}

QDynamoDBCondition operator!(const QDynamoDBCondition &condition)
{
    if (condition.isEmpty())
        return {};
    return Access::make<QDynamoDBCondition>(makeNode(NodeKind::Not, {}, { condition.m_node }));
}
