// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "streams/qdynamodbstreamreader_p.h"

#include "client/qdynamodbabstractclient_p.h"
#include "eventloop/systemclock_p.h"

#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qrandom.h>

#include <algorithm>
#include <cmath>
#include <iterator>

using namespace QtDynamoDBPrivate;
using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

// New shards are looked for this often, besides when one has ended.
constexpr auto discoveryInterval = 10s;
constexpr auto longestPause = 30s;

} // namespace

QDynamoDBStreamReaderPrivate::QDynamoDBStreamReaderPrivate(QDynamoDBStreamReader *reader,
                                                           QDynamoDBClient *readerClient)
    : q(reader)
    , client(readerClient)
    , clock(std::make_unique<SystemClock>())
    , random([] { return QRandomGenerator::global()->generateDouble(); })
{
}

QDynamoDBStreamReaderPrivate::~QDynamoDBStreamReaderPrivate() = default;

void QDynamoDBStreamReaderPrivate::start()
{
    if (status != Status::Stopped && status != Status::Ended && status != Status::Error)
        return;
    ++m_run;
    if (std::exchange(error, {}).isError())
        Q_EMIT q->errorChanged();
    if (!client || tableName.isEmpty()) {
        report(QDynamoDBError(Code::Validation,
                              client ? u"The stream reader has no table: set tableName."_s
                                     : u"The stream reader's client is gone."_s));
        stop(Status::Error);
        return;
    }
    setStatus(Status::Starting);
    if (streamArn.isEmpty())
        findStream();
    else
        describeStream();
}

void QDynamoDBStreamReaderPrivate::stop(Status newStatus)
{
    ++m_run;
    clock->cancel(std::exchange(m_discovery, {}).alarm);
    m_describes = false;
    for (const auto &[id, shard] : m_reading)
        clock->cancel(shard.alarm);
    m_reading.clear();
    setStatus(newStatus);
}

void QDynamoDBStreamReaderPrivate::setStatus(Status newStatus)
{
    if (std::exchange(status, newStatus) != newStatus)
        Q_EMIT q->statusChanged();
}

// Streams have an endpoint of their own, so a client of their own; all readers of a client share it.
QDynamoDBStreamsClient &QDynamoDBStreamReaderPrivate::streams()
{
    const auto name = "QtDynamoDB streams"_L1;
    auto *streamsClient = client->findChild<QDynamoDBStreamsClient *>(name,
                                                                      Qt::FindDirectChildrenOnly);
    if (!streamsClient) {
        streamsClient = new QDynamoDBStreamsClient(client);
        streamsClient->setObjectName(name);
    }
    QDynamoDBAbstractClientPrivate::get(streamsClient)
            ->handle->setSettings(QDynamoDBAbstractClientPrivate::get(client)->settings());
    return *streamsClient;
}

template<typename T, typename Handler>
void QDynamoDBStreamReaderPrivate::ask(const QFuture<T> &future, Handler handler)
{
    whenDone(future, q, [this, run = m_run, handler](const QDynamoDBExpected<T> &outcome) mutable {
        if (run != m_run)
            return;
        if (client)
            handler(outcome);
        else
            stop(Status::Stopped);
    });
}

void QDynamoDBStreamReaderPrivate::later(Task &task, Clock::Duration delay,
                                         std::function<void()> step)
{
    clock->cancel(task.alarm);
    task.alarm = clock->wakeAt(clock->monotonic() + delay, [this, &task, step = std::move(step)] {
        task.alarm = 0;
        if (client)
            step();
        else
            stop(Status::Stopped);
    });
}

// The client has made its own attempts; this is for outages that last.
void QDynamoDBStreamReaderPrivate::failed(Task &task, const QDynamoDBError &failure,
                                          std::function<void()> step)
{
    if (!failure.isRetryable()) {
        stop(Status::Error);
        report(failure);
        return;
    }
    const std::chrono::duration<double> pause =
            std::min<std::chrono::duration<double>>(std::exp2(task.failures) * 1s, longestPause);
    ++task.failures;
    later(task, std::chrono::duration_cast<Clock::Duration>(pause * (1 - random() / 2)),
          std::move(step));
    updateStatus();
    report(failure);
}

void QDynamoDBStreamReaderPrivate::succeeded(Task &task)
{
    if (std::exchange(task.failures, 0) > 0)
        updateStatus();
}

void QDynamoDBStreamReaderPrivate::report(const QDynamoDBError &failure)
{
    const auto run = m_run;
    const QPointer<QDynamoDBStreamReader> alive(q);
    error = failure;
    Q_EMIT q->errorChanged();
    if (alive && run == m_run)
        Q_EMIT q->errorOccurred(failure);
}

void QDynamoDBStreamReaderPrivate::updateStatus()
{
    const auto hasFailed = [](const auto &entry) { return entry.second.failures > 0; };
    const auto isWaiting = m_discovery.failures > 0
            || std::any_of(m_reading.begin(), m_reading.end(), hasFailed);
    const auto hasPlace = [](const auto &entry) { return !entry.second.iterator.isEmpty(); };
    if (isWaiting)
        setStatus(Status::Waiting);
    else if (status == Status::Waiting || std::all_of(m_reading.begin(), m_reading.end(), hasPlace))
        setStatus(Status::Following);
}

// Records carry the service's time; ours may be wrong.
QDateTime QDynamoDBStreamReaderPrivate::serviceTime() const
{
    auto *engine = QDynamoDBAbstractClientPrivate::get(client)->engine;
    return clock->utcNow().addMSecs(engine->skew().offset().count());
}

void QDynamoDBStreamReaderPrivate::findStream()
{
    ask(client->describeTable(tableName), [this](const auto &described) {
        if (!described) {
            failed(m_discovery, described.error(), [this] { findStream(); });
            return;
        }
        succeeded(m_discovery);
        streamArn = described->table ? described->table->latestStreamArn : QString();
        if (streamArn.isEmpty()) {
            stop(Status::Error);
            report(QDynamoDBError(Code::Validation,
                                  "The table '"_L1 + tableName
                                          + "' has no stream: turn one on with UpdateTable's "
                                            "StreamSpecification."_L1));
            return;
        }
        m_startsFresh = true;
        describeStream();
    });
}

void QDynamoDBStreamReaderPrivate::describeStream()
{
    m_describesAgain = std::exchange(m_describes, true);
    if (m_describesAgain)
        return;
    m_description = {};
    describeStreamFrom({}, {});
}

void QDynamoDBStreamReaderPrivate::describeStreamFrom(const QString &lastShard,
                                                      QList<QDynamoDB::Shard> shards)
{
    DescribeStreamRequest request;
    request.streamArn = streamArn;
    request.exclusiveStartShardId = lastShard;
    auto described = [this, shards](const auto &outcome) mutable {
        m_describes = false;
        if (!outcome && outcome.error().code() == Code::ResourceNotFound) {
            streamGone();
            return;
        }
        if (!outcome) {
            failed(m_discovery, outcome.error(), [this] { describeStream(); });
            return;
        }
        succeeded(m_discovery);
        const StreamDescription stream = outcome->streamDescription.value_or(StreamDescription());
        const QDynamoDBValue next = stream.lastEvaluatedShardId.isEmpty()
                ? QDynamoDBValue(QDynamoDBValue::Type::Undefined)
                : QDynamoDBValue(stream.lastEvaluatedShardId);
        const QDynamoDBError endless = m_description.advance(next,
                                                             { stream.shards.size(), -1,
                                                               client->maxEmptyPages() });
        if (endless.isError()) {
            failed(m_discovery, endless, [this] { describeStream(); });
            return;
        }
        viewType = stream.streamViewType;
        shards += stream.shards;
        if (stream.lastEvaluatedShardId.isEmpty()) {
            shardsFound(stream, shards);
            return;
        }
        m_describes = true;
        describeStreamFrom(stream.lastEvaluatedShardId, std::move(shards));
    };
    ask(streams().describeStream(request), described);
}

void QDynamoDBStreamReaderPrivate::shardsFound(const StreamDescription &stream,
                                               const QList<QDynamoDB::Shard> &shards)
{
    const bool fromLatest = std::exchange(m_startsFresh, false)
            && startFrom == QDynamoDBStreamReader::Start::Latest;
    if (fromLatest) // DynamoDB Local rounds a record's time down to the minute
        progress.skipTo(serviceTime().addSecs(-60), shards);
    const auto run = m_run;
    const QPointer<QDynamoDBStreamReader> alive(q);
    for (const QString &shardId : progress.discover(shards)) {
        Q_EMIT q->recordsLost(shardId);
        if (!alive || run != m_run)
            return;
    }
    std::erase_if(m_reading, [this, &shards](const auto &entry) {
        const bool isGone = std::none_of(shards.begin(), shards.end(), [&](const auto &shard) {
            return shard.shardId == entry.first;
        });
        if (isGone)
            clock->cancel(entry.second.alarm);
        return isGone;
    });
    if (progress.isFinished() && stream.streamStatus == StreamStatus::Disabled) {
        nextStream();
        return;
    }
    for (const QString &shardId : progress.readable()) {
        const auto [shard, isNew] = m_reading.try_emplace(shardId);
        if (!isNew)
            continue;
        shard->second.fromLatest = fromLatest;
        getIterator(shardId);
    }
    updateStatus();
    if (m_describesAgain)
        describeStream();
    else
        later(m_discovery, m_reading.empty() ? Clock::Duration(pollInterval) : discoveryInterval,
              [this] { describeStream(); });
}

// A stream goes a day after it was turned off.
void QDynamoDBStreamReaderPrivate::streamGone()
{
    const auto run = m_run;
    const QPointer<QDynamoDBStreamReader> alive(q);
    for (const QString &shardId : progress.discover({})) {
        Q_EMIT q->recordsLost(shardId);
        if (!alive || run != m_run)
            return;
    }
    nextStream();
}

// The stream is over; a table whose stream was turned on again has another one.
void QDynamoDBStreamReaderPrivate::nextStream()
{
    ask(client->describeTable(tableName), [this](const auto &described) {
        if (!described) {
            failed(m_discovery, described.error(), [this] { nextStream(); });
            return;
        }
        succeeded(m_discovery);
        const QString latest = described->table ? described->table->latestStreamArn : QString();
        if (latest.isEmpty() || latest == streamArn) {
            stop(Status::Ended);
            return;
        }
        streamArn = latest;
        progress = {};
        describeStream();
    });
}

void QDynamoDBStreamReaderPrivate::getIterator(const QString &shardId)
{
    const ShardPosition position = progress.position(shardId);
    GetShardIteratorRequest request;
    request.streamArn = streamArn;
    request.shardId = shardId;
    if (position.kind == ShardPosition::Kind::After) {
        request.shardIteratorType = ShardIteratorType::AfterSequenceNumber;
        request.sequenceNumber = position.sequenceNumber;
    } else if (m_reading[shardId].fromLatest) {
        request.shardIteratorType = ShardIteratorType::Latest;
    } else {
        request.shardIteratorType = ShardIteratorType::TrimHorizon;
    }
    ask(streams().getShardIterator(request), [this, shardId](const auto &outcome) {
        const auto found = m_reading.find(shardId);
        if (found == m_reading.end())
            return;
        if (!outcome) {
            readFailed(shardId, outcome.error());
            return;
        }
        found->second.skips = !std::exchange(found->second.fromLatest, false);
        found->second.iterator = outcome->shardIterator;
        found->second.failures = 0;
        getRecords(shardId);
        updateStatus();
    });
}

void QDynamoDBStreamReaderPrivate::getRecords(const QString &shardId)
{
    const auto found = m_reading.find(shardId);
    if (found == m_reading.end())
        return;
    GetRecordsRequest request;
    request.shardIterator = found->second.iterator;
    ask(streams().getRecords(request), [this, shardId](const auto &outcome) {
        if (!m_reading.contains(shardId))
            return;
        if (outcome)
            received(shardId, *outcome);
        else
            readFailed(shardId, outcome.error());
    });
}

void QDynamoDBStreamReaderPrivate::received(const QString &shardId, const GetRecordsResult &result)
{
    const auto run = m_run;
    const QPointer<QDynamoDBStreamReader> alive(q);
    const ShardPosition start = progress.position(shardId);
    const bool skips = m_reading[shardId].skips;
    for (const Record &record : result.records) {
        const StreamRecord change = record.dynamodb.value_or(StreamRecord());
        if (skips && start.kind == ShardPosition::Kind::Since
            && change.approximateCreationDateTime < start.since)
            continue;
        if (record.eventName == OperationType::Insert)
            Q_EMIT q->inserted(record);
        else if (record.eventName == OperationType::Modify)
            Q_EMIT q->modified(record);
        else if (record.eventName == OperationType::Remove)
            Q_EMIT q->removed(record);
        if (!alive)
            return;
        // Only now: a record that was not seen to its end is delivered again.
        progress.readTo(shardId, change.sequenceNumber);
        if (run != m_run)
            return;
    }

    Shard &shard = m_reading[shardId];
    shard.iterator = result.nextShardIterator;
    if (shard.iterator.isEmpty()) {
        progress.finish(shardId);
        m_reading.erase(shardId);
        describeStream();
        return;
    }
    if (result.records.isEmpty())
        later(shard, pollInterval, [this, shardId] { getRecords(shardId); });
    else
        getRecords(shardId);
    succeeded(shard);
}

void QDynamoDBStreamReaderPrivate::readFailed(const QString &shardId, const QDynamoDBError &failure)
{
    Shard &shard = m_reading[shardId];
    const auto again = [this, shardId] { getIterator(shardId); };
    switch (failure.code()) {
    case Code::ExpiredIterator: // after a quarter of an hour without network, or asleep
        later(shard, pollInterval, again);
        break;
    case Code::TrimmedDataAccess: // after a day
        progress.startOver(shardId);
        later(shard, pollInterval, again);
        Q_EMIT q->recordsLost(shardId);
        break;
    case Code::ResourceNotFound: // the shard or the whole stream; the description tells
        m_reading.erase(shardId);
        later(m_discovery, pollInterval, [this] { describeStream(); });
        break;
    default:
        if (shard.iterator.isEmpty())
            failed(shard, failure, again);
        else
            failed(shard, failure, [this, shardId] { getRecords(shardId); });
    }
}

/*!
    \class QDynamoDBStreamReader
    \inmodule QtDynamoDB
    \brief Follows the stream of a table: every change of an item, in order.

    A table that has a \l
   {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html} {stream} keeps
   what was changed in it for 24 hours. The reader follows all shards of that stream, the shards
   that they split into and the stream that comes after, if it was turned off and on again, and
   tells of each change by the signals inserted(), modified() and removed(). Changes of one item
   come in the order in which they were made, those of different items may not.

    \code
    QDynamoDBStreamReader reader(&client);
    reader.setTableName(u"Thread"_s);
    connect(&reader, &QDynamoDBStreamReader::inserted, this, [](const QDynamoDB::Record &record) {
        qInfo() << record.dynamodb->newImage;
    });
    reader.start();
    \endcode

    Save checkpoint() now and then, and give it to setCheckpoint() after a restart: each change is
    then delivered at least once. A change whose signal was being handled when the program ended is
    delivered again. Changes older than 24 hours are lost to everyone; recordsLost() says so.

    While the network is away, the service throttles, or a place in the stream expires, the reader
    tries again, with pauses of up to 30 s, and loses nothing. It uses the settings and the thread
    of its client, must live in the same thread, and stops if the client is destroyed. It needs the
    permissions \c dynamodb:DescribeTable, \c DescribeStream, \c GetShardIterator and
    \c GetRecords. A shard should have two readers at most, in all the world.
*/

/*!
    \enum QDynamoDBStreamReader::Start

    \value Latest  Changes from the moment on when status becomes \c Following.
    \value Oldest  Everything that the stream still has, which is up to 24 hours old.
*/

/*!
    \enum QDynamoDBStreamReader::Status

    \value Stopped    Nothing happens; start() begins or goes on.
    \value Starting   The place to read from is being found.
    \value Following  Changes are delivered as they come.
    \value Waiting    Something failed that may pass. It is tried again by itself.
    \value Ended      The table's stream was turned off and everything in it is read.
    \value Error      Something failed for good, such as a missing permission.
*/

/*!
    Makes a reader that asks by way of \a client, with the given \a parent.
*/
QDynamoDBStreamReader::QDynamoDBStreamReader(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBStreamReaderPrivate>(this, client))
{
}

QDynamoDBStreamReader::~QDynamoDBStreamReader() = default;

/*!
    The client that is asked; null once it is destroyed.
*/
QDynamoDBClient *QDynamoDBStreamReader::client() const
{
    return d->client;
}

/*!
    \property QDynamoDBStreamReader::tableName
    \brief the table whose stream is read.

    Setting another one stops the reader and forgets how far it was.
*/
QString QDynamoDBStreamReader::tableName() const
{
    return d->tableName;
}

void QDynamoDBStreamReader::setTableName(const QString &tableName)
{
    if (tableName == d->tableName)
        return;
    d->tableName = tableName;
    d->streamArn.clear();
    d->progress = {};
    stop();
    Q_EMIT tableNameChanged();
}

/*!
    \property QDynamoDBStreamReader::startFrom
    \brief where reading begins unless there is a checkpoint; Latest by default.
*/
QDynamoDBStreamReader::Start QDynamoDBStreamReader::startFrom() const
{
    return d->startFrom;
}

void QDynamoDBStreamReader::setStartFrom(Start start)
{
    if (std::exchange(d->startFrom, start) != start)
        Q_EMIT startFromChanged();
}

/*!
    \property QDynamoDBStreamReader::pollInterval
    \brief how long to wait before asking again a shard that had nothing new.

    500 ms by default, at least 200 ms: the service serves each shard five times a second.
*/
std::chrono::milliseconds QDynamoDBStreamReader::pollInterval() const
{
    return d->pollInterval;
}

void QDynamoDBStreamReader::setPollInterval(std::chrono::milliseconds interval)
{
    const auto allowed = std::max<std::chrono::milliseconds>(interval, 200ms);
    if (std::exchange(d->pollInterval, allowed) != allowed)
        Q_EMIT pollIntervalChanged();
}

/*!
    How far the stream is read, to be saved as JSON. Inside a slot connected to one of the three
    signals, the record of that signal does not count as read yet.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBStreamReader::checkpoint() const
{
    QJsonObject checkpoint { { "table"_L1, d->tableName } };
    if (!d->streamArn.isEmpty()) {
        checkpoint.insert("stream"_L1, d->streamArn);
        checkpoint.insert("shards"_L1, d->progress.toJson());
    }
    return checkpoint;
}

/*!
    Has the next start() go on from \a checkpoint, which checkpoint() has made, and sets tableName.
    Returns an error of code \c Validation where it is no such object or the reader is not stopped;
    nothing changes then.
*/
QDynamoDBError QDynamoDBStreamReader::setCheckpoint(const QJsonObject &checkpoint)
{
    if (d->status == Status::Starting || d->status == Status::Following
        || d->status == Status::Waiting) {
        return QDynamoDBError(Code::Validation,
                              u"Stop the stream reader before you set a checkpoint."_s);
    }
    const QString table = checkpoint["table"_L1].toString();
    const QString stream = checkpoint["stream"_L1].toString();
    const QJsonValue shards = checkpoint["shards"_L1];
    if (table.isEmpty() || shards.isObject() == stream.isEmpty()) {
        return QDynamoDBError(Code::Validation,
                              u"The checkpoint is not one that a stream reader has made."_s);
    }
    QDynamoDBExpected<StreamProgress> progress = StreamProgress::fromJson(shards.toObject());
    if (!progress)
        return progress.error();
    setTableName(table);
    d->streamArn = stream;
    d->progress = *std::move(progress);
    return {};
}

/*!
    \property QDynamoDBStreamReader::status
    \brief what the reader is about.
*/
QDynamoDBStreamReader::Status QDynamoDBStreamReader::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBStreamReader::error
    \brief what failed last since start(), or no error.
*/
QDynamoDBError QDynamoDBStreamReader::error() const
{
    return d->error;
}

/*!
    Begins to read, or goes on where it was stopped. Does nothing while the reader is at work.
*/
void QDynamoDBStreamReader::start()
{
    d->start();
}

/*!
    Stops reading. No signal comes afterwards; how far it was is kept.
*/
void QDynamoDBStreamReader::stop()
{
    d->stop(Status::Stopped);
}

/*!
    \fn void QDynamoDBStreamReader::inserted(const QDynamoDB::Record &record)

    An item was put that was not there before. Whether \a record has it depends on the stream's
    view type.
*/

/*!
    \fn void QDynamoDBStreamReader::modified(const QDynamoDB::Record &record)

    An item was changed.
*/

/*!
    \fn void QDynamoDBStreamReader::removed(const QDynamoDB::Record &record)

    An item was deleted, by somebody or because its time to live was over; then the record's
    \c userIdentity is \c dynamodb.amazonaws.com.
*/

/*!
    \fn void QDynamoDBStreamReader::recordsLost(const QString &shardId)

    The stream no longer has everything that was to be read of a shard: the reader was away for more
    than a day. Reading goes on with what is left.
*/

/*!
    \fn void QDynamoDBStreamReader::errorOccurred(const QDynamoDBError &error)

    Something failed. Whether it is tried again, status() tells.
*/
