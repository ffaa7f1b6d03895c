// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLCLIENT_P_H
#define QDYNAMODBQMLCLIENT_P_H

#include "qml/qdynamodbqmlabstractclient_p.h"
#include "qml/qdynamodbqmlbatchwriter_p.h"
#include "qml/qdynamodbqmlpager_p.h"
#include "qml/qdynamodbqmltransactions_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// The methods of DynamoDBClient in QML that QDynamoDBClient does not have: the operations, and the
// functions of the namespace QDynamoDB whose first argument is a client. As an extension, it adds only
// its own members, not those of its base class; DynamoDB.methodsOf() returns an object with all.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlClient : public QDynamoDBQmlAbstractClient
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit QDynamoDBQmlClient(QObject *client);

#include "qml/generated/operations.hpp"

    Q_INVOKABLE QJSValue queryAll(const QJSValue &request, const QJSValue &options = {});
    Q_INVOKABLE QJSValue scanAll(const QJSValue &request, const QJSValue &options = {});
    Q_INVOKABLE QDynamoDBQmlItemReader *itemReader(const QString &operation,
                                                   const QJSValue &request,
                                                   const QJSValue &options = {});

    Q_INVOKABLE QJSValue batchGet(const QJSValue &tables, const QJSValue &keys = {},
                                  const QJSValue &options = {});
    Q_INVOKABLE QJSValue batchWrite(const QJSValue &tables, const QJSValue &itemsToPut = {},
                                    const QJSValue &keysToDelete = {},
                                    const QJSValue &options = {});
    Q_INVOKABLE QDynamoDBQmlBatchWriter *batchWriter(const QJSValue &options = {});

    Q_INVOKABLE QJSValue executeStatementAll(const QJSValue &statement,
                                             const QJSValue &options = {});
    Q_INVOKABLE QJSValue batchExecute(const QJSValue &statements, const QJSValue &options = {});
    Q_INVOKABLE QJSValue transactExecute(const QJSValue &statements, const QJSValue &options = {});

    Q_INVOKABLE QDynamoDBQmlReadTransaction *readTransaction();
    Q_INVOKABLE QDynamoDBQmlWriteTransaction *writeTransaction();

    Q_INVOKABLE QJSValue waitUntilTableExists(const QString &tableName,
                                              const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilTableNotExists(const QString &tableName,
                                                 const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilExportCompleted(const QString &exportArn,
                                                  const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilImportCompleted(const QString &importArn,
                                                  const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilBulkOperationCompleted(const QString &bulkOperationArn,
                                                         const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilContributorInsightsEnabled(const QJSValue &request,
                                                             const QJSValue &options = {});
    Q_INVOKABLE QJSValue waitUntilKinesisStreamingDestinationActive(const QString &tableName,
                                                                    const QJSValue &options = {});

private:
    [[nodiscard]] QJSValue start(QStringView operation, const QJSValue &request,
                                 const QJSValue &options);
    [[nodiscard]] QJSValue all(const QString &method, const QString &operation,
                               const QJSValue &request, const QJSValue &options);
    template<typename Wait>
    [[nodiscard]] QJSValue wait(const QString &method, QStringView operation,
                                const QJSValue &options, Wait wait);

    QDynamoDBClient *const m_client;
};

struct QDynamoDBClientForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBClient)
    QML_NAMED_ELEMENT(DynamoDBClient)
    QML_EXTENDED(QDynamoDBQmlClient)
};

// The operations of DynamoDBStreamsClient in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlStreamsClient : public QDynamoDBQmlAbstractClient
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit QDynamoDBQmlStreamsClient(QObject *client);

#include "qml/generated/streamsoperations.hpp"

private:
    [[nodiscard]] QJSValue start(QStringView operation, const QJSValue &request,
                                 const QJSValue &options);

    QDynamoDBStreamsClient *const m_client;
};

struct QDynamoDBStreamsClientForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBStreamsClient)
    QML_NAMED_ELEMENT(DynamoDBStreamsClient)
    QML_EXTENDED(QDynamoDBQmlStreamsClient)
};

#endif
