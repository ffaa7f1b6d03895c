// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROMISE_P_H
#define PROMISE_P_H

#include <QtCore/qfuture.h>
#include <QtCore/qfutureinterface.h>

#include <utility>

namespace QtDynamoDBPrivate {

// The promise of a future, independent of the type of its results, so that the code that owns it is
// compiled once. It does not use QPromise: that of Qt 6.4, when destroyed, mistakes a future whose
// result was taken for an unfinished one, and runs its continuation again.
class Promise
{
public:
    virtual ~Promise() = default;
    Q_DISABLE_COPY_MOVE(Promise)

    // Makes existing watchers emit started(). The future itself is running from construction on.
    void start() { m_base.reportStarted(); }
    [[nodiscard]] bool isCanceled() const { return m_base.isCanceled(); }
    // T is the type of result that the promise was made with, or void.
    template<typename T = void>
    [[nodiscard]] QFuture<T> future()
    {
        return QFutureInterface<T>(m_base).future();
    }
    void setProgressRange(int minimum, int maximum) { m_base.setProgressRange(minimum, maximum); }
    void setProgressValue(int value) { m_base.setProgressValue(value); }

    // Moves the content of the result into the future. Returns false if the future is cancelled.
    virtual bool move(void *result) = 0;
    virtual void setException(const QException &exception) = 0;
    // The call wrote, and the outcome of one of its attempts is unknown. Called before move().
    virtual void setDoubtful() {}
    // Finishes the future, which runs its continuations.
    virtual void finish() = 0;
    void cancel()
    {
        m_base.cancel();
        finish();
    }

protected:
    explicit Promise(QFutureInterfaceBase &base)
        : m_base(base)
    {
    }

private:
    QFutureInterfaceBase &m_base;
};

// A promise without result: a subclass passes the outcome on by itself, and the future only finishes.
class HandledPromise : public Promise
{
public:
    void finish() override { m_interface.reportFinished(); }

protected:
    HandledPromise()
        : Promise(m_interface)
    {
        m_interface.reportStarted();
    }

private:
    QFutureInterface<void> m_interface;
};

template<typename T>
class PromiseOf final : public Promise
{
public:
    PromiseOf()
        : Promise(m_interface)
    {
    }

    [[nodiscard]] QFuture<T> future() { return m_interface.future(); }
    bool add(const T &result, int index) { return m_interface.reportResult(result, index); }

    bool move(void *result) override
    {
        return m_interface.reportAndMoveResult(std::move(*static_cast<T *>(result)));
    }
    void setException(const QException &exception) override
    {
        m_interface.reportException(exception);
    }
    void finish() override { m_interface.reportFinished(); }

private:
    QFutureInterface<T> m_interface { QFutureInterfaceBase::Running };
};

} // namespace QtDynamoDBPrivate

#endif
