// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eventloop/eventthread_p.h"

#ifdef Q_DYNAMODB_WITH_EPOLL_DISPATCHER
#include "eventloop/epolldispatcher_p.h"
#endif
#include "transport/descriptors_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qwaitcondition.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

std::chrono::milliseconds EventThread::patience { 10000 };

// The state that decides whether the loop of a thread runs. The thread and the application's
// observer share it, so that the thread's owner may be destroyed at any time.
struct EventThread::Gate
{
    enum class State { Awaited, Exists, Ended }; // the application

    QMutex mutex; // for the rest
    QWaitCondition changed;
    State state = State::Awaited;
    EventThread *thread = nullptr; // valid while in the loop
    bool isInLoop = false;
    bool isEnding = false;
    bool isPoked = false;
    bool isSuspending = false;

    [[nodiscard]] bool isBusy() const { return isInLoop || isPoked || isSuspending; }
};

// The observer of the application, for all threads.
class EventThread::Application
{
public:
    using State = Gate::State;

    Application() = default;
    Q_DISABLE_COPY_MOVE(Application)

    // Never destroyed: static clients may outlive every static object of the library.
    static Application *instance()
    {
        static auto *const application = new Application;
        return application;
    }
    void observe(); // once for all threads

    void add(const std::shared_ptr<Gate> &gate)
    {
        const QMutexLocker locker(&m_mutex);
        gate->state = m_state;
        m_gates.push_back(gate);
    }
    void remove(const std::shared_ptr<Gate> &gate)
    {
        const QMutexLocker locker(&m_mutex);
        std::erase(m_gates, gate);
    }

    // Takes over a thread that disposes of itself.
    void adopt(std::unique_ptr<EventThread> thread)
    {
        const QMutexLocker locker(&m_mutex);
        m_orphans.push_back(std::move(thread));
    }
    enum class Reap { Finished, All };
    void reap(Reap which)
    {
        std::vector<std::unique_ptr<EventThread>> reaped;
        {
            const QMutexLocker locker(&m_mutex);
            const auto stays = [which](const std::unique_ptr<EventThread> &thread) {
                return thread.get() == QThread::currentThread()
                        || (which == Reap::Finished && !thread->isFinished());
            };
            const auto split = std::partition(m_orphans.begin(), m_orphans.end(), stays);
            std::move(split, m_orphans.end(), std::back_inserter(reaped));
            m_orphans.erase(split, m_orphans.end());
        }
        reaped.clear(); // waits, without the lock
    }

private:
    // Qt calls these in the application's thread: at the end of its constructor, and at the
    // beginning of its destructor, while events are still delivered.
    static void began();
    static void ended();

    std::vector<std::shared_ptr<Gate>> setState(State state)
    {
        const QMutexLocker locker(&m_mutex);
        m_state = state;
        for (const std::shared_ptr<Gate> &gate : m_gates) {
            const QMutexLocker gateLocker(&gate->mutex);
            gate->state = state;
            if (state == State::Ended && gate->isInLoop)
                gate->thread->quit();
            gate->changed.wakeAll();
        }
        return m_gates;
    }

    std::once_flag m_observing;
    QMutex m_mutex; // for the rest; locked before that of a gate
    State m_state = State::Awaited;
    std::vector<std::shared_ptr<Gate>> m_gates;
    std::vector<std::unique_ptr<EventThread>> m_orphans;
};

void EventThread::Application::observe()
{
    std::call_once(m_observing, [this] {
        if (!QCoreApplication::instance() && QCoreApplication::closingDown())
            setState(State::Ended);
        qAddPreRoutine(began); // calls it at once if the application exists
    });
}

void EventThread::Application::began()
{
    if (!QCoreApplication::instance())
        return;
    qAddPostRoutine(ended);
    instance()->setState(State::Exists);
}

void EventThread::Application::ended()
{
    const auto gates = instance()->setState(State::Ended);
    for (const std::shared_ptr<Gate> &gate : gates) {
        QMutexLocker locker(&gate->mutex);
        // A thread that ends needs no events.
        while (gate->isBusy() && !gate->isEnding && gate->thread != QThread::currentThread())
            gate->changed.wait(&gate->mutex);
    }
    instance()->reap(Reap::All);
}

EventThread::EventThread(EventThreadWork *work)
    : m_work(work)
    , m_gate(std::make_shared<Gate>())
{
    m_gate->thread = this;
    Application *application = Application::instance();
    application->observe();
    application->add(m_gate);
    application->reap(Application::Reap::Finished);
}

EventThread::~EventThread()
{
    wait();
    Application::instance()->remove(m_gate);
    if (!m_isUp)
        m_work->finish();
}

QDynamoDBError EventThread::startUp()
{
    const QMutexLocker locker(&m_startMutex);
    if (m_isUp)
        return {};
    const auto failure = [](const QString &text) {
        return QDynamoDBError(QDynamoDBError::Code::Request, text);
    };
#ifdef Q_DYNAMODB_WITH_EPOLL_DISPATCHER
    if (!m_hasDispatcher && qEnvironmentVariableIntValue("QTDYNAMODB_NO_EPOLL") == 0) {
        auto dispatcher = EpollDispatcher::make();
        if (!dispatcher) {
            return failure(u"The process has too few free file descriptors for the event queue "
                           "(epoll, eventfd) of the I/O thread."_s);
        }
        setEventDispatcher(dispatcher.release());
        m_hasDispatcher = true;
    }
#endif
    // Without descriptors, Qt's dispatcher aborts the process. The check takes some 30 system calls.
    if (!m_hasDispatcher) {
        if (const QString missing = missingDescriptors(); !missing.isEmpty())
            return failure(missing);
    }
    start();
    if (!isRunning()) {
        return failure(u"The system can't start the I/O thread: the process or its user has too "
                       "many threads."_s);
    }
    m_isUp.store(true, std::memory_order_release);
    return {};
}

void EventThread::wakeFromSleep()
{
    const QMutexLocker locker(&m_gate->mutex);
    m_gate->isPoked = true;
    m_gate->changed.wakeAll();
}

bool EventThread::deliversEvents() const
{
    const QMutexLocker locker(&m_gate->mutex);
    return m_isUp && !m_gate->isEnding && m_gate->state == Gate::State::Exists;
}

void EventThread::end()
{
    const QMutexLocker locker(&m_gate->mutex);
    m_gate->isEnding = true;
    if (m_gate->isInLoop)
        quit();
    m_gate->changed.wakeAll();
}

void EventThread::dispose(std::unique_ptr<EventThread> thread)
{
    if (thread.get() == QThread::currentThread())
        Application::instance()->adopt(std::move(thread));
}

bool EventThread::waitForApplication()
{
    using State = Gate::State;
    Gate &gate = *m_gate;
    QMutexLocker locker(&gate.mutex);
    std::optional<QDeadlineTimer> deadline;
    for (;;) {
        if (gate.isEnding)
            return false;
        if (gate.state == State::Exists) {
            gate.isInLoop = true;
            gate.isPoked = false;
            m_isInLoop.store(true, std::memory_order_release);
            return true;
        }
        if (gate.state == State::Awaited && !deadline && std::exchange(gate.isPoked, false))
            deadline.emplace(patience);
        const bool isOver = gate.state == State::Ended ? std::exchange(gate.isPoked, false)
                                                       : deadline && deadline->hasExpired();
        if (!isOver) {
            gate.changed.wait(&gate.mutex,
                              deadline.value_or(QDeadlineTimer(QDeadlineTimer::Forever)));
            continue;
        }
        deadline.reset();
        const auto reason = gate.state == State::Ended ? EventThreadWork::Reason::ApplicationEnded
                                                       : EventThreadWork::Reason::NoApplication;
        gate.isSuspending = true;
        locker.unlock();
        m_work->suspend(reason);
        locker.relock();
        gate.isSuspending = false;
        gate.changed.wakeAll();
    }
}

void EventThread::run()
{
    while (waitForApplication()) {
        exec();
        bool isEnding = false;
        {
            // From here on, new work wakes the thread by poke().
            const QMutexLocker locker(&m_gate->mutex);
            m_isInLoop.store(false, std::memory_order_release);
            isEnding = m_gate->isEnding;
        }
        if (!isEnding)
            m_work->suspend(EventThreadWork::Reason::ApplicationEnded);
        else
            m_work->finish();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const QMutexLocker locker(&m_gate->mutex);
        m_gate->isInLoop = false; // the application's destructor may continue
        m_gate->changed.wakeAll();
        if (isEnding)
            return;
    }
    m_work->finish();
}

} // namespace QtDynamoDBPrivate
