// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EPOLLDISPATCHER_P_H
#define EPOLLDISPATCHER_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qsocketnotifier.h>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

static_assert(QT_VERSION < QT_VERSION_CHECK(7, 0, 0),
              "EpollDispatcher implements the interface of Qt 6; configure with "
              "-DQTDYNAMODB_EPOLL_DISPATCHER=OFF");

namespace QtDynamoDBPrivate {

// The event dispatcher of an I/O thread on Linux. Qt's dispatcher with GLib writes to a file
// descriptor for each event that the thread posts to itself, and polls all sockets when one of them
// is ready; this one does neither. All timers are precise.
//
// The CMake option QTDYNAMODB_EPOLL_DISPATCHER leaves the class out. The environment variable
// QTDYNAMODB_NO_EPOLL=1 makes I/O threads that start afterwards use Qt's dispatcher.
//
// Qt 6.8 adds QAbstractEventDispatcherV2, with durations and an enumeration for timer ids, and Qt 7
// makes it the only interface. Port the five timer functions then.
class Q_DYNAMODB_AUTOTEST_EXPORT EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    // Returns null if no file descriptors are free.
    static std::unique_ptr<EpollDispatcher> make();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;

    // Thread-safe.
    void wakeUp() override;
    void interrupt() override;

private:
    using Clock = std::chrono::steady_clock;
    using milliseconds = std::chrono::milliseconds;

    // The state of a file descriptor.
    struct Socket
    {
        std::array<QSocketNotifier *, 3> notifiers {}; // by type
        quint32 watched = 0; // events registered with epoll
        bool isChanged = false; // epoll must be updated before the next wait
        quint64 wait = 0; // the number of the wait during or before which it was registered
    };
    struct Timer
    {
        int id;
        milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        Clock::time_point next;
        bool isRunning = false; // in its event handler; nested event loops skip it
    };
    enum class State { Awake, Asleep, Woken };

    EpollDispatcher(int epoll, int wakeUps);

    void change(int fd);
    void watch(int fd);
    [[nodiscard]] quint32 wanted(int fd) const;
    [[nodiscard]] milliseconds untilNextTimer() const; // negative: no timer
    int wait(milliseconds timeout, bool withSockets);
    int activateTimers();
    [[nodiscard]] std::vector<Timer>::iterator timer(int id);

    const int m_epoll;
    const int m_wakeUps; // an eventfd, written to while the thread sleeps
    std::atomic<State> m_state { State::Awake };
    std::atomic<bool> m_isInterrupted { false };
    quint64 m_waits = 0;
    std::vector<Socket> m_sockets; // by file descriptor
    std::vector<int> m_changed; // descriptors with isChanged
    std::vector<Timer> m_timers;
};

} // namespace QtDynamoDBPrivate

#endif
