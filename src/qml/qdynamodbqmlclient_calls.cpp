// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/variants/variantcall_p.h"
#include "qml/js/jsarguments_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/qdynamodbqmlclient_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbpager.h>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

// The methods of DynamoDBClient that consist of several calls.

/*!
    \qmlmethod Promise DynamoDBClient::queryAll(object request, object options)

    Requests all pages of the query \a request, with the call options \a options. The Promise resolves to
    an array of all items. See QDynamoDB::queryAll().

    \since 0.1
    \sa pager(), itemReader()
*/
QJSValue QDynamoDBQmlClient::queryAll(const QJSValue &request, const QJSValue &options)
{
    return all(u"queryAll"_s, u"Query"_s, request, options);
}

/*!
    \qmlmethod Promise DynamoDBClient::scanAll(object request, object options)

    Requests all pages of the scan \a request, with the call options \a options. The Promise resolves to
    an array of all items. See QDynamoDB::scanAll().

    \since 0.1
    \sa pager(), itemReader()
*/
QJSValue QDynamoDBQmlClient::scanAll(const QJSValue &request, const QJSValue &options)
{
    return all(u"scanAll"_s, u"Scan"_s, request, options);
}

QJSValue QDynamoDBQmlClient::all(const QString &method, const QString &operation,
                                 const QJSValue &request, const QJSValue &options)
{
    JsArguments in(m_client, method);
    if (!in.engine())
        return {};
    const QVariantMap members = in.request(request);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    VariantPager pager(m_client, operation, members, callOptions);
    return JsPromise::followAll(in.engine(), pager.all(), [](const QVariant &item) { return item; });
}

/*!
    \qmlmethod DynamoDBItemReader DynamoDBClient::itemReader(string operation, object request, object options)

    Returns a reader of the items of \a request, which is that of the \a operation \c "Query",
    \c "Scan" or \c "ExecuteStatement". The \a options are call options. Throws a \c TypeError for an
    invalid argument. See QDynamoDBItemReader.

    \since 0.1
*/
QDynamoDBQmlItemReader *QDynamoDBQmlClient::itemReader(const QString &operation,
                                                       const QJSValue &request,
                                                       const QJSValue &options)
{
    JsArguments in(m_client, u"itemReader"_s);
    if (!in.engine())
        return nullptr;
    const QVariantMap members = in.request(request);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    QDynamoDBQmlItemReader *reader = nullptr;
    const auto make = [&](auto typed) {
        if (const QDynamoDBError error = requestFromVariant(operation, members, &typed);
            error.isError())
            in.fail(error);
        else
            reader = new QDynamoDBQmlItemReader(m_client, typed);
    };
    if (operation == "Query"_L1)
        make(QueryRequest());
    else if (operation == "Scan"_L1)
        make(ScanRequest());
    else if (operation == "ExecuteStatement"_L1)
        make(ExecuteStatementRequest());
    else
        in.fail(u"reads Query, Scan or ExecuteStatement, not \"%1\""_s.arg(operation));
    if (in.throwIfFailed()) {
        delete reader;
        return nullptr;
    }
    reader->setCallOptions(callOptions);
    return reader;
}

/*!
    \qmlmethod Promise DynamoDBClient::batchGet(string tableName, array keys, object options)
    \qmlmethod Promise DynamoDBClient::batchGet(object requestItems, object options)

    Reads any number of items of the table \a tableName by their \a keys. The Promise resolves to an
    array of the items that exist, or, with the object \a requestItems of BatchGetItem, to an object
    of arrays by the names of the tables. See QDynamoDB::batchGet().

    The \a options are an object with the members of QDynamoDBBatchOptions: \c maxInFlight,
    \c timeoutMs, \c keyAttributes (an object of arrays by table), and \c callOptions.

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::batchGet(const QJSValue &tables, const QJSValue &keys,
                                      const QJSValue &options)
{
    JsArguments in(m_client, u"batchGet"_s);
    if (!in.engine())
        return {};
    if (tables.isString()) {
        const QList<QDynamoDBItem> items = in.items(keys, u"keys"_s);
        const QDynamoDBBatchOptions batchOptions = in.batchOptions(options);
        if (in.failed())
            return in.rejected();
        return JsPromise::follow(in.engine(),
                                 QDynamoDB::batchGet(m_client, tables.toString(), items,
                                                     batchOptions),
                                 scriptItems);
    }
    const QVariantMap request { { u"requestItems"_s, in.object(tables, u"requestItems"_s) } };
    const QDynamoDBBatchOptions batchOptions = in.batchOptions(keys);
    BatchGetItemRequest typed;
    in.fail(requestFromVariant(u"BatchGetItem", request, &typed));
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(),
                             QDynamoDB::batchGet(m_client, typed.requestItems, batchOptions),
                             [](const QMap<QString, QList<QDynamoDBItem>> &found) {
                                 QVariantMap byTable;
                                 for (auto it = found.cbegin(); it != found.cend(); ++it)
                                     byTable.insert(it.key(), scriptItems(*it));
                                 return QVariant(byTable);
                             });
}

/*!
    \qmlmethod Promise DynamoDBClient::batchWrite(string tableName, array itemsToPut, array keysToDelete, object options)
    \qmlmethod Promise DynamoDBClient::batchWrite(object requestItems, object options)

    Puts any number of items, \a itemsToPut, into the table \a tableName and deletes those with
    \a keysToDelete, or writes \a requestItems as BatchWriteItem takes them. The \a options are those
    of batchGet(). See QDynamoDB::batchWrite().

    The Promise resolves to an object with the members \c writtenCount; \c complete, whether all writes
    are done; and \c unwritten, an array with an object for each other write: \c tableName, \c put
    with the item or \c remove with the key, and \c error.

    \since 0.1
    \sa batchWriter()
*/
QJSValue QDynamoDBQmlClient::batchWrite(const QJSValue &tables, const QJSValue &itemsToPut,
                                        const QJSValue &keysToDelete, const QJSValue &options)
{
    JsArguments in(m_client, u"batchWrite"_s);
    if (!in.engine())
        return {};
    const auto summary = [](const QDynamoDBBatchWriteSummary &written) {
        return QVariant(scriptSummary(written));
    };
    if (tables.isString()) {
        const auto list = [&in](const QJSValue &argument, const QString &name) {
            return argument.isUndefined() ? QList<QDynamoDBItem>() : in.items(argument, name);
        };
        const QList<QDynamoDBItem> items = list(itemsToPut, u"itemsToPut"_s);
        const QList<QDynamoDBItem> keys = list(keysToDelete, u"keysToDelete"_s);
        const QDynamoDBBatchOptions batchOptions = in.batchOptions(options);
        if (in.failed())
            return in.rejected();
        return JsPromise::follow(in.engine(),
                                 QDynamoDB::batchWrite(m_client, tables.toString(), items, keys,
                                                       batchOptions),
                                 summary);
    }
    const QVariantMap request { { u"requestItems"_s, in.object(tables, u"requestItems"_s) } };
    const QDynamoDBBatchOptions batchOptions = in.batchOptions(itemsToPut);
    BatchWriteItemRequest typed;
    in.fail(requestFromVariant(u"BatchWriteItem", request, &typed));
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(),
                             QDynamoDB::batchWrite(m_client, typed.requestItems, batchOptions),
                             summary);
}

/*!
    \qmlmethod DynamoDBBatchWriter DynamoDBClient::batchWriter(object options)

    Returns a writer for any number of items. The \a options are those of batchGet() and
    \c maxPending. Throws a \c TypeError for invalid options.

    \since 0.1
*/
QDynamoDBQmlBatchWriter *QDynamoDBQmlClient::batchWriter(const QJSValue &options)
{
    JsArguments in(m_client, u"batchWriter"_s);
    const QDynamoDBBatchOptions batchOptions = in.batchOptions(options);
    if (in.throwIfFailed())
        return nullptr;
    return new QDynamoDBQmlBatchWriter(m_client, batchOptions);
}

/*!
    \qmlmethod Promise DynamoDBClient::executeStatementAll(var statement, object options)

    Executes the PartiQL \a statement, a string or an object with the members \c text and
    \c parameters, an array of values. The Promise resolves to an array of the items from all pages. The
    \a options are call options.

    \qml
    db.executeStatementAll({ text: 'SELECT * FROM "Thread" WHERE ForumName = ?', parameters: ["Qt"] })
    \endqml

    \since 0.1
    \sa QDynamoDB::executeStatementAll()
*/
QJSValue QDynamoDBQmlClient::executeStatementAll(const QJSValue &statement, const QJSValue &options)
{
    JsArguments in(m_client, u"executeStatementAll"_s);
    if (!in.engine())
        return {};
    const QString name = u"statement"_s;
    const QDynamoDBStatement typed = in.statement(in.value(statement, name), name);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::followAll(in.engine(),
                                QDynamoDB::executeStatementAll(m_client, typed, callOptions),
                                scriptItem);
}

/*!
    \qmlmethod Promise DynamoDBClient::batchExecute(array statements, object options)

    Executes any number of PartiQL \a statements, each like that of executeStatementAll(). The Promise
    resolves to an array with an object for each statement: \c item, which is \c null if the statement
    returns none, or \c error. The \a options are call options.

    \since 0.1
    \sa QDynamoDB::batchExecute()
*/
QJSValue QDynamoDBQmlClient::batchExecute(const QJSValue &statements, const QJSValue &options)
{
    JsArguments in(m_client, u"batchExecute"_s);
    if (!in.engine())
        return {};
    const QList<QDynamoDBStatement> typed = in.statements(statements, u"statements"_s);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::followAll(in.engine(), QDynamoDB::batchExecute(m_client, typed, callOptions),
                                [](const QDynamoDBExpected<QDynamoDBItem> &outcome) {
                                    QVariantMap entry;
                                    if (outcome)
                                        entry.insert(u"item"_s, scriptItem(*outcome));
                                    else
                                        entry.insert(u"error"_s,
                                                     QVariant::fromValue(outcome.error()));
                                    return QVariant(entry);
                                });
}

/*!
    \qmlmethod Promise DynamoDBClient::transactExecute(array statements, object options)

    Executes up to 100 PartiQL \a statements as one transaction. The Promise resolves to an array with an
    item for each statement, \c null if it returns none. The \a options are call options.

    \since 0.1
    \sa QDynamoDB::transactExecute()
*/
QJSValue QDynamoDBQmlClient::transactExecute(const QJSValue &statements, const QJSValue &options)
{
    JsArguments in(m_client, u"transactExecute"_s);
    if (!in.engine())
        return {};
    const QList<QDynamoDBStatement> typed = in.statements(statements, u"statements"_s);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(), QDynamoDB::transactExecute(m_client, typed, callOptions),
                             scriptItems);
}

/*!
    \qmlmethod DynamoDBReadTransaction DynamoDBClient::readTransaction()

    Returns an empty transaction for reads.

    \since 0.1
*/
QDynamoDBQmlReadTransaction *QDynamoDBQmlClient::readTransaction()
{
    return new QDynamoDBQmlReadTransaction(m_client);
}

/*!
    \qmlmethod DynamoDBWriteTransaction DynamoDBClient::writeTransaction()

    Returns an empty transaction for writes.

    \since 0.1
*/
QDynamoDBQmlWriteTransaction *QDynamoDBQmlClient::writeTransaction()
{
    return new QDynamoDBQmlWriteTransaction(m_client);
}

// Calls wait(options) and converts the result, which is that of the operation.
template<typename Wait>
QJSValue QDynamoDBQmlClient::wait(const QString &method, QStringView operation,
                                  const QJSValue &options, Wait wait)
{
    JsArguments in(m_client, method);
    if (!in.engine())
        return {};
    const QDynamoDBWaitOptions waitOptions = in.waitOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(), wait(waitOptions),
                             [name = operation.toString()](const auto &result) {
                                 return QVariant(scriptResult(name, &result));
                             });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilTableExists(string tableName, object options)

    Waits until the table \a tableName is active. The Promise resolves to the result of DescribeTable.
    It is rejected with \c Timeout after the time of the options, and with the property \c status if the
    table can no longer become active.

    The \a options are an object with the members of QDynamoDBWaitOptions: \c timeoutMs (ten minutes by
    default; 0 means no limit), \c firstDelayMs (the delay after the first request, one second by default)
    and \c callOptions.

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilTableExists(const QString &tableName, const QJSValue &options)
{
    return wait(u"waitUntilTableExists"_s, u"DescribeTable", options, [&](const auto &typed) {
        return QDynamoDB::waitUntilTableExists(m_client, tableName, typed);
    });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilTableNotExists(string tableName, object options)

    Waits until there is no table \a tableName. The \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilTableNotExists(const QString &tableName,
                                                     const QJSValue &options)
{
    return wait(u"waitUntilTableNotExists"_s, u"DescribeTable", options, [&](const auto &typed) {
        return QDynamoDB::waitUntilTableNotExists(m_client, tableName, typed);
    });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilExportCompleted(string exportArn, object options)

    Waits until the export \a exportArn is complete. The Promise resolves to the result of DescribeExport.
    The \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilExportCompleted(const QString &exportArn,
                                                      const QJSValue &options)
{
    return wait(u"waitUntilExportCompleted"_s, u"DescribeExport", options, [&](const auto &typed) {
        return QDynamoDB::waitUntilExportCompleted(m_client, exportArn, typed);
    });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilImportCompleted(string importArn, object options)

    Waits until the import \a importArn is complete. The Promise resolves to the result of DescribeImport.
    The \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilImportCompleted(const QString &importArn,
                                                      const QJSValue &options)
{
    return wait(u"waitUntilImportCompleted"_s, u"DescribeImport", options, [&](const auto &typed) {
        return QDynamoDB::waitUntilImportCompleted(m_client, importArn, typed);
    });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilBulkOperationCompleted(string bulkOperationArn, object options)

    Waits until the bulk operation \a bulkOperationArn is complete. The Promise resolves to the result of
    DescribeBulkOperation. The \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilBulkOperationCompleted(const QString &bulkOperationArn,
                                                             const QJSValue &options)
{
    return wait(u"waitUntilBulkOperationCompleted"_s, u"DescribeBulkOperation", options,
                [&](const auto &typed) {
                    return QDynamoDB::waitUntilBulkOperationCompleted(m_client, bulkOperationArn,
                                                                      typed);
                });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilContributorInsightsEnabled(object request, object options)

    Waits until Contributor Insights is enabled for the table or index of \a request, which has the
    members of DescribeContributorInsights. The Promise resolves to the result of that operation. The
    \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilContributorInsightsEnabled(const QJSValue &request,
                                                                 const QJSValue &options)
{
    const QString method = u"waitUntilContributorInsightsEnabled"_s;
    JsArguments in(m_client, method);
    if (!in.engine())
        return {};
    DescribeContributorInsightsRequest typed;
    in.fail(requestFromVariant(u"DescribeContributorInsights", in.request(request), &typed));
    if (in.failed())
        return in.rejected();
    return wait(method, u"DescribeContributorInsights", options, [&](const auto &waitOptions) {
        return QDynamoDB::waitUntilContributorInsightsEnabled(m_client, typed, waitOptions);
    });
}

/*!
    \qmlmethod Promise DynamoDBClient::waitUntilKinesisStreamingDestinationActive(string tableName, object options)

    Waits until the Kinesis stream of the table \a tableName is active. The Promise resolves to the result
    of DescribeKinesisStreamingDestination. The \a options are those of waitUntilTableExists().

    \since 0.1
*/
QJSValue QDynamoDBQmlClient::waitUntilKinesisStreamingDestinationActive(const QString &tableName,
                                                                        const QJSValue &options)
{
    return wait(u"waitUntilKinesisStreamingDestinationActive"_s,
                u"DescribeKinesisStreamingDestination", options, [&](const auto &typed) {
                    return QDynamoDB::waitUntilKinesisStreamingDestinationActive(m_client,
                                                                                 tableName, typed);
                });
}
