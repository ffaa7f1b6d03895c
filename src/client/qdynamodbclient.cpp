// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>

/*!
    \class QDynamoDBClient
    \inmodule QtDynamoDB
    \brief A client of Amazon DynamoDB.

    The client has a method for each operation of the service. The method takes a struct with the
    parameters and returns a QFuture of a struct with the results:

    \code
    QDynamoDBClient client;
    client.getItem(u"Thread"_s, {{u"ForumName"_s, u"Qt"_s}, {u"Subject"_s, u"Hello"_s}})
            .then(this, [this](const QDynamoDB::GetItemResult &result) { show(result.item); })
            .onFailed(this, [](const QDynamoDBError &error) { qWarning() << error; });
    \endcode

    With Qt before 6.6, \c {then(this, ...)} fails an assertion in a debug build if the object is
    destroyed before the call ends; QDynamoDB::whenDone() is safe there.

    Region, credentials and endpoint are those of the AWS CLI, unless the properties are set. The
    most used operations have a second, shorter form. It sends its parameters only, with these
    exceptions:

    \table
    \header \li Short form \li Also sends
    \row \li updateItem() \li \c {"ReturnValues": "ALL_NEW"}: the result contains the whole item
         after the update
    \row \li deleteItem() \li \c {"ReturnValues": "ALL_OLD"}: the result contains the whole item
         before the deletion
    \row \li createTable() \li \c {"BillingMode": "PAY_PER_REQUEST"}: each request is billed, and no
         capacity is reserved
    \endtable

    The returned values consume no capacity, but bandwidth. To avoid them, or for a table with
    provisioned capacity, use the form that takes a request: it sends the members that are set. Both
    forms add a random \c ClientRequestToken, unless it is set, to operations that have one, so that
    the service recognises a retry.

    This header defines the requests and results of items, queries and scans, so that a file that
    makes no other calls compiles quickly. Those of other operations need the header of their
    family:

    \table
    \header \li Header \li Operations
    \row \li \c QDynamoDBTransactionOperations \li transactions
    \row \li \c QDynamoDBStatementOperations \li PartiQL
    \row \li \c QDynamoDBTableOperations \li createTable(), deleteTable(), describeTable(),
         listTables(), updateTable()
    \row \li \c QDynamoDBBackupOperations \li backups and point-in-time recovery
    \row \li \c QDynamoDBGlobalTableOperations \li global tables, auto scaling of replicas
    \row \li \c QDynamoDBTransferOperations \li export to S3, import into a new table
    \row \li \c QDynamoDBBulkOperations \li import into an existing table
    \row \li \c QDynamoDBSettingsOperations \li tags, time to live, policies, Kinesis, Contributor
         Insights, limits
    \row \li \c QDynamoDBOperations \li all of them
    \endtable

    \sa QDynamoDBAbstractClient, QDynamoDBStreamsClient
*/

/*!
    Constructs a client with the given \a parent.
*/
QDynamoDBClient::QDynamoDBClient(QObject *parent)
    : QDynamoDBAbstractClient(QtDynamoDBPrivate::Service::DynamoDB, parent)
{
}

QDynamoDBClient::~QDynamoDBClient() = default;

/*!
    \overload

    Reads the item with the primary \a key from the table \a tableName. If there is no such item,
    the item of the result is null. Sends \c TableName and \c Key; the read is eventually
    consistent.
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

    Writes \a item to the table \a tableName, replacing an item with the same key. Sends \c
    TableName and \c Item; the result has no attributes.
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

    Changes the item with \a key in the table \a tableName by \a updateExpression, whose
    placeholders have the \a values. A missing item is created. The result contains the whole item
    after the update, since \c ReturnValues is \c ALL_NEW. Sends \c TableName, \c Key, \c
    UpdateExpression, \c ReturnValues and, unless \a values is empty, \c ExpressionAttributeValues.
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

    Deletes the item with \a key from the table \a tableName. A missing item is not an error. The
    result contains the whole item before the deletion, since \c ReturnValues is \c ALL_OLD. Sends
    \c TableName, \c Key and \c ReturnValues.
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

    Reads the first page of the items in the table \a tableName that match \a
    keyConditionExpression, whose placeholders have the \a values. A lastEvaluatedKey in the result
    means that there may be more pages. Sends \c TableName, \c KeyConditionExpression and, unless
    \a values is empty, \c ExpressionAttributeValues; the read is eventually consistent, in
    ascending order of the sort key.
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

    Reads the first page of the table \a tableName. Sends \c TableName; the read is eventually
    consistent.
*/
QFuture<QDynamoDB::ScanResult> QDynamoDBClient::scan(const QString &tableName)
{
    QDynamoDB::ScanRequest request;
    request.tableName = tableName;
    return scan(request);
}

/*!
    \overload

    Reads the items with the \a keys, at most 100, from the table \a tableName, in undefined order.
    The result lists the keys that the service did not process. Sends \c RequestItems; the read is
    eventually consistent.
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

    Writes \a itemsToPut to the table \a tableName and deletes the items with \a keysToDelete from
    it, at most 25 in total. The result lists the writes that the service did not process. Sends \c
    RequestItems.
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
    \fn QFuture<QDynamoDB::CreateTableResult> QDynamoDBClient::createTable(const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey)
    \overload

    Creates the table \a tableName with the \a partitionKey and without a sort key. The table is
    billed on demand, since \c BillingMode is \c PAY_PER_REQUEST, and can be used once its status is
    \c ACTIVE. Sends \c TableName, \c AttributeDefinitions, \c KeySchema and \c BillingMode.
*/

/*!
    \fn QFuture<QDynamoDB::CreateTableResult> QDynamoDBClient::createTable(const QString &tableName, const QDynamoDB::AttributeDefinition &partitionKey, const QDynamoDB::AttributeDefinition &sortKey)
    \overload

    Creates the table \a tableName with \a partitionKey and \a sortKey, billed on demand like a
    table without a sort key.
*/

/*!
    \fn QFuture<QDynamoDB::DeleteTableResult> QDynamoDBClient::deleteTable(const QString &tableName)
    \overload

    Deletes the table \a tableName with all its items. Sends \c TableName.
*/

/*!
    \fn QFuture<QDynamoDB::DescribeTableResult> QDynamoDBClient::describeTable(const QString &tableName)
    \overload

    Returns the state, keys, indexes and size of the table \a tableName. Sends \c TableName.
*/

/*!
    \fn QFuture<QDynamoDB::ListTablesResult> QDynamoDBClient::listTables()
    \overload

    Returns the names of the account's first 100 tables in the region. Sends no parameters.
*/

/*!
    \fn QFuture<QDynamoDB::UpdateTableResult> QDynamoDBClient::updateTable(const QString &tableName, const QDynamoDB::ProvisionedThroughput &throughput)
    \overload

    Provides \a throughput for the table \a tableName. Sends \c TableName and
    \c ProvisionedThroughput. A table that is billed on demand needs another billing mode as well:
    use the form that takes a request.
*/

void QDynamoDBClient::fillRequest(QDynamoDB::CreateTableRequest &request, const QString &tableName,
                                  const QDynamoDB::AttributeDefinition &partitionKey,
                                  const QDynamoDB::AttributeDefinition *sortKey)
{
    request.tableName = tableName;
    request.billingMode = QDynamoDB::BillingMode::PayPerRequest;
    request.attributeDefinitions = { partitionKey };
    request.keySchema = { { partitionKey.attributeName, QDynamoDB::KeyType::Hash } };
    if (sortKey && !sortKey->attributeName.isNull()) {
        request.attributeDefinitions.append(*sortKey);
        request.keySchema.append({ sortKey->attributeName, QDynamoDB::KeyType::Range });
    }
}
