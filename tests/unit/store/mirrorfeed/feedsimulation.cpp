// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "feedsimulation.h"

#include "store/local/localquery_p.h"

#include <QtCore/qdebug.h>

#include <utility>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

FeedSimulation::FeedSimulation(quint32 seed)
    : generator(seed)
    , m_database(std::make_shared<MemoryContent>())
{
    m_table.name = u"Note"_s;
    m_table.partitionKey = u"pk"_s;
    m_table.sortKey = u"sk"_s;
    m_table.sortType = QDynamoDBValue::Type::Number;
    m_database.begin();
    m_table.id = m_database.insertTable(m_table);
    m_database.commit();
}

FeedSimulation::~FeedSimulation() = default;

bool FeedSimulation::advance()
{
    const bool hasTask = !m_tasks.empty();
    if (!hasTask && m_calls.empty())
        return false;
    if (hasTask && (m_calls.empty() || generator.bounded(2) == 0)) {
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        m_database.begin();
        task.run();
        m_database.commit();
        return true;
    }
    const auto i = size_t(generator.bounded(int(m_calls.size())));
    if (!m_calls[i].isExecuted) {
        m_calls[i].isExecuted = true;
        m_calls[i].execute();
        return true;
    }
    const Call call = std::move(m_calls[i]);
    m_calls.erase(m_calls.begin() + qsizetype(i));
    call.deliver();
    return true;
}

ItemPlace FeedSimulation::placeOf(const QDynamoDBItem &key) const
{
    return *QtDynamoDBPrivate::placeOf(key, m_table);
}

void FeedSimulation::change(const QDynamoDBItem &key, const QDynamoDBItem &item)
{
    const ItemPlace place = placeOf(key);
    ++m_time;
    if (!m_history.contains(place))
        m_history[place].insert(0, {});
    m_history[place].insert(m_time, item);
    if (item.isNull())
        m_service.remove(place);
    else
        m_service.insert(place, item);
}

void FeedSimulation::writeOnce(const QDynamoDBItem &key, const QDynamoDBItem &item)
{
    const ItemPlace place = placeOf(key);
    if (m_onTheirWay.value(place) > 0)
        return;
    ++m_onTheirWay[place];
    m_calls.push_back({ [=, this] {
                           change(key, item);
                           m_writes.insert(place, m_time);
                       },
                        [=, this] {
                            submit({ [=, this] {
                                        --m_onTheirWay[place];
                                        StoredItem row = m_database.item(place).value_or(
                                                StoredItem());
                                        const bool wasStale = row.isStale;
                                        row.place = place;
                                        row.base = row.local = item;
                                        row.event = ++m_event;
                                        m_database.putItem(row);
                                        if (wasStale)
                                            reread(place);
                                    },
                                     {} });
                        } });
}

bool FeedSimulation::wasCurrent(const ItemPlace &place, const QDynamoDBItem &item, qint64 from,
                                qint64 to) const
{
    const QMap<qint64, QDynamoDBItem> versions = m_history.value(place);
    for (auto version = versions.cbegin(); version != versions.cend(); ++version) {
        const auto next = std::next(version);
        const bool overlaps = version.key() <= to && (next == versions.cend() || next.key() > from);
        if (overlaps && *version == item && version->isNull() == item.isNull())
            return true;
    }
    return versions.isEmpty() && item.isNull();
}

QDynamoDBItem FeedSimulation::mirrored(const ItemPlace &place)
{
    const std::optional<StoredItem> row = m_database.item(place);
    return row ? row->base : QDynamoDBItem();
}

QMap<ItemPlace, QDynamoDBItem> FeedSimulation::mirroredItems()
{
    QMap<ItemPlace, QDynamoDBItem> all;
    m_database.visitTable({ m_table.id, {}, {} }, [&](StoredItem &&item) {
        if (!item.base.isNull())
            all.insert(item.place, item.base);
        return true;
    });
    return all;
}

StoredMirror FeedSimulation::addMirror(const StoredMirror &mirror)
{
    StoredMirror added = mirror;
    added.table = m_table.id;
    m_database.begin();
    added.id = m_database.insertMirror(added);
    m_database.commit();
    return added;
}

StoredMirror FeedSimulation::savedMirror()
{
    return m_database.mirrors().first();
}

void FeedSimulation::submit(Task task)
{
    m_tasks.push_back(std::move(task));
}

std::optional<StoredTable> FeedSimulation::table(qint64 id) const
{
    return id == m_table.id ? std::optional(m_table) : std::nullopt;
}

void FeedSimulation::applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun)
{
    StoredItem row = m_database.item(place).value_or(StoredItem());
    row.place = place;
    const bool isOnItsWay = m_onTheirWay.value(place) > 0;
    if (begun < row.event || isOnItsWay) {
        row.isStale = true;
        m_database.putItem(row);
        if (!isOnItsWay)
            reread(place);
        return;
    }
    row.base = row.local = item;
    row.event = begun;
    row.isStale = false;
    if (item.isNull())
        m_database.removeItem(place);
    else
        m_database.putItem(row);
}

void FeedSimulation::reread(const ItemPlace &place)
{
    const auto result = std::make_shared<QDynamoDBItem>();
    m_calls.push_back({ [=, this] { *result = m_service.value(place); },
                        [=, this, begun = m_event] {
                            submit({ [=, this] { applyRead(place, *result, begun); }, {} });
                        } });
}

void FeedSimulation::fill(StoreDatabase *database) const
{
    database->begin();
    for (auto item = m_service.cbegin(); item != m_service.cend(); ++item) {
        StoredItem row;
        row.place = item.key();
        row.base = row.local = *item;
        database->putItem(row);
    }
    database->commit();
}

template<typename Result, typename Execute>
void FeedSimulation::call(const QString &name, const Handler<Result> &handler, Execute execute)
{
    log.append(name);
    const auto reply = std::make_shared<StoreReply<Result>>();
    const bool fails = failures > 0;
    failures -= fails ? 1 : 0;
    m_calls.push_back({ [=] {
                           if (fails) {
                               reply->error = QDynamoDBError(QDynamoDBError::Code::Request,
                                                             u"cut off"_s);
                           } else {
                               const QDynamoDBExpected<Result> result = execute();
                               if (result)
                                   reply->result = *result;
                               else
                                   reply->error = result.error();
                           }
                       },
                        [=] { handler(*reply); } });
}

void FeedSimulation::getItem(const QDynamoDB::GetItemRequest &request,
                             const Handler<QDynamoDBItem> &handler)
{
    call<QDynamoDBItem>(u"get"_s, handler, [=, this]() -> QDynamoDBExpected<QDynamoDBItem> {
        return m_service.value(placeOf(request.key));
    });
}

void FeedSimulation::query(const QDynamoDB::QueryRequest &request,
                           const Handler<QDynamoDB::QueryResult> &handler)
{
    call<QDynamoDB::QueryResult>(u"query"_s, handler, [=, this] {
        MemoryDatabase service(std::make_shared<MemoryContent>());
        fill(&service);
        QDynamoDB::QueryRequest limited = request;
        limited.limit = pageSize;
        return localQuery(service, m_table, indexes, limited);
    });
}

void FeedSimulation::scan(const QDynamoDB::ScanRequest &request,
                          const Handler<QDynamoDB::ScanResult> &handler)
{
    call<QDynamoDB::ScanResult>(u"scan"_s, handler, [=, this] {
        MemoryDatabase service(std::make_shared<MemoryContent>());
        fill(&service);
        QDynamoDB::ScanRequest limited = request;
        limited.limit = pageSize;
        return localScan(service, m_table, indexes, limited);
    });
}

void FeedSimulation::batchGet(const QDynamoDB::BatchGetItemRequest &request,
                              const Handler<QDynamoDB::BatchGetItemResult> &handler)
{
    using Result = QDynamoDB::BatchGetItemResult;
    call<Result>(u"batch"_s, handler, [=, this]() -> QDynamoDBExpected<Result> {
        Result result;
        const QDynamoDB::KeysAndAttributes wanted = request.requestItems.value(m_table.name);
        for (const QDynamoDBItem &key : wanted.keys) {
            if (generator.bounded(4) == 0)
                result.unprocessedKeys[m_table.name].keys.append(key);
            else if (const QDynamoDBItem item = m_service.value(placeOf(key)); !item.isNull())
                result.responses[m_table.name].append(item);
        }
        return result;
    });
}
