// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Ends the application at each moment of the operation that the first argument names. The other
// arguments are URLs of servers: one that responds so that another call follows, one that holds
// each request, and one that fails so that the call is retried.

#include "fakeclock/installfakeclock.h"
#include "operations.h"

#include <QtCore/qcoreapplication.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

int argumentCount = 0;
char **arguments = nullptr;

enum class Moment { BeforeBegin, CallInFlight, RetryAlarm, TaskAlarm, BetweenCalls };

void check(bool holds, const char *what, Moment moment)
{
    if (holds)
        return;
    std::fprintf(stderr, "moment %d: %s\n", int(moment), what);
    std::_Exit(1);
}
#define CHECK(condition) check((condition), #condition, moment)

template<typename Condition>
bool waitUntil(Condition condition)
{
    const QDeadlineTimer deadline(30s);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return condition();
}

int inFlight(const QDynamoDBAbstractClientPrivate &d)
{
    int count = 0;
    const auto read = [&d, &count] { count = d.engine->requestsInFlight(); };
    QMetaObject::invokeMethod(d.engine, read, Qt::BlockingQueuedConnection);
    return count;
}

void end(const TaskOperation &operation, Moment moment)
{
    QDynamoDBClient client;
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    client.setAttemptTimeout(0ms);
    client.setCallTimeout(0ms);
    const int url = moment == Moment::CallInFlight ? 3 : moment == Moment::RetryAlarm ? 4 : 2;
    client.setEndpoint(QUrl(QString::fromLocal8Bit(arguments[url])));
    auto *const d = QDynamoDBAbstractClientPrivate::get(&client);
    const auto block = std::make_shared<Block>();
    const auto enter = [d, block] { block->enter([d] { return !d->thread->deliversEvents(); }); };

    Started started;
    {
        const QCoreApplication application(argumentCount, arguments);
        FakeClock *const clock = installFakeClock(&client);
        if (moment == Moment::BetweenCalls)
            client.addMeasurementHandler([enter](const QDynamoDBMeasurement &) { enter(); });
        if (moment == Moment::BeforeBegin)
            QMetaObject::invokeMethod(d->engine, enter, Qt::QueuedConnection);
        started = operation.start(&client);
        switch (moment) {
        case Moment::BeforeBegin:
        case Moment::BetweenCalls:
            block->waitUntilEntered();
            break;
        case Moment::CallInFlight:
            CHECK(waitUntil([&] { return inFlight(*d) == operation.callsAtOnce; }));
            break;
        case Moment::RetryAlarm:
            CHECK(clock->waitForAlarms(operation.callsAtOnce));
            break;
        case Moment::TaskAlarm:
            CHECK(clock->waitForAlarms(1));
            break;
        }
        CHECK(!started.future.isFinished());
    }
    CHECK(started.future.isFinished());
    CHECK(started.error().code() == Code::ClientDestroyed);
    CHECK(started.continuations->load() == 1);
    started.owner.reset();
}

} // namespace

int main(int argc, char **argv)
{
    argumentCount = argc;
    arguments = argv;
    const auto found = std::find_if(operations().begin(), operations().end(),
                                    [argv](const TaskOperation &candidate) {
                                        return qstrcmp(candidate.name, argv[1]) == 0;
                                    });
    if (found == operations().end())
        return 2;
    for (const Moment moment : { Moment::BeforeBegin, Moment::CallInFlight, Moment::RetryAlarm,
                                 Moment::TaskAlarm, Moment::BetweenCalls }) {
        if ((moment != Moment::TaskAlarm || found->hasAlarm)
            && (moment != Moment::BetweenCalls || !found->isOneCall)) {
            end(*found, moment);
        }
    }
    return 0;
}
