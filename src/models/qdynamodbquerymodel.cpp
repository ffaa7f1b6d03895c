// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbquerymodel.h>

#include "models/qdynamodbitemmodel_p.h"

using namespace QtDynamoDBPrivate;

class QDynamoDBQueryModelPrivate final : public QDynamoDBItemModelPrivate
{
public:
    [[nodiscard]] bool isComplete() const override
    {
        return QDynamoDBItemModelPrivate::isComplete() && !keyCondition.isEmpty();
    }
    [[nodiscard]] bool isOrdered() const override { return true; }
    [[nodiscard]] PageReader::Ask makeAsk() override
    {
        auto request = makeRequest<QDynamoDB::QueryRequest>();
        request.keyConditionExpression = keyCondition;
        if (descending)
            request.scanIndexForward = false;
        return [this, request](int, const QDynamoDBItem &startKey) mutable {
            request.exclusiveStartKey = startKey;
            request.limit = pageLimit();
            return pageCall(client->query(request), keyAttributesOfPages());
        };
    }

    QString keyCondition;
    bool descending = false;
};

QDynamoDBQueryModelPrivate *QDynamoDBQueryModel::d_func() const
{
    return static_cast<QDynamoDBQueryModelPrivate *>(d.get());
}

/*!
    \class QDynamoDBQueryModel
    \inmodule QtDynamoDB
    \brief The items of a table or an index that share a partition key, as a model.

    \code
    QDynamoDBQueryModel model;
    model.setClient(&client);
    model.setTableName(u"Thread"_s);
    model.setKeyCondition(u"ForumName = :forum"_s);
    model.setValues({ { u":forum"_s, u"Qt"_s } });
    view->setModel(&model);
    \endcode

    The rows come in the order of the sort key, which the service keeps; \l descending reverses it.
    The table's name and the key condition must be there before anything is asked.

    QDynamoDBItemModel tells everything else.

    \sa QDynamoDBScanModel,
   {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html}{Query}
*/

/*! Makes a model with the given \a parent that has no question yet. */
QDynamoDBQueryModel::QDynamoDBQueryModel(QObject *parent)
    : QDynamoDBItemModel(std::make_unique<QDynamoDBQueryModelPrivate>(), parent)
{
}

/*! Destroys the model. Pages under way are aborted, writes are not. */
QDynamoDBQueryModel::~QDynamoDBQueryModel() = default;

/*!
    \property QDynamoDBQueryModel::keyCondition
    \brief which items are wanted: the KeyConditionExpression of Query.

    An equality with the partition key, and a condition on the sort key if wanted, such as
    \c {ForumName = :forum AND begins_with(Subject, :start)}. \l names and \l values say what its
    placeholders mean. Empty by default: nothing is asked.
*/
QString QDynamoDBQueryModel::keyCondition() const
{
    return d_func()->keyCondition;
}

void QDynamoDBQueryModel::setKeyCondition(const QString &expression)
{
    if (d->setQuestion(d_func()->keyCondition, expression))
        Q_EMIT keyConditionChanged();
}

/*!
    \property QDynamoDBQueryModel::descending
    \brief whether the items with the highest sort key come first; false by default.

    Any other order is a matter for QSortFilterProxyModel, with QDynamoDBItemModel::SortRole.
*/
bool QDynamoDBQueryModel::isDescending() const
{
    return d_func()->descending;
}

void QDynamoDBQueryModel::setDescending(bool descending)
{
    if (d->setQuestion(d_func()->descending, descending))
        Q_EMIT descendingChanged();
}
