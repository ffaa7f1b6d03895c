// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "paging/scanprogress_p.h"
#include "models/qdynamodbitemmodel_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

void QDynamoDBItemModelPrivate::init(QDynamoDBItemModel *model)
{
    q = model;
    QObject::connect(&reader, &PageReader::arrived, q, [this](Page &page) { onArrived(page); });
    QObject::connect(&reader, &PageReader::satisfied, q, [this] { onSatisfied(); });
    QObject::connect(&reader, &PageReader::failed, q,
                     [this](const QDynamoDBError &failure) { onFailed(failure); });
    QObject::connect(&writer, &ItemWriter::written, q,
                     [this](const ItemWrite &write) { onWritten(write); });
    QObject::connect(&writer, &ItemWriter::failed, q,
                     [this](const ItemWrite &write, const QDynamoDBError &failure) {
                         onWriteFailed(write, failure);
                     });
}

bool QDynamoDBItemModelPrivate::isComplete() const
{
    return !isBuilding && client && !tableName.isEmpty();
}

double QDynamoDBItemModelPrivate::progressOfReading() const
{
    // Rows that a reload has not met again were read before it.
    return progressOfScan(reload ? reload->met : rows.size(), maxRows);
}

void QDynamoDBItemModelPrivate::setClient(QDynamoDBClient *newClient)
{
    if (client == newClient)
        return;
    if (client)
        client->disconnect(q);
    client = newClient;
    const auto moved = [this] {
        dropFeed();
        table.forget();
        tableChanged();
    };
    if (client) {
        QObject::connect(client, &QObject::destroyed, q, [this, moved] {
            client = nullptr;
            moved();
            Q_EMIT q->clientChanged();
        });
        // The same question at another place is another one.
        QObject::connect(client, &QDynamoDBClient::endpointChanged, q, moved);
        QObject::connect(client, &QDynamoDBClient::regionChanged, q, moved);
        QObject::connect(client, &QDynamoDBClient::profileChanged, q, moved);
    }
    moved();
    Q_EMIT q->clientChanged();
}

void QDynamoDBItemModelPrivate::tableChanged()
{
    columnsAreOutdated = true;
    questionChanged();
}

void QDynamoDBItemModelPrivate::questionChanged()
{
    reader.clear(); // a late answer would be one to another question
    held = PageReader::Demand::None;
    early.clear();
    reload.reset();
    scheduleStart(Start::Fresh);
}

// Whatever else changes before the event loop runs again goes into the same request.
void QDynamoDBItemModelPrivate::scheduleStart(Start how)
{
    const bool isScheduled = scheduled.has_value();
    if (!isScheduled || how == Start::Fresh)
        scheduled = how;
    if (!isScheduled)
        schedule();
    publish();
}

void QDynamoDBItemModelPrivate::schedule()
{
    if (isBuilding)
        return;
    QMetaObject::invokeMethod(
            q,
            [this] {
                if (scheduled && !isBuilding)
                    want(PageReader::Demand::Page);
            },
            Qt::QueuedConnection);
}

// Gets ready to ask from the beginning.
void QDynamoDBItemModelPrivate::start()
{
    const Start how = *std::exchange(scheduled, std::nullopt);
    readFailed = false;
    held = PageReader::Demand::None;
    arrived.clear(); // the new pages know
    applied.clear();
    readTo.clear();
    const int target = isFull ? maxRows : rows.size();
    isFull = false;
    scanned = 0;
    capacity = 0;
    early.clear();
    setError({});
    if (how == Start::Fresh) {
        reload.reset();
        largestPage = 0;
        if (!rows.isEmpty() || columnsAreOutdated) {
            q->beginResetModel();
            rows.clear();
            ownRows.clear();
            if (std::exchange(columnsAreOutdated, false)) {
                setKeyAttributes({});
                columns.reset(!attributes.isEmpty()
                                      ? attributes
                                      : projectedAttributes(projection, expressionNames()));
            }
            q->endResetModel();
        }
    } else {
        rows.setAllStale();
        reload = Reload { target };
    }
    if (!isComplete()) {
        reader.clear();
        dropFeed();
        return;
    }
    follow();
    table.request(client, tableName, [this] { onDescribed(); });
    if (table.isKnown())
        setKeyAttributes(table.keyAttributes());
    reader.start(makeAsk(), segments());
    reader.setMaxEmptyPages(client->maxEmptyPages());
}

void QDynamoDBItemModelPrivate::want(PageReader::Demand demand)
{
    if (isBuilding)
        return;
    if (scheduled)
        start();
    if (isComplete() && !isFull) {
        if (std::exchange(readFailed, false))
            setError({});
        if (isFeedStarting())
            held = std::max(held, demand);
        else
            reader.want(demand);
    }
    publish();
}

void QDynamoDBItemModelPrivate::cancel()
{
    if (isBuilding)
        return;
    if (scheduled)
        start();
    held = PageReader::Demand::None;
    reader.stop();
    publish();
}

void QDynamoDBItemModelPrivate::onDescribed()
{
    if (table.isKnown())
        setKeyAttributes(table.keyAttributes());
    checkFeed();
    QList<Page> pages = std::exchange(early, {});
    for (Page &page : pages) {
        if (!scheduled)
            takePage(page);
    }
    if (std::exchange(isSatisfiedEarly, false))
        onSatisfied();
    takeChanges();
    publish();
}

void QDynamoDBItemModelPrivate::onArrived(Page &page)
{
    // The keys tell which columns come first, and one row from another.
    if (table.isPending())
        early.append(std::move(page));
    else
        takePage(page);
    publish();
}

void QDynamoDBItemModelPrivate::takePage(Page &page)
{
    scanned += page.scanned;
    capacity += page.capacity;
    readTo = page.lastKey;
    largestPage = std::max(largestPage, int(page.rows.size()));
    if (rows.keyAttributes().isEmpty() && indexName.isEmpty())
        setKeyAttributes(page.lastKey.names()); // with an index, there would be its own among them
    addColumns(page.names);
    if (scheduled) // by a receiver: the page is the answer to another question now
        return;

    if (page.keyAttributes != rows.keyAttributes()) {
        for (ItemRow &row : page.rows)
            row.identity = rows.identityOf(row.item);
    }
    dropOutdated(page.rows);
    if (writer.pending() > 0) {
        for (ItemRow &row : page.rows)
            writer.applyPending(tableName, rows.keyOf(row.item), row.item);
    }
    if (reload)
        merge(std::move(page.rows));
    else
        appendRows(std::move(page.rows));
    if (!scheduled)
        limitRows();
    if (!scheduled)
        afterPage();
}

void QDynamoDBItemModelPrivate::onSatisfied()
{
    if (table.isPending()) {
        isSatisfiedEarly = true;
    } else if (reload) {
        if (reload->met < reload->target && hasMore())
            reader.want(PageReader::Demand::Page);
        else
            endReload();
    }
    publish();
}

void QDynamoDBItemModelPrivate::onFailed(const QDynamoDBError &failure)
{
    readFailed = true;
    report(failure);
    publish();
}

// Rows that did not come again are not there any more, or further down than was read.
void QDynamoDBItemModelPrivate::endReload()
{
    reload.reset();
    for (int end = rows.size(); rows.hasStale();) {
        int first = end;
        while (first > 0 && rows.isStale(first - 1))
            --first;
        if (first < end)
            removeRows(first, end - first);
        end = first == end ? end - 1 : first;
    }
    takeChanges();
}

void QDynamoDBItemModelPrivate::setMaxRows(int limit)
{
    const bool mayHaveMore = isFull && (limit == 0 || limit > maxRows);
    maxRows = limit;
    if (mayHaveMore) {
        isFull = false;
        scheduleStart(Start::Again);
    } else {
        limitRows();
    }
    publish();
}

void QDynamoDBItemModelPrivate::limitRows()
{
    if (maxRows <= 0 || rows.size() < maxRows || (reload && reload->met < maxRows))
        return;
    if (reload)
        endReload();
    isFull = isFull || rows.size() > maxRows || reader.hasMore();
    reader.stop();
    removeRows(maxRows, rows.size() - maxRows);
    refill(); // what waited for the end of the reload may have taken rows away
}

// A full model that has lost rows has room for others.
void QDynamoDBItemModelPrivate::refill()
{
    if (!isFull || rows.size() >= maxRows || scheduled || reload)
        return;
    // Behind the last row, where that is a place in the service's order, and one row's alone.
    const bool isPlace = isOrdered() && indexName.isEmpty() && !rows.isEmpty()
            && !ownRows.contains(rows.identity(rows.size() - 1));
    const QDynamoDBItem key = isPlace ? rows.keyOf(rows[rows.size() - 1]) : QDynamoDBItem();
    if (key.isNull()) {
        scheduleStart(Start::Again);
        return;
    }
    isFull = false;
    readTo = key;
    reader.start(makeAsk(), 1, key);
    reader.setMaxEmptyPages(client->maxEmptyPages());
    want(PageReader::Demand::All); // up to maxRows
}

void QDynamoDBItemModelPrivate::attributesChanged()
{
    if (attributes.isEmpty()) { // what there is to be found is found anew
        tableChanged();
        return;
    }
    q->beginResetModel();
    columns.reset(attributes);
    q->endResetModel();
}

void QDynamoDBItemModelPrivate::addColumns(const QStringList &found)
{
    QStringList missing = columns.missing(found);
    std::sort(missing.begin(), missing.end());
    if (columns.count() == 0) // keys come first
        missing = columns.missing(table.keyAttributes() + table.keyAttributes(indexName)) + missing;
    missing.removeDuplicates();
    if (missing.isEmpty())
        return;
    if (rows.isEmpty()) {
        // A reset, because that is when views look at the roles.
        q->beginResetModel();
        columns.append(missing);
        q->endResetModel();
    } else {
        q->beginInsertColumns({}, columns.count(), columns.count() + int(missing.size()) - 1);
        columns.append(missing);
        q->endInsertColumns();
    }
}

void QDynamoDBItemModelPrivate::appendRows(QList<ItemRow> &&newRows)
{
    // What the user has put in already is shown where the user put it.
    if (!ownRows.isEmpty()) {
        newRows.removeIf([this](const ItemRow &newRow) {
            if (!ownRows.remove(newRow.identity))
                return false;
            const int row = rows.find(newRow.item);
            if (row >= 0)
                updateRow(row, newRow.item);
            return row >= 0;
        });
    }
    insertRows(rows.size(), std::move(newRows));
}

void QDynamoDBItemModelPrivate::merge(QList<ItemRow> &&newRows)
{
    const QList<MergeStep> steps = isOrdered() ? mergeInOrder(rows, reload->met, newRows)
                                               : mergeAnyhow(rows, reload->met, newRows);
    reload->met += int(newRows.size());
    for (const MergeStep &step : steps) {
        if (scheduled) // by a receiver
            break;
        switch (step.kind) {
        case MergeStep::Kind::Remove:
            removeRows(step.row, step.count);
            break;
        case MergeStep::Kind::Insert:
            insertRows(step.row, newRows.mid(step.item, step.count));
            break;
        case MergeStep::Kind::Update:
            updateRows(step.row, &newRows[step.item], step.count);
            break;
        }
    }
    discard(std::move(newRows));
}

void QDynamoDBItemModelPrivate::insertRows(int row, QList<ItemRow> &&newRows)
{
    if (newRows.isEmpty())
        return;
    q->beginInsertRows({}, row, row + int(newRows.size()) - 1);
    rows.insert(row, std::move(newRows));
    q->endInsertRows();
}

void QDynamoDBItemModelPrivate::insertRows(int row, const QList<QDynamoDBItem> &items)
{
    insertRows(row, makeRows(items, rows.keyAttributes()));
}

// Tells of those that are not as they were, which newRows holds afterwards.
void QDynamoDBItemModelPrivate::updateRows(int row, ItemRow *newRows, int count)
{
    int firstChanged = row;
    const auto tell = [&](int end) {
        if (firstChanged < end && columns.count() > 0)
            Q_EMIT q->dataChanged(q->index(firstChanged, 0), q->index(end - 1, columns.count() - 1));
    };
    for (const int end = row + count; row < end; ++row) {
        if (rows.replace(row, *newRows++) == ItemRows::Replaced::ByTheSame) {
            tell(row);
            firstChanged = row + 1;
        }
    }
    tell(row);
}

void QDynamoDBItemModelPrivate::updateRow(int row, const QDynamoDBItem &item)
{
    ItemRow newRow { item, rows.identityOf(item) };
    updateRows(row, &newRow, 1);
}

void QDynamoDBItemModelPrivate::removeRows(int first, int count)
{
    if (count <= 0)
        return;
    q->beginRemoveRows({}, first, first + count - 1);
    rows.remove(first, count);
    q->endRemoveRows();
}
