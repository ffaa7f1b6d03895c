// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTTASK_P_H
#define CLIENTTASK_P_H

#include "api/operation_p.h"
#include "api/promise_p.h"
#include "client/qdynamodbabstractclient_p.h"

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qmap.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

// Several calls that complete one promise. A task may be made in any thread. From its first
// function that runs in the client's I/O thread until the promise is finished, it keeps itself
// alive and belongs to that thread.
//
// Three events stop a task: its future is cancelled, its client is destroyed, or the application
// ends. Each of them cancels the calls in flight and the alarms, whose handlers are discarded, and
// leaves the rest to stopped(). No further call is started.
class Q_DYNAMODB_AUTOTEST_EXPORT ClientTask : public std::enable_shared_from_this<ClientTask>
{
public:
    virtual ~ClientTask();
    Q_DISABLE_COPY_MOVE(ClientTask)

    [[nodiscard]] QFuture<void> future() { return m_promise->future(); }
    // Runs step() in the I/O thread. Thread-safe.
    void run();

protected:
    using Client = QDynamoDBAbstractClient;

    ClientTask(Client *client, std::unique_ptr<Promise> promise);

    // Runs the function in the I/O thread unless the task is over by then. If the client or the
    // application ends first, the function is discarded and the task is stopped. Fails if the
    // client is gone or there is no I/O thread. Thread-safe.
    [[nodiscard]] QDynamoDBError post(std::function<void()> function);

    // The functions below are called in the I/O thread, with one exception: if run() fails, it
    // calls stopped() and ending() in its caller's thread.

    virtual void step() = 0;
    // The task was stopped with this error: Cancelled, ClientDestroyed, or the reason why there is
    // no I/O thread. Must finish the promise, as this implementation does. Exceptions that are set
    // on a cancelled promise have no effect.
    virtual void stopped(const QDynamoDBError &error) { fail(error); }
    // Called before the future finishes, once.
    virtual void ending() {}

    [[nodiscard]] Engine &engine() const { return *m_engine; }
    [[nodiscard]] Promise &promise() { return *m_promise; }
    [[nodiscard]] bool isOver() const { return m_isOver; }

    // Starts a call. The handler gets the result, which it may move from, or an error and null.
    using Handler = std::function<void(const QDynamoDBError &error, void *result)>;
    void call(const Operation &operation, const void *request, const QDynamoDBCallOptions &options,
              const Handler &handler);
    // In a handler that gets a result: whether an attempt of the call had an unknown outcome, so that
    // the service may also have done what the result calls undone.
    [[nodiscard]] bool wasDoubtful() const { return m_wasDoubtful; }

    // Runs the handler once the client's clock has advanced by the delay.
    using Alarm = quint64; // 0 is none
    Alarm setAlarm(Clock::Duration delay, const std::function<void()> &handler);
    // Discards the handler and sets the variable to 0.
    void cancelAlarm(Alarm *alarm);
    // Runs step() after the delay.
    void pause(Clock::Duration delay);

    // If the future is suspended, returns true and runs step() once the future is resumed.
    [[nodiscard]] bool waitIfSuspended();

    // Cancels all calls and alarms, and discards their handlers.
    void abandon();

    void finish() { end(nullptr); }
    void fail(const QDynamoDBError &error);
    void fail(const QDynamoDBException &exception) { end(&exception); }

private:
    struct Posted;

    void begin();
    [[nodiscard]] bool stopIfCancelled();
    void stop(const QDynamoDBError &error);
    void end(const QDynamoDBException *failure);

    Engine *const m_engine; // valid in the I/O thread until the task is over
    const std::shared_ptr<ClientHandle> m_handle;
    const std::unique_ptr<Promise> m_promise;
    QPointer<QFutureWatcher<void>> m_watcher;
    QMap<quint64, QFuture<void>> m_calls; // in flight
    QMap<Alarm, Clock::Alarm> m_alarms;
    quint64 m_lastId = 0; // of calls and alarms
    bool m_hasBegun = false;
    bool m_awaitsResume = false;
    bool m_wasDoubtful = false;
    bool m_isOver = false;
};

} // namespace QtDynamoDBPrivate

#endif
