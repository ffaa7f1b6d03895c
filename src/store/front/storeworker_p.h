// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREWORKER_P_H
#define STOREWORKER_P_H

#include "store/front/clientnetwork_p.h"
#include "store/feeds/enginefeed_p.h"
#include "store/feeds/mirrorfeed_p.h"
#include "store/front/mirroredreads_p.h"
#include "store/sqlite/sqlitedatabase_p.h"
#include "store/storeengine_p.h"

#include <QtDynamoDB/qdynamodbmirror.h>
#include <QtDynamoDB/qdynamodbstoredwrite.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qtimer.h>

#include <atomic>
#include <memory>

namespace QtDynamoDBPrivate {

// The futures of a QDynamoDBStoredWrite. The promises belong to the store's thread.
struct StoredWriteState
{
    StoredWriteState();

    void accept(qint64 number);
    void fail(const QDynamoDBError &error); // what is not finished yet
    void finish();

    [[nodiscard]] static QDynamoDBStoredWrite make(const std::shared_ptr<StoredWriteState> &state);

    std::atomic<qint64> sequence = 0;
    QPromise<void> accepted;
    QPromise<void> sent;
    const QFuture<void> acceptedFuture;
    const QFuture<void> sentFuture;
    bool isAccepted = false;
    bool isEnded = false;
};

// What a worker reports, in its thread.
struct WorkerEvents
{
    std::function<void(const QueuedWrite &write)> conflictOccurred;
    std::function<void(qint64 sequence, const QDynamoDBError &error)> writeEnded;
    std::function<void()> queueChanged;
    std::function<void(const QString &tableName, const QDynamoDBItem &key)> itemChanged;
    std::function<void(const StoreEngine &engine)> statusChanged;
};

// The part of a store that lives in its thread: the connection for writing and the engine.
class StoreWorker final : public QObject, public StoreEnvironment
{
public:
    StoreWorker(QDynamoDBClient *client, WorkerEvents events);
    ~StoreWorker() override;

    [[nodiscard]] QDynamoDBError open(const QString &driver, const QString &fileName,
                                      const QString &identity, const EngineOptions &options);
    void close();
    [[nodiscard]] bool isOpen() const { return bool(m_engine); }
    [[nodiscard]] StoreEngine &engine() { return *m_engine; }
    [[nodiscard]] ClientNetwork &network() { return m_network; }
    // Thread-safe.
    [[nodiscard]] std::shared_ptr<const StoreCatalog> catalog() const;
    void publishCatalog();

    // Called in a task.
    [[nodiscard]] QDynamoDBError addMirror(const StoredTable &table, const QDynamoDBMirror &mirror);
    // Reads all mirrors.
    void sync();
    void accept(const WriteRequest &request, const std::shared_ptr<StoredWriteState> &state);
    // Runs the function at once, or when withTable() has ended.
    void whenKnown(std::function<void()> run);
    // Runs the function with the table once its keys are known.
    void withTable(const QString &tableName,
                   const std::function<void(const QDynamoDBExpected<StoredTable> &table)> &run);

    [[nodiscard]] qint64 now() const override;
    [[nodiscard]] QString uuid() override;
    [[nodiscard]] double random() override;
    void wake() override;
    void wakeAfter(qint64 milliseconds) override;
    [[nodiscard]] qint64 monotonic() const override;

protected:
    bool event(QEvent *event) override;

private:
    void acceptOnce(const WriteRequest &request, const std::shared_ptr<StoredWriteState> &state,
                    bool mayDescribe);
    void syncNext();
    void onWriteChanged(qint64 sequence, const QueuedWrite *write, const QDynamoDBError &error);

    const WorkerEvents m_events;
    ClientNetwork m_network;
    OpenedFile m_file;
    std::unique_ptr<StoreEngine> m_engine;
    QHash<qint64, std::shared_ptr<StoredWriteState>> m_writes; // of this session
    std::unique_ptr<EngineFeedTarget> m_feedTarget;
    std::unique_ptr<MirrorFeed> m_feed; // of the mirror that is being read
    QList<qint64> m_toSync; // mirrors
    int m_lookUps = 0; // of tables, under way
    std::vector<std::function<void()>> m_waiting; // for them
    QElapsedTimer m_clock;
    QTimer m_timer { this };
    bool m_isAwake = false;
    mutable QMutex m_mutex; // guards m_catalog
    std::shared_ptr<const StoreCatalog> m_catalog = std::make_shared<StoreCatalog>();
};

} // namespace QtDynamoDBPrivate

#endif
