// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASUREMENTHANDLERS_P_H
#define MEASUREMENTHANDLERS_P_H

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qmutex.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>
#include <vector>

namespace QtDynamoDBPrivate {

// Callbacks of any thread. None runs any more once it has been removed.
class MeasurementHandlers
{
public:
    using Handler = std::function<void(const QDynamoDBMeasurement &)>;

    int add(const Handler &handler)
    {
        const QMutexLocker locker(&m_mutex);
        m_handlers.emplace_back(++m_lastId, handler);
        m_any = true;
        return m_lastId;
    }
    void remove(int id)
    {
        const QMutexLocker locker(&m_mutex);
        const auto isIt = [id](const auto &entry) { return entry.first == id; };
        m_handlers.erase(std::remove_if(m_handlers.begin(), m_handlers.end(), isIt),
                         m_handlers.end());
        m_any = !m_handlers.empty();
    }

    [[nodiscard]] bool any() const { return m_any; }
    void call(const QDynamoDBMeasurement &measurement)
    {
        const QMutexLocker locker(&m_mutex);
        for (const auto &[id, handler] : m_handlers)
            handler(measurement);
    }

private:
    std::atomic<bool> m_any { false };
    QMutex m_mutex;
    std::vector<std::pair<int, Handler>> m_handlers;
    int m_lastId = 0;
};

} // namespace QtDynamoDBPrivate

#endif
