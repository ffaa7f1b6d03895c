// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionreader_p.h"

#include <QtDynamoDB/qdynamodbprojection.h>

using namespace QtDynamoDBPrivate;

using Access = ExpressionAccess;

/*!
    \class QDynamoDBProjection
    \inmodule QtDynamoDB
    \brief Which attributes are read.

    \code
    QDynamoDB::projection(u"Subject"_s, u"Author.Name"_s)
    \endcode

    \sa QDynamoDB::apply()
*/

/*!
    \fn void QDynamoDBProjection::swap(QDynamoDBProjection &other)
    \brief Swaps this projection with \a other, without copying either. Never fails.

    \since 0.1
*/

/*! Makes a projection of \a attributes. */
QDynamoDBProjection::QDynamoDBProjection(std::initializer_list<QDynamoDBAttribute> attributes)
{
    for (const QDynamoDBAttribute &attribute : attributes)
        append(attribute);
}

/*! Makes a projection of the attributes at \a paths. */
QDynamoDBProjection::QDynamoDBProjection(const QStringList &paths)
{
    for (const QString &path : paths)
        append(path);
}

/*! Also reads \a attribute. */
QDynamoDBProjection &QDynamoDBProjection::append(const QDynamoDBAttribute &attribute)
{
    const QList<ExpressionNodePtr> before = m_node ? m_node->children : QList<ExpressionNodePtr>();
    m_node = makeNode(NodeKind::Projection, {}, before + QList { Access::node(attribute) });
    return *this;
}

/*! Reads a projection from \a variant: a list of paths, or a single one. */
QDynamoDBExpected<QDynamoDBProjection> QDynamoDBProjection::fromVariant(const QVariant &variant)
{
    return readProjection(variant);
}
