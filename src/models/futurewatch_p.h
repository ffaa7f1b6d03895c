// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTUREWATCH_P_H
#define FUTUREWATCH_P_H

#include <QtDynamoDB/qdynamodbfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {

// The context of a handler. Destroying the context, also from within the handler, disconnects the
// handler.
using FutureWatch = std::unique_ptr<QObject>;

// Calls the handler in this thread, from the event loop, with the outcome of the future, unless the
// returned context is destroyed before.
template<typename T, typename Handler>
FutureWatch watch(const QFuture<T> &future, Handler handler)
{
    auto context = std::make_unique<QObject>();
    QDynamoDB::whenDone(future, context.get(), std::move(handler));
    return context;
}

} // namespace QtDynamoDBPrivate

#endif
