// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MERGE_P_H
#define MERGE_P_H

#include "models/rows/itemrows_p.h"

namespace QtDynamoDBPrivate {

// A step on the way from rows to items; each counts from the rows as the steps before left them.
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

// What makes the rows from `first` on begin with these items, in their order. Rows with the same
// key stay; rows that a later page may bring are left alone.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<MergeStep> mergeInOrder(const ItemRows &rows,
                                                                       int first,
                                                                       const QList<ItemRow> &items);

// What makes the items be among the rows, where the order means nothing: those with
// the same key stay where they are, the others follow at the end. Mostly they come as they did
// before, beginning at the row `first`.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QList<MergeStep> mergeInAnyOrder(
        const ItemRows &rows, int first, const QList<ItemRow> &items);

} // namespace QtDynamoDBPrivate

#endif
