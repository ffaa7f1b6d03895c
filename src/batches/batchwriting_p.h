// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHWRITING_P_H
#define BATCHWRITING_P_H

#include "batches/batchsending_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>
#include <QtCore/qpromise.h>
#include <QtCore/qset.h>

#include <deque>
#include <functional>
#include <optional>

namespace QtDynamoDBPrivate {

// Puts and deletes, fed from any thread. Those of one item are sent one after the other, in the
// order they came: a batch may not hold two of them, and the last is to be the one that stays.
class BatchWriting final : public BatchSending
{
public:
    using Summary = QDynamoDBBatchWriteSummary;
    enum class Cancelling { StopsFlush, StopsWriting };

    static std::shared_ptr<BatchWriting> make(QDynamoDBClient *client,
                                              const QDynamoDBBatchOptions &options);

    // All of these from any thread. There is room until too much is pending, and then not before
    // the ready callback.
    bool feed(BatchEntry::Kind kind, const QString &tableName, const QDynamoDBItem &item);
    void feed(const QString &tableName, const QDynamoDB::WriteRequest &request);
    // What becomes of all that was fed since the flush before.
    [[nodiscard]] QFuture<Summary> flush(Cancelling cancelling);
    void abort();
    void close(); // nothing more will be fed; what is there is still written
    [[nodiscard]] qsizetype pending() const;
    [[nodiscard]] bool hasRoom() const;
    void setReadyCallback(const std::function<void()> &ready); // called under a lock
    [[nodiscard]] const QDynamoDBBatchOptions &batchOptions() const { return options(); }

private:
    // What is fed from one flush to the next.
    struct Section
    {
        qsizetype total = 0;
        qsizetype open = 0;
        Summary summary;
        std::optional<QPromise<Summary>> promise; // once it is to be flushed
    };
    struct Table
    {
        QStringList keyNames; // empty: they are being asked for
        QSet<ItemKey> busy; // to be sent or under way
        QHash<ItemKey, std::deque<BatchEntry>> blocked; // by those
        Batch unknown; // until the key names are known
    };

    BatchWriting(QDynamoDBClient *client, const QDynamoDBBatchOptions &options);

    bool feed(BatchEntry &&entry);
    void wake(); // under the lock
    [[nodiscard]] std::vector<Section> refuseAll(); // under the lock
    [[nodiscard]] bool hasFullBatch() const; // under the lock
    void work();
    void accept(BatchEntry &&entry);
    void admit(Table &table, BatchEntry &&entry);
    void tableFound(const QString &tableName, const QDynamoDBExpected<QStringList> &names);
    [[nodiscard]] LeftOver leftOver(const Batch &batch,
                                    const QDynamoDB::BatchWriteItemResult &result) const;
    void deliver(std::vector<Section> &&sections);

    [[nodiscard]] bool sendsPartly() const override { return m_sendsPartly; }
    void send(std::size_t lane, const Batch &batch) override;
    void settled(BatchEntry &&entry, const QDynamoDBError &error) override;
    void afterwards() override;
    void pumped(std::size_t left) override;
    void giveUp(const QDynamoDBError &error) override;
    void clientGone() override;

    // In the client's thread.
    QHash<QString, Table> m_tables;
    std::vector<std::pair<BatchEntry, QDynamoDBError>> m_settled;
    bool m_sendsPartly = false;
    bool m_isAccepting = false;

    mutable QMutex m_mutex; // for the rest
    Batch m_inbox;
    std::size_t m_begun = 0; // of the batch that the inbox is to fill up
    std::deque<Section> m_sections { 1 }; // the last one is being fed
    quint64 m_firstSection = 0;
    qsizetype m_pending = 0;
    bool m_isWoken = false;
    QDynamoDBError m_refusal; // why the last wake() failed
    bool m_isFull = false; // and the ready callback is due
    bool m_isClosed = false;
    bool m_isClientGone = false;
    std::function<void()> m_ready;
};

} // namespace QtDynamoDBPrivate

#endif
