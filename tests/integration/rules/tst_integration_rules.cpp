// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <functional>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// One way to set a parameter or a group of parameters.
template<typename Request>
struct Choice
{
    const char *name;
    std::function<void(Request &)> set;
};

// The alternatives for a parameter, of which each request uses one.
template<typename Request>
using Choices = QList<Choice<Request>>;

const QDynamoDBItem key { { u"pk"_s, u"a"_s }, { u"sk"_s, 1 } };

void nothing(auto &)
{
}

// Adds a placeholder that expressions use.
void useName(auto &request)
{
    request.expressionAttributeNames.insert(u"#b"_s, u"b"_s);
}

void useValue(auto &request)
{
    request.expressionAttributeValues.insert(u":v"_s, u"x"_s);
}

template<typename Request>
Choices<Request> filters(std::function<void(Request &)> legacy)
{
    const auto modern = [](Request &r) {
        r.filterExpression = u"attribute_exists(#b) OR b = :v"_s;
        useName(r);
        useValue(r);
    };
    return { { "no filter", nothing<Request> },
             { "legacy filter", legacy },
             { "FilterExpression", modern },
             { "both filters", [=](Request &r) {
                  legacy(r);
                  modern(r);
              } } };
}

template<typename Request>
Choices<Request> projections()
{
    return { { "no projection", nothing<Request> },
             { "AttributesToGet", [](Request &r) { r.attributesToGet = QStringList { u"b"_s }; } },
             { "ProjectionExpression", [](Request &r) { r.projectionExpression = u"b"_s; } },
             { "ProjectionExpression with a name",
               [](Request &r) {
                   r.projectionExpression = u"#b"_s;
                   useName(r);
               } },
             { "both projections", [](Request &r) {
                  r.attributesToGet = QStringList { u"b"_s };
                  r.projectionExpression = u"b"_s;
              } } };
}

template<typename Request>
Choices<Request> operators()
{
    return { { "no operator", nothing<Request> },
             { "ConditionalOperator",
               [](Request &r) { r.conditionalOperator = ConditionalOperator::Or; } } };
}

template<typename Request>
Choices<Request> selections()
{
    Choices<Request> choices { { "no Select", nothing<Request> } };
    const std::pair<const char *, Select> selects[] = {
        { "COUNT", Select::Count },
        { "ALL_ATTRIBUTES", Select::AllAttributes },
        { "SPECIFIC_ATTRIBUTES", Select::SpecificAttributes },
        { "ALL_PROJECTED_ATTRIBUTES", Select::AllProjectedAttributes },
    };
    for (const auto &[name, select] : selects)
        choices.append({ name, [theSelect = select](Request &r) { r.select = theSelect; } });
    return choices;
}

template<typename Request>
Choices<Request> superfluous()
{
    return { { "no more", nothing<Request> },
             { "names", [](Request &r) { useName(r); } },
             { "values", [](Request &r) { useValue(r); } } };
}

template<typename Request>
Choices<Request> counts(const QList<int> &numbers, std::function<void(Request &, int)> set)
{
    static const QByteArrayList texts = [] {
        QByteArrayList list;
        for (int i = 0; i <= 9000; ++i)
            list.append(QByteArray::number(i));
        return list;
    }();
    Choices<Request> choices;
    for (const int number : numbers)
        choices.append({ texts[number].constData(), [=](Request &r) { set(r, number); } });
    return choices;
}

} // namespace

// The library rejects a request before sending it if and only if DynamoDB Local rejects it: all
// combinations of parameters are checked by both.
class tst_Integration_Rules : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void query();
    void queryPlaceholders();
    void scan();
    void getItem();
    void updateItem();
    void putItem();
    void deleteItem();
    void batchGetItem();
    void batchWriteItem();
    void transactions();
    void statements();
    void createTable();
    void numbers();

private:
    struct Judgement
    {
        QByteArray what;
        QDynamoDBError ours;
        QFuture<QJsonObject> theirs;
    };

    template<typename Request>
    void judgeAll(const Operation &operation, const Request &start,
                  const QList<Choices<Request>> &all);
    template<typename Request>
    void combine(const Operation &operation, const Request &request, const QByteArray &what,
                 const QList<Choices<Request>> &all, qsizetype next);
    void judge(qsizetype most);

    QList<Judgement> m_open;
    QByteArrayList m_wrong;
    int m_accepted = 0;
    int m_refused = 0;
};

template<typename Request>
void tst_Integration_Rules::judgeAll(const Operation &operation, const Request &start,
                                     const QList<Choices<Request>> &all)
{
    m_wrong.clear();
    m_accepted = m_refused = 0;
    combine(operation, start, operation.name, all, 0);
    judge(0);
    QVERIFY2(m_wrong.isEmpty(), m_wrong.join('\n').constData());
    QVERIFY(m_accepted > 0 && m_refused > 0); // otherwise the combinations prove nothing
}

template<typename Request>
void tst_Integration_Rules::combine(const Operation &operation, const Request &request,
                                    const QByteArray &what, const QList<Choices<Request>> &all,
                                    qsizetype next)
{
    if (next < all.size()) {
        for (const Choice<Request> &choice : all[next]) {
            Request changed = request;
            choice.set(changed);
            combine(operation, changed, what + ", " + choice.name, all, next + 1);
        }
        return;
    }
    const auto json = writeRequest(operation, &request);
    if (!json)
        qFatal("%s: %s", what.constData(), qPrintable(json.error().message()));
    // execute() sends requests without validating them.
    m_open.append({ what, validateRequest(operation, &request),
                    m_client.execute(QString::fromLatin1(operation.name),
                                     QJsonDocument::fromJson(*json).object()) });
    judge(40);
}

// Waits until at most this many requests are in flight.
void tst_Integration_Rules::judge(qsizetype most)
{
    while (m_open.size() > most) {
        const Judgement judgement = m_open.takeFirst();
        const QDynamoDBError theirs = await(judgement.theirs).error();
        // Other errors, such as an unmet condition, occur after the validation of the parameters.
        const bool refused = theirs.code() == Code::Validation
                || theirs.code() == Code::Serialization;
        ++(refused ? m_refused : m_accepted);
        if (judgement.ours.isError() && !refused) {
            m_wrong.append(judgement.what + ": " + judgement.ours.message().toUtf8() + " / "
                           + QDebug::toString(theirs).toUtf8());
        }
    }
}

void tst_Integration_Rules::query()
{
    CreateTableRequest create = TestTable::request(TestTable::Keys::PartitionAndSort);
    create.attributeDefinitions.append({ u"b"_s, ScalarAttributeType::S });
    GlobalSecondaryIndex &index = create.globalSecondaryIndexes.emplaceBack();
    index.indexName = u"byB"_s;
    index.keySchema = { { u"pk"_s, KeyType::Hash }, { u"b"_s, KeyType::Range } };
    index.projection.emplace().projectionType = ProjectionType::All;
    TEST_TABLE(table, create);
    QueryRequest start;
    start.tableName = table.name();
    const auto legacy = [](QueryRequest &r) {
        r.keyConditions.insert(u"pk"_s, { ComparisonOperator::Eq, { u"a"_s } });
    };
    const auto modern = [](QueryRequest &r) {
        r.keyConditionExpression = u"pk = :v"_s;
        useValue(r);
    };
    const Choices<QueryRequest> conditions {
        { "no keys", nothing<QueryRequest> },
        { "KeyConditions", legacy },
        { "KeyConditionExpression", modern },
        { "both keys",
          [=](QueryRequest &r) {
              legacy(r);
              modern(r);
          } },
    };
    const Choices<QueryRequest> indexes {
        { "no index", nothing<QueryRequest> },
        { "index", [](QueryRequest &r) { r.indexName = u"byB"_s; } },
    };
    judgeAll(Operations::query, start,
             { conditions, filters<QueryRequest>([](QueryRequest &r) {
                   r.queryFilter.insert(u"c"_s, { ComparisonOperator::NotNull, {} });
                   r.queryFilter.insert(u"d"_s, { ComparisonOperator::NotNull, {} });
               }),
               projections<QueryRequest>(), operators<QueryRequest>(), selections<QueryRequest>(),
               indexes });
}

void tst_Integration_Rules::queryPlaceholders()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QueryRequest start;
    start.tableName = table.name();
    const Choices<QueryRequest> conditions {
        { "KeyConditions",
          [](QueryRequest &r) {
              r.keyConditions.insert(u"pk"_s, { ComparisonOperator::Eq, { u"a"_s } });
          } },
        { "KeyConditionExpression",
          [](QueryRequest &r) {
              r.keyConditionExpression = u"pk = :v"_s;
              useValue(r);
          } },
    };
    const auto filter = filters<QueryRequest>([](QueryRequest &r) {
        r.queryFilter.insert(u"c"_s, { ComparisonOperator::Null, {} });
    });
    judgeAll(Operations::query, start,
             { conditions, filter, projections<QueryRequest>(), superfluous<QueryRequest>() });
}

void tst_Integration_Rules::scan()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    ScanRequest start;
    start.tableName = table.name();
    const auto segments = [](std::optional<qint32> segment, std::optional<qint32> total) {
        return [=](ScanRequest &r) {
            r.segment = segment;
            r.totalSegments = total;
        };
    };
    const auto filter = filters<ScanRequest>([](ScanRequest &r) {
        r.scanFilter.insert(u"c"_s, { ComparisonOperator::NotNull, {} });
        r.scanFilter.insert(u"d"_s, { ComparisonOperator::NotNull, {} });
    });
    judgeAll(Operations::scan, start,
             { filter, projections<ScanRequest>(), operators<ScanRequest>(),
               selections<ScanRequest>(), superfluous<ScanRequest>() });
    judgeAll(Operations::scan, start,
             { { { "no segments", nothing<ScanRequest> },
                 { "Segment alone", segments(0, {}) },
                 { "TotalSegments alone", segments({}, 1) },
                 { "the only segment", segments(0, 1) },
                 { "the last segment", segments(999'999, 1'000'000) },
                 { "beyond the segments", segments(1, 1) },
                 { "beyond all segments", segments(1'000'000, 1'000'001) },
                 { "negative segment", segments(-1, 1) },
                 { "no total", segments(0, 0) } },
               counts<ScanRequest>({ 0, 1, 5000 },
                                   [](ScanRequest &r, int limit) { r.limit = limit; }) });
}

void tst_Integration_Rules::getItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    GetItemRequest start;
    start.tableName = table.name();
    start.key = key;
    judgeAll(Operations::getItem, start,
             { projections<GetItemRequest>(),
               { { "no more", nothing<GetItemRequest> },
                 { "names", [](GetItemRequest &r) { useName(r); } } },
               { { "key", nothing<GetItemRequest> },
                 { "no key", [](GetItemRequest &r) { r.key = {}; } },
                 { "no table", [](GetItemRequest &r) { r.tableName = QString(); } },
                 { "short table", [](GetItemRequest &r) { r.tableName = u"ab"_s; } },
                 { "table of three", [](GetItemRequest &r) { r.tableName = u"a_."_s; } },
                 { "long table", [](GetItemRequest &r) { r.tableName = QString(255, u'a'); } },
                 { "too long a table", [](GetItemRequest &r) { r.tableName = QString(256, u'a'); } },
                 { "odd table", [](GetItemRequest &r) { r.tableName = u"a b"_s; } } } });
}

namespace {

template<typename Request>
QList<Choices<Request>> writeChoices()
{
    return {
        { { "no condition", nothing<Request> },
          { "ConditionExpression",
            [](Request &r) {
                r.conditionExpression = u"attribute_not_exists(#b) OR b = :v"_s;
                useName(r);
                useValue(r);
            } } },
        { { "nothing expected", nothing<Request> },
          { "Expected",
            [](Request &r) { r.expected[u"c"_s].comparisonOperator = ComparisonOperator::Null; } },
          { "Expected twice",
            [](Request &r) {
                r.expected[u"c"_s].comparisonOperator = ComparisonOperator::Null;
                r.expected[u"d"_s].comparisonOperator = ComparisonOperator::Null;
            } } },
        operators<Request>(),
        superfluous<Request>()
    };
}

} // namespace

void tst_Integration_Rules::updateItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    UpdateItemRequest start;
    start.tableName = table.name();
    start.key = key;
    QList<Choices<UpdateItemRequest>> all = writeChoices<UpdateItemRequest>();
    all.append({ { "no update", nothing<UpdateItemRequest> },
                 { "AttributeUpdates",
                   [](UpdateItemRequest &r) { r.attributeUpdates[u"e"_s].value = 1; } } });
    all.append({ { "no expression", nothing<UpdateItemRequest> },
                 { "UpdateExpression", [](UpdateItemRequest &r) {
                      r.updateExpression = u"SET f = :v"_s;
                      useValue(r);
                  } } });
    judgeAll(Operations::updateItem, start, all);
}

void tst_Integration_Rules::putItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    PutItemRequest start;
    start.tableName = table.name();
    start.item = key;
    judgeAll(Operations::putItem, start, writeChoices<PutItemRequest>());
}

void tst_Integration_Rules::deleteItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    DeleteItemRequest start;
    start.tableName = table.name();
    start.key = key;
    judgeAll(Operations::deleteItem, start, writeChoices<DeleteItemRequest>());
}

static QDynamoDBItem keyOf(int number)
{
    return { { u"pk"_s, u"a"_s }, { u"sk"_s, number } };
}

void tst_Integration_Rules::batchGetItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    TEST_TABLE(other, TestTable::Keys::PartitionAndSort);
    BatchGetItemRequest start;
    start.requestItems[table.name()].keys = { keyOf(0) };
    const auto setKeys = [](BatchGetItemRequest &r, const QString &name, int count) {
        auto &keys = r.requestItems[name].keys;
        keys.clear();
        for (int i = 0; i < count; ++i)
            keys.append(keyOf(i));
    };
    Choices<BatchGetItemRequest> projecting;
    for (const auto &choice : projections<KeysAndAttributes>()) {
        projecting.append({ choice.name, [&table, choice](BatchGetItemRequest &r) {
                               choice.set(r.requestItems[table.name()]);
                           } });
    }
    judgeAll(Operations::batchGetItem, start,
             { counts<BatchGetItemRequest>({ 0, 1, 60, 100, 101 },
                                           [&](BatchGetItemRequest &r, int count) {
                                               setKeys(r, table.name(), count);
                                           }),
               { { "one table", nothing<BatchGetItemRequest> },
                 { "two tables", [&](BatchGetItemRequest &r) { setKeys(r, other.name(), 41); } },
                 { "no table", [](BatchGetItemRequest &r) { r.requestItems.clear(); } } } });
    judgeAll(Operations::batchGetItem, start,
             { projecting,
               { { "no more", nothing<BatchGetItemRequest> },
                 { "names",
                   [&](BatchGetItemRequest &r) { useName(r.requestItems[table.name()]); } } } });
}

void tst_Integration_Rules::batchWriteItem()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    TEST_TABLE(other, TestTable::Keys::PartitionAndSort);
    const auto setWrites = [](BatchWriteItemRequest &r, const QString &name, int count) {
        auto &writes = r.requestItems[name];
        writes.clear();
        for (int i = 0; i < count; ++i)
            writes.emplaceBack().putRequest.emplace().item = keyOf(i);
    };
    judgeAll(Operations::batchWriteItem, BatchWriteItemRequest(),
             { counts<BatchWriteItemRequest>({ 0, 1, 10, 25, 26 },
                                             [&](BatchWriteItemRequest &r, int count) {
                                                 setWrites(r, table.name(), count);
                                             }),
               { { "one table", nothing<BatchWriteItemRequest> },
                 { "two tables", [&](BatchWriteItemRequest &r) { setWrites(r, other.name(), 16); } },
                 { "empty write",
                   [&](BatchWriteItemRequest &r) { r.requestItems[other.name()].emplaceBack(); } },
                 { "two in one", [&](BatchWriteItemRequest &r) {
                      auto &write = r.requestItems[other.name()].emplaceBack();
                      write.putRequest.emplace().item = key;
                      write.deleteRequest.emplace().key = key;
                  } } } });
}

void tst_Integration_Rules::transactions()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    const auto setPuts = [&](TransactWriteItemsRequest &r, int count) {
        for (int i = 0; i < count; ++i) {
            auto &put = r.transactItems.emplaceBack().put.emplace();
            put.tableName = table.name();
            put.item = keyOf(i);
        }
    };
    const auto setToken = [](TransactWriteItemsRequest &r, int length) {
        r.clientRequestToken = QString(length, u't');
    };
    judgeAll(Operations::transactWriteItems, TransactWriteItemsRequest(),
             { counts<TransactWriteItemsRequest>({ 0, 1, 100, 101 }, setPuts),
               { { "no more", nothing<TransactWriteItemsRequest> },
                 { "empty action",
                   [](TransactWriteItemsRequest &r) { r.transactItems.emplaceBack(); } },
                 { "two actions", [&](TransactWriteItemsRequest &r) {
                      auto &item = r.transactItems.emplaceBack();
                      auto &put = item.put.emplace();
                      put.tableName = table.name();
                      put.item = keyOf(200);
                      auto &del = item.delete_.emplace();
                      del.tableName = table.name();
                      del.key = keyOf(201);
                  } } } });
    TransactWriteItemsRequest one;
    setPuts(one, 1);
    judgeAll(Operations::transactWriteItems, one,
             // DynamoDB Local accepts an empty token; the API reference does not.
             { counts<TransactWriteItemsRequest>({ 1, 36, 37 }, setToken) });

    judgeAll(Operations::transactGetItems, TransactGetItemsRequest(),
             { counts<TransactGetItemsRequest>({ 0, 1, 100, 101 },
                                               [&](TransactGetItemsRequest &r, int count) {
                                                   for (int i = 0; i < count; ++i) {
                                                       auto &get = r.transactItems.emplaceBack()
                                                                           .get.emplace();
                                                       get.tableName = table.name();
                                                       get.key = keyOf(i);
                                                   }
                                               }) });
}

void tst_Integration_Rules::statements()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    const QString start = u"SELECT * FROM \"%1\" WHERE pk = 'a' AND b = '"_s.arg(table.name());
    judgeAll(Operations::executeStatement, ExecuteStatementRequest(),
             { counts<ExecuteStatementRequest>({ 8191, 8192, 8193 },
                                               [&](ExecuteStatementRequest &r, int length) {
                                                   r.statement = start
                                                           + QString(length - start.size() - 1, u'x')
                                                           + u'\'';
                                               }),
               counts<ExecuteStatementRequest>({ 0, 1, 100 },
                                               [](ExecuteStatementRequest &r, int limit) {
                                                   r.limit = limit;
                                               }) });
    judgeAll(Operations::batchExecuteStatement, BatchExecuteStatementRequest(),
             { counts<BatchExecuteStatementRequest>(
                     { 0, 1, 25, 26 }, [&](BatchExecuteStatementRequest &r, int count) {
                         const QString get = u"SELECT * FROM \"%1\" WHERE pk = 'a' AND sk = %2"_s;
                         for (int i = 0; i < count; ++i) {
                             r.statements.emplaceBack().statement = get.arg(table.name()).arg(i);
                         }
                     }) });
    judgeAll(Operations::executeTransaction, ExecuteTransactionRequest(),
             { counts<ExecuteTransactionRequest>(
                     { 0, 1, 100, 101 }, [&](ExecuteTransactionRequest &r, int count) {
                         const QString get = u"SELECT * FROM \"%1\" WHERE pk = 'a' AND sk = %2"_s;
                         for (int i = 0; i < count; ++i)
                             r.transactStatements.emplaceBack().statement = get.arg(table.name())
                                                                                    .arg(i);
                     }) });
}

void tst_Integration_Rules::createTable()
{
    // The table exists for all further requests: ResourceInUse occurs after the validation.
    CreateTableRequest start = TestTable::request(TestTable::Keys::PartitionAndSort);
    start.billingMode = {};
    start.provisionedThroughput.reset();
    start.tableName = uniqueName();
    const auto index = [](const QDynamoDBEnum<ProjectionType> &type, const QStringList &names) {
        return [=](CreateTableRequest &r) {
            LocalSecondaryIndex &made = r.localSecondaryIndexes.emplaceBack();
            made.indexName = u"byB"_s;
            made.keySchema = { { u"pk"_s, KeyType::Hash }, { u"b"_s, KeyType::Range } };
            made.projection = IndexProjection { type, names };
            if (!r.attributeDefinitions.isEmpty())
                r.attributeDefinitions.append({ u"b"_s, ScalarAttributeType::S });
        };
    };
    const auto throughput = [](const QDynamoDBEnum<BillingMode> &mode, qint64 units) {
        return [=](CreateTableRequest &r) {
            r.billingMode = mode;
            r.provisionedThroughput = { units, 1 };
        };
    };
    judgeAll(Operations::createTable, start,
             { { { "no billing mode", nothing<CreateTableRequest> },
                 { "throughput", throughput({}, 1) },
                 { "throughput of 0", throughput({}, 0) },
                 { "throughput beyond 32 bits", throughput({}, 5'000'000'000) },
                 { "provisioned",
                   [](CreateTableRequest &r) { r.billingMode = BillingMode::Provisioned; } },
                 { "provisioned with throughput", throughput(BillingMode::Provisioned, 1) },
                 // The API reference forbids throughput here; DynamoDB Local accepts it.
                 { "on demand",
                   [](CreateTableRequest &r) { r.billingMode = BillingMode::PayPerRequest; } } },
               { { "keys", nothing<CreateTableRequest> },
                 { "no keys", [](CreateTableRequest &r) { r.keySchema.clear(); } },
                 { "no definitions",
                   [](CreateTableRequest &r) { r.attributeDefinitions.clear(); } } },
               { { "no index", nothing<CreateTableRequest> },
                 { "index", index(ProjectionType::All, {}) },
                 { "index of keys", index(ProjectionType::KeysOnly, {}) },
                 { "index of some", index(ProjectionType::Include, { u"c"_s }) },
                 { "index of none", index(ProjectionType::Include, {}) },
                 { "index of all and some", index(ProjectionType::All, { u"c"_s }) },
                 { "index of keys and some", index(ProjectionType::KeysOnly, { u"c"_s }) },
                 { "index of no type", index({}, {}) },
                 { "index of no type and some", index({}, { u"c"_s }) } } });
    AWAIT_DONE(m_client.deleteTable(start.tableName));
}

void tst_Integration_Rules::numbers()
{
    const auto setLimit = [](ListTablesRequest &r, int limit) { r.limit = limit; };
    judgeAll(Operations::listTables, ListTablesRequest(),
             { counts<ListTablesRequest>({ 0, 1, 100, 101 }, setLimit) });
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QueryRequest query;
    query.tableName = table.name();
    query.keyConditionExpression = u"pk = :v"_s;
    useValue(query);
    judgeAll(Operations::query, query,
             { counts<QueryRequest>({ 0, 1, 9000 },
                                    [](QueryRequest &r, int limit) { r.limit = limit; }) });
}

QTEST_GUILESS_MAIN(tst_Integration_Rules)
#include "tst_integration_rules.moc"
