// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBTESTQMLTYPES_P_H
#define QDYNAMODBTESTQMLTYPES_P_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>
#include <QtDynamoDB/qdynamodbfixture.h>
#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qvariant.h>
#include <QtQml/qqml.h>

// The QML types for the classes of QtDynamoDB::Test.

// An extension of DynamoDBLocalServer: waitForStarted() without a parameter, with its default
// timeout.
class QDynamoDBLocalServerQml : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit QDynamoDBLocalServerQml(QObject *server)
        : QObject(server)
    {
    }
    Q_INVOKABLE bool waitForStarted();
};

struct QDynamoDBLocalServerForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBLocalServer)
    QML_NAMED_ELEMENT(DynamoDBLocalServer)
    QML_EXTENDED(QDynamoDBLocalServerQml)
};

// The QML interface of QDynamoDBFakeExpectation. Items are plain objects, durations are in
// milliseconds and error codes are numbers.
class QDynamoDBFakeExpectationQml
{
    Q_GADGET

public:
    Q_INVOKABLE QDynamoDBFakeExpectation onTable(const QString &name);
    Q_INVOKABLE QDynamoDBFakeExpectation withKey(const QVariantMap &key);
    Q_INVOKABLE QDynamoDBFakeExpectation withItem(const QVariantMap &item);
    Q_INVOKABLE QDynamoDBFakeExpectation with(const QJsonObject &parameters);
    Q_INVOKABLE QDynamoDBFakeExpectation reply();
    Q_INVOKABLE QDynamoDBFakeExpectation replyItem(const QVariantMap &item);
    Q_INVOKABLE QDynamoDBFakeExpectation replyItems(const QVariantList &items);
    Q_INVOKABLE QDynamoDBFakeExpectation replyJson(const QJsonObject &result);
    Q_INVOKABLE QDynamoDBFakeExpectation fail(int code, const QString &message = {});
    Q_INVOKABLE QDynamoDBFakeExpectation throttle(int times = 1);
    Q_INVOKABLE QDynamoDBFakeExpectation closeEarly();
    Q_INVOKABLE QDynamoDBFakeExpectation stall(int milliseconds);
    Q_INVOKABLE QDynamoDBFakeExpectation times(int count);
    Q_INVOKABLE QDynamoDBFakeExpectation anyTimes();

private:
    QDynamoDBFakeExpectation m_expectation;
};

struct QDynamoDBFakeExpectationForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBFakeExpectation)
    QML_VALUE_TYPE(dynamoDBFakeExpectation)
    QML_EXTENDED(QDynamoDBFakeExpectationQml)
};

struct QDynamoDBFakeRequestForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBFakeRequest)
    QML_VALUE_TYPE(dynamoDBFakeRequest)
};

struct QDynamoDBFakeServerForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBFakeServer)
    QML_NAMED_ELEMENT(DynamoDBFakeServer)
};

struct QDynamoDBFixtureForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBFixture)
    QML_NAMED_ELEMENT(DynamoDBFixture)
};

#endif
