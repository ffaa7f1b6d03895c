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

// A row of a model.
struct ItemRow
{
    QDynamoDBItem item;
    size_t identity = 0; // a hash of the item's key; 0 if the item lacks a key attribute
    quint32 round = 0; // the last reload that has met the row
};

// Makes rows whose identities are hashes of these key attributes.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<ItemRow> makeRows(QList<QDynamoDBItem> items,
                                                                 const QStringList &keyAttributes);

// Replaces items that are equal to an item in `known` by that item: comparing shared items is
// cheap. Fast if the items have mostly the same order.
Q_DYNAMODB_AUTOTEST_EXPORT void shareUnchanged(QList<ItemRow> &rows,
                                               const QList<QList<ItemRow>> &known);

// Frees the rows, in another thread if they are so many that it would take longer than a frame.
void discard(QList<ItemRow> &&rows);

// The items of a model in their order, which can also be found by their keys.
//
// The rows are stored in blocks of a page each or some hundred rows. A page becomes a block without
// copying; inserting and removing rows moves the remaining rows of the block only.
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
    // Null if the item lacks a key attribute.
    [[nodiscard]] QDynamoDBItem keyOf(const QDynamoDBItem &item) const;
    [[nodiscard]] bool sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] int find(const QDynamoDBItem &key) const; // -1: there is no such row
    // The whole blocks that contain the rows from `first` on. The rows are shared, not copied.
    [[nodiscard]] QList<QList<ItemRow>> blocks(int first, int count) const;

    void insert(int row, QList<ItemRow> &&rows);
    enum class Replaced { ByTheSame, ByAnother };
    Replaced replace(int row, ItemRow &newRow); // swaps the two if they differ
    void move(int row, int before); // `before` as in QAbstractItemModel::beginMoveRows()
    void remove(int first, int count);
    void clear();

    // A row is stale until the current reload has met it.
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
    // The position of a row when it was last found. Its current position is near.
    struct Place
    {
        Block *block; // null: several rows have the identity
        int offset;
    };

    [[nodiscard]] size_t blockOf(int row) const; // the last block if `row` is size()
    [[nodiscard]] const ItemRow &at(int row) const;
    size_t split(int row); // returns the block that begins with the row
    void put(int row, QList<ItemRow> &&rows);
    void renumber(size_t block);
    void index(Block &block, int first, int count) const;
    void forget(const Block &block, int first, int count);
    [[nodiscard]] int findInAllRows(Identity identity, const QDynamoDBItem &key) const;

    QStringList m_keyAttributes;
    std::vector<std::unique_ptr<Block>> m_blocks; // none is empty
    int m_size = 0;
    mutable size_t m_lastUsed = 0; // block; mostly, the next row is in the same one
    mutable QHash<Identity, Place> m_places; // of the blocks that find() has indexed
    quint32 m_round = 0;
    int m_stale = 0; // number of stale rows
};

} // namespace QtDynamoDBPrivate

Q_DECLARE_TYPEINFO(QtDynamoDBPrivate::ItemRow, Q_RELOCATABLE_TYPE);

#endif
