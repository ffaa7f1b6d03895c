// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>

/*!
    \class QDynamoDBClient
    \inmodule QtDynamoDB
    \brief Amazon DynamoDB for Qt applications.

    A method for each of the service's operations takes a struct of its parameters and returns a
    QFuture of a struct with the results:

    \code
    QDynamoDBClient client;
    client.getItem(u"Thread"_s, {{u"ForumName"_s, u"Qt"_s}, {u"Subject"_s, u"Hello"_s}})
            .then(this, [this](const QDynamoDB::GetItemResult &result) { show(result.item); })
            .onFailed(this, [](const QDynamoDBException &e) { qWarning() << e.error(); });
    \endcode

    Region, credentials and endpoint are found as the AWS tools find them, unless the properties say
    otherwise. The operations used most have a second, shorter form.

    Requests and results of items, queries and scans come with this header. Those of other
    operations are in the header of their family, so that what calls no more than these compiles
    quickly: \c qdynamodbapi_tables.h for createTable() and whatever else tables have,
    \c qdynamodbapi_transactions.h, \c qdynamodbapi_statements.h and so on. \c qdynamodbapi.h has
    all of them.

    \sa QDynamoDBAbstractClient, QDynamoDBStreamsClient
*/

/*!
    Makes a client with the given \a parent.
*/
QDynamoDBClient::QDynamoDBClient(QObject *parent)
    : QDynamoDBAbstractClient(QtDynamoDBPrivate::Service::DynamoDB, parent)
{
}

QDynamoDBClient::~QDynamoDBClient() = default;

/*!
    \overload

    Reads the item with the primary \a key from the table \a tableName. The result's item is null
    where there is none.
*/
QFuture<QDynamoDB::GetItemResult> QDynamoDBClient::getItem(const QString &tableName,
                                                           const QDynamoDBItem &key)
{
    QDynamoDB::GetItemRequest request;
    request.tableName = tableName;
    request.key = key;
    return getItem(request);
}

/*!
    \overload

    Writes \a item to the table \a tableName, in place of one with the same key.
*/
QFuture<QDynamoDB::PutItemResult> QDynamoDBClient::putItem(const QString &tableName,
                                                           const QDynamoDBItem &item)
{
    QDynamoDB::PutItemRequest request;
    request.tableName = tableName;
    request.item = item;
    return putItem(request);
}

/*!
    \overload

    Changes the item with \a key as \a updateExpression says, with \a values for its placeholders,
    and creates it if it is not there. The result has the item as it is then.
*/
QFuture<QDynamoDB::UpdateItemResult> QDynamoDBClient::updateItem(const QString &tableName,
                                                                 const QDynamoDBItem &key,
                                                                 const QString &updateExpression,
                                                                 const QDynamoDBItem &values)
{
    QDynamoDB::UpdateItemRequest request;
    request.tableName = tableName;
    request.key = key;
    request.updateExpression = updateExpression;
    request.expressionAttributeValues = values;
    request.returnValues = QDynamoDB::ReturnValue::AllNew;
    return updateItem(request);
}

/*!
    \overload

    Deletes the item with \a key; that there is none is no error. The result has the item as it was.
*/
QFuture<QDynamoDB::DeleteItemResult> QDynamoDBClient::deleteItem(const QString &tableName,
                                                                 const QDynamoDBItem &key)
{
    QDynamoDB::DeleteItemRequest request;
    request.tableName = tableName;
    request.key = key;
    request.returnValues = QDynamoDB::ReturnValue::AllOld;
    return deleteItem(request);
}

/*!
    \overload

    Reads a page of the items that \a keyConditionExpression selects, with \a values for its
    placeholders. Where the result has a lastEvaluatedKey, there may be more.
*/
QFuture<QDynamoDB::QueryResult> QDynamoDBClient::query(const QString &tableName,
                                                       const QString &keyConditionExpression,
                                                       const QDynamoDBItem &values)
{
    QDynamoDB::QueryRequest request;
    request.tableName = tableName;
    request.keyConditionExpression = keyConditionExpression;
    request.expressionAttributeValues = values;
    return query(request);
}

/*!
    \overload

    Reads the first page of the whole table.
*/
QFuture<QDynamoDB::ScanResult> QDynamoDBClient::scan(const QString &tableName)
{
    QDynamoDB::ScanRequest request;
    request.tableName = tableName;
    return scan(request);
}

/*!
    \overload

    Reads the items with the \a keys, 100 at the most, in no order. The result names those that the
    service did not get to.
*/
QFuture<QDynamoDB::BatchGetItemResult> QDynamoDBClient::batchGetItem(
        const QString &tableName, const QList<QDynamoDBItem> &keys)
{
    QDynamoDB::BatchGetItemRequest request;
    request.requestItems[tableName].keys = keys;
    return batchGetItem(request);
}

/*!
    \overload

    Writes \a itemsToPut and deletes the items with \a keysToDelete, 25 in all at the most. The
    result names those that the service did not get to.
*/
QFuture<QDynamoDB::BatchWriteItemResult> QDynamoDBClient::batchWriteItem(
        const QString &tableName, const QList<QDynamoDBItem> &itemsToPut,
        const QList<QDynamoDBItem> &keysToDelete)
{
    QList<QDynamoDB::WriteRequest> writes;
    writes.reserve(itemsToPut.size() + keysToDelete.size());
    for (const QDynamoDBItem &item : itemsToPut)
        writes.append({ .putRequest = QDynamoDB::PutRequest { item }, .deleteRequest = {} });
    for (const QDynamoDBItem &key : keysToDelete)
        writes.append({ .putRequest = {}, .deleteRequest = QDynamoDB::DeleteRequest { key } });
    QDynamoDB::BatchWriteItemRequest request;
    request.requestItems.insert(tableName, writes);
    return batchWriteItem(request);
}

/*!
    \overload

    Creates a table with a partition key alone, paid for by request. It can be used once its status
    is ACTIVE.
*/
QFuture<QDynamoDB::CreateTableResult> QDynamoDBClient::createTable(
        const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey)
{
    return createTable(tableName, partitionKey, {});
}

/*!
    \overload

    Creates a table with \a partitionKey and \a sortKey, paid for by request.
*/
QFuture<QDynamoDB::CreateTableResult> QDynamoDBClient::createTable(
        const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey,
        const QDynamoDB::AttributeDefinition &sortKey)
{
    QDynamoDB::CreateTableRequest request;
    request.tableName = tableName;
    request.billingMode = QDynamoDB::BillingMode::PayPerRequest;
    request.attributeDefinitions = { partitionKey };
    request.keySchema = { { partitionKey.attributeName, QDynamoDB::KeyType::Hash } };
    if (!sortKey.attributeName.isNull()) {
        request.attributeDefinitions.append(sortKey);
        request.keySchema.append({ sortKey.attributeName, QDynamoDB::KeyType::Range });
    }
    return createTable(request);
}

/*!
    \overload

    Deletes the table with all that is in it.
*/
QFuture<QDynamoDB::DeleteTableResult> QDynamoDBClient::deleteTable(const QString &tableName)
{
    QDynamoDB::DeleteTableRequest request;
    request.tableName = tableName;
    return deleteTable(request);
}

/*!
    \overload

    Tells the table's state, keys, indexes and size.
*/
QFuture<QDynamoDB::DescribeTableResult> QDynamoDBClient::describeTable(const QString &tableName)
{
    QDynamoDB::DescribeTableRequest request;
    request.tableName = tableName;
    return describeTable(request);
}

/*!
    \overload

    Names the account's first 100 tables in the region.
*/
QFuture<QDynamoDB::ListTablesResult> QDynamoDBClient::listTables()
{
    return listTables(QDynamoDB::ListTablesRequest());
}

/*!
    \overload

    Provides \a throughput for the table.
*/
QFuture<QDynamoDB::UpdateTableResult> QDynamoDBClient::updateTable(
        const QString &tableName, const QDynamoDB::ProvisionedThroughput &throughput)
{
    QDynamoDB::UpdateTableRequest request;
    request.tableName = tableName;
    request.provisionedThroughput = throughput;
    return updateTable(request);
}
