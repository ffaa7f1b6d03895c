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
            .onFailed(this, [](const QDynamoDBError &error) { qWarning() << error; });
    \endcode

    With Qt before 6.6, \c {then(this, ...)} fails an assertion in a debug build if the object is
    destroyed before the call ends; QDynamoDB::whenDone() is safe there.

    Region, credentials and endpoint are found as the AWS tools find them, unless the properties say
    otherwise. The operations used most have a second, shorter form. It sends what its parameters
    say and nothing else, with these exceptions:

    \table
    \header \li Short form \li Also sends
    \row \li updateItem() \li \c {"ReturnValues": "ALL_NEW"}: the result has the whole item as it is
         after the update
    \row \li deleteItem() \li \c {"ReturnValues": "ALL_OLD"}: the result has the whole item as it was
    \row \li createTable() \li \c {"BillingMode": "PAY_PER_REQUEST"}: each request is paid for, and no
         capacity is reserved
    \endtable

    The values that these return cost no capacity, but their bytes are sent. Where they are not
    wanted, or the table has provisioned capacity, use the form that takes a request, which sends the
    members that are set. Both forms add a \c ClientRequestToken to operations that have one, unless
    it is set: the service then recognises a retry.

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
    where there is none. Sends \c TableName and \c Key; the read is eventually consistent.
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

    Writes \a item to the table \a tableName, in place of one with the same key. Sends \c TableName
    and \c Item; the result has no attributes.
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
    and creates it if it is not there. The result has the whole item as it is then, since
    \c ReturnValues is \c ALL_NEW. Sends \c TableName, \c Key, \c UpdateExpression, \c ReturnValues
    and, unless \a values is empty, \c ExpressionAttributeValues.
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

    Deletes the item with \a key. A missing item is not an error. The result has the whole item as it
    was, since \c ReturnValues is \c ALL_OLD. Sends \c TableName, \c Key and \c ReturnValues.
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
    placeholders. Where the result has a lastEvaluatedKey, there may be more. Sends \c TableName,
    \c KeyConditionExpression and, unless \a values is empty, \c ExpressionAttributeValues; the read
    is eventually consistent, in ascending order of the sort key.
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

    Reads the first page of the whole table. Sends \c TableName; the read is eventually consistent.
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
    service did not get to. Sends \c RequestItems; the read is eventually consistent.
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
    result names those that the service did not get to. Sends \c RequestItems.
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

    Creates a table with a partition key alone. It is billed on demand, since \c BillingMode is
    \c PAY_PER_REQUEST, and can be used once its status is \c ACTIVE. Sends \c TableName,
    \c AttributeDefinitions, \c KeySchema and \c BillingMode.
*/
QFuture<QDynamoDB::CreateTableResult> QDynamoDBClient::createTable(
        const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey)
{
    return createTable(tableName, partitionKey, {});
}

/*!
    \overload

    Creates a table with \a partitionKey and \a sortKey, billed on demand as by the form with a
    partition key alone.
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

    Deletes the table with all that is in it. Sends \c TableName.
*/
QFuture<QDynamoDB::DeleteTableResult> QDynamoDBClient::deleteTable(const QString &tableName)
{
    QDynamoDB::DeleteTableRequest request;
    request.tableName = tableName;
    return deleteTable(request);
}

/*!
    \overload

    Returns the table's state, keys, indexes and size. Sends \c TableName.
*/
QFuture<QDynamoDB::DescribeTableResult> QDynamoDBClient::describeTable(const QString &tableName)
{
    QDynamoDB::DescribeTableRequest request;
    request.tableName = tableName;
    return describeTable(request);
}

/*!
    \overload

    Returns the names of the account's first 100 tables in the region. Sends nothing.
*/
QFuture<QDynamoDB::ListTablesResult> QDynamoDBClient::listTables()
{
    return listTables(QDynamoDB::ListTablesRequest());
}

/*!
    \overload

    Provides \a throughput for the table. Sends \c TableName and \c ProvisionedThroughput; a table
    that is billed on demand needs a change of its billing mode, for which there is the form that
    takes a request.
*/
QFuture<QDynamoDB::UpdateTableResult> QDynamoDBClient::updateTable(
        const QString &tableName, const QDynamoDB::ProvisionedThroughput &throughput)
{
    QDynamoDB::UpdateTableRequest request;
    request.tableName = tableName;
    request.provisionedThroughput = throughput;
    return updateTable(request);
}
