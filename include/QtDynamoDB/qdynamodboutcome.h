// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBOUTCOME_H
#define QDYNAMODBOUTCOME_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qvariant.h>

#include <chrono>

// The end of one call, as the client's signal finished() reports it.
struct Q_DYNAMODB_EXPORT QDynamoDBOutcome
{
    Q_GADGET
    Q_PROPERTY(QString operation MEMBER operation FINAL)
    Q_PROPERTY(QString tableName MEMBER tableName FINAL)
    Q_PROPERTY(QString correlationId MEMBER correlationId FINAL)
    Q_PROPERTY(QDynamoDBError error MEMBER error FINAL)
    Q_PROPERTY(QVariant result MEMBER result FINAL)
    Q_PROPERTY(int attempts MEMBER attempts FINAL)

public:
    QString operation;
    QString tableName;
    QString correlationId; // from the call's options
    QDynamoDBError error; // NoError if the call succeeded
    QVariant result; // the operation's result struct; invalid if the call failed
    int attempts = 0; // that were sent
    std::chrono::nanoseconds duration { 0 }; // from the call to its end
};

Q_DECLARE_TYPEINFO(QDynamoDBOutcome, Q_RELOCATABLE_TYPE);

#endif
