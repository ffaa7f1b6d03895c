// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MODELROWS_P_H
#define MODELROWS_P_H

#include "models/rows/attributecolumns_p.h"
#include "models/rows/itemrows_p.h"
#include "models/ticket_p.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qset.h>

class QDynamoDBItemModel;

namespace QtDynamoDBPrivate {

// The rows and columns of an item model. Announces each change to the model's views, whose
// receivers may change the rows in turn: callers that continue afterwards check a Ticket.
class ModelRows
{
public:
    explicit ModelRows(QDynamoDBItemModel *model);

    [[nodiscard]] const ItemRows &items() const { return m_items; }
    [[nodiscard]] const AttributeColumns &columns() const { return m_columns; }
    // The first cell of the row; invalid if there is no such row.
    [[nodiscard]] QModelIndex index(int row) const;

    // The key attributes of the table, which rows are found by.
    [[nodiscard]] const QStringList &keyAttributes() const { return m_items.keyAttributes(); }
    void setKeyAttributes(const QStringList &names);
    // The columns that come first when columns are found in the items.
    void setLeadingColumns(const QStringList &names) { m_leadingColumns = names; }
    // The only columns; empty: columns are found in the items. They apply from reset() on ...
    void setFixedColumns(const QStringList &names) { m_fixedColumns = names; }
    [[nodiscard]] const QStringList &fixedColumns() const { return m_fixedColumns; }
    // ... or at once.
    void showFixedColumns();
    // Adds those of the names that are not columns yet, unless the columns are fixed.
    void addColumns(const QStringList &names);

    // Removes all rows, and with `projected` also columns and key attributes. Then the columns are
    // the fixed ones, or those that are projected, or found anew if both are empty.
    void clear();
    void reset(const QStringList &projected);

    void insert(int row, QList<ItemRow> &&newRows);
    void insert(int row, const QDynamoDBItem &item);
    void update(int row, const QDynamoDBItem &item);
    // Announces only rows that differ; `newRows` has the old ones afterwards.
    void update(int row, ItemRow *newRows, int count);
    void move(int row, int before); // `before` as in QAbstractItemModel::beginMoveRows()
    void remove(int first, int count); // nothing if count <= 0
    // All roles of the row have changed, though the item has not.
    void announce(int row, const QList<int> &roles);

    // For a reload: rows that it has not met yet are stale.
    void setAllStale() { m_items.setAllStale(); }

    // A row that the user or the stream has added before its page was read. The page may contain
    // the item again.
    void setAhead(const QDynamoDBItem &item);
    bool takeAhead(ItemRows::Identity identity) { return m_ahead.remove(identity); }
    [[nodiscard]] bool isAhead(ItemRows::Identity identity) const
    {
        return m_ahead.contains(identity);
    }
    [[nodiscard]] bool hasAhead() const { return !m_ahead.isEmpty(); }

private:
    QDynamoDBItemModel *const m_model;
    AttributeColumns m_columns;
    QStringList m_leadingColumns;
    QStringList m_fixedColumns;
    ItemRows m_items;
    TicketIssuer m_numbering; // withdrawn when rows get other numbers
    QSet<ItemRows::Identity> m_ahead;
};

} // namespace QtDynamoDBPrivate

#endif
