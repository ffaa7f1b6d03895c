// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBMEASUREMENT_H
#define QDYNAMODBMEASUREMENT_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qmap.h>

#include <chrono>

// The measured values of one attempt, as the client's signal measured() reports them.
struct Q_DYNAMODB_EXPORT QDynamoDBMeasurement
{
    Q_GADGET
    Q_PROPERTY(QDateTime timestamp MEMBER timestamp FINAL)
    Q_PROPERTY(QString operation MEMBER operation FINAL)
    Q_PROPERTY(QString tableName MEMBER tableName FINAL)
    Q_PROPERTY(QString indexName MEMBER indexName FINAL)
    Q_PROPERTY(QString correlationId MEMBER correlationId FINAL)
    Q_PROPERTY(int attempt MEMBER attempt FINAL)
    Q_PROPERTY(int httpStatus MEMBER httpStatus FINAL)
    Q_PROPERTY(QDynamoDBError::Code errorCode MEMBER errorCode FINAL)
    Q_PROPERTY(QString requestId MEMBER requestId FINAL)
    Q_PROPERTY(qint64 bytesSent MEMBER bytesSent FINAL)
    Q_PROPERTY(qint64 bytesReceived MEMBER bytesReceived FINAL)
    Q_PROPERTY(double consumedCapacity READ consumedCapacity FINAL)

public:
    QDateTime timestamp; // when the attempt was handed to the transport, UTC
    QString operation;
    QString tableName; // empty if the request names none, or several
    QString indexName;
    QString correlationId; // from the call's options, as are the next two
    QString traceParent;
    QString traceState;
    QString serverAddress; // the endpoint's host
    int serverPort = 0;
    QString region; // of the endpoint
    int attempt = 0; // from 1
    int httpStatus = 0; // 0 without a response
    QDynamoDBError::Code errorCode = QDynamoDBError::Code::NoError;
    QString requestId;
    qint64 bytesSent = 0; // of the body
    qint64 bytesReceived = 0;
    std::chrono::nanoseconds duration { 0 }; // of the attempt, with the time in the queue
    std::chrono::nanoseconds queued { 0 }; // until the attempt got a connection
    std::chrono::nanoseconds connecting { 0 }; // 0 if an open connection was used
    std::chrono::nanoseconds waiting { 0 }; // from the last byte sent to the first byte received
    std::chrono::nanoseconds receiving { 0 };
    std::chrono::nanoseconds decoding { 0 };
    std::chrono::nanoseconds retryDelay { -1 }; // until the next attempt; negative after the last
    // Units by table, if the request or the call's options asked for them.
    QMap<QString, double> consumedCapacityByTable;

    [[nodiscard]] double consumedCapacity() const;
};

Q_DECLARE_TYPEINFO(QDynamoDBMeasurement, Q_RELOCATABLE_TYPE);

#endif
