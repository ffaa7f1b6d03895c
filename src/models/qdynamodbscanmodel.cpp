// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbscanmodel.h>

#include "models/qdynamodbitemmodel_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBScanModel
    \inmodule QtDynamoDB
    \brief An item model over all items of a table or index.

    \code
    QDynamoDBScanModel model;
    model.setClient(&client);
    model.setTableName(u"Thread"_s);
    view->setModel(&model);
    \endcode

    The order of the rows has no meaning. The model sends the request when the client and the name
    of the table are set.

    The service applies the \l filter after it has read an item: a filter saves transfer, not
    capacity. The \l progress is the share of the table's items that were read.

    All other properties are described in QDynamoDBItemModel.

    \sa QDynamoDBQueryModel,
        {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html}{Scan}
*/

/*!
    Creates a model with the given \a parent and no query parameters.
*/
QDynamoDBScanModel::QDynamoDBScanModel(QObject *parent)
    : QDynamoDBItemModel(ReadOperation::Scan, parent)
{
}

/*!
    Destroys the model. Requests for pages are aborted; writes continue.
*/
QDynamoDBScanModel::~QDynamoDBScanModel() = default;

/*!
    \property QDynamoDBScanModel::segments
    \brief the number of segments of the table that are scanned at the same time, from 1, the
        default, to 1,000,000. Other values are set to the nearest of these.

    With several segments, each call of fetchMore() requests a page of each segment. Scanning is
    faster then, if the table is large and has enough capacity.
*/
int QDynamoDBScanModel::segments() const
{
    return d->parameters.segments;
}

void QDynamoDBScanModel::setSegments(int segments)
{
    constexpr int maxSegments = 1'000'000; // of the service
    if (d->setParameter(&QueryParameters::segments, std::clamp(segments, 1, maxSegments)))
        Q_EMIT segmentsChanged();
}
