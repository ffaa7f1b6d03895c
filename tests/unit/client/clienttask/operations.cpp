// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "operations.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbstatement.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

const QString table = u"Things"_s;
const QDynamoDBItem thing { { u"pk"_s, u"a"_s } };

// The error of a finished future, or the errors inside its result.
template<typename T>
QDynamoDBError errorOf(const QFuture<T> &future)
{
    if constexpr (std::is_same_v<T, QDynamoDBBatchWriteSummary>) {
        if (future.isCanceled())
            return QDynamoDBError(QDynamoDBError::Code::Cancelled, {});
        const QDynamoDBBatchWriteSummary summary = future.result();
        return summary.unwritten.isEmpty() ? QDynamoDBError() : summary.unwritten.first().error;
    } else {
        return waitForResults(future).error();
    }
}

template<typename T>
Started started(QFuture<T> future, const std::shared_ptr<QObject> &owner = {})
{
    Started operation { QFuture<void>(future), [future] { return errorOf(future); },
                        std::make_shared<std::atomic<int>>(0), owner };
    const auto run = [runs = operation.continuations] { ++*runs; };
    (void)future.then([run](const QFuture<T> &) { run(); }).onCanceled(run);
    return operation;
}

QueryRequest query()
{
    QueryRequest request;
    request.tableName = table;
    request.keyConditionExpression = u"pk = :a"_s;
    request.expressionAttributeValues = { { u":a"_s, u"a"_s } };
    return request;
}

ScanRequest scan()
{
    ScanRequest request;
    request.tableName = table;
    return request;
}

Person person()
{
    Person person;
    person.pk = u"a"_s;
    person.address.street = u"High"_s;
    return person;
}

QDynamoDBBatchOptions withKeyNames()
{
    QDynamoDBBatchOptions options;
    options.keyAttributes = { { table, { u"pk"_s } } };
    return options;
}

const QByteArray page = R"({"Items":[{"pk":{"S":"a"}}],"Count":1,"ScannedCount":1,
    "LastEvaluatedKey":{"pk":{"S":"a"}}})";
const QByteArray unwritten = R"({"UnprocessedItems":{"Things":[
    {"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}})";
const QByteArray description = R"({"Table":{"TableName":"Things","KeySchema":[
    {"AttributeName":"pk","KeyType":"HASH"}]}})";
const QByteArray conditionFailed = R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                                   R"(ConditionalCheckFailedException",
    "message":"no","Item":{"pk":{"S":"a"}}})";
const QByteArray cancelled = R"({"__type":"com.amazonaws.dynamodb.v20120810#)"
                             R"(TransactionCanceledException",
    "message":"no","CancellationReasons":[
        {"Code":"ConditionalCheckFailed","Message":"no","Item":{"pk":{"S":"a"}}}]})";

} // namespace

const std::vector<TaskOperation> &operations()
{
    using Client = QDynamoDBClient;
    static const std::vector<TaskOperation> all {
        { "QDynamoDBPager::next",
          [](Client *c) { return started(QDynamoDBPager(c, query()).next()); }, 200, page },
        { "QDynamoDBPager::all",
          [](Client *c) { return started(QDynamoDBPager(c, ListTablesRequest()).all()); }, 200,
          R"({"TableNames":["A"],"LastEvaluatedTableName":"A"})" },
        { "queryAll", [](Client *c) { return started(queryAll(c, query())); }, 200, page },
        { "scanAll", [](Client *c) { return started(scanAll(c, scan())); }, 200, page },
        { "all pages of a statement",
          [](Client *c) {
              ExecuteStatementRequest request;
              request.statement = u"SELECT * FROM Things"_s;
              return started(QDynamoDBPager(c, request).all());
          },
          200, R"({"Items":[{"pk":{"S":"a"}}],"NextToken":"next"})" },
        { "batchExecute",
          [](Client *c) {
              const QDynamoDBStatement one { u"SELECT * FROM Things WHERE pk = 'a'"_s };
              return started(batchExecute(c, QList<QDynamoDBStatement>(125, one)));
          },
          200, R"({"Responses":[]})", 4 },
        { "transactExecute",
          [](Client *c) {
              const QDynamoDBStatement one { u"SELECT * FROM Things WHERE pk = 'a'"_s };
              return started(transactExecute(c, { one }));
          },
          200, R"({"Responses":[{"Item":{"pk":{"S":"a"}}}]})", 1, false, true, true },
        { "waitUntilTableExists", [](Client *c) { return started(waitUntilTableExists(c, table)); },
          200, R"({"Table":{"TableName":"Things","TableStatus":"CREATING"}})", 1, true },
        { "waitUntilTableNotExists",
          [](Client *c) { return started(waitUntilTableNotExists(c, table)); }, 200,
          R"({"Table":{"TableName":"Things","TableStatus":"DELETING"}})", 1, true },
        { "batchGet", [](Client *c) { return started(batchGet(c, table, { thing })); }, 200,
          R"({"UnprocessedKeys":{"Things":{"Keys":[{"pk":{"S":"a"}}]}}})", 1, true },
        { "batchWrite",
          [](Client *c) { return started(batchWrite(c, table, { thing }, {}, withKeyNames())); },
          200, unwritten, 1, true },
        { "batchWrite after DescribeTable",
          [](Client *c) { return started(batchWrite(c, table, { thing })); }, 200, description, 1,
          false, true, false, true },
        { "QDynamoDBBatchWriter::flush",
          [](Client *c) {
              const auto writer = std::make_shared<QDynamoDBBatchWriter>(c, withKeyNames());
              writer->put(table, thing);
              return started(writer->flush(), writer);
          },
          200, unwritten, 1, true, false },
        { "QDynamoDBReadTransaction::commit",
          [](Client *c) {
              QDynamoDBReadTransaction transaction;
              transaction.get(table, thing);
              return started(transaction.commit(c));
          },
          200, R"({"Responses":[{"Item":{"pk":{"S":"a"}}}]})", 1, false, true, true },
        { "QDynamoDBWriteTransaction::commit",
          [](Client *c) {
              const QDynamoDBTable<Person> people(c, table);
              QDynamoDBWriteTransaction transaction;
              people.update(&transaction, person());
              return started(transaction.commit(c));
          },
          400, cancelled },
        { "QDynamoDBTable::update",
          [](Client *c) { return started(QDynamoDBTable<Person>(c, table).update(person())); }, 400,
          conditionFailed },
        { "QDynamoDBTable::scan",
          [](Client *c) { return started(QDynamoDBTable<Person>(c, table).scan()); }, 200, page },
        { "QDynamoDBTable::batchGet",
          [](Client *c) {
              return started(QDynamoDBTable<Person>(c, table).batchGet({ { u"a"_s } }));
          },
          200, R"({"UnprocessedKeys":{"Things":{"Keys":[{"pk":{"S":"a"}}]}}})", 1, true },
        { "QDynamoDBTable::batchRemove",
          [](Client *c) {
              return started(QDynamoDBTable<Person>(c, table).batchRemove({ person() }));
          },
          200, R"({"UnprocessedItems":{"Things":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}})", 1,
          true },
    };
    return all;
}

void Block::enter(const std::function<bool()> &isOver)
{
    if (m_isEntered.exchange(true))
        return;
    m_entered.release();
    while (!m_left.tryAcquire(1, 1) && !isOver())
        continue;
}
