// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DEMOSERVER_H
#define DEMOSERVER_H

#include <QtDynamoDB/QDynamoDBError>
#include <QtDynamoDB/QDynamoDBLocalServer>

class QDynamoDBClient;

// A DynamoDB Local in memory with two sample tables.
class DemoServer : public QObject
{
    Q_OBJECT

public:
    explicit DemoServer(QObject *parent = nullptr);

    void start();
    [[nodiscard]] QUrl endpoint() const { return m_server.endpoint(); }

Q_SIGNALS:
    void ready();
    void failed(const QString &problem);

private:
    void createTables();
    void fill();
    void fail(const QDynamoDBError &error);

    QDynamoDBLocalServer m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
    int m_batchesLeft = 0;
};

#endif
