// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKETABLE_H
#define FAKETABLE_H

#include "fakeserver/fakeserver.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtCore/qqueue.h>

#include <functional>

// A fake server with one table, "Table", whose partition key is "pk" and whose sort key is the number
// "sk". Responds to DescribeTable, to Query and Scan with pages of all items regardless of conditions,
// and to other operations with {}, unless a reaction is enqueued.
class FakeTable
{
public:
    FakeTable();
    Q_DISABLE_COPY_MOVE(FakeTable)

    FakeServer &server() { return m_server; }
    void configure(QDynamoDBClient *client) const;

    // These functions are thread-safe.
    void setItems(const QList<QDynamoDBItem> &items);
    void setFilter(const std::function<bool(const QDynamoDBItem &)> &filter); // applied to pages
    void enqueue(const QString &operation, const Reaction &reaction); // used first
    [[nodiscard]] QStringList operations() const; // requested so far
    [[nodiscard]] int count(const QString &operation) const
    {
        return int(operations().count(operation));
    }
    [[nodiscard]] QList<QJsonObject> bodies(const QString &operation) const;

    // Returns {pk: "p", sk: n, text: "n"}.
    [[nodiscard]] static QDynamoDBItem item(int n);
    [[nodiscard]] static QList<QDynamoDBItem> items(int from, int to); // excluding `to`

private:
    Reaction react(const FakeRequest &request);
    QByteArray describe() const;
    QByteArray page(const QJsonObject &request) const;

    mutable QMutex m_mutex;
    QList<QDynamoDBItem> m_items;
    std::function<bool(const QDynamoDBItem &)> m_filter;
    QHash<QString, QQueue<Reaction>> m_queues;
    FakeServer m_server;
};

#endif
