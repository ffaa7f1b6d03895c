// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clienttask_p.h"
#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeserver.h"
#include "operations.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qpointer.h>
#include <QtCore/qprocess.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <optional>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

enum class Moment {
    BeforeBegin, // in the I/O thread
    CallInFlight,
    RetryAlarm, // a call waits for its next attempt
    TaskAlarm, // no call is in flight
    BetweenCalls,
};

enum class End { Cancelled, ClientDestroyed, ClientDestroyedInThread };

const std::pair<const char *, Moment> moments[] = {
    { "before it begins", Moment::BeforeBegin },
    { "while a call is in flight", Moment::CallInFlight },
    { "while a call waits for its retry", Moment::RetryAlarm },
    { "while an alarm is pending", Moment::TaskAlarm },
    { "between calls", Moment::BetweenCalls },
};

const std::pair<const char *, End> ends[] = {
    { "cancelled", End::Cancelled },
    { "client destroyed", End::ClientDestroyed },
    { "client destroyed in the I/O thread", End::ClientDestroyedInThread },
};

Engine *engineOf(QDynamoDBClient *client)
{
    return QDynamoDBAbstractClientPrivate::get(client)->engine;
}

} // namespace

// The end of operations of several calls: the same for all of them.
class tst_ClientTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void ended_data();
    void ended();
    void applicationEnded_data();
    void applicationEnded();
    void suspended();
    void abandoned();
    void alarms();

private:
    std::optional<FakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;
};

void tst_ClientTask::init()
{
    m_server.emplace();
    m_client = std::make_unique<QDynamoDBClient>();
    m_client->setRegion(u"us-east-1"_s);
    m_client->setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    m_client->setEndpoint(m_server->url());
    m_client->setAttemptTimeout(0ms); // only alarms of tasks and retries are wanted here
    m_client->setCallTimeout(0ms);
    m_clock = installFakeClock(m_client.get());
}

void tst_ClientTask::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void tst_ClientTask::ended_data()
{
    QTest::addColumn<const TaskOperation *>("operation");
    QTest::addColumn<Moment>("moment");
    QTest::addColumn<End>("end");
    for (const TaskOperation &operation : operations()) {
        for (const auto &[momentName, moment] : moments) {
            for (const auto &[endName, end] : ends) {
                if (moment == Moment::TaskAlarm && !operation.hasAlarm)
                    continue;
                if (end == End::Cancelled && !operation.stopsIfCancelled)
                    continue;
                if (moment == Moment::BetweenCalls && operation.isOneCall)
                    continue;
                if (end == End::Cancelled && operation.sharesCall
                    && (moment == Moment::CallInFlight || moment == Moment::RetryAlarm)) {
                    continue;
                }
                QTest::addRow("%s, %s: %s", operation.name, momentName, endName)
                        << &operation << moment << end;
            }
        }
    }
}

// The future finishes once, with the error, and no further request goes out.
void tst_ClientTask::ended()
{
    QFETCH(const TaskOperation *const, operation);
    QFETCH(const Moment, moment);
    QFETCH(const End, end);

    const auto handle = QDynamoDBAbstractClientPrivate::get(m_client.get())->handle;
    const auto block = std::make_shared<Block>();
    const auto enter = [block, handle] { block->enter([handle] { return handle->isClosed(); }); };
    const Reaction response = Reaction::json(operation->status, operation->body);
    int requests = operation->callsAtOnce;
    switch (moment) {
    case Moment::BeforeBegin:
        QMetaObject::invokeMethod(engineOf(m_client.get()), enter, Qt::QueuedConnection);
        block->waitUntilEntered();
        requests = 0;
        break;
    case Moment::CallInFlight:
        m_server->setDefault(response.held());
        break;
    case Moment::RetryAlarm:
        m_server->setDefault(Reaction::error(500, "InternalServerError"));
        break;
    case Moment::TaskAlarm:
        m_server->setDefault(response);
        break;
    case Moment::BetweenCalls:
        // In the I/O thread, after a response has arrived and before the task gets it.
        m_server->setDefault(response);
        m_client->addMeasurementHandler([enter](const QDynamoDBMeasurement &) { enter(); });
        break;
    }

    Started started = operation->start(m_client.get());
    QFutureWatcher<void> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(started.future);
    switch (moment) {
    case Moment::BeforeBegin:
        break;
    case Moment::CallInFlight:
        QTRY_COMPARE(m_server->held(), requests);
        break;
    case Moment::RetryAlarm:
        QVERIFY(m_clock->waitForAlarms(requests));
        break;
    case Moment::TaskAlarm:
        QVERIFY(m_clock->waitForAlarms(1));
        break;
    case Moment::BetweenCalls:
        block->waitUntilEntered();
        QTRY_COMPARE(m_server->copies(), requests);
        break;
    }
    QVERIFY(!started.future.isFinished());

    switch (end) {
    case End::Cancelled:
        started.future.cancel();
        block->leave();
        break;
    case End::ClientDestroyed:
        m_client.reset();
        QVERIFY(started.future.isFinished());
        break;
    case End::ClientDestroyedInThread: {
        auto *const client = m_client.release();
        const auto destroy = [client] { delete client; };
        QMetaObject::invokeMethod(engineOf(client), destroy, Qt::QueuedConnection);
        block->leave();
        break;
    }
    }

    const bool isCancelled = end == End::Cancelled;
    QTRY_VERIFY(started.future.isFinished());
    QCOMPARE(started.error().code(), isCancelled ? Code::Cancelled : Code::ClientDestroyed);
    if (isCancelled) {
        m_clock->advance(1h); // nothing is left to be woken
        QTRY_COMPARE(m_clock->alarms(), 0);
        if (moment == Moment::CallInFlight)
            QTRY_COMPARE(m_server->openConnections(), 0);
        m_server->setDefault(Reaction::json(200, "{}"));
        QVERIFY(QDynamoDB::waitForResult(m_client->listTables()));
        ++requests;
        Engine *engine = engineOf(m_client.get());
        QTRY_COMPARE(engine->findChildren<QFutureWatcherBase *>().size(), 0);
    }
    QCOMPARE(m_server->copies(), requests);
    QTRY_COMPARE(finished.size(), 1);
    QTRY_COMPARE(started.continuations->load(), 1);
    started.owner.reset(); // after the client
}

void tst_ClientTask::applicationEnded_data()
{
    QTest::addColumn<const TaskOperation *>("operation");
    for (const TaskOperation &operation : operations())
        QTest::addRow("%s", operation.name) << &operation;
}

// The program checks the futures at each moment; here, the requests are counted.
void tst_ClientTask::applicationEnded()
{
    QFETCH(const TaskOperation *const, operation);
    m_server->setDefault(Reaction::json(operation->status, operation->body));
    FakeServer holding;
    holding.setDefault(Reaction::json(200, "{}").held());
    FakeServer failing;
    failing.setDefault(Reaction::html(503));
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"QT_LOGGING_RULES"_s);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(PROGRAM),
                  { QString::fromLatin1(operation->name), m_server->url().toString(),
                    holding.url().toString(), failing.url().toString() });
    const bool hasEnded = program.waitForFinished(60000);
    if (!hasEnded)
        program.kill();
    QVERIFY2(hasEnded, "The program hangs.");
    QCOMPARE(QString::fromLocal8Bit(program.readAllStandardError()), QString());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(holding.copies() <= operation->callsAtOnce);
    QCOMPARE(failing.copies(), operation->callsAtOnce);
    const int batches = (operation->isOneCall ? 0 : 1) + (operation->hasAlarm ? 1 : 0);
    QCOMPARE(m_server->copies(), operation->callsAtOnce * batches);
}

namespace {

// A task that does what a function says.
class TestTask final : public ClientTask
{
public:
    TestTask(QDynamoDBClient *client, const std::function<void(TestTask &)> &onStep)
        : ClientTask(client, std::make_unique<PromiseOf<int>>())
        , m_onStep(onStep)
    {
        ++alive;
    }
    ~TestTask() override { --alive; }
    Q_DISABLE_COPY_MOVE(TestTask)

    static inline std::atomic<int> alive = 0;

    void step() override { m_onStep(*this); }
    void ending() override { ++ends; }
    void listTables(const Handler &handler)
    {
        const QDynamoDB::ListTablesRequest request;
        call(*findOperation(Service::DynamoDB, u"ListTables"), &request, {}, handler);
    }
    using ClientTask::abandon;
    using ClientTask::cancelAlarm;
    using ClientTask::finish;
    using ClientTask::pause;
    using ClientTask::setAlarm;
    using ClientTask::waitIfSuspended;

    std::atomic<int> ends = 0;

private:
    const std::function<void(TestTask &)> m_onStep;
};

} // namespace

void tst_ClientTask::suspended()
{
    std::atomic<int> steps = 0;
    auto task = std::make_shared<TestTask>(m_client.get(), [&steps](TestTask &self) {
        if (++steps == 3)
            self.finish();
        else
            self.listTables([&self](const QDynamoDBError &, void *) {
                if (!self.waitIfSuspended())
                    self.step();
            });
    });
    m_server->setDefault(Reaction::json(200, "{}").held());
    QFuture<void> future = task->future();
    task->run();
    task.reset();
    QTRY_COMPARE(m_server->held(), 1);
    future.suspend();
    m_server->setDefault(Reaction::json(200, "{}"));
    m_server->release();
    QVERIFY(QDynamoDB::waitForResult(m_client->execute(u"ListTables"_s, {})));
    QCOMPARE(steps.load(), 1);
    future.resume();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(steps.load(), 3);
    QTRY_COMPARE(TestTask::alive.load(), 0);
}

// Handlers of abandoned calls and alarms never run; the task continues.
void tst_ClientTask::abandoned()
{
    std::atomic<bool> hasRun = false;
    std::atomic<int> steps = 0;
    const auto run = [&hasRun] { hasRun = true; };
    auto task = std::make_shared<TestTask>(m_client.get(), [&steps, run](TestTask &self) {
        if (++steps == 2) {
            self.finish();
            return;
        }
        self.listTables([run](const QDynamoDBError &, void *) { run(); });
        self.setAlarm(1s, run);
        self.abandon();
        self.pause(2s);
    });
    QFuture<void> future = task->future();
    task->run();
    QVERIFY(m_clock->waitForAlarmIn(2s));
    QVERIFY(QDynamoDB::waitForResult(m_client->listTables()));
    QCOMPARE(m_clock->alarms(), 1);
    m_clock->advance(2s);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!hasRun);
    QCOMPARE(steps.load(), 2);
    QCOMPARE(task->ends.load(), 1);
    task.reset();
    QTRY_COMPARE(TestTask::alive.load(), 0);
}

void tst_ClientTask::alarms()
{
    QString rung;
    auto task = std::make_shared<TestTask>(m_client.get(), [&rung](TestTask &self) {
        self.setAlarm(2s, [&rung] { rung += u'2'; });
        auto alarm = self.setAlarm(1500ms, [&rung] { rung += u'x'; });
        self.setAlarm(1s, [&rung] { rung += u'1'; });
        self.cancelAlarm(&alarm);
        self.cancelAlarm(&alarm); // nothing happens
        self.setAlarm(3s, [&self] { self.finish(); });
        self.setAlarm(4s, [&rung] { rung += u'4'; });
    });
    const QFuture<void> future = task->future();
    task->run();
    task.reset();
    QVERIFY(m_clock->waitForAlarms(4));
    m_clock->advance(5s);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(rung, u"12"_s);
    QCOMPARE(m_clock->alarms(), 0);
    QTRY_COMPARE(TestTask::alive.load(), 0);
}

QTEST_GUILESS_MAIN(tst_ClientTask)

#include "tst_clienttask.moc"
