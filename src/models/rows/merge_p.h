// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MERGE_P_H
#define MERGE_P_H

#include "models/rows/itemrows_p.h"

namespace QtDynamoDBPrivate {

// A step of merging items into rows. Its row numbers apply after the steps before it.
struct MergeStep
{
    enum class Kind {
        Remove, // `count` rows from `row` on
        Insert, // `count` items from `item` on before `row`
        Update, // `count` rows from `row` on become the items from `item` on
    };

    Kind kind;
    int row;
    int count;
    int item = 0;

    friend bool operator==(const MergeStep &, const MergeStep &) = default;
};

// Returns the steps after which the rows from `first` on begin with the items, in their order. Rows
// with the key of an item stay. Rows after the items are not changed, unless their item has moved:
// a later page may contain them.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<MergeStep> mergeInOrder(const ItemRows &rows,
                                                                       int first,
                                                                       const QList<ItemRow> &items);

// Returns the steps after which the rows contain the items, in any order: rows with the key of an
// item stay at their places, new items follow at the end. Fast if the items have mostly the same
// order as the rows from `first` on.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<MergeStep> mergeInAnyOrder(
        const ItemRows &rows, int first, const QList<ItemRow> &items);

} // namespace QtDynamoDBPrivate

#endif
