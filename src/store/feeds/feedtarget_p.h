// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FEEDTARGET_P_H
#define FEEDTARGET_P_H

#include "store/storenetwork_p.h"

#include <functional>
#include <optional>

namespace QtDynamoDBPrivate {

// The store as its feeds see it. Belongs to the engine's thread.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT FeedTarget
{
public:
    virtual ~FeedTarget();

    struct Task
    {
        std::function<void()> run;
        std::function<void(const QDynamoDBError &error)> failed; // the changes were rolled back
    };
    // Runs the task soon, never before this call returns, in a transaction of the database.
    virtual void submit(Task task) = 0;
    [[nodiscard]] virtual StoreNetwork &network() = 0;
    [[nodiscard]] virtual StoreEnvironment &environment() = 0;

    // The functions below are called in tasks.

    [[nodiscard]] virtual StoreDatabase &database() = 0;
    [[nodiscard]] virtual std::optional<StoredTable> table(qint64 id) const = 0;
    virtual void updateMirror(const StoredMirror &mirror) = 0;
    // Advances the counter of events: what was read or acknowledged before has a lower number than
    // what follows.
    [[nodiscard]] virtual qint64 beginPass() = 0;
    // A read of the service that begins now.
    [[nodiscard]] virtual qint64 beginRead() const = 0;
    // Replaces the base of an item by what the service has, null if it has none, by a read that
    // began then, and sets the row's event to its beginning. If the read may be older than what is
    // known, marks the item as stale and reads it again.
    virtual void applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun) = 0;
    // Reads the item again.
    virtual void reread(const ItemPlace &place) = 0;
};

} // namespace QtDynamoDBPrivate

#endif
