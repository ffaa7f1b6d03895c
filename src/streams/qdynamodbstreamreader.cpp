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

// New shards are looked for at this interval, and whenever a shard has ended.
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
                                     : u"The stream reader's client was destroyed."_s));
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

// DynamoDB Streams has its own endpoint and needs its own client, which the readers of a client
// share.
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
void QDynamoDBStreamReaderPrivate::follow(const QFuture<T> &future, Handler handler)
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

// Handles errors that outlast the retries of the client.
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

// Records contain the time of the service; the clock of this computer may be wrong.
QDateTime QDynamoDBStreamReaderPrivate::serviceTime() const
{
    auto *engine = QDynamoDBAbstractClientPrivate::get(client)->engine;
    return clock->utcNow().addMSecs(engine->skew().offset().count());
}

void QDynamoDBStreamReaderPrivate::findStream()
{
    follow(client->describeTable(tableName), [this](const auto &described) {
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
    follow(streams().describeStream(request), described);
}

void QDynamoDBStreamReaderPrivate::shardsFound(const StreamDescription &stream,
                                               const QList<QDynamoDB::Shard> &shards)
{
    const bool fromLatest = std::exchange(m_startsFresh, false)
            && startFrom == QDynamoDBStreamReader::Start::Latest;
    if (fromLatest) // DynamoDB Local rounds the time of a record down to the minute
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

// The service deletes a stream 24 hours after it was disabled.
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

// The stream has ended. If it was enabled again, the table has another stream.
void QDynamoDBStreamReaderPrivate::nextStream()
{
    follow(client->describeTable(tableName), [this](const auto &described) {
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
    follow(streams().getShardIterator(request), [this, shardId](const auto &outcome) {
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
    follow(streams().getRecords(request), [this, shardId](const auto &outcome) {
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
        // After the slots, so that a record that was not handled completely is delivered again.
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
    case Code::ExpiredIterator: // after 15 minutes without a request
        later(shard, pollInterval, again);
        break;
    case Code::TrimmedDataAccess: // after 24 hours
        progress.startOver(shardId);
        later(shard, pollInterval, again);
        Q_EMIT q->recordsLost(shardId);
        break;
    case Code::ResourceNotFound: // the shard or the whole stream was deleted
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
    \brief Follows the stream of a table and reports each change of an item.

    A table with a
    \l {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html}{stream} keeps
    its changes for 24 hours. The reader follows all shards of the stream, the shards that replace
    them and, if the stream is disabled and enabled again, the new stream. It reports each change
    with the signal inserted(), modified() or removed(). The changes of an item are reported in the
    order in which they were made; the order of changes of different items is undefined.

    \code
    QDynamoDBStreamReader reader(&client);
    reader.setTableName(u"Thread"_s);
    connect(&reader, &QDynamoDBStreamReader::inserted, this, [](const QDynamoDB::Record &record) {
        qInfo() << record.dynamodb->newImage;
    });
    reader.start();
    \endcode

    Save checkpoint() regularly and pass it to setCheckpoint() after a restart: each change is then
    delivered at least once. A change whose signal was being handled when the application ended is
    delivered again. The service deletes changes after 24 hours; recordsLost() reports shards with
    deleted changes that were not read.

    After network errors, throttling and expired iterators, the reader tries again after delays of
    up to 30 s and loses no change. It uses the settings of its client, must live in the same
    thread, and stops if the client is destroyed. It requires the permissions
    \c dynamodb:DescribeTable, \c DescribeStream, \c GetShardIterator and \c GetRecords. The service
    allows at most two readers of a shard, including those of other processes and computers.

    \since 0.1
*/

/*!
    \enum QDynamoDBStreamReader::Start

    \value Latest  Reads the changes that are made after the status has become \c Following.
    \value Oldest  Reads all changes in the stream, which are up to 24 hours old.
*/

/*!
    \enum QDynamoDBStreamReader::Status

    \value Stopped    The reader is idle; start() begins or resumes.
    \value Starting   The reader looks for the position to read from.
    \value Following  Changes are delivered as they arrive.
    \value Waiting    A call failed with a retryable error. The reader tries again.
    \value Ended      The stream of the table was disabled, and all changes are read.
    \value Error      A call failed with an error that is not retryable, such as a missing permission.
*/

/*!
    Constructs a reader that makes calls with \a client, with the given \a parent.
*/
QDynamoDBStreamReader::QDynamoDBStreamReader(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBStreamReaderPrivate>(this, client))
{
}

QDynamoDBStreamReader::~QDynamoDBStreamReader() = default;

/*!
    Returns the client, or null after it was destroyed.
*/
QDynamoDBClient *QDynamoDBStreamReader::client() const
{
    return d->client;
}

/*!
    \property QDynamoDBStreamReader::tableName
    \brief the name of the table whose stream is read.

    Setting another name stops the reader and discards its position.
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
    \brief the position at which reading begins without a checkpoint; Latest by default.
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
    \brief the delay before the next request for a shard that had no new records.

    500 ms by default, at least 200 ms: the service allows five requests per second for each shard.
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
    Returns the position in the stream, to be saved as JSON. In a slot that is connected to one of
    the three signals, the record of that signal counts as unread.

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
    Lets the next start() resume from \a checkpoint, and sets tableName. If the value was not
    returned by checkpoint() or the reader is not stopped, returns an error of code \c Validation
    and changes nothing.
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
        return QDynamoDBError(
                Code::Validation,
                u"The checkpoint is not a value that checkpoint() of a stream reader has returned."_s);
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
    \brief the current status.
*/
QDynamoDBStreamReader::Status QDynamoDBStreamReader::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBStreamReader::error
    \brief the last error since start(); its code is NoError if there is none.
*/
QDynamoDBError QDynamoDBStreamReader::error() const
{
    return d->error;
}

/*!
    Begins or resumes reading. Does nothing if the status is Starting, Following or Waiting.
*/
void QDynamoDBStreamReader::start()
{
    d->start();
}

/*!
    Stops reading and keeps the position. No change is reported afterwards.
*/
void QDynamoDBStreamReader::stop()
{
    d->stop(Status::Stopped);
}

/*!
    \fn void QDynamoDBStreamReader::inserted(const QDynamoDB::Record &record)

    Emitted when a new item was put. The view type of the stream determines whether \a record
    contains the item.
*/

/*!
    \fn void QDynamoDBStreamReader::modified(const QDynamoDB::Record &record)

    Emitted when an item was changed, as \a record describes.
*/

/*!
    \fn void QDynamoDBStreamReader::removed(const QDynamoDB::Record &record)

    Emitted when an item was deleted. If it was deleted because its time to live has expired, the
    \c userIdentity of \a record is \c dynamodb.amazonaws.com.
*/

/*!
    \fn void QDynamoDBStreamReader::recordsLost(const QString &shardId)

    Emitted when the service has deleted records of the shard \a shardId before they were read,
    since the reader was stopped for more than 24 hours. Reading continues with the remaining
    records.
*/

/*!
    \fn void QDynamoDBStreamReader::errorOccurred(const QDynamoDBError &error)

    Emitted when a call has failed with \a error. If status() is Waiting, the reader tries again.
*/
