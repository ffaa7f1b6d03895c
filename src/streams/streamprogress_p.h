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

// How far one shard is read.
struct ShardPosition
{
    enum class Kind {
        Oldest, // from what the stream still has
        Since, // from a time on, nothing read yet
        After, // after a sequence number
        Finished, // to its end
    };

    Kind kind = Kind::Oldest;
    QString sequenceNumber;
    QDateTime since;
};

// The shards of a stream: who comes after whom, and how far each is read. Items stay in order
// because a shard is readable only when its parent is finished.
class Q_DYNAMODB_AUTOTEST_EXPORT StreamProgress
{
public:
    // Takes in all the shards that the stream has. Names those that went with records unread.
    [[nodiscard]] QStringList discover(const QList<QDynamoDB::Shard> &shards);
    // At the beginning only: from a time on instead of from the oldest record.
    void skipTo(const QDateTime &since, const QList<QDynamoDB::Shard> &shards);

    [[nodiscard]] QStringList readable() const; // not finished, and nothing before them is unread
    [[nodiscard]] bool isFinished() const; // every shard
    [[nodiscard]] ShardPosition position(const QString &shardId) const;
    void readTo(const QString &shardId, const QString &sequenceNumber);
    void startOver(const QString &shardId); // from the oldest record that is left
    void finish(const QString &shardId);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static QDynamoDBExpected<StreamProgress> fromJson(const QJsonObject &object);

private:
    struct Entry
    {
        QString parent;
        ShardPosition position;
    };
    std::map<QString, Entry> m_shards; // by id, which grows with time
};

} // namespace QtDynamoDBPrivate

#endif
