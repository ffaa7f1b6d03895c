// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FUTUREWATCH_P_H
#define FUTUREWATCH_P_H

#include "client/whendone_p.h"

#include <memory>

namespace QtDynamoDBPrivate {

// Silent at once, so that it can be dropped from within its own signal.
struct DropWatch
{
    void operator()(QFutureWatcherBase *watcher) const
    {
        watcher->disconnect();
        watcher->deleteLater();
    }
};
using FutureWatch = std::unique_ptr<QFutureWatcherBase, DropWatch>;

// Calls back in this thread with what the future comes to, unless the watch is dropped before.
template<typename T, typename Callback>
FutureWatch watch(const QFuture<T> &future, Callback callback)
{
    auto *watcher = new QFutureWatcher<T>;
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                     [watcher, callback] { callback(outcomeOf(watcher->future())); });
    watcher->setFuture(future);
    return FutureWatch(watcher);
}

} // namespace QtDynamoDBPrivate

#endif
