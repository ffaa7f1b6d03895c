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
    [[nodiscard]] bool isDescending() const override { return descending; }
    [[nodiscard]] Conditions conditions() const override
    {
        const Conditions others = QDynamoDBItemModelPrivate::conditions();
        const NodeOrError key = nodeOf(keyCondition);
        if (!others || !key)
            return others ? key.error() : others.error();
        return *others + QList { *key };
    }
    [[nodiscard]] PageReader::Ask makeAsk() override
    {
        QDynamoDB::QueryRequest request;
        QDynamoDBError problem = fill(&request);
        request.keyConditionExpression = keyCondition.text;
        if (!problem.isError() && !keyCondition.piece.isEmpty())
            problem = QDynamoDB::apply(&request, keyCondition.piece);
        if (problem.isError())
            return [problem](int, const QDynamoDBItem &) { return failedPageCall(problem); };
        if (descending)
            request.scanIndexForward = false;
        return [this, request](int, const QDynamoDBItem &startKey) mutable {
            request.exclusiveStartKey = startKey;
            request.limit = pageLimit();
            return pageCall(client->query(request), keyAttributesOfPages(), rowsToCome());
        };
    }

    ModelCondition<QDynamoDBKeyCondition> keyCondition;
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
    return d_func()->keyCondition.text;
}

void QDynamoDBQueryModel::setKeyCondition(const QString &expression)
{
    if (d->setCondition(d_func()->keyCondition, expression, {}))
        Q_EMIT keyConditionChanged();
}

/*!
    Returns what setKeyConditionExpression() has set, or an empty condition.
*/
QDynamoDBKeyCondition QDynamoDBQueryModel::keyConditionExpression() const
{
    return d_func()->keyCondition.piece;
}

/*!
    Asks for what meets \a condition instead of \l keyCondition, which is empty then. Names and
    values find their places by themselves:

    \code
    model.setKeyConditionExpression(key(u"ForumName"_s) == u"Qt"_s
                                    && key(u"Subject"_s).beginsWith(u"How"_s));
    \endcode
*/
void QDynamoDBQueryModel::setKeyConditionExpression(const QDynamoDBKeyCondition &condition)
{
    if (d->setCondition(d_func()->keyCondition, {}, condition))
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
