// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storeengine_p.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;
using Nothing = StoreNetwork::Nothing;

constexpr qint64 day = 24LL * 3600 * 1000; // ms
// The service recognises a token for ten minutes after the request completed.
constexpr qint64 tokenLifetime = 9LL * 60 * 1000; // ms

// The attributes of the ledger table.
const QString ownerAttribute = u"Owner"_s; // partition key: identity and device
const QString sequenceAttribute = u"Sequence"_s; // sort key
const QString tokenAttribute = u"Token"_s;
const QString stateAttribute = u"State"_s; // only of markers that cancel a write
const QString expiryAttribute = u"Expires"_s; // time to live
const QString cancelled = u"cancelled"_s;

bool isTransient(Code code)
{
    switch (code) {
    case Code::TransactionConflict:
    case Code::TransactionInProgress:
    case Code::ReplicatedWriteConflict:
    case Code::LimitExceeded:
    case Code::ResourceInUse:
    case Code::TableInUse:
    case Code::InternalServerError:
    case Code::InternalFailure:
    case Code::ServiceUnavailable:
    case Code::ProvisionedThroughputExceeded:
    case Code::Throttling:
    case Code::ThroughputExceeded:
    case Code::RequestLimitExceeded:
        return true;
    default:
        return false;
    }
}

} // namespace

QString StoreEngine::ownerOf(const QueuedWrite &write) const
{
    return write.identity % u'#' % write.device;
}

QDynamoDB::TransactWriteItemsRequest StoreEngine::requestOf(const QueuedWrite &write) const
{
    QDynamoDB::TransactWriteItemsRequest request;
    for (const StoredAction &action : write.actions)
        request.transactItems.append(action.request());
    request.clientRequestToken = write.requestToken();
    if (!m_options.usesLedger)
        return request;
    QDynamoDB::TransactionPut marker;
    marker.tableName = m_options.ledgerTable;
    marker.item = { { ownerAttribute, ownerOf(write) },
                    { sequenceAttribute, write.markerNumber() },
                    { tokenAttribute, write.requestToken() },
                    { expiryAttribute, write.expiry } };
    marker.conditionExpression = u"attribute_not_exists(#owner)"_s;
    marker.expressionAttributeNames.insert(u"#owner"_s, ownerAttribute);
    marker.returnValuesOnConditionCheckFailure =
            QDynamoDB::ReturnValuesOnConditionCheckFailure::AllOld;
    QDynamoDB::TransactWriteItem action;
    action.put = marker;
    request.transactItems.append(action);
    return request;
}

// Chooses the writes to send after this transaction, and stores that they are sent.
void StoreEngine::prepareSends()
{
    if (m_identity.isEmpty() || m_isPaused || m_changesIdentity)
        return;
    const qint64 now = m_environment->monotonic();
    if (now < m_probeAt) {
        m_environment->wakeAfter(m_probeAt - now);
        return;
    }
    int flying = 0;
    for (const InFlight &write : std::as_const(m_inFlight))
        flying += int(write.step != Step::Deciding);
    const int room = (m_isOnline && m_failures == 0 ? m_options.maxInFlight : 1) - flying;
    if (room <= 0)
        return;
    readStale();
    const QList<StoredWrite> ready = m_database->readyWrites(m_identity, 0,
                                                             room + int(m_inFlight.size())
                                                                     + int(m_delays.size()));
    int sent = 0;
    for (const StoredWrite &stored : ready) {
        if (sent == room)
            return;
        if (m_inFlight.contains(stored.sequence) || m_begun.contains(stored.sequence))
            continue;
        const qint64 delay = m_delays.value(stored.sequence, now) - now;
        if (delay > 0) {
            m_environment->wakeAfter(delay);
            continue;
        }
        if (m_options.usesLedger && m_ledger != Ledger::Ready) {
            prepareLedger();
            return;
        }
        m_delays.remove(stored.sequence);
        QueuedWrite write = QueuedWrite::fromStored(stored);
        send(write);
        ++sent;
    }
}

void StoreEngine::prepareLedger()
{
    if (m_ledger != Ledger::Unknown)
        return;
    afterCommit([this] {
        m_ledger = Ledger::Preparing;
        m_network->prepareLedger(m_options.ledgerTable,
                                 whileAlive([this](const StoreReply<Nothing> &reply) {
                                     submit({ [this, reply] {
                                                 m_ledger = reply.error.isError() ? Ledger::Unknown
                                                                                  : Ledger::Ready;
                                                 switch (verdictOf(reply.error, false)) {
                                                 case Verdict::Applied:
                                                     onReached();
                                                     break;
                                                 case Verdict::Unreachable:
                                                 case Verdict::Unknown:
                                                 case Verdict::Retry:
                                                     onUnreachable(reply.error);
                                                     break;
                                                 case Verdict::Refused:
                                                 case Verdict::Paused:
                                                     onUnreachable(reply.error);
                                                     m_pauseError = reply.error;
                                                     break;
                                                 }
                                             },
                                              [this](const QDynamoDBError &) {
                                                  m_ledger = Ledger::Unknown;
                                              } });
                                 }));
    });
}

void StoreEngine::send(QueuedWrite &write)
{
    const qint64 serverTime = std::max<qint64>(1, m_network->serverTime());
    const qint64 doubt = write.doubtfulSince == 0 ? 0 : serverTime - write.doubtfulSince;
    if (doubt > (m_options.usesLedger ? m_options.maxOffline : tokenLifetime)) {
        compare(write);
        return;
    }
    InFlight begun;
    begun.wasDoubtful = write.doubtfulSince != 0;
    if (!begun.wasDoubtful)
        write.doubtfulSince = serverTime; // until the reply is known
    if (write.expiry == 0)
        write.expiry = (serverTime + m_options.maxOffline + 7 * day) / 1000;
    ++write.attempts;
    setState(write, SyncState::Sending);
    for (const ItemPlace &place : std::as_const(write.items))
        setItemState(place);
    m_begun.insert(write.sequence, begun);
    const qint64 sequence = write.sequence;
    afterCommit([this, sequence, request = requestOf(write)] {
        m_network->transact(request, whileAlive([this, sequence](const StoreReply<Nothing> &reply) {
                                submit({ [this, sequence, reply] { onReply(sequence, reply); },
                                         [this, sequence](const QDynamoDBError &) {
                                             m_inFlight.remove(sequence);
                                         } });
                            }));
    });
}

StoreEngine::Verdict StoreEngine::verdictOf(const QDynamoDBError &error, bool mayHaveSucceeded) const
{
    if (!error.isError())
        return Verdict::Applied;
    if (mayHaveSucceeded)
        return Verdict::Unknown;
    switch (error.code()) {
    case Code::Request:
    case Code::Timeout:
    case Code::SecureConnection:
    case Code::ProxyAuthentication:
    case Code::Cancelled:
    case Code::ClientDestroyed:
    case Code::InvalidResponse:
    case Code::ChecksumMismatch:
        return Verdict::Unreachable;
    case Code::NoCredentials:
    case Code::NoProfile:
    case Code::ConfigNotFound:
    case Code::ConfigParserError:
    case Code::UnrecognizedClient:
    case Code::InvalidSignature:
    case Code::ExpiredToken:
    case Code::MissingAuthenticationToken:
    case Code::IncompleteSignature:
    case Code::OptInRequired:
    case Code::RequestExpired:
    case Code::ResourceNotFound:
    case Code::TableNotFound:
        return Verdict::Paused;
    case Code::AccessDenied:
        return m_options.usesLedger && error.message().contains(m_options.ledgerTable)
                ? Verdict::Paused
                : Verdict::Refused;
    default:
        return isTransient(error.code()) || error.isThrottling() ? Verdict::Retry
                                                                 : Verdict::Refused;
    }
}

void StoreEngine::onReply(qint64 sequence, const StoreReply<Nothing> &reply)
{
    const bool wasDoubtful = m_inFlight.take(sequence).wasDoubtful;
    std::optional<QueuedWrite> write = load(sequence);
    if (!write || write->state != SyncState::Sending)
        return; // cleared meanwhile
    const Verdict verdict = verdictOf(reply.error, reply.mayHaveSucceeded);
    if (verdict != Verdict::Unreachable && verdict != Verdict::Unknown)
        onReached();
    const qint64 sentAt = write->doubtfulSince; // the first attempt in doubt, or this one
    if (verdict != Verdict::Unknown && !wasDoubtful)
        write->doubtfulSince = 0;
    switch (verdict) {
    case Verdict::Applied:
        onApplied(*write);
        return;
    case Verdict::Unknown:
        save(*write);
        delay(sequence, write->attempts);
        onUnreachable(reply.error);
        return;
    case Verdict::Unreachable:
        --write->attempts;
        onUnreachable(reply.error);
        break;
    case Verdict::Retry:
        delay(sequence, write->attempts);
        break;
    case Verdict::Paused:
        if (reply.error.code() == Code::ResourceNotFound)
            m_ledger = Ledger::Unknown; // it may be the ledger that is missing
        onUnreachable(reply.error);
        m_pauseError = reply.error;
        break;
    case Verdict::Refused:
        if (reply.error.code() == Code::TransactionCanceled)
            onCanceled(*write, sentAt, reply.error);
        else
            end(*write, { SyncState::Rejected, reply.error, {} }, sentAt);
        return;
    }
    // With an earlier attempt in doubt, the write stays on its way.
    setState(*write, wasDoubtful ? SyncState::Sending : SyncState::Pending);
    for (const ItemPlace &place : std::as_const(write->items))
        setItemState(place);
}

void StoreEngine::onCanceled(QueuedWrite &write, qint64 sentAt, const QDynamoDBError &error)
{
    QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
    if (m_options.usesLedger && reasons.size() == write.actions.size() + 1) {
        const QDynamoDBError::CancellationReason marker = reasons.takeLast();
        if (marker.code == Code::ConditionalCheckFailed) {
            if (marker.item.isNull())
                compare(write);
            else
                onMarker(write, marker.item);
            return;
        }
    }
    End result { SyncState::Rejected, error, {} };
    bool isTransientOnly = true;
    for (qsizetype i = 0; i < reasons.size(); ++i) {
        const QDynamoDBError::CancellationReason &reason = reasons.at(i);
        std::optional<QDynamoDBItem> theirs;
        if (reason.code == Code::ConditionalCheckFailed) {
            result.state = SyncState::Conflict;
            theirs = reason.item;
        }
        isTransientOnly = isTransientOnly
                && (reason.code == Code::NoError || isTransient(reason.code));
        result.theirs.append(theirs);
    }
    if (!isTransientOnly && !reasons.isEmpty()) {
        end(write, result, sentAt);
        return;
    }
    delay(write.sequence, write.attempts);
    setState(write, write.doubtfulSince != 0 ? SyncState::Sending : SyncState::Pending);
}

// The ledger has a marker at the place of this write's.
void StoreEngine::onMarker(QueuedWrite &write, const QDynamoDBItem &marker)
{
    if (marker.value(tokenAttribute).toString() != write.requestToken()) {
        takeNewDevice(write);
    } else if (marker.value(stateAttribute).toString() != cancelled) {
        onApplied(write);
        return;
    } else {
        rekey(write);
    }
    setState(write, SyncState::Pending);
    for (const ItemPlace &place : std::as_const(write.items))
        setItemState(place);
}

// Another database has this device's id, because one is a copy of the other. The marker of another
// write keeps each attempt of this one from being applied. The write becomes a device of its own,
// so that each copy that has it gives it the same place in the ledger.
void StoreEngine::takeNewDevice(QueuedWrite &write)
{
    if (write.device == m_device)
        m_device = m_environment->uuid();
    write.device = write.token;
    write.marker = 1;
    write.expiry = 0;
    write.doubtfulSince = 0;
    write.attempts = 0;
}

// Makes the write a new one for the ledger.
void StoreEngine::takeMarker(QueuedWrite &write)
{
    write.device = m_device;
    write.marker = ++m_lastMarker;
    write.token = m_environment->uuid();
    write.generation = -1;
    rekey(write);
}

// Allowed if no attempt was or will be applied: the write is changed, or sent anew.
void StoreEngine::rekey(QueuedWrite &write)
{
    constexpr int maxGeneration = 999; // three digits in tokens and numbers
    if (write.generation == maxGeneration) {
        takeMarker(write);
        return;
    }
    ++write.generation;
    write.expiry = 0;
    write.doubtfulSince = 0;
    write.attempts = 0;
}

// Ends a write that this attempt did not apply. Its marker is put first, so that no earlier
// attempt, and no copy of this database, can apply it any more or has done so.
void StoreEngine::end(QueuedWrite &write, const End &result, qint64 sentAt)
{
    if (!m_options.usesLedger) {
        // An attempt in doubt may still arrive and be applied. After a while, its token tells.
        constexpr qint64 longestWay = 2LL * 60 * 1000; // ms
        if (write.doubtfulSince != 0 && m_network->serverTime() - write.doubtfulSince < longestWay) {
            m_delays.insert(write.sequence, m_environment->monotonic() + longestWay);
            m_environment->wakeAfter(longestWay);
            save(write);
        } else {
            conclude(write, result);
        }
    } else if (m_network->serverTime() - sentAt > m_options.maxOffline)
        compare(write); // the device slept meanwhile, and the marker may have expired
    else
        sendCancel(write, result);
}

void StoreEngine::sendCancel(QueuedWrite &write, const End &result)
{
    save(write);
    InFlight begun;
    begun.step = Step::Cancelling;
    begun.wasDoubtful = true;
    m_begun.insert(write.sequence, begun);
    QDynamoDB::PutItemRequest request;
    request.tableName = m_options.ledgerTable;
    request.item = { { ownerAttribute, ownerOf(write) },
                     { sequenceAttribute, write.markerNumber() },
                     { tokenAttribute, write.requestToken() },
                     { stateAttribute, cancelled },
                     { expiryAttribute, write.expiry } };
    request.conditionExpression = u"attribute_not_exists(#owner)"_s;
    request.expressionAttributeNames.insert(u"#owner"_s, ownerAttribute);
    request.returnValuesOnConditionCheckFailure =
            QDynamoDB::ReturnValuesOnConditionCheckFailure::AllOld;
    const qint64 sequence = write.sequence;
    afterCommit([this, sequence, request, result] {
        m_network->putItem(request,
                           whileAlive([this, sequence, result](const StoreReply<Nothing> &reply) {
                               submit({ [this, sequence, result, reply] {
                                           onCancelReply(sequence, result, reply);
                                       },
                                        [this, sequence](const QDynamoDBError &) {
                                            m_inFlight.remove(sequence);
                                        } });
                           }));
    });
}

void StoreEngine::onCancelReply(qint64 sequence, const End &result, const StoreReply<Nothing> &reply)
{
    m_inFlight.remove(sequence);
    std::optional<QueuedWrite> write = load(sequence);
    if (!write || write->state != SyncState::Sending)
        return;
    const QDynamoDBItem marker = reply.error.item();
    if (reply.error.code() == Code::ConditionalCheckFailed && !marker.isNull()
        && (marker.value(tokenAttribute).toString() != write->requestToken()
            || marker.value(stateAttribute).toString() != cancelled)) {
        onReached();
        onMarker(*write, marker);
    } else if (!reply.error.isError() || reply.error.code() == Code::ConditionalCheckFailed) {
        onReached();
        conclude(*write, result);
    } else { // the write is sent again
        delay(sequence, write->attempts);
        onUnreachable(reply.error);
    }
}

// Finds out whether a write was applied, when it must not be sent any more or its marker was not
// returned.
void StoreEngine::compare(QueuedWrite &write)
{
    save(write);
    InFlight begun;
    begun.step = Step::Comparing;
    begun.wasDoubtful = true;
    m_begun.insert(write.sequence, begun);
    QDynamoDB::GetItemRequest request;
    request.consistentRead = true;
    if (m_options.usesLedger) {
        request.tableName = m_options.ledgerTable;
        request.key = { { ownerAttribute, ownerOf(write) },
                        { sequenceAttribute, write.markerNumber() } };
    } else {
        request.tableName = write.actions.first().tableName;
        request.key = write.actions.first().key;
    }
    const qint64 sequence = write.sequence;
    afterCommit([this, sequence, request] {
        m_network->getItem(request,
                           whileAlive([this, sequence](const StoreReply<QDynamoDBItem> &reply) {
                               submit({ [this, sequence, reply] { onCompared(sequence, reply); },
                                        [this, sequence](const QDynamoDBError &) {
                                            m_inFlight.remove(sequence);
                                        } });
                           }));
    });
}

void StoreEngine::onCompared(qint64 sequence, const StoreReply<QDynamoDBItem> &reply)
{
    m_inFlight.remove(sequence);
    std::optional<QueuedWrite> write = load(sequence);
    if (!write || write->state != SyncState::Sending)
        return;
    if (reply.error.isError()) {
        delay(sequence, write->attempts);
        onUnreachable(reply.error);
        return;
    }
    onReached();
    const End unconfirmed {
        SyncState::Unconfirmed,
        QDynamoDBError(
                Code::WriteUnconfirmed,
                u"The outcome of an attempt to send the write is unknown, and too much time has "
                u"passed to find it out. Compare the item, then send the write again or drop "
                u"it."_s),
        {}
    };
    if (m_options.usesLedger) {
        if (!reply.result.isNull())
            onMarker(*write, reply.result);
        else
            conclude(*write, unconfirmed);
        return;
    }
    // Without a ledger, only the item itself can show it.
    const StoredAction &action = write->actions.first();
    if (write->actions.size() > 1 || !action.isAbsolute()
        || action.kind == StoredAction::Kind::Check) {
        conclude(*write, unconfirmed);
        return;
    }
    const QDynamoDBExpected<QDynamoDBItem> after = action.apply(reply.result);
    if (after && after->isNull() == reply.result.isNull() && *after == reply.result)
        onApplied(*write);
    else // it may have been applied before another client changed the item
        conclude(*write, unconfirmed);
}

void StoreEngine::onApplied(QueuedWrite &write)
{
    remove(write);
    for (qsizetype i = 0; i < write.items.size(); ++i) {
        const ItemPlace &place = write.items.at(i);
        const StoredAction &action = write.actions.at(i);
        std::optional<StoredItem> item = m_database->item(place);
        if (!item || action.kind == StoredAction::Kind::Check) {
            setItemState(place);
            continue;
        }
        const QDynamoDBExpected<QDynamoDBItem> base = action.apply(item->base);
        const bool isExact = base
                && (action.kind != StoredAction::Kind::Update
                    || (action.isAbsolute() && action.guard != StoredAction::Guard::None));
        if (base)
            item->base = *base;
        item->event = ++m_event;
        item->asOf = m_environment->now();
        item->isStale = item->isStale || !isExact;
        if (item->isStale)
            m_stale.insert(place, false);
        m_database->putItem(*item);
        refresh(place);
    }
    tellGone(write.sequence);
}

void StoreEngine::onReached()
{
    m_failures = 0;
    m_probeAt = 0;
    if (!m_isOnline || m_pauseError.isError()) {
        m_isOnline = true;
        m_pauseError = {};
        tellStatus();
    }
}

void StoreEngine::onUnreachable(const QDynamoDBError &error)
{
    m_failures = std::min(m_failures + 1, 20);
    const double seconds = std::min(60.0, std::ldexp(0.5, m_failures));
    const auto wait = qint64(1000 * seconds * (0.5 + m_environment->random() / 2));
    m_probeAt = m_environment->monotonic() + wait;
    m_environment->wakeAfter(wait);
    if (m_isOnline && verdictOf(error, false) == Verdict::Unreachable) {
        m_isOnline = false;
        tellStatus();
    }
}

void StoreEngine::delay(qint64 sequence, int attempts)
{
    const double seconds = std::min(20.0, std::ldexp(0.05, std::min(attempts, 20)));
    const auto wait = qint64(1000 * seconds * (0.5 + m_environment->random() / 2));
    m_delays.insert(sequence, m_environment->monotonic() + wait);
    m_environment->wakeAfter(wait);
}

// Reads items again whose base may be out of date.
void StoreEngine::readStale()
{
    constexpr int maxReads = 4;
    auto reading = std::count(m_stale.cbegin(), m_stale.cend(), true);
    for (auto i = m_stale.begin(); i != m_stale.end() && reading < maxReads;) {
        if (*i) {
            ++i;
            continue;
        }
        const ItemPlace place = i.key();
        const std::optional<StoredTable> itemTable = table(place.table);
        const std::optional<StoredItem> item = m_database->item(place);
        if (!itemTable || !item || !item->isStale) {
            i = m_stale.erase(i);
            continue;
        }
        QDynamoDB::GetItemRequest request;
        request.tableName = itemTable->name;
        request.key = keyAt(*itemTable, place);
        request.consistentRead = true;
        *i = true;
        ++i;
        ++reading;
        afterCommit([this, place, request, begun = beginRead()] {
            m_network->getItem(request,
                               whileAlive([this, place,
                                           begun](const StoreReply<QDynamoDBItem> &reply) {
                                   submit({ [this, place, begun, reply] {
                                               onStaleRead(place, begun, reply);
                                           },
                                            [this, place](const QDynamoDBError &) {
                                                m_stale.insert(place, false);
                                            } });
                               }));
        });
    }
}

void StoreEngine::onStaleRead(const ItemPlace &place, qint64 begun,
                              const StoreReply<QDynamoDBItem> &reply)
{
    m_stale.remove(place);
    switch (verdictOf(reply.error, false)) {
    case Verdict::Applied:
        onReached();
        applyRead(place, reply.result, begun);
        return;
    case Verdict::Unreachable:
    case Verdict::Unknown:
    case Verdict::Retry:
        m_stale.insert(place, false);
        onUnreachable(reply.error);
        return;
    case Verdict::Refused:
    case Verdict::Paused:
        return; // the next pass of the mirror's feed reads the item
    }
}

} // namespace QtDynamoDBPrivate
