// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "streams/qdynamodbstreamreader_p.h"
#include "fakeclock/fakeclock.h"
#include "fakestream.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtTest/qsignalspy.h>

#include <functional>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Start = QDynamoDBStreamReader::Start;
using Status = QDynamoDBStreamReader::Status;

namespace {

QString nameOf(const QDynamoDB::Record &record)
{
    return record.dynamodb.value_or(QDynamoDB::StreamRecord()).keys[u"pk"].toString();
}

QStringList names(const QString &shard, int first, int last)
{
    QStringList names;
    for (int i = first; i <= last; ++i)
        names.append(shard + u'.' + QString::number(i));
    return names;
}

// A reader with a fake clock, the records it has emitted, and its stream.
struct Fixture
{
    explicit Fixture(FakeStream &stream, Start start = Start::Oldest)
    {
        client.emplace();
        configureTestClient(&*client, stream.url());
        client->setMaxRetries(0); // only the reader retries
        reader.emplace(&*client);
        auto *d = QDynamoDBStreamReaderPrivate::get(&*reader);
        auto ownClock = std::make_unique<FakeClock>(&*reader);
        ownClock->setUtcNow(QDateTime::currentDateTimeUtc());
        clock = ownClock.get();
        d->clock = std::move(ownClock);
        d->random = [] { return 0.; };
        reader->setTableName(u"Things"_s);
        reader->setStartFrom(start);
        const auto note = [this](const QDynamoDB::Record &record) { seen.append(nameOf(record)); };
        QObject::connect(&*reader, &QDynamoDBStreamReader::inserted, note);
        QObject::connect(&*reader, &QDynamoDBStreamReader::modified, note);
        QObject::connect(&*reader, &QDynamoDBStreamReader::removed, note);
        QObject::connect(&*reader, &QDynamoDBStreamReader::recordsLost,
                         [this](const QString &shard) { lost.append(shard); });
        QObject::connect(&*reader, &QDynamoDBStreamReader::errorOccurred,
                         [this](const QDynamoDBError &error) { errors.append(error.code()); });
    }

    using Clock = QtDynamoDBPrivate::Clock;

    // Advances the clock until the condition holds.
    bool until(const std::function<bool()> &condition, Clock::Duration step = 500ms)
    {
        return QTest::qWaitFor(
                [&] {
                    if (condition())
                        return true;
                    clock->advance(step);
                    return false;
                },
                20000);
    }
    bool untilSeen(qsizetype count)
    {
        return until([this, count] { return seen.size() >= count; });
    }
    bool untilStatus(Status status)
    {
        return until([this, status] { return reader->status() == status; });
    }

    std::optional<QDynamoDBClient> client;
    std::optional<QDynamoDBStreamReader> reader;
    FakeClock *clock = nullptr;
    QStringList seen;
    QStringList lost;
    QList<Code> errors;
};

// Runs a function as a slot of any signal.
class Destroyer : public QObject
{
    Q_OBJECT

public:
    explicit Destroyer(std::function<void()> function)
        : m_function(std::move(function))
    {
    }

public Q_SLOTS:
    void run() { m_function(); }

private:
    const std::function<void()> m_function;
};

} // namespace

// The stream reader on a fake stream, with a fake clock.
class tst_QDynamoDBStreamReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void properties();
    void events();
    void children();
    void latest();
    void newShards();
    void expiredIterator_data();
    void expiredIterator();
    void trimmed();
    void shardGone();
    void outage_data();
    void outage();
    void error_data();
    void error();
    void noStream();
    void checkpoint();
    void checkpointInSlot();
    void checkpointBeforeTheFirstRecord();
    void badCheckpoint_data();
    void badCheckpoint();
    void turnedOff();
    void turnedOffAndOn();
    void stopInSlot();
    void stopInStatusSlot_data();
    void stopInStatusSlot();
    void otherTableInSlot();
    void destroyedInSlot_data();
    void destroyedInSlot();
    void clientDestroyed();
    void otherTable();
};

void tst_QDynamoDBStreamReader::properties()
{
    QDynamoDBClient client;
    QDynamoDBStreamReader reader(&client);
    QSignalSpy tableSpy(&reader, &QDynamoDBStreamReader::tableNameChanged);
    QSignalSpy startSpy(&reader, &QDynamoDBStreamReader::startFromChanged);
    QSignalSpy intervalSpy(&reader, &QDynamoDBStreamReader::pollIntervalChanged);
    QCOMPARE(reader.client(), &client);
    QCOMPARE(reader.startFrom(), Start::Latest);
    QCOMPARE(reader.pollInterval(), 500ms);
    QCOMPARE(reader.status(), Status::Stopped);
    for (int i = 0; i < 2; ++i) {
        reader.setTableName(u"Things"_s);
        reader.setStartFrom(Start::Oldest);
        reader.setPollInterval(1ms);
    }
    QCOMPARE(reader.tableName(), u"Things"_s);
    QCOMPARE(reader.startFrom(), Start::Oldest);
    QCOMPARE(reader.pollInterval(), 200ms);
    QCOMPARE(tableSpy.size(), 1);
    QCOMPARE(startSpy.size(), 1);
    QCOMPARE(intervalSpy.size(), 1);
}

void tst_QDynamoDBStreamReader::events()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 1, u"INSERT"_s);
    stream.addRecords(u"a"_s, 1, u"MODIFY"_s);
    stream.addRecords(u"a"_s, 1, u"REMOVE"_s);
    stream.addRecords(u"a"_s, 1, u"SOMETHING_NEW"_s); // skipped
    stream.addRecords(u"a"_s, 1, u"INSERT"_s);
    Fixture f(stream);
    QStringList events;
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::inserted,
                     [&](const auto &record) { events.append(u"+"_s + nameOf(record)); });
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::modified,
                     [&](const auto &record) { events.append(u"="_s + nameOf(record)); });
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::removed,
                     [&](const auto &record) { events.append(u"-"_s + nameOf(record)); });
    f.reader->start();
    QCOMPARE(f.reader->status(), Status::Starting);
    QVERIFY(f.untilSeen(4));
    QCOMPARE(events, QStringList({ u"+a.0"_s, u"=a.1"_s, u"-a.2"_s, u"+a.4"_s }));
    QCOMPARE(f.reader->status(), Status::Following);
}

void tst_QDynamoDBStreamReader::children()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addShard(u"b"_s, u"a"_s);
    stream.addShard(u"c"_s, u"a"_s);
    stream.addShard(u"d"_s, u"c"_s);
    stream.addShard(u"z"_s, u"trimmed long ago"_s);
    for (const QString &shard : { u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"z"_s })
        stream.addRecords(shard, 10);
    stream.closeShard(u"c"_s);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilSeen(20));
    QCOMPARE(f.seen.filter(u"a."_s), names(u"a"_s, 0, 9));
    QCOMPARE(f.seen.filter(u"z."_s), names(u"z"_s, 0, 9));
    QVERIFY(stream.iteratorTypes(u"b"_s).isEmpty()); // not read before its parent is complete

    f.seen.clear();
    stream.addRecords(u"a"_s, 1);
    stream.closeShard(u"a"_s);
    QVERIFY(f.untilSeen(31));
    QCOMPARE(f.seen.first(), u"a.10"_s);
    for (const QString &shard : { u"b"_s, u"c"_s, u"d"_s })
        QCOMPARE(f.seen.filter(shard), names(shard, 0, 9));
    QVERIFY(f.seen.lastIndexOf(u"c.9"_s) < f.seen.indexOf(u"d.0"_s));
    QCOMPARE(f.lost, QStringList());
}

void tst_QDynamoDBStreamReader::latest()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addShard(u"b"_s);
    stream.addRecords(u"a"_s, 5);
    stream.addRecords(u"b"_s, 5);
    stream.closeShard(u"a"_s);
    Fixture f(stream, Start::Latest);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Following));
    stream.setTime(f.clock->utcNow());
    stream.addRecords(u"b"_s, 2);
    stream.addShard(u"c"_s, u"b"_s);
    stream.addRecords(u"c"_s, 1);
    stream.closeShard(u"b"_s);
    QVERIFY(f.untilSeen(3));
    QCOMPARE(f.seen, QStringList({ u"b.5"_s, u"b.6"_s, u"c.0"_s }));
    QCOMPARE(stream.iteratorTypes(u"b"_s), QStringList(u"LATEST"_s));
    QCOMPARE(stream.iteratorTypes(u"c"_s), QStringList(u"TRIM_HORIZON"_s));
}

// New shards without a parent are found.
void tst_QDynamoDBStreamReader::newShards()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    Fixture f(stream, Start::Latest);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Following));
    stream.addShard(u"b"_s);
    stream.addRecords(u"b"_s, 4);
    QVERIFY(f.untilSeen(4));
    QCOMPARE(f.seen, names(u"b"_s, 0, 3));
}

void tst_QDynamoDBStreamReader::expiredIterator_data()
{
    QTest::addColumn<Start>("start");
    QTest::addColumn<int>("before");
    QTest::addColumn<QString>("type");

    QTest::newRow("after a record") << Start::Oldest << 2 << u"AFTER_SEQUENCE_NUMBER"_s;
    QTest::newRow("before the first") << Start::Oldest << 0 << u"TRIM_HORIZON"_s;
    QTest::newRow("before the first new one") << Start::Latest << 0 << u"TRIM_HORIZON"_s;
}

void tst_QDynamoDBStreamReader::expiredIterator()
{
    QFETCH(const Start, start);
    QFETCH(const int, before);
    QFETCH(const QString, type);

    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, before);
    Fixture f(stream, start);
    f.reader->start();
    QVERIFY(f.untilSeen(before));
    QVERIFY(f.untilStatus(Status::Following));
    stream.expireIterators();
    stream.setTime(f.clock->utcNow());
    stream.addRecords(u"a"_s, 3);
    QVERIFY(f.untilSeen(before + 3));
    QCOMPARE(f.seen, names(u"a"_s, 0, before + 2));
    QCOMPARE(stream.iteratorTypes(u"a"_s).size(), 2);
    QCOMPARE(stream.iteratorTypes(u"a"_s).last(), type);
    QCOMPARE(f.errors, QList<Code>());
}

void tst_QDynamoDBStreamReader::trimmed()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 3);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilSeen(3));
    f.reader->stop();
    stream.addRecords(u"a"_s, 5);
    stream.trim(u"a"_s, 6);
    f.reader->start();
    QVERIFY(f.untilSeen(5));
    QCOMPARE(f.seen, names(u"a"_s, 0, 2) + names(u"a"_s, 6, 7));
    QCOMPARE(f.lost, QStringList(u"a"_s));
}

void tst_QDynamoDBStreamReader::shardGone()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 1);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilSeen(1));
    stream.addShard(u"b"_s, u"a"_s);
    stream.addRecords(u"b"_s, 1);
    stream.removeShard(u"a"_s);
    QVERIFY(f.untilSeen(2));
    QCOMPARE(f.seen, QStringList({ u"a.0"_s, u"b.0"_s }));
    QCOMPARE(f.lost, QStringList(u"a"_s));
}

void tst_QDynamoDBStreamReader::outage_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<Code>("expected");

    for (const char *operation :
         { "DescribeTable", "DescribeStream", "GetShardIterator", "GetRecords" }) {
        QTest::addRow("%s, throttled", operation) << QString::fromLatin1(operation) << 400
                                                  << u"ThrottlingException"_s << Code::Throttling;
        QTest::addRow("%s, server error", operation)
                << QString::fromLatin1(operation) << 500 << u"InternalServerError"_s
                << Code::InternalServerError;
    }
}

void tst_QDynamoDBStreamReader::outage()
{
    QFETCH(const QString, operation);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const Code, expected);

    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 5);
    stream.fail(operation, 7, status, code);
    Fixture f(stream);
    f.reader->start();
    for (const auto pause : { 1s, 2s, 4s, 8s, 16s, 30s, 30s }) {
        QTRY_COMPARE(f.reader->status(), Status::Waiting);
        const int before = stream.calls(operation);
        QVERIFY(f.until([&] { return f.clock->nextAlarm().has_value(); }, 0ms));
        f.clock->advance(pause - 1ms);
        QCOMPARE(stream.calls(operation), before);
        f.clock->advance(1ms);
        QTRY_VERIFY(stream.calls(operation) > before);
        if (before < 7)
            QTRY_COMPARE(f.errors.size(), before + 1);
    }
    QCOMPARE(f.errors, QList<Code>(7, expected));
    QVERIFY(f.untilSeen(5));
    QVERIFY(f.untilStatus(Status::Following));
    QCOMPARE(f.seen, names(u"a"_s, 0, 4));
    QCOMPARE(f.errors.size(), 7);
}

void tst_QDynamoDBStreamReader::error_data()
{
    QTest::addColumn<QString>("operation");

    for (const char *operation :
         { "DescribeTable", "DescribeStream", "GetShardIterator", "GetRecords" })
        QTest::newRow(operation) << QString::fromLatin1(operation);
}

void tst_QDynamoDBStreamReader::error()
{
    QFETCH(const QString, operation);

    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 2);
    stream.fail(operation, 1, 400, u"AccessDeniedException"_s);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Error));
    QCOMPARE(f.errors, QList<Code>(1, Code::AccessDenied));
    QCOMPARE(f.reader->error().code(), Code::AccessDenied);
    QCOMPARE(f.clock->alarms(), 0);

    f.reader->start();
    QVERIFY(!f.reader->error().isError());
    QVERIFY(f.untilSeen(2));
    QCOMPARE(f.seen, names(u"a"_s, 0, 1));
}

void tst_QDynamoDBStreamReader::noStream()
{
    FakeStream stream;
    stream.dropStream();
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Error));
    QCOMPARE(f.reader->error().code(), Code::Validation);
    QVERIFY(f.reader->error().message().contains("StreamSpecification"_L1));

    f.reader->setTableName({});
    f.reader->start();
    QCOMPARE(f.reader->status(), Status::Error);
    QVERIFY(f.reader->error().message().contains("tableName"_L1));
}

void tst_QDynamoDBStreamReader::checkpoint()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addShard(u"b"_s, u"a"_s);
    stream.addRecords(u"a"_s, 5);
    stream.addRecords(u"b"_s, 2);
    stream.closeShard(u"a"_s);
    QStringList all;
    QJsonObject checkpoint;
    // The reader is stopped after each record; the next reader continues with the next record.
    for (int i = 0; i < 7; ++i) {
        Fixture f(stream);
        if (!checkpoint.isEmpty())
            QVERIFY(!f.reader->setCheckpoint(checkpoint).isError());
        QObject::connect(&*f.reader, &QDynamoDBStreamReader::inserted, &*f.reader,
                         [&f] { f.reader->stop(); });
        f.reader->start();
        QVERIFY(f.untilSeen(1));
        QCOMPARE(f.seen.size(), 1);
        all += f.seen;
        checkpoint = f.reader->checkpoint();
    }
    QCOMPARE(all, names(u"a"_s, 0, 4) + names(u"b"_s, 0, 1));
    QCOMPARE(checkpoint["table"_L1].toString(), u"Things"_s);
}

void tst_QDynamoDBStreamReader::checkpointInSlot()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 3);
    Fixture f(stream);
    QJsonObject checkpoint;
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::inserted,
                     [&] { checkpoint = f.reader->checkpoint(); });
    f.reader->start();
    QVERIFY(f.untilSeen(3));

    Fixture next(stream);
    QVERIFY(!next.reader->setCheckpoint(checkpoint).isError());
    next.reader->start();
    QVERIFY(next.untilSeen(1));
    QCOMPARE(next.seen, QStringList(u"a.2"_s));
}

void tst_QDynamoDBStreamReader::checkpointBeforeTheFirstRecord()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 2); // before
    QJsonObject checkpoint;
    {
        Fixture f(stream, Start::Latest);
        f.reader->start();
        QVERIFY(f.untilStatus(Status::Following));
        checkpoint = f.reader->checkpoint();
        stream.setTime(f.clock->utcNow());
    }
    stream.addRecords(u"a"_s, 2); // while no reader is active
    Fixture f(stream, Start::Latest);
    QVERIFY(!f.reader->setCheckpoint(checkpoint).isError());
    f.reader->start();
    QVERIFY(f.untilSeen(2));
    QCOMPARE(f.seen, names(u"a"_s, 2, 3));
}

void tst_QDynamoDBStreamReader::badCheckpoint_data()
{
    QTest::addColumn<QJsonObject>("checkpoint");

    const QString arn = u"arn:aws:dynamodb:us-east-1:123456789012:table/Things/stream/1"_s;
    const auto with = [&](const QJsonValue &shard) {
        return QJsonObject { { "table"_L1, u"Things"_s },
                             { "stream"_L1, arn },
                             { "shards"_L1, QJsonObject { { "a"_L1, shard } } } };
    };
    QTest::newRow("empty") << QJsonObject();
    QTest::newRow("missing table") << QJsonObject { { "stream"_L1, arn } };
    QTest::newRow("missing shards")
            << QJsonObject { { "table"_L1, u"Things"_s }, { "stream"_L1, arn } };
    QTest::newRow("shard is not an object") << with(u"a"_s);
    QTest::newRow("missing sequence number") << with(QJsonObject { { "after"_L1, 5 } });
    QTest::newRow("missing time") << with(QJsonObject { { "since"_L1, u"yesterday"_s } });
}

void tst_QDynamoDBStreamReader::badCheckpoint()
{
    QFETCH(const QJsonObject, checkpoint);

    QDynamoDBClient client;
    QDynamoDBStreamReader reader(&client);
    reader.setTableName(u"Other"_s);
    const QDynamoDBError error = reader.setCheckpoint(checkpoint);
    QCOMPARE(error.code(), Code::Validation);
    QVERIFY(error.message().contains("checkpoint"_L1));
    QCOMPARE(reader.tableName(), u"Other"_s);

    reader.start();
    const QJsonObject good { { "table"_L1, u"Things"_s } };
    QCOMPARE(reader.setCheckpoint(good).code(), Code::Validation); // not allowed while reading
    reader.stop();
    QVERIFY(!reader.setCheckpoint(good).isError());
    QCOMPARE(reader.tableName(), u"Things"_s);
}

void tst_QDynamoDBStreamReader::turnedOff()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 2);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilSeen(2));
    stream.addRecords(u"a"_s, 1);
    stream.closeShard(u"a"_s);
    stream.turnOff();
    QVERIFY(f.untilStatus(Status::Ended));
    QCOMPARE(f.seen, names(u"a"_s, 0, 2));
    QCOMPARE(f.errors, QList<Code>());
    QCOMPARE(f.clock->alarms(), 0);
}

void tst_QDynamoDBStreamReader::turnedOffAndOn()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 2);
    Fixture f(stream, Start::Latest);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Following));
    stream.closeShard(u"a"_s);
    stream.turnOff();
    QVERIFY(f.untilStatus(Status::Ended));
    stream.turnOn();
    stream.addShard(u"b"_s);
    stream.addRecords(u"b"_s, 2);
    f.reader->start();
    QVERIFY(f.untilSeen(2));
    QCOMPARE(f.seen, names(u"b"_s, 0, 1));
}

void tst_QDynamoDBStreamReader::stopInSlot()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 3);
    Fixture f(stream);
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::inserted, [&] {
        if (f.seen.size() == 2)
            f.reader->stop();
    });
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Stopped));
    QCOMPARE(f.seen, names(u"a"_s, 0, 1));
    QCOMPARE(f.clock->alarms(), 0);
    f.reader->start();
    QVERIFY(f.untilSeen(3));
    QCOMPARE(f.seen, names(u"a"_s, 0, 2));
}

void tst_QDynamoDBStreamReader::stopInStatusSlot_data()
{
    QTest::addColumn<QString>("failing"); // operation
    QTest::addColumn<Status>("status"); // at which the slot stops the reader

    QTest::newRow("starting") << QString() << Status::Starting;
    QTest::newRow("following") << QString() << Status::Following;
    for (const char *operation :
         { "DescribeTable", "DescribeStream", "GetShardIterator", "GetRecords" }) {
        QTest::addRow("%s failed", operation) << QString::fromLatin1(operation) << Status::Waiting;
        QTest::addRow("%s succeeded again", operation)
                << QString::fromLatin1(operation) << Status::Following;
    }
}

// A reader that a slot of statusChanged() has stopped makes no further requests.
void tst_QDynamoDBStreamReader::stopInStatusSlot()
{
    QFETCH(const QString, failing);
    QFETCH(const Status, status);

    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 1);
    if (!failing.isEmpty())
        stream.fail(failing, 1, 400, u"ThrottlingException"_s);
    Fixture f(stream);
    bool isStopped = false;
    qsizetype errors = 0; // until then
    QObject::connect(&*f.reader, &QDynamoDBStreamReader::statusChanged, [&] {
        if (f.reader->status() != status || std::exchange(isStopped, true))
            return;
        errors = f.errors.size();
        f.reader->stop();
    });
    f.reader->start();
    QVERIFY(f.until([&] { return isStopped; }));
    QCOMPARE(f.reader->status(), Status::Stopped);
    QCOMPARE(f.clock->alarms(), 0);
    QCOMPARE(f.errors.size(), errors);

    f.reader->start();
    QVERIFY(f.untilSeen(1));
    QVERIFY(f.untilStatus(Status::Following));
    QCOMPARE(f.seen, names(u"a"_s, 0, 0));
}

// The position in the earlier table's stream is not taken into the new one.
void tst_QDynamoDBStreamReader::otherTableInSlot()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 2);
    Fixture f(stream);
    const auto connection = QObject::connect(&*f.reader, &QDynamoDBStreamReader::inserted,
                                             [&] { f.reader->setTableName(u"Other"_s); });
    f.reader->start();
    QVERIFY(f.untilSeen(1));
    QVERIFY(f.untilStatus(Status::Stopped));
    QObject::disconnect(connection);
    QCOMPARE(f.reader->checkpoint(), (QJsonObject { { "table"_L1, u"Other"_s } }));
    f.reader->start();
    QVERIFY(f.untilSeen(3));
    QCOMPARE(f.seen, QStringList({ u"a.0"_s, u"a.0"_s, u"a.1"_s }));
    QVERIFY(f.lost.isEmpty());
}

void tst_QDynamoDBStreamReader::destroyedInSlot_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<bool>("fails");

    QTest::newRow("record") << QByteArray("inserted(QDynamoDB::Record)") << false;
    QTest::newRow("status") << QByteArray("statusChanged()") << false;
    QTest::newRow("error") << QByteArray("errorChanged()") << true;
    QTest::newRow("error occurred") << QByteArray("errorOccurred(QDynamoDBError)") << true;
    QTest::newRow("status of an error") << QByteArray("statusChanged()") << true;
}

void tst_QDynamoDBStreamReader::destroyedInSlot()
{
    QFETCH(const QByteArray, signal); // name and parameters
    QFETCH(const bool, fails);

    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 3);
    if (fails)
        stream.fail(u"DescribeTable"_s, 1, 400, u"AccessDeniedException"_s);
    Fixture f(stream);
    const int index = QDynamoDBStreamReader::staticMetaObject.indexOfSignal(signal.constData());
    QVERIFY(index >= 0);
    Destroyer destroyer([&] {
        if (!fails || f.reader->status() != Status::Starting)
            f.reader.reset();
    });
    const QMetaObject &receiver = Destroyer::staticMetaObject;
    QVERIFY(QObject::connect(&*f.reader, QDynamoDBStreamReader::staticMetaObject.method(index),
                             &destroyer, receiver.method(receiver.indexOfSlot("run()"))));
    f.reader->start();
    QTRY_VERIFY(!f.reader);
    QCOMPARE(f.seen.size(), signal.startsWith("inserted") ? 1 : 0);
}

void tst_QDynamoDBStreamReader::clientDestroyed()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilStatus(Status::Following));
    f.client.reset();
    QVERIFY(f.untilStatus(Status::Stopped));
    QVERIFY(!f.reader->client());
    f.reader->start();
    QCOMPARE(f.reader->status(), Status::Error);
    QVERIFY(f.reader->error().message().contains("client"_L1));
}

void tst_QDynamoDBStreamReader::otherTable()
{
    FakeStream stream;
    stream.addShard(u"a"_s);
    stream.addRecords(u"a"_s, 1);
    Fixture f(stream);
    f.reader->start();
    QVERIFY(f.untilSeen(1));
    f.reader->setTableName(u"Other"_s);
    QCOMPARE(f.reader->status(), Status::Stopped);
    QCOMPARE(f.reader->checkpoint(), (QJsonObject { { "table"_L1, u"Other"_s } }));
    f.reader->start(); // starts over
    QVERIFY(f.untilSeen(2));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBStreamReader)
#include "tst_qdynamodbstreamreader.moc"
