// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "faketable.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;

static QString operationOf(const FakeRequest &request)
{
    return QString::fromLatin1(request.header("x-amz-target").split('.').last());
}

FakeTable::FakeTable()
{
    m_server.setHandler([this](const FakeRequest &request) { return react(request); });
}

void FakeTable::configure(QDynamoDBClient *client) const
{
    configureTestClient(client, m_server.url());
    client->setMaxRetries(0);
}

void FakeTable::setItems(const QList<QDynamoDBItem> &items)
{
    QMutexLocker locker(&m_mutex);
    m_items = items;
}

void FakeTable::setFilter(const std::function<bool(const QDynamoDBItem &)> &filter)
{
    QMutexLocker locker(&m_mutex);
    m_filter = filter;
}

void FakeTable::enqueue(const QString &operation, const Reaction &reaction)
{
    QMutexLocker locker(&m_mutex);
    m_queues[operation].enqueue(reaction);
}

QStringList FakeTable::operations() const
{
    QStringList result;
    const QList<FakeRequest> requests = m_server.requests();
    for (const FakeRequest &request : requests)
        result.append(operationOf(request));
    return result;
}

QList<QJsonObject> FakeTable::bodies(const QString &operation) const
{
    QList<QJsonObject> result;
    const QList<FakeRequest> requests = m_server.requests();
    for (const FakeRequest &request : requests) {
        if (operationOf(request) == operation)
            result.append(QJsonDocument::fromJson(request.body).object());
    }
    return result;
}

QDynamoDBItem FakeTable::item(int n)
{
    return { { u"pk"_s, u"p"_s }, { u"sk"_s, n }, { u"text"_s, QString::number(n) } };
}

QList<QDynamoDBItem> FakeTable::items(int from, int to)
{
    QList<QDynamoDBItem> result;
    for (int n = from; n < to; ++n)
        result.append(item(n));
    return result;
}

Reaction FakeTable::react(const FakeRequest &request)
{
    QMutexLocker locker(&m_mutex);
    const QString operation = operationOf(request);
    if (QQueue<Reaction> &queue = m_queues[operation]; !queue.isEmpty())
        return queue.dequeue();
    if (operation == u"DescribeTable")
        return Reaction::json(200, describe());
    if (operation == u"Query" || operation == u"Scan")
        return Reaction::json(200, page(QJsonDocument::fromJson(request.body).object()));
    return Reaction::json(200, "{}");
}

QByteArray FakeTable::describe() const
{
    return R"({"Table":{"TableName":"Table","TableStatus":"ACTIVE","KeySchema":[)"
           R"({"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],)"
           R"("ItemCount":)"
            + QByteArray::number(m_items.size()) + "}}";
}

QByteArray FakeTable::page(const QJsonObject &request) const
{
    constexpr int mostItems = 1000;
    const int limit = request["Limit"_L1].toInt(mostItems);
    const int segments = request["TotalSegments"_L1].toInt(1);
    const int segment = request["Segment"_L1].toInt(0);
    const QString start = request["ExclusiveStartKey"_L1]["sk"_L1]["N"_L1].toString();

    QByteArrayList items;
    int scanned = 0;
    QByteArray lastKey;
    bool started = start.isEmpty();
    for (qsizetype i = segment; i < m_items.size(); i += segments) {
        const QDynamoDBItem &item = m_items[i];
        if (!started) {
            started = item[u"sk"].toNumber().toString() == start;
            continue;
        }
        ++scanned;
        if (!m_filter || m_filter(item))
            items.append(*QDynamoDBJson::fromItem(item));
        if (scanned == limit) {
            lastKey = *QDynamoDBJson::fromItem(
                    { { u"pk"_s, item[u"pk"] }, { u"sk"_s, item[u"sk"] } });
            break;
        }
    }
    return R"({"Items":[)" + items.join(',') + R"(],"Count":)" + QByteArray::number(items.size())
            + R"(,"ScannedCount":)" + QByteArray::number(scanned)
            + (lastKey.isEmpty() ? QByteArray() : R"(,"LastEvaluatedKey":)" + lastKey)
            + R"(,"ConsumedCapacity":{"TableName":"Table","CapacityUnits":0.5}})";
}
