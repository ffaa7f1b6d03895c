// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;

// The operations on items and on batches of items, with each of their parameters.
class tst_Integration_Items : public EachTransportLocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void shortForms();
    void shortFormsOfBatches();

    void getItemOfMissingItem();
    void getItemProjection();
    void getItemAttributesToGet();
    void getItemConsumedCapacity_data();
    void getItemConsumedCapacity();

    void putItemReturnValues_data();
    void putItemReturnValues();
    void putItemCondition();
    void putItemExpected_data();
    void putItemExpected();
    void putItemConditionalOperator_data();
    void putItemConditionalOperator();
    void indexCapacityAndCollectionMetrics();

    void updateItemReturnValues_data();
    void updateItemReturnValues();
    void updateItemExpression();
    void updateItemCondition();
    void updateItemAttributeUpdates();
    void updateItemExpected();

    void deleteItemReturnValues();
    void deleteItemCondition();
    void deleteItemExpected();

    void batchGetItem();
    void batchGetItemAttributesToGet();
    void batchWriteItem();

    void execute();
    void executeUnknownAction();
    void errors_data();
    void errors();
    void onFailedByClass();
    void failsBeforeSending();
};

static ExpectedAttributeValue expectedValue(const QDynamoDBValue &value)
{
    ExpectedAttributeValue expected;
    expected.value = value;
    return expected;
}

static ExpectedAttributeValue expectedAbsent()
{
    ExpectedAttributeValue expected;
    expected.exists = false;
    return expected;
}

static ExpectedAttributeValue expectedBy(ComparisonOperator comparison,
                                         const QDynamoDBValueList &values = {})
{
    ExpectedAttributeValue expected;
    expected.comparisonOperator = comparison;
    expected.attributeValueList = values;
    return expected;
}

static const QDynamoDBItem key { { u"pk"_s, u"a"_s } };
static const QDynamoDBItem item {
    { u"pk"_s, u"a"_s },
    { u"count"_s, 3 },
    { u"title"_s, u"first"_s },
    { u"tags"_s, QDynamoDBValue::stringSet({ u"x"_s, u"y"_s }) },
    { u"deep"_s, QDynamoDBItem { { u"list"_s, QDynamoDBValueList { 1, 2, 3 } } } },
};

void tst_Integration_Items::shortForms()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    const QDynamoDBItem itemKey { { u"pk"_s, u"a"_s }, { u"sk"_s, 1 } };
    QDynamoDBItem expected = itemKey;
    expected.insert(u"n"_s, 1);

    AWAIT(put, m_client.putItem(table.name(), expected));
    QVERIFY(put.attributes.isNull());

    AWAIT(updated,
          m_client.updateItem(table.name(), itemKey, u"ADD n :one"_s, { { u":one"_s, 1 } }));
    expected.insert(u"n"_s, 2);
    QCOMPARE(updated.attributes, expected); // after the update

    AWAIT(got, m_client.getItem(table.name(), itemKey));
    QCOMPARE(got.item, expected);

    AWAIT(queried, m_client.query(table.name(), u"pk = :pk"_s, { { u":pk"_s, u"a"_s } }));
    QCOMPARE(queried.items, QList<QDynamoDBItem> { expected });
    AWAIT(scanned, m_client.scan(table.name()));
    QCOMPARE(scanned.items, QList<QDynamoDBItem> { expected });

    AWAIT(bare, m_client.updateItem(table.name(), itemKey, u"REMOVE n"_s));
    QVERIFY(!bare.consumedCapacity);
    AWAIT(removed, m_client.deleteItem(table.name(), itemKey));
    QCOMPARE(removed.attributes, itemKey); // before the deletion
    AWAIT(gone, m_client.getItem(table.name(), itemKey));
    QVERIFY(gone.item.isNull());
}

void tst_Integration_Items::shortFormsOfBatches()
{
    TEST_TABLE(table, Keys::Partition);
    QList<QDynamoDBItem> items;
    QList<QDynamoDBItem> keys;
    for (int i = 0; i < 25; ++i) {
        keys.append({ { u"pk"_s, QString::number(i) } });
        items.append({ { u"pk"_s, QString::number(i) }, { u"n"_s, i } });
    }
    AWAIT(written, m_client.batchWriteItem(table.name(), items));
    QVERIFY(written.unprocessedItems.isEmpty());

    AWAIT(got, m_client.batchGetItem(table.name(), keys));
    QVERIFY(got.unprocessedKeys.isEmpty());
    const QList<QDynamoDBItem> found = got.responses.value(table.name());
    QCOMPARE(found.size(), items.size());
    for (const QDynamoDBItem &one : items)
        QVERIFY(found.contains(one));

    AWAIT(mixed,
          m_client.batchWriteItem(table.name(), { { { u"pk"_s, u"new"_s } } }, keys.mid(0, 24)));
    QVERIFY(mixed.unprocessedItems.isEmpty());
    AWAIT(rest, m_client.scan(table.name()));
    QCOMPARE(rest.count, 2);
}

void tst_Integration_Items::getItemOfMissingItem()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT(got, m_client.getItem(table.name(), key));
    QVERIFY(got.item.isNull());
    QVERIFY(!got.consumedCapacity);
}

void tst_Integration_Items::getItemProjection()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));

    GetItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.consistentRead = true;
    request.projectionExpression = u"#c, deep.#l[1]"_s;
    request.expressionAttributeNames = { { u"#c"_s, u"count"_s }, { u"#l"_s, u"list"_s } };
    AWAIT(got, m_client.getItem(request));
    const QDynamoDBItem expected {
        { u"count"_s, 3 },
        { u"deep"_s, QDynamoDBItem { { u"list"_s, QDynamoDBValueList { 2 } } } },
    };
    QCOMPARE(got.item, expected);
}

void tst_Integration_Items::getItemAttributesToGet()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));

    GetItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.attributesToGet = { u"title"_s, u"count"_s };
    AWAIT(got, m_client.getItem(request));
    QCOMPARE(got.item, QDynamoDBItem({ { u"title"_s, u"first"_s }, { u"count"_s, 3 } }));
}

void tst_Integration_Items::getItemConsumedCapacity_data()
{
    QTest::addColumn<ReturnConsumedCapacity>("returned");
    QTest::addColumn<bool>("consistent");
    QTest::addColumn<double>("units");

    QTest::newRow("none") << ReturnConsumedCapacity::None << true << 0.0;
    QTest::newRow("total, eventual") << ReturnConsumedCapacity::Total << false << 0.5;
    QTest::newRow("total, consistent") << ReturnConsumedCapacity::Total << true << 1.0;
    QTest::newRow("indexes") << ReturnConsumedCapacity::Indexes << true << 1.0;
}

void tst_Integration_Items::getItemConsumedCapacity()
{
    QFETCH(const ReturnConsumedCapacity, returned);
    QFETCH(const bool, consistent);
    QFETCH(const double, units);

    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    GetItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.consistentRead = consistent;
    request.returnConsumedCapacity = returned;
    AWAIT(got, m_client.getItem(request));
    QCOMPARE(got.consumedCapacity.has_value(), units > 0);
    if (!got.consumedCapacity)
        return;
    QCOMPARE(got.consumedCapacity->tableName, table.name());
    QCOMPARE(got.consumedCapacity->capacityUnits.value_or(-1), units);
    QCOMPARE(got.consumedCapacity->table.has_value(), returned == ReturnConsumedCapacity::Indexes);
}

void tst_Integration_Items::putItemReturnValues_data()
{
    QTest::addColumn<ReturnValue>("returned");
    QTest::addColumn<bool>("hasOld");

    QTest::newRow("none") << ReturnValue::None << false;
    QTest::newRow("all old") << ReturnValue::AllOld << true;
}

void tst_Integration_Items::putItemReturnValues()
{
    QFETCH(const ReturnValue, returned);
    QFETCH(const bool, hasOld);

    TEST_TABLE(table, Keys::Partition);
    PutItemRequest request;
    request.tableName = table.name();
    request.item = item;
    request.returnValues = returned;
    AWAIT(first, m_client.putItem(request));
    QVERIFY(first.attributes.isNull()); // the item did not exist
    AWAIT(second, m_client.putItem(request));
    QCOMPARE(second.attributes, hasOld ? item : QDynamoDBItem());
}

void tst_Integration_Items::putItemCondition()
{
    TEST_TABLE(table, Keys::Partition);
    PutItemRequest request;
    request.tableName = table.name();
    request.item = item;
    request.conditionExpression = u"attribute_not_exists(pk) OR #c < :limit"_s;
    request.expressionAttributeNames = { { u"#c"_s, u"count"_s } };
    request.expressionAttributeValues = { { u":limit"_s, 3 } };
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_DONE(m_client.putItem(request));

    request.item.insert(u"count"_s, 4);
    AWAIT_ERROR(error, m_client.putItem(request), Code::ConditionalCheckFailed);
    QCOMPARE(error.item(), item);
    QCOMPARE(error.operation(), u"PutItem"_s);
    QCOMPARE(error.tableName(), table.name());
    QCOMPARE(error.httpStatus(), 400);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(!error.requestId().isEmpty());
    QVERIFY(!error.message().isEmpty());
    QVERIFY(!error.isRetryable());

    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::None;
    AWAIT_ERROR(bare, m_client.putItem(request), Code::ConditionalCheckFailed);
    QVERIFY(bare.item().isNull());

    request.expressionAttributeValues.insert(u":limit"_s, 4);
    AWAIT_DONE(m_client.putItem(request));
}

void tst_Integration_Items::putItemExpected_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<ExpectedAttributeValue>("expected");
    QTest::addColumn<bool>("met");

    using Op = ComparisonOperator;
    QTest::newRow("value") << u"count"_s << expectedValue(3) << true;
    QTest::newRow("other value") << u"count"_s << expectedValue(4) << false;
    QTest::newRow("absent") << u"nothing"_s << expectedAbsent() << true;
    QTest::newRow("absent, but exists") << u"title"_s << expectedAbsent() << false;
    QTest::newRow("EQ") << u"title"_s << expectedBy(Op::Eq, { u"first"_s }) << true;
    QTest::newRow("NE") << u"title"_s << expectedBy(Op::Ne, { u"first"_s }) << false;
    QTest::newRow("LE") << u"count"_s << expectedBy(Op::Le, { 3 }) << true;
    QTest::newRow("LT") << u"count"_s << expectedBy(Op::Lt, { 3 }) << false;
    QTest::newRow("GE") << u"count"_s << expectedBy(Op::Ge, { 3 }) << true;
    QTest::newRow("GT") << u"count"_s << expectedBy(Op::Gt, { 3 }) << false;
    QTest::newRow("NOT_NULL") << u"count"_s << expectedBy(Op::NotNull) << true;
    QTest::newRow("NULL") << u"count"_s << expectedBy(Op::Null) << false;
    QTest::newRow("CONTAINS") << u"tags"_s << expectedBy(Op::Contains, { u"x"_s }) << true;
    QTest::newRow("NOT_CONTAINS") << u"tags"_s << expectedBy(Op::NotContains, { u"x"_s }) << false;
    QTest::newRow("BEGINS_WITH") << u"title"_s << expectedBy(Op::BeginsWith, { u"fir"_s }) << true;
    QTest::newRow("IN") << u"count"_s << expectedBy(Op::In, { 1, 2, 3 }) << true;
    QTest::newRow("BETWEEN") << u"count"_s << expectedBy(Op::Between, { 4, 9 }) << false;
}

void tst_Integration_Items::putItemExpected()
{
    QFETCH(const QString, attribute);
    QFETCH(const ExpectedAttributeValue, expected);
    QFETCH(const bool, met);

    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    PutItemRequest request;
    request.tableName = table.name();
    request.item = item;
    request.expected = { { attribute, expected } };
    const auto outcome = await(m_client.putItem(request));
    QCOMPARE(outcome.error().code(), met ? Code::NoError : Code::ConditionalCheckFailed);
}

void tst_Integration_Items::putItemConditionalOperator_data()
{
    QTest::addColumn<ConditionalOperator>("combination");
    QTest::addColumn<bool>("met");

    QTest::newRow("and") << ConditionalOperator::And << false;
    QTest::newRow("or") << ConditionalOperator::Or << true;
}

void tst_Integration_Items::putItemConditionalOperator()
{
    QFETCH(const ConditionalOperator, combination);
    QFETCH(const bool, met);

    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    PutItemRequest request;
    request.tableName = table.name();
    request.item = item;
    request.conditionalOperator = combination;
    request.expected = { { u"count"_s, expectedValue(3) }, { u"title"_s, expectedValue(u"x"_s) } };
    const auto outcome = await(m_client.putItem(request));
    QCOMPARE(outcome.error().code(), met ? Code::NoError : Code::ConditionalCheckFailed);
}

void tst_Integration_Items::indexCapacityAndCollectionMetrics()
{
    CreateTableRequest create = TestTable::request(Keys::PartitionAndSort);
    create.attributeDefinitions.append({ u"other"_s, ScalarAttributeType::S });
    const IndexProjection all { ProjectionType::All, {} };
    create.localSecondaryIndexes = {
        { u"local"_s, { { u"pk"_s, KeyType::Hash }, { u"other"_s, KeyType::Range } }, all },
    };
    TEST_TABLE(table, create);

    const QDynamoDBItem itemKey { { u"pk"_s, u"a"_s }, { u"sk"_s, 1 } };
    const auto setMetrics = [&](auto &request) {
        request.tableName = table.name();
        request.returnConsumedCapacity = ReturnConsumedCapacity::Indexes;
        request.returnItemCollectionMetrics = ReturnItemCollectionMetrics::Size;
    };
    const auto check = [&](const auto &result) {
        QVERIFY(result.consumedCapacity);
        QVERIFY(result.consumedCapacity->capacityUnits.value_or(0) > 0);
        QVERIFY(result.consumedCapacity->localSecondaryIndexes.contains(u"local"_s));
        QVERIFY(!result.itemCollectionMetrics); // DynamoDB Local accepts the parameter and returns none
    };

    PutItemRequest put;
    setMetrics(put);
    put.item = itemKey;
    put.item.insert(u"other"_s, u"o"_s);
    AWAIT(putResult, m_client.putItem(put));
    check(putResult);

    UpdateItemRequest update;
    setMetrics(update);
    update.key = itemKey;
    update.updateExpression = u"SET #other = :o"_s;
    update.expressionAttributeNames = { { u"#other"_s, u"other"_s } };
    update.expressionAttributeValues = { { u":o"_s, u"p"_s } };
    AWAIT(updateResult, m_client.updateItem(update));
    check(updateResult);

    DeleteItemRequest remove;
    setMetrics(remove);
    remove.key = itemKey;
    AWAIT(removeResult, m_client.deleteItem(remove));
    check(removeResult);
}

void tst_Integration_Items::updateItemReturnValues_data()
{
    QTest::addColumn<ReturnValue>("returned");
    QTest::addColumn<QDynamoDBItem>("attributes");

    QDynamoDBItem changed = item;
    changed.insert(u"count"_s, 4);
    QTest::newRow("none") << ReturnValue::None << QDynamoDBItem();
    QTest::newRow("all old") << ReturnValue::AllOld << item;
    QTest::newRow("all new") << ReturnValue::AllNew << changed;
    QTest::newRow("updated old") << ReturnValue::UpdatedOld << QDynamoDBItem { { u"count"_s, 3 } };
    QTest::newRow("updated new") << ReturnValue::UpdatedNew << QDynamoDBItem { { u"count"_s, 4 } };
}

void tst_Integration_Items::updateItemReturnValues()
{
    QFETCH(const ReturnValue, returned);
    QFETCH(const QDynamoDBItem, attributes);

    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.returnValues = returned;
    request.updateExpression = u"SET #c = #c + :one"_s;
    request.expressionAttributeNames = { { u"#c"_s, u"count"_s } };
    request.expressionAttributeValues = { { u":one"_s, 1 } };
    AWAIT(updated, m_client.updateItem(request));
    QCOMPARE(updated.attributes, attributes);
}

void tst_Integration_Items::updateItemExpression()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.returnValues = ReturnValue::AllNew;
    request.updateExpression =
            u"SET title = :t, deep.#l[0] = :zero, fresh = if_not_exists(fresh, :t)"
            " REMOVE deep.#l[2] ADD #c :two DELETE tags :x"_s;
    request.expressionAttributeNames = { { u"#c"_s, u"count"_s }, { u"#l"_s, u"list"_s } };
    request.expressionAttributeValues = {
        { u":t"_s, u"second"_s },
        { u":zero"_s, 0 },
        { u":two"_s, 2 },
        { u":x"_s, QDynamoDBValue::stringSet({ u"x"_s }) },
    };
    AWAIT(updated, m_client.updateItem(request));
    const QDynamoDBItem expected {
        { u"pk"_s, u"a"_s },
        { u"count"_s, 5 },
        { u"title"_s, u"second"_s },
        { u"fresh"_s, u"second"_s },
        { u"tags"_s, QDynamoDBValue::stringSet({ u"y"_s }) },
        { u"deep"_s, QDynamoDBItem { { u"list"_s, QDynamoDBValueList { 0, 2 } } } },
    };
    QCOMPARE(updated.attributes, expected);
}

void tst_Integration_Items::updateItemCondition()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.updateExpression = u"REMOVE title"_s;
    request.conditionExpression = u"title = :t"_s;
    request.expressionAttributeValues = { { u":t"_s, u"other"_s } };
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_ERROR(error, m_client.updateItem(request), Code::ConditionalCheckFailed);
    QCOMPARE(error.item(), item);

    request.expressionAttributeValues = { { u":t"_s, u"first"_s } };
    AWAIT_DONE(m_client.updateItem(request));
}

void tst_Integration_Items::updateItemAttributeUpdates()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.returnValues = ReturnValue::AllNew;
    request.attributeUpdates = {
        { u"count"_s, { 7, AttributeAction::Add } },
        { u"title"_s, { QDynamoDBValue::Type::Undefined, AttributeAction::Delete } },
        { u"tags"_s, { QDynamoDBValue::stringSet({ u"y"_s }), AttributeAction::Delete } },
        { u"deep"_s, { true, AttributeAction::Put } },
        { u"fresh"_s, { u"new"_s, AttributeAction::Put } },
    };
    AWAIT(updated, m_client.updateItem(request));
    const QDynamoDBItem expected {
        { u"pk"_s, u"a"_s },
        { u"count"_s, 10 },
        { u"tags"_s, QDynamoDBValue::stringSet({ u"x"_s }) },
        { u"deep"_s, true },
        { u"fresh"_s, u"new"_s },
    };
    QCOMPARE(updated.attributes, expected);
}

void tst_Integration_Items::updateItemExpected()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    UpdateItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.attributeUpdates = { { u"count"_s, { 0, AttributeAction::Put } } };
    request.expected = { { u"count"_s, expectedValue(3) }, { u"title"_s, expectedAbsent() } };
    request.conditionalOperator = ConditionalOperator::And;
    AWAIT_ERROR(error, m_client.updateItem(request), Code::ConditionalCheckFailed);
    QVERIFY(error.item().isNull());

    request.conditionalOperator = ConditionalOperator::Or;
    AWAIT_DONE(m_client.updateItem(request));
}

void tst_Integration_Items::deleteItemReturnValues()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    DeleteItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.returnValues = ReturnValue::AllOld;
    AWAIT(removed, m_client.deleteItem(request));
    QCOMPARE(removed.attributes, item);
    AWAIT(again, m_client.deleteItem(request)); // a missing item is not an error
    QVERIFY(again.attributes.isNull());
}

void tst_Integration_Items::deleteItemCondition()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    DeleteItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.conditionExpression = u"#c > :n"_s;
    request.expressionAttributeNames = { { u"#c"_s, u"count"_s } };
    request.expressionAttributeValues = { { u":n"_s, 3 } };
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_ERROR(error, m_client.deleteItem(request), Code::ConditionalCheckFailed);
    QCOMPARE(error.item(), item);

    request.expressionAttributeValues = { { u":n"_s, 2 } };
    AWAIT_DONE(m_client.deleteItem(request));
}

void tst_Integration_Items::deleteItemExpected()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    DeleteItemRequest request;
    request.tableName = table.name();
    request.key = key;
    request.expected = { { u"count"_s, expectedValue(4) }, { u"title"_s, expectedAbsent() } };
    request.conditionalOperator = ConditionalOperator::Or;
    AWAIT_ERROR(error, m_client.deleteItem(request), Code::ConditionalCheckFailed);
    QVERIFY(error.item().isNull());

    request.expected.insert(u"count"_s, expectedValue(3));
    AWAIT_DONE(m_client.deleteItem(request));
}

void tst_Integration_Items::batchGetItem()
{
    TEST_TABLE(first, Keys::Partition);
    TEST_TABLE(second, Keys::PartitionAndSort);
    const QDynamoDBItem other { { u"pk"_s, u"b"_s }, { u"sk"_s, 1 }, { u"x"_s, u"y"_s } };
    AWAIT_DONE(m_client.putItem(first.name(), item));
    AWAIT_DONE(m_client.putItem(second.name(), other));

    BatchGetItemRequest request;
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    KeysAndAttributes &one = request.requestItems[first.name()];
    one.keys = { key, { { u"pk"_s, u"there is none"_s } } };
    one.consistentRead = true;
    one.projectionExpression = u"#c"_s;
    one.expressionAttributeNames = { { u"#c"_s, u"count"_s } };
    request.requestItems[second.name()].keys = { { { u"pk"_s, u"b"_s }, { u"sk"_s, 1 } } };

    AWAIT(got, m_client.batchGetItem(request));
    QCOMPARE(got.responses.size(), 2);
    QCOMPARE(got.responses.value(first.name()), QList<QDynamoDBItem>({ { { u"count"_s, 3 } } }));
    QCOMPARE(got.responses.value(second.name()), QList<QDynamoDBItem> { other });
    QVERIFY(got.unprocessedKeys.isEmpty());
    QCOMPARE(got.consumedCapacity.size(), 2);
}

void tst_Integration_Items::batchGetItemAttributesToGet()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    BatchGetItemRequest request;
    request.requestItems[table.name()].keys = { key };
    request.requestItems[table.name()].attributesToGet = { u"title"_s };
    AWAIT(got, m_client.batchGetItem(request));
    QCOMPARE(got.responses.value(table.name()),
             QList<QDynamoDBItem>({ { { u"title"_s, u"first"_s } } }));
    QVERIFY(got.consumedCapacity.isEmpty());
}

void tst_Integration_Items::batchWriteItem()
{
    TEST_TABLE(first, Keys::Partition);
    TEST_TABLE(second, Keys::Partition);
    AWAIT_DONE(m_client.putItem(second.name(), item));

    BatchWriteItemRequest request;
    request.requestItems[first.name()] = { { PutRequest { item }, {} } };
    request.requestItems[second.name()] = { { {}, DeleteRequest { key } } };
    request.returnConsumedCapacity = ReturnConsumedCapacity::Indexes;
    request.returnItemCollectionMetrics = ReturnItemCollectionMetrics::Size;
    AWAIT(written, m_client.batchWriteItem(request));
    QVERIFY(written.unprocessedItems.isEmpty());
    QCOMPARE(written.consumedCapacity.size(), 2);

    AWAIT(got, m_client.getItem(first.name(), key));
    QCOMPARE(got.item, item);
    AWAIT(gone, m_client.getItem(second.name(), key));
    QVERIFY(gone.item.isNull());
}

void tst_Integration_Items::execute()
{
    TEST_TABLE(table, Keys::Partition);
    const QJsonObject json { { u"pk"_s, QJsonObject { { u"S"_s, u"a"_s } } },
                             { u"n"_s, QJsonObject { { u"N"_s, u"1"_s } } } };
    AWAIT(put,
          m_client.execute(u"PutItem"_s, { { u"TableName"_s, table.name() }, { u"Item"_s, json } }));
    QVERIFY(put.isEmpty());
    AWAIT(scanned, m_client.execute(u"Scan"_s, { { u"TableName"_s, table.name() } }));
    QCOMPARE(scanned[u"Count"_s].toInt(), 1);
    QCOMPARE(scanned[u"Items"_s].toArray(), QJsonArray { json });

    AWAIT_ERROR(error, m_client.execute(u"Scan"_s, { { u"TableName"_s, u"no-such-table"_s } }),
                Code::ResourceNotFound);
    QCOMPARE(error.operation(), u"Scan"_s);
    QCOMPARE(error.tableName(), u"no-such-table"_s);
}

void tst_Integration_Items::executeUnknownAction()
{
    AWAIT_ERROR(error, m_client.execute(u"InventTheWheel"_s, {}), Code::UnknownOperation);
    QCOMPARE(error.operation(), u"InventTheWheel"_s);
    QCOMPARE(error.attempts(), 1);
    AWAIT_ERROR(bad, m_client.execute(u"Get Item\r\n"_s, {}), Code::InvalidAction);
    QCOMPARE(bad.attempts(), 0);
}

void tst_Integration_Items::errors_data()
{
    QTest::addColumn<QString>("tableName"); // empty: an existing table
    QTest::addColumn<QDynamoDBItem>("badItem");
    QTest::addColumn<Code>("code");

    QTest::newRow("missing table") << u"no-such-table"_s << item << Code::ResourceNotFound;
    QTest::newRow("missing key") << QString() << QDynamoDBItem { { u"x"_s, 1 } }
                                 << Code::Validation;
    QTest::newRow("key of another type")
            << QString() << QDynamoDBItem { { u"pk"_s, 1 } } << Code::Validation;
    QTest::newRow("empty key") << QString() << QDynamoDBItem { { u"pk"_s, u""_s } }
                               << Code::Validation;
    QTest::newRow("oversized key")
            << QString() << QDynamoDBItem { { u"pk"_s, QString(2049, u'x') } } << Code::Validation;
    QTest::newRow("oversized item")
            << QString()
            << QDynamoDBItem { { u"pk"_s, u"a"_s }, { u"x"_s, QString(400 * 1024, u'x') } }
            << Code::Validation;
}

void tst_Integration_Items::errors()
{
    QFETCH(const QString, tableName);
    QFETCH(const QDynamoDBItem, badItem);
    QFETCH(const Code, code);

    TEST_TABLE(table, Keys::Partition);
    const QString target = tableName.isEmpty() ? table.name() : tableName;
    AWAIT_ERROR(error, m_client.putItem(target, badItem), code);
    QCOMPARE(error.operation(), u"PutItem"_s);
    QCOMPARE(error.tableName(), target);
    QCOMPARE(error.httpStatus(), 400);
    QCOMPARE(error.attempts(), 1);
    QVERIFY(error.type().endsWith(u"Exception"_s));
    QVERIFY(!error.message().isEmpty());
}

void tst_Integration_Items::onFailedByClass()
{
    QString path;
    QFuture<void> future =
            m_client.getItem(u"no-such-table"_s, key)
                    .then(this, [&](const GetItemResult &) { path = u"result"_s; })
                    .onFailed(this,
                              [&](const ConditionalCheckFailedException &) { path = u"check"_s; })
                    .onFailed(this,
                              [&](const ResourceNotFoundException &exception) {
                                  path = exception.error().operation() + u" not found"_s;
                              })
                    .onFailed(this, [&](const QDynamoDBException &) { path = u"general"_s; });
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(path, u"GetItem not found"_s);
}

void tst_Integration_Items::failsBeforeSending()
{
    GetItemRequest request;
    request.tableName = u"never-there"_s;
    AWAIT_ERROR(missing, m_client.getItem(request), Code::MissingParameter);
    QCOMPARE(missing.attempts(), 0);

    request.key = key;
    request.attributesToGet = { u"a"_s };
    request.projectionExpression = u"a"_s;
    AWAIT_ERROR(conflict, m_client.getItem(request), Code::InvalidParameterCombination);
    QCOMPARE(conflict.attempts(), 0);
}

QTEST_GUILESS_MAIN(tst_Integration_Items)
#include "tst_integration_items.moc"
