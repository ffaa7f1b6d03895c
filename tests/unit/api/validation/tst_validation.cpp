// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "api/validate_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtTest/qtest.h>

#include <functional>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

class tst_Validation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data();
    void requests();
    void names_data();
    void names();
    void tableNames_data();
    void tableNames();
    void idempotencyTokens();
};

using Check = std::function<QDynamoDBError()>;
Q_DECLARE_METATYPE(Check)

// Rows that change one thing in a valid request, with the error that this causes.
template<typename Request>
class Rows
{
public:
    Rows(const Operation &operation, const Request &good)
        : m_operation(operation)
        , m_good(good)
    {
        (*this)("good", [](Request &) {}, Code::NoError, {});
    }

    void operator()(const char *name, const std::function<void(Request &)> &spoil, Code code,
                    const QString &message) const
    {
        Request request = m_good;
        spoil(request);
        const Operation *operation = &m_operation;
        QTest::addRow("%s: %s", operation->name, name)
                << Check([=] { return validateRequest(*operation, &request); }) << code << message;
    }

private:
    const Operation &m_operation;
    Request m_good;
};

static const QDynamoDBItem key { { u"id"_s, 1 } };

static void itemRows()
{
    GetItemRequest get;
    get.tableName = u"Thread"_s;
    get.key = key;
    const Rows getItem(Operations::getItem, get);
    getItem(
            "no table", [](auto &r) { r.tableName = QString(); }, Code::MissingParameter,
            u"TableName is missing; it must be set"_s);
    getItem(
            "no key", [](auto &r) { r.key = {}; }, Code::MissingParameter,
            u"Key is missing; it must be set"_s);
    getItem(
            "short table", [](auto &r) { r.tableName = u"ab"_s; }, Code::InvalidParameterValue,
            u"TableName has 2 characters; a name must have 3 to 255"_s);
    getItem(
            "empty table", [](auto &r) { r.tableName = u""_s; }, Code::InvalidParameterValue,
            u"TableName has 0 characters; a name must have 3 to 255"_s);
    getItem(
            "unknown enum number",
            [](auto &r) { r.returnConsumedCapacity = ReturnConsumedCapacity::Unknown; },
            Code::InvalidParameterValue,
            u"ReturnConsumedCapacity is Unknown, which can't be sent; set another enumerator, or a text by fromString()"_s);
    getItem("new enum text",
            [](auto &r) {
                r.returnConsumedCapacity = QDynamoDBEnum<ReturnConsumedCapacity>::fromString(
                        u"NEW"_s);
            },
            Code::NoError, {});
    getItem(
            "legacy and expression",
            [](auto &r) {
                r.attributesToGet = QStringList { u"a"_s };
                r.projectionExpression = u"b"_s;
            },
            Code::InvalidParameterCombination,
            u"AttributesToGet can't be used together with ProjectionExpression; use expressions "
            "only"_s);
    getItem(
            "names without expression",
            [](auto &r) {
                r.expressionAttributeNames = { { u"#a"_s, u"a"_s } };
            },
            Code::InvalidParameterCombination,
            u"ExpressionAttributeNames is set, but no expression that uses it"_s);

    UpdateItemRequest update;
    update.tableName = u"Thread"_s;
    update.key = key;
    const Rows updateItem(Operations::updateItem, update);
    updateItem(
            "legacy updates and expression",
            [](auto &r) {
                r.attributeUpdates.insert(u"a"_s, {});
                r.conditionExpression = u"b = c"_s;
            },
            Code::InvalidParameterCombination,
            u"AttributeUpdates can't be used together with ConditionExpression; use expressions "
            "only"_s);
    updateItem(
            "values without expression", [](auto &r) { r.expressionAttributeValues = key; },
            Code::InvalidParameterCombination,
            u"ExpressionAttributeValues is set, but no expression that uses it"_s);

    PutItemRequest put;
    put.tableName = u"arn:aws:dynamodb:eu-central-1:123456789012:table/Thread"_s;
    put.item = key;
    const Rows putItem(Operations::putItem, put);
    putItem(
            "expected and condition",
            [](auto &r) {
                r.expected.insert(u"a"_s, {});
                r.conditionExpression = u"b = c"_s;
            },
            Code::InvalidParameterCombination,
            u"Expected can't be used together with ConditionExpression; use expressions only"_s);
    DeleteItemRequest del;
    del.tableName = u"Thread"_s;
    del.key = key;
    const Rows deleteItem(Operations::deleteItem, del);
    deleteItem(
            "operator and condition",
            [](auto &r) {
                r.conditionalOperator = ConditionalOperator::And;
                r.conditionExpression = u"b = c"_s;
            },
            Code::InvalidParameterCombination,
            u"ConditionalOperator can't be used together with ConditionExpression; use "
            "expressions only"_s);
}

static void batchRows()
{
    BatchGetItemRequest get;
    get.requestItems[u"Thread"_s].keys = { key };
    const Rows batchGet(Operations::batchGetItem, get);
    batchGet(
            "nothing", [](auto &r) { r.requestItems.clear(); }, Code::MissingParameter,
            u"RequestItems is missing; it must be set"_s);
    batchGet(
            "no keys", [](auto &r) { r.requestItems[u"Thread"_s].keys.clear(); },
            Code::MissingParameter, u"RequestItems[\"Thread\"].Keys is missing; it must be set"_s);
    batchGet(
            "bad name", [](auto &r) { r.requestItems[u"Thre ad"_s].keys = { key }; },
            Code::InvalidParameterValue,
            u"RequestItems[\"Thre ad\"] contains ' '; a name may contain only letters, digits, "
            "'_', '.' and '-'"_s);
    batchGet("100 keys", [](auto &r) { r.requestItems[u"Thread"_s].keys.fill(key, 100); },
             Code::NoError, {});
    batchGet(
            "101 keys",
            [](auto &r) {
                r.requestItems[u"Thread"_s].keys.fill(key, 60);
                r.requestItems[u"Reply"_s].keys.fill(key, 41);
            },
            Code::InvalidParameterValue,
            u"RequestItems has 101 keys for all tables together; their number must be between 1 "
            u"and "
            "100"_s);
    batchGet(
            "legacy inside",
            [](auto &r) {
                auto &table = r.requestItems[u"Thread"_s];
                table.attributesToGet = QStringList { u"a"_s };
                table.projectionExpression = u"b"_s;
            },
            Code::InvalidParameterCombination,
            u"RequestItems[\"Thread\"]: AttributesToGet can't be used together with "
            "ProjectionExpression; use expressions only"_s);

    BatchWriteItemRequest write;
    write.requestItems[u"Thread"_s].emplaceBack().putRequest.emplace().item = key;
    const Rows batchWrite(Operations::batchWriteItem, write);
    batchWrite(
            "empty table", [](auto &r) { r.requestItems[u"Reply"_s]; }, Code::MissingParameter,
            u"RequestItems[\"Reply\"] is empty; it must have at least one write"_s);
    batchWrite(
            "empty write", [](auto &r) { r.requestItems[u"Thread"_s].emplaceBack(); },
            Code::MissingParameter,
            u"RequestItems[\"Thread\"][1] is empty; set one of PutRequest, DeleteRequest"_s);
    batchWrite(
            "both",
            [](auto &r) { r.requestItems[u"Thread"_s][0].deleteRequest.emplace().key = key; },
            Code::InvalidParameterCombination,
            u"RequestItems[\"Thread\"][0] contains PutRequest and DeleteRequest; set exactly one "
            u"of "
            "them"_s);
    batchWrite(
            "no item", [](auto &r) { r.requestItems[u"Thread"_s][0].putRequest->item = {}; },
            Code::MissingParameter,
            u"RequestItems[\"Thread\"][0].PutRequest.Item is missing; it must be set"_s);
    batchWrite(
            "26 writes",
            [](auto &r) {
                auto &writes = r.requestItems[u"Thread"_s];
                writes.fill(writes[0], 26);
            },
            Code::InvalidParameterValue,
            u"RequestItems has 26 writes for all tables together; their number must be between 1 "
            u"and "
            "25"_s);
}

static void readRows()
{
    QueryRequest q;
    q.tableName = u"Thread"_s;
    q.keyConditionExpression = u"id = :id"_s;
    q.expressionAttributeValues = { { u":id"_s, 1 } };
    const Rows query(Operations::query, q);
    query(
            "no condition", [](auto &r) { r.keyConditionExpression = QString(); },
            Code::MissingParameter,
            u"KeyConditionExpression is missing; it must contain at least the partition key"_s);
    query(
            "legacy and expression",
            [](auto &r) {
                r.keyConditions.insert(u"id"_s, { ComparisonOperator::Eq, {} });
            },
            Code::InvalidParameterCombination,
            u"KeyConditions can't be used together with KeyConditionExpression; use expressions "
            "only"_s);
    query("legacy key conditions with expressions",
          [](auto &r) {
              r = {};
              r.tableName = u"Thread"_s;
              r.keyConditions.insert(u"id"_s, { ComparisonOperator::Eq, { 1 } });
              r.projectionExpression = u"a"_s;
              r.filterExpression = u"b = :b"_s;
              r.expressionAttributeValues = { { u":b"_s, 1 } };
          },
          Code::NoError, {});
    query(
            "legacy filter and expression",
            [](auto &r) {
                r = {};
                r.tableName = u"Thread"_s;
                r.keyConditions.insert(u"id"_s, { ComparisonOperator::Eq, { 1 } });
                r.queryFilter.insert(u"a"_s, { ComparisonOperator::NotNull, {} });
                r.projectionExpression = u"a"_s;
            },
            Code::InvalidParameterCombination,
            u"QueryFilter can't be used together with ProjectionExpression; use expressions only"_s);
    query("select that is new",
          [](auto &r) {
              r.select = QDynamoDBEnum<Select>::fromString(u"NEW"_s);
              r.projectionExpression = u"a"_s;
          },
          Code::NoError, {});
    query(
            "operator missing",
            [](auto &r) {
                r = {};
                r.tableName = u"Thread"_s;
                r.keyConditions.insert(u"id"_s, {});
            },
            Code::MissingParameter,
            u"KeyConditions[\"id\"].ComparisonOperator is missing; it must be set"_s);
    query(
            "limit 0", [](auto &r) { r.limit = 0; }, Code::InvalidParameterValue,
            u"Limit is 0; it must be at least 1"_s);
    query("limit 1", [](auto &r) { r.limit = 1; }, Code::NoError, {});
    query(
            "index name", [](auto &r) { r.indexName = u"a/b"_s; }, Code::InvalidParameterValue,
            u"IndexName contains '/'; a name may contain only letters, digits, '_', '.' and '-'"_s);
    query(
            "count with projection",
            [](auto &r) {
                r.select = Select::Count;
                r.projectionExpression = u"a"_s;
            },
            Code::InvalidParameterCombination,
            u"Select must be SPECIFIC_ATTRIBUTES or absent if ProjectionExpression or "
            "AttributesToGet is set"_s);
    query(
            "specific without projection", [](auto &r) { r.select = Select::SpecificAttributes; },
            Code::InvalidParameterCombination,
            u"Select is SPECIFIC_ATTRIBUTES; ProjectionExpression must name the attributes"_s);
    query(
            "projected without index", [](auto &r) { r.select = Select::AllProjectedAttributes; },
            Code::InvalidParameterCombination,
            u"Select is ALL_PROJECTED_ATTRIBUTES; IndexName must be set, too"_s);

    ScanRequest s;
    s.tableName = u"Thread"_s;
    const Rows scan(Operations::scan, s);
    const auto segments = [](std::optional<qint32> segment, std::optional<qint32> total) {
        return [=](ScanRequest &r) {
            r.segment = segment;
            r.totalSegments = total;
        };
    };
    scan("segments", segments(999999, 1000000), Code::NoError, {});
    scan("segment alone", segments(0, {}), Code::MissingParameter,
         u"TotalSegments is missing; Segment requires it"_s);
    scan("total alone", segments({}, 1), Code::MissingParameter,
         u"Segment is missing; TotalSegments requires it"_s);
    scan("segment beyond", segments(4, 4), Code::InvalidParameterValue,
         u"Segment is 4; it must be less than TotalSegments, which is 4"_s);
    scan("segment negative", segments(-1, 4), Code::InvalidParameterValue,
         u"Segment is -1; it must be between 0 and 999999"_s);
    scan("no segments", segments(0, 0), Code::InvalidParameterValue,
         u"TotalSegments is 0; it must be between 1 and 1000000"_s);
    scan("too many segments", segments(0, 1000001), Code::InvalidParameterValue,
         u"TotalSegments is 1000001; it must be between 1 and 1000000"_s);
    scan(
            "legacy and expression",
            [](auto &r) {
                r.scanFilter.insert(u"a"_s, { ComparisonOperator::Null, {} });
                r.filterExpression = u"a = b"_s;
            },
            Code::InvalidParameterCombination,
            u"ScanFilter can't be used together with FilterExpression; use expressions only"_s);

    ListTablesRequest l;
    l.limit = 100;
    const Rows list(Operations::listTables, l);
    list(
            "limit 101", [](auto &r) { r.limit = 101; }, Code::InvalidParameterValue,
            u"Limit is 101; it must be between 1 and 100"_s);
}

static void transactionRows()
{
    TransactWriteItemsRequest w;
    auto &put = w.transactItems.emplaceBack().put.emplace();
    put.tableName = u"Thread"_s;
    put.item = key;
    const Rows write(Operations::transactWriteItems, w);
    write(
            "nothing", [](auto &r) { r.transactItems.clear(); }, Code::MissingParameter,
            u"TransactItems is missing; it must be set"_s);
    write("100", [](auto &r) { r.transactItems.fill(r.transactItems[0], 100); }, Code::NoError, {});
    write(
            "101", [](auto &r) { r.transactItems.fill(r.transactItems[0], 101); },
            Code::InvalidParameterValue,
            u"TransactItems has 101 elements; their number must be between 1 and 100"_s);
    write(
            "no action", [](auto &r) { r.transactItems.emplaceBack(); }, Code::MissingParameter,
            u"TransactItems[1] is empty; set one of ConditionCheck, Put, Delete, Update"_s);
    write(
            "two actions",
            [](auto &r) {
                auto &del = r.transactItems[0].delete_.emplace();
                del.tableName = u"Thread"_s;
                del.key = key;
            },
            Code::InvalidParameterCombination,
            u"TransactItems[0] contains Put and Delete; set exactly one of them"_s);
    write(
            "nested table", [](auto &r) { r.transactItems[0].put->tableName = QString(); },
            Code::MissingParameter, u"TransactItems[0].Put.TableName is missing; it must be set"_s);
    write("token of 36", [](auto &r) { r.clientRequestToken = QString(36, u'x'); }, Code::NoError,
          {});
    write(
            "token of 37", [](auto &r) { r.clientRequestToken = QString(37, u'x'); },
            Code::InvalidParameterValue,
            u"ClientRequestToken has 37 characters; its length must be between 1 and 36"_s);
    write(
            "empty token", [](auto &r) { r.clientRequestToken = u""_s; },
            Code::InvalidParameterValue,
            u"ClientRequestToken has 0 characters; its length must be between 1 and 36"_s);

    write("token of characters beyond 16 bits",
          [](auto &r) { r.clientRequestToken = u"\U0001f600"_s.repeated(36); }, Code::NoError, {});

    BatchExecuteStatementRequest b;
    b.statements = { { u"SELECT * FROM Thread"_s, {}, {}, {} } };
    const Rows batch(Operations::batchExecuteStatement, b);
    batch(
            "26", [](auto &r) { r.statements.fill(r.statements[0], 26); },
            Code::InvalidParameterValue,
            u"Statements has 26 elements; their number must be between 1 and 25"_s);
    batch(
            "long statement", [](auto &r) { r.statements[0].statement = QString(8193, u'x'); },
            Code::InvalidParameterValue,
            u"Statements[0].Statement has 8193 characters; its length must be between 1 and 8192"_s);
}

static void tableRows()
{
    CreateTableRequest c;
    c.tableName = u"Thread"_s;
    c.keySchema = { { u"id"_s, KeyType::Hash } };
    c.attributeDefinitions = { { u"id"_s, ScalarAttributeType::N } };
    c.billingMode = BillingMode::PayPerRequest;
    const Rows create(Operations::createTable, c);
    create(
            "no keys", [](auto &r) { r.keySchema.clear(); }, Code::MissingParameter,
            u"KeySchema is missing; it must name the partition key"_s);
    create(
            "no definitions", [](auto &r) { r.attributeDefinitions.clear(); },
            Code::MissingParameter,
            u"AttributeDefinitions is missing; it must define the type of each key attribute"_s);
    create(
            "no throughput", [](auto &r) { r.billingMode = {}; }, Code::MissingParameter,
            u"ProvisionedThroughput is missing; set it, or set BillingMode to PAY_PER_REQUEST"_s);
    create(
            "throughput",
            [](auto &r) {
                r.provisionedThroughput = { 1, 1 };
            },
            Code::InvalidParameterCombination,
            u"ProvisionedThroughput can't be used with BillingMode PAY_PER_REQUEST"_s);
    create(
            "throughput of 0",
            [](auto &r) {
                r.billingMode = BillingMode::Provisioned;
                r.provisionedThroughput = { 0, 1 };
            },
            Code::InvalidParameterValue,
            u"ProvisionedThroughput.ReadCapacityUnits is 0; it must be at least 1"_s);
    create("throughput beyond 32 bits",
           [](auto &r) {
               r.billingMode = BillingMode::Provisioned;
               r.provisionedThroughput = { Q_INT64_C(2'147'483'648), Q_INT64_C(5'000'000'000) };
           },
           Code::NoError, {});
    const auto index = [](const QDynamoDBEnum<ProjectionType> &type, const QStringList &names) {
        return [=](CreateTableRequest &r) {
            r.localSecondaryIndexes = { { u"byDate"_s, { { u"id"_s, KeyType::Hash } }, {} } };
            r.localSecondaryIndexes[0].projection = { type, names };
        };
    };
    create("index", index(ProjectionType::Include, { u"a"_s }), Code::NoError, {});
    create("projection without names", index(ProjectionType::Include, {}), Code::MissingParameter,
           u"LocalSecondaryIndexes[0].Projection: NonKeyAttributes is missing; ProjectionType "
           "INCLUDE requires it"_s);
    create("projection that is new",
           index(QDynamoDBEnum<ProjectionType>::fromString(u"NEW"_s), { u"a"_s }), Code::NoError,
           {});
    create("projection with names", index(ProjectionType::All, { u"a"_s }),
           Code::InvalidParameterCombination,
           u"LocalSecondaryIndexes[0].Projection: NonKeyAttributes is set; only "
           "ProjectionType INCLUDE allows it"_s);
    create(
            "key without type", [](auto &r) { r.keySchema[0].keyType = {}; },
            Code::MissingParameter, u"KeySchema[0].KeyType is missing; it must be set"_s);
    create("replica of a table",
           [](auto &r) {
               r = {};
               r.tableName = u"Thread"_s;
               r.globalTableSourceArn = u"arn:aws:dynamodb:eu-central-1:1:table/Thread"_s;
           },
           Code::NoError, {});

    UpdateTableRequest u;
    u.tableName = u"Thread"_s;
    u.globalSecondaryIndexUpdates.emplaceBack().delete_.emplace().indexName = u"byDate"_s;
    const Rows update(Operations::updateTable, u);
    update(
            "empty index update", [](auto &r) { r.globalSecondaryIndexUpdates.emplaceBack(); },
            Code::MissingParameter,
            u"GlobalSecondaryIndexUpdates[1] is empty; set one of Update, Create, Delete"_s);

    const Rows limits(Operations::describeLimits, DescribeLimitsRequest());

    ExportTableToPointInTimeRequest e;
    e.tableArn = u"arn:aws:dynamodb:eu-central-1:123456789012:table/Thread"_s;
    e.s3Bucket = u"bucket"_s;
    const Rows exportTable(Operations::exportTableToPointInTime, e);
    exportTable("long token", [](auto &r) { r.clientToken = QString(500, u'x'); }, Code::NoError,
                {});
    exportTable("invalid time", [](auto &r) { r.exportTime = QDateTime(QDate(2026, 2, 30), {}); },
                Code::NoError, {}); // a null token
}

void tst_Validation::requests_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("message");

    itemRows();
    batchRows();
    readRows();
    transactionRows();
    tableRows();
}

void tst_Validation::requests()
{
    QFETCH(Check, check);
    QFETCH(Code, code);
    QFETCH(QString, message);

    const QDynamoDBError error = check();
    QCOMPARE(error.message(), message);
    QCOMPARE(error.code(), code);
}

void tst_Validation::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("arnAllowed");
    QTest::addColumn<bool>("good");

    const QString arn = u"arn:aws:dynamodb:eu-central-1:123456789012:table/T"_s;
    QTest::newRow("3") << u"abc"_s << false << true;
    QTest::newRow("2") << u"ab"_s << false << false;
    QTest::newRow("255") << QString(255, u'a') << false << true;
    QTest::newRow("256") << QString(256, u'a') << false << false;
    QTest::newRow("all") << u"aZ09_.-"_s << false << true;
    QTest::newRow("space") << u"a b"_s << false << false;
    QTest::newRow("slash") << u"a/b"_s << false << false;
    QTest::newRow("umlaut") << u"t\u00e4t"_s << false << false;
    QTest::newRow("newline") << u"abc\n"_s << false << false;
    QTest::newRow("ARN") << arn << true << true;
    QTest::newRow("ARN as name") << arn << false << false;
    QTest::newRow("long ARN") << arn + QString(1024 - arn.size(), u'a') << true << true;
    QTest::newRow("oversized ARN") << arn + QString(1025 - arn.size(), u'a') << true << false;
}

void tst_Validation::names()
{
    QFETCH(QString, name);
    QFETCH(bool, arnAllowed);
    QFETCH(bool, good);
    const auto kind = arnAllowed ? NameKind::NameOrArn : NameKind::Name;
    QCOMPARE(nameProblem(name, kind).isNull(), good);
}

void tst_Validation::tableNames_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("only");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](const char *name, const Operation &operation, const auto &request,
                        const QStringList &expected) {
        QTest::newRow(name) << requestTableNames(operation, &request)
                            << requestTableName(operation, &request) << expected;
    };
    GetItemRequest get;
    get.tableName = u"Thread"_s;
    row("plain", Operations::getItem, get, { u"Thread"_s });
    row("unset", Operations::getItem, GetItemRequest(), {});
    row("none", Operations::describeLimits, DescribeLimitsRequest(), {});

    BatchGetItemRequest batch;
    batch.requestItems[u"Thread"_s].keys = { key };
    row("batch of one", Operations::batchGetItem, batch, { u"Thread"_s });
    batch.requestItems[u"Reply"_s].keys = { key };
    row("batch of two", Operations::batchGetItem, batch, { u"Reply"_s, u"Thread"_s });

    TransactWriteItemsRequest transact;
    for (int i = 0; i < 3; ++i)
        transact.transactItems.emplaceBack().put.emplace().tableName = u"Thread"_s;
    row("transaction", Operations::transactWriteItems, transact, { u"Thread"_s });

    RestoreTableToPointInTimeRequest restore;
    restore.sourceTableName = u"Old"_s;
    restore.targetTableName = u"New"_s;
    row("restore", Operations::restoreTableToPointInTime, restore, { u"New"_s });

    ExportTableToPointInTimeRequest exported;
    exported.tableArn = u"arn:x"_s;
    row("ARN", Operations::exportTableToPointInTime, exported, { u"arn:x"_s });

    ImportTableRequest import;
    import.tableCreationParameters.emplace().tableName = u"New"_s;
    row("nested", Operations::importTable, import, { u"New"_s });
}

void tst_Validation::tableNames()
{
    QFETCH(QStringList, names);
    QFETCH(QString, only);
    QFETCH(QStringList, expected);
    QCOMPARE(names, expected);
    QCOMPARE(only, expected.size() == 1 ? expected[0] : QString());
}

void tst_Validation::idempotencyTokens()
{
    int asked = 0;
    const auto token = [&asked] { return u"token%1"_s.arg(++asked); };

    TransactWriteItemsRequest transact;
    fillIdempotencyTokens(Operations::transactWriteItems, &transact, token);
    QCOMPARE(transact.clientRequestToken, u"token1"_s);
    fillIdempotencyTokens(Operations::transactWriteItems, &transact, token);
    QCOMPARE(transact.clientRequestToken, u"token1"_s);

    GetItemRequest get;
    fillIdempotencyTokens(Operations::getItem, &get, token);
    QCOMPARE(asked, 1);

    int operations = 0;
    for (const Operation *operation : allOperations()) {
        for (const Member &member : operation->input->members)
            operations += member.flags & Member::IdempotencyToken ? 1 : 0;
    }
    QCOMPARE(operations, 5);
}

QTEST_APPLESS_MAIN(tst_Validation)
#include "tst_validation.moc"
