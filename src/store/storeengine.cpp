// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storeengine_p.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcborvalue.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

const QString deviceSetting = u"device"_s;
const QString countersSetting = u"counters"_s;

} // namespace

StoreNetwork::~StoreNetwork() = default;

StoreEnvironment::~StoreEnvironment() = default;

StoreEngine::StoreEngine(StoreDatabase *database, StoreNetwork *network,
                         StoreEnvironment *environment, const EngineOptions &options,
                         EngineEvents events)
    : m_database(database)
    , m_network(network)
    , m_environment(environment)
    , m_options(options)
    , m_events(std::move(events))
{
    m_device = QString::fromUtf8(m_database->setting(deviceSetting));
    if (m_device.isEmpty()) {
        m_device = m_environment->uuid();
        m_database->begin();
        m_database->setSetting(deviceSetting, m_device.toUtf8());
        m_database->commit();
    }
    loadCounts();
}

StoreEngine::~StoreEngine()
{
    *m_alive = false;
}

void StoreEngine::submit(Task task)
{
    m_tasks.push_back(std::move(task));
    if (m_tasks.size() == 1)
        m_environment->wake();
}

void StoreEngine::work()
{
    if (m_isWorking)
        return;
    m_isWorking = true;
    const std::vector<Task> tasks = std::exchange(m_tasks, {});
    try {
        m_database->begin();
        for (const Task &task : tasks)
            task.run();
        prepareSends();
        saveCounters();
        m_database->commit();
    } catch (const StoreFailure &failure) {
        m_database->rollback();
        m_isWorking = false;
        m_afterCommit.clear();
        m_begun.clear();
        m_changesIdentity = false;
        loadCounts();
        const std::shared_ptr<bool> alive = m_alive;
        for (const Task &task : tasks) {
            if (*alive && task.failed)
                task.failed(failure.error);
        }
        if (*alive)
            m_environment->wakeAfter(1000); // the disk may have room again
        return;
    } catch (...) {
        m_database->rollback();
        throw;
    }

    m_inFlight.insert(m_begun);
    m_begun.clear();
    const std::vector<std::function<void()>> functions = std::exchange(m_afterCommit, {});
    const std::shared_ptr<bool> alive = m_alive;
    for (const Task &task : tasks) {
        if (*alive && task.committed)
            task.committed();
    }
    for (const std::function<void()> &function : functions) {
        if (*alive)
            function();
    }
    if (!*alive)
        return;
    m_isWorking = false;
    if (!m_tasks.empty())
        m_environment->wake();
}

void StoreEngine::loadCounts()
{
    m_device = QString::fromUtf8(m_database->setting(deviceSetting));
    const QCborArray counters = QCborValue::fromCbor(m_database->setting(countersSetting)).toArray();
    m_lastSequence = counters.at(0).toInteger();
    m_lastMarker = counters.at(1).toInteger();
    m_event = counters.at(2).toInteger();
    m_tables.clear();
    m_mirrors.clear();
    m_pendingCount = 0;
    m_conflictCount = 0;
    if (m_identity.isEmpty())
        return;
    QSet<qint64> ids;
    const QList<StoredTable> tables = m_database->tables();
    for (const StoredTable &table : tables) {
        if (table.identity == m_identity) {
            m_tables.insert(table.name, table);
            ids.insert(table.id);
        }
    }
    const QList<StoredMirror> mirrors = m_database->mirrors();
    for (const StoredMirror &mirror : mirrors) {
        if (ids.contains(mirror.table))
            m_mirrors.append(mirror);
    }
    for (const SyncState state :
         { SyncState::Pending, SyncState::Sending, SyncState::Rejected, SyncState::Unconfirmed })
        m_pendingCount += m_database->countWrites(m_identity, state);
    m_conflictCount = m_database->countWrites(m_identity, SyncState::Conflict);
}

void StoreEngine::saveCounters()
{
    const QByteArray counters = QCborValue(QCborArray { m_lastSequence, m_lastMarker, m_event })
                                        .toCbor();
    if (m_database->setting(countersSetting) != counters)
        m_database->setSetting(countersSetting, counters);
    if (m_database->setting(deviceSetting) != m_device.toUtf8())
        m_database->setSetting(deviceSetting, m_device.toUtf8());
}

void StoreEngine::setIdentity(const QString &identity)
{
    if (m_identity == identity)
        return;
    saveCounters();
    m_identity = identity;
    m_ledger = Ledger::Unknown;
    m_stale.clear();
    m_pauseError = {};
    m_probeAt = 0;
    m_failures = 0;
    m_changesIdentity = true;
    afterCommit([this] {
        m_changesIdentity = false;
        m_environment->wake();
    });
    loadCounts();
    tellStatus();
}

qint64 StoreEngine::addTable(const StoredTable &table)
{
    StoredTable added = table;
    added.identity = m_identity;
    const auto known = m_tables.constFind(table.name);
    if (known == m_tables.constEnd()) {
        added.id = m_database->insertTable(added);
    } else {
        added.id = known->id;
        if (added.versionAttribute.isEmpty())
            added.versionAttribute = known->versionAttribute;
        if (added.tableId.isEmpty())
            added.tableId = known->tableId;
        m_database->updateTable(added);
    }
    m_tables.insert(added.name, added);
    return added.id;
}

std::optional<StoredTable> StoreEngine::table(const QString &name) const
{
    const auto known = m_tables.constFind(name);
    if (known == m_tables.constEnd())
        return std::nullopt;
    return *known;
}

std::optional<StoredTable> StoreEngine::table(qint64 id) const
{
    for (const StoredTable &table : m_tables) {
        if (table.id == id)
            return table;
    }
    return std::nullopt;
}

qint64 StoreEngine::addMirror(const StoredMirror &mirror)
{
    for (const StoredMirror &known : std::as_const(m_mirrors)) {
        if (known.table == mirror.table && known.partition == mirror.partition
            && known.lower == mirror.lower && known.upper == mirror.upper)
            return known.id;
    }
    StoredMirror added = mirror;
    added.id = m_database->insertMirror(mirror);
    m_mirrors.append(added);
    return added.id;
}

void StoreEngine::removeMirror(qint64 id)
{
    m_database->removeMirror(id);
    m_mirrors.removeIf([id](const StoredMirror &mirror) { return mirror.id == id; });
}

void StoreEngine::updateMirror(const StoredMirror &mirror)
{
    m_database->updateMirror(mirror);
    for (StoredMirror &known : m_mirrors) {
        if (known.id == mirror.id)
            known = mirror;
    }
}

bool StoreEngine::isMirrored(const ItemPlace &place) const
{
    return std::any_of(m_mirrors.cbegin(), m_mirrors.cend(),
                       [&place](const StoredMirror &mirror) { return covers(mirror, place); });
}

bool StoreEngine::isKnown(const ItemPlace &place) const
{
    return std::any_of(m_mirrors.cbegin(), m_mirrors.cend(), [&place](const StoredMirror &mirror) {
        return mirror.isComplete && covers(mirror, place);
    });
}

QDynamoDBError StoreEngine::clear(bool discardsPending)
{
    if (!discardsPending && (m_pendingCount > 0 || m_conflictCount > 0)) {
        return QDynamoDBError(QDynamoDBError::Code::ResourceInUse,
                              u"The store has %1 writes that the service does not have, and %2 "
                              u"conflicts. Send or "
                              u"resolve them, or discard them explicitly."_s.arg(m_pendingCount)
                                      .arg(m_conflictCount));
    }
    m_database->clear(m_identity);
    m_inFlight.clear(); // their replies find no write
    m_delays.clear();
    m_stale.clear();
    saveCounters();
    loadCounts();
    tellStatus();
    return {};
}

void StoreEngine::pause()
{
    m_isPaused = true;
    tellStatus();
}

void StoreEngine::resume()
{
    m_isPaused = false;
    m_pauseError = {};
    m_probeAt = 0;
    m_delays.clear();
    tellStatus();
    m_environment->wake();
}

void StoreEngine::setReachable(bool isReachable)
{
    // A hint: the service may be on this device, or behind a network that is not known as such.
    if (isReachable) {
        m_probeAt = 0;
        m_delays.clear();
    } else if (m_isOnline) {
        m_isOnline = false;
        m_failures = 1;
        tellStatus();
    }
    m_environment->wake();
}

void StoreEngine::tellWrite(const QueuedWrite &write)
{
    if (m_events.writeChanged) {
        afterCommit([this, write] { m_events.writeChanged(write.sequence, &write, write.error); });
    }
}

void StoreEngine::tellGone(qint64 sequence, const QDynamoDBError &error)
{
    if (m_events.writeChanged) {
        afterCommit([this, sequence, error] { m_events.writeChanged(sequence, nullptr, error); });
    }
}

void StoreEngine::tellItem(const ItemPlace &place)
{
    if (m_events.itemChanged)
        afterCommit([this, place] { m_events.itemChanged(place); });
}

void StoreEngine::tellStatus()
{
    if (m_events.statusChanged)
        afterCommit([this] { m_events.statusChanged(); });
}

} // namespace QtDynamoDBPrivate
