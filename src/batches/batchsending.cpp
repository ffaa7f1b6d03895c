// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchsending_p.h"

#include "client/qdynamodbabstractclient_p.h"
#include "pipeline/retrypolicy_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

constexpr qint64 maxBytes = qint64(16) * 1024 * 1024;
constexpr qint64 envelope = qint64(64) * 1024; // what a request has beside its items
// A table that takes some of each batch is kept busy: its pauses are at most 25 ms * 2^5.
constexpr int mostPartialFailures = 5;

// Another item of the same batch would have gone through.
[[nodiscard]] bool isAboutAnItem(Code code)
{
    switch (code) {
    case Code::Validation:
    case Code::InvalidParameterValue:
    case Code::MissingParameter:
    case Code::Serialization:
    case Code::ItemCollectionSizeLimitExceeded:
    case Code::ResourceNotFound:
        return true;
    default:
        return false;
    }
}

} // namespace

BatchSending::BatchSending(QDynamoDBClient *client, std::size_t entryLimit,
                           const QDynamoDBBatchOptions &options)
    : limit(entryLimit)
    , m_client(client)
    , m_engine(QDynamoDBAbstractClientPrivate::get(client)->engine)
    , m_options(options)
    , m_lanes(std::size_t(std::clamp(options.maxInFlight, 1, 1000)))
{
}

BatchSending::~BatchSending() = default;

void BatchSending::keepAlive()
{
    m_life = QObject::connect(m_engine, &Engine::ending,
                              [self = shared_from_this()] { self->clientGone(); });
}

void BatchSending::finished()
{
    if (std::exchange(m_isOver, true))
        return;
    m_watcher.reset();
    stopDeadline();
    QObject::disconnect(m_life);
}

void BatchSending::clientGone()
{
    stopDeadline();
    giveUp(QDynamoDBError(Code::ClientDestroyed,
                          u"The client, or the application, ended before this was sent."_s));
    m_engine = nullptr;
}

void BatchSending::stopOnCancel(const QFuture<void> &future)
{
    m_watcher = std::make_unique<QFutureWatcher<void>>();
    const auto canceled = [weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && !self->isOver()) {
            self->giveUp(QDynamoDBError(Code::Cancelled,
                                        u"The batch was cancelled before this was sent."_s));
        }
    };
    // Queued, because the watcher goes meanwhile.
    QObject::connect(m_watcher.get(), &QFutureWatcherBase::canceled, m_engine, canceled,
                     Qt::QueuedConnection);
    m_watcher->setFuture(future);
}

void BatchSending::startDeadline()
{
    if (m_deadline || m_options.timeout <= 0ms || !m_engine)
        return;
    const auto ring = [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->m_deadline = 0;
        self->giveUp(
                QDynamoDBError(Code::Timeout,
                               u"The deadline of the batch, %1 ms, passed before this was done."_s
                                       .arg(self->m_options.timeout.count())));
    };
    Clock &clock = m_engine->clock();
    m_deadline = clock.wakeAt(clock.monotonic() + m_options.timeout, ring);
}

void BatchSending::stopDeadline()
{
    const Clock::Alarm alarm = std::exchange(m_deadline, 0);
    if (m_engine)
        m_engine->clock().cancel(alarm);
}

void BatchSending::giveUp(const QDynamoDBError &error)
{
    std::vector<Batch> all;
    for (Lane &lane : m_lanes) {
        if (m_engine)
            m_engine->clock().cancel(std::exchange(lane.alarm, 0));
        lane.failures = 0;
        if (std::exchange(lane.isCalling, false)) // its continuation will not run
            lane.call.cancel();
        lane.call = {};
        all.push_back(std::exchange(lane.batch, {}));
    }
    std::move(m_halves.begin(), m_halves.end(), std::back_inserter(all));
    m_halves.clear();
    all.emplace_back(std::make_move_iterator(m_ready.begin()),
                     std::make_move_iterator(m_ready.end()));
    m_ready.clear();
    for (Batch &batch : all) {
        for (BatchEntry &entry : batch)
            settled(std::move(entry), error);
    }
    afterwards();
}

bool BatchSending::hasBatch() const
{
    return !m_halves.empty() || m_ready.size() >= limit || (!m_ready.empty() && sendsPartly());
}

void BatchSending::pump()
{
    for (std::size_t lane = 0; lane < m_lanes.size() && hasBatch(); ++lane) {
        if (!m_lanes[lane].isCalling && !m_lanes[lane].alarm)
            transmit(lane);
    }
    pumped(m_ready.size());
}

void BatchSending::fill(Batch &batch)
{
    qint64 bytes = envelope;
    for (const BatchEntry &entry : batch)
        bytes += entry.bytes;
    while (batch.size() < limit && !m_ready.empty()) {
        bytes += m_ready.front().bytes;
        if (bytes > maxBytes && !batch.empty())
            return;
        batch.push_back(std::move(m_ready.front()));
        m_ready.pop_front();
    }
}

void BatchSending::transmit(std::size_t lane)
{
    Batch &batch = m_lanes[lane].batch;
    if (batch.empty() && !m_halves.empty()) {
        batch = std::move(m_halves.front());
        m_halves.pop_front();
    } else {
        fill(batch);
    }
    if (batch.empty())
        return;
    m_lanes[lane].isCalling = true;
    send(lane, batch);
}

void BatchSending::answered(std::size_t index, const std::vector<bool> &left,
                            const QDynamoDBError &error)
{
    Lane &lane = m_lanes[index];
    if (!std::exchange(lane.isCalling, false)) // given up
        return;
    lane.call = {};
    Batch batch = std::exchange(lane.batch, {});
    if (retryClass(error) == RetryClass::Throttling) {
        lane.batch = std::move(batch);
        backOff(index, false);
    } else if (error.isError()) {
        lane.failures = 0;
        refused(std::move(batch), error);
    } else {
        const std::size_t size = batch.size();
        for (std::size_t i = 0; i < size; ++i) {
            if (left[i])
                lane.batch.push_back(std::move(batch[i]));
            else
                settled(std::move(batch[i]), {});
        }
        if (lane.batch.empty())
            lane.failures = 0;
        else
            backOff(index, lane.batch.size() < size);
    }
    afterwards();
    pump();
}

QDynamoDBError BatchSending::foreign(const QString &tableName, const QString &what)
{
    return QDynamoDBError(Code::InvalidResponse,
                          u"The response does not belong to the request: for the table \"%1\" it "
                          "contains %2."_s.arg(tableName.left(255), what));
}

void BatchSending::refused(Batch &&batch, const QDynamoDBError &error)
{
    if (isAboutAnItem(error.code()) && batch.size() > 1) {
        const auto middle = batch.begin() + std::ptrdiff_t(batch.size() / 2);
        m_halves.emplace_back(std::make_move_iterator(batch.begin()),
                              std::make_move_iterator(middle));
        m_halves.emplace_back(std::make_move_iterator(middle), std::make_move_iterator(batch.end()));
        return;
    }
    for (BatchEntry &entry : batch)
        settled(std::move(entry), error);
    // The next batches would fare the same.
    if (!isAboutAnItem(error.code()) && !error.isRetryable())
        giveUp(error);
}

// Full jitter with the delays of the clients' standard mode.
void BatchSending::backOff(std::size_t index, bool gotThrough)
{
    Lane &lane = m_lanes[index];
    const RetryClass kind = gotThrough ? RetryClass::Transient : RetryClass::Throttling;
    if (gotThrough)
        lane.failures = std::min(lane.failures, mostPartialFailures);
    const Clock::Duration delay = retryDelay(kind, lane.failures++, m_engine->random(), {});
    Clock &clock = m_engine->clock();
    lane.alarm = clock.wakeAt(clock.monotonic() + delay, [weak = weak_from_this(), index] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->m_lanes[index].alarm = 0;
        self->transmit(index);
        self->pumped(self->m_ready.size());
    });
}

} // namespace QtDynamoDBPrivate
