// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTTASK_P_H
#define CLIENTTASK_P_H

#include "client/qdynamodbabstractclient_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qmap.h>
#include <QtCore/qpointer.h>
#include <QtCore/qpromise.h>

#include <memory>

namespace QtDynamoDBPrivate {

// Several calls with one promise. It is made in any thread, and lives in that of its client from
// run() until the promise is kept; it ends with the client at the latest, as ClientDestroyed.
// Cancelling its future ends the calls that are under way, and the waiting.
template<typename T>
class ClientTask : public std::enable_shared_from_this<ClientTask<T>>
{
public:
    virtual ~ClientTask()
    {
        m_alarm = 0; // whoever held it is gone
        if (!m_isOver)
            fail(destroyed());
    }
    Q_DISABLE_COPY_MOVE(ClientTask)

    [[nodiscard]] QFuture<T> future() { return m_promise.future(); }

    QFuture<T> run()
    {
        QFuture<T> future = m_promise.future();
        const auto begin = [self = this->shared_from_this()] { self->start(); };
        QMetaObject::invokeMethod(m_engine, begin, Qt::QueuedConnection);
        return future;
    }

protected:
    using Client = QDynamoDBAbstractClient;

    explicit ClientTask(Client *client)
        : m_client(client)
        , m_engine(QDynamoDBAbstractClientPrivate::get(client)->engine)
    {
        m_promise.start();
    }

    // The rest happens in the client's thread.
    virtual void step() = 0; // at the beginning, and when the pause is over
    virtual void ending() {} // just before the future tells of the end

    [[nodiscard]] Client *client() const { return m_client; }
    [[nodiscard]] Engine &engine() const { return *m_engine; }
    [[nodiscard]] QPromise<T> &promise() { return m_promise; }

    // The handler gets what the call came to, unless the task is over by then.
    template<typename Result, typename Handler>
    void ask(const QFuture<Result> &call, Handler handler)
    {
        const quint64 id = ++m_lastCall;
        m_calls.insert(id, QFuture<void>(call));
        const auto answer = [self = this->shared_from_this(), id,
                             handler](const QDynamoDBExpected<Result> &outcome) {
            self->m_calls.remove(id);
            if (self->m_promise.isCanceled())
                self->cancelled();
            else if (!self->m_isOver)
                handler(outcome);
        };
        QFuture<Result>(call)
                .then([answer](QFuture<Result> done) { answer(resultOf(done)); })
                .onCanceled([answer] { answer(resultOf(QFuture<Result>())); });
    }

    // step() comes again after this time ...
    void pause(Clock::Duration duration)
    {
        Clock &clock = m_engine->clock();
        m_alarm = clock.wakeAt(clock.monotonic() + duration, [self = this->shared_from_this()] {
            self->m_alarm = 0;
            self->step();
        });
    }
    // ... or once the future is not suspended any more; true, if it is.
    [[nodiscard]] bool isSuspended()
    {
        const QFuture<T> future = m_promise.future();
        m_awaitsResume = future.isSuspending() || future.isSuspended();
        return m_awaitsResume;
    }

    void finish() { end(nullptr); }
    void fail(const QDynamoDBError &error) { end(QDynamoDB::makeException(error).get()); }
    void fail(const QDynamoDBException &exception) { end(&exception); }

private:
    // Unlike outcomeOf(), leaves the result where it is: with Qt 6.4, a future whose result was
    // taken in a continuation runs that continuation once more when its promise is destroyed.
    template<typename Result>
    static QDynamoDBExpected<Result> resultOf(QFuture<Result> future)
    {
        try {
            future.waitForFinished();
        } catch (const QDynamoDBException &exception) {
            return exception.error();
        }
        if (future.resultCount() == 0) {
            return QDynamoDBError(QDynamoDBError::Code::Cancelled,
                                  QStringLiteral("The call was cancelled."));
        }
        return future.result();
    }

    static QDynamoDBError destroyed()
    {
        return QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                              QStringLiteral("The client was destroyed meanwhile."));
    }

    void start()
    {
        auto *watcher = new QFutureWatcher<void>(m_engine);
        m_watcher = watcher;
        const auto self = this->shared_from_this();
        QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                         [self] { self->cancelled(); });
        QObject::connect(watcher, &QFutureWatcherBase::resumed, watcher, [self] {
            if (std::exchange(self->m_awaitsResume, false))
                self->step();
        });
        watcher->setFuture(QFuture<void>(m_promise.future()));
        if (m_promise.isCanceled())
            cancelled();
        else if (!m_client)
            fail(destroyed());
        else
            step();
    }

    void cancelled()
    {
        if (m_isOver)
            return;
        const auto calls = std::exchange(m_calls, {});
        for (QFuture<void> call : calls)
            call.cancel();
        finish();
    }

    void end(const QDynamoDBException *failure)
    {
        m_isOver = true;
        if (m_alarm)
            m_engine->clock().cancel(std::exchange(m_alarm, 0));
        if (m_watcher) {
            m_watcher->disconnect();
            m_watcher->deleteLater();
        }
        ending();
        if (failure)
            m_promise.setException(*failure);
        m_promise.finish();
    }

    const QPointer<Client> m_client;
    Engine *const m_engine;
    QPromise<T> m_promise;
    QPointer<QFutureWatcher<void>> m_watcher;
    QMap<quint64, QFuture<void>> m_calls; // under way
    quint64 m_lastCall = 0;
    Clock::Alarm m_alarm = 0;
    bool m_awaitsResume = false;
    bool m_isOver = false;
};

} // namespace QtDynamoDBPrivate

#endif
