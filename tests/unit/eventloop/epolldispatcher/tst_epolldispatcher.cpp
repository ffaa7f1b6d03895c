// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eventloop/epolldispatcher_p.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qdir.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qprocess.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>

#include <functional>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using QtDynamoDBPrivate::EpollDispatcher;

namespace {

// A pair of connected sockets.
struct Pair
{
    Pair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
            qFatal("socketpair");
    }
    ~Pair()
    {
        for (const int end : ends) {
            if (end >= 0)
                ::close(end);
        }
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void write() const { QCOMPARE(::write(ends[1], "x", 1), 1); }
    [[nodiscard]] qsizetype read() const
    {
        char buffer[64];
        return ::read(ends[0], buffer, sizeof buffer);
    }
    void close(int end) { ::close(std::exchange(ends[end], -1)); }

    int ends[2];
};

class Object : public QObject
{
public:
    std::function<void(int)> timer;

protected:
    void timerEvent(QTimerEvent *event) override { timer(event->timerId()); }
};

// Starts a loop from within an event, because quit() has no effect before exec().
void startWithin(QEventLoop *loop, QThread *thread)
{
    QMetaObject::invokeMethod(
            loop, [thread] { thread->start(); }, Qt::QueuedConnection);
}

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries).size());
}

} // namespace

// The event loop of the test itself uses the dispatcher, including the waits of Qt Test.
class tst_EpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void posts();
    void postsFromThreads();
    void noEvents();
    void quits();
    void blocksAndWakes();

    void timers();
    void timerNotEarly();
    void timerProperties();
    void timerWithoutInterval();
    void timerStops();
    void restartedTimer();
    void timerInNestedLoop();
    void excludedTimers();

    void reads();
    void readsAndWrites();
    void disabledAndEnabled();
    void closedPeer();
    void disabledByAnother();
    void reusedDescriptor();
    void nestedLoop();
    void many();
    void excludedSockets();

    void tcp();
    void process();
    void threads();
};

void tst_EpollDispatcher::initTestCase()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
}

void tst_EpollDispatcher::posts()
{
    QObject object;
    QList<int> done;
    const auto post = [&](int number, const std::function<void()> &then = {}) {
        QMetaObject::invokeMethod(
                &object,
                [&done, number, then] {
                    done.append(number);
                    if (then)
                        then();
                },
                Qt::QueuedConnection);
    };
    post(1, [&] { post(3, [&] { post(4); }); });
    post(2);
    QTRY_COMPARE(done, QList<int>({ 1, 2, 3, 4 }));
}

// All events have to be delivered before the thread sleeps.
void tst_EpollDispatcher::postsFromThreads()
{
    constexpr int threadCount = 4;
    constexpr int rounds = 5000;
    QObject object;
    QEventLoop loop;
    int received = 0;
    const auto receive = [&] {
        if (++received == threadCount * rounds)
            loop.quit();
    };
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back(QThread::create([&object, &receive] {
            for (int round = 0; round < rounds; ++round) {
                // Events go back and forth, with an additional one now and then.
                QMetaObject::invokeMethod(&object, receive,
                                          round % 3 == 0 ? Qt::QueuedConnection
                                                         : Qt::BlockingQueuedConnection);
            }
        }));
        threads.back()->start();
    }
    QTimer::singleShot(60s, &loop, [&loop] { loop.exit(1); });
    QCOMPARE(loop.exec(), 0);
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
}

void tst_EpollDispatcher::noEvents()
{
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    while (dispatcher->processEvents({})) {}
    QVERIFY(!dispatcher->processEvents({}));
    QObject object;
    bool isDone = false;
    QMetaObject::invokeMethod(
            &object, [&isDone] { isDone = true; }, Qt::QueuedConnection);
    dispatcher->processEvents({});
    QVERIFY(isDone);
}

void tst_EpollDispatcher::quits()
{
    for (int round = 0; round < 1000; ++round) {
        QEventLoop loop;
        const std::unique_ptr<QThread> thread(QThread::create([&loop] { loop.quit(); }));
        QTimer::singleShot(20s, &loop, [&loop] { loop.exit(1); });
        startWithin(&loop, thread.get());
        QCOMPARE(loop.exec(), 0);
        QVERIFY(thread->wait());
    }
    // From within an event loop.
    QEventLoop loop;
    QTimer::singleShot(0, &loop, &QEventLoop::quit);
    QCOMPARE(loop.exec(), 0);
}

void tst_EpollDispatcher::blocksAndWakes()
{
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    QSignalSpy blocks(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
    QSignalSpy awakes(dispatcher, &QAbstractEventDispatcher::awake);
    dispatcher->processEvents({});
    QCOMPARE(blocks.size(), 0);
    QCOMPARE(awakes.size(), 1);
    QTimer::singleShot(1ms, dispatcher, [] {});
    dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(blocks.size() > 0);
}

void tst_EpollDispatcher::timers()
{
    Object object;
    QList<int> order;
    const int later = object.startTimer(30ms);
    const int sooner = object.startTimer(10ms);
    const int between = object.startTimer(20ms, Qt::VeryCoarseTimer);
    object.timer = [&](int id) {
        order.append(id);
        if (id == later)
            object.killTimer(later);
    };
    // After a delay, due timers fire in the order of their times.
    QThread::msleep(35);
    QTRY_VERIFY(order.contains(later));
    QCOMPARE(order.mid(0, 3), QList<int>({ sooner, between, later }));
    QTRY_VERIFY(order.count(sooner) > 5);
    QCOMPARE(order.count(later), 1);
}

void tst_EpollDispatcher::timerNotEarly()
{
    for (const auto interval : { 1ms, 7ms, 20ms }) {
        QElapsedTimer elapsed;
        qint64 took = -1;
        elapsed.start();
        QTimer::singleShot(interval, this, [&] { took = elapsed.nsecsElapsed(); });
        QTRY_VERIFY(took >= 0);
        QVERIFY(std::chrono::nanoseconds(took) >= interval);
    }
}

void tst_EpollDispatcher::timerProperties()
{
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    QObject object;
    const int id = object.startTimer(1h, Qt::CoarseTimer);
    const int other = object.startTimer(2h, Qt::PreciseTimer);
    auto timers = dispatcher->registeredTimers(&object);
    QCOMPARE(timers.size(), 2);
    QCOMPARE(timers[0].timerId, id);
    QCOMPARE(timers[0].interval, 3600000);
    QCOMPARE(timers[0].timerType, Qt::CoarseTimer);
    QCOMPARE(timers[1].timerType, Qt::PreciseTimer);
    QVERIFY(dispatcher->remainingTime(id) > 3500000);
    QVERIFY(dispatcher->remainingTime(id) <= 3600000);
    object.killTimer(other);
    QCOMPARE(dispatcher->registeredTimers(&object).size(), 1);
    QCOMPARE(dispatcher->remainingTime(other), -1);
    QVERIFY(!dispatcher->unregisterTimer(other));
    QVERIFY(dispatcher->unregisterTimers(&object));
    QVERIFY(!dispatcher->unregisterTimers(&object));

    QTimer far;
    far.start(std::chrono::milliseconds(std::numeric_limits<int>::max()));
    QVERIFY(far.remainingTime() > 2000000000);
    dispatcher->processEvents({});
    QVERIFY(far.isActive());
}

// Such timers fire once in each iteration, between other events.
void tst_EpollDispatcher::timerWithoutInterval()
{
    Object object;
    int turns = 0;
    object.timer = [&](int) { ++turns; };
    const int id = object.startTimer(0);
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    for (int i = 1; i <= 10; ++i) {
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(turns, i);
    }
    Pair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    bool isRead = false;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        isRead = true;
        notifier.setEnabled(false);
    });
    pair.write();
    QTRY_VERIFY(isRead);
    object.killTimer(id);
}

void tst_EpollDispatcher::timerStops()
{
    Object object;
    QList<int> rung;
    const int first = object.startTimer(1ms);
    const int second = object.startTimer(2ms);
    const int third = object.startTimer(3ms);
    object.timer = [&](int id) {
        rung.append(id);
        if (id == first)
            object.killTimer(second); // which is due, too
        object.killTimer(id);
    };
    QThread::msleep(5);
    QTRY_VERIFY(rung.contains(third));
    QCOMPARE(rung, QList<int>({ first, third }));
}

// A timer that is stopped and started may get the same ID.
void tst_EpollDispatcher::restartedTimer()
{
    {
        Object object;
        QBasicTimer first;
        QBasicTimer second;
        QList<int> rung;
        object.timer = [&](int id) {
            rung.append(id);
            first.stop();
            second.stop();
            first.start(3600000, &object);
            second.start(3600000, &object);
        };
        first.start(1, &object);
        second.start(2, &object);
        const int sooner = first.timerId();
        QThread::msleep(4);
        QTRY_VERIFY(!rung.isEmpty());
        while (QAbstractEventDispatcher::instance()->processEvents({})) {}
        QCOMPARE(rung, QList<int> { sooner });
    }
    Object object;
    QBasicTimer timer;
    int rung = 0;
    object.timer = [&](int id) {
        QCOMPARE(id, timer.timerId());
        timer.stop();
        if (++rung < 5)
            timer.start(1, &object);
    };
    timer.start(1, &object);
    QTRY_COMPARE(rung, 5);
    QVERIFY(!timer.isActive());
}

void tst_EpollDispatcher::timerInNestedLoop()
{
    Object object;
    int depth = 0;
    int deepest = 0;
    int others = 0;
    const int id = object.startTimer(1ms);
    const int other = object.startTimer(1ms);
    object.timer = [&](int rung) {
        if (rung == other) {
            ++others;
            return;
        }
        deepest = std::max(++depth, deepest);
        const int before = others;
        QTRY_VERIFY(others > before + 2); // the other timers still fire
        --depth;
        object.killTimer(id);
    };
    QTRY_VERIFY(QAbstractEventDispatcher::instance()->remainingTime(id) == -1);
    QCOMPARE(deepest, 1);
}

void tst_EpollDispatcher::excludedTimers()
{
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    Object object;
    int rung = 0;
    object.timer = [&](int) { ++rung; };
    object.startTimer(0);
    dispatcher->processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(rung, 0);
    // They do not end a wait either.
    QObject here;
    const std::unique_ptr<QThread> thread(QThread::create([&here] {
        QMetaObject::invokeMethod(
                &here, [] {}, Qt::QueuedConnection);
    }));
    thread->start();
    dispatcher->processEvents(QEventLoop::X11ExcludeTimers | QEventLoop::WaitForMoreEvents);
    QVERIFY(thread->wait());
    QCOMPARE(rung, 0);
    dispatcher->processEvents({});
    QCOMPARE(rung, 1);
}

void tst_EpollDispatcher::reads()
{
    Pair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    int read = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { read += int(pair.read()); });
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    for (int i = 1; i <= 10; ++i) {
        pair.write();
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
        QTRY_COMPARE(read, i);
    }
    // Unread data is notified again.
    int notified = 0;
    notifier.disconnect();
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++notified; });
    pair.write();
    QTRY_VERIFY(notified > 3);
}

void tst_EpollDispatcher::readsAndWrites()
{
    Pair pair;
    QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
    QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] {
        ++reads;
        QCOMPARE(pair.read(), 1);
    });
    connect(&writer, &QSocketNotifier::activated, this, [&] {
        if (++writes == 3)
            writer.setEnabled(false);
    });
    QTRY_COMPARE(writes, 3);
    QCOMPARE(reads, 0);
    pair.write();
    QTRY_COMPARE(reads, 1);
    QCOMPARE(writes, 3);
    writer.setEnabled(true);
    QTRY_VERIFY(writes > 3);
    pair.write();
    QTRY_COMPARE(reads, 2);
}

void tst_EpollDispatcher::disabledAndEnabled()
{
    Pair pair;
    QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
    QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
    int reads = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] { reads += int(pair.read()); });
    for (int i = 0; i < 10; ++i) {
        for (QSocketNotifier *notifier : { &reader, &writer }) {
            notifier->setEnabled(false);
            notifier->setEnabled(true);
        }
    }
    writer.setEnabled(false);
    pair.write();
    QTRY_COMPARE(reads, 1);
    reader.setEnabled(false);
    pair.write();
    while (QAbstractEventDispatcher::instance()->processEvents({})) {}
    QCOMPARE(reads, 1);
    reader.setEnabled(true);
    QTRY_COMPARE(reads, 2);
}

// A closed peer is notified to both read and write notifiers.
void tst_EpollDispatcher::closedPeer()
{
    for (const auto type : { QSocketNotifier::Read, QSocketNotifier::Write }) {
        Pair pair;
        QSocketNotifier notifier(pair.ends[0], type);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        pair.close(1);
        QTRY_VERIFY(!activated.isEmpty());
    }
}

// Of two ready sockets, the first handler disables the other notifier.
void tst_EpollDispatcher::disabledByAnother()
{
    Pair pairs[2];
    std::unique_ptr<QSocketNotifier> notifiers[2];
    QList<int> notified;
    for (int i = 0; i < 2; ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            notified.append(i);
            QCOMPARE(pairs[i].read(), 1);
            notifiers[1 - i].reset();
            pairs[1 - i].close(0);
        });
        pairs[i].write();
    }
    QTRY_COMPARE(notified.size(), 1);
    while (QAbstractEventDispatcher::instance()->processEvents({})) {}
    QCOMPARE(notified.size(), 1);
}

// A new descriptor may have the number of a closed one. It gets no notifications of the old one, and
// loses none of its own.
void tst_EpollDispatcher::reusedDescriptor()
{
    Pair pairs[2];
    std::unique_ptr<QSocketNotifier> notifiers[2];
    int notified = 0;
    int early = 0;
    Pair other;
    const auto replace = [&](int i) {
        // From now on the number belongs to a socket without data.
        const int number = pairs[i].ends[0];
        notifiers[i].reset();
        ::close(number);
        QCOMPARE(dup2(other.ends[0], number), number);
        notifiers[i] = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++early;
            notifiers[i]->setEnabled(false);
        });
    };
    for (int i = 0; i < 2; ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++notified;
            QCOMPARE(pairs[i].read(), 1);
            replace(1 - i);
        });
        pairs[i].write();
    }
    QTRY_COMPARE(notified, 1);
    while (QAbstractEventDispatcher::instance()->processEvents({})) {}
    QCOMPARE(notified, 1);
    QCOMPARE(early, 0);
    other.write();
    QTRY_COMPARE(early, 1);
}

void tst_EpollDispatcher::nestedLoop()
{
    Pair pairs[3];
    std::unique_ptr<QSocketNotifier> notifiers[3];
    int notified = 0;
    bool isOuter = true;
    for (int i = 0; i < 3; ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            QCOMPARE(pairs[i].read(), 1); // and no notification of closed sockets
            ++notified;
            if (std::exchange(isOuter, false))
                QTRY_COMPARE(notified, 3);
        });
        pairs[i].write();
    }
    QTRY_COMPARE(notified, 3);
    for (const Pair &pair : pairs)
        pair.write();
    QTRY_COMPARE(notified, 6);
}

void tst_EpollDispatcher::many()
{
    constexpr int count = 400;
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    int notified = 0;
    for (int i = 0; i < count; ++i) {
        pairs.push_back(std::make_unique<Pair>());
        const Pair *pair = pairs.back().get();
        notifiers.push_back(std::make_unique<QSocketNotifier>(pair->ends[0], QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&notified, pair] {
            QCOMPARE(pair->read(), 1);
            ++notified;
        });
    }
    for (int round = 1; round <= 3; ++round) {
        for (const auto &pair : pairs)
            pair->write();
        QTRY_COMPARE(notified, round * count);
    }
}

void tst_EpollDispatcher::excludedSockets()
{
    auto *const dispatcher = QAbstractEventDispatcher::instance();
    Pair pair;
    QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
    int notified = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { notified += int(pair.read()); });
    pair.write();
    for (int i = 0; i < 3; ++i) {
        dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers);
        // They do not end a wait either.
        QEventLoop loop;
        const std::unique_ptr<QThread> thread(QThread::create([&loop] { loop.quit(); }));
        startWithin(&loop, thread.get());
        QCOMPARE(loop.exec(QEventLoop::ExcludeSocketNotifiers), 0);
        QVERIFY(thread->wait());
    }
    QCOMPARE(notified, 0);
    QTRY_COMPARE(notified, 1);
}

void tst_EpollDispatcher::tcp()
{
    constexpr qint64 size = 8 * 1024 * 1024;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [socket] { socket->write(socket->readAll()); });
    });
    QTcpSocket socket;
    QByteArray sent(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        sent[i] = char(i * 31 >> 3);
    QByteArray received;
    connect(&socket, &QTcpSocket::connected, this, [&] { socket.write(sent); });
    connect(&socket, &QTcpSocket::readyRead, this, [&] { received += socket.readAll(); });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), size, 30000);
    QCOMPARE(received, sent);
    QSignalSpy disconnected(&socket, &QTcpSocket::disconnected);
    socket.disconnectFromHost();
    QVERIFY(!disconnected.isEmpty() || disconnected.wait());
}

void tst_EpollDispatcher::process()
{
    QProcess process;
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(u"/bin/sh"_s, { u"-c"_s, u"read line; echo \"got $line\"; exit 3"_s });
    process.write("it\n");
    QVERIFY(!finished.isEmpty() || finished.wait());
    QCOMPARE(process.exitCode(), 3);
    QCOMPARE(process.readAllStandardOutput(), "got it\n");
}

void tst_EpollDispatcher::threads()
{
    const int before = openDescriptors();
    for (int i = 0; i < 50; ++i) {
        QThread thread;
        thread.setEventDispatcher(EpollDispatcher::make().release());
        thread.start();
        QObject there;
        there.moveToThread(&thread);
        QThread *ran = nullptr;
        QMetaObject::invokeMethod(
                &there, [&ran] { ran = QThread::currentThread(); }, Qt::BlockingQueuedConnection);
        QCOMPARE(ran, &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }
    QCOMPARE(openDescriptors(), before);
}

int main(int argc, char **argv)
{
    auto dispatcher = EpollDispatcher::make();
    if (!dispatcher)
        return 1;
    QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication application(argc, argv);
    tst_EpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
