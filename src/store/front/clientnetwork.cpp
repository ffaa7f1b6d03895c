// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/front/clientnetwork_p.h"

#include "client/qdynamodbabstractclient_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qtimer.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

// One attempt: the engine decides about retries.
QDynamoDBCallOptions oneAttempt()
{
    QDynamoDBCallOptions options;
    options.maxRetries = 0;
    return options;
}

// Calls the handler in the context's thread, with the result converted.
template<typename Result, typename Output, typename Convert>
void deliver(const QFuture<Output> &future, QObject *context,
             const StoreNetwork::Handler<Result> &handler, const Convert &convert)
{
    QDynamoDB::whenDone(future, context,
                        [handler, convert](const QDynamoDBExpected<Output> &output) {
                            StoreReply<Result> reply;
                            if (output) {
                                reply.result = convert(*output);
                            } else {
                                reply.error = output.error();
                                reply.mayHaveSucceeded = reply.error.mayHaveSucceeded();
                            }
                            handler(reply);
                        });
}

QDynamoDBValue::Type typeOf(const QDynamoDB::TableDescription &table, const QString &name)
{
    for (const QDynamoDB::AttributeDefinition &attribute : table.attributeDefinitions) {
        if (attribute.attributeName != name)
            continue;
        if (attribute.attributeType == QDynamoDB::ScalarAttributeType::N)
            return QDynamoDBValue::Type::Number;
        if (attribute.attributeType == QDynamoDB::ScalarAttributeType::B)
            return QDynamoDBValue::Type::Binary;
        return QDynamoDBValue::Type::String;
    }
    return QDynamoDBValue::Type::Undefined;
}

StoredTable toStoredTable(const QDynamoDB::TableDescription &description)
{
    StoredTable table;
    table.name = description.tableName;
    table.tableId = description.tableId;
    for (const QDynamoDB::KeySchemaElement &key : description.keySchema) {
        if (key.keyType == QDynamoDB::KeyType::Hash) {
            table.partitionKey = key.attributeName;
            table.partitionType = typeOf(description, key.attributeName);
        } else {
            table.sortKey = key.attributeName;
            table.sortType = typeOf(description, key.attributeName);
        }
    }
    return table;
}

} // namespace

void ClientNetwork::shut()
{
    const QMutexLocker locker(&m_mutex);
    ++m_shut;
}

void ClientNetwork::reopen()
{
    const QMutexLocker locker(&m_mutex);
    --m_shut;
}

template<typename Result, typename Call, typename Convert>
void ClientNetwork::send(const Handler<Result> &handler, const Call &call, const Convert &convert)
{
    const QMutexLocker locker(&m_mutex);
    if (m_shut == 0) {
        deliver(call(), this, handler, convert);
        return;
    }
    QTimer::singleShot(0, this, [handler] {
        StoreReply<Result> reply;
        reply.error = QDynamoDBError(Code::Cancelled, u"The store's identity is changing."_s);
        handler(reply);
    });
}

void ClientNetwork::transact(const QDynamoDB::TransactWriteItemsRequest &request,
                             const Handler<Nothing> &handler)
{
    send(
            handler, [&] { return m_client->transactWriteItems(request, oneAttempt()); },
            [](const auto &) { return Nothing(); });
}

void ClientNetwork::putItem(const QDynamoDB::PutItemRequest &request,
                            const Handler<Nothing> &handler)
{
    send(
            handler, [&] { return m_client->putItem(request, oneAttempt()); },
            [](const auto &) { return Nothing(); });
}

void ClientNetwork::getItem(const QDynamoDB::GetItemRequest &request,
                            const Handler<QDynamoDBItem> &handler)
{
    send(
            handler, [&] { return m_client->getItem(request, oneAttempt()); },
            [](const QDynamoDB::GetItemResult &result) { return result.item; });
}

void ClientNetwork::query(const QDynamoDB::QueryRequest &request,
                          const Handler<QDynamoDB::QueryResult> &handler)
{
    send(
            handler, [&] { return m_client->query(request); },
            [](const QDynamoDB::QueryResult &result) { return result; });
}

void ClientNetwork::scan(const QDynamoDB::ScanRequest &request,
                         const Handler<QDynamoDB::ScanResult> &handler)
{
    send(
            handler, [&] { return m_client->scan(request); },
            [](const QDynamoDB::ScanResult &result) { return result; });
}

void ClientNetwork::batchGet(const QDynamoDB::BatchGetItemRequest &request,
                             const Handler<QDynamoDB::BatchGetItemResult> &handler)
{
    send(
            handler, [&] { return m_client->batchGetItem(request); },
            [](const QDynamoDB::BatchGetItemResult &result) { return result; });
}

void ClientNetwork::describe(const QString &tableName, const Handler<StoredTable> &handler)
{
    send(
            handler, [&] { return m_client->describeTable(tableName); },
            [](const QDynamoDB::DescribeTableResult &result) {
                return toStoredTable(result.table.value_or(QDynamoDB::TableDescription()));
            });
}

void ClientNetwork::prepareLedger(const QString &tableName, const Handler<Nothing> &handler)
{
    QDynamoDB::DescribeTableRequest request;
    request.tableName = tableName;
    QDynamoDB::whenDone(m_client->describeTable(request, oneAttempt()), this,
                        [this, tableName,
                         handler](const QDynamoDBExpected<QDynamoDB::DescribeTableResult> &result) {
                            const Code code = result.error().code();
                            if (code == Code::ResourceNotFound) {
                                createLedger(tableName, handler);
                            } else if (code == Code::NoError
                                       && result->table.value_or(QDynamoDB::TableDescription())
                                                       .tableStatus
                                               != QDynamoDB::TableStatus::Active) {
                                awaitLedger(tableName, handler);
                            } else {
                                // An application that may not describe the table can still use it.
                                StoreReply<Nothing> reply;
                                if (code != Code::AccessDenied)
                                    reply.error = result.error();
                                handler(reply);
                            }
                        });
}

void ClientNetwork::createLedger(const QString &tableName, const Handler<Nothing> &handler)
{
    QDynamoDB::CreateTableRequest request;
    request.tableName = tableName;
    request.billingMode = QDynamoDB::BillingMode::PayPerRequest;
    request.attributeDefinitions = { { u"Owner"_s, QDynamoDB::ScalarAttributeType::S },
                                     { u"Sequence"_s, QDynamoDB::ScalarAttributeType::N } };
    request.keySchema = { { u"Owner"_s, QDynamoDB::KeyType::Hash },
                          { u"Sequence"_s, QDynamoDB::KeyType::Range } };
    QDynamoDB::whenDone(
            m_client->createTable(request, oneAttempt()), this,
            [this, tableName,
             handler](const QDynamoDBExpected<QDynamoDB::CreateTableResult> &result) {
                if (!result && result.error().code() != Code::ResourceInUse) {
                    StoreReply<Nothing> reply;
                    reply.error = QDynamoDBError(
                            result.error().code(),
                            u"The table \"%1\", in which the store records what it has sent, does "
                            u"not "
                            u"exist and can't be created: %2 Create it with the partition key "
                            u"Owner "
                            u"(a string), the sort key Sequence (a number) and the time to live "
                            u"attribute Expires."_s.arg(tableName, result.error().message()));
                    handler(reply);
                    return;
                }
                awaitLedger(tableName, handler);
            });
}

void ClientNetwork::awaitLedger(const QString &tableName, const Handler<Nothing> &handler)
{
    QDynamoDB::DescribeTableRequest request;
    request.tableName = tableName;
    QDynamoDB::whenDone(m_client->describeTable(request), this,
                        [this, tableName,
                         handler](const QDynamoDBExpected<QDynamoDB::DescribeTableResult> &result) {
                            const bool isActive = result
                                    && result->table.value_or(QDynamoDB::TableDescription())
                                                    .tableStatus
                                            == QDynamoDB::TableStatus::Active;
                            if (isActive) {
                                expireMarkers(tableName, handler);
                            } else if (result || result.error().code() == Code::ResourceNotFound) {
                                QTimer::singleShot(500, this, [this, tableName, handler] {
                                    awaitLedger(tableName, handler);
                                });
                            } else {
                                StoreReply<Nothing> reply;
                                reply.error = result.error();
                                handler(reply);
                            }
                        });
}

void ClientNetwork::expireMarkers(const QString &tableName, const Handler<Nothing> &handler)
{
    QDynamoDB::UpdateTimeToLiveRequest request;
    request.tableName = tableName;
    request.timeToLiveSpecification.emplace();
    request.timeToLiveSpecification->attributeName = u"Expires"_s;
    request.timeToLiveSpecification->enabled = true;
    QDynamoDB::whenDone(m_client->updateTimeToLive(request), this,
                        [handler](const QDynamoDBExpected<QDynamoDB::UpdateTimeToLiveResult> &) {
                            handler({}); // markers that stay forever cost storage, nothing else
                        });
}

qint64 ClientNetwork::serverTime() const
{
    const auto offset = QDynamoDBAbstractClientPrivate::get(m_client)->engine->skew().offset();
    return QDateTime::currentMSecsSinceEpoch() + offset.count();
}

} // namespace QtDynamoDBPrivate
