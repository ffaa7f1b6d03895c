// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/numbersum_p.h"
#include "expressions/valueorder_p.h"
#include "store/local/keyselection_p.h"
#include "store/feeds/mirrorfeed_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype keysInBatch = 100;
constexpr int maxFruitless = 5;

const QString latestName = u"latest"_s;

// Returns where a window begins that reaches back before a change.
[[nodiscard]] QDynamoDBValue before(const QDynamoDBValue &change, const QDynamoDBNumber &overlap)
{
    if (change.isNumber()) {
        const QDynamoDBNumber begin = difference(change.toNumber(), overlap);
        return begin.isValid() ? QDynamoDBValue(begin) : change;
    }
    const QDateTime time = change.toDateTime();
    return time.isValid() ? QDynamoDBValue(time.addMSecs(-qint64(overlap.toNearestDouble())))
                          : change;
}

} // namespace

WindowFeed::WindowFeed(FeedTarget *target, const StoredMirror &mirror, const WindowIndex &index,
                       FeedEvents events)
    : MirrorFeed(target, mirror, std::move(events))
    , m_index(index)
    , m_since(QDynamoDBValue::Type::Undefined)
    , m_latest(QDynamoDBValue::Type::Undefined)
{
}

void WindowFeed::start()
{
    step([this] {
        const QJsonObject saved = QJsonDocument::fromJson(mirror().progress).object();
        const auto latest = QDynamoDBJson::toItem(
                QJsonDocument(saved[latestName].toObject()).toJson(QJsonDocument::Compact));
        if (latest)
            m_latest = latest->value(m_index.changedAttribute);
        if (m_latest.isUndefined()) {
            // The first window begins at the latest change that the pass over the mirror met.
            const auto visit = [this](StoredItem &&item) {
                const QDynamoDBValue &changed = item.base.value(m_index.changedAttribute);
                if (m_latest.isUndefined() || compareValues(m_latest, changed).value_or(0) < 0)
                    m_latest = changed;
                return true;
            };
            if (mirror().partition) {
                ItemRange range;
                range.table = mirror().table;
                range.partition = *mirror().partition;
                target().database().visitRange(range, visit);
            } else {
                target().database().visitTable({ mirror().table, {}, {} }, visit);
            }
        }
        if (!m_latest.isUndefined())
            m_since = before(m_latest, m_index.overlap);
        requestPage(0, {});
    });
}

// Requests the changes of a bucket, or the items if there are no more buckets.
void WindowFeed::requestPage(qsizetype bucket, const QDynamoDBItem &startKey)
{
    if (bucket == m_index.buckets.size()) {
        requestItems();
        return;
    }
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    QDynamoDB::QueryRequest request;
    request.tableName = table->name;
    request.indexName = m_index.name;
    request.exclusiveStartKey = startKey;
    request.keyConditionExpression = u"#b = :b"_s;
    request.expressionAttributeNames = { { u"#b"_s, m_index.bucketAttribute },
                                         { u"#c"_s, m_index.changedAttribute },
                                         { u"#p"_s, table->partitionKey } };
    request.expressionAttributeValues.insert(u":b"_s, m_index.buckets[bucket]);
    if (!m_since.isUndefined()) {
        request.keyConditionExpression += u" AND #c >= :c"_s;
        request.expressionAttributeValues.insert(u":c"_s, m_since);
    }
    request.projectionExpression = u"#p, #c"_s;
    if (!table->sortKey.isEmpty()) {
        request.expressionAttributeNames.insert(u"#s"_s, table->sortKey);
        request.projectionExpression += u", #s"_s;
    }
    target().network().query(request,
                             onReply<QDynamoDB::QueryResult>(
                                     [this, bucket](const QDynamoDB::QueryResult &result) {
                                         collect(result.items);
                                         if (result.lastEvaluatedKey.isEmpty())
                                             requestPage(bucket + 1, {});
                                         else
                                             requestPage(bucket, result.lastEvaluatedKey);
                                     }));
}

void WindowFeed::collect(const QList<QDynamoDBItem> &items)
{
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    for (const QDynamoDBItem &item : items) {
        const QDynamoDBValue &changed = item.value(m_index.changedAttribute);
        if (m_latest.isUndefined() || compareValues(m_latest, changed).value_or(0) < 0)
            m_latest = changed;
        const std::optional<ItemPlace> place = placeOf(item, *table);
        if (!place || !contains(mirror(), *place))
            continue;
        // Items of the overlap are read too, even if the time of their change is the known one: an
        // item may change twice within the precision of the attribute.
        QDynamoDBItem key;
        for (const QString &name : StoredKeys::of(*table).names())
            key.insert(name, item.value(name));
        m_keys.append(key);
    }
}

void WindowFeed::requestItems()
{
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    if (m_keys.isEmpty()) {
        const auto latest = QDynamoDBJson::fromItem({ { m_index.changedAttribute, m_latest } });
        if (!m_latest.isUndefined() && latest) {
            const QJsonObject saved { { latestName, QJsonDocument::fromJson(*latest).object() } };
            mirror().progress = QJsonDocument(saved).toJson(QJsonDocument::Compact);
        }
        mirror().lastSynced = target().environment().now();
        saveMirror();
        finish({});
        return;
    }
    const QList<QDynamoDBItem> keys = m_keys.first(std::min(keysInBatch, m_keys.size()));
    QDynamoDB::BatchGetItemRequest request;
    QDynamoDB::KeysAndAttributes &wanted = request.requestItems[table->name];
    wanted.keys = keys;
    wanted.consistentRead = true;
    const qint64 begun = target().beginRead();
    target().network().batchGet(request,
                                onReply<QDynamoDB::BatchGetItemResult>(
                                        [this, keys,
                                         begun](const QDynamoDB::BatchGetItemResult &result) {
                                            apply(keys, result, begun);
                                        }));
}

void WindowFeed::apply(const QList<QDynamoDBItem> &keys,
                       const QDynamoDB::BatchGetItemResult &result, qint64 begun)
{
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    QList<ItemPlace> open; // requested, and neither returned nor left unprocessed
    for (const QDynamoDBItem &key : keys) {
        if (const auto place = placeOf(key, *table))
            open.append(*place);
    }
    m_keys.remove(0, keys.size());
    const QList<QDynamoDBItem> unprocessed = result.unprocessedKeys.value(table->name).keys;
    for (const QDynamoDBItem &key : unprocessed) {
        if (const auto place = placeOf(key, *table))
            open.removeOne(*place);
        m_keys.append(key);
    }
    for (const QDynamoDBItem &item : result.responses.value(table->name)) {
        const auto place = placeOf(item, *table);
        if (!place || !open.removeOne(*place))
            continue;
        target().applyRead(*place, item, begun);
        ++m_progress.items;
    }
    for (const ItemPlace &place : std::as_const(open))
        target().applyRead(place, {}, begun); // deleted since
    m_fruitless = unprocessed.size() < keys.size() ? 0 : m_fruitless + 1;
    if (m_fruitless == maxFruitless) {
        finish(QDynamoDBError(QDynamoDBError::Code::ProvisionedThroughputExceeded,
                              u"BatchGetItem returned none of the requested items, %1 times in a "
                              "row."_s.arg(maxFruitless)));
        return;
    }
    const std::shared_ptr<const bool> alive = this->alive();
    requestItems();
    if (*alive)
        report(m_progress);
}

} // namespace QtDynamoDBPrivate
