// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLREPORTERS_P_H
#define QDYNAMODBQMLREPORTERS_P_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>
#include <QtDynamoDB/qdynamodbotlpreporter.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

// The properties and methods of reporters in QML that QDynamoDBReporter does not have.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlReporter : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QDynamoDBAbstractClient *client READ client WRITE setClient NOTIFY clientChanged FINAL)
    Q_PROPERTY(int intervalMs READ intervalMs WRITE setIntervalMs NOTIFY intervalMsChanged FINAL)

public:
    explicit QDynamoDBQmlReporter(QObject *reporter);

    [[nodiscard]] QDynamoDBAbstractClient *client() const { return m_client; }
    void setClient(QDynamoDBAbstractClient *client);
    [[nodiscard]] int intervalMs() const { return int(m_reporter->interval().count()); }
    void setIntervalMs(int milliseconds);

    Q_INVOKABLE bool flush(int timeoutMs = 5000);

Q_SIGNALS:
    void clientChanged();
    void intervalMsChanged();

private:
    QDynamoDBReporter *const m_reporter;
    QPointer<QDynamoDBAbstractClient> m_client;
};

struct QDynamoDBReporterForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBReporter)
    QML_ANONYMOUS
    QML_EXTENDED(QDynamoDBQmlReporter)
};

struct QDynamoDBInfluxReporterForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBInfluxReporter)
    QML_NAMED_ELEMENT(DynamoDBInfluxReporter)
};

// The headers of a QDynamoDBOtlpReporter in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlOtlpReporter : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit QDynamoDBQmlOtlpReporter(QObject *reporter);

    Q_INVOKABLE void setHeaders(const QJSValue &headers);

private:
    QDynamoDBOtlpReporter *const m_reporter;
};

struct QDynamoDBOtlpReporterForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBOtlpReporter)
    QML_NAMED_ELEMENT(DynamoDBOtlpReporter)
    QML_EXTENDED(QDynamoDBQmlOtlpReporter)
};

#endif
