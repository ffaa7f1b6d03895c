// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef AWAIT_H
#define AWAIT_H

#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qdebug.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qfuturewatcher.h>
#include <QtCore/qtimer.h>

#include <chrono>

// Waits for a call and returns its result or error. Runs the event loop meanwhile, for a minute at most.
template<typename T>
[[nodiscard]] QDynamoDBExpected<T> await(QFuture<T> future)
{
    using namespace std::chrono_literals;

    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(60s, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished()) {
        return QDynamoDBError(QDynamoDBError::Code::Timeout,
                              QStringLiteral("the call did not finish within a minute"));
    }
    return QDynamoDB::waitForResult(future);
}

// Declares `name` as the result of the call, or fails the test with the error.
#define AWAIT(name, call) \
    const auto name##Outcome = await(call); \
    QVERIFY2(name##Outcome, qPrintable(QDebug::toString(name##Outcome.error()))); \
    const auto &name = *name##Outcome

// Waits for the call; fails the test if the call fails.
#define AWAIT_DONE(call) \
    do { \
        const auto outcome = await(call); \
        QVERIFY2(outcome, qPrintable(QDebug::toString(outcome.error()))); \
    } while (false)

// Declares `name` as the error of the call; fails the test unless it has the expected code.
#define AWAIT_ERROR(name, call, expected) \
    const QDynamoDBError name = await(call).error(); \
    QVERIFY2(name.code() == (expected), qPrintable(QDebug::toString(name)))

#endif
