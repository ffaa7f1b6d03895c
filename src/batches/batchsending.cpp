// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchsending_p.h"

#include "pipeline/retrypolicy_p.h"
#include "values/qdynamodberror_p.h"

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
constexpr qint64 envelope = qint64(64) * 1024; // the request without its items
// If a part of each batch is processed, the delays are at most 25 ms * 2^5.
constexpr int mostPartialFailures = 5;

// The other items of the batch may be valid.
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
                           const QDynamoDBBatchOptions &options, std::unique_ptr<Promise> promise)
    : ClientTask(client, std::move(promise))
    , limit(entryLimit)
    , m_client(client)
    , m_options(options)
    , m_lanes(std::size_t(std::clamp(options.maxInFlight, 1, 1000)))
{
}

void BatchSending::startDeadline()
{
    if (m_deadline || m_options.timeout <= 0ms)
        return;
    m_deadline = setAlarm(m_options.timeout, [this] {
        m_deadline = 0;
        giveUp(QDynamoDBError(Code::Timeout,
                              u"The deadline of the batch, %1 ms, passed before this item was done."_s
                                      .arg(m_options.timeout.count())));
    });
}

void BatchSending::giveUp(const QDynamoDBError &error)
{
    abandon();
    m_deadline = 0;
    std::vector<Batch> all;
    for (Lane &lane : m_lanes) {
        if (lane.isCalling)
            markDoubtful(&lane.batch);
        all.push_back(std::move(std::exchange(lane, {}).batch));
    }
    std::move(m_halves.begin(), m_halves.end(), std::back_inserter(all));
    m_halves.clear();
    all.emplace_back(std::make_move_iterator(m_ready.begin()),
                     std::make_move_iterator(m_ready.end()));
    m_ready.clear();
    for (Batch &batch : all) {
        for (BatchEntry &entry : batch)
            settle(std::move(entry), error);
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

void BatchSending::callWith(std::size_t lane, const Operation &operation, const void *request)
{
    call(operation, request, m_options.callOptions,
         [this, lane](const QDynamoDBError &error, const void *result) {
             responded(lane, error, result);
         });
}

void BatchSending::responded(std::size_t index, const QDynamoDBError &error, const void *result)
{
    Lane &lane = m_lanes[index];
    lane.isCalling = false;
    Batch batch = std::exchange(lane.batch, {});
    const LeftOver left = error.isError() ? LeftOver(error) : leftOver(batch, result);
    // A response that does not match the request shows nothing about its outcome.
    if (error.isError() ? error.mayHaveSucceeded() : (wasDoubtful() || !left))
        markDoubtful(&batch);
    if (retryClass(left.error()) == RetryClass::Throttling) {
        lane.batch = std::move(batch);
        backOff(index, false);
    } else if (!left) {
        lane.failures = 0;
        refused(std::move(batch), left.error());
    } else {
        const std::size_t size = batch.size();
        for (std::size_t i = 0; i < size; ++i) {
            if ((*left)[i])
                lane.batch.push_back(std::move(batch[i]));
            else
                settle(std::move(batch[i]), {});
        }
        if (lane.batch.empty())
            lane.failures = 0;
        else
            backOff(index, lane.batch.size() < size);
    }
    afterwards();
    pump();
}

void BatchSending::markDoubtful(Batch *batch)
{
    for (BatchEntry &entry : *batch)
        entry.isDoubtful = entry.kind != BatchEntry::Kind::Get;
}

void BatchSending::settle(BatchEntry &&entry, QDynamoDBError error)
{
    if (error.isError() && entry.isDoubtful != error.mayHaveSucceeded())
        QDynamoDBErrorPrivate::get(error).mayHaveSucceeded = entry.isDoubtful;
    settled(std::move(entry), error);
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
        settle(std::move(entry), error);
    // The next batches would fail in the same way.
    if (!isAboutAnItem(error.code()) && !error.isRetryable())
        giveUp(error);
}

// Full jitter with the delays of the clients' standard mode.
void BatchSending::backOff(std::size_t index, bool isPartial)
{
    Lane &lane = m_lanes[index];
    const RetryClass kind = isPartial ? RetryClass::Transient : RetryClass::Throttling;
    if (isPartial)
        lane.failures = std::min(lane.failures, mostPartialFailures);
    const Clock::Duration delay = retryDelay(kind, lane.failures++, engine().random(), {});
    lane.alarm = setAlarm(delay, [this, index] {
        m_lanes[index].alarm = 0;
        transmit(index);
        pumped(m_ready.size());
    });
}

} // namespace QtDynamoDBPrivate
