// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTREAMREADER_P_H
#define QDYNAMODBSTREAMREADER_P_H

#include "eventloop/clock_p.h"
#include "paging/pageprogress_p.h"
#include "streams/streamprogress_p.h"

#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <map>
#include <memory>

class QDynamoDBStreamsClient;

// Lives in the reader's thread, as its clock does.
class Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBStreamReaderPrivate
{
public:
    using Status = QDynamoDBStreamReader::Status;
    using Clock = QtDynamoDBPrivate::Clock;

    QDynamoDBStreamReaderPrivate(QDynamoDBStreamReader *reader, QDynamoDBClient *client);
    ~QDynamoDBStreamReaderPrivate();
    Q_DISABLE_COPY_MOVE(QDynamoDBStreamReaderPrivate)

    static QDynamoDBStreamReaderPrivate *get(QDynamoDBStreamReader *reader)
    {
        return reader->d.get();
    }

    void start();
    void stop(Status status);
    void setStatus(Status newStatus);

    QDynamoDBStreamReader *const q;
    QPointer<QDynamoDBClient> client;
    std::unique_ptr<Clock> clock; // before start(), tests put theirs in
    std::function<double()> random;

    QString tableName;
    QDynamoDBStreamReader::Start startFrom = QDynamoDBStreamReader::Start::Latest;
    std::chrono::milliseconds pollInterval { 500 };
    Status status = Status::Stopped;
    QDynamoDBError error;

    QString streamArn; // empty: to be found
    QDynamoDBEnum<QDynamoDB::StreamViewType> viewType; // null: the stream is not described yet
    QtDynamoDBPrivate::StreamProgress progress;

private:
    // Something that is repeated until it goes well, and how often it has not.
    struct Task
    {
        Clock::Alarm alarm = 0;
        int failures = 0;
    };
    struct Shard : Task
    {
        QString iterator;
        bool fromLatest = false; // nothing was read since start()
        bool skips = false; // the iterator came from the oldest record, for want of a better place
    };

    void findStream();
    void describeStream();
    void describeStreamFrom(const QString &lastShard, QList<QDynamoDB::Shard> shards);
    void shardsFound(const QDynamoDB::StreamDescription &stream,
                     const QList<QDynamoDB::Shard> &shards);
    void streamGone();
    void nextStream();
    void getIterator(const QString &shardId);
    void getRecords(const QString &shardId);
    void received(const QString &shardId, const QDynamoDB::GetRecordsResult &result);
    void readFailed(const QString &shardId, const QDynamoDBError &failure);

    [[nodiscard]] QDynamoDBStreamsClient &streams();
    template<typename T, typename Handler>
    void ask(const QFuture<T> &future, Handler handler);
    void later(Task &task, Clock::Duration delay, std::function<void()> step);
    void failed(Task &task, const QDynamoDBError &failure, std::function<void()> step);
    void succeeded(Task &task);
    void report(const QDynamoDBError &failure);
    void updateStatus();
    [[nodiscard]] QDateTime serviceTime() const;

    quint64 m_run = 0; // answers to an earlier run are dropped
    bool m_startsFresh = false; // nothing is known of the shards
    bool m_describes = false;
    bool m_describesAgain = false; // something has ended meanwhile
    Task m_discovery;
    QtDynamoDBPrivate::PageProgress m_description; // of the pages of a stream's description
    std::map<QString, Shard> m_reading; // the shards that are being followed
};

#endif
