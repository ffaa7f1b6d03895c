// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHSENDING_P_H
#define BATCHSENDING_P_H

#include "eventloop/clock_p.h"
#include "pipeline/engine_p.h"
#include "batches/itemkey_p.h"

#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qfuture.h>
#include <QtCore/qfuturewatcher.h>

#include <deque>
#include <memory>
#include <vector>

class QDynamoDBClient;

namespace QtDynamoDBPrivate {

// One of the things that are sent in batches.
struct BatchEntry
{
    enum class Kind : quint8 { Get, Put, Delete };

    Kind kind = Kind::Get;
    QString tableName;
    QDynamoDBItem item; // to put, or else a key
    ItemKey key;
    qint64 bytes = 0; // on the wire, or somewhat less than so many
    quint64 number = 0; // what it means is up to whoever made it
};

// Sends entries in batches over several lanes, each with one batch under way. What the service leaves
// unprocessed stays with its lane, which waits the longer the less it gets through. A batch that is
// refused on account of an item is halved until it is known which one that is.
//
// Lives in the client's own thread. It keeps itself alive until finished(), and ends with the client.
class BatchSending : public std::enable_shared_from_this<BatchSending>
{
public:
    using Batch = std::vector<BatchEntry>;

    virtual ~BatchSending();
    Q_DISABLE_COPY_MOVE(BatchSending)

protected:
    BatchSending(QDynamoDBClient *client, std::size_t limit, const QDynamoDBBatchOptions &options);

    // From any thread, before anything else.
    void keepAlive();
    // From here on in the client's thread.
    void startDeadline(); // unless it runs
    void stopDeadline();
    void stopOnCancel(const QFuture<void> &future);
    void queue(BatchEntry &&entry) { m_ready.push_back(std::move(entry)); }
    void pump();
    // All that is in the queue or under way comes to this error.
    virtual void giveUp(const QDynamoDBError &error);
    void finished(); // nothing more is to come; this may be deleted at once

    // A batch that is not full may be sent as well: nothing more is to come soon.
    [[nodiscard]] virtual bool sendsPartly() const = 0;
    // Calls, and has follow() look after the call.
    virtual void send(std::size_t lane, const Batch &batch) = 0;
    // Over: done, if there is no error.
    virtual void settled(BatchEntry &&entry, const QDynamoDBError &error) = 0;
    // After some were settled, when all is in order again.
    virtual void afterwards() = 0;
    // So many are left that no lane has taken.
    virtual void pumped(std::size_t left) { Q_UNUSED(left) }
    // The client is being destroyed, or the application ends: nothing is sent any more.
    virtual void clientGone();

    // What of the batch is left over, in the order of the batch; an error for a response that does
    // not belong to the batch.
    using LeftOver = QDynamoDBExpected<std::vector<bool>>;
    template<typename Result, typename Function>
    void follow(std::size_t lane, const QFuture<Result> &call, Function leftOver)
    {
        m_lanes[lane].call = QFuture<void>(call);
        const auto done = [self = shared_from_this(), this, lane,
                           leftOver](const QFuture<Result> &future) {
            QDynamoDBExpected<Result> outcome = QDynamoDB::waitForResult(future);
            if (!outcome || !m_lanes[lane].isCalling) {
                answered(lane, {}, outcome.error());
                return;
            }
            const LeftOver left = leftOver(m_lanes[lane].batch, *outcome);
            answered(lane, left.valueOr({}), left.error());
        };
        (void)QFuture<Result>(call).then(done);
    }

    // The error of such a response.
    [[nodiscard]] static QDynamoDBError foreign(const QString &tableName, const QString &what);

    [[nodiscard]] QDynamoDBClient *client() const { return m_client; }
    [[nodiscard]] Engine *engine() const { return m_engine; }
    [[nodiscard]] const QDynamoDBBatchOptions &options() const { return m_options; }
    [[nodiscard]] bool isOver() const { return m_isOver; }

    const std::size_t limit; // entries of a batch

private:
    struct Lane
    {
        bool isCalling = false;
        Clock::Alarm alarm = 0; // waits
        int failures = 0; // in a row
        Batch batch; // under way, or left over
        QFuture<void> call;
    };

    [[nodiscard]] bool hasBatch() const;
    void fill(Batch &batch);
    void transmit(std::size_t lane);
    void answered(std::size_t lane, const std::vector<bool> &left, const QDynamoDBError &error);
    void refused(Batch &&batch, const QDynamoDBError &error);
    void backOff(std::size_t lane, bool gotThrough);

    QDynamoDBClient *const m_client;
    Engine *m_engine; // null once it is gone
    const QDynamoDBBatchOptions m_options;
    bool m_isOver = false;
    std::deque<BatchEntry> m_ready;
    std::deque<Batch> m_halves; // to be sent as they are
    std::vector<Lane> m_lanes;
    Clock::Alarm m_deadline = 0;
    std::unique_ptr<QFutureWatcher<void>> m_watcher;
    QMetaObject::Connection m_life; // holds this
};

} // namespace QtDynamoDBPrivate

#endif
