// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/measurementlog_p.h"

#include <QtCore/qmetaobject.h>
#include <QtTest/qtest.h>

#include <random>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::MeasurementLog;
using Code = QDynamoDBError::Code;

namespace {

// Returns all members of a measurement except an ID that the log does not store.
QStringList membersOf(const QDynamoDBMeasurement &m)
{
    QStringList list { m.timestamp.toString(Qt::ISODateWithMs),
                       m.operation,
                       m.tableName,
                       m.indexName,
                       m.correlationId,
                       m.traceParent,
                       m.traceState,
                       m.serverAddress,
                       m.region,
                       m.errorCode == Code::NoError ? QString() : m.requestId };
    for (const qint64 number :
         { qint64(m.serverPort), qint64(m.attempt), qint64(m.httpStatus), qint64(m.errorCode),
           m.bytesSent, m.bytesReceived, qint64(m.duration.count()), qint64(m.queued.count()),
           qint64(m.connecting.count()), qint64(m.waiting.count()), qint64(m.receiving.count()),
           qint64(m.decoding.count()), qint64(m.retryDelay.count()) })
        list.append(QString::number(number));
    for (auto it = m.consumedCapacityByTable.cbegin(); it != m.consumedCapacityByTable.cend(); ++it)
        list.append(it.key() + u'=' + QString::number(it.value()));
    return list;
}

QList<QStringList> drained(MeasurementLog &log)
{
    QList<QStringList> list;
    log.drain([&list](const QDynamoDBMeasurement &measurement) {
        list.append(membersOf(measurement));
    });
    return list;
}

QDynamoDBMeasurement example()
{
    QDynamoDBMeasurement m;
    m.timestamp = QDateTime::fromString(u"2026-11-26T06:00:00.123Z"_s, Qt::ISODateWithMs);
    m.operation = u"Query"_s;
    m.tableName = u"Thread"_s;
    m.serverAddress = u"localhost"_s;
    m.serverPort = 8000;
    m.region = u"eu-central-1"_s;
    m.attempt = 1;
    m.httpStatus = 200;
    return m;
}

} // namespace

class tst_MeasurementLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachMember_data();
    void eachMember();
    void anyOrder();
    void requestId();
    void again();
};

void tst_MeasurementLog::eachMember_data()
{
    QTest::addColumn<QDynamoDBMeasurement>("other"); // the example with one member changed
    const auto add = [](const char *name, auto change) {
        QDynamoDBMeasurement other = example();
        change(other);
        QTest::newRow(name) << other;
    };
    using M = QDynamoDBMeasurement;
    add("timestamp", [](M &m) { m.timestamp = m.timestamp.addMSecs(1); });
    add("operation", [](M &m) { m.operation = u"Scan"_s; });
    add("tableName", [](M &m) { m.tableName = u"Reply"_s; });
    add("indexName", [](M &m) { m.indexName = u"ByDate"_s; });
    add("correlationId", [](M &m) { m.correlationId = u"c1"_s; });
    add("traceParent", [](M &m) { m.traceParent = u"00-1-2-01"_s; });
    add("traceState", [](M &m) { m.traceState = u"a=b"_s; });
    add("serverAddress", [](M &m) { m.serverAddress = u"127.0.0.1"_s; });
    add("serverPort", [](M &m) { m.serverPort = 443; });
    add("region", [](M &m) { m.region = u"us-east-1"_s; });
    add("attempt", [](M &m) { m.attempt = 2; });
    add("httpStatus", [](M &m) { m.httpStatus = 201; });
    add("errorCode", [](M &m) { m.errorCode = Code::Throttling; });
    add("bytesSent", [](M &m) { m.bytesSent = 1; });
    add("bytesReceived", [](M &m) { m.bytesReceived = qint64(1) << 40; });
    add("duration", [](M &m) { m.duration = std::chrono::hours(1000); });
    add("queued", [](M &m) { m.queued = std::chrono::nanoseconds(1); });
    add("connecting", [](M &m) { m.connecting = std::chrono::nanoseconds(1); });
    add("waiting", [](M &m) { m.waiting = std::chrono::nanoseconds(1); });
    add("receiving", [](M &m) { m.receiving = std::chrono::nanoseconds(1); });
    add("decoding", [](M &m) { m.decoding = std::chrono::nanoseconds(1); });
    add("retryDelay", [](M &m) { m.retryDelay = std::chrono::nanoseconds(0); });
    add("capacity", [](M &m) { m.consumedCapacityByTable = { { u"Thread"_s, 0.5 } }; });
}

void tst_MeasurementLog::eachMember()
{
    QFETCH(QDynamoDBMeasurement, other);
    MeasurementLog log;
    const QList<QDynamoDBMeasurement> all { example(), other, example(), other, other };
    QList<QStringList> expected;
    for (const QDynamoDBMeasurement &one : all) {
        log.add(one);
        expected.append(membersOf(one));
    }
    QVERIFY(expected[0] != expected[1]);
    QCOMPARE(log.size(), 5);
    QCOMPARE(drained(log), expected);
}

void tst_MeasurementLog::anyOrder()
{
    std::mt19937 random(5);
    MeasurementLog log;
    QList<QStringList> expected;
    for (int i = 0; i < 5000; ++i) {
        QDynamoDBMeasurement m = example();
        m.timestamp = m.timestamp.addMSecs(i);
        m.tableName = QString::number(random() % 7);
        m.operation = random() % 2 ? u"GetItem"_s : u"PutItem"_s;
        m.bytesSent = random();
        m.duration = std::chrono::nanoseconds(random());
        if (random() % 9 == 0)
            m.errorCode = Code::Request;
        if (random() % 5 == 0)
            m.correlationId = QString::number(random());
        log.add(m);
        expected.append(membersOf(m));
    }
    QCOMPARE(drained(log), expected);
}

void tst_MeasurementLog::requestId()
{
    QDynamoDBMeasurement m = example();
    m.requestId = u"ABC"_s;
    MeasurementLog log;
    log.add(m);
    m.errorCode = Code::InternalServerError;
    log.add(m);
    QStringList ids;
    log.drain([&ids](const QDynamoDBMeasurement &one) { ids.append(one.requestId); });
    QCOMPARE(ids, QStringList({ QString(), u"ABC"_s }));
}

void tst_MeasurementLog::again()
{
    MeasurementLog log;
    QVERIFY(drained(log).isEmpty());
    for (int round = 0; round < 3; ++round) {
        QDynamoDBMeasurement m = example();
        m.attempt = round + 1;
        log.add(m);
        QCOMPARE(drained(log), QList<QStringList> { membersOf(m) });
        QCOMPARE(log.size(), 0);
    }
    // A moved-from log is empty.
    log.add(example());
    MeasurementLog taken = std::exchange(log, {});
    log.add(example());
    log.add(example());
    QCOMPARE(drained(taken).size(), 1);
    QCOMPARE(drained(log).size(), 2);
}

QTEST_APPLESS_MAIN(tst_MeasurementLog)
#include "tst_measurementlog.moc"
