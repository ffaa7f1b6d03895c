// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTURES_P_H
#define FUTURES_P_H

#include <QtDynamoDB/qdynamodbexceptions.h>

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

} // namespace QtDynamoDBPrivate

#endif
