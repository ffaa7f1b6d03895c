// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "fakestore.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qset.h>

using namespace Qt::StringLiterals;

static QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

static QString pkOf(const QJsonObject &item)
{
    const QJsonObject pk = item["pk"_L1].toObject();
    return pk["S"_L1].toString(pk["N"_L1].toString());
}

FakeStore::FakeStore()
{
    m_server.setHandler([this](const FakeRequest &request) { return react(request); });
}

void FakeStore::configure(QDynamoDBClient *client) const
{
    configureTestClient(client, m_server.url());
    client->setTransport(QDynamoDBClient::Transport::Direct);
    client->setMaxRetries(0);
}

void FakeStore::enqueue(const Reaction &reaction, int times)
{
    QMutexLocker locker(&m_mutex);
    for (int i = 0; i < times; ++i)
        m_queue.enqueue(reaction);
}

void FakeStore::setUnprocessed(const std::function<bool(double)> &unprocessed)
{
    QMutexLocker locker(&m_mutex);
    m_unprocessed = unprocessed;
}

void FakeStore::refuse(const QString &pk)
{
    QMutexLocker locker(&m_mutex);
    m_refused.append(pk);
}

QHash<QString, QJsonObject> FakeStore::items(const QString &tableName) const
{
    QMutexLocker locker(&m_mutex);
    return m_tables.value(tableName);
}

int FakeStore::writes() const
{
    QMutexLocker locker(&m_mutex);
    return m_writes;
}

QStringList FakeStore::problems() const
{
    QMutexLocker locker(&m_mutex);
    return m_problems;
}

QList<int> FakeStore::batchSizes() const
{
    QMutexLocker locker(&m_mutex);
    return m_batchSizes;
}

qsizetype FakeStore::largestBody() const
{
    QMutexLocker locker(&m_mutex);
    return m_largestBody;
}

int FakeStore::described() const
{
    QMutexLocker locker(&m_mutex);
    return m_described;
}

Reaction FakeStore::react(const FakeRequest &request)
{
    QMutexLocker locker(&m_mutex);
    const QByteArray operation = request.header("x-amz-target").split('.').last();
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (operation == "DescribeTable") {
        ++m_described;
        if (body["TableName"_L1].toString() == u"Missing")
            return Reaction::error(400, "ResourceNotFoundException");
        return Reaction::json(200,
                              R"({"Table":{"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}})");
    }
    m_largestBody = qMax(m_largestBody, request.body.size());
    if (!m_queue.isEmpty())
        return m_queue.dequeue();
    return operation == "BatchWriteItem" ? write(body) : get(body);
}

Reaction FakeStore::write(const QJsonObject &request)
{
    const QJsonObject tables = request["RequestItems"_L1].toObject();
    int count = 0;
    bool refused = false;
    QSet<QString> seen;
    const auto pkOfWrite = [](const QJsonObject &write) {
        const bool isPut = write.contains("PutRequest"_L1);
        return pkOf(isPut ? write["PutRequest"_L1]["Item"_L1].toObject()
                          : write["DeleteRequest"_L1]["Key"_L1].toObject());
    };
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        for (const QJsonValue &write : it->toArray()) {
            const QString pk = pkOfWrite(write.toObject());
            ++count;
            if (seen.contains(it.key() + u'/' + pk))
                m_problems.append(u"duplicate "_s + pk);
            seen.insert(it.key() + u'/' + pk);
            refused = refused || m_refused.contains(pk);
        }
    }
    m_batchSizes.append(count);
    if (count == 0 || count > 25)
        m_problems.append(u"a batch of %1"_s.arg(count));
    if (refused)
        return Reaction::error(400, "ValidationException", "One item is not good.");

    QJsonObject unprocessed;
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        QJsonArray left;
        for (const QJsonValue &write : it->toArray()) {
            if (skips()) {
                left.append(write);
                continue;
            }
            ++m_writes;
            if (write.toObject().contains("PutRequest"_L1)) {
                m_tables[it.key()].insert(pkOfWrite(write.toObject()),
                                          write["PutRequest"_L1]["Item"_L1].toObject());
            } else {
                m_tables[it.key()].remove(pkOfWrite(write.toObject()));
            }
        }
        if (!left.isEmpty())
            unprocessed.insert(it.key(), left);
    }
    return Reaction::json(200, toJson({ { "UnprocessedItems"_L1, unprocessed } }));
}

Reaction FakeStore::get(const QJsonObject &request)
{
    const QJsonObject tables = request["RequestItems"_L1].toObject();
    QJsonObject responses;
    QJsonObject unprocessed;
    int count = 0;
    QSet<QString> seen;
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        const QJsonArray keys = it.value()["Keys"_L1].toArray();
        QJsonArray left;
        QJsonArray found;
        for (qsizetype i = keys.size();
             i-- > 0;) { // in reverse order, because the service guarantees none
            const QString pk = pkOf(keys[i].toObject());
            ++count;
            if (seen.contains(it.key() + u'/' + pk))
                m_problems.append(u"duplicate "_s + pk);
            seen.insert(it.key() + u'/' + pk);
            if (skips())
                left.append(keys[i]);
            else if (const auto &table = m_tables[it.key()]; table.contains(pk))
                found.append(table[pk]);
        }
        responses.insert(it.key(), found);
        if (!left.isEmpty())
            unprocessed.insert(it.key(), QJsonObject { { "Keys"_L1, left } });
    }
    m_batchSizes.append(count);
    if (count == 0 || count > 100)
        m_problems.append(u"a batch of %1"_s.arg(count));
    return Reaction::json(200,
                          toJson({ { "Responses"_L1, responses },
                                   { "UnprocessedKeys"_L1, unprocessed } }));
}
