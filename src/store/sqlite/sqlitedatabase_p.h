// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SQLITEDATABASE_P_H
#define SQLITEDATABASE_P_H

#include "store/sqlite/filelock_p.h"
#include "store/sqlite/sqliteconnection_p.h"
#include "store/storedatabase_p.h"

namespace QtDynamoDBPrivate {

// A store's database in an SQLite file.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT SqliteDatabase final : public StoreDatabase
{
public:
    using Access = SqliteConnection::Access;

    static constexpr int schemaVersion = 1;

    // Opens the file. With ReadWrite the file is created, or its schema is migrated, if necessary.
    // Throws StoreFailure.
    SqliteDatabase(const QString &driver, const QString &fileName, Access access);
    ~SqliteDatabase() override;

    // Reads the whole file to find damage.
    [[nodiscard]] bool isSound();

    QByteArray setting(const QString &name) override;
    QList<StoredTable> tables() override;
    QList<StoredMirror> mirrors() override;
    std::optional<StoredItem> item(const ItemPlace &place) override;
    void visitRange(const ItemRange &range, const ItemVisitor &visit) override;
    void visitTable(const ItemPlace &after, const ItemVisitor &visit) override;
    std::optional<StoredWrite> write(qint64 sequence) override;
    QList<qint64> writesOf(const ItemPlace &place, qint64 after, int limit) override;
    bool hasConflict(const ItemPlace &place) override;
    QList<StoredWrite> readyWrites(const QString &identity, qint64 after, int limit) override;
    QList<StoredWrite> writes(const QString &identity, qint64 after, int limit) override;
    qint64 countWrites(const QString &identity, SyncState state) override;

    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void setSetting(const QString &name, const QByteArray &value) override;
    qint64 insertTable(const StoredTable &table) override;
    void updateTable(const StoredTable &table) override;
    qint64 insertMirror(const StoredMirror &mirror) override;
    void updateMirror(const StoredMirror &mirror) override;
    void removeMirror(qint64 id) override;
    void putItem(const StoredItem &item) override;
    void removeItem(const ItemPlace &place) override;
    void insertWrite(const StoredWrite &write) override;
    void updateWrite(const StoredWrite &write) override;
    void removeWrite(qint64 sequence) override;
    void clear(const QString &identity) override;

private:
    void migrate();
    [[nodiscard]] QList<StoredWrite> readWrites(QSqlQuery &query);

    SqliteConnection m_connection;
};

// The result of opening a store's file.
struct OpenedFile
{
    std::unique_ptr<FileLock> lock; // held while the store is open
    std::unique_ptr<SqliteDatabase> database; // for writing
    // Where a damaged file was moved to, if it was; the mirrors are read anew.
    QString setAside;
    qint64 savedWrites = 0; // how many queued writes were saved from the damaged file
};

// Locks and opens the file; creates it, for its owner only, if there is none. Sets a damaged file
// aside and saves the queue of writes from it, as far as it can be read. Throws StoreFailure. Call
// in the thread that will use the database.
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT OpenedFile openStoreFile(const QString &driver,
                                                                        const QString &fileName);

} // namespace QtDynamoDBPrivate

#endif
