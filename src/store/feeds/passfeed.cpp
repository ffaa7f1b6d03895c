// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/keyencoding_p.h"
#include "store/local/keyselection_p.h"
#include "store/feeds/mirrorfeed_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// How many items one transaction of the database takes, so that writes are accepted between them.
constexpr qsizetype itemsInStep = 200;

// How long ago, in ms, an interrupted pass may have begun to be resumed, unless it is the first one.
// A new pass costs more, but is as recent as its beginning.
constexpr qint64 maxAge = 10 * 60 * 1000;

const QString kind = u"pass"_s;

} // namespace

void PassFeed::start()
{
    step([this] {
        load();
        if (m_pass == 0) {
            m_pass = target().beginPass();
            m_started = target().environment().now();
            save();
        }
        requestPage();
    });
}

// Reads the place of an interrupted pass.
void PassFeed::load()
{
    const QJsonObject saved = QJsonDocument::fromJson(mirror().progress).object();
    m_progress.expected = saved[u"expected"_s].toInteger();
    if (saved[u"feed"_s] != kind || saved[u"pass"_s].toInteger() == 0)
        return;
    const qint64 age = target().environment().now() - saved[u"started"_s].toInteger();
    if (mirror().isComplete && (age < 0 || age > maxAge))
        return;
    const auto key = QDynamoDBJson::toItem(
            QJsonDocument(saved[u"lastKey"_s].toObject()).toJson(QJsonDocument::Compact));
    if (!key)
        return;
    m_lastKey = key->isEmpty() ? QDynamoDBItem() : *key;
    m_pass = saved[u"pass"_s].toInteger();
    m_started = saved[u"started"_s].toInteger();
    m_progress.items = saved[u"items"_s].toInteger();
}

void PassFeed::save()
{
    const auto key = QDynamoDBJson::fromItem(m_lastKey);
    const QJsonObject saved {
        { u"feed"_s, kind },
        { u"pass"_s, m_pass },
        { u"started"_s, m_started },
        { u"items"_s, m_progress.items },
        { u"expected"_s, m_progress.expected },
        { u"lastKey"_s, QJsonDocument::fromJson(key ? *key : QByteArray()).object() },
    };
    mirror().progress = QJsonDocument(saved).toJson(QJsonDocument::Compact);
    saveMirror();
}

void PassFeed::requestPage()
{
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    const qint64 begun = target().beginRead();
    const auto taken = [this, begun](const auto &result) {
        apply(std::make_shared<const QList<QDynamoDBItem>>(result.items), 0, begun,
              result.lastEvaluatedKey);
    };
    if (!mirror().partition) {
        QDynamoDB::ScanRequest request;
        request.tableName = table->name;
        request.consistentRead = true;
        request.exclusiveStartKey = m_lastKey;
        target().network().scan(request, onReply<QDynamoDB::ScanResult>(taken));
        return;
    }
    QDynamoDB::QueryRequest request;
    request.tableName = table->name;
    request.consistentRead = true;
    request.exclusiveStartKey = m_lastKey;
    request.keyConditionExpression = u"#p = :p"_s;
    request.expressionAttributeNames.insert(u"#p"_s, table->partitionKey);
    request.expressionAttributeValues.insert(u":p"_s,
                                             decodedKey(*mirror().partition, table->partitionType));
    const auto addBound = [&](const QString &placeholder, const std::optional<QByteArray> &bytes) {
        if (bytes) {
            request.expressionAttributeValues.insert(placeholder,
                                                     decodedKey(*bytes, table->sortType));
        }
    };
    addBound(u":l"_s, mirror().lower);
    addBound(u":u"_s, mirror().upper);
    if (mirror().lower && mirror().upper)
        request.keyConditionExpression += u" AND #s BETWEEN :l AND :u"_s;
    else if (mirror().lower)
        request.keyConditionExpression += u" AND #s >= :l"_s;
    else if (mirror().upper)
        request.keyConditionExpression += u" AND #s <= :u"_s;
    if (mirror().lower || mirror().upper)
        request.expressionAttributeNames.insert(u"#s"_s, table->sortKey);
    target().network().query(request, onReply<QDynamoDB::QueryResult>(taken));
}

// Applies the items of a page from an index on.
void PassFeed::apply(const std::shared_ptr<const QList<QDynamoDBItem>> &items, qsizetype from,
                     qint64 begun, const QDynamoDBItem &lastKey)
{
    const std::optional<StoredTable> table = this->table();
    if (!table)
        return;
    const qsizetype end = std::min(from + itemsInStep, items->size());
    for (qsizetype i = from; i < end; ++i) {
        if (const std::optional<ItemPlace> place = placeOf((*items)[i], *table))
            target().applyRead(*place, (*items)[i], begun);
    }
    if (end < items->size()) {
        step([=, this] { apply(items, end, begun, lastKey); });
        return;
    }
    m_progress.items += items->size();
    m_lastKey = lastKey;
    if (m_lastKey.isEmpty()) {
        sweep({ mirror().table, mirror().partition.value_or(QByteArray()),
                mirror().lower.value_or(QByteArray()) });
        return;
    }
    save();
    const std::shared_ptr<const bool> alive = this->alive();
    requestPage();
    if (*alive)
        report(m_progress);
}

// Removes items from the place on that the pass did not meet: the service does not have them.
void PassFeed::sweep(const ItemPlace &from)
{
    QList<ItemPlace> missed;
    QList<ItemPlace> stale;
    ItemPlace last = from;
    qsizetype visited = 0;
    const auto visit = [&](StoredItem &&item) {
        if (item.isStale)
            stale.append(item.place);
        else if (item.event < m_pass && !item.base.isNull())
            missed.append(item.place);
        last = item.place;
        return ++visited < itemsInStep;
    };
    if (mirror().partition) {
        ItemRange range;
        range.table = mirror().table;
        range.partition = *mirror().partition;
        range.lower = from.sort;
        range.upper = mirror().upper;
        target().database().visitRange(range, visit);
    } else {
        target().database().visitTable(from, visit);
    }
    for (const ItemPlace &place : std::as_const(missed))
        target().applyRead(place, {}, m_pass);
    for (const ItemPlace &place : std::as_const(stale))
        target().reread(place);
    if (visited == itemsInStep)
        step([this, last] { sweep(last); });
    else
        complete();
}

void PassFeed::complete()
{
    mirror().isComplete = true;
    mirror().lastStarted = m_started;
    mirror().lastSynced = target().environment().now();
    m_pass = 0;
    m_progress.expected = m_progress.items;
    save();
    finish({});
}

} // namespace QtDynamoDBPrivate
