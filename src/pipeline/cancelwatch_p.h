// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CANCELWATCH_P_H
#define CANCELWATCH_P_H

#include "api/promise_p.h"

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qpromise.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace QtDynamoDBPrivate {

// A watch that calls back, in its thread, when a future is cancelled.
class CancelWatch
{
public:
    CancelWatch()
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::canceled, &m_watcher,
                         [this] { m_canceled(); });
    }
    Q_DISABLE_COPY_MOVE(CancelWatch)

    void begin(const QFuture<void> &future, std::function<void()> &&canceled)
    {
        m_canceled = std::move(canceled);
        m_watcher.setFuture(future);
    }
    // No callback comes from now on. Drops its reference to the future.
    void end() { m_watcher.setFuture(m_nothing.future()); }

private:
    QPromise<void> m_nothing; // never starts, so it posts no events to the watcher
    QFutureWatcher<void> m_watcher;
    std::function<void()> m_canceled;
};

// A pool of idle watches. Creating a watch costs several times as much as using it.
class CancelWatches
{
public:
    [[nodiscard]] std::unique_ptr<CancelWatch> take()
    {
        if (m_idle.empty())
            return std::make_unique<CancelWatch>();
        std::unique_ptr<CancelWatch> watch = std::move(m_idle.back());
        m_idle.pop_back();
        return watch;
    }
    void giveBack(std::unique_ptr<CancelWatch> &&watch)
    {
        if (!watch)
            return;
        watch->end();
        if (m_idle.size() < mostIdle)
            m_idle.push_back(std::move(watch));
        else
            watch.reset();
    }

private:
    static constexpr std::size_t mostIdle = 128;

    std::vector<std::unique_ptr<CancelWatch>> m_idle;
};

} // namespace QtDynamoDBPrivate

#endif
