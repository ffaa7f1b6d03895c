// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "measurements/statisticscollector_p.h"
#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbstatistics.h>

#include <QtCore/qjsonobject.h>
#include <QtTest/qsignalspy.h>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

class tst_QDynamoDBStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps();
    void percentiles();
    void windowOfTenSeconds();
    void firstSeconds();
    void statisticsOfClient();
    void handlers();
    void notMeasuredWithoutListeners();
};

namespace {

QDynamoDBMeasurement taking(std::chrono::nanoseconds duration)
{
    QDynamoDBMeasurement measurement;
    measurement.duration = duration;
    return measurement;
}

bool isNear(std::chrono::nanoseconds value, std::chrono::nanoseconds expected)
{
    return std::abs(double(value.count()) / double(expected.count()) - 1) <= 0.02;
}

} // namespace

void tst_QDynamoDBStatistics::steps()
{
    std::size_t last = 0;
    for (double nanoseconds = 1000; nanoseconds < 120e9; nanoseconds *= 1.003) {
        const std::chrono::nanoseconds duration { qint64(nanoseconds) };
        const std::size_t step = StatisticsCollector::stepOf(duration);
        QVERIFY(step >= last);
        QVERIFY(step < StatisticsCollector::steps);
        QVERIFY2(isNear(StatisticsCollector::middleOf(step), duration),
                 qPrintable(QString::number(nanoseconds)));
        last = step;
    }
    QCOMPARE(StatisticsCollector::stepOf(0ns), std::size_t(0));
    QCOMPARE(StatisticsCollector::stepOf(-1ns), std::size_t(0));
    QCOMPARE(StatisticsCollector::stepOf(std::chrono::nanoseconds::max()),
             StatisticsCollector::steps - 1);
}

void tst_QDynamoDBStatistics::percentiles()
{
    StatisticsCollector collector(100s);
    QCOMPARE(collector.sample(100s).p99, 0ns);
    for (int i = 1; i <= 1000; ++i)
        collector.add(taking(i * 1ms), 100s + i * 2ms);
    const StatisticsSample sample = collector.sample(102s);
    QVERIFY(isNear(sample.p50, 500ms));
    QVERIFY(isNear(sample.p99, 990ms));
    QCOMPARE(sample.requestsPerSecond, 500.0);
    QCOMPARE(sample.requests, 1000);
}

void tst_QDynamoDBStatistics::windowOfTenSeconds()
{
    StatisticsCollector collector(0s);
    collector.add(taking(1s), 100ms);
    for (int second = 1; second <= 9; ++second) {
        collector.add(taking(1ms), second * 1s);
        QVERIFY(isNear(collector.sample(second * 1s).p99, second == 1 ? 1s : 1ms) || second < 9);
    }
    QVERIFY(isNear(collector.sample(9500ms).p50, 1ms));
    QCOMPARE(collector.sample(10s).requestsPerSecond, 1.0); // nine, in the nine seconds since 1 s
    QCOMPARE(collector.sample(1000s).requestsPerSecond, 0.0);
    QCOMPARE(collector.sample(1000s).p50, 0ns);
    QCOMPARE(collector.sample(1000s).requests, 10);
}

void tst_QDynamoDBStatistics::firstSeconds()
{
    StatisticsCollector collector(0s);
    QDynamoDBMeasurement measurement = taking(1ms);
    measurement.errorCode = Code::Throttling;
    collector.add(measurement, 0s);
    collector.add(measurement, 100s);
    measurement.errorCode = Code::NoError;
    measurement.consumedCapacityByTable = { { u"A"_s, 1.5 }, { u"B"_s, 1 } };
    collector.add(measurement, 200s);
    collector.add(measurement, 200s);
    const StatisticsSample sample = collector.sample(300s);
    const QMap<Code, qint64> errors = { { Code::Throttling, 2 } };
    const QMap<QString, double> consumed = { { u"A"_s, 3 }, { u"B"_s, 2 } };
    QCOMPARE(sample.errors, errors);
    QCOMPARE(sample.consumedCapacity, consumed);
}

void tst_QDynamoDBStatistics::statisticsOfClient()
{
    FakeServer server;
    QDynamoDBClient client;
    FakeClock *clock = installFakeClock(&client);
    configureTestClient(&client, server.url());
    client.setMaxConnections(2);
    client.setMaxRetries(0);

    QDynamoDBStatistics *statistics = client.statistics();
    QCOMPARE(client.property("statistics").value<QDynamoDBStatistics *>(), statistics);
    QSignalSpy updates(statistics, &QDynamoDBStatistics::updated);
    QVERIFY(clock->waitForAlarmIn(1s));

    server.enqueue(Reaction::error(400, "ThrottlingException"));
    server.enqueue(
            Reaction::json(200,
                           R"({"ConsumedCapacity":{"TableName":"Thread","CapacityUnits":2.5}})"));
    QVERIFY_THROWS_EXCEPTION(QDynamoDBException, client.execute(u"GetItem"_s, {}).waitForFinished());
    client.execute(u"GetItem"_s, {}).waitForFinished();
    server.setDefault(Reaction::json(200, "{}").held());
    QList<QFuture<QJsonObject>> held;
    for (int i = 0; i < 5; ++i)
        held.append(client.execute(u"GetItem"_s, {}));
    QTRY_COMPARE(server.held(), 2);

    clock->advance(1s);
    QTRY_COMPARE(updates.size(), 1);
    QCOMPARE(statistics->inFlight(), 2);
    QCOMPARE(statistics->queued(), 3);
    QCOMPARE(statistics->requests(), 2);
    QCOMPARE(statistics->requestsPerSecond(), 2.0);
    const QMap<Code, qint64> errors = { { Code::Throttling, 1 } };
    QCOMPARE(statistics->errors(), errors);
    const QVariantMap errorsByName = { { u"Throttling"_s, 1 } };
    QCOMPARE(statistics->property("errors").toMap(), errorsByName);
    const QVariantMap consumed = { { u"Thread"_s, 2.5 } };
    QCOMPARE(statistics->property("consumedCapacity").toMap(), consumed);

    // Unchanged values emit no signal.
    clock->advance(500ms);
    for (auto future = held.rbegin(); future != held.rend(); ++future)
        future->cancel(); // queued calls are not sent
    for (QFuture<QJsonObject> &future : held)
        QTRY_VERIFY(future.isFinished());
    clock->advance(500ms);
    QTRY_COMPARE(updates.size(), 2);
    QCOMPARE(statistics->inFlight(), 0);
    QCOMPARE(statistics->queued(), 0);
    QCOMPARE(statistics->requests(), 4); // two requests were sent
    QCOMPARE(statistics->property("p50Ms").toDouble(),
             std::chrono::duration<double>(statistics->p50()).count() * 1000);
}

void tst_QDynamoDBStatistics::handlers()
{
    FakeServer server;
    QDynamoDBClient client;
    configureTestClient(&client, server.url());

    std::atomic<int> first = 0;
    std::atomic<int> second = 0;
    QThread *thread = nullptr;
    const int one = client.addMeasurementHandler([&](const QDynamoDBMeasurement &measurement) {
        thread = QThread::currentThread();
        first += measurement.attempt;
    });
    const int other = client.addMeasurementHandler([&](const QDynamoDBMeasurement &) { ++second; });
    QVERIFY(one != other);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QCOMPARE(first, 1);
    QCOMPARE(second, 1);
    QVERIFY(thread && thread != QThread::currentThread());

    client.removeMeasurementHandler(one);
    client.removeMeasurementHandler(one + 100);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QCOMPARE(first, 1);
    QCOMPARE(second, 2);
}

void tst_QDynamoDBStatistics::notMeasuredWithoutListeners()
{
    QDynamoDBClient client;
    Engine *engine = QDynamoDBAbstractClientPrivate::get(&client)->engine;
    const auto isMeasuring = [engine] {
        bool measuring = false;
        QMetaObject::invokeMethod(
                engine, [&] { measuring = engine->isMeasuring(); }, Qt::BlockingQueuedConnection);
        return measuring;
    };
    QVERIFY(!isMeasuring());
    const int handler = client.addMeasurementHandler([](const QDynamoDBMeasurement &) {});
    QVERIFY(isMeasuring());
    client.removeMeasurementHandler(handler);
    QVERIFY(!isMeasuring());

    const auto connection = connect(&client, &QDynamoDBClient::measured, this, [] {});
    QVERIFY(isMeasuring());
    disconnect(connection); // Qt holds a lock while it notifies the client
    QTRY_VERIFY(!isMeasuring());

    (void)client.statistics();
    QVERIFY(isMeasuring());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBStatistics)
#include "tst_qdynamodbstatistics.moc"
