// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTHANDLE_P_H
#define CLIENTHANDLE_P_H

#include "pipeline/engine_p.h"
#include "pipeline/settings_p.h"

#include <QtCore/qmutex.h>

#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

// The part of a client that its tasks share: the settings and the way into the I/O thread. It
// outlives the client and is thread-safe.
class Q_DYNAMODB_AUTOTEST_EXPORT ClientHandle
{
public:
    ClientHandle(Engine *engine, EventThread *thread)
        : m_engine(engine)
        , m_thread(thread)
        , m_settings(std::make_shared<Settings>())
    {
    }
    Q_DISABLE_COPY_MOVE(ClientHandle)

    // The client's destructor has begun: from now on post() fails with Code::ClientDestroyed.
    void close();
    [[nodiscard]] bool isClosed() const;

    // Runs the function in the I/O thread. If the client or the application ends first, that thread
    // destroys the function without running it. If this fails, because the handle is closed or
    // there is no I/O thread, the function is not moved from.
    [[nodiscard]] QDynamoDBError post(std::function<void()> &&function);

    // A snapshot: the settings themselves never change.
    [[nodiscard]] std::shared_ptr<const Settings> settings() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_settings;
    }
    void setSettings(std::shared_ptr<const Settings> settings)
    {
        const QMutexLocker locker(&m_mutex);
        m_settings = std::move(settings);
    }
    // Returns whether the member changed.
    template<typename T>
    bool set(T Settings::*member, T value)
    {
        const QMutexLocker locker(&m_mutex);
        if ((*m_settings).*member == value)
            return false;
        auto changed = std::make_shared<Settings>(*m_settings);
        (*changed).*member = std::move(value);
        m_settings = std::move(changed);
        return true;
    }

    // The error of an operation that the end of the client or of the application cuts off.
    [[nodiscard]] static QDynamoDBError destroyed();

private:
    mutable QMutex m_mutex;
    Engine *m_engine; // null once closed
    EventThread *const m_thread; // valid until closed
    std::shared_ptr<const Settings> m_settings;
};

} // namespace QtDynamoDBPrivate

#endif
