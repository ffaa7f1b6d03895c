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

// Several calls with one promise. It is made in any thread, and lives in that of its client's calls
// from run() until the promise is kept; it ends with the client at the latest, as ClientDestroyed.
// Cancelling its future ends the calls that are under way, and the waiting.
class ClientTask : public std::enable_shared_from_this<ClientTask>
{
public:
    virtual ~ClientTask();
    Q_DISABLE_COPY_MOVE(ClientTask)

    [[nodiscard]] QFuture<void> future() { return m_promise->future(); }
    void run();

protected:
    using Client = QDynamoDBAbstractClient;

    ClientTask(Client *client, std::unique_ptr<Promise> promise);

    // The rest happens in the client's thread.
    virtual void step() = 0; // at the beginning, and when the pause is over
    virtual void ending() {} // just before the future tells of the end

    [[nodiscard]] Engine &engine() const { return *m_engine; }
    [[nodiscard]] Promise &promise() { return *m_promise; }

    // The handler gets the result, which is its own, or null and an error; nothing, if the task is
    // over by then.
    using Handler = std::function<void(const QDynamoDBError &error, void *result)>;
    void ask(const Operation &operation, const void *request, const QDynamoDBCallOptions &options,
             const Handler &handler);

    // step() comes again after this time ...
    void pause(Clock::Duration duration);
    // ... or once the future is not suspended any more; true, if it is.
    [[nodiscard]] bool isSuspended();

    void finish() { end(nullptr); }
    void fail(const QDynamoDBError &error);
    void fail(const QDynamoDBException &exception) { end(&exception); }

private:
    void start();
    void cancelled();
    void end(const QDynamoDBException *failure);

    const QPointer<Client> m_client;
    Engine *const m_engine;
    const std::unique_ptr<Promise> m_promise;
    QPointer<QFutureWatcher<void>> m_watcher;
    QMap<quint64, QFuture<void>> m_calls; // under way
    quint64 m_lastCall = 0;
    Clock::Alarm m_alarm = 0;
    bool m_awaitsResume = false;
    bool m_isOver = false;
};

} // namespace QtDynamoDBPrivate

#endif
