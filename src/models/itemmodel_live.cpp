// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/conditionmatcher_p.h"
#include "expressions/valueorder_p.h"
#include "models/qdynamodbitemmodel_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

// Changes that the stream tells of meet pages that were asked for before or after them. Each change
// is applied as it comes, and once more after a page that was asked for earlier.

void QDynamoDBItemModelPrivate::setLive(bool follow)
{
    live = follow;
    if (live) { // what happened since the pages were read is in the pages
        scheduleStart(Start::Again);
        return;
    }
    dropFeed();
    if (held != PageReader::Demand::None)
        reader.want(std::exchange(held, PageReader::Demand::None));
    publish();
}

void QDynamoDBItemModelPrivate::dropFeed()
{
    feed.reset();
    arrived.clear();
    applied.clear();
}

bool QDynamoDBItemModelPrivate::isFeedStarting() const
{
    return feed && feed->status() == StreamStatus::Starting;
}

bool QDynamoDBItemModelPrivate::isFollowing() const
{
    return feed && feed->status() == StreamStatus::Following;
}

QDynamoDBItemModelPrivate::Conditions QDynamoDBItemModelPrivate::conditions() const
{
    QList<ExpressionNodePtr> nodes;
    if (filter.isEmpty())
        return nodes;
    const NodeOrError node = nodeOf(filter);
    if (!node)
        return node.error();
    nodes.append(*node);
    return nodes;
}

// Has the feed be there and at work for the question that is about to be asked.
void QDynamoDBItemModelPrivate::follow()
{
    if (!live)
        return;
    const Conditions read = conditions();
    if (!read) {
        dropFeed();
        report(read.error());
        return;
    }
    liveConditions = *read;
    if (feed && (feed->client() != client || feed->tableName() != tableName))
        dropFeed();
    if (!feed) {
        feed.reset(new QDynamoDBStreamReader(client));
        feed->setTableName(tableName);
        const auto take = [this](const QDynamoDB::Record &record) { onRecord(record); };
        QObject::connect(feed.get(), &QDynamoDBStreamReader::inserted, q, take);
        QObject::connect(feed.get(), &QDynamoDBStreamReader::modified, q, take);
        QObject::connect(feed.get(), &QDynamoDBStreamReader::removed, q, take);
        QObject::connect(feed.get(), &QDynamoDBStreamReader::recordsLost, q,
                         [this] { scheduleStart(Start::Again); });
        QObject::connect(feed.get(), &QDynamoDBStreamReader::errorOccurred, q,
                         [this](const QDynamoDBError &failure) { report(failure); });
        QObject::connect(feed.get(), &QDynamoDBStreamReader::statusChanged, q,
                         [this] { onFeedStatus(); });
    }
    feed->start();
    checkFeed();
}

void QDynamoDBItemModelPrivate::onFeedStatus()
{
    if (feed->status() == StreamStatus::Waiting && held != PageReader::Demand::None)
        mayMissChanges = true; // the pages wait no longer
    if (isFollowing() && std::exchange(mayMissChanges, false))
        scheduleStart(Start::Again);
    if (!isFeedStarting() && held != PageReader::Demand::None && !scheduled)
        reader.want(std::exchange(held, PageReader::Demand::None));
    publish();
}

// What the stream tells must be enough to make rows of, and to find them again.
void QDynamoDBItemModelPrivate::checkFeed()
{
    if (!feed || !table.isKnown() || !table.hasStream())
        return;
    QString problem;
    const QStringList projected = projectedAttributes(projection, expressionNames());
    const QStringList keys = table.keyAttributes();
    const bool hasKeys = std::all_of(keys.begin(), keys.end(), [&](const QString &key) {
        return projected.isEmpty() || projected.contains(key);
    });
    if (!table.streamHasImages()) {
        problem =
                u"The stream of the table '%1' does not tell what items become: a live model needs "
                "one with the view type NEW_IMAGE or NEW_AND_OLD_IMAGES."_s.arg(tableName);
    } else if (!hasKeys) {
        problem = u"The projection lacks a key attribute of the table '%1': a live model needs all "
                  "of %2."_s.arg(tableName, keys.join(u", "_s));
    } else {
        return;
    }
    feed->stop();
    report({ QDynamoDBError::Code::Validation, problem });
}

void QDynamoDBItemModelPrivate::onRecord(const QDynamoDB::Record &record)
{
    if (!record.dynamodb || scheduled)
        return;
    const bool isFirst = arrived.isEmpty();
    arrived.append({ record.dynamodb->keys, record.dynamodb->newImage });
    if (isFirst) // the others of the same answer follow at once
        QMetaObject::invokeMethod(
                q, [this] { takeChanges(); }, Qt::QueuedConnection);
}

void QDynamoDBItemModelPrivate::takeChanges()
{
    if (arrived.isEmpty() || scheduled || reload || table.isPending())
        return;
    if (rows.keyAttributes().isEmpty())
        setKeyAttributes(arrived.first().key.names());
    // Only what came of an item in the end.
    LiveChanges seen;
    QList<LiveChange> last;
    for (auto change = arrived.crbegin(); change != arrived.crend(); ++change) {
        const size_t identity = rows.identityOf(change->key);
        if (seen.find(identity, change->key))
            continue;
        seen.insert(identity, *change);
        last.prepend(*change);
    }
    arrived.clear();
    for (const LiveChange &change : std::as_const(last)) {
        if (scheduled) // by a receiver
            return;
        if (reader.isAsking())
            applied.insert(rows.identityOf(change.key), change);
        applyChange(change);
    }
    if (!scheduled)
        limitRows();
    refill();
    publish();
}

void QDynamoDBItemModelPrivate::applyChange(const LiveChange &change)
{
    const int row = rows.find(change.key);
    QDynamoDBItem item = shown(change.image);
    if (!item.isNull())
        writer.applyPending(tableName, change.key, item);
    if (item.isNull() || isBeyondPages(item)) {
        ownRows.remove(rows.identityOf(change.key));
        if (row >= 0)
            removeRows(row, 1);
        return;
    }
    addColumns(item.names());
    if (scheduled) // by a receiver
        return;
    if (row >= 0) {
        updateRow(row, item);
        if (!scheduled)
            moveRow(row);
        return;
    }
    const int place = placeFor(item);
    if (maxRows > 0 && place >= maxRows)
        return;
    if (hasMore()) // a page may bring it again
        ownRows.insert(rows.identityOf(item));
    insertRows(place, { item });
}

// A page that was asked for earlier knows less of these items; afterPage() sees to them.
void QDynamoDBItemModelPrivate::dropOutdated(QList<ItemRow> &newRows) const
{
    if (applied.isEmpty())
        return;
    newRows.removeIf([this](const ItemRow &row) {
        return applied.find(row.identity, rows.keyOf(row.item)) != nullptr;
    });
}

// What was beyond the pages then may be among them now.
void QDynamoDBItemModelPrivate::afterPage()
{
    if (applied.isEmpty() || reload)
        return;
    const QList<LiveChange> changes = applied.values();
    for (const LiveChange &change : changes) {
        if (isOrdered() && !scheduled)
            applyChange(change);
    }
    if (!reader.isAsking())
        applied.clear();
    if (!scheduled)
        limitRows();
}

// The item as a page would bring it.
QDynamoDBItem QDynamoDBItemModelPrivate::shown(const QDynamoDBItem &image) const
{
    const auto meets = [&](const ExpressionNodePtr &condition) {
        return matches(*condition, image);
    };
    const auto has = [&](const QString &name) { return image.contains(name); };
    const QStringList indexKeys = table.keyAttributes(indexName);
    if (image.isNull() || !std::all_of(liveConditions.begin(), liveConditions.end(), meets)
        || !std::all_of(indexKeys.begin(), indexKeys.end(), has))
        return {};
    std::optional<QStringList> projected = table.projectedAttributes(indexName);
    if (!projection.isEmpty())
        projected = projectedAttributes(projection, expressionNames());
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

// Below 0: a comes first.
int QDynamoDBItemModelPrivate::orderOf(const QDynamoDBItem &a, const QDynamoDBItem &b) const
{
    const QStringList keys = indexName.isEmpty() ? rows.keyAttributes()
                                                 : table.keyAttributes(indexName);
    if (!isOrdered() || keys.size() < 2)
        return 0;
    const int order = compareValues(a[keys[1]], b[keys[1]]).value_or(0);
    return isDescending() ? -order : order;
}

int QDynamoDBItemModelPrivate::placeFor(const QDynamoDBItem &item) const
{
    return isOrdered() ? placeAmong(0, rows.size(), item) : rows.size();
}

// Those rows are in order.
int QDynamoDBItemModelPrivate::placeAmong(int first, int last, const QDynamoDBItem &item) const
{
    while (first < last) {
        const int middle = first + (last - first) / 2;
        if (orderOf(rows[middle], item) <= 0)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

bool QDynamoDBItemModelPrivate::isBeyondPages(const QDynamoDBItem &item) const
{
    if (!isOrdered() || !reader.hasMore())
        return false;
    return readTo.isNull() || orderOf(readTo, item) < 0;
}

// To where the row belongs by now.
void QDynamoDBItemModelPrivate::moveRow(int row)
{
    const bool follows = row == 0 || orderOf(rows[row - 1], rows[row]) <= 0;
    const bool precedes = row + 1 == rows.size() || orderOf(rows[row], rows[row + 1]) <= 0;
    if (follows && precedes)
        return;
    const int place = follows ? placeAmong(row + 1, rows.size(), rows[row])
                              : placeAmong(0, row, rows[row]);
    if (place == row || place == row + 1) // out of order, but nowhere better
        return;
    q->beginMoveRows({}, row, row, {}, place);
    rows.move(row, place);
    q->endMoveRows();
}
