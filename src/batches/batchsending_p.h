// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHSENDING_P_H
#define BATCHSENDING_P_H

#include "batches/itemkey_p.h"
#include "client/clienttask_p.h"

#include <QtDynamoDB/qdynamodbbatch.h>

#include <deque>
#include <memory>
#include <vector>

class QDynamoDBClient;

namespace QtDynamoDBPrivate {

// One get, put or delete of a batch.
struct BatchEntry
{
    enum class Kind : quint8 { Get, Put, Delete };

    Kind kind = Kind::Get;
    QString tableName;
    QDynamoDBItem item; // of a put; otherwise the key
    ItemKey key;
    qint64 bytes = 0; // upper bound of the size in JSON; 0 for keys
    quint64 number = 0; // for the subclass
    bool isDoubtful = false; // a write that the service may have done
};

// A task that sends entries in batches. It has several lanes; each lane has at most one batch in
// flight. Entries that the service returns as unprocessed stay in their lane, which waits before
// the next attempt: longer each time nothing was processed. A batch that is refused because of an
// item is halved until that item is alone.
class BatchSending : public ClientTask
{
public:
    using Batch = std::vector<BatchEntry>;

protected:
    BatchSending(QDynamoDBClient *client, std::size_t limit, const QDynamoDBBatchOptions &options,
                 std::unique_ptr<Promise> promise);

    // All functions belong to the I/O thread.

    void startDeadline(); // does nothing if the deadline is running
    void stopDeadline() { cancelAlarm(&m_deadline); }
    void queue(BatchEntry &&entry) { m_ready.push_back(std::move(entry)); }
    // Sends batches from the queue over the free lanes.
    void pump();
    // Settles all entries, queued and in flight, with the error.
    virtual void giveUp(const QDynamoDBError &error);

    // Whether a batch that is not full is sent.
    [[nodiscard]] virtual bool sendsPartly() const = 0;
    // Calls callWith() with the request for the batch.
    virtual void send(std::size_t lane, const Batch &batch) = 0;
    void callWith(std::size_t lane, const Operation &operation, const void *request);
    // Stores the results. Returns which entries of the batch are unprocessed, or an error if the
    // response does not match the batch.
    using LeftOver = QDynamoDBExpected<std::vector<bool>>;
    [[nodiscard]] virtual LeftOver leftOver(const Batch &batch, const void *result) = 0;
    // The error of such a response.
    [[nodiscard]] static QDynamoDBError foreign(const QString &tableName, const QString &what);
    // The entry is done if there is no error. afterwards() is called after a group of entries.
    virtual void settled(BatchEntry &&entry, const QDynamoDBError &error) = 0;
    virtual void afterwards() = 0;
    // The number of entries that are queued after all free lanes have taken theirs.
    virtual void pumped(std::size_t queued) { Q_UNUSED(queued) }

    [[nodiscard]] QDynamoDBClient *client() const { return m_client; }
    [[nodiscard]] const QDynamoDBBatchOptions &options() const { return m_options; }

    const std::size_t limit; // entries of a batch

private:
    struct Lane
    {
        bool isCalling = false;
        Alarm alarm = 0; // of the wait after an attempt
        int failures = 0; // consecutive attempts with unprocessed entries
        Batch batch; // in flight or unprocessed
    };

    [[nodiscard]] bool hasBatch() const;
    void fill(Batch &batch);
    void transmit(std::size_t lane);
    void responded(std::size_t lane, const QDynamoDBError &error, const void *result);
    void refused(Batch &&batch, const QDynamoDBError &error);
    void backOff(std::size_t lane, bool isPartial);
    void settle(BatchEntry &&entry, QDynamoDBError error);
    static void markDoubtful(Batch *batch);

    QDynamoDBClient *const m_client;
    const QDynamoDBBatchOptions m_options;
    std::deque<BatchEntry> m_ready;
    std::deque<Batch> m_halves; // sent without adding entries
    std::vector<Lane> m_lanes;
    Alarm m_deadline = 0;
};

} // namespace QtDynamoDBPrivate

#endif
