// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLTRANSACTIONS_P_H
#define QDYNAMODBQMLTRANSACTIONS_P_H

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// A QDynamoDBWriteTransaction in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlWriteTransaction : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBWriteTransaction)
    QML_UNCREATABLE("Use writeTransaction() of a client")
    Q_PROPERTY(int size READ size NOTIFY sizeChanged FINAL)
    Q_PROPERTY(QString clientRequestToken READ clientRequestToken WRITE setClientRequestToken NOTIFY
                       clientRequestTokenChanged FINAL)

public:
    explicit QDynamoDBQmlWriteTransaction(QDynamoDBClient *client);

    [[nodiscard]] int size() const { return int(m_transaction.size()); }
    [[nodiscard]] QString clientRequestToken() const { return m_token; }
    void setClientRequestToken(const QString &token);

    Q_INVOKABLE QDynamoDBQmlWriteTransaction *put(const QString &tableName, const QJSValue &item,
                                                  const QJSValue &condition = {});
    Q_INVOKABLE QDynamoDBQmlWriteTransaction *update(const QString &tableName, const QJSValue &key,
                                                     const QJSValue &update,
                                                     const QJSValue &condition = {});
    Q_INVOKABLE QDynamoDBQmlWriteTransaction *remove(const QString &tableName, const QJSValue &key,
                                                     const QJSValue &condition = {});
    Q_INVOKABLE QDynamoDBQmlWriteTransaction *check(const QString &tableName, const QJSValue &key,
                                                    const QJSValue &condition);
    Q_INVOKABLE QJSValue commit();

Q_SIGNALS:
    void sizeChanged();
    void clientRequestTokenChanged();

private:
    // Calls add() unless the arguments have failed; in that case, commit() fails.
    template<typename Arguments, typename Add>
    QDynamoDBQmlWriteTransaction *append(const Arguments &arguments, Add add);

    const QPointer<QDynamoDBClient> m_client;
    QDynamoDBWriteTransaction m_transaction;
    QString m_token;
};

// A QDynamoDBReadTransaction in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlReadTransaction : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBReadTransaction)
    QML_UNCREATABLE("Use readTransaction() of a client")
    Q_PROPERTY(int size READ size NOTIFY sizeChanged FINAL)

public:
    explicit QDynamoDBQmlReadTransaction(QDynamoDBClient *client);

    [[nodiscard]] int size() const { return int(m_transaction.size()); }

    Q_INVOKABLE QDynamoDBQmlReadTransaction *get(const QString &tableName, const QJSValue &key,
                                                 const QJSValue &projection = {});
    Q_INVOKABLE QJSValue commit();

Q_SIGNALS:
    void sizeChanged();

private:
    const QPointer<QDynamoDBClient> m_client;
    QDynamoDBReadTransaction m_transaction;
    QDynamoDBError m_error; // of the arguments
};

#endif
