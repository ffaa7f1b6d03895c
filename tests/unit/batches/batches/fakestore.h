// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKESTORE_H
#define FAKESTORE_H

#include "fakeserver/fakeserver.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtCore/qqueue.h>
#include <QtCore/qrandom.h>

#include <functional>

// A fake server with tables of any name whose partition key is "pk". Responds to DescribeTable,
// BatchWriteItem and BatchGetItem as the service does, including its limits. Items can be left
// unprocessed.
class FakeStore
{
public:
    FakeStore();
    Q_DISABLE_COPY_MOVE(FakeStore)

    FakeServer &server() { return m_server; }
    void configure(QDynamoDBClient *client) const;

    // These functions are thread-safe. Enqueues reactions to the next batches.
    void enqueue(const Reaction &reaction, int times = 1);
    // Sets whether an item of the next batches is left unprocessed, by a seeded random number.
    void setUnprocessed(const std::function<bool(double random)> &unprocessed);
    void refuse(const QString &pk); // batches with this item fail with ValidationException

    [[nodiscard]] QHash<QString, QJsonObject> items(const QString &tableName) const; // by pk
    [[nodiscard]] int writes() const; // of all tables
    [[nodiscard]] QStringList problems() const; // violations of limits
    [[nodiscard]] QList<int> batchSizes() const; // including rejected batches
    [[nodiscard]] qsizetype largestBody() const;
    [[nodiscard]] int described() const;

private:
    Reaction react(const FakeRequest &request);
    Reaction write(const QJsonObject &request);
    Reaction get(const QJsonObject &request);
    bool skips() { return m_unprocessed && m_unprocessed(m_random.generateDouble()); }

    mutable QMutex m_mutex;
    QRandomGenerator m_random { 1 };
    QQueue<Reaction> m_queue;
    std::function<bool(double)> m_unprocessed;
    QStringList m_refused;
    QHash<QString, QHash<QString, QJsonObject>> m_tables;
    int m_writes = 0;
    int m_described = 0;
    QStringList m_problems;
    QList<int> m_batchSizes;
    qsizetype m_largestBody = 0;
    FakeServer m_server;
};

#endif
