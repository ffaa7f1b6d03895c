// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/sqlite/sqlitedatabase_p.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcborvalue.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Access = SqliteDatabase::Access;

[[noreturn]] void fail(const QString &message)
{
    throw StoreFailure { QDynamoDBError(QDynamoDBError::Code::StoreUnavailable, message) };
}

// SQLite gives its other files the permissions of the database.
void createFile(const QString &fileName)
{
    QFile file(fileName);
    if (file.exists())
        return;
    if (!file.open(QIODevice::ReadWrite | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        fail(u"The store's file \"%1\" can't be created: %2."_s.arg(fileName, file.errorString()));
    }
}

void move(const QString &from, const QString &to)
{
    if (QFile::exists(from) && !QFile::rename(from, to))
        fail(u"The damaged file \"%1\" can't be renamed to \"%2\"."_s.arg(from, to));
}

QString setAside(const QString &fileName)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
    const QString aside = fileName % ".damaged-"_L1 % stamp;
    move(fileName, aside);
    move(fileName % "-wal"_L1, aside % "-wal"_L1);
    QFile::remove(fileName % "-shm"_L1);
    return aside;
}

// Copies what can't be read again from the service. Each step ends where the file is damaged.
qint64 saveQueue(StoreReader &damaged, StoreDatabase &database)
{
    qint64 saved = 0;
    qint64 lastSequence = 0;
    database.begin();
    try {
        QHash<qint64, qint64> ids; // of tables: there, here
        try {
            for (const StoredTable &table : damaged.tables())
                ids.insert(table.id, database.insertTable(table));
            for (const StoredTable &table : damaged.tables()) {
                qint64 last = 0;
                for (;;) {
                    QList<StoredWrite> writes = damaged.writes(table.identity, last, 1);
                    if (writes.isEmpty())
                        break;
                    StoredWrite &write = writes.first();
                    last = write.sequence;
                    if (database.write(last))
                        continue; // its identity has several tables
                    for (ItemPlace &place : write.items)
                        place.table = ids.value(place.table);
                    database.insertWrite(write);
                    lastSequence = std::max(lastSequence, last);
                    ++saved;
                }
            }
        } catch (const StoreFailure &failure) {
            if (!SqliteConnection::isDamage(failure))
                throw;
        }
        // New writes follow the saved ones. They get markers of a new device.
        database.setSetting(u"counters"_s, QCborValue(QCborArray { lastSequence, 0, 0 }).toCbor());
        database.commit();
    } catch (...) {
        database.rollback();
        throw;
    }
    return saved;
}

} // namespace

OpenedFile openStoreFile(const QString &driver, const QString &fileName)
{
    OpenedFile opened;
    opened.lock = std::make_unique<FileLock>();
    if (!opened.lock->tryLock(fileName % ".lock"_L1)) {
        fail(u"The store's file \"%1\" can't be locked: another store uses it, in this or another "
             u"process, or its folder can't be written to."_s.arg(fileName));
    }
    createFile(fileName);
    const QString suspicion = fileName % suspicionSuffix;
    try {
        opened.database = std::make_unique<SqliteDatabase>(driver, fileName, Access::ReadWrite);
        if (!QFile::exists(suspicion))
            return opened;
        QFile::remove(suspicion);
        if (opened.database->isSound())
            return opened;
    } catch (const StoreFailure &failure) {
        if (!SqliteConnection::isDamage(failure))
            throw;
    }

    opened.database.reset();
    opened.setAside = setAside(fileName);
    createFile(fileName);
    opened.database = std::make_unique<SqliteDatabase>(driver, fileName, Access::ReadWrite);
    std::unique_ptr<SqliteDatabase> damaged;
    try {
        damaged = std::make_unique<SqliteDatabase>(driver, opened.setAside, Access::ReadOnly);
        opened.savedWrites = saveQueue(*damaged, *opened.database);
    } catch (const StoreFailure &failure) {
        if (!SqliteConnection::isDamage(failure))
            throw;
    }
    return opened;
}

} // namespace QtDynamoDBPrivate
