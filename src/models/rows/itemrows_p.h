// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMROWS_P_H
#define ITEMROWS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qhash.h>

#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// An item, and what it is found by.
struct ItemRow
{
    QDynamoDBItem item;
    size_t identity = 0; // a hash of its key; 0 where it does not have all of it
    quint32 round = 0; // the reload that has met it
};

// Rows with the identities that these key attributes give them.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<ItemRow> makeRows(QList<QDynamoDBItem> items,
                                                                 const QStringList &keyAttributes);

// Items that are as they were in `known` become the same ones, so that comparing them takes a
// glance. They are mostly in that order.
Q_DYNAMODB_AUTOTEST_EXPORT void shareUnchanged(QList<ItemRow> &rows,
                                               const QList<QList<ItemRow>> &known);

// Freeing a great many items takes longer than a frame: it is done elsewhere.
void discard(QList<ItemRow> &&rows);

// The items of a model in their order, found by their keys.
//
// They are kept in blocks, of a page each or some hundred rows: a page becomes one as it came, and
// what comes and goes in the middle moves the rest of its block, not all that follow.
class Q_DYNAMODB_AUTOTEST_EXPORT ItemRows
{
public:
    using Identity = size_t;

    ItemRows() = default;
    ~ItemRows() = default;
    Q_DISABLE_COPY_MOVE(ItemRows)

    void setKeyAttributes(const QStringList &names);
    [[nodiscard]] const QStringList &keyAttributes() const { return m_keyAttributes; }

    [[nodiscard]] int size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] const QDynamoDBItem &operator[](int row) const { return at(row).item; }
    [[nodiscard]] Identity identity(int row) const { return at(row).identity; }
    [[nodiscard]] Identity identityOf(const QDynamoDBItem &item) const;
    [[nodiscard]] QDynamoDBItem keyOf(const QDynamoDBItem &item) const; // null if it has not all
    [[nodiscard]] bool sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] int find(const QDynamoDBItem &key) const; // -1: there is no such row
    // The blocks with the rows from `first` on, those around them included. Nothing is copied.
    [[nodiscard]] QList<QList<ItemRow>> blocks(int first, int count) const;

    void insert(int row, QList<ItemRow> &&rows);
    enum class Replaced { ByTheSame, ByAnother };
    Replaced replace(int row, ItemRow &newRow); // which has the old one then, if that was another
    void move(int row, int before); // another one, as QAbstractItemModel::beginMoveRows() counts
    void remove(int first, int count);
    void clear();

    // Rows that a reload has not met yet.
    [[nodiscard]] bool isStale(int row) const { return at(row).round != m_round; }
    [[nodiscard]] bool hasStale() const { return m_stale > 0; }
    void setAllStale();

private:
    struct Block
    {
        QList<ItemRow> rows;
        int first = 0; // row
        bool isIndexed = false;

        [[nodiscard]] int end() const { return first + int(rows.size()); }
    };
    // Where a row was when it was last seen; it is not far from there.
    struct Place
    {
        Block *block; // null: there are several of this identity
        int offset;
    };

    [[nodiscard]] size_t blockOf(int row) const; // the last one for the row behind the last
    [[nodiscard]] const ItemRow &at(int row) const;
    size_t split(int row); // what begins with the row afterwards
    void put(int row, QList<ItemRow> &&rows);
    void renumber(size_t block);
    void index(Block &block, int first, int count) const;
    void forget(const Block &block, int first, int count);
    [[nodiscard]] int findOneByOne(Identity identity, const QDynamoDBItem &key) const;

    QStringList m_keyAttributes;
    std::vector<std::unique_ptr<Block>> m_blocks; // none is empty
    int m_size = 0;
    mutable size_t m_lastUsed = 0; // block: the next row asked for is mostly there, too
    mutable QHash<Identity, Place> m_places; // of the blocks that are indexed: when it is needed
    quint32 m_round = 0;
    int m_stale = 0; // so many are of another round
};

} // namespace QtDynamoDBPrivate

Q_DECLARE_TYPEINFO(QtDynamoDBPrivate::ItemRow, Q_RELOCATABLE_TYPE);

#endif
