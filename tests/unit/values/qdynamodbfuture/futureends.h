// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTUREENDS_H
#define FUTUREENDS_H

#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qpromise.h>

#include <memory>
#include <stdexcept>

using Code = QDynamoDBError::Code;

inline QDynamoDBError throttled()
{
    return { Code::Throttling, QStringLiteral("slow down") };
}

// How a future finishes.
enum class End { Result, Error, StandardException, OtherException, Cancelled, Dropped, NoResult };
template<typename T>
void end(std::unique_ptr<QPromise<T>> promise, End how)
{
    promise->start();
    switch (how) {
    case End::Result:
        if constexpr (!std::is_void_v<T>)
            promise->addResult(T { 7 });
        break;
    case End::Error:
        promise->setException(*QDynamoDB::makeException(throttled()));
        break;
    case End::StandardException:
        promise->setException(std::make_exception_ptr(std::runtime_error("no such thing")));
        break;
    case End::OtherException:
        promise->setException(std::make_exception_ptr(5));
        break;
    case End::Cancelled:
        promise->future().cancel();
        break;
    case End::Dropped:
        return;
    case End::NoResult:
        break;
    }
    promise->finish();
}

template<typename T>
QFuture<T> ended(End how)
{
    auto promise = std::make_unique<QPromise<T>>();
    QFuture<T> future = promise->future();
    end(std::move(promise), how);
    return future;
}

// Returns a finished future with several results.
inline QFuture<int> several(const QList<int> &numbers)
{
    QPromise<int> promise;
    promise.start();
    for (const int number : numbers)
        promise.addResult(number);
    promise.finish();
    return promise.future();
}

Q_DECLARE_METATYPE(End)

#endif
