// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qthread.h>

#include <exception>
#include <limits>

using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

/*!
    \fn template <typename T> QDynamoDBExpected<T> QDynamoDB::waitForResult(const QFuture<T> &future)
    \relates QDynamoDBExpected

    Waits until \a future is finished, and returns its result or, as a value, the error that it
    failed with. Never throws.

    \list
    \li The error of a future that was cancelled has the code QDynamoDBError::Cancelled.
    \li An exception that is no QDynamoDBException, which a continuation may have thrown, becomes an
        error of code QDynamoDBError::Unknown with the exception's text.
    \li For \c {QFuture<void>}, \c {QDynamoDBExpected<void>} is success or the error.
    \li Of several results this is the first one; see waitForResults(). If a future finishes without
        any, the error's code is QDynamoDBError::Unknown.
    \endlist

    May be called from any thread but the client's own I/O thread, in which continuations without a
    context run: there it would wait for ever, as it would for a future whose result was taken by
    QFuture::takeResult(). To be told instead of waiting, use whenDone().

    \since 0.1
*/

/*!
    \fn template <typename T> QDynamoDBExpected<QList<T>> QDynamoDB::waitForResults(const QFuture<T> &future)
    \relates QDynamoDBExpected

    Waits until \a future is finished as waitForResult() does, and returns all its results, such as the
    items of QDynamoDB::queryAll(). No results are an empty list.

    \since 0.1
*/

/*!
    \fn template <typename T, typename Context, typename OnResult, typename OnError> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError)
    \relates QDynamoDBExpected

    Calls \a onResult with the result of \a future once it is finished, or \a onError with the error,
    in the thread of \a context.

    \code
    QDynamoDB::whenDone(client.getItem(u"Thread"_s, key), this,
                        [this](const QDynamoDB::GetItemResult &result) { show(result.item); },
                        [this](const QDynamoDBError &error) { complain(error.message()); });
    \endcode

    \list
    \li Once the context is destroyed, no handler is called, whether that happens before the call
        ends, after it, or in another thread at the same time. The call itself continues; to abort
        it, cancel the future.
    \li The handlers are called by the event loop of the context's thread, never within this
        function, even if the future is finished already. They must not throw.
    \li This function may be called from any thread, also without an event loop. The context has to
        exist until it returns; for a null context nothing happens.
    \li The future's continuation stays free: any number of whenDone(), one \c then() and watchers
        may follow the same future.
    \endlist

    \a onResult takes the result, or nothing. For a future of several results, such as that of
    QDynamoDB::queryAll(), it takes a QList of all of them, or it takes one result and is called for
    each in order. It may also take the QFuture itself. \a onError takes a
    \c {const QDynamoDBError &} or nothing. What handlers return is ignored; they may be move-only,
    or member functions of the context.

    If the future was cancelled, or failed with the code QDynamoDBError::Cancelled, \a onError gets
    an error of that code, unless there is a handler for it: see the overload with \c onCancelled.

    \since 0.1
    \sa QDynamoDB::waitForResult()
*/

/*!
    \fn template <typename T, typename Context, typename OnResult, typename OnError, typename OnCancelled> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError, OnCancelled &&onCancelled)
    \relates QDynamoDBExpected
    \overload

    Calls \a onCancelled, and not \a onError, if \a future was cancelled. It takes nothing, or the
    error of code QDynamoDBError::Cancelled.

    \since 0.1
*/

/*!
    \fn template <typename T, typename Context, typename Handler> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, Handler &&handler)
    \relates QDynamoDBExpected
    \overload

    Calls \a handler in the thread of \a context with the result or the error of \a future:

    \code
    QDynamoDB::whenDone(client.putItem(u"Thread"_s, item), this,
                        [](const QDynamoDBExpected<QDynamoDB::PutItemResult> &outcome) {
                            if (!outcome)
                                qWarning() << outcome.error();
                        });
    \endcode

    The handler takes a \c {QDynamoDBExpected<T>} or, for all results of a future of several, a
    \c {QDynamoDBExpected<QList<T>>}. A handler that takes the result instead, or nothing, is called
    only if the future succeeded; errors and cancellation are ignored.

    \since 0.1
*/

namespace QtDynamoDBPrivate {

DoneHandler::~DoneHandler() = default;

// The exception that is being handled, as an error.
static QDynamoDBError currentError()
{
    try {
        throw;
    } catch (const QDynamoDBError &error) { // every QDynamoDBException is one
        return error;
    } catch (const std::exception &exception) {
        return { Code::Unknown, QString::fromUtf8(exception.what()) };
    } catch (...) {
        return { Code::Unknown, u"The future failed with an exception of an unknown type."_s };
    }
}

QDynamoDBError missingResult()
{
    return { Code::Unknown, u"The future has finished without a result."_s };
}

QDynamoDBError futureError(QFuture<void> future)
{
    try {
        future.waitForFinished();
    } catch (...) {
        return currentError();
    }
    if (future.isCanceled())
        return { Code::Cancelled, u"The call was cancelled."_s };
    return {};
}

// A connection to the context is what ends with the context, whatever thread destroys it. With
// QFuture::then(context, ...), Qt before 6.6 fails an assertion if the context is destroyed first.
void runWhenDone(const QFuture<void> &future, QObject *context, std::unique_ptr<DoneHandler> handler)
{
    if (!context)
        return;
    // Shared, since functors of connections have to be copyable.
    const std::shared_ptr<DoneHandler> shared(std::move(handler));
    if (future.isFinished()) {
        QMetaObject::invokeMethod(
                context, [context, shared] { shared->run(context); }, Qt::QueuedConnection);
        return;
    }
    QThread *thread = context->thread();
    auto *watcher = new QFutureWatcher<void>;
    watcher->setPendingResultsLimit(std::numeric_limits<int>::max()); // never throttles the call
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, context, held = shared]() mutable {
                         // The handler may destroy the context.
                         if (watcher->parent())
                             watcher->setParent(nullptr);
                         watcher->deleteLater();
                         const std::shared_ptr<DoneHandler> run = std::move(held);
                         run->run(context);
                     });
    watcher->setFuture(future);
    if (thread == QThread::currentThread()) {
        watcher->setParent(context);
        return;
    }
    // From the last line on, the watcher may be deleted at any time.
    QObject::connect(context, &QObject::destroyed, watcher, &QObject::deleteLater,
                     Qt::DirectConnection);
    watcher->moveToThread(thread);
}

} // namespace QtDynamoDBPrivate
