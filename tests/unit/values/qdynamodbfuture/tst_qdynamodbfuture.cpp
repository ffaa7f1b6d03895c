// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

using namespace Qt::StringLiterals;
using QDynamoDB::waitForResult;
using QDynamoDB::waitForResults;
using QDynamoDB::whenDone;

using Code = QDynamoDBError::Code;

namespace {

QDynamoDBError throttled()
{
    return { Code::Throttling, u"slow down"_s };
}

// How a future ends.
enum class End { Result, Error, StandardException, OtherException, Cancelled, Dropped, NoResult };
// When it ends, compared with the call of whenDone().
enum class Order { Before, After };

template<typename T>
void end(std::unique_ptr<QPromise<T>> promise, End how)
{
    promise->start();
    switch (how) {
    case End::Result:
        if constexpr (!std::is_void_v<T>)
            promise->addResult(T { 7 });
        break;
    case End::Error:
        promise->setException(*QDynamoDB::makeException(throttled()));
        break;
    case End::StandardException:
        promise->setException(std::make_exception_ptr(std::runtime_error("no such thing")));
        break;
    case End::OtherException:
        promise->setException(std::make_exception_ptr(5));
        break;
    case End::Cancelled:
        promise->future().cancel();
        break;
    case End::Dropped:
        return;
    case End::NoResult:
        break;
    }
    promise->finish();
}

template<typename T>
QFuture<T> ended(End how)
{
    auto promise = std::make_unique<QPromise<T>>();
    QFuture<T> future = promise->future();
    end(std::move(promise), how);
    return future;
}

QFuture<int> several(const QList<int> &numbers)
{
    QPromise<int> promise;
    promise.start();
    for (const int number : numbers)
        promise.addResult(number);
    promise.finish();
    return promise.future();
}

// A thread with an event loop, and an object that lives in it.
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

Q_DECLARE_METATYPE(End)
Q_DECLARE_METATYPE(Order)

class tst_QDynamoDBFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void outcomesOfVoid();
    void outcomesOfSeveral();
    void outcomeWaits();
    void handlers_data();
    void handlers();
    void onlyHandler();
    void handlersOfVoid();
    void handlersOfSeveral();
    void memberFunctions();
    void moveOnlyHandlers();
    void neverAtOnce();
    void besideThen();
    void suspended();
    void contextGone_data();
    void contextGone();
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
    void onFailedByError_data();
    void onFailedByError();
    void onFailedOrder();
    void raiseInChain();
    void expectedInChain();
    void expected();
};

static void addEnds()
{
    QTest::addColumn<End>("how");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("result") << End::Result << Code::NoError << QString();
    QTest::newRow("error") << End::Error << Code::Throttling << u"slow down"_s;
    QTest::newRow("std::exception")
            << End::StandardException << Code::Unknown << u"no such thing"_s;
    QTest::newRow("other exception")
            << End::OtherException << Code::Unknown
            << u"The future failed with an exception of an unknown type."_s;
    QTest::newRow("cancelled") << End::Cancelled << Code::Cancelled << u"The call was cancelled."_s;
    QTest::newRow("dropped") << End::Dropped << Code::Cancelled << u"The call was cancelled."_s;
}

void tst_QDynamoDBFuture::outcomes_data()
{
    addEnds();
    QTest::newRow("no result") << End::NoResult << Code::Unknown
                               << u"The future finished without a result."_s;
}

void tst_QDynamoDBFuture::outcomes()
{
    QFETCH(const End, how);
    QFETCH(const Code, code);
    QFETCH(const QString, message);

    const QDynamoDBExpected<int> result = waitForResult(ended<int>(how));
    QCOMPARE(result.error().code(), code);
    QCOMPARE(result.error().message(), message);
    QCOMPARE(result.hasValue(), how == End::Result);
    if (result)
        QCOMPARE(*result, 7);
}

void tst_QDynamoDBFuture::outcomesOfVoid()
{
    QVERIFY(waitForResult(ended<void>(End::Result)).hasValue());
    QCOMPARE(waitForResult(ended<void>(End::Error)).error(), throttled());
    QCOMPARE(waitForResult(ended<void>(End::Cancelled)).error().code(), Code::Cancelled);
    QCOMPARE(waitForResult(QFuture<void>()).error().code(), Code::Cancelled); // as Qt makes it
}

void tst_QDynamoDBFuture::outcomesOfSeveral()
{
    QCOMPARE(waitForResult(several({ 3, 4, 5 })).value(), 3);
    QCOMPARE(waitForResults(several({ 3, 4, 5 })).value(), QList<int>({ 3, 4, 5 }));
    QCOMPARE(waitForResults(several({})).value(), QList<int>());
    QCOMPARE(waitForResults(ended<int>(End::Error)).error(), throttled());
}

void tst_QDynamoDBFuture::outcomeWaits()
{
    auto promise = std::make_unique<QPromise<int>>();
    const QFuture<int> future = promise->future();
    QSemaphore goesOn;
    std::thread other([&] {
        goesOn.acquire();
        end(std::move(promise), End::Result);
    });
    goesOn.release();
    QCOMPARE(waitForResult(future).value(), 7);
    other.join();
}

void tst_QDynamoDBFuture::handlers_data()
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

// One of the handlers is called, once, and told what there is.
void tst_QDynamoDBFuture::handlers()
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

void tst_QDynamoDBFuture::onlyHandler()
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

void tst_QDynamoDBFuture::handlersOfVoid()
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

void tst_QDynamoDBFuture::handlersOfSeveral()
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

    // The context goes with the first of them.
    auto context = std::make_unique<QObject>();
    single.clear();
    whenDone(several({ 3, 4, 5 }), context.get(), [&](int number) {
        single.append(number);
        context.reset();
    });
    QTRY_COMPARE(single, QList<int>({ 3 }));
}

void tst_QDynamoDBFuture::memberFunctions()
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

void tst_QDynamoDBFuture::moveOnlyHandlers()
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

// The handler never runs within whenDone(): not for a finished future, nor in the slot of another
// object.
void tst_QDynamoDBFuture::neverAtOnce()
{
    bool called = false;
    whenDone(ended<int>(End::Result), this, [&](int) { called = true; });
    QVERIFY(!called);
    QTRY_VERIFY(called);
}

// The future's only continuation stays free, and several may wait for one future.
void tst_QDynamoDBFuture::besideThen()
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

void tst_QDynamoDBFuture::suspended()
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

void tst_QDynamoDBFuture::contextGone_data()
{
    QTest::addColumn<Order>("order"); // of the end and whenDone()
    QTest::addColumn<bool>("endsFirst"); // the future, before the context goes
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

// Where then(context, ...) fails an assertion.
void tst_QDynamoDBFuture::contextGone()
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

void tst_QDynamoDBFuture::noContext()
{
    int called = 0;
    whenDone(ended<int>(End::Result), static_cast<QObject *>(nullptr), [&](int) { ++called; });
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
}

void tst_QDynamoDBFuture::contextDestroyedByHandler_data()
{
    QTest::addColumn<Order>("order");
    QTest::newRow("before") << Order::Before;
    QTest::newRow("after") << Order::After;
}

void tst_QDynamoDBFuture::contextDestroyedByHandler()
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

// The handler runs where the context is by then.
void tst_QDynamoDBFuture::contextMoved()
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

void tst_QDynamoDBFuture::contextInOtherThread_data()
{
    QTest::addColumn<Order>("order");
    QTest::addColumn<End>("how");
    QTest::newRow("result, before") << Order::Before << End::Result;
    QTest::newRow("result, after") << Order::After << End::Result;
    QTest::newRow("error, before") << Order::Before << End::Error;
    QTest::newRow("error, after") << Order::After << End::Error;
}

void tst_QDynamoDBFuture::contextInOtherThread()
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

    // Nor is it called there once the context is gone.
    promise = std::make_unique<QPromise<int>>();
    std::atomic<int> called = 0;
    whenDone(promise->future(), other.context.get(), [&] { ++called; });
    other.destroyContext();
    end(std::move(promise), how);
    QCoreApplication::processEvents();
    QCOMPARE(called.load(), 0);
}

// A thread that Qt has not started, and that has no event loop.
void tst_QDynamoDBFuture::fromPlainThread()
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

void tst_QDynamoDBFuture::contextDestroyedMeanwhile_data()
{
    QTest::addColumn<End>("how");
    QTest::newRow("result") << End::Result;
    QTest::newRow("error") << End::Error;
    QTest::newRow("cancelled") << End::Cancelled;
}

// The future ends in one thread while the context goes in another. A handler that is called all the
// same would touch what its context has taken along.
void tst_QDynamoDBFuture::contextDestroyedMeanwhile()
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

// What handlers hold goes as soon as one has run, or with the context.
void tst_QDynamoDBFuture::handlersAreReleased()
{
    auto context = std::make_unique<QObject>();
    const auto held = std::make_shared<int>(1);
    const auto handler = [held] {};
    auto promise = std::make_unique<QPromise<int>>();
    whenDone(promise->future(), context.get(), handler, handler, handler);
    whenDone(ended<int>(End::Error), context.get(), handler, handler, handler);
    end(std::move(promise), End::Result);
    QTRY_COMPARE(held.use_count(), 2L); // this one's and handler's

    promise = std::make_unique<QPromise<int>>();
    whenDone(promise->future(), context.get(), handler);
    whenDone(ended<int>(End::Result), context.get(), handler);
    QCOMPARE(held.use_count(), 4L);
    context.reset();
    QCOMPARE(held.use_count(), 2L);
}

void tst_QDynamoDBFuture::onFailedByError_data()
{
    QTest::addColumn<Code>("code");
    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        if (Code(codes.value(i)) != Code::NoError)
            QTest::newRow(codes.key(i)) << Code(codes.value(i));
    }
}

// The natural guess: a handler that takes the error.
void tst_QDynamoDBFuture::onFailedByError()
{
    QFETCH(const Code, code);
    const QDynamoDBError error(code, u"it is so"_s);
    const auto failed = [&error] {
        QPromise<int> promise;
        promise.start();
        promise.setException(*QDynamoDB::makeException(error));
        promise.finish();
        return promise.future();
    };
    QList<QDynamoDBError> caught;
    const auto add = [&](const QDynamoDBError &found) {
        caught.append(found);
        return 1;
    };
    QCOMPARE(failed().onFailed(add).result(), 1);
    QCOMPARE(failed().onFailed([&](QDynamoDBError found) { return add(found); }).result(), 1);
    const QFuture<int> later = failed().onFailed(this, add);
    QTRY_COMPARE(later.resultCount(), 1);
    try {
        failed().waitForFinished();
    } catch (const QDynamoDBError &found) {
        add(found);
    }
    QCOMPARE(caught, QList<QDynamoDBError>(4, error));
}

// The first handler that fits is called, and the exception keeps its type on its way there.
void tst_QDynamoDBFuture::onFailedOrder()
{
    QString called;
    const auto record = [&called](const QString &name) { called = name; };
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDB::ValidationException &) { record(u"validation"_s); })
            .onFailed([&](const QDynamoDB::ThrottlingException &) { record(u"throttling"_s); })
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .waitForFinished();
    QCOMPARE(called, u"throttling"_s);
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .onFailed([&](const QDynamoDBException &) { record(u"exception"_s); })
            .waitForFinished();
    QCOMPARE(called, u"error"_s);
    ended<void>(End::Error)
            .onFailed([&](const QDynamoDBError &) { throw; })
            .onFailed([&](const QDynamoDB::ThrottlingException &e) { record(e.message()); })
            .waitForFinished();
    QCOMPARE(called, u"slow down"_s);
    ended<void>(End::StandardException)
            .onFailed([&](const QDynamoDBError &) { record(u"error"_s); })
            .onFailed([&](const std::exception &) { record(u"other"_s); })
            .waitForFinished();
    QCOMPARE(called, u"other"_s);
}

void tst_QDynamoDBFuture::raiseInChain()
{
    const auto check = [](bool isRight) {
        return ended<int>(End::Result).then([isRight](int) {
            QDynamoDB::QueryRequest query;
            QDynamoDB::apply(&query,
                             isRight ? QDynamoDB::key(u"Id"_s) == 1
                                     : QDynamoDB::key(u"Id"_s)
                                             == QDynamoDBValue(QDynamoDBValue::Type::Undefined))
                    .raise();
            return query.keyConditionExpression;
        });
    };
    QVERIFY(!check(true).result().isEmpty());
    QString message;
    check(false)
            .onFailed([&](const QDynamoDB::InvalidParameterValueException &failure) {
                message = failure.message();
                return QString();
            })
            .waitForFinished();
    QVERIFY(!message.isEmpty());

    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const QDynamoDBError error(Code(codes.value(i)), u"it is so"_s);
        bool isThrown = false;
        try {
            error.raise();
        } catch (const QDynamoDBException &exception) {
            isThrown = true;
            QCOMPARE(exception.error(), error);
            QVERIFY(typeid(exception) == typeid(*QDynamoDB::makeException(error)));
        }
        QCOMPARE(isThrown, error.isError());
    }
}

void tst_QDynamoDBFuture::expectedInChain()
{
    const QFuture<int> future = ended<int>(End::Result).then([](int) {
        return QDynamoDBExpected<int>(throttled()).value();
    });
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, QFuture<int>(future).waitForFinished());
}

void tst_QDynamoDBFuture::expected()
{
    QDynamoDBExpected<int> number(3);
    QCOMPARE(number.value(), 3);
    QCOMPARE(std::move(number).value(), 3);
    QDynamoDBExpected<int> none(throttled());
    const QDynamoDBExpected<int> constant(none);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)constant.value());
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)none.value());
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)*none);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, (void)std::move(none).value());
    const QDynamoDBExpected<void> failure(throttled());
    QVERIFY(!failure);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ThrottlingException, failure.value());
    QVERIFY(QDynamoDBExpected<void>());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBFuture)

#include "tst_qdynamodbfuture.moc"
