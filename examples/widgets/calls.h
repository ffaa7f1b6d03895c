// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALLS_H
#define CALLS_H

#include <QtDynamoDB/QDynamoDBException>

#include <QtCore/QFutureWatcher>

// Hands the result of a call to done, or its error to failed; neither once the context is gone.
// QFuture::then(context, ...) says the same in fewer words, but before Qt 6.6 it fails an assertion
// if the context goes first, and here windows are closed and transfers cancelled at any time.
template<typename Result, typename Done, typename Failed>
void handle(QObject *context, const QFuture<Result> &call, Done done, Failed failed)
{
    auto *watcher = new QFutureWatcher<Result>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done, failed] {
        watcher->deleteLater();
        QFuture<Result> finished = watcher->future();
        try {
            finished.waitForFinished(); // throws what went wrong
        } catch (const QDynamoDBException &failure) {
            failed(failure.error());
            return;
        }
        if (finished.resultCount() > 0) // or else it was cancelled
            done(finished.result());
    });
    watcher->setFuture(call);
}

#endif
