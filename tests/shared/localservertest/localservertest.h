// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALSERVERTEST_H
#define LOCALSERVERTEST_H

#include "waiting/await.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtTest/qtest.h>

// A test against DynamoDB Local: one server for the executable, and a client that talks to it.
class LocalServerTest : public QObject
{
    Q_OBJECT

public:
    // A name that no other table of this server has.
    [[nodiscard]] static QString uniqueName();

protected:
    // How any client is set up to see the same tables as m_client.
    void configure(QDynamoDBAbstractClient *client) const { m_server.configure(client); }
    // Polls until the table and its indexes are active.
    [[nodiscard]] bool waitUntilActive(const QString &tableName);

    QDynamoDBLocalServer m_server;
    QDynamoDBClient m_client;

protected Q_SLOTS: // for tests with more of their own to do there
    void initTestCase();
    void cleanupTestCase();
};

// The same, with each test function run for every transport.
class EachTransportLocalServerTest : public LocalServerTest
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase_data();
    void init();
};

// A table for one test function, deleted with this object: partition key "pk", a string; sort key
// "sk", a number, if wanted. A test wants more? Then it fills in the request itself.
class TestTable
{
public:
    enum class Keys { Partition, PartitionAndSort };

    explicit TestTable(QDynamoDBClient *client, Keys keys = Keys::Partition);
    TestTable(QDynamoDBClient *client, const QDynamoDB::CreateTableRequest &request);
    ~TestTable();
    Q_DISABLE_COPY_MOVE(TestTable)

    [[nodiscard]] static QDynamoDB::CreateTableRequest request(Keys keys);

    [[nodiscard]] QString name() const { return m_name; }
    // What went wrong on creating it.
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QDynamoDBClient *m_client;
    QString m_name;
    QDynamoDBError m_error;
};

// Declares a TestTable that is there, or fails the test.
#define TEST_TABLE(name, ...) \
    const TestTable name(&m_client, __VA_ARGS__); \
    QVERIFY2(!name.error().isError(), qPrintable(QDebug::toString(name.error())))

#endif
