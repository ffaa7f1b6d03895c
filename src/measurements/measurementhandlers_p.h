// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASUREMENTHANDLERS_P_H
#define MEASUREMENTHANDLERS_P_H

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qmutex.h>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace QtDynamoDBPrivate {

// The measurement handlers of a client. Thread-safe. remove() waits until a running handler has
// returned, unless a handler calls it. Handlers may add and remove handlers.
class MeasurementHandlers
{
public:
    using Handler = std::function<void(const QDynamoDBMeasurement &)>;

    int add(const Handler &handler)
    {
        const QMutexLocker locker(&m_mutex);
        m_handlers.emplace_back(++m_lastId, std::make_shared<const Handler>(handler));
        m_any = true;
        return m_lastId;
    }
    void remove(int id)
    {
        const QMutexLocker locker(&m_mutex);
        for (auto &[known, handler] : m_handlers) {
            if (known == id)
                handler.reset();
        }
        sweep();
    }

    void clear()
    {
        const QMutexLocker locker(&m_mutex);
        for (auto &[id, handler] : m_handlers)
            handler.reset();
        sweep();
    }

    [[nodiscard]] bool any() const { return m_any; }
    void call(const QDynamoDBMeasurement &measurement)
    {
        const QMutexLocker locker(&m_mutex);
        ++m_running;
        // By index, and with a copy of the pointer: callbacks may change the list.
        for (std::size_t i = 0, count = m_handlers.size(); i < count; ++i) {
            if (const auto handler = m_handlers[i].second)
                (*handler)(measurement);
        }
        --m_running;
        sweep();
    }

private:
    void sweep()
    {
        if (m_running > 0)
            return;
        std::erase_if(m_handlers, [](const auto &entry) { return !entry.second; });
        m_any = !m_handlers.empty();
    }

    std::atomic<bool> m_any { false };
    QRecursiveMutex m_mutex;
    std::vector<std::pair<int, std::shared_ptr<const Handler>>> m_handlers; // null: removed
    int m_running = 0; // calls of call(), nested
    int m_lastId = 0;
};

} // namespace QtDynamoDBPrivate

#endif
