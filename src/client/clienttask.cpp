// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clienttask_p.h"

#include "client/modelledcall_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>

#include <utility>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// The promise of one call of a task: it hands the outcome to a handler in the I/O thread.
class CallPromise final : public HandledPromise
{
public:
    using Handler = std::function<void(const QDynamoDBError &error, void *result, bool doubtful)>;

    explicit CallPromise(Handler handler)
        : m_handler(std::move(handler))
    {
    }

    bool move(void *result) override
    {
        handle({}, result);
        return true;
    }
    void setException(const QException &exception) override
    {
        handle(static_cast<const QDynamoDBException &>(exception).error(), nullptr);
    }
    void setDoubtful() override { m_isDoubtful = true; }
    void finish() override
    {
        if (m_handler)
            handle(QDynamoDBError(Code::Cancelled, u"The call was cancelled."_s), nullptr);
        HandledPromise::finish();
    }

private:
    void handle(const QDynamoDBError &error, void *result)
    {
        std::exchange(m_handler, {})(error, result, m_isDoubtful);
    }

    Handler m_handler;
    bool m_isDoubtful = false;
};

} // namespace

// A function on its way to the I/O thread.
struct ClientTask::Posted
{
    Posted(std::shared_ptr<ClientTask> &&itsTask, std::function<void()> &&itsFunction)
        : task(std::move(itsTask))
        , function(std::move(itsFunction))
    {
    }
    // The engine discards posted functions when the client or the application ends.
    ~Posted()
    {
        if (task)
            task->stop(ClientHandle::destroyed());
    }
    Q_DISABLE_COPY_MOVE(Posted)

    void run()
    {
        const std::shared_ptr<ClientTask> running = std::move(task);
        running->begin();
        if (!running->m_isOver)
            function();
    }

    std::shared_ptr<ClientTask> task; // null once run
    std::function<void()> function;
};

ClientTask::ClientTask(Client *client, std::unique_ptr<Promise> promise)
    : m_engine(QDynamoDBAbstractClientPrivate::get(client)->engine)
    , m_handle(QDynamoDBAbstractClientPrivate::get(client)->handle)
    , m_promise(std::move(promise))
{
}

ClientTask::~ClientTask()
{
    if (m_isOver)
        return;
    // It was never run.
    m_promise->setException(*QDynamoDB::makeException(ClientHandle::destroyed()));
    m_promise->finish();
}

QDynamoDBError ClientTask::post(std::function<void()> function)
{
    auto posted = std::make_shared<Posted>(shared_from_this(), std::move(function));
    Posted *const refused = posted.get();
    // On success, the I/O thread is the only owner, so that it is the thread that stops the task.
    std::function<void()> owner = [posted = std::move(posted)] { posted->run(); };
    QDynamoDBError error = m_handle->post(std::move(owner));
    if (error.isError())
        refused->task.reset();
    return error;
}

void ClientTask::run()
{
    const QDynamoDBError error = post([this] { step(); });
    if (error.isError())
        stop(error);
}

void ClientTask::call(const Operation &operation, const void *request,
                      const QDynamoDBCallOptions &options, const Handler &handler)
{
    if (m_isOver || stopIfCancelled())
        return;
    if (m_handle->isClosed()) {
        stop(ClientHandle::destroyed());
        return;
    }
    const quint64 id = ++m_lastId;
    const auto ended = [self = shared_from_this(), id, handler](const QDynamoDBError &error,
                                                                void *result, bool doubtful) {
        if (self->m_calls.remove(id) > 0 && !self->stopIfCancelled()) {
            self->m_wasDoubtful = doubtful;
            handler(error, result);
        }
    };
    auto promise = std::make_unique<CallPromise>(ended);
    m_calls.insert(id, promise->future());
    auto started = std::make_unique<ModelledCall>(operation, request, options, std::move(promise));
    started->setSettings(m_handle->settings());
    m_engine->submit(std::move(started));
}

ClientTask::Alarm ClientTask::setAlarm(Clock::Duration delay, const std::function<void()> &handler)
{
    const Alarm id = ++m_lastId;
    Clock &clock = m_engine->clock();
    const auto ring = [self = shared_from_this(), id, handler] {
        if (self->m_alarms.remove(id) > 0 && !self->stopIfCancelled())
            handler();
    };
    m_alarms.insert(id, clock.wakeAt(clock.monotonic() + delay, ring));
    return id;
}

void ClientTask::cancelAlarm(Alarm *alarm)
{
    const auto found = m_alarms.find(std::exchange(*alarm, 0));
    if (found == m_alarms.end())
        return;
    m_engine->clock().cancel(*found);
    m_alarms.erase(found);
}

void ClientTask::pause(Clock::Duration delay)
{
    setAlarm(delay, [this] { step(); });
}

bool ClientTask::waitIfSuspended()
{
    const QFuture<void> future = m_promise->future();
    m_awaitsResume = future.isSuspending() || future.isSuspended();
    return m_awaitsResume;
}

void ClientTask::abandon()
{
    const auto alarms = std::exchange(m_alarms, {});
    for (const Clock::Alarm alarm : alarms)
        m_engine->clock().cancel(alarm);
    const auto calls = std::exchange(m_calls, {});
    for (QFuture<void> call : calls)
        call.cancel();
}

void ClientTask::fail(const QDynamoDBError &error)
{
    end(QDynamoDB::makeException(error).get());
}

void ClientTask::begin()
{
    if (m_isOver || std::exchange(m_hasBegun, true))
        return;
    auto *watcher = new QFutureWatcher<void>(m_engine);
    m_watcher = watcher;
    const auto self = shared_from_this();
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                     [self] { (void)self->stopIfCancelled(); });
    QObject::connect(watcher, &QFutureWatcherBase::resumed, watcher, [self] {
        if (std::exchange(self->m_awaitsResume, false))
            self->step();
    });
    QObject::connect(m_engine, &Engine::ending, watcher,
                     [self] { self->stop(ClientHandle::destroyed()); });
    watcher->setFuture(m_promise->future());
    m_promise->start();
    if (m_handle->isClosed())
        stop(ClientHandle::destroyed());
    else
        (void)stopIfCancelled();
}

bool ClientTask::stopIfCancelled()
{
    if (!m_promise->isCanceled())
        return false;
    stop(QDynamoDBError(Code::Cancelled, u"The operation was cancelled."_s));
    return true;
}

void ClientTask::stop(const QDynamoDBError &error)
{
    if (m_isOver)
        return;
    abandon();
    stopped(error);
}

void ClientTask::end(const QDynamoDBException *failure)
{
    if (std::exchange(m_isOver, true))
        return;
    abandon();
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
