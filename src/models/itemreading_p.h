// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMREADING_P_H
#define ITEMREADING_P_H

#include "models/itemsource_p.h"
#include "models/pagereader_p.h"
#include "models/queryparameters_p.h"
#include "models/rows/modelrows_p.h"
#include "models/tableinfo_p.h"
#include "models/ticket_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

// Reads the items that the query parameters select into the rows of a model, page by page and up to
// a number of rows. Each change of the parameters, and each reload, is a new start: it happens when
// the event loop runs, so that several changes make one request.
class ItemReading : public QObject
{
    Q_OBJECT

public:
    using Status = QDynamoDBItemModel::Status;
    using Demand = PageReader::Demand;
    enum class Start {
        Fresh, // removes the rows
        Reload, // merges the pages with the rows
    };

    ItemReading(const QueryParameters &parameters, ModelRows &rows);

    // Null: nothing is read.
    void setSource(const std::shared_ptr<ItemSource> &source);
    [[nodiscard]] const std::shared_ptr<ItemSource> &source() const { return m_source; }
    // The parameters have changed: the rows are those of another query.
    void parametersChanged();
    // Also the columns have changed, ...
    void columnsChanged();
    // ... and the description of the table.
    void tableChanged();
    // While the reading is suspended, nothing starts.
    void setSuspended(bool suspended);
    [[nodiscard]] bool isSuspended() const { return m_isSuspended; }

    void restart(Start how);
    void want(Demand demand);
    void cancel(); // want() continues at the same place
    // While the reading is held, demands wait: the live feed finds its place first.
    void setHeld(bool held);
    [[nodiscard]] bool hasHeldDemand() const { return m_heldDemand != Demand::None; }

    void setPageSize(int items) { m_pageSize = items; } // 0: as many as the service returns
    [[nodiscard]] int pageSize() const { return m_pageSize; }
    void setMaxRows(int rows); // 0: no limit
    [[nodiscard]] int maxRows() const { return m_maxRows; }
    void setPrefetch(bool prefetch);
    [[nodiscard]] bool isPrefetch() const { return m_prefetch; }

    // To be called when rows came or went by other ways than pages.
    void limitRows();
    void refill();

    [[nodiscard]] Status status() const;
    [[nodiscard]] bool hasMore() const { return !m_isFull && m_reader.hasMore(); }
    [[nodiscard]] double progress() const;
    [[nodiscard]] double capacity() const { return m_capacity; }
    void addCapacity(double units) { m_capacity += units; }
    [[nodiscard]] const TableInfo &table() const { return m_table; }

    [[nodiscard]] bool isComplete() const;
    // The rows are those of earlier parameters, or about to be read again.
    [[nodiscard]] bool isStartPending() const { return m_pendingStart.has_value(); }
    [[nodiscard]] bool isReloading() const { return m_reload.has_value(); }
    [[nodiscard]] bool isFetching() const { return m_reader.isFetching(); }
    // The key at which the last page ended. Null: unknown, or there are no more pages.
    [[nodiscard]] const QDynamoDBItem &lastKey() const { return m_lastKey; }
    [[nodiscard]] bool hasMorePages() const { return m_reader.hasMore(); }
    // Valid until the next restart().
    [[nodiscard]] Ticket ticket() const { return m_tickets.issue(); }

Q_SIGNALS:
    void starting(); // the state of the previous start is discarded
    void aboutToRead(); // with a complete query
    void incomplete(); // there is nothing to read
    void described(); // the description of the table has arrived, or failed to
    void pageArrived(QList<QtDynamoDBPrivate::ItemRow> &rows); // before they become rows of the model
    void pageShown();
    void settled(); // neither a reload nor the description of the table is pending
    void errorCleared(); // an earlier error does not matter any more
    void failed(const QDynamoDBError &error);
    void changed(); // something that the model's properties return

private:
    void scheduleStart();
    void start();
    void startReader(int segments, const QDynamoDBItem &startKey = {});
    [[nodiscard]] PageReader::Fetch makeFetch();
    [[nodiscard]] std::optional<qint32> pageLimit() const;
    [[nodiscard]] QFuture<QStringList> keyAttributesOfPages() const;
    [[nodiscard]] QList<QList<ItemRow>> rowsToMeet() const;

    void useDescription();
    void onDescribed();
    void onArrived(Page &page);
    void onSatisfied();
    void onFailed(const QDynamoDBError &error);
    void showPage(Page &page);
    void append(QList<ItemRow> &&newRows);
    [[nodiscard]] int removeMoved(const QList<ItemRow> &newRows, int end);
    void merge(QList<ItemRow> &&newRows);
    void endReload();

    const QueryParameters &m_parameters;
    ModelRows &m_rows;
    std::shared_ptr<ItemSource> m_source;
    TableInfo m_table;
    PageReader m_reader;
    TicketIssuer m_tickets;

    bool m_isSuspended = false;
    std::optional<Start> m_pendingStart;
    bool m_columnsAreOutdated = true;
    bool m_isHeld = false;
    Demand m_heldDemand = Demand::None;

    int m_pageSize = 0;
    int m_maxRows = 0;
    bool m_prefetch = false;

    // Since the last start
    bool m_hasFailed = false;
    bool m_isFull = false; // there are maxRows rows, and may be more items
    bool m_isShowingPage = false;
    QList<Page> m_waitingPages; // for the description of the table
    bool m_isSatisfiedWaiting = false; // they are all that was wanted
    int m_largestPage = 0; // rows
    struct Reload
    {
        int target; // rows to read
        int met = 0; // rows read
    };
    std::optional<Reload> m_reload;
    QDynamoDBItem m_lastKey;
    qint64 m_scanned = 0;
    double m_capacity = 0;
};

} // namespace QtDynamoDBPrivate

#endif
