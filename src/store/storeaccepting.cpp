// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storeengine_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

// As many comparisons as fit into the 300 operators of an expression, joined by AND.
constexpr qsizetype maxGuarded = 140;

QDynamoDBError conditionFailed(const QString &tableName)
{
    return QDynamoDBError(
            Code::ConditionalCheckFailed,
            u"The condition of a write in the table \"%1\" is false for the item as the "
            u"store has it."_s.arg(tableName));
}

} // namespace

// Fills in key, condition and guard, and computes the new local item. Changes nothing stored.
QDynamoDBExpected<StoreEngine::Prepared> StoreEngine::prepare(StoredAction &action,
                                                              const WriteRequest &request)
{
    const std::optional<StoredTable> known = table(action.tableName);
    if (!known) {
        return QDynamoDBError(Code::NotMirrored,
                              u"The store does not know the keys of the table \"%1\". Add a mirror "
                              u"of the table, or "
                              u"add the table with its keys."_s.arg(action.tableName));
    }
    if (action.kind == StoredAction::Kind::Put)
        action.key = keyOf(*known, action.item);
    const QDynamoDBExpected<ItemPlace> place = placeOf(*known, action.key);
    if (!place)
        return place.error();
    if (request.isInsert) {
        action.names.insert(u"#key"_s, known->partitionKey);
        action.condition = u"attribute_not_exists(#key)"_s;
    }
    QDynamoDBError problem = action.problem();
    if (problem.isError())
        return problem;

    Prepared prepared;
    prepared.place = *place;
    prepared.isMirrored = isMirrored(*place);
    if (!prepared.isMirrored)
        return prepared;

    const std::optional<StoredItem> stored = m_database->item(*place);
    if (stored)
        prepared.row = *stored;
    prepared.row.place = *place;
    const QDynamoDBItem before = prepared.row.local;
    const bool isBeforeKnown = stored || isKnown(*place);
    if (isBeforeKnown && !request.evaluatesAtServer && !action.matches(before))
        return conditionFailed(action.tableName);
    const bool isAlone = request.actions.size() == 1;
    if (isBeforeKnown && isAlone && action.kind == StoredAction::Kind::Delete && before.isNull()
        && action.condition.isEmpty()) {
        prepared.isNeeded = false;
        return prepared;
    }
    if (action.kind == StoredAction::Kind::Put && !request.isBlind && action.condition.isEmpty()
        && !before.isNull()) {
        QDynamoDBItem item = action.item;
        const QString version = known->versionAttribute;
        if (!version.isEmpty() && before != item && before.value(version).isNumber()
            && before.value(version) == item.value(version))
            item.insert(version, before.value(version).toInteger() + 1);
        const std::optional<StoredAction> edit = editAction(*known, before, item);
        if (edit)
            action = *edit;
        else if (isAlone)
            prepared.isNeeded = false;
    } else if (!request.isBlind && action.kind != StoredAction::Kind::Check) {
        action.setGuard(before, known->versionAttribute);
        if (request.isInsert)
            action.guard = StoredAction::Guard::None; // the condition says the same
    }
    if (action.expected.size() + action.expectedAbsent.size() > maxGuarded) {
        return QDynamoDBError(
                Code::Validation,
                u"A write in the table \"%1\" has to check %2 attributes, and at most %3 "
                u"can be checked. Declare a version attribute, or write blindly."_s
                        .arg(action.tableName)
                        .arg(action.expected.size() + action.expectedAbsent.size())
                        .arg(maxGuarded));
    }
    action.hasBefore = true;
    action.before = before;
    const QDynamoDBExpected<QDynamoDBItem> after = action.apply(before);
    if (!after)
        return after.error();
    prepared.row.local = *after;
    return prepared;
}

QDynamoDBExpected<qint64> StoreEngine::accept(WriteRequest request)
{
    if (m_identity.isEmpty()) {
        return QDynamoDBError(
                Code::NoIdentity,
                u"The store does not know whose writes it keeps. Set its identity, or go "
                u"online once."_s);
    }
    if (m_pendingCount >= m_options.maxPending) {
        return QDynamoDBError(Code::StoreFull,
                              u"The store has %1 pending writes, which is its limit."_s.arg(
                                      m_pendingCount));
    }
    const qsizetype maxActions = m_options.usesLedger ? 99 : 100;
    if (request.actions.isEmpty() || request.actions.size() > maxActions) {
        return QDynamoDBError(Code::Validation,
                              u"A transaction of the store has %1 actions; it must have 1 to %2."_s
                                      .arg(request.actions.size())
                                      .arg(maxActions));
    }

    QueuedWrite write;
    QList<Prepared> all;
    bool isNeeded = false;
    for (StoredAction &action : request.actions) {
        const QDynamoDBExpected<Prepared> prepared = prepare(action, request);
        if (!prepared)
            return prepared.error();
        if (write.items.contains(prepared->place)) {
            return QDynamoDBError(Code::Validation,
                                  u"A transaction of the store has two actions for one item of the "
                                  u"table \"%1\"."_s.arg(action.tableName));
        }
        isNeeded = isNeeded || prepared->isNeeded;
        write.items.append(prepared->place);
        all.append(*prepared);
    }
    if (!isNeeded)
        return 0;

    write.actions = request.actions;
    write.acceptedAt = m_environment->now();
    enqueue(write);
    for (Prepared &prepared : all) {
        if (!prepared.isMirrored)
            continue;
        prepared.row.state = stateOf(prepared.place);
        m_database->putItem(prepared.row);
        tellItem(prepared.place);
    }
    return write.sequence;
}

// Appends the write to the queue, as a new one for the ledger if it has no marker.
void StoreEngine::enqueue(QueuedWrite &write)
{
    write.sequence = ++m_lastSequence;
    write.identity = m_identity;
    write.state = SyncState::Pending;
    write.error = {};
    write.theirs.clear();
    write.group = 0;
    if (write.marker == 0)
        takeMarker(write);
    write.blockers = 0;
    for (const ItemPlace &place : std::as_const(write.items)) {
        if (!m_database->writesOf(place, 0, 1).isEmpty())
            ++write.blockers;
    }
    m_database->insertWrite(write.toStored());
    ++m_pendingCount;
    tellWrite(write);
    tellStatus();
}

} // namespace QtDynamoDBPrivate
