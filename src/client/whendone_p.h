// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WHENDONE_P_H
#define WHENDONE_P_H

#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qfuturewatcher.h>

#include <utility>

namespace QtDynamoDBPrivate {

// What a finished call came to.
template<typename T>
[[nodiscard]] QDynamoDBExpected<T> outcomeOf(QFuture<T> future)
{
    using namespace Qt::StringLiterals;
    try {
        future.waitForFinished();
    } catch (const QDynamoDBException &exception) {
        return exception.error();
    }
    if (future.isCanceled() || future.resultCount() == 0)
        return QDynamoDBError(QDynamoDBError::Code::Cancelled, u"The call was cancelled."_s);
    // takeResult() would reset the future (Qt 6.4): a promise that goes only now, in its thread,
    // would then think that it has not finished, and do so again.
    return future.result();
}

// Hands the outcome to the handler in the context's thread, which is this one; not at all if the
// context goes first. (With then(context, ...) Qt before 6.6 fails an assertion in that case.)
template<typename T, typename Handler>
void whenDone(const QFuture<T> &future, QObject *context, Handler handler)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, handler = std::move(handler)]() mutable {
                         watcher->deleteLater();
                         handler(outcomeOf(watcher->future()));
                     });
    watcher->setFuture(future);
}

} // namespace QtDynamoDBPrivate

#endif
