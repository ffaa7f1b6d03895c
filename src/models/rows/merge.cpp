// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/merge_p.h"

#include <QtCore/qhash.h>

#include <algorithm>
#include <vector>

namespace QtDynamoDBPrivate {

using Kind = MergeStep::Kind;

namespace {

// A row and an item with the same key.
struct Pair
{
    int row;
    int item;
};

bool isPair(const ItemRows &rows, int row, const ItemRow &item)
{
    return item.identity != 0 && rows.identity(row) == item.identity
            && rows.sameKey(rows[row], item.item);
}

// Returns the pairs in the order of their rows. Rows before `begin` are ignored.
std::vector<Pair> findPairs(const ItemRows &rows, int begin, int first, const QList<ItemRow> &items)
{
    std::vector<Pair> pairs;
    pairs.reserve(size_t(items.size()));
    // Without changes, each item is at its old place.
    int met = 0;
    while (met < items.size() && first + met < rows.size()
           && isPair(rows, first + met, items[met])) {
        pairs.push_back({ first + met, met });
        ++met;
    }
    QHash<ItemRows::Identity, int> places;
    places.reserve(items.size() - met);
    for (int item = met; item < items.size(); ++item)
        places.insert(items[item].identity, item);
    places.remove(0);
    if (places.isEmpty())
        return pairs;
    for (int row = begin; row < rows.size(); ++row) {
        if (row == first)
            row += met;
        if (row >= rows.size())
            break;
        const auto place = places.constFind(rows.identity(row));
        if (place != places.constEnd() && isPair(rows, row, items[*place]))
            pairs.push_back({ row, *place });
    }
    std::sort(pairs.begin(), pairs.end(), [](Pair a, Pair b) { return a.row < b.row; });
    return pairs;
}

bool comesFirst(Pair a, Pair b)
{
    return a.item < b.item;
}

// Returns as many of the pairs as possible whose items are in ascending order.
std::vector<Pair> longestInOrder(const std::vector<Pair> &pairs)
{
    if (std::is_sorted(pairs.begin(), pairs.end(), comesFirst)) // the usual case
        return pairs;
    // For each length, the pair with the smallest item that ends a sequence of that length
    std::vector<size_t> ends;
    std::vector<size_t> before(pairs.size()); // the predecessor of each pair in its sequence
    for (size_t i = 0; i < pairs.size(); ++i) {
        const auto end = std::lower_bound(ends.begin(), ends.end(), pairs[i].item,
                                          [&](size_t pair, int item) {
                                              return pairs[pair].item < item;
                                          });
        if (end != ends.begin())
            before[i] = *std::prev(end);
        if (end == ends.end())
            ends.push_back(i);
        else
            *end = i;
    }
    std::vector<Pair> kept(ends.size());
    for (size_t length = ends.size(), pair = length ? ends.back() : 0; length > 0; --length) {
        kept[length - 1] = pairs[pair];
        pair = before[pair];
    }
    return kept;
}

// Without key attributes, items are matched to rows by their places.
std::vector<Pair> pairsByPlace(const ItemRows &rows, int first, const QList<ItemRow> &items)
{
    std::vector<Pair> pairs;
    for (int i = 0; i < items.size() && first + i < rows.size(); ++i)
        pairs.push_back({ first + i, i });
    return pairs;
}

void append(QList<MergeStep> &steps, Kind kind, int row, int count, int item = 0)
{
    if (count > 0)
        steps.append({ kind, row, count, item });
}

// Consecutive pairs become one step. Steps begin at the last row, so that earlier rows keep their
// numbers.
void appendUpdates(QList<MergeStep> &steps, const std::vector<Pair> &pairs)
{
    for (auto end = pairs.rbegin(); end != pairs.rend();) {
        auto begin = end;
        int count = 1;
        while (std::next(begin) != pairs.rend() && std::next(begin)->row == begin->row - 1
               && std::next(begin)->item == begin->item - 1) {
            ++begin;
            ++count;
        }
        append(steps, Kind::Update, begin->row, count, begin->item);
        end = std::next(begin);
    }
}

} // namespace

QList<MergeStep> mergeInOrder(const ItemRows &rows, int first, const QList<ItemRow> &items)
{
    const bool identified = std::any_of(items.begin(), items.end(),
                                        [](const ItemRow &item) { return item.identity != 0; });
    const std::vector<Pair> pairs = identified ? findPairs(rows, first, first, items)
                                               : pairsByPlace(rows, first, items);
    const std::vector<Pair> kept = longestInOrder(pairs);
    const int end = kept.empty() ? first : kept.back().row + 1;

    QList<MergeStep> steps;
    appendUpdates(steps, kept);
    // Rows after the last one that stays may be in later pages; only those whose item is in this
    // page have moved and are removed.
    for (auto pair = pairs.rbegin(); pair != pairs.rend() && pair->row >= end; ++pair)
        append(steps, Kind::Remove, pair->row, 1);
    int rowEnd = end;
    int itemEnd = int(items.size());
    for (auto pair = kept.rbegin(); pair != kept.rend(); ++pair) {
        append(steps, Kind::Remove, pair->row + 1, rowEnd - pair->row - 1);
        append(steps, Kind::Insert, pair->row + 1, itemEnd - pair->item - 1, pair->item + 1);
        rowEnd = pair->row;
        itemEnd = pair->item;
    }
    append(steps, Kind::Remove, first, rowEnd - first);
    append(steps, Kind::Insert, first, itemEnd);
    return steps;
}

QList<MergeStep> mergeInAnyOrder(const ItemRows &rows, int first, const QList<ItemRow> &items)
{
    std::vector<Pair> pairs = findPairs(rows, 0, first, items);
    QList<MergeStep> steps;
    appendUpdates(steps, pairs);

    // New items follow after the last row, in their order.
    if (!std::is_sorted(pairs.begin(), pairs.end(), comesFirst))
        std::sort(pairs.begin(), pairs.end(), comesFirst);
    int row = rows.size();
    int item = 0;
    const auto insertUpTo = [&](int end) {
        append(steps, Kind::Insert, row, end - item, item);
        row += end - item;
    };
    for (const Pair &pair : pairs) {
        insertUpTo(pair.item);
        item = pair.item + 1;
    }
    insertUpTo(int(items.size()));
    return steps;
}

} // namespace QtDynamoDBPrivate
