// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLTYPES_P_H
#define QDYNAMODBQMLTYPES_P_H

#include "client/variants/variantcall_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/js/qmltext_p.h"
#include "values/scriptvalue_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>
#include <QtDynamoDB/qdynamodboutcome.h>
#include <QtDynamoDB/qdynamodbprofiles.h>
#include <QtDynamoDB/qdynamodbstatistics.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qvariant.h>
#include <QtQml/qqml.h>

// Declarations of Core's types for QML.

namespace QtDynamoDBPrivate {
inline double ms(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}
} // namespace QtDynamoDBPrivate

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
    [[nodiscard]] QString message() const { return QtDynamoDBPrivate::qmlText(m_error); }
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
    Q_INVOKABLE QString toString() const { return u"Error: " % message(); }

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

// A QDynamoDBOutcome in QML: the result is an object like the one that a Promise resolves to.
class QDynamoDBQmlOutcome
{
    Q_GADGET
    Q_PROPERTY(QString operation READ operation CONSTANT FINAL)
    Q_PROPERTY(QString tableName READ tableName CONSTANT FINAL)
    Q_PROPERTY(QString correlationId READ correlationId CONSTANT FINAL)
    Q_PROPERTY(QDynamoDBError error READ error CONSTANT FINAL)
    Q_PROPERTY(QVariant result READ result CONSTANT FINAL)
    Q_PROPERTY(int attempts READ attempts CONSTANT FINAL)
    Q_PROPERTY(double durationMs READ durationMs CONSTANT FINAL)

public:
    [[nodiscard]] QString operation() const { return m_outcome.operation; }
    [[nodiscard]] QString tableName() const { return m_outcome.tableName; }
    [[nodiscard]] QString correlationId() const { return m_outcome.correlationId; }
    [[nodiscard]] QDynamoDBError error() const { return m_outcome.error; }
    [[nodiscard]] int attempts() const { return m_outcome.attempts; }
    [[nodiscard]] QVariant result() const
    {
        return QtDynamoDBPrivate::scriptOutcome(m_outcome.operation, m_outcome.result);
    }
    [[nodiscard]] double durationMs() const { return QtDynamoDBPrivate::ms(m_outcome.duration); }

private:
    QDynamoDBOutcome m_outcome;
};

struct QDynamoDBOutcomeForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBOutcome)
    QML_VALUE_TYPE(dynamoDBOutcome)
    QML_EXTENDED(QDynamoDBQmlOutcome)
};

// A QDynamoDBMeasurement in QML. The code is a number, and durations are milliseconds.
class QDynamoDBQmlMeasurement
{
    Q_GADGET
    Q_PROPERTY(QDateTime timestamp READ timestamp CONSTANT FINAL)
    Q_PROPERTY(QString operation READ operation CONSTANT FINAL)
    Q_PROPERTY(QString tableName READ tableName CONSTANT FINAL)
    Q_PROPERTY(QString indexName READ indexName CONSTANT FINAL)
    Q_PROPERTY(QString correlationId READ correlationId CONSTANT FINAL)
    Q_PROPERTY(int attempt READ attempt CONSTANT FINAL)
    Q_PROPERTY(int httpStatus READ httpStatus CONSTANT FINAL)
    Q_PROPERTY(int errorCode READ errorCode CONSTANT FINAL)
    Q_PROPERTY(QString requestId READ requestId CONSTANT FINAL)
    Q_PROPERTY(double bytesSent READ bytesSent CONSTANT FINAL)
    Q_PROPERTY(double bytesReceived READ bytesReceived CONSTANT FINAL)
    Q_PROPERTY(double consumedCapacity READ consumedCapacity CONSTANT FINAL)
    Q_PROPERTY(QString traceParent READ traceParent CONSTANT FINAL)
    Q_PROPERTY(QString traceState READ traceState CONSTANT FINAL)
    Q_PROPERTY(QString serverAddress READ serverAddress CONSTANT FINAL)
    Q_PROPERTY(int serverPort READ serverPort CONSTANT FINAL)
    Q_PROPERTY(QString region READ region CONSTANT FINAL)
    Q_PROPERTY(double durationMs READ durationMs CONSTANT FINAL)
    Q_PROPERTY(double queuedMs READ queuedMs CONSTANT FINAL)
    Q_PROPERTY(double connectingMs READ connectingMs CONSTANT FINAL)
    Q_PROPERTY(double waitingMs READ waitingMs CONSTANT FINAL)
    Q_PROPERTY(double receivingMs READ receivingMs CONSTANT FINAL)
    Q_PROPERTY(double decodingMs READ decodingMs CONSTANT FINAL)
    // Negative after the last attempt
    Q_PROPERTY(double retryDelayMs READ retryDelayMs CONSTANT FINAL)
    Q_PROPERTY(QVariantMap consumedCapacityByTable READ consumedCapacityByTable CONSTANT FINAL)

public:
    [[nodiscard]] QDateTime timestamp() const { return m_data.timestamp; }
    [[nodiscard]] QString operation() const { return m_data.operation; }
    [[nodiscard]] QString tableName() const { return m_data.tableName; }
    [[nodiscard]] QString indexName() const { return m_data.indexName; }
    [[nodiscard]] QString correlationId() const { return m_data.correlationId; }
    [[nodiscard]] int attempt() const { return m_data.attempt; }
    [[nodiscard]] int httpStatus() const { return m_data.httpStatus; }
    [[nodiscard]] int errorCode() const { return int(m_data.errorCode); }
    [[nodiscard]] QString requestId() const { return m_data.requestId; }
    [[nodiscard]] double bytesSent() const { return double(m_data.bytesSent); }
    [[nodiscard]] double bytesReceived() const { return double(m_data.bytesReceived); }
    [[nodiscard]] double consumedCapacity() const { return m_data.consumedCapacity(); }
    [[nodiscard]] QString traceParent() const { return m_data.traceParent; }
    [[nodiscard]] QString traceState() const { return m_data.traceState; }
    [[nodiscard]] QString serverAddress() const { return m_data.serverAddress; }
    [[nodiscard]] int serverPort() const { return m_data.serverPort; }
    [[nodiscard]] QString region() const { return m_data.region; }
    [[nodiscard]] double durationMs() const { return QtDynamoDBPrivate::ms(m_data.duration); }
    [[nodiscard]] double queuedMs() const { return QtDynamoDBPrivate::ms(m_data.queued); }
    [[nodiscard]] double connectingMs() const { return QtDynamoDBPrivate::ms(m_data.connecting); }
    [[nodiscard]] double waitingMs() const { return QtDynamoDBPrivate::ms(m_data.waiting); }
    [[nodiscard]] double receivingMs() const { return QtDynamoDBPrivate::ms(m_data.receiving); }
    [[nodiscard]] double decodingMs() const { return QtDynamoDBPrivate::ms(m_data.decoding); }
    [[nodiscard]] double retryDelayMs() const { return QtDynamoDBPrivate::ms(m_data.retryDelay); }
    [[nodiscard]] QVariantMap consumedCapacityByTable() const
    {
        QVariantMap map;
        const auto &tables = m_data.consumedCapacityByTable;
        for (auto it = tables.cbegin(); it != tables.cend(); ++it)
            map.insert(it.key(), *it);
        return map;
    }

private:
    QDynamoDBMeasurement m_data;
};

struct QDynamoDBMeasurementForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBMeasurement)
    QML_VALUE_TYPE(dynamoDBMeasurement)
    QML_EXTENDED(QDynamoDBQmlMeasurement)
};

// A duration in QML, such as the delay of the signal retrying(). It is converted to a number of
// milliseconds where a number is needed.
class QDynamoDBQmlMilliseconds
{
    Q_GADGET

public:
    [[nodiscard]] Q_INVOKABLE double valueOf() const { return double(m_duration.count()); }
    [[nodiscard]] Q_INVOKABLE QString toString() const
    {
        return QString::number(m_duration.count());
    }
    [[nodiscard]] Q_INVOKABLE double toJSON(const QString &) const { return valueOf(); }

private:
    std::chrono::milliseconds m_duration;
};

struct QDynamoDBMillisecondsForeign
{
    Q_GADGET
    QML_FOREIGN(std::chrono::milliseconds)
    QML_VALUE_TYPE(dynamoDBMilliseconds)
    QML_EXTENDED(QDynamoDBQmlMilliseconds)
};

#endif
