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

// Belongs to the reader's thread, as does its clock.
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
    void setPosition(const QString &stream, QtDynamoDBPrivate::StreamProgress newProgress);

    QDynamoDBStreamReader *const q;
    QPointer<QDynamoDBClient> client;
    std::unique_ptr<Clock> clock; // tests replace it before start()
    std::function<double()> random;

    QString tableName;
    QDynamoDBStreamReader::Start startFrom = QDynamoDBStreamReader::Start::Latest;
    std::chrono::milliseconds pollInterval { 500 };
    Status status = Status::Stopped;
    QDynamoDBError error;

    // Change both with setPosition().
    QString streamArn; // empty until DescribeTable has returned it
    QDynamoDBEnum<QDynamoDB::StreamViewType> viewType; // null: the stream is not described yet
    QtDynamoDBPrivate::StreamProgress progress;

private:
    // A step that is repeated until it succeeds.
    struct Task
    {
        Clock::Alarm alarm = 0;
        int failures = 0;
    };
    // Watches over an emission: a slot may stop, restart or destroy the reader.
    class Run
    {
    public:
        explicit Run(const QDynamoDBStreamReaderPrivate *d)
            : m_reader(d->q)
            , m_d(d)
            , m_run(d->m_run)
        {
        }
        [[nodiscard]] bool isOver() const { return !m_reader || m_d->m_run != m_run; }

    private:
        const QPointer<QDynamoDBStreamReader> m_reader;
        const QDynamoDBStreamReaderPrivate *const m_d;
        const quint64 m_run;
    };
    struct Shard : Task
    {
        QString iterator;
        bool fromLatest = false; // no record was read since start()
        bool skips = false; // the iterator begins before the position; older records are ignored
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
    void follow(const QFuture<T> &future, Handler handler);
    void later(Task &task, Clock::Duration delay, std::function<void()> step);
    void failed(Task &task, const QDynamoDBError &failure, std::function<void()> step);
    void succeeded(Task &task);
    void endRun();
    void giveUp(const QDynamoDBError &failure);
    void report(const QDynamoDBError &failure);
    void updateStatus();
    [[nodiscard]] QDateTime serviceTime() const;

    quint64 m_run = 0; // responses to earlier runs are ignored
    quint64 m_position = 0; // changes with every setPosition()
    bool m_startsFresh = false; // no shard is known yet
    bool m_isPositioned = false; // each shard of this run's first description had an iterator
    bool m_isDescribed = false; // in this run
    bool m_describes = false;
    bool m_describesAgain = false; // a shard has ended meanwhile
    Task m_discovery;
    QtDynamoDBPrivate::PageProgress m_description; // through the pages of DescribeStream
    std::map<QString, Shard> m_reading; // the shards that are followed
};

#endif
