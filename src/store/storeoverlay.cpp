// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storeengine_p.h"

#include <limits>

namespace QtDynamoDBPrivate {

std::optional<QueuedWrite> StoreEngine::load(qint64 sequence)
{
    const std::optional<StoredWrite> stored = m_database->write(sequence);
    if (!stored)
        return std::nullopt;
    return QueuedWrite::fromStored(*stored);
}

// Changes and stores the write, and adapts the counts.
void StoreEngine::setState(QueuedWrite &write, SyncState state)
{
    if (write.state != state && write.identity == m_identity) {
        const int step = int(state == SyncState::Conflict)
                - int(write.state == SyncState::Conflict);
        m_conflictCount += step;
        m_pendingCount -= step;
    }
    write.state = state;
    save(write);
    tellWrite(write);
    tellStatus();
}

// Counts anew what blocks the first writes of the items, after the write has left their way.
void StoreEngine::unblock(const QueuedWrite &write)
{
    for (const ItemPlace &place : write.items) {
        const std::optional<StoredItem> item = m_database->item(place);
        if (item && item->isStale)
            m_stale.insert(place, false);
        const QList<qint64> first = m_database->writesOf(place, 0, 1);
        std::optional<QueuedWrite> head = first.isEmpty() ? std::nullopt : load(first.first());
        if (!head || head->blockers == 0)
            continue;
        int blockers = 0;
        for (const ItemPlace &other : std::as_const(head->items)) {
            if (m_database->writesOf(other, 0, 1).first() != head->sequence)
                ++blockers;
        }
        if (blockers != head->blockers) {
            head->blockers = blockers;
            save(*head);
        }
    }
}

void StoreEngine::remove(const QueuedWrite &write)
{
    m_database->removeWrite(write.sequence);
    m_inFlight.remove(write.sequence);
    m_delays.remove(write.sequence);
    if (write.identity == m_identity)
        --(write.state == SyncState::Conflict ? m_conflictCount : m_pendingCount);
    unblock(write);
    tellStatus();
}

SyncState StoreEngine::stateOf(const ItemPlace &place)
{
    if (m_database->hasConflict(place))
        return SyncState::Conflict;
    const QList<qint64> first = m_database->writesOf(place, 0, 1);
    if (first.isEmpty())
        return SyncState::Synced;
    const std::optional<StoredWrite> head = m_database->write(first.first());
    return head ? head->state : SyncState::Synced;
}

void StoreEngine::putOrRemove(const StoredItem &item)
{
    if (item.base.isNull() && item.local.isNull()
        && m_database->writesOf(item.place, 0, 1).isEmpty() && item.state == SyncState::Synced
        && !item.isStale)
        m_database->removeItem(item.place);
    else
        m_database->putItem(item);
    tellItem(item.place);
}

void StoreEngine::setItemState(const ItemPlace &place)
{
    std::optional<StoredItem> item = m_database->item(place);
    if (!item)
        return;
    const SyncState state = stateOf(place);
    if (state != item->state) {
        item->state = state;
        putOrRemove(*item);
    }
}

void StoreEngine::refresh(const ItemPlace &place)
{
    std::optional<StoredItem> item = m_database->item(place);
    if (!item) {
        if (!isMirrored(place))
            return;
        item.emplace();
        item->place = place;
    }
    item->local = item->base;
    const QList<qint64> writes = m_database->writesOf(place, 0, std::numeric_limits<int>::max());
    for (const qint64 sequence : writes) {
        const std::optional<QueuedWrite> write = load(sequence);
        if (!write)
            continue;
        const StoredAction &action = write->actions.at(write->items.indexOf(place));
        const QDynamoDBExpected<QDynamoDBItem> after = action.apply(item->local);
        if (after)
            item->local = *after;
    }
    item->state = stateOf(place);
    putOrRemove(*item);
}

void StoreEngine::setBase(const ItemPlace &place, const QDynamoDBItem &base)
{
    std::optional<StoredItem> item = m_database->item(place);
    if (!item) {
        if (!isMirrored(place))
            return;
        item.emplace();
        item->place = place;
    }
    item->base = base;
    item->event = ++m_event;
    item->asOf = m_environment->now();
    item->isStale = false;
    m_database->putItem(*item);
    m_stale.remove(place);
}

void StoreEngine::reread(const ItemPlace &place)
{
    // An item that the database lacks may be new.
    if (std::optional<StoredItem> item = m_database->item(place)) {
        item->isStale = true;
        m_database->putItem(*item);
    }
    m_stale.insert(place, false);
    m_environment->wake();
}

void StoreEngine::applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun)
{
    std::optional<StoredItem> row = m_database->item(place);
    if (!row) {
        if (item.isNull() || !isMirrored(place))
            return;
        row.emplace();
        row->place = place;
    }
    const QList<qint64> first = m_database->writesOf(place, 0, 1);
    const std::optional<StoredWrite> head = first.isEmpty() ? std::nullopt
                                                            : m_database->write(first.first());
    // A write on its way may be part of what was read, or not.
    const bool isOnItsWay = head && head->state == SyncState::Sending;
    if (begun < row->event || isOnItsWay) {
        if (row->event <= begun && row->base == item)
            return;
        row->isStale = true;
        m_database->putItem(*row);
        if (!isOnItsWay) // otherwise, the reply of the write says whether it is stale
            m_stale.insert(place, false);
        return;
    }
    m_stale.remove(place);
    const bool isSame = row->base == item && row->base.isNull() == item.isNull();
    row->base = item;
    row->event = begun;
    row->asOf = m_environment->now();
    row->isStale = false;
    if (isSame || first.isEmpty()) {
        if (first.isEmpty())
            row->local = item;
        if (isSame)
            m_database->putItem(*row);
        else
            putOrRemove(*row);
        if (row->base.isNull() && row->local.isNull())
            putOrRemove(*row);
        return;
    }
    m_database->putItem(*row);
    refresh(place);
}

} // namespace QtDynamoDBPrivate
