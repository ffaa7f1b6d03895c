// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clienttask_p.h"

#include "client/startcall_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>

#include <utility>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

QDynamoDBError destroyed()
{
    return QDynamoDBError(Code::ClientDestroyed,
                          u"The client, or the application, ended before the operation did."_s);
}

// Of a call that has somebody to tell at its end, in its own thread.
class Answer final : public Promise
{
public:
    using Handler = std::function<void(const QDynamoDBError &error, void *result)>;

    explicit Answer(Handler handler)
        : Promise(m_interface)
        , m_handler(std::move(handler))
    {
        m_interface.reportStarted();
    }

    bool move(void *result) override
    {
        tell({}, result);
        return true;
    }
    void setException(const QException &exception) override
    {
        tell(static_cast<const QDynamoDBException &>(exception).error(), nullptr);
    }
    void finish() override
    {
        if (m_handler)
            tell(QDynamoDBError(Code::Cancelled, u"The call was cancelled."_s), nullptr);
        m_interface.reportFinished();
    }

private:
    void tell(const QDynamoDBError &error, void *result)
    {
        std::exchange(m_handler, {})(error, result);
    }

    QFutureInterface<void> m_interface;
    Handler m_handler;
};

} // namespace

ClientTask::ClientTask(Client *client, std::unique_ptr<Promise> promise)
    : m_client(client)
    , m_engine(QDynamoDBAbstractClientPrivate::get(client)->engine)
    , m_promise(std::move(promise))
{
}

ClientTask::~ClientTask()
{
    m_alarm = 0; // whoever held it is gone
    if (m_isOver)
        return;
    m_promise->setException(*QDynamoDB::makeException(destroyed()));
    m_promise->finish();
}

void ClientTask::run()
{
    const QDynamoDBError error = m_engine->post([self = shared_from_this()] { self->start(); });
    if (error.isError())
        fail(error);
}

void ClientTask::ask(const Operation &operation, const void *request,
                     const QDynamoDBCallOptions &options, const Handler &handler)
{
    if (!m_client) {
        fail(destroyed());
        return;
    }
    const quint64 id = ++m_lastCall;
    const auto answered = [self = shared_from_this(), id, handler](const QDynamoDBError &error,
                                                                   void *result) {
        self->m_calls.remove(id);
        if (self->m_promise->isCanceled())
            self->cancelled();
        else if (!self->m_isOver)
            handler(error, result);
    };
    auto answer = std::make_unique<Answer>(answered);
    m_calls.insert(id, answer->future());
    startCall(m_client, operation, request, options, std::move(answer));
}

void ClientTask::pause(Clock::Duration duration)
{
    Clock &clock = m_engine->clock();
    m_alarm = clock.wakeAt(clock.monotonic() + duration, [self = shared_from_this()] {
        self->m_alarm = 0;
        self->step();
    });
}

bool ClientTask::isSuspended()
{
    const QFuture<void> future = m_promise->future();
    m_awaitsResume = future.isSuspending() || future.isSuspended();
    return m_awaitsResume;
}

void ClientTask::fail(const QDynamoDBError &error)
{
    end(QDynamoDB::makeException(error).get());
}

void ClientTask::start()
{
    auto *watcher = new QFutureWatcher<void>(m_engine);
    m_watcher = watcher;
    const auto self = shared_from_this();
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher, [self] { self->cancelled(); });
    QObject::connect(watcher, &QFutureWatcherBase::resumed, watcher, [self] {
        if (std::exchange(self->m_awaitsResume, false))
            self->step();
    });
    QObject::connect(m_engine, &Engine::ending, watcher, [self] { self->fail(destroyed()); });
    watcher->setFuture(m_promise->future());
    m_promise->start();
    if (m_promise->isCanceled())
        cancelled();
    else if (!m_client)
        fail(destroyed());
    else
        step();
}

void ClientTask::cancelled()
{
    if (m_isOver)
        return;
    const auto calls = std::exchange(m_calls, {});
    for (QFuture<void> call : calls)
        call.cancel();
    finish();
}

void ClientTask::end(const QDynamoDBException *failure)
{
    if (std::exchange(m_isOver, true))
        return;
    if (m_alarm)
        m_engine->clock().cancel(std::exchange(m_alarm, 0));
    if (m_watcher) {
        m_watcher->disconnect();
        m_watcher->deleteLater();
    }
    ending();
    if (failure)
        m_promise->setException(*failure);
    m_promise->finish();
}

} // namespace QtDynamoDBPrivate
