// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/livefeed_p.h"

#include "expressions/conditionmatcher_p.h"
#include "expressions/valueorder_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

void ItemChanges::insert(ItemRows::Identity identity, const ItemChange &change)
{
    for (auto it = m_changes.find(identity); it != m_changes.end() && it.key() == identity; ++it) {
        if (it->key == change.key) {
            *it = change;
            return;
        }
    }
    m_changes.insert(identity, change);
}

bool ItemChanges::contains(ItemRows::Identity identity, const QDynamoDBItem &key) const
{
    for (auto it = m_changes.constFind(identity); it != m_changes.cend() && it.key() == identity;
         ++it) {
        if (it->key == key)
            return true;
    }
    return false;
}

LiveFeed::LiveFeed(const QueryParameters &parameters, ModelRows &rows, ItemReading &reading,
                   ItemEditing &editing)
    : m_parameters(parameters)
    , m_rows(rows)
    , m_reading(reading)
    , m_editing(editing)
{
}

void LiveFeed::setLive(bool live)
{
    m_isLive = live;
    if (live) { // the pages are read again, with the changes since the last time
        m_reading.restart(ItemReading::Start::Reload);
        return;
    }
    drop();
    m_reading.setHeld(false);
    Q_EMIT changed();
}

bool LiveFeed::isStarting() const
{
    return m_feed && m_feed->status() == ItemFeed::Status::Starting;
}

bool LiveFeed::isFollowing() const
{
    return m_feed && m_feed->status() == ItemFeed::Status::Following;
}

void LiveFeed::follow()
{
    const std::shared_ptr<ItemSource> source = m_reading.source();
    if (!m_isLive && !source->isAlwaysFollowed()) {
        drop();
        m_reading.setHeld(false);
        return;
    }
    const auto conditions = m_parameters.conditions();
    if (!conditions) {
        drop();
        m_reading.setHeld(false);
        Q_EMIT failed(conditions.error());
        return;
    }
    m_conditions = *conditions;
    if (m_feed && (m_source.lock() != source || m_tableName != m_parameters.tableName))
        drop();
    if (!m_feed) {
        m_source = source;
        m_tableName = m_parameters.tableName;
        setFeed(source->feed(m_tableName));
    }
    if (m_feed)
        m_feed->start();
    m_reading.setHeld(isStarting());
    checkProjection();
}

void LiveFeed::setFeed(std::unique_ptr<ItemFeed> feed)
{
    m_feed.reset(feed.release());
    if (!m_feed)
        return;
    connect(m_feed.get(), &ItemFeed::changed, this, &LiveFeed::onChange);
    connect(m_feed.get(), &ItemFeed::changesLost, this,
            [this] { m_reading.restart(ItemReading::Start::Reload); });
    connect(m_feed.get(), &ItemFeed::errorOccurred, this, &LiveFeed::failed);
    connect(m_feed.get(), &ItemFeed::statusChanged, this, &LiveFeed::onStatusChanged);
}

void LiveFeed::drop()
{
    m_feed.reset();
    forgetChanges();
}

void LiveFeed::forgetChanges()
{
    m_reported.clear();
    m_applied.clear();
}

void LiveFeed::onStatusChanged()
{
    if (m_feed->status() == ItemFeed::Status::Waiting && m_reading.hasHeldDemand())
        m_mayMissChanges = true; // the pages wait no longer
    if (isFollowing() && std::exchange(m_mayMissChanges, false))
        m_reading.restart(ItemReading::Start::Reload);
    m_reading.setHeld(isStarting());
    Q_EMIT changed();
}

void LiveFeed::checkProjection()
{
    const QStringList keys = m_reading.table().keyAttributes();
    const QStringList projected = m_parameters.projectedNames();
    const bool hasKeys = std::all_of(keys.begin(), keys.end(), [&](const QString &key) {
        return projected.isEmpty() || projected.contains(key);
    });
    if (!m_feed || hasKeys)
        return;
    m_feed->stop();
    Q_EMIT failed({ QDynamoDBError::Code::Validation,
                    u"The projection lacks a key attribute of the table \"%1\". A live model needs "
                    "all of them: %2."_s.arg(m_parameters.tableName, keys.join(u", "_s)) });
}

void LiveFeed::onChange(const ItemChange &change)
{
    if (m_reading.isStartPending())
        return;
    const bool isFirst = m_reported.isEmpty();
    m_reported.append(change);
    if (isFirst) // the other changes of the same response follow at once
        QMetaObject::invokeMethod(this, &LiveFeed::applyReported, Qt::QueuedConnection);
}

void LiveFeed::applyReported()
{
    if (m_reported.isEmpty() || m_reading.isStartPending() || m_reading.isReloading()
        || m_reading.table().isPending())
        return;
    const Ticket ticket = m_reading.ticket();
    if (m_rows.keyAttributes().isEmpty())
        m_rows.setKeyAttributes(m_reported.first().key.names());
    m_sortAttributes = sortAttributes();
    // Only the last change of each item counts.
    const ItemRows &items = m_rows.items();
    ItemChanges seen;
    QList<ItemChange> changes;
    for (auto change = m_reported.crbegin(); change != m_reported.crend(); ++change) {
        const ItemRows::Identity identity = items.identityOf(change->key);
        if (seen.contains(identity, change->key))
            continue;
        seen.insert(identity, *change);
        changes.prepend(*change);
    }
    m_reported.clear();
    for (const ItemChange &change : std::as_const(changes)) {
        if (!ticket.isValid())
            return;
        if (m_reading.isFetching())
            m_applied.insert(items.identityOf(change.key), change);
        apply(change);
    }
    if (ticket.isValid())
        m_reading.limitRows();
    m_reading.refill();
    Q_EMIT changed();
}

void LiveFeed::apply(const ItemChange &change)
{
    const Ticket ticket = m_reading.ticket();
    const ItemRows &items = m_rows.items();
    QDynamoDBItem item = shownItem(change.image);
    if (!item.isNull())
        m_editing.applyPending(change.key, item);
    if (item.isNull() || isBeyondPages(item)) {
        m_rows.takeAhead(items.identityOf(change.key));
        if (const int row = items.find(change.key); row >= 0)
            m_rows.remove(row, 1);
        return;
    }
    m_rows.addColumns(item.names());
    if (!ticket.isValid())
        return;
    if (const int row = items.find(change.key); row >= 0) {
        m_rows.update(row, item);
        if (const int now = ticket.isValid() ? items.find(change.key) : -1; now >= 0)
            moveToPlace(now);
        return;
    }
    const int place = m_parameters.isOrdered() ? placeAmong(0, items.size(), item) : items.size();
    if (m_reading.maxRows() > 0 && place >= m_reading.maxRows())
        return;
    if (m_reading.hasMore()) // a page may contain the item again
        m_rows.setAhead(item);
    m_rows.insert(place, item);
}

// A page that was requested before a change does not contain it: applyAgain() adds the item.
void LiveFeed::removeOutdated(QList<ItemRow> &newRows) const
{
    if (m_applied.isEmpty())
        return;
    newRows.removeIf([this](const ItemRow &row) {
        return m_applied.contains(row.identity, m_rows.items().keyOf(row.item));
    });
}

// Items that were beyond the pages before may be among them now.
void LiveFeed::applyAgain()
{
    if (m_applied.isEmpty() || m_reading.isReloading())
        return;
    const Ticket ticket = m_reading.ticket();
    m_sortAttributes = sortAttributes();
    const QList<ItemChange> changes = m_applied.values();
    for (const ItemChange &change : changes) {
        if (m_parameters.isOrdered() && ticket.isValid())
            apply(change);
    }
    if (!m_reading.isFetching())
        m_applied.clear();
    if (ticket.isValid())
        m_reading.limitRows();
}

// The item as a page contains it; null if the query does not select it.
QDynamoDBItem LiveFeed::shownItem(const QDynamoDBItem &image) const
{
    const auto meets = [&](const ExpressionNodePtr &condition) {
        return matches(*condition, image);
    };
    const auto has = [&](const QString &name) { return image.contains(name); };
    const QStringList indexKeys = m_reading.table().keyAttributes(m_parameters.indexName);
    if (image.isNull() || !std::all_of(m_conditions.begin(), m_conditions.end(), meets)
        || !std::all_of(indexKeys.begin(), indexKeys.end(), has))
        return {};
    std::optional<QStringList> projected = m_reading.table().projectedAttributes(
            m_parameters.indexName);
    if (!m_parameters.projection.isEmpty())
        projected = m_parameters.projectedNames();
    if (!projected)
        return image;
    QDynamoDBItem item;
    item.reserve(projected->size());
    for (const QDynamoDBItem::Attribute &attribute : image) {
        if (projected->contains(attribute.name))
            item.insert(attribute.name, attribute.value);
    }
    return item;
}

// Below 0 if `a` comes before `b` in the result of a Query; always 0 in that of a Scan. Items of an
// index may have the same sort key: the service returns these in an order that it does not document,
// which on DynamoDB Local follows from a hash of the table's key.
int LiveFeed::compare(const QDynamoDBItem &a, const QDynamoDBItem &b) const
{
    if (!m_parameters.isOrdered())
        return 0;
    for (const QString &key : m_sortAttributes) {
        if (const int order = compareValues(a[key], b[key]).value_or(0); order != 0)
            return m_parameters.descending ? -order : order;
    }
    return 0;
}

// The attributes of the sort key of the table or index, in its order.
QStringList LiveFeed::sortAttributes() const
{
    const QStringList sort = m_reading.table().keySchema(m_parameters.indexName).sort;
    if (!sort.isEmpty() || !m_parameters.indexName.isEmpty())
        return sort;
    return m_rows.keyAttributes().mid(1); // without a description, of the stream's keys
}

// The row, from `first` to `last`, before which the item belongs. The rows between are in order.
int LiveFeed::placeAmong(int first, int last, const QDynamoDBItem &item) const
{
    while (first < last) {
        const int middle = first + (last - first) / 2;
        if (compare(m_rows.items()[middle], item) <= 0)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

bool LiveFeed::isBeyondPages(const QDynamoDBItem &item) const
{
    if (!m_parameters.isOrdered() || !m_reading.hasMorePages())
        return false;
    return m_reading.lastKey().isNull() || compare(m_reading.lastKey(), item) < 0;
}

void LiveFeed::moveToPlace(int row)
{
    const ItemRows &items = m_rows.items();
    const bool follows = row == 0 || compare(items[row - 1], items[row]) <= 0;
    const bool precedes = row + 1 == items.size() || compare(items[row], items[row + 1]) <= 0;
    if (follows && precedes)
        return;
    const int place = follows ? placeAmong(row + 1, items.size(), items[row])
                              : placeAmong(0, row, items[row]);
    if (place != row && place != row + 1) // otherwise the rows around it are out of order
        m_rows.move(row, place);
}

} // namespace QtDynamoDBPrivate
