// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <algorithm>
#include <memory>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Op = ComparisonOperator;

// Query and Scan with each of their parameters. The table is constant: two partitions, "a" and "b", of
// ten items with the sort keys 0 to 9, a local index by "other" (9 to 0) with all attributes, and a
// global index by "even" with the keys alone.
class tst_Integration_Query : public EachTransportLocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void keyConditionExpression_data();
    void keyConditionExpression();
    void keyConditions_data();
    void keyConditions();
    void queryFilter_data();
    void queryFilter();
    void filterAndProjection();
    void attributesToGet();
    void select_data();
    void select();
    void pages_data();
    void pages();
    void localIndex();
    void globalIndex();
    void consumedCapacity();

    void scanPages();
    void scanSegments();
    void scanFilterExpression();
    void scanFilter_data();
    void scanFilter();
    void scanAttributesToGet();
    void scanSelect();
    void scanIndex();
    void scanConsumedCapacity();

    void errors();
    void pageOfOneMegabyte();

private:
    [[nodiscard]] QueryRequest query(const QString &partition = u"a"_s) const;
    [[nodiscard]] ScanRequest scan() const;

    std::unique_ptr<TestTable> m_table;
};

static QDynamoDBItem makeItem(const QString &partition, int n)
{
    return {
        { u"pk"_s, partition },
        { u"sk"_s, n },
        { u"other"_s, 9 - n },
        { u"even"_s, n % 2 == 0 ? u"yes"_s : u"no"_s },
        { u"letters"_s, QDynamoDBValue::stringSet({ QString(QChar(u'a' + n)), u"z"_s }) },
    };
}

static QList<int> sortKeys(const QList<QDynamoDBItem> &items)
{
    QList<int> result;
    for (const QDynamoDBItem &item : items)
        result.append(int(item[u"sk"].toInteger(-1)));
    return result;
}

static LegacyCondition condition(Op comparison, const QDynamoDBValueList &values = {})
{
    return { comparison, values };
}

void tst_Integration_Query::initTestCase()
{
    LocalServerTest::initTestCase();
    if (QTest::currentTestFailed())
        return;
    CreateTableRequest request = TestTable::request(TestTable::Keys::PartitionAndSort);
    request.attributeDefinitions.append({ u"other"_s, ScalarAttributeType::N });
    request.attributeDefinitions.append({ u"even"_s, ScalarAttributeType::S });
    request.localSecondaryIndexes = {
        { u"by-other"_s,
          { { u"pk"_s, KeyType::Hash }, { u"other"_s, KeyType::Range } },
          IndexProjection { ProjectionType::All, {} } },
    };
    GlobalSecondaryIndex global;
    global.indexName = u"by-even"_s;
    global.keySchema = { { u"even"_s, KeyType::Hash }, { u"sk"_s, KeyType::Range } };
    global.projection = IndexProjection { ProjectionType::KeysOnly, {} };
    request.globalSecondaryIndexes = { global };
    m_table = std::make_unique<TestTable>(&m_client, request);
    QVERIFY2(!m_table->error().isError(), qPrintable(QDebug::toString(m_table->error())));

    for (const QString &partition : { u"a"_s, u"b"_s }) {
        QList<QDynamoDBItem> items;
        for (int i = 0; i < 10; ++i)
            items.append(makeItem(partition, i));
        AWAIT(written, m_client.batchWriteItem(m_table->name(), items));
        QVERIFY(written.unprocessedItems.isEmpty());
    }
}

void tst_Integration_Query::cleanupTestCase()
{
    m_table.reset();
    LocalServerTest::cleanupTestCase();
}

QueryRequest tst_Integration_Query::query(const QString &partition) const
{
    QueryRequest request;
    request.tableName = m_table->name();
    request.keyConditionExpression = u"pk = :pk"_s;
    request.expressionAttributeValues = { { u":pk"_s, partition } };
    return request;
}

ScanRequest tst_Integration_Query::scan() const
{
    ScanRequest request;
    request.tableName = m_table->name();
    return request;
}

void tst_Integration_Query::keyConditionExpression_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("forward");
    QTest::addColumn<QList<int>>("found");

    QTest::newRow("=") << u" AND #sk = :low"_s << true << QList<int> { 3 };
    QTest::newRow("<") << u" AND #sk < :low"_s << true << QList<int> { 0, 1, 2 };
    QTest::newRow(">=, backward") << u" AND #sk >= :high"_s << false << QList<int> { 9, 8, 7, 6 };
    QTest::newRow("between") << u" AND #sk BETWEEN :low AND :high"_s << true
                             << QList<int> { 3, 4, 5, 6 };
}

void tst_Integration_Query::keyConditionExpression()
{
    QFETCH(const QString, condition);
    QFETCH(const bool, forward);
    QFETCH(const QList<int>, found);

    QueryRequest request = query();
    request.keyConditionExpression += condition;
    request.expressionAttributeNames = { { u"#sk"_s, u"sk"_s } };
    if (condition.contains(u":low"_s))
        request.expressionAttributeValues.insert(u":low"_s, 3);
    if (condition.contains(u":high"_s))
        request.expressionAttributeValues.insert(u":high"_s, 6);
    request.scanIndexForward = forward;
    request.consistentRead = true;
    AWAIT(result, m_client.query(request));
    QCOMPARE(sortKeys(result.items), found);
    QCOMPARE(result.count, int(found.size()));
    QCOMPARE(result.scannedCount, int(found.size()));
    QVERIFY(result.lastEvaluatedKey.isNull());
    QCOMPARE(result.items.first(), makeItem(u"a"_s, found.first()));
}

void tst_Integration_Query::keyConditions_data()
{
    QTest::addColumn<LegacyCondition>("bySort");
    QTest::addColumn<QList<int>>("found");

    QTest::newRow("EQ") << condition(Op::Eq, { 3 }) << QList<int> { 3 };
    QTest::newRow("LT") << condition(Op::Lt, { 2 }) << QList<int> { 0, 1 };
    QTest::newRow("LE") << condition(Op::Le, { 1 }) << QList<int> { 0, 1 };
    QTest::newRow("GT") << condition(Op::Gt, { 7 }) << QList<int> { 8, 9 };
    QTest::newRow("GE") << condition(Op::Ge, { 8 }) << QList<int> { 8, 9 };
    QTest::newRow("BETWEEN") << condition(Op::Between, { 4, 5 }) << QList<int> { 4, 5 };
}

void tst_Integration_Query::keyConditions()
{
    QFETCH(const LegacyCondition, bySort);
    QFETCH(const QList<int>, found);

    QueryRequest request;
    request.tableName = m_table->name();
    request.keyConditions = { { u"pk"_s, condition(Op::Eq, { u"b"_s }) }, { u"sk"_s, bySort } };
    AWAIT(result, m_client.query(request));
    QCOMPARE(sortKeys(result.items), found);
    QCOMPARE(result.items.first()[u"pk"], QDynamoDBValue(u"b"_s));
}

void tst_Integration_Query::queryFilter_data()
{
    QTest::addColumn<ConditionalOperator>("combination");
    QTest::addColumn<QList<int>>("found");

    QTest::newRow("and") << ConditionalOperator::And << QList<int> { 0, 2 };
    QTest::newRow("or") << ConditionalOperator::Or << QList<int> { 0, 1, 2, 4, 6, 8 };
}

void tst_Integration_Query::queryFilter()
{
    QFETCH(const ConditionalOperator, combination);
    QFETCH(const QList<int>, found);

    QueryRequest request;
    request.tableName = m_table->name();
    request.keyConditions = { { u"pk"_s, condition(Op::Eq, { u"a"_s }) } };
    request.queryFilter = { { u"other"_s, condition(Op::Gt, { 6 }) },
                            { u"even"_s, condition(Op::Eq, { u"yes"_s }) } };
    request.conditionalOperator = combination;
    AWAIT(result, m_client.query(request));
    QCOMPARE(sortKeys(result.items), found);
    QCOMPARE(result.scannedCount, 10);
}

void tst_Integration_Query::filterAndProjection()
{
    QueryRequest request = query();
    request.filterExpression = u"even = :no AND contains(letters, :letter)"_s;
    request.projectionExpression = u"#o"_s;
    request.expressionAttributeNames = { { u"#o"_s, u"other"_s } };
    request.expressionAttributeValues.insert(u":no"_s, u"no"_s);
    request.expressionAttributeValues.insert(u":letter"_s, u"d"_s);
    AWAIT(result, m_client.query(request));
    QCOMPARE(result.items, QList<QDynamoDBItem>({ { { u"other"_s, 6 } } }));
    QCOMPARE(result.count, 1);
    QCOMPARE(result.scannedCount, 10);
}

void tst_Integration_Query::attributesToGet()
{
    QueryRequest request;
    request.tableName = m_table->name();
    request.keyConditions = { { u"pk"_s, condition(Op::Eq, { u"a"_s }) },
                              { u"sk"_s, condition(Op::Eq, { 1 }) } };
    request.attributesToGet = { u"even"_s };
    request.select = Select::SpecificAttributes;
    AWAIT(result, m_client.query(request));
    QCOMPARE(result.items, QList<QDynamoDBItem>({ { { u"even"_s, u"no"_s } } }));
}

void tst_Integration_Query::select_data()
{
    QTest::addColumn<Select>("select");
    QTest::addColumn<QString>("index");
    QTest::addColumn<int>("attributes"); // of each item; 0: no items

    QTest::newRow("all") << Select::AllAttributes << QString() << 5;
    QTest::newRow("count") << Select::Count << QString() << 0;
    QTest::newRow("all projected") << Select::AllProjectedAttributes << u"by-other"_s << 5;
}

void tst_Integration_Query::select()
{
    QFETCH(const Select, select);
    QFETCH(const QString, index);
    QFETCH(const int, attributes);

    QueryRequest request = query();
    request.select = select;
    request.indexName = index;
    AWAIT(result, m_client.query(request));
    QCOMPARE(result.count, 10);
    QCOMPARE(result.items.size(), attributes ? 10 : 0);
    for (const QDynamoDBItem &item : result.items)
        QCOMPARE(item.size(), attributes);
}

void tst_Integration_Query::pages_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("forward");
    QTest::addColumn<QString>("index");

    QTest::newRow("by one") << 1 << true << QString();
    QTest::newRow("by three, backward") << 3 << false << QString();
    QTest::newRow("by ten") << 10 << true << QString();
    QTest::newRow("of an index") << 4 << false << u"by-other"_s;
}

void tst_Integration_Query::pages()
{
    QFETCH(const int, limit);
    QFETCH(const bool, forward);
    QFETCH(const QString, index);

    QueryRequest request = query();
    request.limit = limit;
    request.scanIndexForward = forward;
    request.indexName = index;
    QList<int> found;
    for (int page = 0; page < 20; ++page) {
        AWAIT(result, m_client.query(request));
        QVERIFY(result.items.size() <= limit);
        found += sortKeys(result.items);
        request.exclusiveStartKey = result.lastEvaluatedKey;
        if (request.exclusiveStartKey.isNull())
            break;
    }
    QList<int> expected { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    if (forward == !index.isEmpty())
        std::reverse(expected.begin(), expected.end());
    QCOMPARE(found, expected);
}

void tst_Integration_Query::localIndex()
{
    QueryRequest request = query();
    request.indexName = u"by-other"_s;
    request.consistentRead = true;
    request.keyConditionExpression += u" AND #other < :n"_s;
    request.expressionAttributeNames = { { u"#other"_s, u"other"_s } };
    request.expressionAttributeValues.insert(u":n"_s, 3);
    AWAIT(result, m_client.query(request));
    QCOMPARE(sortKeys(result.items), QList<int>({ 9, 8, 7 }));
}

void tst_Integration_Query::globalIndex()
{
    QueryRequest request;
    request.tableName = m_table->name();
    request.indexName = u"by-even"_s;
    request.keyConditionExpression = u"even = :yes AND sk > :n"_s;
    request.expressionAttributeValues = { { u":yes"_s, u"yes"_s }, { u":n"_s, 5 } };
    AWAIT(result, m_client.query(request));
    QCOMPARE(sortKeys(result.items), QList<int>({ 6, 6, 8, 8 }));
    QVERIFY(!result.items.first().contains(u"letters"));

    request.consistentRead = true; // which global indexes do not support
    AWAIT_ERROR(error, m_client.query(request), Code::Validation);
    QCOMPARE(error.operation(), u"Query"_s);
}

void tst_Integration_Query::consumedCapacity()
{
    QueryRequest request = query();
    request.indexName = u"by-other"_s;
    request.returnConsumedCapacity = ReturnConsumedCapacity::Indexes;
    AWAIT(result, m_client.query(request));
    QVERIFY(result.consumedCapacity);
    QCOMPARE(result.consumedCapacity->tableName, m_table->name());
    QCOMPARE(result.consumedCapacity->capacityUnits.value_or(0), 0.5);
    QVERIFY(result.consumedCapacity->localSecondaryIndexes.contains(u"by-other"_s));

    request.returnConsumedCapacity = ReturnConsumedCapacity::None;
    AWAIT(bare, m_client.query(request));
    QVERIFY(!bare.consumedCapacity);
}

void tst_Integration_Query::scanPages()
{
    ScanRequest request = scan();
    request.limit = 7;
    request.consistentRead = true;
    QList<QDynamoDBItem> found;
    int pages = 0;
    do {
        AWAIT(result, m_client.scan(request));
        found += result.items;
        request.exclusiveStartKey = result.lastEvaluatedKey;
        ++pages;
    } while (!request.exclusiveStartKey.isNull() && pages < 20);
    QCOMPARE(pages, 3);
    QCOMPARE(found.size(), 20);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(found.contains(makeItem(u"a"_s, i)));
        QVERIFY(found.contains(makeItem(u"b"_s, i)));
    }
}

void tst_Integration_Query::scanSegments()
{
    QList<QDynamoDBItem> found;
    for (int segment = 0; segment < 4; ++segment) {
        ScanRequest request = scan();
        request.segment = segment;
        request.totalSegments = 4;
        AWAIT(result, m_client.scan(request));
        for (const QDynamoDBItem &item : result.items) {
            QVERIFY(!found.contains(item));
            found.append(item);
        }
    }
    QCOMPARE(found.size(), 20);
}

void tst_Integration_Query::scanFilterExpression()
{
    ScanRequest request = scan();
    request.filterExpression = u"#other < :n"_s;
    request.projectionExpression = u"sk"_s;
    request.expressionAttributeNames = { { u"#other"_s, u"other"_s } };
    request.expressionAttributeValues = { { u":n"_s, 1 } };
    AWAIT(result, m_client.scan(request));
    QCOMPARE(result.items, QList<QDynamoDBItem>({ { { u"sk"_s, 9 } }, { { u"sk"_s, 9 } } }));
    QCOMPARE(result.scannedCount, 20);
}

void tst_Integration_Query::scanFilter_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<LegacyCondition>("filter");
    QTest::addColumn<int>("count");

    QTest::newRow("EQ") << u"sk"_s << condition(Op::Eq, { 1 }) << 2;
    QTest::newRow("NE") << u"sk"_s << condition(Op::Ne, { 1 }) << 18;
    QTest::newRow("LE") << u"sk"_s << condition(Op::Le, { 1 }) << 4;
    QTest::newRow("LT") << u"sk"_s << condition(Op::Lt, { 1 }) << 2;
    QTest::newRow("GE") << u"sk"_s << condition(Op::Ge, { 1 }) << 18;
    QTest::newRow("GT") << u"sk"_s << condition(Op::Gt, { 1 }) << 16;
    QTest::newRow("NOT_NULL") << u"other"_s << condition(Op::NotNull) << 20;
    QTest::newRow("NULL") << u"other"_s << condition(Op::Null) << 0;
    QTest::newRow("CONTAINS") << u"letters"_s << condition(Op::Contains, { u"a"_s }) << 2;
    QTest::newRow("NOT_CONTAINS") << u"letters"_s << condition(Op::NotContains, { u"a"_s }) << 18;
    QTest::newRow("BEGINS_WITH") << u"even"_s << condition(Op::BeginsWith, { u"y"_s }) << 10;
    QTest::newRow("IN") << u"sk"_s << condition(Op::In, { 1, 2, 99 }) << 4;
    QTest::newRow("BETWEEN") << u"sk"_s << condition(Op::Between, { 1, 3 }) << 6;
}

void tst_Integration_Query::scanFilter()
{
    QFETCH(const QString, attribute);
    QFETCH(const LegacyCondition, filter);
    QFETCH(const int, count);

    ScanRequest request = scan();
    request.scanFilter = { { attribute, filter } };
    AWAIT(result, m_client.scan(request));
    QCOMPARE(result.count, count);

    // Combined with a condition that no item meets.
    request.scanFilter.insert(u"pk"_s, condition(Op::Eq, { u"none"_s }));
    request.conditionalOperator = ConditionalOperator::And;
    AWAIT(both, m_client.scan(request));
    QCOMPARE(both.count, 0);
    request.conditionalOperator = ConditionalOperator::Or;
    AWAIT(either, m_client.scan(request));
    QCOMPARE(either.count, count);
}

void tst_Integration_Query::scanAttributesToGet()
{
    ScanRequest request = scan();
    request.attributesToGet = { u"even"_s, u"other"_s };
    AWAIT(result, m_client.scan(request));
    QCOMPARE(result.count, 20);
    for (const QDynamoDBItem &item : result.items)
        QCOMPARE(item.size(), 2);
}

void tst_Integration_Query::scanSelect()
{
    ScanRequest request = scan();
    request.select = Select::Count;
    AWAIT(result, m_client.scan(request));
    QCOMPARE(result.count, 20);
    QVERIFY(result.items.isEmpty());
}

void tst_Integration_Query::scanIndex()
{
    ScanRequest request = scan();
    request.indexName = u"by-even"_s;
    request.select = Select::AllProjectedAttributes;
    AWAIT(result, m_client.scan(request));
    QCOMPARE(result.count, 20);
    for (const QDynamoDBItem &item : result.items)
        QCOMPARE(item.size(), 3);
}

void tst_Integration_Query::scanConsumedCapacity()
{
    ScanRequest request = scan();
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    AWAIT(result, m_client.scan(request));
    QVERIFY(result.consumedCapacity);
    QCOMPARE(result.consumedCapacity->tableName, m_table->name());
    QVERIFY(result.consumedCapacity->capacityUnits.value_or(0) > 0);
}

void tst_Integration_Query::errors()
{
    QueryRequest request = query();
    request.indexName = u"no-such-index"_s;
    AWAIT_ERROR(noIndex, m_client.query(request), Code::Validation);
    QCOMPARE(noIndex.tableName(), m_table->name());

    request = query();
    request.filterExpression = u"(((("_s;
    AWAIT_ERROR(syntax, m_client.query(request), Code::Validation);
    QVERIFY2(syntax.message().contains(u"FilterExpression"_s), qPrintable(syntax.message()));

    request = query();
    request.tableName = u"no-such-table"_s;
    AWAIT_ERROR(noTable, m_client.query(request), Code::ResourceNotFound);
    AWAIT_ERROR(noTableEither, m_client.scan(u"no-such-table"_s), Code::ResourceNotFound);
    QCOMPARE(noTableEither.operation(), u"Scan"_s);
    QCOMPARE(noTable.httpStatus(), 400);
}

void tst_Integration_Query::pageOfOneMegabyte()
{
    // A page of 100 KB items ends with the item that exceeds 1 MB.
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    const QString text(100 * 1000, u'x');
    for (int i = 0; i < 20; ++i)
        AWAIT_DONE(m_client.putItem(table.name(),
                                    { { u"pk"_s, u"a"_s }, { u"sk"_s, i }, { u"t"_s, text } }));
    QueryRequest request = query();
    request.tableName = table.name();
    QList<int> found;
    int pages = 0;
    do {
        AWAIT(result, m_client.query(request));
        for (const QDynamoDBItem &item : result.items)
            QCOMPARE(item[u"t"].toString(), text);
        found += sortKeys(result.items);
        request.exclusiveStartKey = result.lastEvaluatedKey;
        if (pages++ == 0)
            QVERIFY(result.items.size() >= 10);
    } while (!request.exclusiveStartKey.isNull() && pages < 20);
    QCOMPARE(found.size(), 20);
    QVERIFY(pages == 2 || pages == 3);
}

QTEST_GUILESS_MAIN(tst_Integration_Query)
#include "tst_integration_query.moc"
