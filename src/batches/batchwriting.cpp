// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchwriting_p.h"

#include "api/generated/operations_p.h"
#include "expressions/evaluation/itemsize_p.h"
#include "client/tablecache_p.h"
#include "client/tabledescription_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;
using EntryKind = QtDynamoDBPrivate::BatchEntry::Kind;

namespace QtDynamoDBPrivate {

namespace {

constexpr std::size_t mostWrites = 25;
constexpr qint64 maxItemBytes = qint64(400) * 1024;

[[nodiscard]] WriteRequest requestOf(const BatchEntry &entry)
{
    WriteRequest request;
    if (entry.kind == EntryKind::Put)
        request.putRequest = PutRequest { entry.item };
    else
        request.deleteRequest = DeleteRequest { entry.item };
    return request;
}

// An upper bound of the size in JSON. For small items, an estimate suffices: 25 of them always fit
// into a request.
[[nodiscard]] qint64 bytesOnWire(const QDynamoDBItem &item, qint64 size)
{
    // A byte of an item has at most 6 bytes in JSON ("\u0001"); an empty value in a list has more.
    constexpr qint64 most = 16;
    constexpr qint64 small = qint64(640) * 1024 / most;
    if (size <= small)
        return size * most;
    const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::fromItem(item);
    return json ? json->size() : 0; // sending the item reports the error
}

[[nodiscard]] QDynamoDBExpected<QStringList> keyNames(
        const QDynamoDBExpected<TableDescriptionPtr> &description)
{
    if (!description) {
        const QDynamoDBError error = description.error();
        if (error.code() != Code::AccessDenied)
            return error;
        return QDynamoDBError(error.code(),
                              "The key attributes of the table are unknown. Set "
                              "QDynamoDBBatchOptions::keyAttributes or grant the permission "
                              "dynamodb:DescribeTable. "_L1
                                      + error.message());
    }
    const QStringList names = keyAttributes(**description);
    if (names.isEmpty()) {
        return QDynamoDBError(Code::InvalidResponse,
                              u"The response to DescribeTable contains no key of the table."_s);
    }
    return names;
}

} // namespace

BatchWriting::BatchWriting(QDynamoDBClient *client, const QDynamoDBBatchOptions &options,
                           Begin begin)
    : BatchSending(client, mostWrites, options, std::make_unique<SummaryPromise>())
    , m_begin(begin)
{
}

std::shared_ptr<BatchWriting> BatchWriting::make(QDynamoDBClient *client,
                                                 const QDynamoDBBatchOptions &options, Begin begin)
{
    return std::shared_ptr<BatchWriting>(new BatchWriting(client, options, begin));
}

bool BatchWriting::feed(EntryKind kind, const QString &tableName, const QDynamoDBItem &item)
{
    BatchEntry entry;
    entry.kind = kind;
    entry.tableName = tableName;
    entry.item = item;
    return feed(std::move(entry));
}

void BatchWriting::feed(const QString &tableName, const WriteRequest &request)
{
    if (request.putRequest.has_value() != request.deleteRequest.has_value()) {
        feed(request.putRequest ? EntryKind::Put : EntryKind::Delete, tableName,
             request.putRequest ? request.putRequest->item : request.deleteRequest->key);
        return;
    }
    QMutexLocker locker(&m_mutex);
    Section &section = m_sections.back();
    ++section.total;
    section.summary.unwritten.append({ tableName, request,
                                       QDynamoDBError(Code::InvalidParameterValue,
                                                      u"The write request has both or neither of "
                                                      u"PutRequest and DeleteRequest; it must "
                                                      "have one of them."_s) });
}

bool BatchWriting::feed(BatchEntry &&entry)
{
    QMutexLocker locker(&m_mutex);
    Section &section = m_sections.back();
    ++section.total;
    entry.number = m_firstSection + m_sections.size() - 1;
    if (m_end.isError()) {
        reportUnwritten(entry, m_end);
        return true;
    }
    ++section.open;
    ++m_pending;
    m_inbox.push_back(std::move(entry));
    m_isFull = m_isFull || m_pending >= options().maxPending;
    if (m_begin == Begin::WithFullBatch && (m_isFull || hasFullBatch()))
        wake();
    return !m_isFull;
}

void BatchWriting::reportUnwritten(const BatchEntry &entry, const QDynamoDBError &error)
{
    Section &section = m_sections[std::size_t(entry.number - m_firstSection)];
    section.summary.unwritten.append({ entry.tableName, requestOf(entry), error });
}

QFuture<QDynamoDBBatchWriteSummary> BatchWriting::flush()
{
    auto promise = std::make_unique<SummaryPromise>();
    QFuture<Summary> future = promise->future();
    QMutexLocker locker(&m_mutex);
    m_sections.back().own = std::move(promise);
    flushSection(m_sections.back().own.get());
    Sections done = takeDone();
    locker.unlock();
    deliver(std::move(done));
    return future;
}

QFuture<QDynamoDBBatchWriteSummary> BatchWriting::finishWriting()
{
    QFuture<Summary> future = static_cast<SummaryPromise &>(promise()).future();
    QMutexLocker locker(&m_mutex);
    m_isClosed = true;
    flushSection(&promise());
    if (!m_refusal.isError())
        return future;
    // The task has never been in the I/O thread.
    Sections done = takeDone();
    locker.unlock();
    deliver(std::move(done));
    finish();
    return future;
}

void BatchWriting::flushSection(Promise *sectionPromise)
{
    Section &section = m_sections.back();
    section.promise = sectionPromise;
    section.promise->start();
    section.promise->setProgressRange(0, int(section.total));
    m_sections.emplace_back();
    if (m_end.isError())
        return;
    wake();
    if (m_refusal.isError())
        refuseInbox(m_refusal);
}

void BatchWriting::abort()
{
    (void)post([this] {
        giveUp(QDynamoDBError(Code::Cancelled,
                              u"abort() was called before this item was written."_s));
    });
}

void BatchWriting::close()
{
    QMutexLocker locker(&m_mutex);
    m_isClosed = true;
    m_ready = nullptr;
    if (!m_end.isError())
        wake();
}

qsizetype BatchWriting::pending() const
{
    QMutexLocker locker(&m_mutex);
    return m_pending;
}

bool BatchWriting::hasRoom() const
{
    QMutexLocker locker(&m_mutex);
    return !m_isFull;
}

void BatchWriting::setReadyCallback(const std::function<void()> &ready)
{
    QMutexLocker locker(&m_mutex);
    m_ready = ready;
}

void BatchWriting::wake()
{
    if (std::exchange(m_isWoken, true))
        return;
    m_refusal = post([this] { work(); });
    m_isWoken = !m_refusal.isError();
    if (m_refusal.code() == Code::ClientDestroyed) {
        m_end = m_refusal;
        refuseInbox(m_end);
    }
}

// Reports entries that never reached the I/O thread.
void BatchWriting::refuseInbox(const QDynamoDBError &error)
{
    for (const BatchEntry &entry : std::exchange(m_inbox, {})) {
        --m_sections[std::size_t(entry.number - m_firstSection)].open;
        --m_pending;
        reportUnwritten(entry, error);
    }
    if (m_pending == 0 && std::exchange(m_isFull, false) && m_ready)
        m_ready();
}

BatchWriting::Sections BatchWriting::takeDone()
{
    Sections done;
    while (m_sections.front().promise && m_sections.front().open == 0) {
        done.push_back(std::move(m_sections.front()));
        m_sections.pop_front();
        ++m_firstSection;
    }
    return done;
}

bool BatchWriting::hasFullBatch() const
{
    return m_begun + m_inbox.size() >= limit;
}

void BatchWriting::work()
{
    Batch fed;
    {
        QMutexLocker locker(&m_mutex);
        m_isWoken = false;
        fed.swap(m_inbox);
    }
    m_isAccepting = true;
    for (BatchEntry &entry : fed)
        accept(std::move(entry));
    m_isAccepting = false;
    afterwards();
    pump();
}

void BatchWriting::accept(BatchEntry &&entry)
{
    const qint64 size = itemSize(entry.item);
    if (size > maxItemBytes) {
        const QDynamoDBError
                error(Code::InvalidParameterValue,
                      u"The item has %1 bytes; it must have at most 400 KB (409600 bytes)."_s.arg(
                              size));
        m_settled.emplace_back(std::move(entry), error);
        return;
    }
    entry.bytes = bytesOnWire(entry.item, size);
    const auto table = m_tables.find(entry.tableName);
    if (table != m_tables.end() && !table->keyNames.isEmpty()) {
        admit(*table, std::move(entry));
        return;
    }
    const bool isNew = table == m_tables.end();
    const QString tableName = entry.tableName;
    m_tables[tableName].unknown.push_back(std::move(entry));
    if (!isNew)
        return;
    if (const QStringList names = options().keyAttributes.value(tableName); !names.isEmpty()) {
        tableFound(tableName, names);
        return;
    }
    const auto described = [self = shared_from_this(), this, tableName](const auto &description) {
        if (isOver())
            return;
        tableFound(tableName, keyNames(description));
        if (m_isAccepting)
            return;
        afterwards();
        pump();
    };
    TableCache::of(client()).fetch(client(), tableName, TableCache::anyAge, described);
}

void BatchWriting::tableFound(const QString &tableName, const QDynamoDBExpected<QStringList> &names)
{
    Batch unknown = std::exchange(m_tables[tableName].unknown, {});
    if (!names) {
        m_tables.remove(tableName); // the next entry requests them again
        for (BatchEntry &entry : unknown)
            m_settled.emplace_back(std::move(entry), names.error());
        return;
    }
    Table &table = m_tables[tableName];
    table.keyNames = *names;
    for (BatchEntry &entry : unknown)
        admit(table, std::move(entry));
}

void BatchWriting::admit(Table &table, BatchEntry &&entry)
{
    QDynamoDBExpected<ItemKey> key = ItemKey::of(entry.item, table.keyNames);
    if (!key) {
        m_settled.emplace_back(std::move(entry), key.error());
        return;
    }
    entry.key = *std::move(key);
    const qsizetype busy = table.busy.size();
    table.busy.insert(entry.key);
    if (table.busy.size() > busy)
        queue(std::move(entry));
    else
        table.blocked[entry.key].push_back(std::move(entry));
}

void BatchWriting::send(std::size_t lane, const Batch &batch)
{
    BatchWriteItemRequest request;
    QList<WriteRequest> *writes = nullptr;
    const QString *tableName = nullptr;
    for (const BatchEntry &entry : batch) {
        if (!tableName || *tableName != entry.tableName) {
            tableName = &entry.tableName;
            writes = &request.requestItems[*tableName];
            writes->reserve(qsizetype(batch.size()));
        }
        writes->append(requestOf(entry));
    }
    callWith(lane, Operations::batchWriteItem, &request);
}

BatchSending::LeftOver BatchWriting::leftOver(const Batch &batch, const void *response)
{
    const auto &result = *static_cast<const BatchWriteItemResult *>(response);
    std::vector<bool> left(batch.size());
    for (auto it = result.unprocessedItems.begin(); it != result.unprocessedItems.end(); ++it) {
        const QStringList keyNames = m_tables.value(it.key()).keyNames;
        for (const WriteRequest &request : it.value()) {
            const bool isPut = request.putRequest.has_value();
            if (isPut == request.deleteRequest.has_value())
                return foreign(it.key(),
                               u"an unprocessed write that is neither a put nor a delete"_s);
            const QDynamoDBItem item = isPut ? request.putRequest->item
                                             : request.deleteRequest->key;
            const auto key = ItemKey::of(item, keyNames);
            const auto sent = [&](const BatchEntry &entry) {
                return entry.tableName == it.key() && (entry.kind == EntryKind::Put) == isPut && key
                        && entry.key == *key;
            };
            const auto found = std::find_if(batch.begin(), batch.end(), sent);
            if (found == batch.end())
                return foreign(it.key(), u"an unprocessed write that was not sent"_s);
            const auto index = std::size_t(found - batch.begin());
            if (left[index])
                return foreign(it.key(), u"the same unprocessed write twice"_s);
            left[index] = true;
        }
    }
    return left;
}

void BatchWriting::settled(BatchEntry &&entry, const QDynamoDBError &error)
{
    if (error.code() == Code::Validation)
        TableCache::of(client()).forget(
                entry.tableName); // the table may have been recreated with another key
    Table &table = m_tables[entry.tableName];
    const auto blocked = table.blocked.find(entry.key);
    if (blocked == table.blocked.end()) {
        table.busy.remove(entry.key);
    } else {
        queue(std::move(blocked->front()));
        blocked->pop_front();
        if (blocked->empty())
            table.blocked.remove(entry.key);
    }
    m_settled.emplace_back(std::move(entry), error);
}

void BatchWriting::afterwards()
{
    Sections done;
    bool isFinished = false;
    {
        QMutexLocker locker(&m_mutex);
        for (auto &[entry, error] : m_settled) {
            Section &section = m_sections[std::size_t(entry.number - m_firstSection)];
            --section.open;
            --m_pending;
            if (error.isError())
                reportUnwritten(entry, error);
            else
                ++section.summary.writtenCount;
        }
        for (Section &section : m_sections) {
            if (section.promise && !m_settled.empty())
                section.promise->setProgressValue(int(section.total - section.open));
        }
        m_settled.clear();
        done = takeDone();
        const bool isFlushing = m_sections.front().promise;
        // If more was fed meanwhile, the next work() completes the batch.
        m_sendsPartly = !m_isWoken
                && (isFlushing || m_isClosed || m_pending >= options().maxPending);
        if (!done.empty())
            stopDeadline();
        if (isFlushing)
            startDeadline();
        if (m_isFull && m_pending <= options().maxPending / 2) {
            m_isFull = false;
            if (m_ready)
                m_ready();
        }
        isFinished = m_isClosed && m_pending == 0;
    }
    deliver(std::move(done));
    if (isFinished)
        finish();
}

void BatchWriting::pumped(std::size_t queued)
{
    QMutexLocker locker(&m_mutex);
    m_begun = queued % limit; // full batches wait for free lanes
    if (!isOver() && hasFullBatch())
        wake();
}

void BatchWriting::deliver(Sections &&sections)
{
    for (Section &section : sections) {
        const QList<QDynamoDBUnwrittenItem> unwritten = section.summary.unwritten;
        if (!section.promise->move(&section.summary) && !unwritten.isEmpty()) {
            // The future was cancelled: the next flush reports these items.
            QMutexLocker locker(&m_mutex);
            Section &next = m_sections.front();
            next.total += unwritten.size();
            next.summary.unwritten = unwritten + next.summary.unwritten;
        }
        if (section.own)
            section.own->finish();
    }
}

void BatchWriting::giveUp(const QDynamoDBError &error)
{
    Batch all;
    {
        QMutexLocker locker(&m_mutex);
        all.swap(m_inbox);
    }
    for (Table &table : m_tables) {
        std::move(table.unknown.begin(), table.unknown.end(), std::back_inserter(all));
        table.unknown.clear();
        for (std::deque<BatchEntry> &blocked : table.blocked)
            std::move(blocked.begin(), blocked.end(), std::back_inserter(all));
        table.blocked.clear();
    }
    for (BatchEntry &entry : all)
        m_settled.emplace_back(std::move(entry), error);
    BatchSending::giveUp(error);
}

void BatchWriting::stopped(const QDynamoDBError &error)
{
    {
        QMutexLocker locker(&m_mutex);
        m_end = error;
    }
    giveUp(error);
    finish();
}

} // namespace QtDynamoDBPrivate
