// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGE_P_H
#define PAGE_P_H

#include "models/itemrows_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {

// An answer to Query or Scan, whichever it was.
struct Page
{
    QList<ItemRow> rows;
    QStringList keyAttributes; // that the rows were made with; empty: they were not known yet
    QStringList names; // of the items' attributes, each once
    QDynamoDBItem lastKey; // null: there are no more pages
    qint64 scanned = 0; // items that were looked at, those that the filter sorted out included
    double capacity = 0;
};

// A page that is asked for. Cancelling the page does not reach the call, cancelling the call does.
struct PageCall
{
    QFuture<void> call;
    QFuture<std::shared_ptr<Page>> page; // so that the one who gets it can take what is in it
};

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
attributeNames(const QList<QDynamoDBItem> &items);
inline double capacityOf(const std::optional<QDynamoDB::ConsumedCapacity> &consumed)
{
    return consumed ? consumed->capacityUnits.value_or(0) : 0;
}

// The page is made in the client's thread, so that the model's has little left to do. `keys` may
// not be there yet. `known` are rows that it may bring again.
template<typename Result>
PageCall pageCall(QFuture<Result> call, const QFuture<QStringList> &keys,
                  const QList<QList<ItemRow>> &known)
{
    auto makePage = [keys, known = known](QFuture<Result> answered) mutable {
        const QList<QList<ItemRow>> before = std::exchange(known, {}); // let go of with the page
        futureError(QFuture<void>(answered)).raise();
        // The result has no other owner. Anything left in it would be freed by the model's thread.
        // takeResult() would reset the future, and its promise would run this continuation again.
        Result &answer = const_cast<Result &>(*answered.constBegin());
        auto page = std::make_shared<Page>();
        if (keys.isFinished() && keys.resultCount() > 0)
            page->keyAttributes = keys.result();
        page->names = attributeNames(answer.items);
        page->lastKey = answer.lastEvaluatedKey;
        page->scanned = answer.scannedCount;
        page->capacity = capacityOf(answer.consumedCapacity);
        page->rows = makeRows(std::move(answer.items), page->keyAttributes);
        shareUnchanged(page->rows, before);
        return page;
    };
    return { QFuture<void>(call), call.then(std::move(makePage)) };
}

// There is nothing to be sent.
inline PageCall failedPageCall(const QDynamoDBError &problem)
{
    return { {},
             QtFuture::makeExceptionalFuture<std::shared_ptr<Page>>(QDynamoDBException(problem)) };
}

} // namespace QtDynamoDBPrivate

#endif
