// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/expressionreader_p.h"

#include <QtDynamoDB/qdynamodbprojection.h>

using namespace QtDynamoDBPrivate;

using Access = ExpressionAccess;

/*!
    \class QDynamoDBProjection
    \inmodule QtDynamoDB
    \brief The attributes that a read returns.

    \code
    QDynamoDB::projection(u"Subject"_s, u"Author.Name"_s)
    \endcode

    A projection must not name two attributes of which one is the other or is inside it.

    \c isEmpty() returns whether the projection is empty; then, a read returns all attributes.
    \c toString() returns it as text, for logs.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDB::apply()
*/

/*!
    \fn void QDynamoDBProjection::swap(QDynamoDBProjection &other)
    \brief Swaps this projection with \a other, without copying either. Never fails.

    \since 0.1
*/
/*! \fn template <typename... Attributes> QDynamoDBProjection QDynamoDB::projection(const Attributes &...attributes)
    \relates QDynamoDBProjection

    Returns a projection of \a attributes, each of which is a QDynamoDBAttribute or a path.

    \since 0.1
*/

/*! \fn QDynamoDBProjection::QDynamoDBProjection()
    Constructs an empty projection, with which all attributes are read.
*/

/*! Constructs a projection of \a attributes. */
QDynamoDBProjection::QDynamoDBProjection(std::initializer_list<QDynamoDBAttribute> attributes)
{
    for (const QDynamoDBAttribute &attribute : attributes)
        append(attribute);
}

/*! Constructs a projection of the attributes at \a paths, in the format of QDynamoDBAttribute. */
QDynamoDBProjection::QDynamoDBProjection(const QStringList &paths)
{
    for (const QString &path : paths)
        append(path);
}

/*! Adds \a attribute. Returns this projection. */
QDynamoDBProjection &QDynamoDBProjection::append(const QDynamoDBAttribute &attribute)
{
    const QList<ExpressionNodePtr> before = m_node ? m_node->children : QList<ExpressionNodePtr>();
    m_node = makeNode(NodeKind::Projection, {}, before + QList { Access::node(attribute) });
    return *this;
}

/*!
    Returns the projection in \a variant, in the format that QML uses: a list of paths, or one path.

    Anything else is an error of code QDynamoDBError::InvalidParameterValue.
*/
QDynamoDBExpected<QDynamoDBProjection> QDynamoDBProjection::fromVariant(const QVariant &variant)
{
    return readProjection(variant);
}
