// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROMISE_P_H
#define PROMISE_P_H

#include <QtCore/qfuture.h>
#include <QtCore/qfutureinterface.h>

#include <utility>

namespace QtDynamoDBPrivate {

// A promise of results whose type only its maker knows, so that what keeps it is compiled once. Not
// QPromise: on its end that takes a future whose result was taken for one that was never kept, and
// runs its continuation again (Qt 6.4).
class Promise
{
public:
    virtual ~Promise() = default;
    Q_DISABLE_COPY_MOVE(Promise)

    // Runs from the beginning. A watcher that was there before is told of the start, and no more.
    void start() { m_base.reportStarted(); }
    [[nodiscard]] bool isCanceled() const { return m_base.isCanceled(); }
    [[nodiscard]] QFuture<void> future() { return QFutureInterface<void>(m_base).future(); }
    void setProgressRange(int minimum, int maximum) { m_base.setProgressRange(minimum, maximum); }
    void setProgressValue(int value) { m_base.setProgressValue(value); }

    // Takes the result's content; false where the future is cancelled.
    virtual bool move(void *result) = 0;
    virtual void setException(const QException &exception) = 0;
    // Runs the caller's continuations.
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
