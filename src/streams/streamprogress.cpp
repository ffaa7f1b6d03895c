// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "streams/streamprogress_p.h"

#include <QtCore/qset.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Kind = ShardPosition::Kind;

QStringList StreamProgress::discover(const QList<QDynamoDB::Shard> &shards)
{
    QSet<QString> present;
    for (const QDynamoDB::Shard &shard : shards) {
        present.insert(shard.shardId);
        m_shards[shard.shardId].parent = shard.parentShardId;
    }
    QStringList lost;
    for (auto entry = m_shards.begin(); entry != m_shards.end();) {
        if (present.contains(entry->first)) {
            ++entry;
            continue;
        }
        if (entry->second.position.kind != Kind::Finished)
            lost.append(entry->first);
        entry = m_shards.erase(entry);
    }
    return lost;
}

void StreamProgress::skipTo(const QDateTime &since, const QList<QDynamoDB::Shard> &shards)
{
    for (const QDynamoDB::Shard &shard : shards) {
        const bool isClosed = shard.sequenceNumberRange
                && !shard.sequenceNumberRange->endingSequenceNumber.isEmpty();
        m_shards[shard.shardId].position = isClosed ? ShardPosition { Kind::Finished, {}, {} }
                                                    : ShardPosition { Kind::Since, {}, since };
    }
}

QStringList StreamProgress::readable() const
{
    QStringList ids;
    for (const auto &[id, entry] : m_shards) {
        if (entry.position.kind == Kind::Finished)
            continue;
        const auto parent = m_shards.find(entry.parent);
        if (parent == m_shards.end() || parent->second.position.kind == Kind::Finished)
            ids.append(id);
    }
    return ids;
}

bool StreamProgress::isFinished() const
{
    return std::all_of(m_shards.begin(), m_shards.end(), [](const auto &shard) {
        return shard.second.position.kind == Kind::Finished;
    });
}

ShardPosition StreamProgress::position(const QString &shardId) const
{
    const auto found = m_shards.find(shardId);
    return found == m_shards.end() ? ShardPosition() : found->second.position;
}

void StreamProgress::readTo(const QString &shardId, const QString &sequenceNumber)
{
    m_shards[shardId].position = { Kind::After, sequenceNumber, {} };
}

void StreamProgress::startOver(const QString &shardId)
{
    m_shards[shardId].position = {};
}

void StreamProgress::finish(const QString &shardId)
{
    m_shards[shardId].position = { Kind::Finished, {}, {} };
}

QJsonObject StreamProgress::toJson() const
{
    QJsonObject shards;
    for (const auto &[id, entry] : m_shards) {
        QJsonObject shard;
        if (!entry.parent.isEmpty())
            shard.insert("parent"_L1, entry.parent);
        switch (entry.position.kind) {
        case Kind::Oldest:
            break;
        case Kind::Since:
            shard.insert("since"_L1, entry.position.since.toString(Qt::ISODateWithMs));
            break;
        case Kind::After:
            shard.insert("after"_L1, entry.position.sequenceNumber);
            break;
        case Kind::Finished:
            shard.insert("finished"_L1, true);
            break;
        }
        shards.insert(id, shard);
    }
    return shards;
}

QDynamoDBExpected<StreamProgress> StreamProgress::fromJson(const QJsonObject &object)
{
    StreamProgress progress;
    for (auto shard = object.begin(); shard != object.end(); ++shard) {
        const QJsonObject fields = shard.value().toObject();
        Entry entry { fields["parent"_L1].toString(), {} };
        if (fields["finished"_L1].toBool()) {
            entry.position.kind = Kind::Finished;
        } else if (fields.contains("after"_L1)) {
            entry.position = { Kind::After, fields["after"_L1].toString(), {} };
        } else if (fields.contains("since"_L1)) {
            const QString since = fields["since"_L1].toString();
            entry.position = { Kind::Since, {}, QDateTime::fromString(since, Qt::ISODateWithMs) };
        }
        const ShardPosition &position = entry.position;
        const bool isComplete = (position.kind != Kind::After || !position.sequenceNumber.isEmpty())
                && (position.kind != Kind::Since || position.since.isValid());
        if (!shard.value().isObject() || shard.key().isEmpty() || !isComplete) {
            return QDynamoDBError(QDynamoDBError::Code::Validation,
                                  "The checkpoint's entry for the shard '"_L1 + shard.key()
                                          + "' is not one that a stream reader has made."_L1);
        }
        progress.m_shards.emplace(shard.key(), std::move(entry));
    }
    return progress;
}

} // namespace QtDynamoDBPrivate
