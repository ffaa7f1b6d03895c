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
    m_isPositioned = false;
    m_isDescribed = false;
    const Run run(this);
    if (std::exchange(error, {}).isError())
        Q_EMIT q->errorChanged();
    if (run.isOver())
        return;
    if (!client || tableName.isEmpty()) {
        giveUp(QDynamoDBError(Code::Validation,
                              client ? u"The stream reader has no table: set tableName."_s
                                     : u"The stream reader's client was destroyed."_s));
        return;
    }
    setStatus(Status::Starting);
    if (run.isOver())
        return;
    if (streamArn.isEmpty())
        findStream();
    else
        describeStream();
}

void QDynamoDBStreamReaderPrivate::stop(Status newStatus)
{
    endRun();
    setStatus(newStatus);
}

void QDynamoDBStreamReaderPrivate::endRun()
{
    ++m_run;
    clock->cancel(std::exchange(m_discovery, {}).alarm);
    m_describes = false;
    for (const auto &[id, shard] : m_reading)
        clock->cancel(shard.alarm);
    m_reading.clear();
}

// Stops with an error that is not retryable.
void QDynamoDBStreamReaderPrivate::giveUp(const QDynamoDBError &failure)
{
    endRun();
    const Run run(this);
    setStatus(Status::Error);
    if (!run.isOver())
        report(failure);
}

void QDynamoDBStreamReaderPrivate::setPosition(const QString &stream, StreamProgress newProgress)
{
    ++m_position;
    streamArn = stream;
    progress = std::move(newProgress);
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
        giveUp(failure);
        return;
    }
    const std::chrono::duration<double> pause =
            std::min<std::chrono::duration<double>>(std::exp2(task.failures) * 1s, longestPause);
    ++task.failures;
    later(task, std::chrono::duration_cast<Clock::Duration>(pause * (1 - random() / 2)),
          std::move(step));
    const Run run(this);
    updateStatus();
    if (!run.isOver())
        report(failure);
}

void QDynamoDBStreamReaderPrivate::succeeded(Task &task)
{
    if (std::exchange(task.failures, 0) > 0)
        updateStatus();
}

void QDynamoDBStreamReaderPrivate::report(const QDynamoDBError &failure)
{
    const Run run(this);
    error = failure;
    Q_EMIT q->errorChanged();
    if (!run.isOver())
        Q_EMIT q->errorOccurred(failure);
}

void QDynamoDBStreamReaderPrivate::updateStatus()
{
    const auto hasFailed = [](const auto &entry) { return entry.second.failures > 0; };
    const auto isWaiting = m_discovery.failures > 0
            || std::any_of(m_reading.begin(), m_reading.end(), hasFailed);
    const auto hasPlace = [](const auto &entry) { return !entry.second.iterator.isEmpty(); };
    // Shards that are found later are read from their beginning and miss nothing meanwhile.
    m_isPositioned = m_isPositioned
            || (m_isDescribed && std::all_of(m_reading.begin(), m_reading.end(), hasPlace));
    if (isWaiting)
        setStatus(Status::Waiting);
    else
        setStatus(m_isPositioned ? Status::Following : Status::Starting);
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
        const Run run(this);
        succeeded(m_discovery);
        if (run.isOver())
            return;
        streamArn = described->table ? described->table->latestStreamArn : QString();
        if (streamArn.isEmpty()) {
            giveUp(QDynamoDBError(Code::Validation,
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
        const Run run(this);
        succeeded(m_discovery);
        if (run.isOver())
            return;
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
    const Run run(this);
    for (const QString &shardId : progress.discover(shards)) {
        Q_EMIT q->recordsLost(shardId);
        if (run.isOver())
            return;
    }
    m_isDescribed = true;
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
    if (run.isOver())
        return;
    if (m_describesAgain)
        describeStream();
    else
        later(m_discovery, m_reading.empty() ? Clock::Duration(pollInterval) : discoveryInterval,
              [this] { describeStream(); });
}

// The service deletes a stream 24 hours after it was disabled.
void QDynamoDBStreamReaderPrivate::streamGone()
{
    const Run run(this);
    for (const QString &shardId : progress.discover({})) {
        Q_EMIT q->recordsLost(shardId);
        if (run.isOver())
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
        const Run run(this);
        succeeded(m_discovery);
        if (run.isOver())
            return;
        const QString latest = described->table ? described->table->latestStreamArn : QString();
        if (latest.isEmpty() || latest == streamArn) {
            stop(Status::Ended);
            return;
        }
        setPosition(latest, {});
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
    const Run run(this);
    const QPointer<QDynamoDBStreamReader> reader(q);
    const quint64 position = m_position;
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
        // A slot may have set another table or checkpoint.
        if (!reader || position != m_position)
            return;
        // After the slots, so that a record that was not handled completely is delivered again.
        progress.readTo(shardId, change.sequenceNumber);
        if (run.isOver())
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
