// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/sqlite/sqlitedatabase_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The statements that lead from one schema version to the next.
constexpr const char *toVersion1[] = {
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",

    "CREATE TABLE known_table (id INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL,"
    " name TEXT NOT NULL, partition_key TEXT NOT NULL, partition_type INTEGER NOT NULL,"
    " sort_key TEXT NOT NULL, sort_type INTEGER NOT NULL, table_id TEXT NOT NULL,"
    " version_attribute TEXT NOT NULL, UNIQUE (identity, name))",

    "CREATE TABLE mirror (id INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL,"
    " partition_value BLOB, lower BLOB, upper BLOB, complete INTEGER NOT NULL,"
    " last_started INTEGER NOT NULL, last_synced INTEGER NOT NULL, progress BLOB)",

    // The local item is stored only if it differs from the base.
    "CREATE TABLE item (id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL,"
    " partition_value BLOB NOT NULL, sort_value BLOB NOT NULL, base BLOB, local BLOB,"
    " differs INTEGER NOT NULL, state INTEGER NOT NULL, as_of INTEGER NOT NULL,"
    " event INTEGER NOT NULL, stale INTEGER NOT NULL,"
    " UNIQUE (table_id, partition_value, sort_value))",

    "CREATE TABLE pending_write (sequence INTEGER PRIMARY KEY, identity TEXT NOT NULL,"
    " state INTEGER NOT NULL, blockers INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX ready_write ON pending_write (identity, sequence)"
    " WHERE blockers = 0 AND state IN (1, 2)",
    "CREATE INDEX write_state ON pending_write (identity, state)",

    "CREATE TABLE write_item (table_id INTEGER NOT NULL, partition_value BLOB NOT NULL,"
    " sort_value BLOB NOT NULL, sequence INTEGER NOT NULL, position INTEGER NOT NULL,"
    " PRIMARY KEY (table_id, partition_value, sort_value, sequence)) WITHOUT ROWID",
    "CREATE INDEX items_of_write ON write_item (sequence, position)",

    "PRAGMA user_version = 1",
};

// Empty bytes that are not NULL.
QVariant blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

QVariant optionalBlob(const std::optional<QByteArray> &bytes)
{
    return bytes ? blob(*bytes) : QVariant(QMetaType::fromType<QByteArray>());
}

// Not NULL.
QString text(const QString &string)
{
    return string.isNull() ? u""_s : string;
}

QVariant itemBlob(const QDynamoDBItem &item)
{
    if (item.isNull())
        return QVariant(QMetaType::fromType<QByteArray>());
    const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::fromItem(item);
    if (!json)
        throw StoreFailure { json.error() };
    return *json;
}

QDynamoDBItem toItem(const QVariant &blob)
{
    if (blob.isNull())
        return {};
    const QDynamoDBExpected<QDynamoDBItem> item = QDynamoDBJson::toItem(blob.toByteArray());
    if (!item)
        throw StoreFailure { item.error() };
    return *item;
}

std::optional<QByteArray> optionalBytes(const QVariant &value)
{
    if (value.isNull())
        return std::nullopt;
    return value.toByteArray();
}

// The row of "base, local, differs, state, as_of, event, stale" from the given column on.
StoredItem toStoredItem(const QSqlQuery &query, ItemPlace &&place, int column)
{
    StoredItem item;
    item.place = std::move(place);
    item.base = toItem(query.value(column));
    item.local = query.value(column + 2).toBool() ? toItem(query.value(column + 1)) : item.base;
    item.state = SyncState(query.value(column + 3).toInt());
    item.asOf = query.value(column + 4).toLongLong();
    item.event = query.value(column + 5).toLongLong();
    item.isStale = query.value(column + 6).toBool();
    return item;
}

} // namespace

SqliteDatabase::SqliteDatabase(const QString &driver, const QString &fileName, Access access)
    : m_connection(driver, fileName, access)
{
    if (access == Access::ReadWrite)
        migrate();
}

SqliteDatabase::~SqliteDatabase() = default;

void SqliteDatabase::migrate()
{
    QSqlQuery &query = m_connection.execute("PRAGMA user_version");
    const int version = m_connection.next(query) ? query.value(0).toInt() : 0;
    query.finish();
    if (version == schemaVersion)
        return;
    if (version > schemaVersion) {
        throw StoreFailure {
            QDynamoDBError(QDynamoDBError::Code::StoreUnavailable,
                           u"The store's file was written by a newer version of the library: its "
                           u"schema version "
                           u"is %1, this library knows versions up to %2. Update the application."_s
                                   .arg(version)
                                   .arg(schemaVersion))
        };
    }
    begin();
    try {
        if (version < 1) {
            for (const char *statement : toVersion1)
                m_connection.execute(statement);
        }
        commit();
    } catch (...) {
        rollback();
        throw;
    }
}

bool SqliteDatabase::isSound()
{
    QSqlQuery &query = m_connection.execute("PRAGMA quick_check(1)");
    const bool isOk = m_connection.next(query) && query.value(0).toString() == "ok"_L1;
    query.finish();
    return isOk;
}

QByteArray SqliteDatabase::setting(const QString &name)
{
    QSqlQuery &query = m_connection.execute("SELECT value FROM setting WHERE name = ?",
                                            { text(name) });
    QByteArray value;
    while (m_connection.next(query))
        value = query.value(0).toByteArray();
    return value;
}

QList<StoredTable> SqliteDatabase::tables()
{
    QSqlQuery &query = m_connection.execute(
            "SELECT id, identity, name, partition_key, partition_type, sort_key, sort_type,"
            " table_id, version_attribute FROM known_table ORDER BY id");
    QList<StoredTable> tables;
    while (m_connection.next(query)) {
        StoredTable table;
        table.id = query.value(0).toLongLong();
        table.identity = query.value(1).toString();
        table.name = query.value(2).toString();
        table.partitionKey = query.value(3).toString();
        table.partitionType = QDynamoDBValue::Type(query.value(4).toInt());
        table.sortKey = query.value(5).toString();
        table.sortType = QDynamoDBValue::Type(query.value(6).toInt());
        table.tableId = query.value(7).toString();
        table.versionAttribute = query.value(8).toString();
        tables.append(table);
    }
    return tables;
}

QList<StoredMirror> SqliteDatabase::mirrors()
{
    QSqlQuery &query = m_connection.execute("SELECT id, table_id, partition_value, lower, upper, "
                                            "complete, last_started, last_synced,"
                                            " progress FROM mirror ORDER BY id");
    QList<StoredMirror> mirrors;
    while (m_connection.next(query)) {
        StoredMirror mirror;
        mirror.id = query.value(0).toLongLong();
        mirror.table = query.value(1).toLongLong();
        mirror.partition = optionalBytes(query.value(2));
        mirror.lower = optionalBytes(query.value(3));
        mirror.upper = optionalBytes(query.value(4));
        mirror.isComplete = query.value(5).toBool();
        mirror.lastStarted = query.value(6).toLongLong();
        mirror.lastSynced = query.value(7).toLongLong();
        mirror.progress = query.value(8).toByteArray();
        mirrors.append(mirror);
    }
    return mirrors;
}

std::optional<StoredItem> SqliteDatabase::item(const ItemPlace &place)
{
    QSqlQuery &query =
            m_connection.execute("SELECT base, local, differs, state, as_of, event, stale FROM item"
                                 " WHERE table_id = ? AND partition_value = ? AND sort_value = ?",
                                 { place.table, blob(place.partition), blob(place.sort) });
    std::optional<StoredItem> item;
    if (m_connection.next(query))
        item = toStoredItem(query, ItemPlace(place), 0);
    query.finish();
    return item;
}

void SqliteDatabase::visitRange(const ItemRange &range, const ItemVisitor &visit)
{
#define SELECT_RANGE \
    "SELECT sort_value, base, local, differs, state, as_of, event, stale FROM item" \
    " WHERE table_id = ? AND partition_value = ? AND sort_value >= ?" \
    " AND (? IS NULL OR sort_value <= ?) ORDER BY sort_value "
    const QVariant upper = optionalBlob(range.upper);
    QSqlQuery &query = m_connection.execute(range.isDescending ? SELECT_RANGE "DESC"
                                                               : SELECT_RANGE "ASC",
                                            { range.table, blob(range.partition),
                                              blob(range.lower.value_or(QByteArray())), upper,
                                              upper });
#undef SELECT_RANGE
    try {
        while (m_connection.next(query)) {
            ItemPlace place { range.table, range.partition, query.value(0).toByteArray() };
            if ((range.lower && !range.includesLower && place.sort == *range.lower)
                || (range.upper && !range.includesUpper && place.sort == *range.upper))
                continue;
            if (!visit(toStoredItem(query, std::move(place), 1)))
                break;
        }
    } catch (...) {
        query.finish();
        throw;
    }
    query.finish();
}

void SqliteDatabase::visitTable(const ItemPlace &after, const ItemVisitor &visit)
{
    QSqlQuery &query = m_connection.execute(
            "SELECT partition_value, sort_value, base, local, differs, state, as_of, event, stale"
            " FROM item WHERE table_id = ? AND (partition_value, sort_value) > (?, ?)"
            " ORDER BY partition_value, sort_value",
            { after.table, blob(after.partition), blob(after.sort) });
    try {
        while (m_connection.next(query)) {
            ItemPlace place { after.table, query.value(0).toByteArray(),
                              query.value(1).toByteArray() };
            if (!visit(toStoredItem(query, std::move(place), 2)))
                break;
        }
    } catch (...) {
        query.finish();
        throw;
    }
    query.finish();
}

QList<StoredWrite> SqliteDatabase::readWrites(QSqlQuery &query)
{
    QList<StoredWrite> writes;
    while (m_connection.next(query)) {
        StoredWrite write;
        write.sequence = query.value(0).toLongLong();
        write.identity = query.value(1).toString();
        write.state = SyncState(query.value(2).toInt());
        write.blockers = query.value(3).toInt();
        write.body = query.value(4).toByteArray();
        writes.append(write);
    }
    for (StoredWrite &write : writes) {
        QSqlQuery &items =
                m_connection.execute("SELECT table_id, partition_value, sort_value FROM write_item"
                                     " WHERE sequence = ? ORDER BY position",
                                     { write.sequence });
        while (m_connection.next(items)) {
            write.items.append({ items.value(0).toLongLong(), items.value(1).toByteArray(),
                                 items.value(2).toByteArray() });
        }
    }
    return writes;
}

std::optional<StoredWrite> SqliteDatabase::write(qint64 sequence)
{
    const QList<StoredWrite> writes = readWrites(
            m_connection
                    .execute("SELECT sequence, identity, state, blockers, body FROM pending_write"
                             " WHERE sequence = ?",
                             { sequence }));
    if (writes.isEmpty())
        return std::nullopt;
    return writes.first();
}

QList<qint64> SqliteDatabase::writesOf(const ItemPlace &place, qint64 after, int limit)
{
    QSqlQuery &query = m_connection.execute(
            "SELECT i.sequence FROM write_item i JOIN pending_write w ON w.sequence = i.sequence"
            " WHERE i.table_id = ? AND i.partition_value = ? AND i.sort_value = ?"
            " AND i.sequence > ? AND w.state <> 3 ORDER BY i.sequence LIMIT ?",
            { place.table, blob(place.partition), blob(place.sort), after, limit });
    QList<qint64> sequences;
    while (m_connection.next(query))
        sequences.append(query.value(0).toLongLong());
    return sequences;
}

bool SqliteDatabase::hasConflict(const ItemPlace &place)
{
    QSqlQuery &query = m_connection.execute(
            "SELECT 1 FROM write_item i JOIN pending_write w ON w.sequence = i.sequence"
            " WHERE i.table_id = ? AND i.partition_value = ? AND i.sort_value = ? AND w.state = 3"
            " LIMIT 1",
            { place.table, blob(place.partition), blob(place.sort) });
    const bool found = m_connection.next(query);
    query.finish();
    return found;
}

QList<StoredWrite> SqliteDatabase::readyWrites(const QString &identity, qint64 after, int limit)
{
    return readWrites(m_connection.execute(
            "SELECT sequence, identity, state, blockers, body FROM pending_write"
            " WHERE identity = ? AND sequence > ? AND blockers = 0 AND state IN (1, 2)"
            " ORDER BY sequence LIMIT ?",
            { text(identity), after, limit }));
}

QList<StoredWrite> SqliteDatabase::writes(const QString &identity, qint64 after, int limit)
{
    return readWrites(
            m_connection
                    .execute("SELECT sequence, identity, state, blockers, body FROM pending_write"
                             " WHERE identity = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                             { text(identity), after, limit }));
}

qint64 SqliteDatabase::countWrites(const QString &identity, SyncState state)
{
    QSqlQuery &query = m_connection.execute(
            "SELECT count(*) FROM pending_write WHERE identity = ? AND state = ?",
            { text(identity), int(state) });
    qint64 count = 0;
    while (m_connection.next(query))
        count = query.value(0).toLongLong();
    return count;
}

void SqliteDatabase::begin()
{
    m_connection.execute("BEGIN IMMEDIATE");
}

void SqliteDatabase::commit()
{
    m_connection.execute("COMMIT");
}

void SqliteDatabase::rollback() noexcept
{
    m_connection.rollback();
}

void SqliteDatabase::setSetting(const QString &name, const QByteArray &value)
{
    m_connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                         { text(name), blob(value) });
}

qint64 SqliteDatabase::insertTable(const StoredTable &table)
{
    return m_connection.insert(
            "INSERT INTO known_table (identity, name, partition_key, partition_type, sort_key,"
            " sort_type, table_id, version_attribute) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            { text(table.identity), text(table.name), text(table.partitionKey),
              int(table.partitionType), text(table.sortKey), int(table.sortType),
              text(table.tableId), text(table.versionAttribute) });
}

void SqliteDatabase::updateTable(const StoredTable &table)
{
    m_connection
            .execute("UPDATE known_table SET partition_key = ?, partition_type = ?, sort_key = ?,"
                     " sort_type = ?, table_id = ?, version_attribute = ? WHERE id = ?",
                     { text(table.partitionKey), int(table.partitionType), text(table.sortKey),
                       int(table.sortType), text(table.tableId), text(table.versionAttribute),
                       table.id });
}

qint64 SqliteDatabase::insertMirror(const StoredMirror &mirror)
{
    return m_connection.insert(
            "INSERT INTO mirror (table_id, partition_value, lower, upper, complete, last_started,"
            " last_synced, progress) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            { mirror.table, optionalBlob(mirror.partition), optionalBlob(mirror.lower),
              optionalBlob(mirror.upper), int(mirror.isComplete), mirror.lastStarted,
              mirror.lastSynced, blob(mirror.progress) });
}

void SqliteDatabase::updateMirror(const StoredMirror &mirror)
{
    m_connection.execute(
            "UPDATE mirror SET complete = ?, last_started = ?, last_synced = ?, progress = ?"
            " WHERE id = ?",
            { int(mirror.isComplete), mirror.lastStarted, mirror.lastSynced, blob(mirror.progress),
              mirror.id });
}

void SqliteDatabase::removeMirror(qint64 id)
{
    m_connection.execute("DELETE FROM mirror WHERE id = ?", { id });
}

void SqliteDatabase::putItem(const StoredItem &item)
{
    const bool differs = item.base.isNull() != item.local.isNull() || item.base != item.local;
    m_connection.execute(
            "INSERT INTO item (table_id, partition_value, sort_value, base, local, differs, state,"
            " as_of, event, stale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (table_id, partition_value, sort_value) DO UPDATE SET"
            " base = excluded.base, local = excluded.local, differs = excluded.differs,"
            " state = excluded.state, as_of = excluded.as_of, event = excluded.event,"
            " stale = excluded.stale",
            { item.place.table, blob(item.place.partition), blob(item.place.sort),
              itemBlob(item.base), differs ? itemBlob(item.local) : itemBlob({}), int(differs),
              int(item.state), item.asOf, item.event, int(item.isStale) });
}

void SqliteDatabase::removeItem(const ItemPlace &place)
{
    m_connection.execute(
            "DELETE FROM item WHERE table_id = ? AND partition_value = ? AND sort_value = ?",
            { place.table, blob(place.partition), blob(place.sort) });
}

void SqliteDatabase::insertWrite(const StoredWrite &write)
{
    m_connection.execute("INSERT INTO pending_write (sequence, identity, state, blockers, body)"
                         " VALUES (?, ?, ?, ?, ?)",
                         { write.sequence, text(write.identity), int(write.state), write.blockers,
                           blob(write.body) });
    int position = 0;
    for (const ItemPlace &place : write.items) {
        m_connection.execute(
                "INSERT INTO write_item (table_id, partition_value, sort_value, sequence, position)"
                " VALUES (?, ?, ?, ?, ?)",
                { place.table, blob(place.partition), blob(place.sort), write.sequence,
                  position++ });
    }
}

void SqliteDatabase::updateWrite(const StoredWrite &write)
{
    m_connection.execute("UPDATE pending_write SET identity = ?, state = ?, blockers = ?, body = ?"
                         " WHERE sequence = ?",
                         { text(write.identity), int(write.state), write.blockers, blob(write.body),
                           write.sequence });
}

void SqliteDatabase::removeWrite(qint64 sequence)
{
    m_connection.execute("DELETE FROM write_item WHERE sequence = ?", { sequence });
    m_connection.execute("DELETE FROM pending_write WHERE sequence = ?", { sequence });
}

void SqliteDatabase::clear(const QString &identity)
{
#define OF_IDENTITY "(SELECT id FROM known_table WHERE identity = ?)"
    const QVariant of = text(identity);
    m_connection.execute("DELETE FROM item WHERE table_id IN " OF_IDENTITY, { of });
    m_connection.execute("DELETE FROM mirror WHERE table_id IN " OF_IDENTITY, { of });
    m_connection.execute("DELETE FROM write_item WHERE sequence IN"
                         " (SELECT sequence FROM pending_write WHERE identity = ?)",
                         { of });
    m_connection.execute("DELETE FROM pending_write WHERE identity = ?", { of });
    m_connection.execute("DELETE FROM known_table WHERE identity = ?", { of });
#undef OF_IDENTITY
}

} // namespace QtDynamoDBPrivate
