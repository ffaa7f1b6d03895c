// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakestream.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;

namespace {

Reaction json(const QJsonObject &object)
{
    return Reaction::json(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString arn(int stream)
{
    return "arn:aws:dynamodb:us-east-1:123456789012:table/Things/stream/"_L1
            + QString::number(stream);
}

qint64 sequenceNumber(const QJsonObject &record)
{
    return record["dynamodb"_L1]["SequenceNumber"_L1].toString().toLongLong();
}

} // namespace

FakeStream::FakeStream()
{
    m_server.setHandler([this](const FakeRequest &request) { return answer(request); });
}

void FakeStream::setTime(const QDateTime &now)
{
    QMutexLocker locker(&m_mutex);
    m_now = now;
}

void FakeStream::addShard(const QString &id, const QString &parent)
{
    QMutexLocker locker(&m_mutex);
    m_shards[id].parent = parent;
}

void FakeStream::addRecords(const QString &shard, int count, const QString &event)
{
    QMutexLocker locker(&m_mutex);
    for (int i = 0; i < count; ++i) {
        QList<QJsonObject> &records = m_shards[shard].records;
        const QString name = shard + u'.' + QString::number(records.size());
        const QJsonObject key { { "pk"_L1, QJsonObject { { "S"_L1, name } } } };
        records.append({
                { "eventName"_L1, event },
                { "dynamodb"_L1,
                  QJsonObject {
                          { "Keys"_L1, key },
                          { "SequenceNumber"_L1, QString::number(++m_lastSequence) },
                          { "ApproximateCreationDateTime"_L1, double(m_now.toSecsSinceEpoch()) },
                  } },
        });
    }
}

void FakeStream::closeShard(const QString &shard)
{
    QMutexLocker locker(&m_mutex);
    m_shards[shard].isClosed = true;
}

void FakeStream::removeShard(const QString &shard)
{
    QMutexLocker locker(&m_mutex);
    m_shards.erase(shard);
}

void FakeStream::turnOff()
{
    QMutexLocker locker(&m_mutex);
    m_isOn = false;
}

void FakeStream::turnOn()
{
    QMutexLocker locker(&m_mutex);
    ++m_stream;
    m_isOn = true;
    m_shards.clear();
}

void FakeStream::dropStream()
{
    QMutexLocker locker(&m_mutex);
    m_exists = false;
}

void FakeStream::expireIterators()
{
    QMutexLocker locker(&m_mutex);
    ++m_generation;
}

void FakeStream::trim(const QString &shard, int count)
{
    QMutexLocker locker(&m_mutex);
    m_shards[shard].trimmed = count;
}

void FakeStream::fail(const QString &operation, int times, int status, const QString &code)
{
    QMutexLocker locker(&m_mutex);
    m_failures[operation] = { times, status, code };
}

int FakeStream::calls(const QString &operation) const
{
    QMutexLocker locker(&m_mutex);
    const auto found = m_calls.find(operation);
    return found == m_calls.end() ? 0 : found->second;
}

QStringList FakeStream::iteratorTypes(const QString &shard) const
{
    QMutexLocker locker(&m_mutex);
    const auto found = m_shards.find(shard);
    return found == m_shards.end() ? QStringList() : found->second.iteratorTypes;
}

Reaction FakeStream::answer(const FakeRequest &request)
{
    QMutexLocker locker(&m_mutex);
    const QString operation = QString::fromLatin1(request.header("x-amz-target")).section(u'.', 1);
    ++m_calls[operation];
    Failure &failure = m_failures[operation];
    if (failure.times > 0) {
        --failure.times;
        return Reaction::error(failure.status, failure.code.toLatin1());
    }
    const QJsonObject parameters = QJsonDocument::fromJson(request.body).object();
    if (operation == "DescribeTable"_L1)
        return json(describeTable());
    if (operation == "DescribeStream"_L1)
        return describeStream(parameters);
    if (operation == "GetShardIterator"_L1)
        return getShardIterator(parameters);
    return getRecords(parameters);
}

QJsonObject FakeStream::describeTable() const
{
    QJsonObject table { { "TableName"_L1, u"Things"_s } };
    if (m_exists)
        table.insert("LatestStreamArn"_L1, arn(m_stream));
    return { { "Table"_L1, table } };
}

// Returns one shard per page, so that the reader has to read several pages.
Reaction FakeStream::describeStream(const QJsonObject &request) const
{
    if (request["StreamArn"_L1].toString() != arn(m_stream))
        return Reaction::error(400, "ResourceNotFoundException");
    QJsonObject stream { { "StreamArn"_L1, arn(m_stream) },
                         { "StreamStatus"_L1, m_isOn ? u"ENABLED"_s : u"DISABLED"_s } };
    const QString previous = request["ExclusiveStartShardId"_L1].toString();
    const auto shard = previous.isEmpty() ? m_shards.begin() : m_shards.upper_bound(previous);
    if (shard != m_shards.end()) {
        QJsonObject range { { "StartingSequenceNumber"_L1, u"1"_s } };
        if (shard->second.isClosed)
            range.insert("EndingSequenceNumber"_L1, u"999"_s);
        QJsonObject description { { "ShardId"_L1, shard->first },
                                  { "SequenceNumberRange"_L1, range } };
        if (!shard->second.parent.isEmpty())
            description.insert("ParentShardId"_L1, shard->second.parent);
        stream.insert("Shards"_L1, QJsonArray { description });
        if (std::next(shard) != m_shards.end())
            stream.insert("LastEvaluatedShardId"_L1, shard->first);
    }
    return json({ { "StreamDescription"_L1, stream } });
}

Reaction FakeStream::getShardIterator(const QJsonObject &request)
{
    const QString id = request["ShardId"_L1].toString();
    const auto found = m_shards.find(id);
    if (found == m_shards.end())
        return Reaction::error(400, "ResourceNotFoundException");
    Shard &shard = found->second;
    const QString type = request["ShardIteratorType"_L1].toString();
    shard.iteratorTypes.append(type);
    qsizetype position = shard.trimmed;
    if (type == "LATEST"_L1) {
        position = shard.records.size();
    } else if (type == "AFTER_SEQUENCE_NUMBER"_L1) {
        const qint64 after = request["SequenceNumber"_L1].toString().toLongLong();
        position = 0;
        while (position < shard.records.size() && sequenceNumber(shard.records[position]) <= after)
            ++position;
        if (position < shard.trimmed)
            return Reaction::error(400, "TrimmedDataAccessException");
    }
    return json({ { "ShardIterator"_L1, u"%1|%2|%3"_s.arg(id).arg(position).arg(m_generation) } });
}

// Returns at most three records.
Reaction FakeStream::getRecords(const QJsonObject &request)
{
    const QStringList iterator = request["ShardIterator"_L1].toString().split(u'|');
    if (iterator.value(2).toInt() != m_generation)
        return Reaction::error(400, "ExpiredIteratorException");
    const auto found = m_shards.find(iterator[0]);
    if (found == m_shards.end())
        return Reaction::error(400, "ResourceNotFoundException");
    const Shard &shard = found->second;
    const qsizetype position = iterator[1].toInt();
    if (position < shard.trimmed)
        return Reaction::error(400, "TrimmedDataAccessException");
    QJsonArray records;
    for (const QJsonObject &record : shard.records.mid(position, 3))
        records.append(record);
    QJsonObject result { { "Records"_L1, records } };
    const qsizetype next = position + records.size();
    if (!shard.isClosed || next < shard.records.size()) {
        result.insert("NextShardIterator"_L1,
                      u"%1|%2|%3"_s.arg(iterator[0]).arg(next).arg(m_generation));
    }
    return json(result);
}
