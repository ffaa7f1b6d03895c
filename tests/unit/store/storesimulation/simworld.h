// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SIMWORLD_H
#define SIMWORLD_H

#include "simservice.h"

#include "store/memorydatabase_p.h"
#include "store/feeds/enginefeed_p.h"
#include "store/feeds/mirrorfeed_p.h"
#include "store/storeengine_p.h"

#include <QtCore/qset.h>

#include <memory>
#include <vector>

class SimStore;

// Stores, one service, and the network between them, by one sequence of random numbers. A store is
// a device: its database survives its process.
class SimWorld
{
public:
    SimWorld(quint32 seed, bool usesLedger);
    ~SimWorld();

    // Runs a history. Returns what is wrong, or a null text.
    [[nodiscard]] QString run(int steps);
    [[nodiscard]] const QStringList &history() const { return m_history; }

    int applied = 0;
    int conflicts = 0;
    int kills = 0;
    int copies = 0;
    int unconfirmed = 0;

private:
    friend class SimStore;

    struct Event
    {
        SimStore *store = nullptr;
        int process = 0; // of the store; the event is lost with it
        std::function<void()> run;
    };

    [[nodiscard]] bool chance(int percent) { return int(m_random.bounded(100)) < percent; }
    void note(const QString &text) { m_history.append(text); }
    void fail(const QString &text)
    {
        if (m_problem.isNull())
            m_problem = text;
    }
    void post(SimStore *store, std::function<void()> run);
    void step();
    void advance(qint64 milliseconds);
    void settle();
    [[nodiscard]] bool isTooLate(qint64 sent) const;
    void keepLate(std::function<void()> run);
    void arrive(); // of the last late request
    void check();
    void onApplied(const QString &token);

    QRandomGenerator m_random;
    SimService m_service { &m_random };
    const bool m_usesLedger;
    bool m_hasFaults = true;
    bool m_hasJumped = false;
    qint64 m_monotonic = 0;
    qint64 m_unique = 0;
    std::vector<std::unique_ptr<SimStore>> m_stores;
    std::vector<Event> m_events;
    struct Late // a request that the network still has
    {
        qint64 sent = 0; // by the service's time
        std::function<void()> run;
    };
    std::vector<Late> m_late;
    QMap<qint64, int> m_log; // how often a write was applied, by QueuedWrite::acceptedAt
    QMap<int, QMap<QString, qint64>> m_lastOfItem; // by store and item: the last write applied
    QSet<qint64> m_unordered; // writes that left their place in the order
    QStringList m_history;
    QString m_problem;
};

// A device with a store.
class SimStore final : public QtDynamoDBPrivate::StoreNetwork,
                       public QtDynamoDBPrivate::StoreEnvironment
{
public:
    SimStore(SimWorld *world, int number, std::shared_ptr<QtDynamoDBPrivate::MemoryContent> content);

    void start();
    void kill(); // now
    void killLater(int statements);
    void work();
    void operate(); // something that a user does
    void readAll(); // a pass of the mirror's feed
    [[nodiscard]] bool isDue() const;

    using Nothing = QtDynamoDBPrivate::StoreNetwork::Nothing;
    void transact(const QDynamoDB::TransactWriteItemsRequest &request,
                  const Handler<Nothing> &handler) override;
    void putItem(const QDynamoDB::PutItemRequest &request, const Handler<Nothing> &handler) override;
    void getItem(const QDynamoDB::GetItemRequest &request,
                 const Handler<QDynamoDBItem> &handler) override;
    void query(const QDynamoDB::QueryRequest &, const Handler<QDynamoDB::QueryResult> &) override {}
    void scan(const QDynamoDB::ScanRequest &request,
              const Handler<QDynamoDB::ScanResult> &handler) override;
    void batchGet(const QDynamoDB::BatchGetItemRequest &,
                  const Handler<QDynamoDB::BatchGetItemResult> &) override
    {
    }
    void describe(const QString &, const Handler<QtDynamoDBPrivate::StoredTable> &) override {}
    void prepareLedger(const QString &tableName, const Handler<Nothing> &handler) override;
    [[nodiscard]] qint64 serverTime() const override;

    [[nodiscard]] qint64 now() const override;
    [[nodiscard]] QString uuid() override;
    [[nodiscard]] double random() override;
    void wake() override { m_isAwake = true; }
    void wakeAfter(qint64 milliseconds) override;
    [[nodiscard]] qint64 monotonic() const override;

    const int number;
    std::shared_ptr<QtDynamoDBPrivate::MemoryContent> content;
    bool isOnline = true;
    int process = 0;
    qint64 deadline = -1;
    QSet<qint64> accepted; // by acceptedAt: what the application was told
    QSet<qint64> gone; // dropped, or resolved without being applied

private:
    friend class SimWorld;
    template<typename Result>
    void call(const QString &name,
              const std::function<QtDynamoDBPrivate::StoreReply<Result>()> &serve,
              const Handler<Result> &handler);
    void run(const std::function<void()> &function);
    [[nodiscard]] QtDynamoDBPrivate::WriteRequest randomWrite();

    SimWorld *const m_world;
    std::unique_ptr<QtDynamoDBPrivate::MemoryDatabase> m_database;
    std::unique_ptr<QtDynamoDBPrivate::StoreEngine> m_engine;
    std::unique_ptr<QtDynamoDBPrivate::EngineFeedTarget> m_target;
    std::unique_ptr<QtDynamoDBPrivate::PassFeed> m_feed;
    qint64 m_table = 0;
    bool m_isAwake = false;
    int m_statements = -1; // until it is killed; negative: never
};

#endif
