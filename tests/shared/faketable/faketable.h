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

// A fake server with one table, "Table": partition key "pk", sort key "sk", a number. It answers
// DescribeTable, Query and Scan in pages, whatever the conditions are, and everything else with {}
// - unless it is told otherwise.
class FakeTable
{
public:
    FakeTable();
    Q_DISABLE_COPY_MOVE(FakeTable)

    FakeServer &server() { return m_server; }
    void configure(QDynamoDBClient *client) const;

    // Thread-safe, all of them.
    void setItems(const QList<QDynamoDBItem> &items);
    void setFilter(const std::function<bool(const QDynamoDBItem &)> &filter); // applied to pages
    void enqueue(const QString &operation, const Reaction &reaction); // before it answers
    [[nodiscard]] QStringList operations() const; // in the order of their arrival
    [[nodiscard]] int count(const QString &operation) const
    {
        return int(operations().count(operation));
    }
    [[nodiscard]] QList<QJsonObject> bodies(const QString &operation) const;

    // {pk: "p", sk: n, text: "n"}
    [[nodiscard]] static QDynamoDBItem item(int n);
    [[nodiscard]] static QList<QDynamoDBItem> items(int from, int to); // without the last

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
