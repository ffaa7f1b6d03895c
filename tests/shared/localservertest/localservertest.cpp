// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest.h"

#include "transports/eachtransport.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

void LocalServerTest::initTestCase()
{
    m_server.start();
    QVERIFY2(m_server.waitForStarted(), qPrintable(m_server.errorString()));
    configure(&m_client);
}

void LocalServerTest::cleanupTestCase()
{
    // Each test function has to delete its tables.
    AWAIT(tables, m_client.listTables());
    QCOMPARE(tables.tableNames, QStringList());
    m_server.stop();
}

QString LocalServerTest::uniqueName()
{
    static int count = 0;
    return u"%1-%2"_s.arg(QLatin1StringView(QTest::currentTestFunction())).arg(++count);
}

bool LocalServerTest::waitUntilActive(const QString &tableName)
{
    const auto isActive = [&] {
        const auto outcome = await(m_client.describeTable(tableName));
        if (!outcome || !outcome->table || outcome->table->tableStatus != TableStatus::Active)
            return false;
        const auto &indexes = outcome->table->globalSecondaryIndexes;
        return std::all_of(indexes.begin(), indexes.end(), [](const auto &index) {
            return index.indexStatus == IndexStatus::Active;
        });
    };
    return QTest::qWaitFor(isActive, 60000);
}

void EachTransportLocalServerTest::initTestCase_data()
{
    addTransports();
}

void EachTransportLocalServerTest::init()
{
    m_client.setTransport(currentTransport());
}

TestTable::TestTable(QDynamoDBClient *client, Keys keys)
    : TestTable(client, request(keys))
{
}

TestTable::TestTable(QDynamoDBClient *client, const CreateTableRequest &request)
    : m_client(client)
    , m_name(request.tableName)
    , m_error(await(client->createTable(request)).error())
{
}

TestTable::~TestTable()
{
    if (!m_error.isError())
        (void)await(m_client->deleteTable(m_name));
}

CreateTableRequest TestTable::request(Keys keys)
{
    CreateTableRequest request;
    request.tableName = LocalServerTest::uniqueName();
    request.billingMode = BillingMode::PayPerRequest;
    request.attributeDefinitions = { { u"pk"_s, ScalarAttributeType::S } };
    request.keySchema = { { u"pk"_s, KeyType::Hash } };
    if (keys == Keys::PartitionAndSort) {
        request.attributeDefinitions.append({ u"sk"_s, ScalarAttributeType::N });
        request.keySchema.append({ u"sk"_s, KeyType::Range });
    }
    return request;
}
