// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLABSTRACTCLIENT_P_H
#define QDYNAMODBQMLABSTRACTCLIENT_P_H

#include "qml/qdynamodbqmlpager_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// The properties and methods of both clients in QML that QDynamoDBAbstractClient does not have.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlAbstractClient : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString accessKeyId READ accessKeyId WRITE setAccessKeyId NOTIFY keysChanged FINAL)
    Q_PROPERTY(QString secretAccessKey READ secretAccessKey WRITE setSecretAccessKey NOTIFY
                       keysChanged FINAL)
    Q_PROPERTY(QString sessionToken READ sessionToken WRITE setSessionToken NOTIFY keysChanged FINAL)
    Q_PROPERTY(QJSValue credentialsProvider READ credentialsProvider WRITE setCredentialsProvider
                       NOTIFY credentialsProviderChanged FINAL)
    Q_PROPERTY(int attemptTimeoutMs READ attemptTimeoutMs WRITE setAttemptTimeoutMs NOTIFY
                       attemptTimeoutMsChanged FINAL)
    Q_PROPERTY(int callTimeoutMs READ callTimeoutMs WRITE setCallTimeoutMs NOTIFY
                       callTimeoutMsChanged FINAL)
    Q_PROPERTY(int idleConnectionTimeoutMs READ idleConnectionTimeoutMs WRITE
                       setIdleConnectionTimeoutMs NOTIFY idleConnectionTimeoutMsChanged FINAL)
    Q_PROPERTY(QUrl proxy READ proxy WRITE setProxy NOTIFY proxyChanged FINAL)
    Q_PROPERTY(QUrl caBundle READ caBundle WRITE setCaBundle NOTIFY caBundleChanged FINAL)

public:
    explicit QDynamoDBQmlAbstractClient(QObject *client);

    [[nodiscard]] QString accessKeyId() const;
    void setAccessKeyId(const QString &id);
    [[nodiscard]] QString secretAccessKey() const;
    void setSecretAccessKey(const QString &secret);
    [[nodiscard]] QString sessionToken() const;
    void setSessionToken(const QString &token);
    [[nodiscard]] QJSValue credentialsProvider() const { return m_provider; }
    void setCredentialsProvider(const QJSValue &provider);
    [[nodiscard]] int attemptTimeoutMs() const;
    void setAttemptTimeoutMs(int milliseconds);
    [[nodiscard]] int callTimeoutMs() const;
    void setCallTimeoutMs(int milliseconds);
    [[nodiscard]] int idleConnectionTimeoutMs() const;
    void setIdleConnectionTimeoutMs(int milliseconds);
    [[nodiscard]] QUrl proxy() const { return m_proxy; }
    void setProxy(const QUrl &url);
    [[nodiscard]] QUrl caBundle() const { return m_caBundle; }
    void setCaBundle(const QUrl &file);

    Q_INVOKABLE QJSValue execute(const QString &operation, const QJSValue &parameters = {},
                                 const QJSValue &options = {});
    Q_INVOKABLE QDynamoDBQmlPager *pager(const QString &operation, const QJSValue &request = {},
                                         const QJSValue &options = {});
    Q_INVOKABLE QJSValue warmUp(int connections = 1);

Q_SIGNALS:
    void keysChanged();
    void credentialsProviderChanged();
    void attemptTimeoutMsChanged();
    void callTimeoutMsChanged();
    void idleConnectionTimeoutMsChanged();
    void proxyChanged();
    void caBundleChanged();

private:
    void report(const QDynamoDBError &error);

    QDynamoDBAbstractClient *const m_client;
    QJSValue m_provider;
    QUrl m_proxy;
    QUrl m_caBundle;
};

struct QDynamoDBAbstractClientForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBAbstractClient)
    QML_ANONYMOUS
    QML_EXTENDED(QDynamoDBQmlAbstractClient)
};

#endif
