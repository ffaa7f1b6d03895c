// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/quuid.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;

// Transactions, and the statements of PartiQL.
class tst_Integration_Transactions : public EachTransportLocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void writeOfEachKind();
    void writeCancelled();
    void writeToken();
    void write100();
    void read();
    void readCapacity();

    void statement();
    void statementPages();
    void statementCondition();
    void statementDuplicate();
    void statementSyntax();
    void batchOfStatements();
    void batchWithErrors();
    void transactionOfStatements();
    void transactionOfStatementsCancelled();
    void transactionOfStatementsToken();
};

static QDynamoDBItem key(const QString &name)
{
    return { { u"pk"_s, name } };
}

static QDynamoDBItem item(const QString &name, int n)
{
    return { { u"pk"_s, name }, { u"n"_s, n } };
}

static TransactionPut put(const QString &tableName, const QDynamoDBItem &item)
{
    TransactionPut put;
    put.tableName = tableName;
    put.item = item;
    return put;
}

static TransactWriteItem writing(const TransactionPut &put)
{
    TransactWriteItem write;
    write.put = put;
    return write;
}

static TransactGetItem reading(const QString &tableName, const QDynamoDBItem &key)
{
    TransactionGet get;
    get.tableName = tableName;
    get.key = key;
    return { get };
}

static ExecuteStatementRequest executing(const QString &statement,
                                         const QDynamoDBValueList &parameters = {})
{
    ExecuteStatementRequest request;
    request.statement = statement;
    request.parameters = parameters;
    return request;
}

void tst_Integration_Transactions::writeOfEachKind()
{
    TEST_TABLE(table, Keys::Partition);
    TEST_TABLE(other, Keys::Partition);
    for (const QString &name : { u"checked"_s, u"deleted"_s, u"updated"_s })
        AWAIT_DONE(m_client.putItem(table.name(), item(name, 1)));

    const QMap<QString, QString> names { { u"#n"_s, u"n"_s } };
    const QDynamoDBItem one { { u":one"_s, 1 } };

    TransactWriteItem check;
    check.conditionCheck.emplace();
    check.conditionCheck->tableName = table.name();
    check.conditionCheck->key = key(u"checked"_s);
    check.conditionCheck->conditionExpression = u"#n = :one"_s;
    check.conditionCheck->expressionAttributeNames = names;
    check.conditionCheck->expressionAttributeValues = one;

    TransactWriteItem remove;
    remove.delete_.emplace();
    remove.delete_->tableName = table.name();
    remove.delete_->key = key(u"deleted"_s);
    remove.delete_->conditionExpression = u"#n = :one"_s;
    remove.delete_->expressionAttributeNames = names;
    remove.delete_->expressionAttributeValues = one;

    TransactWriteItem update;
    update.update.emplace();
    update.update->tableName = table.name();
    update.update->key = key(u"updated"_s);
    update.update->updateExpression = u"ADD #n :one"_s;
    update.update->conditionExpression = u"#n = :one"_s;
    update.update->expressionAttributeNames = names;
    update.update->expressionAttributeValues = one;

    TransactionPut created = put(other.name(), item(u"put"_s, 5));
    created.conditionExpression = u"attribute_not_exists(#n) OR #n = :one"_s;
    created.expressionAttributeNames = names;
    created.expressionAttributeValues = one;

    TransactWriteItemsRequest request;
    request.transactItems = { check, remove, update, writing(created) };
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    request.returnItemCollectionMetrics = ReturnItemCollectionMetrics::Size;
    AWAIT(written, m_client.transactWriteItems(request));
    QCOMPARE(written.consumedCapacity.size(), 2);

    AWAIT(updated, m_client.getItem(table.name(), key(u"updated"_s)));
    QCOMPARE(updated.item, item(u"updated"_s, 2));
    AWAIT(deleted, m_client.getItem(table.name(), key(u"deleted"_s)));
    QVERIFY(deleted.item.isNull());
    AWAIT(there, m_client.getItem(other.name(), key(u"put"_s)));
    QCOMPARE(there.item, item(u"put"_s, 5));
}

void tst_Integration_Transactions::writeCancelled()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"there"_s, 1)));

    TransactionPut asked = put(table.name(), item(u"there"_s, 2));
    asked.conditionExpression = u"attribute_not_exists(pk)"_s;
    asked.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    TransactWriteItemsRequest request;
    request.transactItems = { writing(put(table.name(), item(u"new"_s, 1))), writing(asked) };
    AWAIT_ERROR(error, m_client.transactWriteItems(request), Code::TransactionCanceled);
    QCOMPARE(error.operation(), u"TransactWriteItems"_s);
    QCOMPARE(error.tableName(), table.name());
    QCOMPARE(error.attempts(), 1);
    const QList<QDynamoDBError::CancellationReason> reasons = error.cancellationReasons();
    QCOMPARE(reasons.size(), 2);
    QCOMPARE(reasons[0].code, Code::NoError);
    QVERIFY(reasons[0].item.isNull());
    QCOMPARE(reasons[1].code, Code::ConditionalCheckFailed);
    QCOMPARE(reasons[1].type, u"ConditionalCheckFailed"_s);
    QVERIFY(!reasons[1].message.isEmpty());
    QCOMPARE(reasons[1].item, item(u"there"_s, 1));

    AWAIT(none, m_client.getItem(table.name(), key(u"new"_s)));
    QVERIFY(none.item.isNull());
}

void tst_Integration_Transactions::writeToken()
{
    TEST_TABLE(table, Keys::Partition);
    TransactWriteItem add;
    add.update.emplace();
    add.update->tableName = table.name();
    add.update->key = key(u"a"_s);
    add.update->updateExpression = u"ADD n :one"_s;
    add.update->expressionAttributeValues = { { u":one"_s, 1 } };
    TransactWriteItemsRequest request;
    request.transactItems = { add };

    // Without a token in the request, each call has a token of its own.
    AWAIT_DONE(m_client.transactWriteItems(request));
    AWAIT_DONE(m_client.transactWriteItems(request));
    // Calls with the same token are one transaction.
    request.clientRequestToken = QUuid::createUuid().toString(QUuid::WithoutBraces);
    AWAIT_DONE(m_client.transactWriteItems(request));
    AWAIT_DONE(m_client.transactWriteItems(request));
    AWAIT(got, m_client.getItem(table.name(), key(u"a"_s)));
    QCOMPARE(got.item, item(u"a"_s, 3));

    request.transactItems[0].update->expressionAttributeValues = { { u":one"_s, 2 } };
    AWAIT_ERROR(error, m_client.transactWriteItems(request), Code::IdempotentParameterMismatch);
    QCOMPARE(error.attempts(), 1);
}

void tst_Integration_Transactions::write100()
{
    TEST_TABLE(table, Keys::Partition);
    TransactWriteItemsRequest write;
    TransactGetItemsRequest get;
    for (int i = 0; i < 100; ++i) {
        write.transactItems.append(writing(put(table.name(), item(QString::number(i), i))));
        get.transactItems.append(reading(table.name(), key(QString::number(i))));
    }
    AWAIT_DONE(m_client.transactWriteItems(write));
    AWAIT(got, m_client.transactGetItems(get));
    QCOMPARE(got.responses.size(), 100);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(got.responses[i].item, item(QString::number(i), i)); // in the order of the request
}

void tst_Integration_Transactions::read()
{
    TEST_TABLE(first, Keys::Partition);
    TEST_TABLE(second, Keys::Partition);
    AWAIT_DONE(m_client.putItem(first.name(), item(u"a"_s, 1)));
    AWAIT_DONE(m_client.putItem(second.name(), item(u"b"_s, 2)));

    TransactGetItemsRequest request;
    request.transactItems = { reading(second.name(), key(u"b"_s)),
                              reading(first.name(), key(u"none"_s)),
                              reading(first.name(), key(u"a"_s)) };
    request.transactItems[2].get->projectionExpression = u"#n"_s;
    request.transactItems[2].get->expressionAttributeNames = { { u"#n"_s, u"n"_s } };
    AWAIT(got, m_client.transactGetItems(request));
    QCOMPARE(got.responses.size(), 3);
    QCOMPARE(got.responses[0].item, item(u"b"_s, 2));
    QVERIFY(got.responses[1].item.isNull());
    QCOMPARE(got.responses[2].item, QDynamoDBItem({ { u"n"_s, 1 } }));
    QVERIFY(got.consumedCapacity.isEmpty());
}

void tst_Integration_Transactions::readCapacity()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"a"_s, 1)));
    TransactGetItemsRequest request;
    request.transactItems = { reading(table.name(), key(u"a"_s)) };
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    AWAIT(got, m_client.transactGetItems(request));
    QCOMPARE(got.consumedCapacity.size(), 1);
    QCOMPARE(got.consumedCapacity[0].tableName, table.name());
    QCOMPARE(got.consumedCapacity[0].capacityUnits.value_or(0), 2.0);
}

void tst_Integration_Transactions::statement()
{
    TEST_TABLE(table, Keys::Partition);
    const QString quoted = u'"' + table.name() + u'"';
    const QDynamoDBValueList values { u"a"_s, QDynamoDBValue::numberSet({ 1, 2 }),
                                      QDynamoDBItem { { u"deep"_s, true } }, nullptr,
                                      QByteArrayLiteral("\x01\x02") };
    AWAIT(inserted,
          m_client.executeStatement(executing(u"INSERT INTO "_s + quoted
                                                      + u" VALUE {'pk': ?, 's': ?, 'm': ?,"
                                                        " 'nothing': ?, 'b': ?}"_s,
                                              values)));
    QVERIFY(inserted.items.isEmpty());
    AWAIT_DONE(m_client.executeStatement(
            executing(u"UPDATE "_s + quoted + u" SET n = ? WHERE pk = ?"_s, { 5, u"a"_s })));

    ExecuteStatementRequest select = executing(u"SELECT * FROM "_s + quoted + u" WHERE pk = ?"_s,
                                               { u"a"_s });
    select.consistentRead = true;
    AWAIT(selected, m_client.executeStatement(select));
    const QDynamoDBItem expected { { u"pk"_s, values[0] }, { u"s"_s, values[1] },
                                   { u"m"_s, values[2] },  { u"nothing"_s, values[3] },
                                   { u"b"_s, values[4] },  { u"n"_s, 5 } };
    QCOMPARE(selected.items, QList<QDynamoDBItem> { expected });
    QVERIFY(selected.nextToken.isNull());

    AWAIT_DONE(m_client.executeStatement(
            executing(u"DELETE FROM "_s + quoted + u" WHERE pk = ?"_s, { u"a"_s })));
    AWAIT(gone, m_client.executeStatement(select));
    QVERIFY(gone.items.isEmpty());
}

void tst_Integration_Transactions::statementPages()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    for (int i = 0; i < 5; ++i)
        AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s }, { u"sk"_s, i } }));
    ExecuteStatementRequest request = executing(u"SELECT sk FROM \"%1\" WHERE pk = ?"_s.arg(
                                                        table.name()),
                                                { u"a"_s });
    request.limit = 2;
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    QList<qint64> found;
    for (int page = 0; page < 10; ++page) {
        AWAIT(result, m_client.executeStatement(request));
        QVERIFY(result.items.size() <= 2);
        for (const QDynamoDBItem &one : result.items)
            found.append(one[u"sk"].toInteger(-1));
        request.nextToken = result.nextToken;
        if (request.nextToken.isNull())
            break;
    }
    QCOMPARE(found, QList<qint64>({ 0, 1, 2, 3, 4 }));
}

void tst_Integration_Transactions::statementCondition()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"a"_s, 1)));
    ExecuteStatementRequest request =
            executing(u"UPDATE \"%1\" SET x = 1 WHERE pk = ? AND n = ?"_s.arg(table.name()),
                      { u"a"_s, 7 });
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_ERROR(error, m_client.executeStatement(request), Code::ConditionalCheckFailed);
    QCOMPARE(error.operation(), u"ExecuteStatement"_s);
    QCOMPARE(error.item(), item(u"a"_s, 1));
}

void tst_Integration_Transactions::statementDuplicate()
{
    TEST_TABLE(table, Keys::Partition);
    const ExecuteStatementRequest insert = executing(
            u"INSERT INTO \"%1\" VALUE {'pk': 'a'}"_s.arg(table.name()));
    AWAIT_DONE(m_client.executeStatement(insert));
    AWAIT_ERROR(error, m_client.executeStatement(insert), Code::DuplicateItem);
    QVERIFY(!error.message().isEmpty());
}

void tst_Integration_Transactions::statementSyntax()
{
    AWAIT_ERROR(error, m_client.executeStatement(executing(u"FETCH ME A COFFEE"_s)),
                Code::Validation);
    QCOMPARE(error.attempts(), 1);
}

void tst_Integration_Transactions::batchOfStatements()
{
    TEST_TABLE(table, Keys::Partition);
    BatchExecuteStatementRequest insert;
    BatchExecuteStatementRequest select;
    select.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    for (int i = 0; i < 25; ++i) {
        BatchStatementRequest statement;
        statement.statement = u"INSERT INTO \"%1\" VALUE {'pk': ?, 'n': ?}"_s.arg(table.name());
        statement.parameters = { QString::number(i), i };
        insert.statements.append(statement);
        statement.statement = u"SELECT * FROM \"%1\" WHERE pk = ?"_s.arg(table.name());
        statement.parameters = { QString::number(i) };
        statement.consistentRead = true;
        select.statements.append(statement);
    }
    AWAIT(inserted, m_client.batchExecuteStatement(insert));
    QCOMPARE(inserted.responses.size(), 25);
    for (const BatchStatementResponse &response : inserted.responses)
        QVERIFY(!response.error);
    AWAIT(selected, m_client.batchExecuteStatement(select));
    QCOMPARE(selected.responses.size(), 25);
    for (int i = 0; i < 25; ++i) {
        QVERIFY(!selected.responses[i].error);
        QCOMPARE(selected.responses[i].tableName, table.name());
        QCOMPARE(selected.responses[i].item, item(QString::number(i), i));
    }
}

void tst_Integration_Transactions::batchWithErrors()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"a"_s, 1)));
    BatchStatementRequest failing;
    failing.statement = u"UPDATE \"%1\" SET x = 1 WHERE pk = ? AND n = ?"_s.arg(table.name());
    failing.parameters = { u"a"_s, 7 };
    failing.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    BatchStatementRequest fine;
    fine.statement = u"INSERT INTO \"%1\" VALUE {'pk': 'b'}"_s.arg(table.name());
    BatchStatementRequest nowhere;
    nowhere.statement = u"DELETE FROM \"no-such-table\" WHERE pk = 'c'"_s;
    BatchExecuteStatementRequest request;
    request.statements = { failing, fine, nowhere };
    AWAIT(result, m_client.batchExecuteStatement(request));
    QCOMPARE(result.responses.size(), 3);
    QVERIFY(result.responses[0].error);
    QCOMPARE(result.responses[0].error->code, BatchStatementErrorCode::ConditionalCheckFailed);
    QCOMPARE(result.responses[0].error->item, item(u"a"_s, 1));
    QVERIFY(!result.responses[0].error->message.isEmpty());
    QVERIFY(!result.responses[1].error);
    QVERIFY(result.responses[2].error);
    QCOMPARE(result.responses[2].error->code, BatchStatementErrorCode::ResourceNotFound);
}

static ParameterizedStatement parameterized(const QString &statement,
                                            const QDynamoDBValueList &parameters = {})
{
    ParameterizedStatement result;
    result.statement = statement;
    result.parameters = parameters;
    return result;
}

void tst_Integration_Transactions::transactionOfStatements()
{
    TEST_TABLE(table, Keys::Partition);
    const QString insert = u"INSERT INTO \"%1\" VALUE {'pk': ?, 'n': ?}"_s.arg(table.name());
    ExecuteTransactionRequest request;
    request.transactStatements = { parameterized(insert, { u"a"_s, 1 }),
                                   parameterized(insert, { u"b"_s, 2 }) };
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    AWAIT_DONE(m_client.executeTransaction(request));

    const QString select = u"SELECT * FROM \"%1\" WHERE pk = ?"_s.arg(table.name());
    request.transactStatements = { parameterized(select, { u"b"_s }),
                                   parameterized(select, { u"a"_s }) };
    AWAIT(selected, m_client.executeTransaction(request));
    QCOMPARE(selected.responses.size(), 2);
    QCOMPARE(selected.responses[0].item, item(u"b"_s, 2));
    QCOMPARE(selected.responses[1].item, item(u"a"_s, 1));
}

void tst_Integration_Transactions::transactionOfStatementsCancelled()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"a"_s, 1)));
    ParameterizedStatement failing =
            parameterized(u"UPDATE \"%1\" SET x = 1 WHERE pk = ? AND n = ?"_s.arg(table.name()),
                          { u"a"_s, 7 });
    failing.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    ExecuteTransactionRequest request;
    request.transactStatements = {
        parameterized(u"INSERT INTO \"%1\" VALUE {'pk': 'b'}"_s.arg(table.name())), failing
    };
    AWAIT_ERROR(error, m_client.executeTransaction(request), Code::TransactionCanceled);
    QCOMPARE(error.cancellationReasons().size(), 2);
    QCOMPARE(error.cancellationReasons().at(0).code, Code::NoError);
    QCOMPARE(error.cancellationReasons().at(1).code, Code::ConditionalCheckFailed);
    QCOMPARE(error.cancellationReasons().at(1).item, item(u"a"_s, 1));
    AWAIT(none, m_client.getItem(table.name(), key(u"b"_s)));
    QVERIFY(none.item.isNull());
}

void tst_Integration_Transactions::transactionOfStatementsToken()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), item(u"a"_s, 1)));
    ExecuteTransactionRequest request;
    request.transactStatements = { parameterized(
            u"UPDATE \"%1\" SET n = n + 1 WHERE pk = 'a'"_s.arg(table.name())) };
    request.clientRequestToken = QUuid::createUuid().toString(QUuid::WithoutBraces);
    AWAIT_DONE(m_client.executeTransaction(request));
    AWAIT_DONE(m_client.executeTransaction(request));
    AWAIT(got, m_client.getItem(table.name(), key(u"a"_s)));
    QCOMPARE(got.item, item(u"a"_s, 2));
}

QTEST_GUILESS_MAIN(tst_Integration_Transactions)
#include "tst_integration_transactions.moc"
