// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionreader_p.h"

#include <QtDynamoDB/qdynamodbkeycondition.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

using Access = ExpressionAccess;

static QDynamoDBKeyCondition comparison(const QDynamoDBKeyAttribute &key, QLatin1StringView token,
                                        const QDynamoDBValue &value)
{
    return Access::make<QDynamoDBKeyCondition>(
            makeNode(NodeKind::Comparison, token, { Access::node(key), valueNode(value) }));
}

/*!
    \class QDynamoDBKeyAttribute
    \inmodule QtDynamoDB
    \brief An attribute of the key of a table or index, as an operand of a key condition.

    The operators \c {==}, \c {<}, \c {<=}, \c {>} and \c {>=}, between() and beginsWith() make a
    QDynamoDBKeyCondition. DynamoDB has no other operators for keys.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDB::key()
*/

/*!
    \fn void QDynamoDBKeyAttribute::swap(QDynamoDBKeyAttribute &other)
    \brief Swaps this attribute with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! \fn QDynamoDBKeyAttribute QDynamoDB::key(const QString &name)
    \relates QDynamoDBKeyCondition

    Returns the key attribute \a name. The name may contain any characters and is not parsed.

    \since 0.1
*/

/*! \fn QDynamoDBKeyCondition QDynamoDBKeyAttribute::operator==(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)

    Returns the condition that \a key equals \a value. A partition key takes only this one.
*/

/*! \fn QDynamoDBKeyCondition QDynamoDBKeyAttribute::operator<(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
    \fn QDynamoDBKeyCondition QDynamoDBKeyAttribute::operator<=(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
    \fn QDynamoDBKeyCondition QDynamoDBKeyAttribute::operator>(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
    \fn QDynamoDBKeyCondition QDynamoDBKeyAttribute::operator>=(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)

    Returns the condition that the sort key \a key and \a value are in this order.
*/

/*!
    Constructs the key attribute \a name. The name may contain any characters and is not parsed.
*/
QDynamoDBKeyAttribute::QDynamoDBKeyAttribute(const QString &name)
    : ExpressionPart(pathNode({ { name, -1 } }))
{
}

/*!
    Returns the condition that the sort key is at least \a lower and at most \a upper. The bounds
    must be of the same type, and \a lower must not be above \a upper.
*/
QDynamoDBKeyCondition QDynamoDBKeyAttribute::between(const QDynamoDBValue &lower,
                                                     const QDynamoDBValue &upper) const
{
    return Access::make<QDynamoDBKeyCondition>(
            makeNode(NodeKind::Between, {}, { m_node, valueNode(lower), valueNode(upper) }));
}

/*!
    Returns the condition that the sort key, which must be a string or binary, begins with \a start.
*/
QDynamoDBKeyCondition QDynamoDBKeyAttribute::beginsWith(const QDynamoDBValue &start) const
{
    return Access::make<QDynamoDBKeyCondition>(
            makeNode(NodeKind::Function, "begins_with"_L1, { m_node, valueNode(start) }));
}

QDynamoDBKeyCondition operator==(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
{
    return comparison(key, "="_L1, value);
}

QDynamoDBKeyCondition operator<(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
{
    return comparison(key, "<"_L1, value);
}

QDynamoDBKeyCondition operator<=(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
{
    return comparison(key, "<="_L1, value);
}

QDynamoDBKeyCondition operator>(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
{
    return comparison(key, ">"_L1, value);
}

QDynamoDBKeyCondition operator>=(const QDynamoDBKeyAttribute &key, const QDynamoDBValue &value)
{
    return comparison(key, ">="_L1, value);
}

/*!
    \class QDynamoDBKeyCondition
    \inmodule QtDynamoDB
    \brief A condition on the key, which selects the items that a query reads.

    The partition key must be compared by \c {==}. A condition on the sort key is added by \c {&&}:

    \code
    using QDynamoDB::key;
    key(u"ForumName"_s) == u"Qt"_s && key(u"Subject"_s).beginsWith(u"How"_s)
    \endcode

    The key of a global secondary index has up to four partition key attributes and up to four sort
    key attributes. All of its partition key attributes must be compared by \c {==}. Of the sort key
    attributes, the first ones may be used, and only the last one of these by another test than
    \c {==}; the order of the conditions does not matter:

    \code
    key(u"country"_s) == u"DE"_s && key(u"region"_s) == u"BE"_s
            && key(u"city"_s) == u"Berlin"_s && key(u"street"_s) > u"M"_s
    \endcode

    QDynamoDBTable checks this, and the types of the values, against the keys of its class before a
    query is sent, and QDynamoDBQueryModel against the description of the table once it is known.

    \c isEmpty() returns whether the condition is empty; a query needs one that is not.
    \c toString() returns it as text with the names and values themselves, for logs.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDB::apply(), QDynamoDBCondition,
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html}
    {Key condition expressions}
*/

/*! \fn QDynamoDBKeyCondition::QDynamoDBKeyCondition()
    Constructs an empty key condition, with which a query fails.
*/

/*! \fn QDynamoDBKeyCondition QDynamoDBKeyCondition::operator&&(const QDynamoDBKeyCondition &a, const QDynamoDBKeyCondition &b)

    Returns the condition that \a a and \a b hold, or one of them if the other is empty.
*/

/*!
    \fn void QDynamoDBKeyCondition::swap(QDynamoDBKeyCondition &other)
    \brief Swaps this condition with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Returns the key condition in \a variant, in the format that QML uses: an object such as
    \c {{ ForumName: "Qt", Subject: { beginsWith: "H" } }}. The keys are the names of key
    attributes. A value is the value that the attribute must equal, or an object with one of the
    tests \c {=}, \c {<}, \c {<=}, \c {>}, \c {>=}, \c between and \c beginsWith. A QDynamoDBValue
    (in QML: \c {DynamoDB.value(...)}) is always read as a value, never as a test.

    If the key condition is not valid, the error has the code QDynamoDBError::InvalidParameterValue,
    and its message names the place.
*/
QDynamoDBExpected<QDynamoDBKeyCondition> QDynamoDBKeyCondition::fromVariant(const QVariant &variant)
{
    return read<QDynamoDBKeyCondition>(readKeyCondition(variant));
}

QDynamoDBKeyCondition operator&&(const QDynamoDBKeyCondition &a, const QDynamoDBKeyCondition &b)
{
    return Access::make<QDynamoDBKeyCondition>(joined(NodeKind::And, a.m_node, b.m_node));
}
