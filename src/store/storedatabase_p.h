// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREDATABASE_P_H
#define STOREDATABASE_P_H

#include "store/storeglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qhashfunctions.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <functional>
#include <optional>
#include <tuple>

namespace QtDynamoDBPrivate {

// The exception that every function of a database throws if the database fails: the disk is full, a
// statement failed, or a row can't be decoded.
struct StoreFailure
{
    QDynamoDBError error;
};

// An item's place in the store. The bytes of the keys are those of encodedKey(): they sort as
// DynamoDB sorts the values.
struct ItemPlace
{
    qint64 table = 0; // StoredTable::id
    QByteArray partition;
    QByteArray sort; // empty if the table has no sort key

    friend bool operator==(const ItemPlace &a, const ItemPlace &b)
    {
        return a.table == b.table && a.partition == b.partition && a.sort == b.sort;
    }
    friend bool operator!=(const ItemPlace &a, const ItemPlace &b) { return !(a == b); }
    friend bool operator<(const ItemPlace &a, const ItemPlace &b)
    {
        return std::tie(a.table, a.partition, a.sort) < std::tie(b.table, b.partition, b.sort);
    }
};

[[nodiscard]] inline size_t qHash(const ItemPlace &place, size_t seed = 0) noexcept
{
    return qHashMulti(seed, place.table, place.partition, place.sort);
}

// How an item or a write stands to the service.
enum class SyncState : quint8 {
    Synced,
    Pending, // waits for its turn or for the network
    Sending, // was sent at least once; the outcome is not known yet
    Conflict, // met a change of others and waits for a decision
    Rejected, // the service refused it for good
    Unconfirmed, // the outcome can't be found out any more
};

// A table as one identity sees it. Items, mirrors and writes of different identities have different
// tables, and so never meet.
struct StoredTable
{
    qint64 id = 0;
    QString identity;
    QString name;
    QString partitionKey; // the attribute's name
    QString sortKey; // empty if the table has none
    QDynamoDBValue::Type partitionType = QDynamoDBValue::Type::String;
    QDynamoDBValue::Type sortType = QDynamoDBValue::Type::Undefined;
    QString tableId; // the service's; empty if it is unknown
    QString versionAttribute; // empty if there is none
};

// A mirrored item.
struct StoredItem
{
    ItemPlace place;
    QDynamoDBItem base; // as the service has it, as far as is known; null: it has none
    QDynamoDBItem local; // the base with the pending writes, which reads return; null: no item
    SyncState state = SyncState::Synced;
    qint64 asOf = 0; // when the base was read, in ms since 1970 by the local clock; 0: never
    // The value of the store's counter of events when the last write of the item was acknowledged,
    // or the base last replaced. A read that began before must not replace the base.
    qint64 event = 0;
    bool isStale = false; // the base has to be read again
};

// A range of the items of a partition, by the bytes of the sort keys.
struct ItemRange
{
    qint64 table = 0;
    QByteArray partition;
    std::optional<QByteArray> lower; // no value: unbounded
    std::optional<QByteArray> upper;
    bool includesLower = true;
    bool includesUpper = true;
    bool isDescending = false;
};

// A part of a table that is mirrored.
struct StoredMirror
{
    qint64 id = 0;
    qint64 table = 0;
    std::optional<QByteArray> partition; // no value: the whole table
    std::optional<QByteArray> lower; // a range of sort keys, both ends included
    std::optional<QByteArray> upper;
    bool isComplete = false; // was read to the end at least once
    qint64 lastStarted = 0; // of the last complete sync, in ms since 1970
    qint64 lastSynced = 0;
    QByteArray progress; // of the feed: its kind and checkpoint; the database does not read it
};

[[nodiscard]] bool covers(const StoredMirror &mirror, const ItemPlace &place);

// A queued write. It leaves the queue when the service has it, when a conflict is resolved without
// it, or when the application drops it.
struct StoredWrite
{
    qint64 sequence = 0; // the order of acceptance
    QString identity;
    SyncState state = SyncState::Pending;
    int blockers = 0; // how many of its items have an earlier write in the queue
    QList<ItemPlace> items; // that it writes or checks
    QByteArray body; // actions, marker, attempts, error; the database does not read it
};

// The read access to a store's database. Belongs to one thread. All functions throw StoreFailure.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoreReader
{
public:
    virtual ~StoreReader();

    // A named setting; null if there is none.
    [[nodiscard]] virtual QByteArray setting(const QString &name) = 0;

    [[nodiscard]] virtual QList<StoredTable> tables() = 0;
    [[nodiscard]] virtual QList<StoredMirror> mirrors() = 0;

    [[nodiscard]] virtual std::optional<StoredItem> item(const ItemPlace &place) = 0;
    // Visits items in order until the visitor returns false. The visitor must not write.
    using ItemVisitor = std::function<bool(StoredItem &&item)>;
    virtual void visitRange(const ItemRange &range, const ItemVisitor &visit) = 0;
    // Visits the items of the table after the place, by partition and sort bytes.
    virtual void visitTable(const ItemPlace &after, const ItemVisitor &visit) = 0;

    [[nodiscard]] virtual std::optional<StoredWrite> write(qint64 sequence) = 0;
    // The first writes of an item after the sequence, in their order, without those in conflict:
    // these don't count as pending.
    [[nodiscard]] virtual QList<qint64> writesOf(const ItemPlace &place, qint64 after,
                                                 int limit) = 0;
    [[nodiscard]] virtual bool hasConflict(const ItemPlace &place) = 0;
    // The first writes of the identity after the sequence that no earlier write blocks and whose
    // state is Pending or Sending.
    [[nodiscard]] virtual QList<StoredWrite> readyWrites(const QString &identity, qint64 after,
                                                         int limit) = 0;
    // The first writes of the identity after the sequence, in any state.
    [[nodiscard]] virtual QList<StoredWrite> writes(const QString &identity, qint64 after,
                                                    int limit) = 0;
    [[nodiscard]] virtual qint64 countWrites(const QString &identity, SyncState state) = 0;
};

// A store's database. Belongs to one thread. All functions throw StoreFailure. Changes are made
// between begin() and commit().
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoreDatabase : public StoreReader
{
public:
    virtual void begin() = 0;
    virtual void commit() = 0; // the changes are on the disk
    virtual void rollback() noexcept = 0;

    virtual void setSetting(const QString &name, const QByteArray &value) = 0;

    virtual qint64 insertTable(const StoredTable &table) = 0; // returns its id
    virtual void updateTable(const StoredTable &table) = 0;

    virtual qint64 insertMirror(const StoredMirror &mirror) = 0; // returns its id
    virtual void updateMirror(const StoredMirror &mirror) = 0;
    virtual void removeMirror(qint64 id) = 0;

    virtual void putItem(const StoredItem &item) = 0; // inserts or replaces
    virtual void removeItem(const ItemPlace &place) = 0;

    virtual void insertWrite(const StoredWrite &write) = 0;
    virtual void updateWrite(const StoredWrite &write) = 0; // all but its items
    virtual void removeWrite(qint64 sequence) = 0;

    // Removes everything that belongs to the identity, tables included.
    virtual void clear(const QString &identity) = 0;
};

} // namespace QtDynamoDBPrivate

#endif
