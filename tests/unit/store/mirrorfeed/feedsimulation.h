// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FEEDSIMULATION_H
#define FEEDSIMULATION_H

#include "store/feeds/feedtarget_p.h"
#include "store/local/keyselection_p.h"
#include "store/memorydatabase_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>

#include <QtCore/qrandom.h>

#include <deque>
#include <vector>

// A table of the service, a network to it, and a store without a queue of its own. Requests are
// executed, and replies are delivered, when the simulation says so.
class FeedSimulation final : public QtDynamoDBPrivate::FeedTarget,
                             public QtDynamoDBPrivate::StoreNetwork,
                             public QtDynamoDBPrivate::StoreEnvironment
{
public:
    using ItemPlace = QtDynamoDBPrivate::ItemPlace;
    using StoredItem = QtDynamoDBPrivate::StoredItem;
    using StoredMirror = QtDynamoDBPrivate::StoredMirror;
    using StoredTable = QtDynamoDBPrivate::StoredTable;

    explicit FeedSimulation(quint32 seed);
    ~FeedSimulation() override;

    QRandomGenerator generator;
    QList<QtDynamoDBPrivate::StoredIndex> indexes;
    int pageSize = 3;
    int failures = 0; // of the next requests
    QStringList log; // of the requests

    // Runs one task, or executes or delivers one request. Returns false if there is none.
    bool advance();
    void settle()
    {
        while (advance()) {}
    }

    // Changes an item of the service; a null item removes it.
    void change(const QDynamoDBItem &key, const QDynamoDBItem &item);
    // Begins a write of the store itself, unless there is one of this item; it is executed and
    // acknowledged later.
    void writeOnce(const QDynamoDBItem &key, const QDynamoDBItem &item);
    [[nodiscard]] qint64 time() const { return m_time; } // grows with each change
    // Whether the item was a version of the place at some moment between two times.
    [[nodiscard]] bool wasCurrent(const ItemPlace &place, const QDynamoDBItem &item, qint64 from,
                                  qint64 to) const;
    // When the last acknowledged write of the store itself was executed; 0: never.
    [[nodiscard]] qint64 lastWrite(const ItemPlace &place) const { return m_writes.value(place); }
    [[nodiscard]] const QMap<ItemPlace, QDynamoDBItem> &service() const { return m_service; }
    [[nodiscard]] QList<ItemPlace> everUsed() const { return m_history.keys(); }
    [[nodiscard]] QDynamoDBItem mirrored(const ItemPlace &place);
    [[nodiscard]] QMap<ItemPlace, QDynamoDBItem> mirroredItems();
    [[nodiscard]] ItemPlace placeOf(const QDynamoDBItem &key) const;
    StoredMirror addMirror(const StoredMirror &mirror);
    [[nodiscard]] StoredMirror savedMirror();
    [[nodiscard]] const StoredTable &storedTable() const { return m_table; }

    // FeedTarget
    void submit(Task task) override;
    StoreNetwork &network() override { return *this; }
    StoreEnvironment &environment() override { return *this; }
    QtDynamoDBPrivate::StoreDatabase &database() override { return m_database; }
    std::optional<StoredTable> table(qint64 id) const override;
    void updateMirror(const StoredMirror &mirror) override { m_database.updateMirror(mirror); }
    qint64 beginPass() override { return ++m_event; }
    qint64 beginRead() const override { return m_event; }
    void applyRead(const ItemPlace &place, const QDynamoDBItem &item, qint64 begun) override;
    void reread(const ItemPlace &place) override;

    // StoreNetwork
    void transact(const QDynamoDB::TransactWriteItemsRequest &, const Handler<Nothing> &) override
    {
    }
    void putItem(const QDynamoDB::PutItemRequest &, const Handler<Nothing> &) override {}
    void getItem(const QDynamoDB::GetItemRequest &request,
                 const Handler<QDynamoDBItem> &handler) override;
    void query(const QDynamoDB::QueryRequest &request,
               const Handler<QDynamoDB::QueryResult> &handler) override;
    void scan(const QDynamoDB::ScanRequest &request,
              const Handler<QDynamoDB::ScanResult> &handler) override;
    void batchGet(const QDynamoDB::BatchGetItemRequest &request,
                  const Handler<QDynamoDB::BatchGetItemResult> &handler) override;
    void describe(const QString &, const Handler<StoredTable> &) override {}
    void prepareLedger(const QString &, const Handler<Nothing> &) override {}
    qint64 serverTime() const override { return 0; }

    // StoreEnvironment
    qint64 now() const override { return 1'000'000 + m_time; }
    QString uuid() override { return QStringLiteral("uuid"); }
    double random() override { return generator.generateDouble(); }
    void wake() override {}
    void wakeAfter(qint64) override {}
    qint64 monotonic() const override { return m_time; }

private:
    // A request on its way: executed first, delivered later.
    struct Call
    {
        std::function<void()> execute;
        std::function<void()> deliver;
        bool isExecuted = false;
    };
    template<typename Result, typename Execute>
    void call(const QString &name, const Handler<Result> &handler, Execute execute);
    // Copies the service's items to a database, for queries.
    void fill(QtDynamoDBPrivate::StoreDatabase *database) const;

    QtDynamoDBPrivate::MemoryDatabase m_database;
    StoredTable m_table;
    QMap<ItemPlace, QDynamoDBItem> m_service;
    QMap<ItemPlace, QMap<qint64, QDynamoDBItem>> m_history; // by the time from which they hold
    QMap<ItemPlace, int> m_onTheirWay;
    QMap<ItemPlace, qint64> m_writes;
    std::deque<Task> m_tasks;
    std::vector<Call> m_calls;
    qint64 m_event = 0;
    qint64 m_time = 0;
};

#endif
