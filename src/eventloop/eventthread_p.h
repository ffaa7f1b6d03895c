// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EVENTTHREAD_P_H
#define EVENTTHREAD_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qmutex.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <chrono>
#include <memory>

namespace QtDynamoDBPrivate {

// The part of a thread's owner that runs in the thread.
class EventThreadWork
{
public:
    enum class Reason {
        NoApplication, // none was created in time
        ApplicationEnded,
    };

    virtual ~EventThreadWork() = default;
    // Ends pending work and closes all sockets: no events are delivered until another application
    // exists. Called again after each poke() in that state.
    virtual void suspend(Reason reason) = 0;
    // The last call in the thread. The object may delete itself.
    virtual void finish() = 0;
};

// A thread whose event loop runs while a QCoreApplication exists. Without an application, Qt drops
// every event: due timers and ready sockets would keep the loop busy forever, and queued functions
// would never run. So the loop starts once the application exists, and ends before the application
// is destroyed. At other times the thread sleeps.
class Q_DYNAMODB_AUTOTEST_EXPORT EventThread final : public QThread
{
public:
    // The wait for the first application, from the first poke() on: 10 s. Tests set it before they
    // make a client.
    static std::chrono::milliseconds patience;

    explicit EventThread(EventThreadWork *work);
    // Waits for the end of the thread. Call end() first.
    ~EventThread() override;

    // The functions below are thread-safe.

    // Starts the thread unless it runs. Fails with Code::Request if the system has no descriptors
    // or threads left; the next call tries again.
    [[nodiscard]] QDynamoDBError ensure()
    {
        return m_isUp.load(std::memory_order_acquire) ? QDynamoDBError() : startUp();
    }
    // Call this when there is work. Wakes the thread if its loop does not run.
    void poke()
    {
        if (!m_isInLoop.load(std::memory_order_acquire))
            wakeFromSleep();
    }
    // Whether events are delivered, or about to be.
    [[nodiscard]] bool deliversEvents() const;
    // Ends the loop and the thread; returns at once.
    void end();
    // Destroys a thread for which end() was called. If called in that thread, does so later.
    static void dispose(std::unique_ptr<EventThread> thread);

protected:
    void run() override;

private:
    struct Gate;
    class Application;

    QDynamoDBError startUp();
    void wakeFromSleep();
    [[nodiscard]] bool waitForApplication();

    EventThreadWork *const m_work;
    const std::shared_ptr<Gate> m_gate;
    std::atomic<bool> m_isUp { false };
    std::atomic<bool> m_isInLoop { false };
    QMutex m_startMutex; // for the start, and the next member
    bool m_hasDispatcher = false;
};

} // namespace QtDynamoDBPrivate

#endif
