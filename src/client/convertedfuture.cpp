// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/qdynamodbabstractclient_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbconvertedfuture.h>

#include <QtCore/qfuturewatcher.h>

namespace QtDynamoDBPrivate {

void throwError(const QDynamoDBError &error)
{
    error.raise();
    Q_UNREACHABLE();
}

void cancelAlong(QDynamoDBClient *client, const QFuture<void> &derived, const QFuture<void> &root)
{
    if (derived.isFinished())
        return;
    auto *watcher = new QFutureWatcher<void>;
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                     [call = QFuture<void>(root)]() mutable { call.cancel(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(derived);
    // The caller's thread may have no event loop. The client's thread may end before it delivers
    // the watcher's events.
    QThread *thread = QDynamoDBAbstractClientPrivate::get(client)->thread.get();
    QObject::connect(thread, &QThread::finished, watcher, &QObject::deleteLater);
    watcher->moveToThread(thread);
}

} // namespace QtDynamoDBPrivate
