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
    \brief Which items a query or scan returns, or what must hold for a write to go through.

    Conditions are made by the operators of QDynamoDBOperand and the functions of QDynamoDBAttribute
   and joined with \c{&&}, \c{||} and \c{!}. An empty one holds for everything; joined with another
   it is the other one, so that conditions can be built up step by step:

    \code
    QDynamoDBCondition filter;
    if (onlyPopular)
        filter = filter && attribute(u"Views"_s) > 1000;
    if (!tag.isEmpty())
        filter = filter && attribute(u"Tags"_s).contains(tag);
    \endcode

    QDynamoDB::apply() puts a condition into a request. What the service would refuse is reported
   there: a path that does not read, values that can't be compared, more than 300 operators and
   functions. toString() returns it readable, with the names and values themselves.

    \sa QDynamoDB::apply(), QDynamoDBKeyCondition
*/

/*!
    \fn void QDynamoDBCondition::swap(QDynamoDBCondition &other)
    \brief Swaps this condition with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Returns whether the condition holds for \a item, by the rules of the service: attributes that
   are not there equal nothing, values of different types are unequal and have no order, and strings
   are ordered by their UTF-8. As for DynamoDB Local, the size of a string is its number of UTF-16
   units.

    A condition that the service would refuse matches nothing.
*/
bool QDynamoDBCondition::matches(const QDynamoDBItem &item) const
{
    if (!m_node)
        return true;
    return conditionProblem(*m_node).isNull() && QtDynamoDBPrivate::matches(*m_node, item);
}

/*!
    Reads a condition in the form that QML uses, a JavaScript object in \a variant. Each of its keys
   is the path of an attribute, and all conditions must hold:

    \code
    { Status: "open",                              // equals
      Views: { ">": 10, "<": 100 },                // =, <>, <, <=, >, >=
      Subject: { beginsWith: "H" },
      Tags: { contains: "qt" },
      Author: { exists: true },
      Year: { between: [1990, 2000] },
      NodeKind: { in: ["a", "b"] },
      Answers: { type: "L", size: { ">": 3 } },
      $or: [ { A: 1 }, { B: 2 } ],                 // also $and: [...], $not: {...}
      Spent: { ">": DynamoDB.attribute("Budget") } } // or { $size: DynamoDB.attribute("Path") }
    \endcode

    An object in the place of a test is read as tests. A value that is an object, or that a user has
    entered, is given as \c{{"=": {...}}} or as a QDynamoDBValue, in QML \c{DynamoDB.value(...)}:
    these are values whatever is in them. Another attribute is a QDynamoDBAttribute, in QML
    \c{DynamoDB.attribute("Budget")}; no object that consists of data is taken for one.

    A condition that can't be read fails with QDynamoDBError::InvalidParameterValue and a message that
    names the place.
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
