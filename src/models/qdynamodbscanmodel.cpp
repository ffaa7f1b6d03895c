// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbscanmodel.h>

#include "paging/scanprogress_p.h"
#include "models/qdynamodbitemmodel_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;

class QDynamoDBScanModelPrivate final : public QDynamoDBItemModelPrivate
{
public:
    [[nodiscard]] bool isOrdered() const override { return false; }
    [[nodiscard]] int segments() const override { return segmentCount; }
    [[nodiscard]] double progressOfReading() const override
    {
        const qint64 total = table.itemCount(indexName).value_or(0);
        return std::max(QDynamoDBItemModelPrivate::progressOfReading(),
                        progressOfScan(scanned, double(total)));
    }
    [[nodiscard]] PageReader::Ask makeAsk() override
    {
        QDynamoDB::ScanRequest request;
        if (const QDynamoDBError problem = fill(&request); problem.isError())
            return [problem](int, const QDynamoDBItem &) { return failedPageCall(problem); };
        if (segmentCount > 1)
            request.totalSegments = segmentCount;
        return [this, request](int segment, const QDynamoDBItem &startKey) mutable {
            if (request.totalSegments)
                request.segment = segment;
            request.exclusiveStartKey = startKey;
            request.limit = pageLimit();
            return pageCall(client->scan(request), keyAttributesOfPages(), rowsToCome());
        };
    }

    int segmentCount = 1;
};

QDynamoDBScanModelPrivate *QDynamoDBScanModel::d_func() const
{
    return static_cast<QDynamoDBScanModelPrivate *>(d.get());
}

/*!
    \class QDynamoDBScanModel
    \inmodule QtDynamoDB
    \brief All items of a table or an index, as a model.

    \code
    QDynamoDBScanModel model;
    model.setClient(&client);
    model.setTableName(u"Thread"_s);
    view->setModel(&model);
    \endcode

    The rows come in no order that means anything. The table's name must be there before anything is
    asked.

    A \l filter is applied by the service after it has read an item: it saves transfer, not
    capacity. \l progress tells how many of the table's items have been read.

    QDynamoDBItemModel tells everything else.

    \sa QDynamoDBQueryModel,
   {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html}{Scan}
*/

/*! Makes a model with the given \a parent that has no question yet. */
QDynamoDBScanModel::QDynamoDBScanModel(QObject *parent)
    : QDynamoDBItemModel(std::make_unique<QDynamoDBScanModelPrivate>(), parent)
{
}

/*! Destroys the model. Pages under way are aborted, writes are not. */
QDynamoDBScanModel::~QDynamoDBScanModel() = default;

/*!
    \property QDynamoDBScanModel::segments
    \brief in how many parts, side by side, the table is read: 1 to 1,000,000, and 1 by default.

    With more than one, fetching more asks for a page of each, at the same time. That is faster
    where a table is large and has capacity to spare.
*/
int QDynamoDBScanModel::segments() const
{
    return d_func()->segmentCount;
}

void QDynamoDBScanModel::setSegments(int segments)
{
    constexpr int most = 1'000'000;
    if (d->setQuestion(d_func()->segmentCount, std::clamp(segments, 1, most)))
        Q_EMIT segmentsChanged();
}
