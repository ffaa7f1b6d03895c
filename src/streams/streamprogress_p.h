// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STREAMPROGRESS_P_H
#define STREAMPROGRESS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbapi_streams.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonobject.h>

#include <map>

namespace QtDynamoDBPrivate {

// The position in one shard.
struct ShardPosition
{
    enum class Kind {
        Oldest, // the oldest record in the stream
        Since, // the first record after a time; nothing was read
        After, // the record after a sequence number
        Finished, // the end of the shard
    };

    Kind kind = Kind::Oldest;
    QString sequenceNumber;
    QDateTime since;
};

// The shards of a stream with their parents and positions. A shard is readable only after its
// parent is finished, so that the changes of an item stay in order.
class Q_DYNAMODB_AUTOTEST_EXPORT StreamProgress
{
public:
    // Takes over the current shards of the stream. Returns the deleted shards with unread records.
    [[nodiscard]] QStringList discover(const QList<QDynamoDB::Shard> &shards);
    // Starts with the records after a time instead of the oldest ones. Call before discover().
    void skipTo(const QDateTime &since, const QList<QDynamoDB::Shard> &shards);

    [[nodiscard]] QStringList readable() const; // unfinished shards whose parents are finished
    [[nodiscard]] bool isFinished() const; // all shards
    [[nodiscard]] ShardPosition position(const QString &shardId) const;
    void readTo(const QString &shardId, const QString &sequenceNumber);
    void startOver(const QString &shardId); // from the oldest remaining record
    void finish(const QString &shardId);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static QDynamoDBExpected<StreamProgress> fromJson(const QJsonObject &object);

private:
    struct Entry
    {
        QString parent;
        ShardPosition position;
    };
    std::map<QString, Entry> m_shards; // by id; later shards have greater ids
};

} // namespace QtDynamoDBPrivate

#endif
