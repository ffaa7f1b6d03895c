// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHWRITING_P_H
#define BATCHWRITING_P_H

#include "batches/batchsending_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>
#include <QtCore/qset.h>

#include <deque>
#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

// A task that writes puts and deletes, which are fed from any thread. A batch must not contain two
// writes of one item, and the last write must win: writes of one item are sent one after another,
// in the order in which they were fed.
class BatchWriting final : public BatchSending
{
public:
    using Summary = QDynamoDBBatchWriteSummary;

    // When the task begins to send: as soon as a batch is full, or with finishWriting().
    enum class Begin { WithFullBatch, WithFinish };

    static std::shared_ptr<BatchWriting> make(QDynamoDBClient *client,
                                              const QDynamoDBBatchOptions &options, Begin begin);

    // The functions below are thread-safe.

    // Returns whether there is room for more. After it has returned false, the ready callback is
    // called once there is room again.
    bool feed(BatchEntry::Kind kind, const QString &tableName, const QDynamoDBItem &item);
    void feed(const QString &tableName, const QDynamoDB::WriteRequest &request);
    // For Begin::WithFullBatch. Returns the summary of what was fed since the last flush.
    // Cancelling the future does not stop the writing; the unwritten items then belong to the next
    // summary.
    [[nodiscard]] QFuture<Summary> flush();
    // For Begin::WithFinish, instead of flush() and close(). Cancelling the future stops the task.
    [[nodiscard]] QFuture<Summary> finishWriting();
    // Gives up what was fed; the task continues.
    void abort();
    // Nothing will be fed afterwards. What was fed is still written, but not reported.
    void close();
    [[nodiscard]] qsizetype pending() const;
    [[nodiscard]] bool hasRoom() const;
    void setReadyCallback(const std::function<void()> &ready); // called with the lock held
    [[nodiscard]] const QDynamoDBBatchOptions &batchOptions() const { return options(); }

private:
    using SummaryPromise = PromiseOf<Summary>;

    // What is fed from one flush to the next.
    struct Section
    {
        qsizetype total = 0;
        qsizetype open = 0;
        Summary summary;
        Promise *promise = nullptr; // once flushed: the own one, or the task's
        std::unique_ptr<SummaryPromise> own;
    };
    using Sections = std::vector<Section>;
    struct Table
    {
        QStringList keyNames; // empty until DescribeTable has returned them
        QSet<ItemKey> busy; // keys of the entries that are queued or in flight
        QHash<ItemKey, std::deque<BatchEntry>> blocked; // entries that wait for those
        Batch unknown; // entries that wait for the key names
    };

    BatchWriting(QDynamoDBClient *client, const QDynamoDBBatchOptions &options, Begin begin);

    // With the lock held.
    void reportUnwritten(const BatchEntry &entry, const QDynamoDBError &error);
    void flushSection(Promise *promise);
    void wake();
    void refuseInbox(const QDynamoDBError &error);
    [[nodiscard]] Sections takeDone();
    [[nodiscard]] bool hasFullBatch() const;

    bool feed(BatchEntry &&entry);
    void deliver(Sections &&sections);

    // In the I/O thread.
    void work();
    void accept(BatchEntry &&entry);
    void admit(Table &table, BatchEntry &&entry);
    void tableFound(const QString &tableName, const QDynamoDBExpected<QStringList> &names);
    void step() override { work(); }
    void stopped(const QDynamoDBError &error) override;
    [[nodiscard]] bool sendsPartly() const override { return m_sendsPartly; }
    void send(std::size_t lane, const Batch &batch) override;
    [[nodiscard]] LeftOver leftOver(const Batch &batch, const void *result) override;
    void settled(BatchEntry &&entry, const QDynamoDBError &error) override;
    void afterwards() override;
    void pumped(std::size_t queued) override;
    void giveUp(const QDynamoDBError &error) override;

    const Begin m_begin;

    // Members of the I/O thread.
    QHash<QString, Table> m_tables;
    std::vector<std::pair<BatchEntry, QDynamoDBError>> m_settled; // since the last afterwards()
    bool m_sendsPartly = false;
    bool m_isAccepting = false;

    mutable QMutex m_mutex; // for the members below
    Batch m_inbox;
    std::size_t m_begun = 0; // entries of the batch that the inbox completes
    std::deque<Section> m_sections { 1 }; // the last one is being fed
    quint64 m_firstSection = 0; // number of the first one
    qsizetype m_pending = 0;
    bool m_isWoken = false; // work() is about to run
    QDynamoDBError m_refusal; // why the last wake() failed
    bool m_isFull = false; // the ready callback is due
    bool m_isClosed = false;
    QDynamoDBError m_end; // why the task was stopped
    std::function<void()> m_ready;
};

} // namespace QtDynamoDBPrivate

#endif
