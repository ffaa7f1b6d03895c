// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;

// The operations on tables, with each of their parameters.
class tst_Integration_Tables : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void shortForms();
    void keyTypes_data();
    void keyTypes();
    void provisioned();
    void payPerRequest();
    void localIndexes();
    void globalIndexes();
    void streamSpecification_data();
    void streamSpecification();
    void otherSettings();
    void deletionProtection();
    void listTables();
    void updateThroughput();
    void updateBillingMode();
    void updateStream();
    void updateGlobalIndexes();
    void timeToLive();
    void limits();
    void errors();
};

static ProvisionedThroughput throughput(qint64 read, qint64 write)
{
    return { read, write };
}

static GlobalSecondaryIndex globalIndex(const QString &name, const IndexProjection &projection)
{
    GlobalSecondaryIndex index;
    index.indexName = name;
    index.keySchema = { { u"other"_s, KeyType::Hash } };
    index.projection = projection;
    return index;
}

void tst_Integration_Tables::shortForms()
{
    const QString simple = uniqueName();
    const QString sorted = uniqueName();
    AWAIT(created, m_client.createTable(simple, { u"id"_s, ScalarAttributeType::S }));
    QVERIFY(created.tableDescription);
    QCOMPARE(created.tableDescription->tableName, simple);
    AWAIT_DONE(m_client.createTable(sorted, { u"id"_s, ScalarAttributeType::S },
                                    { u"at"_s, ScalarAttributeType::N }));
    QVERIFY(waitUntilActive(simple));
    QVERIFY(waitUntilActive(sorted));

    AWAIT(described, m_client.describeTable(sorted));
    QVERIFY(described.table);
    QCOMPARE(described.table->keySchema.size(), 2);
    QCOMPARE(described.table->keySchema[0].attributeName, u"id"_s);
    QCOMPARE(described.table->keySchema[0].keyType, KeyType::Hash);
    QCOMPARE(described.table->keySchema[1].attributeName, u"at"_s);
    QCOMPARE(described.table->keySchema[1].keyType, KeyType::Range);
    QVERIFY(described.table->creationDateTime.isValid());

    AWAIT(tables, m_client.listTables());
    QVERIFY(tables.tableNames.contains(simple) && tables.tableNames.contains(sorted));
    for (const QString &name : { simple, sorted }) {
        AWAIT(deleted, m_client.deleteTable(name));
        QVERIFY(deleted.tableDescription);
        QCOMPARE(deleted.tableDescription->tableName, name);
    }
    AWAIT_ERROR(gone, m_client.describeTable(simple), Code::ResourceNotFound);
    QCOMPARE(gone.tableName(), simple);
}

void tst_Integration_Tables::keyTypes_data()
{
    QTest::addColumn<ScalarAttributeType>("type");
    QTest::addColumn<QDynamoDBItem>("key");

    QTest::newRow("string") << ScalarAttributeType::S << QDynamoDBItem { { u"k"_s, u"a"_s } };
    QTest::newRow("number") << ScalarAttributeType::N << QDynamoDBItem { { u"k"_s, 1.5 } };
    QTest::newRow("binary") << ScalarAttributeType::B
                            << QDynamoDBItem { { u"k"_s, QByteArray("\0\xff", 2) } };
}

void tst_Integration_Tables::keyTypes()
{
    QFETCH(const ScalarAttributeType, type);
    QFETCH(const QDynamoDBItem, key);

    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.attributeDefinitions = { { u"k"_s, type } };
    request.keySchema = { { u"k"_s, KeyType::Hash } };
    TEST_TABLE(table, request);
    AWAIT_DONE(m_client.putItem(table.name(), key));
    AWAIT(got, m_client.getItem(table.name(), key));
    QCOMPARE(got.item, key);
}

void tst_Integration_Tables::provisioned()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.billingMode = BillingMode::Provisioned;
    request.provisionedThroughput = throughput(7, 3);
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->provisionedThroughput);
    QCOMPARE(described.table->provisionedThroughput->readCapacityUnits.value_or(0), 7);
    QCOMPARE(described.table->provisionedThroughput->writeCapacityUnits.value_or(0), 3);
    QCOMPARE(described.table->tableStatus, TableStatus::Active);
    QCOMPARE(described.table->itemCount.value_or(-1), 0);
    QVERIFY(described.table->tableArn.endsWith(u"table/"_s + table.name()));
}

void tst_Integration_Tables::payPerRequest()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.onDemandThroughput = OnDemandThroughput { 100, 50 };
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->billingModeSummary);
    QCOMPARE(described.table->billingModeSummary->billingMode, BillingMode::PayPerRequest);
    QVERIFY(described.table->billingModeSummary->lastUpdateToPayPerRequestDateTime.isValid());
    QVERIFY(described.table->onDemandThroughput);
    QCOMPARE(described.table->onDemandThroughput->maxReadRequestUnits.value_or(0), 100);
    QCOMPARE(described.table->onDemandThroughput->maxWriteRequestUnits.value_or(0), 50);
}

void tst_Integration_Tables::localIndexes()
{
    CreateTableRequest request = TestTable::request(Keys::PartitionAndSort);
    request.attributeDefinitions.append({ u"other"_s, ScalarAttributeType::B });
    const QList<KeySchemaElement> schema { { u"pk"_s, KeyType::Hash },
                                           { u"other"_s, KeyType::Range } };
    request.localSecondaryIndexes = {
        { u"everything"_s, schema, IndexProjection { ProjectionType::All, {} } },
        { u"keys"_s, schema, IndexProjection { ProjectionType::KeysOnly, {} } },
        { u"some"_s, schema, IndexProjection { ProjectionType::Include, { u"x"_s, u"y"_s } } },
    };
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table);
    const auto &indexes = described.table->localSecondaryIndexes;
    QCOMPARE(indexes.size(), 3);
    for (const LocalSecondaryIndexDescription &index : indexes) {
        QCOMPARE(index.keySchema.size(), 2);
        QCOMPARE(index.keySchema[1].attributeName, u"other"_s);
        QVERIFY(!index.indexArn.isEmpty());
        QVERIFY(index.projection);
        const bool some = index.projection->projectionType == ProjectionType::Include;
        QCOMPARE(some, index.indexName == u"some"_s);
        QStringList attributes = index.projection->nonKeyAttributes;
        attributes.sort();
        QCOMPARE(attributes, some ? QStringList({ u"x"_s, u"y"_s }) : QStringList());
    }
}

void tst_Integration_Tables::globalIndexes()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.billingMode = {};
    request.provisionedThroughput = throughput(1, 1);
    request.attributeDefinitions.append({ u"other"_s, ScalarAttributeType::N });
    request.globalSecondaryIndexes = {
        globalIndex(u"by-other"_s, IndexProjection { ProjectionType::Include, { u"x"_s } }),
    };
    request.globalSecondaryIndexes[0].provisionedThroughput = throughput(4, 2);
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table);
    QCOMPARE(described.table->globalSecondaryIndexes.size(), 1);
    const GlobalSecondaryIndexDescription index = described.table->globalSecondaryIndexes[0];
    QCOMPARE(index.indexName, u"by-other"_s);
    QCOMPARE(index.indexStatus, IndexStatus::Active);
    QVERIFY(index.projection);
    QCOMPARE(index.projection->nonKeyAttributes, QStringList { u"x"_s });
    QVERIFY(index.provisionedThroughput);
    QCOMPARE(index.provisionedThroughput->readCapacityUnits.value_or(0), 4);
    QCOMPARE(index.provisionedThroughput->writeCapacityUnits.value_or(0), 2);
}

void tst_Integration_Tables::streamSpecification_data()
{
    QTest::addColumn<StreamViewType>("view");

    QTest::newRow("keys only") << StreamViewType::KeysOnly;
    QTest::newRow("new image") << StreamViewType::NewImage;
    QTest::newRow("old image") << StreamViewType::OldImage;
    QTest::newRow("both images") << StreamViewType::NewAndOldImages;
}

void tst_Integration_Tables::streamSpecification()
{
    QFETCH(const StreamViewType, view);

    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.streamSpecification = StreamSpecification { true, view };
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->streamSpecification);
    QCOMPARE(described.table->streamSpecification->streamEnabled.value_or(false), true);
    QCOMPARE(described.table->streamSpecification->streamViewType, view);
    QVERIFY(described.table->latestStreamArn.contains(table.name()));
    QVERIFY(!described.table->latestStreamLabel.isEmpty());
}

// Settings that DynamoDB Local accepts without returning them.
void tst_Integration_Tables::otherSettings()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.tags = { { u"Owner"_s, u"tests"_s }, { u"Empty"_s, u""_s } };
    request.tableClass = TableClass::StandardInfrequentAccess;
    SSESpecification encryption;
    encryption.enabled = true;
    encryption.sseType = SSEType::Kms;
    request.sseSpecification = encryption;
    request.warmThroughput = WarmThroughput { 12000, 4000 };
    TEST_TABLE(table, request);
    QVERIFY(waitUntilActive(table.name()));

    UpdateTableRequest update;
    update.tableName = table.name();
    update.tableClass = TableClass::Standard;
    update.deletionProtectionEnabled = false; // without it, "Nothing to update"
    AWAIT(updated, m_client.updateTable(update));
    QVERIFY(updated.tableDescription);
}

void tst_Integration_Tables::deletionProtection()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.deletionProtectionEnabled = true;
    TEST_TABLE(table, request);
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table);
    QCOMPARE(described.table->deletionProtectionEnabled, std::optional<bool>(true));
    AWAIT_ERROR(error, m_client.deleteTable(table.name()), Code::Validation);
    QCOMPARE(error.operation(), u"DeleteTable"_s);

    UpdateTableRequest update;
    update.tableName = table.name();
    update.deletionProtectionEnabled = false;
    AWAIT(updated, m_client.updateTable(update));
    QVERIFY(updated.tableDescription);
    QCOMPARE(updated.tableDescription->deletionProtectionEnabled, std::optional<bool>(false));
}

void tst_Integration_Tables::listTables()
{
    TEST_TABLE(first, Keys::Partition);
    TEST_TABLE(second, Keys::Partition);
    TEST_TABLE(third, Keys::Partition);
    QStringList expected { first.name(), second.name(), third.name() };
    expected.sort();

    ListTablesRequest request;
    request.limit = 2;
    AWAIT(page, m_client.listTables(request));
    QCOMPARE(page.tableNames, expected.mid(0, 2));
    QCOMPARE(page.lastEvaluatedTableName, expected[1]);
    request.exclusiveStartTableName = page.lastEvaluatedTableName;
    AWAIT(last, m_client.listTables(request));
    QCOMPARE(last.tableNames, expected.mid(2));
    QVERIFY(last.lastEvaluatedTableName.isNull());
}

void tst_Integration_Tables::updateThroughput()
{
    CreateTableRequest request = TestTable::request(Keys::Partition);
    request.billingMode = BillingMode::Provisioned;
    request.provisionedThroughput = throughput(1, 1);
    TEST_TABLE(table, request);
    AWAIT_DONE(m_client.updateTable(table.name(), throughput(2, 3)));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->provisionedThroughput);
    QCOMPARE(described.table->provisionedThroughput->readCapacityUnits.value_or(0), 2);
    QCOMPARE(described.table->provisionedThroughput->writeCapacityUnits.value_or(0), 3);
}

void tst_Integration_Tables::updateBillingMode()
{
    TEST_TABLE(table, Keys::Partition);
    UpdateTableRequest request;
    request.tableName = table.name();
    request.billingMode = BillingMode::Provisioned;
    request.provisionedThroughput = throughput(5, 6);
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->provisionedThroughput);
    QCOMPARE(described.table->provisionedThroughput->readCapacityUnits.value_or(0), 5);

    request.billingMode = BillingMode::PayPerRequest;
    request.provisionedThroughput.reset();
    request.onDemandThroughput = OnDemandThroughput { 9, 8 };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(again, m_client.describeTable(table.name()));
    QVERIFY(again.table && again.table->billingModeSummary);
    QCOMPARE(again.table->billingModeSummary->billingMode, BillingMode::PayPerRequest);
}

void tst_Integration_Tables::updateStream()
{
    TEST_TABLE(table, Keys::Partition);
    UpdateTableRequest request;
    request.tableName = table.name();
    request.streamSpecification = StreamSpecification { true, StreamViewType::NewImage };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table && described.table->streamSpecification);
    QCOMPARE(described.table->streamSpecification->streamViewType, StreamViewType::NewImage);

    request.streamSpecification = StreamSpecification { false, {} };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(again, m_client.describeTable(table.name()));
    QVERIFY(again.table);
    QVERIFY(!again.table->streamSpecification
            || !again.table->streamSpecification->streamEnabled.value_or(false));
}

void tst_Integration_Tables::updateGlobalIndexes()
{
    CreateTableRequest create = TestTable::request(Keys::Partition);
    create.billingMode = BillingMode::Provisioned;
    create.provisionedThroughput = throughput(1, 1);
    TEST_TABLE(table, create);
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s }, { u"other"_s, u"o"_s } }));

    CreateGlobalSecondaryIndexAction action;
    action.indexName = u"late"_s;
    action.keySchema = { { u"other"_s, KeyType::Hash } };
    action.projection = IndexProjection { ProjectionType::All, {} };
    action.provisionedThroughput = throughput(1, 1);
    GlobalSecondaryIndexUpdate change;
    change.create = action;
    UpdateTableRequest request;
    request.tableName = table.name();
    request.attributeDefinitions = { { u"pk"_s, ScalarAttributeType::S },
                                     { u"other"_s, ScalarAttributeType::S } };
    request.globalSecondaryIndexUpdates = { change };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));

    QueryRequest query;
    query.tableName = table.name();
    query.indexName = u"late"_s;
    query.keyConditionExpression = u"#o = :o"_s;
    query.expressionAttributeNames = { { u"#o"_s, u"other"_s } };
    query.expressionAttributeValues = { { u":o"_s, u"o"_s } };
    AWAIT(found, m_client.query(query));
    QCOMPARE(found.count, 1);

    UpdateGlobalSecondaryIndexAction faster;
    faster.indexName = u"late"_s;
    faster.provisionedThroughput = throughput(4, 5);
    change = {};
    change.update = faster;
    request.attributeDefinitions.clear();
    request.globalSecondaryIndexUpdates = { change };
    AWAIT_DONE(m_client.updateTable(request));
    QVERIFY(waitUntilActive(table.name()));
    AWAIT(described, m_client.describeTable(table.name()));
    QVERIFY(described.table);
    QCOMPARE(described.table->globalSecondaryIndexes.size(), 1);
    QVERIFY(described.table->globalSecondaryIndexes[0].provisionedThroughput);
    QCOMPARE(described.table->globalSecondaryIndexes[0]
                     .provisionedThroughput->readCapacityUnits.value_or(0),
             4);

    change = {};
    change.delete_ = DeleteGlobalSecondaryIndexAction { u"late"_s };
    request.globalSecondaryIndexUpdates = { change };
    AWAIT_DONE(m_client.updateTable(request));
    const auto isGone = [&] {
        const auto outcome = await(m_client.describeTable(table.name()));
        return outcome && outcome->table && outcome->table->globalSecondaryIndexes.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 60000);
}

void tst_Integration_Tables::timeToLive()
{
    TEST_TABLE(table, Keys::Partition);
    DescribeTimeToLiveRequest describe;
    describe.tableName = table.name();
    AWAIT(before, m_client.describeTimeToLive(describe));
    QVERIFY(before.timeToLiveDescription);
    QCOMPARE(before.timeToLiveDescription->timeToLiveStatus, TimeToLiveStatus::Disabled);

    UpdateTimeToLiveRequest update;
    update.tableName = table.name();
    update.timeToLiveSpecification = TimeToLiveSpecification { true, u"expires"_s };
    AWAIT(updated, m_client.updateTimeToLive(update));
    QVERIFY(updated.timeToLiveSpecification);
    QCOMPARE(updated.timeToLiveSpecification->enabled, std::optional<bool>(true));
    QCOMPARE(updated.timeToLiveSpecification->attributeName, u"expires"_s);

    AWAIT(after, m_client.describeTimeToLive(describe));
    QVERIFY(after.timeToLiveDescription);
    QCOMPARE(after.timeToLiveDescription->timeToLiveStatus, TimeToLiveStatus::Enabled);
    QCOMPARE(after.timeToLiveDescription->attributeName, u"expires"_s);
}

void tst_Integration_Tables::limits()
{
    AWAIT(limits, m_client.describeLimits({}));
    QCOMPARE(limits.accountMaxReadCapacityUnits.value_or(0), 80000);
    QCOMPARE(limits.accountMaxWriteCapacityUnits.value_or(0), 80000);
    QCOMPARE(limits.tableMaxReadCapacityUnits.value_or(0), 40000);
    QCOMPARE(limits.tableMaxWriteCapacityUnits.value_or(0), 40000);
}

void tst_Integration_Tables::errors()
{
    TEST_TABLE(table, Keys::Partition);
    CreateTableRequest same = TestTable::request(Keys::Partition);
    same.tableName = table.name();
    AWAIT_ERROR(twice, m_client.createTable(same), Code::ResourceInUse);
    QCOMPARE(twice.tableName(), table.name());
    QCOMPARE(twice.type(), u"ResourceInUseException"_s);

    CreateTableRequest wrong = TestTable::request(Keys::Partition);
    wrong.attributeDefinitions.append({ u"unused"_s, ScalarAttributeType::S });
    AWAIT_ERROR(unused, m_client.createTable(wrong), Code::Validation);
    QCOMPARE(unused.operation(), u"CreateTable"_s);
    AWAIT_ERROR(absent, m_client.deleteTable(u"no-such-table"_s), Code::ResourceNotFound);
    QCOMPARE(absent.operation(), u"DeleteTable"_s);
    AWAIT_ERROR(badName, m_client.describeTable(u"no such table"_s), Code::InvalidParameterValue);
    QCOMPARE(badName.attempts(), 0);
}

QTEST_GUILESS_MAIN(tst_Integration_Tables)
#include "tst_integration_tables.moc"
