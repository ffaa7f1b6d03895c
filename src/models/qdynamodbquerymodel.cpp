// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbquerymodel.h>

#include "models/qdynamodbitemmodel_p.h"

using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBQueryModel
    \inmodule QtDynamoDB
    \brief An item model over the items of a table or index that share a partition key.

    \code
    QDynamoDBQueryModel model;
    model.setClient(&client);
    model.setTableName(u"Thread"_s);
    model.setKeyCondition(u"ForumName = :forum"_s);
    model.setValues({ { u":forum"_s, u"Qt"_s } });
    view->setModel(&model);
    \endcode

    The service returns the items in the order of their sort key; \l descending reverses it. The
    model sends the request when the client, the name of the table and the key condition are set.

    All other properties are described in QDynamoDBItemModel.

    \sa QDynamoDBScanModel,
        {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html}{Query}
*/

/*!
    Creates a model with the given \a parent and no query parameters.
*/
QDynamoDBQueryModel::QDynamoDBQueryModel(QObject *parent)
    : QDynamoDBItemModel(ReadOperation::Query, parent)
{
}

/*!
    Destroys the model. Requests for pages are aborted; writes continue.
*/
QDynamoDBQueryModel::~QDynamoDBQueryModel() = default;

/*!
    \property QDynamoDBQueryModel::keyCondition
    \brief the KeyConditionExpression of the request; empty by default.

    The condition compares the partition key by \c {=} and may also have a condition for the sort
    key, such as \c {ForumName = :forum AND begins_with(Subject, :start)}. \l names and \l values
    define its placeholders. Without a key condition, the model sends no request.
*/
QString QDynamoDBQueryModel::keyCondition() const
{
    return d->parameters.keyCondition.text;
}

void QDynamoDBQueryModel::setKeyCondition(const QString &expression)
{
    if (d->setParameter(&QueryParameters::keyCondition, { expression, {} }))
        Q_EMIT keyConditionChanged();
}

/*!
    Returns the condition that setTypedKeyCondition() has set, or an empty condition.
*/
QDynamoDBKeyCondition QDynamoDBQueryModel::typedKeyCondition() const
{
    return d->parameters.keyCondition.expression;
}

/*!
    Queries with \a condition instead of the text \l keyCondition, which becomes empty. The
    condition needs no placeholders in \l names and \l values:

    \code
    model.setTypedKeyCondition(key(u"ForumName"_s) == u"Qt"_s
                               && key(u"Subject"_s).beginsWith(u"How"_s));
    \endcode
*/
void QDynamoDBQueryModel::setTypedKeyCondition(const QDynamoDBKeyCondition &condition)
{
    if (d->setParameter(&QueryParameters::keyCondition, { {}, condition }))
        Q_EMIT keyConditionChanged();
}

/*!
    \property QDynamoDBQueryModel::descending
    \brief whether the items with the highest sort key come first; false by default.

    To sort by another attribute, use a QSortFilterProxyModel with QDynamoDBItemModel::SortRole.
*/
bool QDynamoDBQueryModel::isDescending() const
{
    return d->parameters.descending;
}

void QDynamoDBQueryModel::setDescending(bool descending)
{
    if (d->setParameter(&QueryParameters::descending, descending))
        Q_EMIT descendingChanged();
}
