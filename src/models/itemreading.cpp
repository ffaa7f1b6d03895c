// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/itemreading_p.h"

#include "client/futures_p.h"
#include "models/rows/merge_p.h"
#include "paging/scanprogress_p.h"

#include <QtCore/qscopedvaluerollback.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

ItemReading::ItemReading(const QueryParameters &parameters, ModelRows &rows)
    : m_parameters(parameters)
    , m_rows(rows)
{
    connect(&m_reader, &PageReader::arrived, this, &ItemReading::onArrived);
    connect(&m_reader, &PageReader::satisfied, this, &ItemReading::onSatisfied);
    connect(&m_reader, &PageReader::failed, this, &ItemReading::onFailed);
}

void ItemReading::setSource(const std::shared_ptr<ItemSource> &source)
{
    m_source = source;
    tableChanged();
}

void ItemReading::tableChanged()
{
    m_table.forget();
    columnsChanged();
}

void ItemReading::columnsChanged()
{
    m_columnsAreOutdated = true;
    parametersChanged();
}

void ItemReading::parametersChanged()
{
    m_reader.clear(); // a late page would be one of other parameters
    m_heldDemand = Demand::None;
    m_waitingPages.clear();
    m_reload.reset();
    restart(Start::Fresh);
}

void ItemReading::setSuspended(bool suspended)
{
    if (m_isSuspended == suspended)
        return;
    m_isSuspended = suspended;
    if (!suspended && m_pendingStart)
        scheduleStart();
    Q_EMIT changed();
}

void ItemReading::restart(Start how)
{
    m_tickets.withdrawAll();
    const bool wasPending = m_pendingStart.has_value();
    if (!wasPending || how == Start::Fresh)
        m_pendingStart = how;
    if (!wasPending)
        scheduleStart();
    Q_EMIT changed();
}

void ItemReading::scheduleStart()
{
    if (m_isSuspended)
        return;
    const auto startIfPending = [this] {
        if (m_pendingStart)
            want(Demand::Page);
    };
    QMetaObject::invokeMethod(this, startIfPending, Qt::QueuedConnection);
}

void ItemReading::start()
{
    const Start how = *std::exchange(m_pendingStart, std::nullopt);
    const Ticket ticket = m_tickets.issue();
    const int target = m_isFull ? m_maxRows : m_rows.items().size();
    m_hasFailed = false;
    m_heldDemand = Demand::None;
    m_waitingPages.clear();
    m_isSatisfiedWaiting = false;
    m_lastKey.clear();
    m_isFull = false;
    m_scanned = 0;
    m_capacity = 0;
    Q_EMIT starting();
    Q_EMIT errorCleared();
    if (how == Start::Fresh) {
        m_reload.reset();
        m_largestPage = 0;
        if (std::exchange(m_columnsAreOutdated, false))
            m_rows.reset(m_parameters.projectedNames());
        else if (!m_rows.items().isEmpty())
            m_rows.clear();
    } else if (ticket.isValid()) {
        m_rows.setAllStale();
        m_reload = Reload { target };
    }
    if (!isComplete()) {
        m_reader.clear();
        Q_EMIT incomplete();
        return;
    }
    if (ticket.isValid())
        Q_EMIT aboutToRead();
    if (!ticket.isValid())
        return;
    m_table.fetch(m_source.get(), m_parameters.tableName, [this] { onDescribed(); });
    useDescription();
    if (ticket.isValid())
        startReader(m_parameters.segments);
}

void ItemReading::startReader(int segments, const QDynamoDBItem &startKey)
{
    m_reader.start(makeFetch(), segments, startKey);
    m_reader.setMaxEmptyPages(m_source->maxEmptyPages());
}

void ItemReading::want(Demand demand)
{
    if (m_isSuspended)
        return;
    if (m_pendingStart)
        start();
    if (!m_pendingStart && isComplete() && !m_isFull) {
        if (std::exchange(m_hasFailed, false))
            Q_EMIT errorCleared();
        if (m_isHeld)
            m_heldDemand = std::max(m_heldDemand, demand);
        else
            m_reader.want(demand);
    }
    Q_EMIT changed();
}

void ItemReading::cancel()
{
    if (m_isSuspended)
        return;
    if (m_pendingStart)
        start();
    m_heldDemand = Demand::None;
    m_reader.stop();
    Q_EMIT changed();
}

void ItemReading::setHeld(bool held)
{
    m_isHeld = held;
    if (!held && hasHeldDemand() && !m_pendingStart)
        m_reader.want(std::exchange(m_heldDemand, Demand::None));
}

void ItemReading::setMaxRows(int rows)
{
    const bool makesRoom = m_isFull && (rows == 0 || rows > m_maxRows);
    m_maxRows = rows;
    if (makesRoom) {
        m_isFull = false;
        restart(Start::Reload);
    } else if (!m_isShowingPage) { // otherwise showPage() does it
        limitRows();
    }
    Q_EMIT changed();
}

void ItemReading::setPrefetch(bool prefetch)
{
    m_prefetch = prefetch;
    m_reader.setPrefetch(prefetch);
}

PageReader::Fetch ItemReading::makeFetch()
{
    const auto failing = [](const QDynamoDBError &error) -> PageReader::Fetch {
        return [error](int, const QDynamoDBItem &) { return failedPageCall(error); };
    };
    if (m_parameters.operation == ReadOperation::Query) {
        const auto request = m_parameters.queryRequest();
        if (!request)
            return failing(request.error());
        const QDynamoDBError error = m_parameters.keyConditionError(
                m_table.keySchema(m_parameters.indexName));
        if (error.isError()) {
            m_table.forget(); // an index may have been created again with another key
            return failing(error);
        }
        return [this, query = *request](int, const QDynamoDBItem &startKey) mutable {
            query.exclusiveStartKey = startKey;
            query.limit = pageLimit();
            return pageCall(m_source->query(query), keyAttributesOfPages(), rowsToMeet());
        };
    }
    const auto request = m_parameters.scanRequest();
    if (!request)
        return failing(request.error());
    return [this, scan = *request](int segment, const QDynamoDBItem &startKey) mutable {
        if (scan.totalSegments)
            scan.segment = segment;
        scan.exclusiveStartKey = startKey;
        scan.limit = pageLimit();
        return pageCall(m_source->scan(scan), keyAttributesOfPages(), rowsToMeet());
    };
}

std::optional<qint32> ItemReading::pageLimit() const
{
    return m_pageSize > 0 ? std::optional<qint32>(m_pageSize) : std::nullopt;
}

QFuture<QStringList> ItemReading::keyAttributesOfPages() const
{
    return m_rows.keyAttributes().isEmpty() ? m_table.futureKeyAttributes()
                                            : readyFuture(m_rows.keyAttributes());
}

// The rows that a page of a reload probably contains again.
QList<QList<ItemRow>> ItemReading::rowsToMeet() const
{
    if (!m_reload)
        return {};
    const qint64 count = qint64(m_largestPage) * m_parameters.segments;
    return m_rows.items().blocks(m_reload->met, int(std::min<qint64>(count, m_rows.items().size())));
}

void ItemReading::useDescription()
{
    if (!m_table.isKnown())
        return;
    m_rows.setLeadingColumns(m_table.keyAttributes()
                             + m_table.keyAttributes(m_parameters.indexName));
    m_rows.setKeyAttributes(m_table.keyAttributes());
}

void ItemReading::onDescribed()
{
    const Ticket ticket = m_tickets.issue();
    useDescription();
    Q_EMIT described();
    QList<Page> pages = std::exchange(m_waitingPages, {});
    for (Page &page : pages) {
        if (!ticket.isValid())
            break;
        showPage(page);
    }
    if (std::exchange(m_isSatisfiedWaiting, false))
        onSatisfied();
    Q_EMIT settled();
    Q_EMIT changed();
}

void ItemReading::onArrived(Page &page)
{
    // The key attributes are the first columns, and distinguish the rows.
    if (m_table.isPending())
        m_waitingPages.append(std::move(page));
    else
        showPage(page);
    Q_EMIT changed();
}

void ItemReading::showPage(Page &page)
{
    if (m_pendingStart)
        return;
    const QScopedValueRollback<bool> showing(m_isShowingPage, true);
    const Ticket ticket = m_tickets.issue();
    m_scanned += page.scanned;
    m_capacity += page.capacity;
    m_lastKey = page.lastKey;
    m_largestPage = std::max(m_largestPage, int(page.rows.size()));
    // The key of a page of an index has the index's key attributes, too.
    if (m_rows.keyAttributes().isEmpty() && m_parameters.indexName.isEmpty())
        m_rows.setKeyAttributes(page.lastKey.names());
    m_rows.addColumns(page.names);
    if (!ticket.isValid())
        return;

    if (page.keyAttributes != m_rows.keyAttributes()) {
        for (ItemRow &row : page.rows)
            row.identity = m_rows.items().identityOf(row.item);
    }
    Q_EMIT pageArrived(page.rows);
    if (m_reload)
        merge(std::move(page.rows));
    else
        append(std::move(page.rows));
    if (ticket.isValid())
        limitRows();
    if (ticket.isValid())
        Q_EMIT pageShown();
}

void ItemReading::append(QList<ItemRow> &&newRows)
{
    const Ticket ticket = m_tickets.issue();
    if (m_rows.hasAhead()) {
        // A row that was added ahead of its page stays where it is.
        newRows.removeIf([&](const ItemRow &newRow) {
            if (!m_rows.takeAhead(newRow.identity))
                return false;
            const int row = m_rows.items().find(newRow.item);
            if (row >= 0)
                m_rows.update(row, newRow.item);
            return row >= 0;
        });
    }
    if (ticket.isValid())
        (void)removeMoved(newRows, m_rows.items().size());
    if (ticket.isValid())
        m_rows.insert(m_rows.items().size(), std::move(newRows));
}

// Removes the rows before `end` whose items are in a later page again, and returns their number. An
// item moves within an index when its key in the index changes, also while pages are read.
int ItemReading::removeMoved(const QList<ItemRow> &newRows, int end)
{
    const Ticket ticket = m_tickets.issue();
    const ItemRows &items = m_rows.items();
    int removed = 0;
    if (m_parameters.indexName.isEmpty() || end == 0)
        return removed;
    for (const ItemRow &newRow : newRows) {
        const int row = ticket.isValid() ? items.find(newRow.item) : -1;
        if (row >= 0 && row < end - removed) {
            ++removed;
            m_rows.remove(row, 1);
        }
    }
    return removed;
}

void ItemReading::merge(QList<ItemRow> &&newRows)
{
    const Ticket ticket = m_tickets.issue();
    const ItemRows &items = m_rows.items();
    const int moved = removeMoved(newRows, m_reload->met);
    if (!ticket.isValid() || !m_reload)
        return;
    m_reload->met -= moved;
    const QList<MergeStep> steps = m_parameters.isOrdered()
            ? mergeInOrder(items, m_reload->met, newRows)
            : mergeInAnyOrder(items, m_reload->met, newRows);
    m_reload->met += int(newRows.size());
    for (const MergeStep &step : steps) {
        if (!ticket.isValid())
            break;
        switch (step.kind) {
        case MergeStep::Kind::Remove:
            m_rows.remove(step.row, step.count);
            break;
        case MergeStep::Kind::Insert:
            m_rows.insert(step.row, newRows.mid(step.item, step.count));
            break;
        case MergeStep::Kind::Update:
            m_rows.update(step.row, &newRows[step.item], step.count);
            break;
        }
    }
    discard(std::move(newRows));
}

void ItemReading::onSatisfied()
{
    if (m_table.isPending()) {
        m_isSatisfiedWaiting = true;
    } else if (m_reload) {
        if (m_reload->met < m_reload->target && hasMore())
            m_reader.want(Demand::Page);
        else
            endReload();
    }
    Q_EMIT changed();
}

void ItemReading::onFailed(const QDynamoDBError &error)
{
    m_hasFailed = true;
    Q_EMIT failed(error);
    Q_EMIT changed();
}

// Removes the rows that the reload has not met: their items were deleted, or come after the items
// that were read.
void ItemReading::endReload()
{
    m_reload.reset();
    const Ticket ticket = m_tickets.issue();
    const ItemRows &items = m_rows.items();
    for (int end = items.size(); end > 0 && items.hasStale() && ticket.isValid();) {
        end = std::min(end, items.size()); // a receiver may have removed rows
        int first = end;
        while (first > 0 && items.isStale(first - 1))
            --first;
        if (first < end)
            m_rows.remove(first, end - first);
        end = first == end ? end - 1 : first;
    }
    Q_EMIT settled();
}

void ItemReading::limitRows()
{
    const ItemRows &items = m_rows.items();
    if (m_maxRows <= 0 || items.size() < m_maxRows || (m_reload && m_reload->met < m_maxRows))
        return;
    const Ticket ticket = m_tickets.issue();
    if (m_reload)
        endReload();
    if (!ticket.isValid())
        return;
    m_isFull = m_isFull || items.size() > m_maxRows || m_reader.hasMore();
    m_reader.stop();
    m_rows.remove(m_maxRows, items.size() - m_maxRows);
    refill(); // the changes that waited for the end of the reload may have removed rows
}

// A full model that has lost rows reads items in their place.
void ItemReading::refill()
{
    const ItemRows &items = m_rows.items();
    if (!m_isFull || items.size() >= m_maxRows || m_pendingStart || m_reload)
        return;
    // It continues after the last row, if the key of the row is a position for the service and the
    // rows before are complete.
    const int last = items.size() - 1;
    const bool isPosition = m_parameters.isOrdered() && m_parameters.indexName.isEmpty()
            && last >= 0 && !m_rows.isAhead(items.identity(last));
    const QDynamoDBItem key = isPosition ? items.keyOf(items[last]) : QDynamoDBItem();
    if (key.isNull()) {
        restart(Start::Reload);
        return;
    }
    m_isFull = false;
    m_lastKey = key;
    startReader(1, key);
    want(Demand::All); // up to maxRows
}

bool ItemReading::isComplete() const
{
    return !m_isSuspended && m_source && m_parameters.isComplete();
}

ItemReading::Status ItemReading::status() const
{
    if (!isComplete())
        return Status::Null;
    if (m_pendingStart || m_reader.isBusy() || hasHeldDemand() || !m_waitingPages.isEmpty())
        return Status::Loading;
    return m_hasFailed ? Status::Error : Status::Ready;
}

double ItemReading::progress() const
{
    const Status now = status();
    if (now == Status::Null || m_pendingStart) // the rows are those of an earlier start
        return 0;
    if (now == Status::Ready && !hasMore())
        return 1;
    // Rows that a reload has not met yet were read before it.
    const int read = m_reload ? m_reload->met : m_rows.items().size();
    const double byRows = progressOfScan(read, m_maxRows);
    if (m_parameters.operation == ReadOperation::Query)
        return byRows;
    const qint64 total = m_table.itemCount(m_parameters.indexName).value_or(0);
    return std::max(byRows, progressOfScan(m_scanned, double(total)));
}

} // namespace QtDynamoDBPrivate
