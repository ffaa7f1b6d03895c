// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eventloop/epolldispatcher_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

#include <algorithm>
#include <limits>
#include <utility>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace QtDynamoDBPrivate {

namespace {

// By type of notifier. Errors and hang-ups are reported to all notifiers of a socket.
constexpr std::array<quint32, 3> readiness { EPOLLIN, EPOLLOUT, EPOLLPRI };

constexpr int eventsAtOnce = 128;

} // namespace

std::unique_ptr<EpollDispatcher> EpollDispatcher::make()
{
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    const int wakeUps = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    // Edge-triggered, so that the counter need not be read.
    epoll_event event { EPOLLIN | EPOLLET, { .fd = wakeUps } };
    if (epoll >= 0 && wakeUps >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUps, &event) == 0)
        return std::unique_ptr<EpollDispatcher>(new EpollDispatcher(epoll, wakeUps));
    for (const int fd : { epoll, wakeUps }) {
        if (fd >= 0)
            close(fd);
    }
    return nullptr;
}

EpollDispatcher::EpollDispatcher(int epoll, int wakeUps)
    : m_epoll(epoll)
    , m_wakeUps(wakeUps)
{
}

EpollDispatcher::~EpollDispatcher()
{
    close(m_wakeUps);
    close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_state = State::Awake;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted.exchange(false))
        return false;

    milliseconds timeout { 0 };
    if (flags & QEventLoop::WaitForMoreEvents) {
        Q_EMIT aboutToBlock();
        // Don't sleep if an event was posted meanwhile.
        State expected = State::Awake;
        if (m_state.compare_exchange_strong(expected, State::Asleep)) {
            timeout = flags & QEventLoop::X11ExcludeTimers ? milliseconds(-1) : untilNextTimer();
        }
    }
    int activated = wait(timeout, !(flags & QEventLoop::ExcludeSocketNotifiers));
    if (!(flags & QEventLoop::X11ExcludeTimers))
        activated += activateTimers();
    return activated > 0;
}

void EpollDispatcher::wakeUp()
{
    if (m_state.exchange(State::Woken) != State::Asleep)
        return;
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = write(m_wakeUps, &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

int EpollDispatcher::wait(milliseconds timeout, bool withSockets)
{
    const int bounded = int(std::min<qint64>(timeout.count(), std::numeric_limits<int>::max()));
    if (!withSockets) {
        pollfd wakeUps { m_wakeUps, POLLIN, 0 };
        if (poll(&wakeUps, 1, bounded) > 0) {
            quint64 count = 0;
            [[maybe_unused]] const ssize_t size = read(m_wakeUps, &count, sizeof count);
        }
        m_state = State::Woken;
        return 0;
    }
    for (const int fd : m_changed) {
        m_sockets[std::size_t(fd)].isChanged = false;
        watch(fd);
    }
    m_changed.clear();
    std::array<epoll_event, eventsAtOnce> events;
    const int count = epoll_wait(m_epoll, events.data(), eventsAtOnce, bounded);
    m_state = State::Woken; // wakeUp() need not write
    const quint64 wait = ++m_waits;
    int activated = 0;
    for (int i = 0; i < count; ++i) {
        const int fd = events[std::size_t(i)].data.fd;
        if (fd == m_wakeUps)
            continue;
        for (std::size_t type = 0; type < readiness.size(); ++type) {
            if (!(events[std::size_t(i)].events & (readiness[type] | EPOLLERR | EPOLLHUP)))
                continue;
            // An earlier notifier may have closed this descriptor, and opened another one of the
            // same number.
            const Socket &socket = m_sockets[std::size_t(fd)];
            if (!socket.notifiers[type] || socket.wait == wait)
                continue;
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(socket.notifiers[type], &event);
            ++activated;
            // A nested event loop has handled the other events, or the next wait reports them
            // again.
            if (m_waits != wait)
                return activated;
        }
    }
    return activated;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    if (std::size_t(fd) >= m_sockets.size())
        m_sockets.resize(std::size_t(fd) + 1);
    m_sockets[std::size_t(fd)].notifiers[std::size_t(notifier->type())] = notifier;
    change(fd);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = std::size_t(notifier->socket());
    if (fd >= m_sockets.size())
        return;
    QSocketNotifier *&registered = m_sockets[fd].notifiers[std::size_t(notifier->type())];
    if (registered != notifier)
        return;
    registered = nullptr;
    change(int(fd));
}

quint32 EpollDispatcher::wanted(int fd) const
{
    quint32 events = 0;
    for (std::size_t type = 0; type < readiness.size(); ++type) {
        if (m_sockets[std::size_t(fd)].notifiers[type])
            events |= readiness[type];
    }
    return events;
}

// Updates epoll at once for the first and the last notifier of a descriptor, because the number of
// a closed descriptor is reused. Other changes wait until the next wait, because they often cancel
// out.
void EpollDispatcher::change(int fd)
{
    Socket &socket = m_sockets[std::size_t(fd)];
    if (socket.watched == 0 || wanted(fd) == 0) {
        watch(fd);
    } else if (!std::exchange(socket.isChanged, true)) {
        m_changed.push_back(fd);
    }
}

void EpollDispatcher::watch(int fd)
{
    Socket &socket = m_sockets[std::size_t(fd)];
    const quint32 now = wanted(fd);
    const quint32 before = std::exchange(socket.watched, now);
    if (now == before)
        return;
    if (before == 0)
        socket.wait = m_waits;
    const int operation = before == 0 ? EPOLL_CTL_ADD : now == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    epoll_event event { now, { .fd = fd } };
    if (epoll_ctl(m_epoll, operation, fd, &event) != 0 && operation != EPOLL_CTL_DEL)
        qErrnoWarning("QtDynamoDB: epoll can't watch file descriptor %d", fd);
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    const milliseconds duration(interval);
    m_timers.push_back({ id, duration, type, object, Clock::now() + duration });
}

bool EpollDispatcher::unregisterTimer(int id)
{
    const auto found = timer(id);
    if (found == m_timers.end())
        return false;
    m_timers.erase(found);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return std::erase_if(m_timers, [object](const Timer &one) { return one.object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const Timer &one : m_timers) {
        if (one.object == object)
            list.append(TimerInfo(one.id, int(one.interval.count()), one.type));
    }
    return list;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto found = timer(id);
    if (found == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<milliseconds>(found->next - Clock::now()).count();
    return int(std::clamp<qint64>(left, 0, std::numeric_limits<int>::max()));
}

std::vector<EpollDispatcher::Timer>::iterator EpollDispatcher::timer(int id)
{
    return std::find_if(m_timers.begin(), m_timers.end(),
                        [id](const Timer &one) { return one.id == id; });
}

EpollDispatcher::milliseconds EpollDispatcher::untilNextTimer() const
{
    auto next = Clock::time_point::max();
    for (const Timer &one : m_timers) {
        if (!one.isRunning)
            next = std::min(next, one.next);
    }
    if (next == Clock::time_point::max())
        return milliseconds(-1);
    return std::max(std::chrono::ceil<milliseconds>(next - Clock::now()), milliseconds(0));
}

int EpollDispatcher::activateTimers()
{
    if (m_timers.empty())
        return 0;
    // Each timer fires at most once, the longest overdue first. Timers started meanwhile wait.
    const Clock::time_point now = Clock::now();
    std::vector<std::pair<Clock::time_point, int>> due;
    for (const Timer &one : m_timers) {
        if (one.next <= now && !one.isRunning)
            due.emplace_back(one.next, one.id);
    }
    std::sort(due.begin(), due.end());
    int activated = 0;
    for (const auto &[time, id] : due) {
        auto found = timer(id);
        // An earlier timer may have stopped or restarted this one.
        if (found == m_timers.end() || found->isRunning || found->next != time)
            continue;
        found->next += found->interval;
        if (found->next <= now)
            found->next = now + found->interval;
        found->isRunning = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(found->object, &event);
        ++activated;
        found = timer(id);
        if (found != m_timers.end())
            found->isRunning = false;
    }
    return activated;
}

} // namespace QtDynamoDBPrivate
