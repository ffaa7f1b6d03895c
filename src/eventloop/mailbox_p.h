// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MAILBOX_P_H
#define MAILBOX_P_H

#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

// A mailbox takes values from any thread to its owner, the object that it is a member of. Values
// that arrive after the owner's end are discarded.
class Mailbox
{
public:
    explicit Mailbox(QObject *owner)
        : m_door(std::make_shared<Door>())
    {
        m_door->owner = owner;
    }
    ~Mailbox()
    {
        const QMutexLocker locker(&m_door->mutex);
        m_door->owner = nullptr;
    }
    Q_DISABLE_COPY_MOVE(Mailbox)

    // Returns a function that may be called in any thread, once; further calls are ignored. Then
    // then() is called with the value in the owner's thread, from the event loop. If the last copy
    // of the function is destroyed without a call, then() gets no value.
    template<typename T, typename Function>
    [[nodiscard]] std::function<void(const T &)> slot(Function then) const
    {
        auto letter = std::make_shared<Letter<T>>(m_door, std::move(then));
        return [letter](const T &value) { letter->send(value); };
    }

private:
    struct Door
    {
        QMutex mutex;
        QObject *owner = nullptr;
    };

    template<typename T>
    class Letter
    {
    public:
        using Then = std::function<void(const std::optional<T> &)>;

        Letter(const std::shared_ptr<Door> &door, Then then)
            : m_door(door)
            , m_then(std::move(then))
        {
        }
        ~Letter() { send({}); }
        Q_DISABLE_COPY_MOVE(Letter)

        void send(const std::optional<T> &value)
        {
            if (m_sent.exchange(true))
                return;
            const QMutexLocker locker(&m_door->mutex);
            if (!m_door->owner)
                return;
            QMetaObject::invokeMethod(
                    m_door->owner, [then = m_then, value] { then(value); }, Qt::QueuedConnection);
        }

    private:
        const std::shared_ptr<Door> m_door;
        const Then m_then;
        std::atomic<bool> m_sent = false;
    };

    const std::shared_ptr<Door> m_door;
};

} // namespace QtDynamoDBPrivate

#endif
