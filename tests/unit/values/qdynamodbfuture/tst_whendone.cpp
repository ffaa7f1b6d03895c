// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "futureends.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <functional>
#include <thread>

using namespace Qt::StringLiterals;
using QDynamoDB::whenDone;

namespace {

// Whether the future finishes before or after the call of whenDone().
enum class Order { Before, After };

// A thread with an event loop and an object that lives in the thread.
class OtherThread
{
public:
    OtherThread()
    {
        thread.start();
        context->moveToThread(&thread);
    }
    ~OtherThread()
    {
        destroyContext();
        thread.quit();
        thread.wait();
    }

    void run(const std::function<void()> &function)
    {
        QSemaphore done;
        QMetaObject::invokeMethod(context.get(), [&] {
            function();
            done.release();
        });
        done.acquire();
    }
    void destroyContext()
    {
        if (!context)
            return;
        QMetaObject::invokeMethod(
                context.get(), [this] { context.reset(); }, Qt::BlockingQueuedConnection);
    }

    QThread thread;
    std::unique_ptr<QObject> context = std::make_unique<QObject>();
};

class Receiver : public QObject
{
public:
    void result(int value) { number = value; }
    void failed(const QDynamoDBError &error) { code = error.code(); }
    void cancelled() { code = Code::Cancelled; }
    void all(const QDynamoDBExpected<int> &outcome) { number = outcome.valueOr(-1); }

    int number = 0;
    Code code = Code::NoError;
};

} // namespace

Q_DECLARE_METATYPE(Order)

// QDynamoDB::whenDone(): which handler is called, when, and in which thread.
class tst_WhenDone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlers_data();
    void handlers();
    void onlyHandler();
    void handlersOfVoid();
    void handlersOfSeveral();
    void memberFunctions();
    void moveOnlyHandlers();
    void calledLater();
    void besideThen();
    void suspended();
    void destroyedContext_data();
    void destroyedContext();
    void noContext();
    void contextDestroyedByHandler_data();
    void contextDestroyedByHandler();
    void contextMoved();
    void contextInOtherThread_data();
    void contextInOtherThread();
    void fromPlainThread();
    void contextDestroyedMeanwhile_data();
    void contextDestroyedMeanwhile();
    void handlersAreReleased();
};

void tst_WhenDone::handlers_data()
{
    QTest::addColumn<Order>("order");
    QTest::addColumn<bool>("hasOnCancelled");
    QTest::addColumn<End>("how");
    QTest::addColumn<QString>("called");
    struct
    {
        const char *name;
        End how;
        QString called;
    } const ends[] = {
        { "result", End::Result, u"7"_s },
        { "error", End::Error, u"Throttling"_s },
        { "std::exception", End::StandardException, u"Unknown"_s },
        { "other exception", End::OtherException, u"Unknown"_s },
        { "cancelled", End::Cancelled, u"Cancelled"_s },
        { "dropped", End::Dropped, u"Cancelled"_s },
    };
    for (const auto &end : ends) {
        for (const Order order : { Order::Before, Order::After }) {
            for (const bool hasOnCancelled : { false, true }) {
                const bool told = hasOnCancelled && end.called == "Cancelled"_L1;
                QTest::addRow("%s, %s%s", end.name, order == Order::Before ? "before" : "after",
                              hasOnCancelled ? ", onCancelled" : "")
                        << order << hasOnCancelled << end.how
                        << (told ? u"onCancelled"_s : end.called);
            }
        }
    }
}

// Exactly one handler is called, once, with the result or the error.
void tst_WhenDone::handlers()
{
    QFETCH(const Order, order);
    QFETCH(const bool, hasOnCancelled);
    QFETCH(const End, how);
    QFETCH(const QString, called);

    QStringList calls;
    const auto onResult = [&](int number) { calls.append(QString::number(number)); };
    const auto onError = [&](const QDynamoDBError &error) {
        calls.append(QString::fromLatin1(QMetaEnum::fromType<Code>().valueToKey(int(error.code()))));
        QVERIFY(!error.message().isEmpty());
    };
    const auto onCancelled = [&] { calls.append(u"onCancelled"_s); };

    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    if (order == Order::Before)
        end(std::move(promise), how);
    if (hasOnCancelled)
        whenDone(future, this, onResult, onError, onCancelled);
    else
        whenDone(future, this, onResult, onError);
    QVERIFY(calls.isEmpty());
    if (order == Order::After)
        end(std::move(promise), how);
    QTRY_COMPARE(calls, QStringList(called));
    QCoreApplication::processEvents();
    QCOMPARE(calls.size(), 1);
}

void tst_WhenDone::onlyHandler()
{
    int results = 0;
    QList<Code> codes;
    whenDone(ended<int>(End::Result), this, [&](int) { ++results; });
    whenDone(ended<int>(End::Result), this, [&] { ++results; });
    whenDone(ended<int>(End::Error), this, [&](int) { results += 100; });
    whenDone(ended<int>(End::Error), this, [&] { results += 100; });
    const auto add = [&](const QDynamoDBExpected<int> &result) {
        codes.append(result.error().code());
    };
    whenDone(ended<int>(End::Result), this, add);
    whenDone(ended<int>(End::Error), this, add);
    whenDone(ended<int>(End::Cancelled), this, std::function<void(QDynamoDBExpected<int>)>(add));
    whenDone(ended<int>(End::Error), this,
             [&](const auto &result) { codes.append(result.error().code()); });
    QTRY_COMPARE(codes,
                 QList<Code>(
                         { Code::NoError, Code::Throttling, Code::Cancelled, Code::Throttling }));
    QCOMPARE(results, 2);
}

void tst_WhenDone::handlersOfVoid()
{
    QStringList calls;
    const auto add = [&](const QString &text) { return [&calls, text] { calls.append(text); }; };
    whenDone(ended<void>(End::Result), this, add(u"done"_s), add(u"error"_s), add(u"cancelled"_s));
    whenDone(ended<void>(End::Error), this, add(u"done"_s), add(u"error"_s), add(u"cancelled"_s));
    whenDone(ended<void>(End::Cancelled), this, add(u"done"_s), add(u"error"_s),
             add(u"cancelled"_s));
    whenDone(ended<void>(End::Error), this, [&](const QDynamoDBExpected<void> &result) {
        calls.append(result.error().message());
    });
    whenDone(ended<void>(End::Result), this, [&](const QDynamoDBExpected<void> &result) {
        calls.append(result ? u"success"_s : u"failure"_s);
    });
    QTRY_COMPARE(calls,
                 QStringList(
                         { u"done"_s, u"error"_s, u"cancelled"_s, u"slow down"_s, u"success"_s }));
}

void tst_WhenDone::handlersOfSeveral()
{
    QList<QList<int>> lists;
    QList<int> single;
    int none = 0;
    const auto onError = [](const QDynamoDBError &error) { QFAIL(qPrintable(error.message())); };
    whenDone(
            several({ 3, 4, 5 }), this, [&](const QList<int> &all) { lists.append(all); }, onError);
    whenDone(
            several({}), this, [&](const QList<int> &all) { lists.append(all); }, onError);
    whenDone(
            several({ 3, 4, 5 }), this, [&](int number) { single.append(number); }, onError);
    whenDone(
            several({}), this, [&](int number) { single.append(number); }, onError);
    whenDone(
            several({ 3, 4, 5 }), this, [&] { ++none; }, onError);
    whenDone(
            several({ 3, 4 }), this,
            [&](const QFuture<int> &future) { lists.append(future.results()); }, onError);
    whenDone(several({ 8, 9 }), this,
             [&](const QDynamoDBExpected<QList<int>> &all) { lists.append(*all); });
    QTRY_COMPARE(lists, QList<QList<int>>({ { 3, 4, 5 }, {}, { 3, 4 }, { 8, 9 } }));
    QCOMPARE(single, QList<int>({ 3, 4, 5 }));
    QCOMPARE(none, 1);

    // The first handler destroys the context.
    auto context = std::make_unique<QObject>();
    single.clear();
    whenDone(several({ 3, 4, 5 }), context.get(), [&](int number) {
        single.append(number);
        context.reset();
    });
    QTRY_COMPARE(single, QList<int>({ 3 }));
}

void tst_WhenDone::memberFunctions()
{
    Receiver receiver;
    whenDone(ended<int>(End::Result), &receiver, &Receiver::result, &Receiver::failed);
    QTRY_COMPARE(receiver.number, 7);
    whenDone(ended<int>(End::Error), &receiver, &Receiver::result, &Receiver::failed);
    QTRY_COMPARE(receiver.code, Code::Throttling);
    whenDone(ended<int>(End::Cancelled), &receiver, &Receiver::result, &Receiver::failed,
             &Receiver::cancelled);
    QTRY_COMPARE(receiver.code, Code::Cancelled);
    whenDone(ended<int>(End::Error), &receiver, &Receiver::all);
    QTRY_COMPARE(receiver.number, -1);
}

void tst_WhenDone::moveOnlyHandlers()
{
    int sum = 0;
    whenDone(
            ended<int>(End::Result), this,
            [&sum, own = std::make_unique<int>(1)](int number) mutable {
                sum += number + *own;
                return std::move(own);
            },
            [own = std::make_unique<int>(1)](const QDynamoDBError &) { return *own; });
    whenDone(ended<int>(End::Result), this,
             [&sum, own = std::make_unique<int>(2)](const QDynamoDBExpected<int> &result) {
                 sum += *result + *own;
             });
    QTRY_COMPARE(sum, 8 + 9);
}

// Handlers are never called within whenDone(), even if the future is finished.
void tst_WhenDone::calledLater()
{
    bool called = false;
    whenDone(ended<int>(End::Result), this, [&](int) { called = true; });
    QVERIFY(!called);
    QTRY_VERIFY(called);
}

// then() can be used beside whenDone(), and whenDone() several times for one future.
void tst_WhenDone::besideThen()
{
    auto promise = std::make_unique<QPromise<int>>();
    QFuture<int> future = promise->future();
    QStringList calls;
    whenDone(future, this, [&](int) { calls.append(u"first"_s); });
    const QFuture<int> next = future.then([](int number) { return number + 1; });
    whenDone(future, this, [&](int) { calls.append(u"second"_s); });
    whenDone(next, this, [&](int number) { calls.append(QString::number(number)); });
    end(std::move(promise), End::Result);
    QTRY_COMPARE(calls.size(), 3);
    calls.sort();
    QCOMPARE(calls, QStringList({ u"8"_s, u"first"_s, u"second"_s }));
}

void tst_WhenDone::suspended()
{
    auto promise = std::make_unique<QPromise<int>>();
    QFuture<int> future = promise->future();
    int called = 0;
    whenDone(future, this, [&](int) { ++called; });
    future.suspend();
    end(std::move(promise), End::Result);
    future.resume();
    QTRY_COMPARE(called, 1);
}

void tst_WhenDone::destroyedContext_data()
{
    QTest::addColumn<Order>("order"); // of finishing and whenDone()
    QTest::addColumn<bool>(
            "endsFirst"); // whether the future finishes before the context is destroyed
    QTest::addColumn<End>("how");
    for (const End how : { End::Result, End::Error, End::Cancelled }) {
        const char *name = how == End::Result ? "result"
                : how == End::Error           ? "error"
                                              : "cancelled";
        QTest::addRow("%s, finished before", name) << Order::Before << true << how;
        QTest::addRow("%s, finished first", name) << Order::After << true << how;
        QTest::addRow("%s, finished last", name) << Order::After << false << how;
    }
}

// No handler is called; then(context, ...) would fail an assertion here.
void tst_WhenDone::destroyedContext()
{
    QFETCH(const Order, order);
    QFETCH(const bool, endsFirst);
    QFETCH(const End, how);

    auto context = std::make_unique<QObject>();
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    if (order == Order::Before)
        end(std::move(promise), how);
    int called = 0;
    const auto handler = [&] { ++called; };
    whenDone(future, context.get(), handler, handler, handler);
    whenDone(future, context.get(), [&](const QDynamoDBExpected<int> &) { ++called; });
    if (promise && endsFirst)
        end(std::move(promise), how);
    context.reset();
    if (promise)
        end(std::move(promise), how);
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(called, 0);
}

void tst_WhenDone::noContext()
{
    int called = 0;
    whenDone(ended<int>(End::Result), static_cast<QObject *>(nullptr), [&](int) { ++called; });
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
}

void tst_WhenDone::contextDestroyedByHandler_data()
{
    QTest::addColumn<Order>("order");
    QTest::newRow("before") << Order::Before;
    QTest::newRow("after") << Order::After;
}

void tst_WhenDone::contextDestroyedByHandler()
{
    QFETCH(const Order, order);
    auto context = std::make_unique<QObject>();
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    if (order == Order::Before)
        end(std::move(promise), End::Result);
    int called = 0;
    for (int i = 0; i < 2; ++i) {
        whenDone(future, context.get(), [&](int) {
            ++called;
            context.reset();
        });
    }
    if (promise)
        end(std::move(promise), End::Result);
    QTRY_COMPARE(called, 1);
    QCoreApplication::processEvents();
    QCOMPARE(called, 1);
}

// The handler runs in the thread in which the context lives when the future finishes.
void tst_WhenDone::contextMoved()
{
    OtherThread other;
    auto context = std::make_unique<QObject>();
    auto promise = std::make_unique<QPromise<int>>();
    std::atomic<QThread *> ranIn = nullptr;
    whenDone(promise->future(), context.get(), [&](int) { ranIn = QThread::currentThread(); });
    context->moveToThread(&other.thread);
    end(std::move(promise), End::Result);
    QTRY_COMPARE(ranIn.load(), &other.thread);
    other.run([&] { context.reset(); });
}

void tst_WhenDone::contextInOtherThread_data()
{
    QTest::addColumn<Order>("order");
    QTest::addColumn<End>("how");
    QTest::newRow("result, before") << Order::Before << End::Result;
    QTest::newRow("result, after") << Order::After << End::Result;
    QTest::newRow("error, before") << Order::Before << End::Error;
    QTest::newRow("error, after") << Order::After << End::Error;
}

void tst_WhenDone::contextInOtherThread()
{
    QFETCH(const Order, order);
    QFETCH(const End, how);
    OtherThread other;
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    if (order == Order::Before)
        end(std::move(promise), how);
    std::atomic<QThread *> ranIn = nullptr;
    const auto handler = [&] { ranIn = QThread::currentThread(); };
    whenDone(future, other.context.get(), handler, handler);
    if (promise)
        end(std::move(promise), how);
    QTRY_COMPARE(ranIn.load(), &other.thread);

    // No handler is called after the context is destroyed.
    promise = std::make_unique<QPromise<int>>();
    std::atomic<int> called = 0;
    whenDone(promise->future(), other.context.get(), [&] { ++called; });
    other.destroyContext();
    end(std::move(promise), how);
    QCoreApplication::processEvents();
    QCOMPARE(called.load(), 0);
}

// Threads that Qt has not started have no event loop.
void tst_WhenDone::fromPlainThread()
{
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    QThread *ranIn = nullptr;
    int number = 0;
    std::thread([&] {
        whenDone(future, this, [&](int result) {
            number = result;
            ranIn = QThread::currentThread();
        });
        whenDone(future, this, [&](const QDynamoDBExpected<int> &result) { number += *result; });
    }).join();
    std::thread([&] { end(std::move(promise), End::Result); }).join();
    QTRY_COMPARE(number, 14);
    QCOMPARE(ranIn, thread());
}

void tst_WhenDone::contextDestroyedMeanwhile_data()
{
    QTest::addColumn<End>("how");
    QTest::newRow("result") << End::Result;
    QTest::newRow("error") << End::Error;
    QTest::newRow("cancelled") << End::Cancelled;
}

// The future finishes in one thread while the context is destroyed in another one. A handler called then
// would use destroyed objects.
void tst_WhenDone::contextDestroyedMeanwhile()
{
    QFETCH(const End, how);
    struct Context : QObject
    {
        ~Context() override { isThere = false; }
        std::atomic<bool> isThere = true;
    };
    QThread thread;
    thread.start();
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 300; ++i) {
        auto *context = new Context;
        context->moveToThread(&thread);
        auto promise = std::make_unique<QPromise<int>>();
        for (int n = 0; n < 3; ++n) {
            const auto handler = [&wrong, context, &thread] {
                if (!context->isThere || QThread::currentThread() != &thread)
                    ++wrong;
            };
            whenDone(promise->future(), context, handler, handler, handler);
        }
        QSemaphore both;
        std::thread ending([&] {
            both.acquire();
            end(std::move(promise), how);
        });
        QSemaphore gone;
        QMetaObject::invokeMethod(context, [&, context] {
            both.release();
            delete context;
            gone.release();
        });
        ending.join();
        gone.acquire();
    }
    thread.quit();
    QVERIFY(thread.wait());
    QCOMPARE(wrong.load(), 0);
}

// Handlers are destroyed after one of them has run, or with the context.
void tst_WhenDone::handlersAreReleased()
{
    auto context = std::make_unique<QObject>();
    const auto held = std::make_shared<int>(1);
    const auto handler = [held] {};
    auto promise = std::make_unique<QPromise<int>>();
    whenDone(promise->future(), context.get(), handler, handler, handler);
    whenDone(ended<int>(End::Error), context.get(), handler, handler, handler);
    end(std::move(promise), End::Result);
    QTRY_COMPARE(held.use_count(), 2L); // the references of `held` and `handler`

    promise = std::make_unique<QPromise<int>>();
    whenDone(promise->future(), context.get(), handler);
    whenDone(ended<int>(End::Result), context.get(), handler);
    QCOMPARE(held.use_count(), 4L);
    context.reset();
    QCOMPARE(held.use_count(), 2L);
}

QTEST_GUILESS_MAIN(tst_WhenDone)
#include "tst_whendone.moc"
