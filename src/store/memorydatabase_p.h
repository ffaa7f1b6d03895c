// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEMORYDATABASE_P_H
#define MEMORYDATABASE_P_H

#include "store/storedatabase_p.h"

#include <QtCore/qmap.h>

#include <memory>

namespace QtDynamoDBPrivate {

// The content of a MemoryDatabase. Copies are cheap, because the maps are shared implicitly.
struct MemoryContent
{
    QMap<QString, QByteArray> settings;
    QMap<qint64, StoredTable> tables;
    QMap<qint64, StoredMirror> mirrors;
    QMap<ItemPlace, StoredItem> items;
    QMap<qint64, StoredWrite> writes;
    qint64 lastId = 0;
};

// A database in memory, for simulations. The content that was committed is in a MemoryContent of
// the caller, which survives the database as a file would.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT MemoryDatabase final : public StoreDatabase
{
public:
    explicit MemoryDatabase(std::shared_ptr<MemoryContent> committed);

    // Called before each change and commit; may throw, as a disk fails or a process is killed.
    void setInterruption(std::function<void()> interrupt) { m_interrupt = std::move(interrupt); }

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
    [[nodiscard]] MemoryContent &changed();

    const std::shared_ptr<MemoryContent> m_committed;
    MemoryContent m_content;
    std::function<void()> m_interrupt;
};

} // namespace QtDynamoDBPrivate

#endif
