// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMROWS_P_H
#define ITEMROWS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <deque>

namespace QtDynamoDBPrivate {

// An item, and what it is found by.
struct ItemRow
{
    QDynamoDBItem item;
    size_t identity = 0; // a hash of its key; 0 where it does not have all of it
    bool stale = false; // a reload has not met it yet
};

// Rows with the identities that these key attributes give them.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<ItemRow> makeRows(QList<QDynamoDBItem> items,
                                                                 const QStringList &keyAttributes);

// Freeing a great many items takes longer than a frame: it is done elsewhere.
void discard(QList<ItemRow> &&rows);

// The items of a model in their order, found by their keys.
class Q_DYNAMODB_AUTOTEST_EXPORT ItemRows
{
public:
    using Identity = size_t;

    void setKeyAttributes(const QStringList &names);
    [[nodiscard]] const QStringList &keyAttributes() const { return m_keyAttributes; }

    [[nodiscard]] int size() const { return int(m_rows.size()); }
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
    [[nodiscard]] const QDynamoDBItem &operator[](int row) const
    {
        return m_rows[size_t(row)].item;
    }
    [[nodiscard]] Identity identity(int row) const { return m_rows[size_t(row)].identity; }
    [[nodiscard]] Identity identityOf(const QDynamoDBItem &item) const;
    [[nodiscard]] QDynamoDBItem keyOf(const QDynamoDBItem &item) const; // null if it has not all
    [[nodiscard]] bool sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] int find(const QDynamoDBItem &key) const; // -1: there is no such row

    void insert(int row, QList<ItemRow> &&rows);
    enum class Replaced { ByTheSame, ByAnother };
    Replaced replace(int row, ItemRow &newRow); // which has the old one then, if that was another
    void move(int row, int before); // another one, as QAbstractItemModel::beginMoveRows() counts
    void remove(int first, int count);
    void clear();

    // Rows that a reload has not met yet.
    [[nodiscard]] bool isStale(int row) const { return m_rows[size_t(row)].stale; }
    void setAllStale();

private:
    QStringList m_keyAttributes;
    std::deque<ItemRow> m_rows; // growing, a list would move all that are there, now and then
};

} // namespace QtDynamoDBPrivate

Q_DECLARE_TYPEINFO(QtDynamoDBPrivate::ItemRow, Q_RELOCATABLE_TYPE);

#endif
