// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREENGINE_P_H
#define STOREENGINE_P_H

#include "store/queuedwrite_p.h"
#include "store/storenetwork_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qset.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace QtDynamoDBPrivate {

enum class ConflictPolicy : quint8 { KeepTheirs, KeepMine, MergeAttributes, Handler };
enum class Resolution : quint8 { KeepTheirs, KeepMine, MergeAttributes };

struct EngineOptions
{
    bool usesLedger = true; // otherwise client request tokens
    QString ledgerTable = QStringLiteral("QtDynamoDBStoreLedger");
    qint64 maxOffline = 30LL * 24 * 3600 * 1000; // ms
    qint64 maxPending = 100000; // writes
    int maxInFlight = 8; // writes
    ConflictPolicy policy = ConflictPolicy::KeepTheirs;
};

// A write that an application asks for.
struct WriteRequest
{
    QList<StoredAction> actions;
    bool isBlind = false; // without guards
    bool isInsert = false; // fails if there is an item
    bool isRemoval = false;
    bool evaluatesAtServer = false; // conditions are not evaluated on local items
};

// What an engine reports, after it is on the disk. Functions may be empty.
struct EngineEvents
{
    // A write changed its state. It is null if the write has left the queue; then, an error says
    // that the write was not applied.
    std::function<void(qint64 sequence, const QueuedWrite *write, const QDynamoDBError &error)>
            writeChanged;
    // A conflict was resolved by putting the write at the end of the queue, with a new sequence.
    std::function<void(qint64 from, qint64 to)> writeMoved;
    // A write met a change of others. It is in conflict, or waits for resolve(), if its state is
    // Sending, because of ConflictPolicy::Handler.
    std::function<void(const QueuedWrite &write)> conflictOccurred;
    std::function<void(const ItemPlace &place)> itemChanged;
    std::function<void()> statusChanged; // isOnline(), pauseError(), counts
};

// The core of a store: it accepts writes, sends them, and decides what becomes of them. All of its
// state is in the database, so that a process may end at any statement. Belongs to one thread,
// which owns the database's connection for writing.
//
// Tasks run in groups, one transaction of the database for each group. Replies of the network are
// tasks. What has to follow the commit, such as sending, follows it.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoreEngine
{
public:
    StoreEngine(StoreDatabase *database, StoreNetwork *network, StoreEnvironment *environment,
                const EngineOptions &options, EngineEvents events);
    ~StoreEngine();
    Q_DISABLE_COPY_MOVE(StoreEngine)

    struct Task
    {
        std::function<void()> run;
        std::function<void(const QDynamoDBError &error)> failed; // the transaction was rolled back
        std::function<void()> committed = {};
    };
    // Runs the task in the next group.
    void submit(Task task);
    // Runs all submitted tasks, commits, and sends.
    void work();

    // The functions below are called in tasks.

    // Empty: unknown. Writes are refused then, and nothing is sent.
    void setIdentity(const QString &identity);
    [[nodiscard]] const QString &identity() const { return m_identity; }
    void setOptions(const EngineOptions &options) { m_options = options; }

    // Makes the table known, or changes its keys or version attribute. Returns its id.
    qint64 addTable(const StoredTable &table);
    [[nodiscard]] std::optional<StoredTable> table(const QString &name) const;
    [[nodiscard]] std::optional<StoredTable> table(qint64 id) const;
    [[nodiscard]] const QHash<QString, StoredTable> &tables() const { return m_tables; }
    // Returns the id of the mirror, which may exist already.
    qint64 addMirror(const StoredMirror &mirror);
    void removeMirror(qint64 id);
    [[nodiscard]] const QList<StoredMirror> &mirrors() const { return m_mirrors; }
    void updateMirror(const StoredMirror &mirror);
    [[nodiscard]] bool isMirrored(const ItemPlace &place) const;
    // Its mirror was read to the end: an item that the database lacks did not exist then.
    [[nodiscard]] bool isKnown(const ItemPlace &place) const;

    // Accepts a write. Returns its sequence, or 0 if it would change nothing; after the commit it is
    // on the disk. Changes nothing if it fails.
    [[nodiscard]] QDynamoDBExpected<qint64> accept(WriteRequest request);
    // Resolves a conflict, or a write that waits for the handler.
    [[nodiscard]] QDynamoDBError resolve(qint64 sequence, Resolution resolution);
    // Sends a rejected or unconfirmed write anew.
    [[nodiscard]] QDynamoDBError retry(qint64 sequence);
    // Removes a write that is parked or in conflict, or that was never sent.
    [[nodiscard]] QDynamoDBError drop(qint64 sequence);
    // Removes everything of the identity; fails with pending writes unless they are discarded.
    [[nodiscard]] QDynamoDBError clear(bool discardsPending);

    void pause();
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    void resume(); // also tries at once to reach the service
    // The network is there, or isn't.
    void setReachable(bool isReachable);

    // A read of the service that begins now. Pass the result to applyRead().
    [[nodiscard]] qint64 beginRead() const { return m_event; }
    // A pass over a mirror that begins now: it is younger than every event before.
    [[nodiscard]] qint64 beginPass() { return ++m_event; }
    // Reads the item again when there is time.
    void reread(const ItemPlace &place);
    // The service's version of an item, null if it has none, by a read that began then. Ignored if
    // the read may be older than what is known; the item is read again.
    void applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun);

    [[nodiscard]] bool isOnline() const { return m_isOnline; }
    // Why sending is paused: credentials, a missing table, the ledger. NoError if it isn't.
    [[nodiscard]] QDynamoDBError pauseError() const { return m_pauseError; }
    // Writes that are not applied, without conflicts.
    [[nodiscard]] qint64 pendingWrites() const { return m_pendingCount; }
    [[nodiscard]] qint64 conflicts() const { return m_conflictCount; }
    [[nodiscard]] StoreDatabase &database() { return *m_database; }
    [[nodiscard]] StoreNetwork &network() { return *m_network; }
    [[nodiscard]] StoreEnvironment &environment() { return *m_environment; }

private:
    enum class Step : quint8 { Sending, Cancelling, Comparing, Deciding };
    struct InFlight
    {
        Step step = Step::Sending;
        bool wasDoubtful = false; // an earlier attempt has an unknown outcome
    };
    enum class Verdict : quint8 { Applied, Refused, Retry, Paused, Unreachable, Unknown };
    struct End // of a write that is not applied
    {
        SyncState state = SyncState::Rejected;
        QDynamoDBError error;
        QList<std::optional<QDynamoDBItem>> theirs; // see QueuedWrite
    };

    // storeengine.cpp
    void loadCounts();
    // Returns a handler for replies that arrive while the engine exists; later ones are ignored.
    template<typename Function>
    [[nodiscard]] auto whileAlive(Function function) const
    {
        return [alive = m_alive, function](const auto &reply) {
            if (*alive)
                function(reply);
        };
    }
    void afterCommit(std::function<void()> function)
    {
        m_afterCommit.push_back(std::move(function));
    }
    void saveCounters();
    void tellWrite(const QueuedWrite &write);
    void tellGone(qint64 sequence, const QDynamoDBError &error = {});
    void tellItem(const ItemPlace &place);
    void tellStatus();

    // storeaccepting.cpp
    struct Prepared
    {
        ItemPlace place;
        bool isMirrored = false;
        bool isNeeded = true; // it changes something
        StoredItem row;
    };
    [[nodiscard]] QDynamoDBExpected<Prepared> prepare(StoredAction &action,
                                                      const WriteRequest &request);
    void enqueue(QueuedWrite &write);

    // storeoverlay.cpp
    [[nodiscard]] std::optional<QueuedWrite> load(qint64 sequence);
    void save(const QueuedWrite &write) { m_database->updateWrite(write.toStored()); }
    void setState(QueuedWrite &write, SyncState state);
    void unblock(const QueuedWrite &write);
    void remove(const QueuedWrite &write);
    void refresh(const ItemPlace &place); // the local item and its state, of base and writes
    void setItemState(const ItemPlace &place);
    [[nodiscard]] SyncState stateOf(const ItemPlace &place);
    void putOrRemove(const StoredItem &item);
    void setBase(const ItemPlace &place, const QDynamoDBItem &base);

    // storesending.cpp
    void prepareSends();
    void send(QueuedWrite &write);
    void sendCancel(QueuedWrite &write, const End &end);
    void compare(QueuedWrite &write);
    [[nodiscard]] QDynamoDB::TransactWriteItemsRequest requestOf(const QueuedWrite &write) const;
    [[nodiscard]] QString ownerOf(const QueuedWrite &write) const;
    [[nodiscard]] Verdict verdictOf(const QDynamoDBError &error, bool mayHaveSucceeded) const;
    void onReply(qint64 sequence, const StoreReply<StoreNetwork::Nothing> &reply);
    void onCanceled(QueuedWrite &write, qint64 sentAt, const QDynamoDBError &error);
    void onMarker(QueuedWrite &write, const QDynamoDBItem &marker);
    void onCancelReply(qint64 sequence, const End &end,
                       const StoreReply<StoreNetwork::Nothing> &reply);
    void onCompared(qint64 sequence, const StoreReply<QDynamoDBItem> &reply);
    void onApplied(QueuedWrite &write);
    void onUnreachable(const QDynamoDBError &error);
    void onReached();
    void delay(qint64 sequence, int attempts);
    void rekey(QueuedWrite &write);
    void takeNewDevice(QueuedWrite &write);
    void takeMarker(QueuedWrite &write);
    void end(QueuedWrite &write, const End &end, qint64 sentAt);
    void prepareLedger();
    void readStale();
    void onStaleRead(const ItemPlace &place, qint64 begun, const StoreReply<QDynamoDBItem> &reply);

    // storeconflicts.cpp
    void conclude(QueuedWrite &write, const End &end);
    void keepTheirs(QueuedWrite &write);
    [[nodiscard]] bool rebase(QueuedWrite &write, Resolution resolution);
    void rebaseFollowers(const QueuedWrite &write);

    StoreDatabase *const m_database;
    StoreNetwork *const m_network;
    StoreEnvironment *const m_environment;
    EngineOptions m_options;
    const EngineEvents m_events;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);

    std::vector<Task> m_tasks;
    std::vector<std::function<void()>> m_afterCommit;
    QHash<qint64, InFlight> m_begun; // in this transaction
    bool m_isWorking = false;

    QString m_identity;
    QHash<QString, StoredTable> m_tables; // of the identity, by name
    QList<StoredMirror> m_mirrors;
    QString m_device;
    qint64 m_lastSequence = 0;
    qint64 m_lastMarker = 0;
    qint64 m_event = 0;
    qint64 m_pendingCount = 0;
    qint64 m_conflictCount = 0;

    QHash<qint64, InFlight> m_inFlight; // by sequence
    QHash<qint64, qint64> m_delays; // by sequence: until when, by monotonic()
    QHash<ItemPlace, bool> m_stale; // items to read again; true: the read is in flight
    bool m_isPaused = false;
    bool m_changesIdentity = false; // in this transaction
    bool m_isOnline = true;
    QDynamoDBError m_pauseError;
    qint64 m_probeAt = 0; // when the service is tried again, by monotonic()
    int m_failures = 0; // in a row
    enum class Ledger : quint8 { Unknown, Preparing, Ready } m_ledger = Ledger::Unknown;
};

} // namespace QtDynamoDBPrivate

#endif
