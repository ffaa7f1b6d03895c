// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLCLIENT_P_H
#define QDYNAMODBQMLCLIENT_P_H

#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// What QML sees on a QDynamoDBClient beside and instead of its C++ members.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlClient : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString accessKeyId READ accessKeyId WRITE setAccessKeyId NOTIFY keysChanged FINAL)
    Q_PROPERTY(QString secretAccessKey READ secretAccessKey WRITE setSecretAccessKey NOTIFY
                       keysChanged FINAL)
    Q_PROPERTY(QString sessionToken READ sessionToken WRITE setSessionToken NOTIFY keysChanged FINAL)
    Q_PROPERTY(int attemptTimeoutMs READ attemptTimeoutMs WRITE setAttemptTimeoutMs NOTIFY
                       attemptTimeoutMsChanged FINAL)
    Q_PROPERTY(int callTimeoutMs READ callTimeoutMs WRITE setCallTimeoutMs NOTIFY
                       callTimeoutMsChanged FINAL)
    Q_PROPERTY(int idleConnectionTimeoutMs READ idleConnectionTimeoutMs WRITE
                       setIdleConnectionTimeoutMs NOTIFY idleConnectionTimeoutMsChanged FINAL)

public:
    explicit QDynamoDBQmlClient(QObject *client);

    [[nodiscard]] QString accessKeyId() const;
    void setAccessKeyId(const QString &id);
    [[nodiscard]] QString secretAccessKey() const;
    void setSecretAccessKey(const QString &secret);
    [[nodiscard]] QString sessionToken() const;
    void setSessionToken(const QString &token);
    [[nodiscard]] int attemptTimeoutMs() const;
    void setAttemptTimeoutMs(int milliseconds);
    [[nodiscard]] int callTimeoutMs() const;
    void setCallTimeoutMs(int milliseconds);
    [[nodiscard]] int idleConnectionTimeoutMs() const;
    void setIdleConnectionTimeoutMs(int milliseconds);

    // [generated: operations]
    // clang-format off
    // Runs up to 25 PartiQL statements that either all read or all write.
    Q_INVOKABLE QJSValue batchExecuteStatement(const QJSValue &request = {}) { return start(u"BatchExecuteStatement", request); }
    // Reads up to 100 items of one or more tables by their keys.
    Q_INVOKABLE QJSValue batchGetItem(const QJSValue &request = {}) { return start(u"BatchGetItem", request); }
    // Puts and deletes up to 25 items of one or more tables.
    Q_INVOKABLE QJSValue batchWriteItem(const QJSValue &request = {}) { return start(u"BatchWriteItem", request); }
    // Stops a bulk operation that is still running.
    Q_INVOKABLE QJSValue cancelBulkOperation(const QJSValue &request = {}) { return start(u"CancelBulkOperation", request); }
    // Backs a table up on demand.
    Q_INVOKABLE QJSValue createBackup(const QJSValue &request = {}) { return start(u"CreateBackup", request); }
    // Joins tables of the same name into a global table of the version 2017.11.29.
    Q_INVOKABLE QJSValue createGlobalTable(const QJSValue &request = {}) { return start(u"CreateGlobalTable", request); }
    // Starts the creation of a table.
    Q_INVOKABLE QJSValue createTable(const QJSValue &request = {}) { return start(u"CreateTable", request); }
    // Deletes a backup.
    Q_INVOKABLE QJSValue deleteBackup(const QJSValue &request = {}) { return start(u"DeleteBackup", request); }
    // Deletes one item by its key, on a condition if wanted.
    Q_INVOKABLE QJSValue deleteItem(const QJSValue &request = {}) { return start(u"DeleteItem", request); }
    // Removes the access policy of a table or stream.
    Q_INVOKABLE QJSValue deleteResourcePolicy(const QJSValue &request = {}) { return start(u"DeleteResourcePolicy", request); }
    // Starts the deletion of a table and all its items.
    Q_INVOKABLE QJSValue deleteTable(const QJSValue &request = {}) { return start(u"DeleteTable", request); }
    // Tells what a backup holds and how far it is.
    Q_INVOKABLE QJSValue describeBackup(const QJSValue &request = {}) { return start(u"DescribeBackup", request); }
    // Tells how far a bulk operation is.
    Q_INVOKABLE QJSValue describeBulkOperation(const QJSValue &request = {}) { return start(u"DescribeBulkOperation", request); }
    // Tells whether a table can be restored to a point in time, and which.
    Q_INVOKABLE QJSValue describeContinuousBackups(const QJSValue &request = {}) { return start(u"DescribeContinuousBackups", request); }
    // Tells whether a table or index reports its busiest keys.
    Q_INVOKABLE QJSValue describeContributorInsights(const QJSValue &request = {}) { return start(u"DescribeContributorInsights", request); }
    // Names the hosts that serve the region.
    Q_INVOKABLE QJSValue describeEndpoints(const QJSValue &request = {}) { return start(u"DescribeEndpoints", request); }
    // Tells how far an export is.
    Q_INVOKABLE QJSValue describeExport(const QJSValue &request = {}) { return start(u"DescribeExport", request); }
    // Tells which replicas make up a global table of the version 2017.11.29.
    Q_INVOKABLE QJSValue describeGlobalTable(const QJSValue &request = {}) { return start(u"DescribeGlobalTable", request); }
    // Tells the settings of each replica of a global table of the version 2017.11.29.
    Q_INVOKABLE QJSValue describeGlobalTableSettings(const QJSValue &request = {}) { return start(u"DescribeGlobalTableSettings", request); }
    // Tells how far an import is.
    Q_INVOKABLE QJSValue describeImport(const QJSValue &request = {}) { return start(u"DescribeImport", request); }
    // Tells which Kinesis streams a table feeds.
    Q_INVOKABLE QJSValue describeKinesisStreamingDestination(const QJSValue &request = {}) { return start(u"DescribeKinesisStreamingDestination", request); }
    // Tells how much capacity the account may provision in the region.
    Q_INVOKABLE QJSValue describeLimits(const QJSValue &request = {}) { return start(u"DescribeLimits", request); }
    // Tells all about a table: keys, indexes, state, size.
    Q_INVOKABLE QJSValue describeTable(const QJSValue &request = {}) { return start(u"DescribeTable", request); }
    // Tells how the replicas of a global table scale.
    Q_INVOKABLE QJSValue describeTableReplicaAutoScaling(const QJSValue &request = {}) { return start(u"DescribeTableReplicaAutoScaling", request); }
    // Tells which attribute makes the items of a table expire, if any.
    Q_INVOKABLE QJSValue describeTimeToLive(const QJSValue &request = {}) { return start(u"DescribeTimeToLive", request); }
    // Stops the feeding of a table into a Kinesis stream.
    Q_INVOKABLE QJSValue disableKinesisStreamingDestination(const QJSValue &request = {}) { return start(u"DisableKinesisStreamingDestination", request); }
    // Starts the feeding of a table into a Kinesis stream.
    Q_INVOKABLE QJSValue enableKinesisStreamingDestination(const QJSValue &request = {}) { return start(u"EnableKinesisStreamingDestination", request); }
    // Runs one PartiQL statement.
    Q_INVOKABLE QJSValue executeStatement(const QJSValue &request = {}) { return start(u"ExecuteStatement", request); }
    // Runs up to 100 PartiQL statements, all of them or none.
    Q_INVOKABLE QJSValue executeTransaction(const QJSValue &request = {}) { return start(u"ExecuteTransaction", request); }
    // Starts the export of a table to S3.
    Q_INVOKABLE QJSValue exportTableToPointInTime(const QJSValue &request = {}) { return start(u"ExportTableToPointInTime", request); }
    // Reads one item by its key.
    Q_INVOKABLE QJSValue getItem(const QJSValue &request = {}) { return start(u"GetItem", request); }
    // Reads the access policy of a table or stream.
    Q_INVOKABLE QJSValue getResourcePolicy(const QJSValue &request = {}) { return start(u"GetResourcePolicy", request); }
    // Starts the import of a new table from S3.
    Q_INVOKABLE QJSValue importTable(const QJSValue &request = {}) { return start(u"ImportTable", request); }
    // Lists the backups of the account, one page at a time.
    Q_INVOKABLE QJSValue listBackups(const QJSValue &request = {}) { return start(u"ListBackups", request); }
    // Lists the bulk operations of the account, one page at a time.
    Q_INVOKABLE QJSValue listBulkOperations(const QJSValue &request = {}) { return start(u"ListBulkOperations", request); }
    // Lists which tables and indexes report their busiest keys.
    Q_INVOKABLE QJSValue listContributorInsights(const QJSValue &request = {}) { return start(u"ListContributorInsights", request); }
    // Lists the exports of the last 90 days, one page at a time.
    Q_INVOKABLE QJSValue listExports(const QJSValue &request = {}) { return start(u"ListExports", request); }
    // Lists the global tables of the version 2017.11.29 that have a replica here.
    Q_INVOKABLE QJSValue listGlobalTables(const QJSValue &request = {}) { return start(u"ListGlobalTables", request); }
    // Lists the imports of the last 90 days, one page at a time.
    Q_INVOKABLE QJSValue listImports(const QJSValue &request = {}) { return start(u"ListImports", request); }
    // Lists the names of the tables in the region, one page at a time.
    Q_INVOKABLE QJSValue listTables(const QJSValue &request = {}) { return start(u"ListTables", request); }
    // Lists the tags of a table, one page at a time.
    Q_INVOKABLE QJSValue listTagsOfResource(const QJSValue &request = {}) { return start(u"ListTagsOfResource", request); }
    // Writes one item whole, in place of the one with the same key.
    Q_INVOKABLE QJSValue putItem(const QJSValue &request = {}) { return start(u"PutItem", request); }
    // Sets the access policy of a table or stream.
    Q_INVOKABLE QJSValue putResourcePolicy(const QJSValue &request = {}) { return start(u"PutResourcePolicy", request); }
    // Reads one page of the items that share a partition key.
    Q_INVOKABLE QJSValue query(const QJSValue &request = {}) { return start(u"Query", request); }
    // Starts the restoration of a backup into a new table.
    Q_INVOKABLE QJSValue restoreTableFromBackup(const QJSValue &request = {}) { return start(u"RestoreTableFromBackup", request); }
    // Starts the restoration of a table as it was, into a new table.
    Q_INVOKABLE QJSValue restoreTableToPointInTime(const QJSValue &request = {}) { return start(u"RestoreTableToPointInTime", request); }
    // Reads one page of all the items of a table or index.
    Q_INVOKABLE QJSValue scan(const QJSValue &request = {}) { return start(u"Scan", request); }
    // Finds the items whose vectors are closest to the given one.
    Q_INVOKABLE QJSValue searchVectors(const QJSValue &request = {}) { return start(u"SearchVectors", request); }
    // Starts to put items from S3 into an existing table.
    Q_INVOKABLE QJSValue startBulkPutItems(const QJSValue &request = {}) { return start(u"StartBulkPutItems", request); }
    // Adds tags to a table.
    Q_INVOKABLE QJSValue tagResource(const QJSValue &request = {}) { return start(u"TagResource", request); }
    // Reads up to 100 items as they are at one moment.
    Q_INVOKABLE QJSValue transactGetItems(const QJSValue &request = {}) { return start(u"TransactGetItems", request); }
    // Writes up to 100 items, all of them or none.
    Q_INVOKABLE QJSValue transactWriteItems(const QJSValue &request = {}) { return start(u"TransactWriteItems", request); }
    // Removes tags from a table.
    Q_INVOKABLE QJSValue untagResource(const QJSValue &request = {}) { return start(u"UntagResource", request); }
    // Switches point-in-time recovery of a table on or off.
    Q_INVOKABLE QJSValue updateContinuousBackups(const QJSValue &request = {}) { return start(u"UpdateContinuousBackups", request); }
    // Switches the reports about the busiest keys on or off.
    Q_INVOKABLE QJSValue updateContributorInsights(const QJSValue &request = {}) { return start(u"UpdateContributorInsights", request); }
    // Adds replicas to a global table of the version 2017.11.29, or removes them.
    Q_INVOKABLE QJSValue updateGlobalTable(const QJSValue &request = {}) { return start(u"UpdateGlobalTable", request); }
    // Changes the settings of a global table of the version 2017.11.29.
    Q_INVOKABLE QJSValue updateGlobalTableSettings(const QJSValue &request = {}) { return start(u"UpdateGlobalTableSettings", request); }
    // Changes attributes of one item, or creates it, on a condition if wanted.
    Q_INVOKABLE QJSValue updateItem(const QJSValue &request = {}) { return start(u"UpdateItem", request); }
    // Changes how a table feeds a Kinesis stream.
    Q_INVOKABLE QJSValue updateKinesisStreamingDestination(const QJSValue &request = {}) { return start(u"UpdateKinesisStreamingDestination", request); }
    // Starts a change of a table: capacity, indexes, streams, replicas.
    Q_INVOKABLE QJSValue updateTable(const QJSValue &request = {}) { return start(u"UpdateTable", request); }
    // Changes how the replicas of a global table scale.
    Q_INVOKABLE QJSValue updateTableReplicaAutoScaling(const QJSValue &request = {}) { return start(u"UpdateTableReplicaAutoScaling", request); }
    // Sets which attribute makes the items of a table expire.
    Q_INVOKABLE QJSValue updateTimeToLive(const QJSValue &request = {}) { return start(u"UpdateTimeToLive", request); }
    // clang-format on
    // [end generated]

Q_SIGNALS:
    void keysChanged();
    void attemptTimeoutMsChanged();
    void callTimeoutMsChanged();
    void idleConnectionTimeoutMsChanged();

private:
    [[nodiscard]] QJSValue start(QStringView operation, const QJSValue &request);

    QDynamoDBClient *const m_client;
};

struct QDynamoDBClientForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBClient)
    QML_NAMED_ELEMENT(DynamoDBClient)
    QML_EXTENDED(QDynamoDBQmlClient)
};

#endif
