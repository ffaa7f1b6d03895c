// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBMEASUREMENT_H
#define QDYNAMODBMEASUREMENT_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qdatetime.h>

#include <chrono>

// One attempt, as the client's measured() tells it.
struct Q_DYNAMODB_EXPORT QDynamoDBMeasurement
{
    Q_GADGET
    Q_PROPERTY(QDateTime timestamp MEMBER timestamp FINAL)
    Q_PROPERTY(QString operation MEMBER operation FINAL)
    Q_PROPERTY(QString tableName MEMBER tableName FINAL)
    Q_PROPERTY(int attempt MEMBER attempt FINAL)
    Q_PROPERTY(int httpStatus MEMBER httpStatus FINAL)
    Q_PROPERTY(QDynamoDBError::Code errorCode MEMBER errorCode FINAL)
    Q_PROPERTY(QString requestId MEMBER requestId FINAL)
    Q_PROPERTY(qint64 bytesSent MEMBER bytesSent FINAL)
    Q_PROPERTY(qint64 bytesReceived MEMBER bytesReceived FINAL)

public:
    QDateTime timestamp; // when the attempt was handed to the transport, UTC
    QString operation;
    QString tableName;
    int attempt = 0; // from 1
    int httpStatus = 0; // 0 where no answer came
    QDynamoDBError::Code errorCode = QDynamoDBError::Code::NoError;
    QString requestId;
    qint64 bytesSent = 0; // of the body
    qint64 bytesReceived = 0;
    std::chrono::nanoseconds duration { 0 }; // of the attempt, with the time in the queue
    std::chrono::nanoseconds queued { 0 }; // waiting for a free connection
    std::chrono::nanoseconds decoding { 0 };
    std::chrono::nanoseconds retryDelay { -1 }; // until the next attempt; negative: there is none
};

#endif
