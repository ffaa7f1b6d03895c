// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGE_P_H
#define PAGE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>

#include <QtCore/qfuture.h>

namespace QtDynamoDBPrivate {

// An answer to Query or Scan, whichever it was.
struct Page
{
    QList<QDynamoDBItem> items;
    QStringList names; // of the items' attributes, each once
    QDynamoDBItem lastKey; // null: there are no more pages
    qint64 scanned = 0; // items that were looked at, those that the filter sorted out included
    double capacity = 0;
};

// A page that is asked for. Cancelling the page does not reach the call, cancelling the call does.
struct PageCall
{
    QFuture<void> call;
    QFuture<Page> page;
};

Q_DYNAMODB_AUTOTEST_EXPORT QStringList attributeNames(const QList<QDynamoDBItem> &items);

inline double capacityOf(const std::optional<QDynamoDB::ConsumedCapacity> &consumed)
{
    return consumed ? consumed->capacityUnits.value_or(0) : 0;
}

// The page is made in the client's thread, so that the model's has little left to do.
template<typename Result>
PageCall pageCall(QFuture<Result> call)
{
    return { QFuture<void>(call), call.then([](const Result &result) {
                return Page { result.items, attributeNames(result.items), result.lastEvaluatedKey,
                              result.scannedCount, capacityOf(result.consumedCapacity) };
            }) };
}

} // namespace QtDynamoDBPrivate

#endif
