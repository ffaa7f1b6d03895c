// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTURES_P_H
#define FUTURES_P_H

#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>

namespace QtDynamoDBPrivate {

template<typename T>
[[nodiscard]] QFuture<T> failedFuture(const QDynamoDBError &error)
{
    QPromise<T> promise;
    promise.start();
    promise.setException(*QDynamoDB::makeException(error));
    promise.finish();
    return promise.future();
}

template<typename T>
[[nodiscard]] QFuture<T> readyFuture(const T &result)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(result);
    promise.finish();
    return promise.future();
}

// What a call came to, for a continuation of it. (Taking the result there has Qt 6.4 run the
// continuation again when the promise goes.)
template<typename T>
[[nodiscard]] QDynamoDBExpected<T> outcomeIn(QFuture<T> finished)
{
    try {
        return finished.result();
    } catch (const QDynamoDBException &exception) {
        return exception.error();
    }
}

} // namespace QtDynamoDBPrivate

#endif
