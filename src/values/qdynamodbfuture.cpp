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

    Waits until \a future is finished. Returns its result, or the error that it failed with. Never
    throws.

    \list
    \li If the future was cancelled, the code of the error is QDynamoDBError::Cancelled.
    \li If a continuation threw an exception other than a QDynamoDBException, the code of the error
        is QDynamoDBError::Unknown, and its message is the exception's text.
    \li For \c {QFuture<void>}, the \c {QDynamoDBExpected<void>} is success or the error.
    \li If the future has several results, the first one is returned; see waitForResults(). If it has
        none, the code of the error is QDynamoDBError::Unknown.
    \endlist

    Call this function from any thread except the client's I/O thread, where continuations without a
    context run: waiting there would block forever. Waiting for a future whose result was taken by
    QFuture::takeResult() blocks forever, too. For a handler instead of waiting, use whenDone().

    \since 0.1
    \sa whenDone()
*/

/*!
    \fn template <typename T> QDynamoDBExpected<QList<T>> QDynamoDB::waitForResults(const QFuture<T> &future)
    \relates QDynamoDBExpected

    Waits until \a future is finished. Returns all its results, such as the items of
    QDynamoDB::queryAll(), or the error that it failed with. If the future has no results, the list
    is empty. Everything else is as for waitForResult().

    \since 0.1
    \sa waitForResult()
*/

/*!
    \fn template <typename T, typename Context, typename OnResult, typename OnError> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError)
    \relates QDynamoDBExpected

    Calls \a onResult with the result of \a future once it is finished, or \a onError with its
    error, in the thread of \a context.

    \code
    QDynamoDB::whenDone(client.getItem(u"Thread"_s, key), this,
                        [this](const QDynamoDB::GetItemResult &result) { show(result.item); },
                        [this](const QDynamoDBError &error) { complain(error.message()); });
    \endcode

    \list
    \li No handler is called after the context was destroyed, be it before or after the future
        finishes, or in another thread at the same time. The call itself continues; cancel the
        future to abort it.
    \li The event loop of the context's thread calls the handlers, never this function itself, even
        if the future is already finished. A handler must not throw.
    \li This function may be called from any thread, also from one without an event loop. The
        context must exist until the function returns. If the context is null, nothing happens.
    \li The future remains free for one \c then(), any number of watchers, and further calls of this
        function.
    \endlist

    \a onResult takes the result or nothing. If the future has several results, as that of
    QDynamoDB::queryAll(), \a onResult takes a QList of all results, or one result and is called for
    each in order. It may also take the QFuture itself. \a onError takes a
    \c {const QDynamoDBError &} or nothing. The return values of handlers are ignored. A handler may
    be a move-only function object or a member function of the context.

    If the future was cancelled or failed with the code QDynamoDBError::Cancelled, \a onError is
    called with an error of that code; to handle cancellation separately, use the overload with
    \c onCancelled.

    \since 0.1
    \sa QDynamoDB::waitForResult()
*/

/*!
    \fn template <typename T, typename Context, typename OnResult, typename OnError, typename OnCancelled> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, OnResult &&onResult, OnError &&onError, OnCancelled &&onCancelled)
    \relates QDynamoDBExpected
    \overload

    Calls \a onCancelled instead of \a onError if \a future was cancelled. \a onCancelled takes
    nothing, or the error, whose code is QDynamoDBError::Cancelled. \a onResult, \a onError and
    \a context are as in the overload without it.

    \since 0.1
*/

/*!
    \fn template <typename T, typename Context, typename Handler> void QDynamoDB::whenDone(const QFuture<T> &future, Context *context, Handler &&handler)
    \relates QDynamoDBExpected
    \overload

    Calls \a handler with the result or the error of \a future once it is finished, in the thread of
    \a context:

    \code
    QDynamoDB::whenDone(client.putItem(u"Thread"_s, item), this,
                        [](const QDynamoDBExpected<QDynamoDB::PutItemResult> &outcome) {
                            if (!outcome)
                                qWarning() << outcome.error();
                        });
    \endcode

    The handler takes a \c {QDynamoDBExpected<T>}, or a \c {QDynamoDBExpected<QList<T>>} with all
    results of a future that has several. A handler that takes the result itself or nothing is
    called only if the future succeeds; errors and cancellation are then ignored.

    \since 0.1
*/

namespace QtDynamoDBPrivate {

DoneHandler::~DoneHandler() = default;

// Returns the exception that is being handled, as an error.
static QDynamoDBError currentError()
{
    try {
        throw;
    } catch (const QDynamoDBError &error) { // the base class of QDynamoDBException
        return error;
    } catch (const std::exception &exception) {
        return { Code::Unknown, QString::fromUtf8(exception.what()) };
    } catch (...) {
        return { Code::Unknown, u"The future failed with an exception of an unknown type."_s };
    }
}

QDynamoDBError missingResult()
{
    return { Code::Unknown, u"The future finished without a result."_s };
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

// A signal connection to the context ends with the context, in whatever thread that is destroyed.
// QFuture::then(context, ...) of Qt before 6.6 fails an assertion if the context is destroyed
// first.
void runWhenDone(const QFuture<void> &future, QObject *context, std::unique_ptr<DoneHandler> handler)
{
    if (!context)
        return;
    // A shared pointer, since QObject::connect() requires a copyable function object.
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
                         // The handler may destroy the context, and with it its children.
                         if (watcher->parent())
                             watcher->setParent(nullptr);
                         watcher->deleteLater();
                         const std::shared_ptr<DoneHandler> running = std::move(held);
                         running->run(context);
                     });
    watcher->setFuture(future);
    if (thread == QThread::currentThread()) {
        watcher->setParent(context);
        return;
    }
    // moveToThread() must come last: after it, the other thread may delete the watcher at any time.
    QObject::connect(context, &QObject::destroyed, watcher, &QObject::deleteLater,
                     Qt::DirectConnection);
    watcher->moveToThread(thread);
}

} // namespace QtDynamoDBPrivate
