// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLTYPES_P_H
#define QDYNAMODBQMLTYPES_P_H

#include "qml/jsvalues_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>
#include <QtDynamoDB/qdynamodboutcome.h>
#include <QtDynamoDB/qdynamodbprofiles.h>
#include <QtDynamoDB/qdynamodbstatistics.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qvariant.h>
#include <QtQml/qqml.h>

// Declarations of Core's types for QML.

struct QDynamoDBAbstractClientForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBAbstractClient)
    QML_ANONYMOUS
};

struct QDynamoDBStatisticsForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBStatistics)
    QML_NAMED_ELEMENT(DynamoDBStatistics)
    QML_UNCREATABLE("Each client has one")
};

struct QDynamoDBProfilesForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBProfiles)
    QML_NAMED_ELEMENT(DynamoDBProfiles)
};

// A QDynamoDBError in QML, with the same properties as the Error of a rejected Promise. The code is
// a number.
class QDynamoDBQmlError
{
    Q_GADGET
    Q_PROPERTY(int code READ code CONSTANT FINAL)
    Q_PROPERTY(QString type READ type CONSTANT FINAL)
    Q_PROPERTY(QString message READ message CONSTANT FINAL)
    Q_PROPERTY(QString operation READ operation CONSTANT FINAL)
    Q_PROPERTY(QString tableName READ tableName CONSTANT FINAL)
    Q_PROPERTY(int httpStatus READ httpStatus CONSTANT FINAL)
    Q_PROPERTY(QString requestId READ requestId CONSTANT FINAL)
    Q_PROPERTY(int attempts READ attempts CONSTANT FINAL)
    Q_PROPERTY(bool retryable READ isRetryable CONSTANT FINAL)
    Q_PROPERTY(bool mayHaveSucceeded READ mayHaveSucceeded CONSTANT FINAL)
    Q_PROPERTY(bool throttling READ isThrottling CONSTANT FINAL)
    Q_PROPERTY(QVariantList cancellationReasons READ cancellationReasons CONSTANT FINAL)
    Q_PROPERTY(QVariantList throttlingReasons READ throttlingReasons CONSTANT FINAL)
    Q_PROPERTY(QVariant item READ item CONSTANT FINAL)

public:
    [[nodiscard]] int code() const { return int(m_error.code()); }
    [[nodiscard]] QString type() const { return m_error.type(); }
    [[nodiscard]] QString message() const { return m_error.message(); }
    [[nodiscard]] QString operation() const { return m_error.operation(); }
    [[nodiscard]] QString tableName() const { return m_error.tableName(); }
    [[nodiscard]] int httpStatus() const { return m_error.httpStatus(); }
    [[nodiscard]] QString requestId() const { return m_error.requestId(); }
    [[nodiscard]] int attempts() const { return m_error.attempts(); }
    [[nodiscard]] bool isRetryable() const { return m_error.isRetryable(); }
    [[nodiscard]] bool isThrottling() const { return m_error.isThrottling(); }
    [[nodiscard]] bool mayHaveSucceeded() const { return m_error.mayHaveSucceeded(); }
    [[nodiscard]] QVariantList cancellationReasons() const
    {
        return QtDynamoDBPrivate::toVariantList(m_error.cancellationReasons());
    }
    [[nodiscard]] QVariantList throttlingReasons() const
    {
        return QtDynamoDBPrivate::toVariantList(m_error.throttlingReasons());
    }
    // Undefined if the service did not send an item
    [[nodiscard]] QVariant item() const
    {
        const QDynamoDBItem item = m_error.item();
        return item.isNull() ? QVariant() : QtDynamoDBPrivate::scriptMap(item);
    }
    Q_INVOKABLE QString toString() const { return u"Error: " % m_error.message(); }

private:
    QDynamoDBError m_error;
};

struct QDynamoDBErrorForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBError)
    QML_VALUE_TYPE(dynamoDBError)
    QML_EXTENDED(QDynamoDBQmlError)
};

struct QDynamoDBValueForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBValue)
    QML_VALUE_TYPE(dynamoDBValue)
};

struct QDynamoDBNumberForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBNumber)
    QML_VALUE_TYPE(dynamoDBNumber)
};

struct QDynamoDBOutcomeForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBOutcome)
    QML_VALUE_TYPE(dynamoDBOutcome)
};

struct QDynamoDBMeasurementForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBMeasurement)
    QML_VALUE_TYPE(dynamoDBMeasurement)
};

#endif
