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
    \brief An attribute that is part of the key of a table or index.

    Compared with a value, by \c{==}, \c{<}, \c{<=}, \c{>}, \c{>=}, between() or beginsWith(), it
   makes a QDynamoDBKeyCondition. A key condition has no other operators, so nothing else compiles.
*/

/*!
    \fn void QDynamoDBKeyAttribute::swap(QDynamoDBKeyAttribute &other)
    \brief Swaps this attribute with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! Makes the key attribute of that \a name, whatever characters it has. */
QDynamoDBKeyAttribute::QDynamoDBKeyAttribute(const QString &name)
    : ExpressionPart(pathNode({ { name, -1 } }))
{
}

/*! Returns the condition that the sort key is not below \a lower and not above \a upper. */
QDynamoDBKeyCondition QDynamoDBKeyAttribute::between(const QDynamoDBValue &lower,
                                                     const QDynamoDBValue &upper) const
{
    return Access::make<QDynamoDBKeyCondition>(
            makeNode(NodeKind::Between, {}, { m_node, valueNode(lower), valueNode(upper) }));
}

/*! Returns the condition that the sort key, a string or binary, begins with \a start. */
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
    \brief Which part of a table or index a query reads.

    The partition key is given with \c{==}, and \c{&&} adds a condition on the sort key:

    \code
    using QDynamoDB::key;
    key(u"ForumName"_s) == u"Qt"_s && key(u"Subject"_s).beginsWith(u"How"_s)
    \endcode

    \sa QDynamoDB::apply(),
    {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html}
    {Key condition expressions}
*/

/*!
    \fn void QDynamoDBKeyCondition::swap(QDynamoDBKeyCondition &other)
    \brief Swaps this condition with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Reads a key condition in the form that QML uses, such as
    \c{{ ForumName: "Qt", Subject: { beginsWith: "H" } }} in \a variant. The keys are the names of
    attributes; operators are \c{=}, \c{<}, \c{<=}, \c{>}, \c{>=}, \c between and \c beginsWith. A
    QDynamoDBValue, in QML \c{DynamoDB.value(...)}, is always a value to be equal to.
*/
QDynamoDBExpected<QDynamoDBKeyCondition> QDynamoDBKeyCondition::fromVariant(const QVariant &variant)
{
    return read<QDynamoDBKeyCondition>(readKeyCondition(variant));
}

QDynamoDBKeyCondition operator&&(const QDynamoDBKeyCondition &a, const QDynamoDBKeyCondition &b)
{
    return Access::make<QDynamoDBKeyCondition>(joined(NodeKind::And, a.m_node, b.m_node));
}
