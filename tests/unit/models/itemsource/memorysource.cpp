// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "memorysource.h"

#include <QtDynamoDB/qdynamodbapi_schema.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qthreadpool.h>

#include <utility>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

static int sortKeyOf(const QDynamoDBItem &item)
{
    return int(item[u"sk"].toInteger());
}

void MemoryFeed::start()
{
    if (m_status == Status::Stopped)
        setStatus(statusAfterStart);
}

void MemoryFeed::setStatus(Status status)
{
    if (std::exchange(m_status, status) != status)
        Q_EMIT statusChanged();
}

void MemorySource::setItems(const QList<QDynamoDBItem> &items)
{
    m_items.clear();
    for (const QDynamoDBItem &item : items)
        m_items.insert(sortKeyOf(item), item);
}

void MemorySource::put(const QDynamoDBItem &item)
{
    m_items.insert(sortKeyOf(item), item);
    if (lastFeed)
        Q_EMIT lastFeed->changed({ key(sortKeyOf(item)), item });
}

void MemorySource::remove(int sk)
{
    m_items.remove(sk);
    if (lastFeed)
        Q_EMIT lastFeed->changed({ key(sk), {} });
}

QDynamoDBItem MemorySource::item(int n)
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n }, { u"text"_s, QString::number(n) } };
}

QDynamoDBItem MemorySource::key(int n)
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n } };
}

QList<QDynamoDBItem> MemorySource::items(int from, int to)
{
    QList<QDynamoDBItem> result;
    for (int n = from; n < to; ++n)
        result.append(item(n));
    return result;
}

void MemorySource::release()
{
    const auto held = std::exchange(m_held, {});
    for (const auto &finishOne : held)
        finishOne();
}

void MemorySource::setSyncState(int sk, int state)
{
    m_states[sk] = state;
    Q_EMIT stateChanged(u"Table"_s, key(sk));
}

template<typename Result>
QFuture<Result> MemorySource::finished(const QString &operation, const Result &result)
{
    calls.append(operation);
    const auto promise = std::make_shared<QPromise<Result>>();
    promise->start();
    const auto keep = [promise, result, error = std::exchange(m_nextError, std::nullopt)] {
        if (error)
            promise->setException(*makeException(*error));
        else
            promise->addResult(result);
        promise->finish();
    };
    switch (finish) {
    case Finish::AtOnce:
        keep();
        break;
    case Finish::InThread:
        QThreadPool::globalInstance()->start(keep);
        break;
    case Finish::OnRelease:
        m_held.push_back([this, promise, keep] {
            cancelled += promise->isCanceled();
            keep();
        });
        break;
    }
    return promise->future();
}

QFuture<TableDescriptionPtr> MemorySource::describeTable(const QString &)
{
    TableDescription table;
    table.keySchema = { { u"pk"_s, KeyType::Hash }, { u"sk"_s, KeyType::Range } };
    table.itemCount = m_items.size();
    return finished<TableDescriptionPtr>(u"DescribeTable"_s,
                                         std::make_shared<const TableDescription>(table));
}

template<typename Result, typename Request>
Result MemorySource::page(const Request &request) const
{
    Result result;
    const auto limit = request.limit.value_or(1000);
    auto it = request.exclusiveStartKey.isNull()
            ? m_items.cbegin()
            : m_items.upperBound(sortKeyOf(request.exclusiveStartKey));
    for (; it != m_items.cend() && result.items.size() < limit; ++it)
        result.items.append(*it);
    if (it != m_items.cend())
        result.lastEvaluatedKey = key(sortKeyOf(result.items.last()));
    result.scannedCount = qint32(result.items.size());
    return result;
}

QFuture<QueryResult> MemorySource::query(const QueryRequest &request)
{
    queries.append(request);
    return finished(u"Query"_s, page<QueryResult>(request));
}

QFuture<ScanResult> MemorySource::scan(const ScanRequest &request)
{
    return finished(u"Scan"_s, page<ScanResult>(request));
}

QFuture<UpdateItemResult> MemorySource::updateItem(const UpdateItemRequest &request)
{
    updates.append(request);
    if (!m_nextError) {
        QDynamoDBItem &item = m_items[sortKeyOf(request.key)];
        item.insert(request.expressionAttributeNames.value(u"#a"_s),
                    request.expressionAttributeValues[u":new"]);
    }
    return finished(u"UpdateItem"_s, UpdateItemResult());
}

QFuture<PutItemResult> MemorySource::putItem(const PutItemRequest &request)
{
    if (!m_nextError)
        m_items.insert(sortKeyOf(request.item), request.item);
    return finished(u"PutItem"_s, PutItemResult());
}

QFuture<DeleteItemResult> MemorySource::deleteItem(const DeleteItemRequest &request)
{
    if (!m_nextError)
        m_items.remove(sortKeyOf(request.key));
    return finished(u"DeleteItem"_s, DeleteItemResult());
}

QFuture<GetItemResult> MemorySource::getItem(const GetItemRequest &request)
{
    reads.append(request);
    GetItemResult result;
    result.item = m_items.value(sortKeyOf(request.key));
    return finished<GetItemResult>(u"GetItem"_s, result);
}

std::unique_ptr<ItemFeed> MemorySource::feed(const QString &)
{
    auto feed = std::make_unique<MemoryFeed>();
    feed->statusAfterStart = statusAfterStart;
    lastFeed = feed.get();
    return feed;
}

QHash<int, QByteArray> MemorySource::stateRoles() const
{
    return { { syncStateRole, "syncState" } };
}

QVariant MemorySource::state(const QString &, const QDynamoDBItem &key, int role) const
{
    return role == syncStateRole ? QVariant(m_states.value(sortKeyOf(key))) : QVariant();
}
