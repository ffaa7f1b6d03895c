// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storeengine_p.h"

#include <limits>
#include <set>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

// The attributes that writes in conflict change; no value: the whole item.
using Written = std::optional<QSet<QString>>;

// Whether the action was made on top of the changes.
bool dependsOn(const StoredAction &action, const Written &written)
{
    if (action.guard == StoredAction::Guard::None)
        return false;
    if (!written || action.guard == StoredAction::Guard::Absent)
        return true;
    for (const QDynamoDBItem::Attribute &attribute : action.expected) {
        if (written->contains(attribute.name))
            return true;
    }
    for (const QString &name : action.expectedAbsent) {
        if (written->contains(name))
            return true;
    }
    return false;
}

QDynamoDBError conflictError(const QDynamoDBError &error)
{
    return QDynamoDBError(Code::WriteConflict,
                          u"The item has changed since the write was made: "_s % error.message());
}

} // namespace

// Ends a write that was not applied and won't be.
void StoreEngine::conclude(QueuedWrite &write, const End &result)
{
    write.doubtfulSince = 0;
    write.error = result.error;
    if (result.state != SyncState::Conflict) {
        setState(write, result.state);
        for (const ItemPlace &place : std::as_const(write.items))
            setItemState(place);
        return;
    }

    write.error = conflictError(result.error);
    write.theirs = result.theirs;
    bool isDecidable = true; // false: the application's condition is false
    for (qsizetype i = 0; i < write.items.size(); ++i) {
        if (!write.theirs.value(i))
            continue;
        const QDynamoDBItem theirs = *write.theirs.at(i);
        isDecidable = isDecidable && write.actions.at(i).matches(theirs);
        setBase(write.items.at(i), theirs);
    }
    ConflictPolicy policy = isDecidable ? m_options.policy : ConflictPolicy::KeepTheirs;
    if (policy == ConflictPolicy::Handler) {
        save(write);
        InFlight begun;
        begun.step = Step::Deciding;
        m_begun.insert(write.sequence, begun);
        for (const ItemPlace &place : std::as_const(write.items))
            refresh(place);
        if (m_events.conflictOccurred)
            afterCommit([this, write] { m_events.conflictOccurred(write); });
        return;
    }
    const Resolution resolution = policy == ConflictPolicy::KeepMine ? Resolution::KeepMine
                                                                     : Resolution::MergeAttributes;
    if (policy == ConflictPolicy::KeepTheirs || !rebase(write, resolution)) {
        keepTheirs(write);
        if (m_events.conflictOccurred)
            afterCommit([this, write] { m_events.conflictOccurred(write); });
        return;
    }
    setState(write, SyncState::Pending);
    rebaseFollowers(write);
    for (const ItemPlace &place : std::as_const(write.items))
        refresh(place);
}

// Takes the write out of the queue's way, and with it later ones that were made on top of it.
void StoreEngine::keepTheirs(QueuedWrite &write)
{
    QHash<ItemPlace, Written> written;
    std::set<qint64> later;
    const auto move = [&](QueuedWrite &moved) {
        moved.group = write.sequence;
        setState(moved, SyncState::Conflict);
        for (qsizetype i = 0; i < moved.items.size(); ++i) {
            const ItemPlace &place = moved.items.at(i);
            const Written more = moved.actions.at(i).writtenAttributes();
            auto found = written.find(place);
            if (found == written.end())
                written.insert(place, more);
            else if (!more)
                *found = std::nullopt;
            else if (*found)
                (*found)->unite(*more);
            const QList<qint64> followers = m_database->writesOf(place, moved.sequence,
                                                                 std::numeric_limits<int>::max());
            later.insert(followers.cbegin(), followers.cend());
        }
    };
    QList<QueuedWrite> all;
    move(write);
    all.append(write);
    while (!later.empty()) {
        const qint64 sequence = *later.begin();
        later.erase(later.begin());
        std::optional<QueuedWrite> follower = load(sequence);
        if (!follower)
            continue;
        bool depends = false;
        for (qsizetype i = 0; i < follower->items.size(); ++i) {
            const auto found = written.constFind(follower->items.at(i));
            depends = depends
                    || (found != written.constEnd() && dependsOn(follower->actions.at(i), *found));
        }
        if (!depends)
            continue;
        follower->error =
                QDynamoDBError(Code::WriteConflict,
                               u"The write was made on top of another one that is in conflict."_s);
        move(*follower);
        all.append(*follower);
    }
    for (const QueuedWrite &moved : std::as_const(all))
        unblock(moved);
    for (auto i = written.cbegin(); i != written.cend(); ++i)
        refresh(i.key());
}

// Makes the write one on top of what the service has, and a new one for the ledger. Returns false,
// and changes nothing, if it can't be decided that way.
bool StoreEngine::rebase(QueuedWrite &write, Resolution resolution)
{
    QList<StoredAction> actions = write.actions;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        if (!write.theirs.value(i))
            continue;
        StoredAction &action = actions[i];
        const QDynamoDBItem theirs = *write.theirs.at(i);
        const std::optional<StoredTable> itemTable = table(action.tableName);
        if (!itemTable || !action.matches(theirs))
            return false;
        const QDynamoDBExpected<QDynamoDBItem> mine = action.apply(action.before);
        if (resolution == Resolution::MergeAttributes) {
            const Written written = action.writtenAttributes();
            if (!written || theirs.isNull() || !action.hasBefore || action.before.isNull() || !mine)
                return false;
            for (const QString &name : *written) {
                if (name != itemTable->versionAttribute
                    && theirs.value(name) != action.before.value(name)
                    && theirs.value(name) != mine->value(name))
                    return false;
            }
        }
        if (action.guard != StoredAction::Guard::None) {
            if (action.isEdit && theirs.isNull()) { // another client deleted the edited item
                if (!mine)
                    return false;
                action = {};
                action.kind = StoredAction::Kind::Put;
                action.tableName = itemTable->name;
                action.item = *mine;
                action.key = keyOf(*itemTable, *mine);
                action.setGuard(theirs, itemTable->versionAttribute);
            } else if (action.isEdit) {
                const QString version = itemTable->versionAttribute;
                const QDynamoDBExpected<QDynamoDBItem> applied = action.apply(theirs);
                if (!applied)
                    return false;
                QDynamoDBItem target = *applied;
                if (!version.isEmpty() && theirs.value(version).isNumber())
                    target.insert(version, theirs.value(version).toInteger() + 1);
                const std::optional<StoredAction> edit = editAction(*itemTable, theirs, target);
                if (edit) // otherwise theirs equals mine, and the old action changes nothing
                    action = *edit;
                else
                    action.setGuard(theirs, version);
            } else {
                action.setGuard(theirs, itemTable->versionAttribute);
            }
        }
        action.hasBefore = true;
        action.before = theirs;
        if (!action.apply(theirs))
            return false;
    }
    write.actions = actions;
    write.error = {};
    write.theirs.clear();
    write.group = 0;
    rekey(write);
    return true;
}

// After the write was rebased: later writes that were made on top of it expect what it leaves now.
void StoreEngine::rebaseFollowers(const QueuedWrite &write)
{
    for (qsizetype i = 0; i < write.items.size(); ++i) {
        const ItemPlace &place = write.items.at(i);
        const std::optional<StoredItem> stored = m_database->item(place);
        if (!stored)
            continue;
        const Written written = write.actions.at(i).writtenAttributes();
        QDynamoDBExpected<QDynamoDBItem> current = write.actions.at(i).apply(stored->base);
        const QList<qint64> followers = m_database->writesOf(place, write.sequence,
                                                             std::numeric_limits<int>::max());
        for (const qint64 sequence : followers) {
            std::optional<QueuedWrite> follower = load(sequence);
            if (!follower || !current)
                break;
            StoredAction &action = follower->actions[follower->items.indexOf(place)];
            if (dependsOn(action, written) && follower->attempts == 0) {
                const std::optional<StoredTable> itemTable = table(action.tableName);
                action.setGuard(*current, itemTable ? itemTable->versionAttribute : QString());
                action.before = *current;
                save(*follower);
            }
            current = action.apply(*current);
        }
    }
}

QDynamoDBError StoreEngine::resolve(qint64 sequence, Resolution resolution)
{
    std::optional<QueuedWrite> write = load(sequence);
    const bool isWaiting = m_inFlight.value(sequence).step == Step::Deciding;
    if (!write || (write->state != SyncState::Conflict && !isWaiting)) {
        return QDynamoDBError(Code::ResourceNotFound,
                              u"The store has no conflict with the number %1."_s.arg(sequence));
    }
    if (isWaiting) {
        m_inFlight.remove(sequence);
        if (resolution == Resolution::KeepTheirs || !rebase(*write, resolution)) {
            keepTheirs(*write);
            return {};
        }
        setState(*write, SyncState::Pending);
        rebaseFollowers(*write);
        for (const ItemPlace &place : std::as_const(write->items))
            refresh(place);
        return {};
    }

    const QueuedWrite old = *write;
    if (resolution != Resolution::KeepTheirs) {
        // The items have gone on since: the write goes to the end of the queue, on top of them.
        write->theirs.resize(write->actions.size());
        for (qsizetype i = 0; i < write->items.size(); ++i) {
            const std::optional<StoredItem> item = m_database->item(write->items.at(i));
            if (item)
                write->theirs[i] = item->local;
        }
        if (!rebase(*write, resolution)) {
            return QDynamoDBError(
                    Code::WriteConflict,
                    u"The conflict can't be resolved in this way: both sides changed the "
                    u"same attribute, or the write's condition is false."_s);
        }
    }
    remove(old);
    if (resolution == Resolution::KeepTheirs) {
        tellGone(sequence, old.error);
    } else {
        enqueue(*write);
        if (m_events.writeMoved)
            afterCommit(
                    [this, sequence, to = write->sequence] { m_events.writeMoved(sequence, to); });
    }
    for (const ItemPlace &place : std::as_const(old.items))
        refresh(place);
    return {};
}

QDynamoDBError StoreEngine::retry(qint64 sequence)
{
    std::optional<QueuedWrite> write = load(sequence);
    if (!write || (write->state != SyncState::Rejected && write->state != SyncState::Unconfirmed)) {
        return QDynamoDBError(Code::ResourceNotFound,
                              u"The store has no rejected or unconfirmed write with the number %1."_s
                                      .arg(sequence));
    }
    rekey(*write);
    write->error = {};
    setState(*write, SyncState::Pending);
    for (const ItemPlace &place : std::as_const(write->items))
        setItemState(place);
    return {};
}

QDynamoDBError StoreEngine::drop(qint64 sequence)
{
    const std::optional<QueuedWrite> write = load(sequence);
    if (!write || write->state == SyncState::Sending) {
        return QDynamoDBError(
                write ? Code::ResourceInUse : Code::ResourceNotFound,
                u"The write %1 can't be dropped: it is not in the queue, or it is being "
                u"sent."_s.arg(sequence));
    }
    remove(*write);
    tellGone(sequence,
             write->error.isError() ? write->error
                                    : QDynamoDBError(Code::Cancelled, u"The write was dropped."_s));
    for (const ItemPlace &place : write->items)
        refresh(place);
    return {};
}

} // namespace QtDynamoDBPrivate
