// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/itemrows_p.h"

#include "transport/descriptors_p.h"
#include "values/keyhash_p.h"

#include <QtCore/qhash.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace QtDynamoDBPrivate {

namespace {

constexpr int minNewBlock = 512; // fewer rows are inserted into an existing block
constexpr int maxGrownBlock = 16'384; // a block that has grown larger is split
constexpr int maxFreedAtOnce = 1000; // more rows are freed in another thread

size_t identityOf(const QDynamoDBItem &item, const QStringList &keyAttributes)
{
    size_t identity = 0;
    for (const QString &name : keyAttributes) {
        identity = keyHash(item[name], identity).value_or(0);
        if (identity == 0)
            return 0;
    }
    return identity;
}

// Moves rows out of the list.
QList<ItemRow> take(QList<ItemRow> &rows, int first, int count)
{
    const auto begin = rows.begin() + first;
    QList<ItemRow> taken(std::make_move_iterator(begin), std::make_move_iterator(begin + count));
    rows.remove(first, count);
    return taken;
}

} // namespace

void discard(QList<ItemRow> &&rows)
{
    if (rows.size() > maxFreedAtOnce)
        runInThreadPool([discarded = std::move(rows)] {});
}

QList<ItemRow> makeRows(QList<QDynamoDBItem> items, const QStringList &keyAttributes)
{
    QList<ItemRow> rows;
    rows.reserve(items.size());
    for (QDynamoDBItem &item : items) {
        const size_t identity = identityOf(item, keyAttributes);
        rows.append({ std::move(item), identity });
    }
    return rows;
}

void shareUnchanged(QList<ItemRow> &rows, const QList<QList<ItemRow>> &known)
{
    std::vector<const ItemRow *> all;
    for (const QList<ItemRow> &block : known) {
        for (const ItemRow &row : block)
            all.push_back(&row);
    }
    QHash<size_t, size_t> places; // filled when the first row is not at its old place
    size_t next = 0;
    for (ItemRow &row : rows) {
        if (next >= all.size() || all[next]->identity != row.identity) {
            if (places.isEmpty()) {
                places.reserve(qsizetype(all.size()));
                for (size_t place = 0; place < all.size(); ++place)
                    places.insert(all[place]->identity, place);
            }
            const auto place = places.constFind(row.identity);
            if (place == places.cend())
                continue;
            next = *place;
        }
        const ItemRow &before = *all[next++];
        if (before.item == row.item)
            row.item = before.item;
    }
}

void ItemRows::setKeyAttributes(const QStringList &names)
{
    m_keyAttributes = names;
    m_places.clear();
    for (const auto &block : m_blocks) {
        block->isIndexed = false;
        for (ItemRow &row : block->rows)
            row.identity = identityOf(row.item);
    }
}

ItemRows::Identity ItemRows::identityOf(const QDynamoDBItem &item) const
{
    return QtDynamoDBPrivate::identityOf(item, m_keyAttributes);
}

QDynamoDBItem ItemRows::keyOf(const QDynamoDBItem &item) const
{
    QDynamoDBItem key;
    for (const QString &name : m_keyAttributes) {
        const QDynamoDBValue &value = item[name];
        if (value.isUndefined())
            return {};
        key.insert(name, value);
    }
    return key;
}

bool ItemRows::sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const
{
    if (a.begin() == b.begin()) // the same item
        return true;
    return std::all_of(m_keyAttributes.begin(), m_keyAttributes.end(),
                       [&](const QString &name) { return a[name] == b[name]; });
}

int ItemRows::find(const QDynamoDBItem &key) const
{
    const Identity identity = identityOf(key);
    if (identity == 0)
        return -1;
    for (const auto &block : m_blocks) {
        if (!std::exchange(block->isIndexed, true))
            index(*block, 0, int(block->rows.size()));
    }
    const auto place = m_places.find(identity);
    if (place == m_places.end())
        return -1;
    if (!place->block)
        return findInAllRows(identity, key);
    // Rows that were inserted or removed before it in the block have moved it.
    const QList<ItemRow> &rows = place->block->rows;
    const int size = int(rows.size());
    int down = std::min(place->offset, size - 1);
    int up = down + 1;
    while (down >= 0 || up < size) {
        for (const int offset : { down, up }) {
            if (offset < 0 || offset >= size || rows[offset].identity != identity)
                continue;
            place->offset = offset;
            return sameKey(rows[offset].item, key) ? place->block->first + offset : -1;
        }
        --down;
        ++up;
    }
    return -1;
}

int ItemRows::findInAllRows(Identity identity, const QDynamoDBItem &key) const
{
    for (const auto &block : m_blocks) {
        const auto found = std::find_if(block->rows.cbegin(), block->rows.cend(),
                                        [&](const ItemRow &row) {
                                            return row.identity == identity
                                                    && sameKey(row.item, key);
                                        });
        if (found != block->rows.cend())
            return block->first + int(found - block->rows.cbegin());
    }
    return -1;
}

QList<QList<ItemRow>> ItemRows::blocks(int first, int count) const
{
    QList<QList<ItemRow>> result;
    if (first >= m_size || count <= 0)
        return result;
    const int end = count < m_size - first ? first + count : m_size;
    for (size_t block = blockOf(first); block < m_blocks.size() && m_blocks[block]->first < end;
         ++block)
        result.append(m_blocks[block]->rows);
    return result;
}

void ItemRows::insert(int row, QList<ItemRow> &&rows)
{
    for (ItemRow &newRow : rows)
        newRow.round = m_round;
    put(row, std::move(rows));
}

ItemRows::Replaced ItemRows::replace(int row, ItemRow &newRow)
{
    Block &block = *m_blocks[blockOf(row)];
    const int offset = row - block.first;
    ItemRow &there = block.rows[offset];
    if (std::exchange(there.round, m_round) != m_round)
        --m_stale;
    if (there.item == newRow.item)
        return Replaced::ByTheSame;
    const bool isIndexed = block.isIndexed && there.identity != newRow.identity;
    if (isIndexed)
        forget(block, offset, 1);
    newRow.round = m_round;
    std::swap(there, newRow);
    if (isIndexed)
        index(block, offset, 1);
    return Replaced::ByAnother;
}

void ItemRows::move(int row, int before)
{
    const int stale = m_stale; // not changed by a move
    QList<ItemRow> moved { at(row) };
    remove(row, 1);
    put(before > row ? before - 1 : before, std::move(moved));
    m_stale = stale;
}

void ItemRows::remove(int first, int count)
{
    if (count <= 0)
        return;
    if (m_stale > 0) {
        for (int row = first; row < first + count; ++row)
            m_stale -= isStale(row);
    }
    const size_t number = blockOf(first);
    Block &block = *m_blocks[number];
    const int offset = first - block.first;
    if (first + count <= block.end() && count < block.rows.size()) {
        forget(block, offset, count);
        discard(take(block.rows, offset, count));
        m_size -= count;
        renumber(number);
        return;
    }
    // After splitting the first and the last block, whole blocks are removed.
    const size_t begin = split(first);
    const size_t end = first + count < m_size ? split(first + count) : m_blocks.size();
    std::vector<QList<ItemRow>> removed;
    for (size_t i = begin; i < end; ++i) {
        forget(*m_blocks[i], 0, int(m_blocks[i]->rows.size()));
        removed.push_back(std::move(m_blocks[i]->rows));
    }
    m_blocks.erase(m_blocks.begin() + qptrdiff(begin), m_blocks.begin() + qptrdiff(end));
    m_size -= count;
    renumber(begin);
    if (count > maxFreedAtOnce)
        runInThreadPool([discarded = std::move(removed)] {});
}

void ItemRows::clear()
{
    m_places.clear();
    for (const auto &block : m_blocks)
        block->isIndexed = false;
    m_stale = 0;
    remove(0, m_size);
}

void ItemRows::setAllStale()
{
    ++m_round;
    m_stale = m_size;
}

size_t ItemRows::blockOf(int row) const
{
    if (m_lastUsed < m_blocks.size() && m_blocks[m_lastUsed]->first <= row
        && row < m_blocks[m_lastUsed]->end())
        return m_lastUsed;
    const auto behind = std::upper_bound(m_blocks.begin(), m_blocks.end(), row,
                                         [](int number, const std::unique_ptr<Block> &block) {
                                             return number < block->first;
                                         });
    m_lastUsed = size_t(behind - m_blocks.begin()) - 1;
    return m_lastUsed;
}

const ItemRow &ItemRows::at(int row) const
{
    const Block &block = *m_blocks[blockOf(row)];
    return block.rows.at(row - block.first);
}

size_t ItemRows::split(int row)
{
    const size_t number = blockOf(row);
    Block &block = *m_blocks[number];
    const int offset = row - block.first;
    const int count = block.end() - row;
    if (offset == 0)
        return number;
    forget(block, offset, count);
    auto rest = std::make_unique<Block>();
    rest->rows = take(block.rows, offset, count);
    if (block.isIndexed) {
        rest->isIndexed = true;
        index(*rest, 0, count);
    }
    m_blocks.insert(m_blocks.begin() + qptrdiff(number) + 1, std::move(rest));
    renumber(number);
    return number + 1;
}

void ItemRows::put(int row, QList<ItemRow> &&rows)
{
    const int count = int(rows.size());
    if (count == 0)
        return;
    const bool isLast = row == m_size;
    size_t number = 0;
    if (count >= minNewBlock || m_blocks.empty()
        || (isLast && m_blocks.back()->rows.size() >= minNewBlock)) {
        number = isLast ? m_blocks.size() : split(row);
        auto block = std::make_unique<Block>();
        block->rows = std::move(rows);
        m_blocks.insert(m_blocks.begin() + qptrdiff(number), std::move(block));
    } else {
        number = blockOf(row);
        Block &block = *m_blocks[number];
        const int offset = row - block.first;
        block.rows.insert(offset, count, ItemRow());
        std::move(rows.begin(), rows.end(), block.rows.begin() + offset);
        if (block.isIndexed)
            index(block, offset, count);
    }
    m_size += count;
    renumber(number);
    const Block &grown = *m_blocks[number];
    if (grown.rows.size() > maxGrownBlock && count < minNewBlock)
        split(grown.first + int(grown.rows.size()) / 2);
}

void ItemRows::renumber(size_t number)
{
    int row = number > 0 ? m_blocks[number - 1]->end() : 0;
    for (; number < m_blocks.size(); ++number) {
        m_blocks[number]->first = row;
        row = m_blocks[number]->end();
    }
}

void ItemRows::index(Block &block, int first, int count) const
{
    for (int offset = first; offset < first + count; ++offset) {
        const Identity identity = block.rows.at(offset).identity;
        if (identity == 0)
            continue;
        const auto place = m_places.find(identity);
        if (place == m_places.end())
            m_places.insert(identity, { &block, offset });
        else
            place->block = nullptr;
    }
}

void ItemRows::forget(const Block &block, int first, int count)
{
    if (!block.isIndexed)
        return;
    for (int offset = first; offset < first + count; ++offset) {
        const auto place = m_places.constFind(block.rows.at(offset).identity);
        if (place != m_places.cend() && place->block)
            m_places.erase(place);
    }
}

} // namespace QtDynamoDBPrivate
