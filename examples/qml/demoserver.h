// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DEMOSERVER_H
#define DEMOSERVER_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBLocalServer>

// A DynamoDB Local in memory with the tables and items of DemoData.
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

    QDynamoDBLocalServer m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

#endif
