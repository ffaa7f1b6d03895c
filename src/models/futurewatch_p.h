// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTUREWATCH_P_H
#define FUTUREWATCH_P_H

#include <QtDynamoDB/qdynamodbfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {

// The context of one handler. Dropping it, which the handler itself may do, withdraws the handler.
using FutureWatch = std::unique_ptr<QObject>;

// Calls the handler in this thread with the future's outcome, unless the watch is dropped before.
template<typename T, typename Handler>
FutureWatch watch(const QFuture<T> &future, Handler handler)
{
    auto context = std::make_unique<QObject>();
    QDynamoDB::whenDone(future, context.get(), std::move(handler));
    return context;
}

} // namespace QtDynamoDBPrivate

#endif
