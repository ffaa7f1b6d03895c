// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALSERVERTEST_H
#define LOCALSERVERTEST_H

#include "waiting/await.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtTest/qtest.h>

// A test against DynamoDB Local. Starts one server for the program, with a client that uses it.
class LocalServerTest : public QObject
{
    Q_OBJECT

public:
    // Returns a name that no table of this server has.
    [[nodiscard]] static QString uniqueName();

protected:
    // Makes another client use the same tables as m_client.
    void configure(QDynamoDBAbstractClient *client) const { m_server.configure(client); }
    // Polls until the table and its indexes are active.
    [[nodiscard]] bool waitUntilActive(const QString &tableName);

    QDynamoDBLocalServer m_server;
    QDynamoDBClient m_client;

protected Q_SLOTS: // tests that override them call them
    void initTestCase();
    void cleanupTestCase();
};

// A LocalServerTest that runs each test function once for each transport.
class EachTransportLocalServerTest : public LocalServerTest
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase_data();
    void init();
};

// A table that is deleted with this object. Its partition key is the string "pk", its sort key, if
// any, the number "sk". Tests that need other tables pass a request of their own.
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
    // The error of CreateTable.
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QDynamoDBClient *m_client;
    QString m_name;
    QDynamoDBError m_error;
};

// Declares a TestTable, or fails the test.
#define TEST_TABLE(name, ...) \
    const TestTable name(&m_client, __VA_ARGS__); \
    QVERIFY2(!name.error().isError(), qPrintable(QDebug::toString(name.error())))

#endif
