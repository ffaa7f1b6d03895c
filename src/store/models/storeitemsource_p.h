// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREITEMSOURCE_P_H
#define STOREITEMSOURCE_P_H

#include "models/itemsource_p.h"
#include "store/storedatabase_p.h"

#include <QtDynamoDB/qdynamodbstore.h>

#include <QtCore/qmutex.h>
#include <QtCore/qpointer.h>

#include <memory>

namespace QtDynamoDBPrivate {

struct WriteRequest;

// How items that were read stand to the service. Thread-safe: the reader's thread fills it, models
// read it.
class ItemStates
{
public:
    struct State
    {
        SyncState sync = SyncState::Synced;
        qint64 asOf = 0; // ms since 1970
    };

    void insert(const QString &tableName, const QDynamoDBItem &key, const State &state);
    [[nodiscard]] State find(const QString &tableName, const QDynamoDBItem &key) const;

private:
    mutable QMutex m_mutex;
    QHash<QByteArray, State> m_states;
};

// A source of items that are in a store: pages come from the disk, writes go to the store's queue,
// and the rows follow the store. Belongs to the store's thread.
class StoreItemSource final : public ItemSource
{
    Q_OBJECT

public:
    explicit StoreItemSource(QDynamoDBStore *store);

    [[nodiscard]] QFuture<TableDescriptionPtr> describeTable(const QString &tableName) override;
    [[nodiscard]] QFuture<QDynamoDB::QueryResult> query(
            const QDynamoDB::QueryRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::ScanResult> scan(const QDynamoDB::ScanRequest &request) override;
    // The writes are finished when they are on the disk.
    [[nodiscard]] QFuture<QDynamoDB::UpdateItemResult> updateItem(
            const QDynamoDB::UpdateItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::PutItemResult> putItem(
            const QDynamoDB::PutItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::DeleteItemResult> deleteItem(
            const QDynamoDB::DeleteItemRequest &request) override;
    [[nodiscard]] std::unique_ptr<ItemFeed> feed(const QString &tableName) override;
    [[nodiscard]] bool isAlwaysFollowed() const override { return true; }
    [[nodiscard]] QHash<int, QByteArray> stateRoles() const override;
    [[nodiscard]] QVariant state(const QString &tableName, const QDynamoDBItem &key,
                                 int role) const override;

    enum StateRole {
        SyncStateRole = firstStateRole, // QDynamoDBStore::SyncState
        FromCacheRole, // not read from the service since the source was made
        AsOfRole, // when it was read from the service; invalid if it never was
    };

Q_SIGNALS:
    void itemRead(const QString &tableName, const QtDynamoDBPrivate::ItemChange &change);

private:
    void readItem(const QString &tableName, const QDynamoDBItem &key);
    template<typename Result>
    [[nodiscard]] QFuture<Result> write(const WriteRequest &request);

    const QPointer<QDynamoDBStore> m_store;
    const std::shared_ptr<ItemStates> m_states = std::make_shared<ItemStates>();
    const qint64 m_created; // ms since 1970
};

} // namespace QtDynamoDBPrivate

#endif
