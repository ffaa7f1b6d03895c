// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGE_P_H
#define PAGE_P_H

#include "models/rows/itemrows_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {

// The result of a Query or Scan, made into rows.
struct Page
{
    QList<ItemRow> rows;
    QStringList keyAttributes; // used for the identities of the rows; empty: they were unknown
    QStringList names; // of the items' attributes, each once
    QDynamoDBItem lastKey; // null: there are no more pages
    qint64 scanned = 0; // items that were read, including those that the filter rejected
    double capacity = 0; // consumed capacity units
};

// A page in flight. Cancelling `page` does not abort the call, cancelling `call` does.
struct PageCall
{
    QFuture<void> call;
    QFuture<std::shared_ptr<Page>> page; // shared so that the receiver can move the rows out of it
};

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
attributeNames(const QList<QDynamoDBItem> &items);
[[nodiscard]] inline double capacityOf(const std::optional<QDynamoDB::ConsumedCapacity> &consumed)
{
    return consumed ? consumed->capacityUnits.value_or(0) : 0;
}

// Makes the page in the thread that finishes the call, which leaves little work to the model's
// thread. The key attributes in `keys` are used if they are known by then. `known` are rows of the
// model that the page may contain again.
template<typename Result>
PageCall pageCall(QFuture<Result> call, const QFuture<QStringList> &keys,
                  const QList<QList<ItemRow>> &known)
{
    auto makePage = [keys, known = known](QFuture<Result> finished) mutable {
        const QList<QList<ItemRow>> before = std::exchange(known, {}); // released with the page
        futureError(QFuture<void>(finished)).raise();
        // The items are moved out of the result, which nothing else refers to: items left in it
        // would be freed by the model's thread. takeResult() would reset the future, and its
        // promise would then run this continuation again.
        Result &result = const_cast<Result &>(*finished.constBegin());
        auto page = std::make_shared<Page>();
        if (keys.isFinished() && keys.resultCount() > 0)
            page->keyAttributes = keys.result();
        page->names = attributeNames(result.items);
        page->lastKey = result.lastEvaluatedKey;
        page->scanned = result.scannedCount;
        page->capacity = capacityOf(result.consumedCapacity);
        page->rows = makeRows(std::move(result.items), page->keyAttributes);
        shareUnchanged(page->rows, before);
        return page;
    };
    return { QFuture<void>(call), call.then(std::move(makePage)) };
}

// A page that can't be requested.
[[nodiscard]] inline PageCall failedPageCall(const QDynamoDBError &error)
{
    return { {}, QtFuture::makeExceptionalFuture<std::shared_ptr<Page>>(QDynamoDBException(error)) };
}

} // namespace QtDynamoDBPrivate

#endif
