// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLCLIENT_P_H
#define QDYNAMODBQMLCLIENT_P_H

#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// The properties and methods of DynamoDBClient in QML that QDynamoDBClient does not have.
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

    Q_INVOKABLE QJSValue warmUp(int connections = 1);

#include "qml/generated/operations.hpp"

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
