// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBERROR_P_H
#define QDYNAMODBERROR_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

// The shared data of a QDynamoDBError. The floors that an error passes on its way to the caller add
// to it (operation, table, attempts) through get().
class Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBErrorPrivate final : public QSharedData
{
public:
    using Code = QDynamoDBError::Code;

    // Returns the detached, writable data of the error. NoError becomes Unknown.
    static QDynamoDBErrorPrivate &get(QDynamoDBError &error);

    Code code = Code::Unknown;
    int httpStatus = 0;
    int attempts = 0;
    bool mayHaveSucceeded = false;
    QString type; // empty: the service's name for the code
    QString message;
    QString operation;
    QString tableName;
    QString requestId;
    QList<QDynamoDBError::CancellationReason> cancellationReasons;
    QList<QDynamoDBError::ThrottlingReason> throttlingReasons;
    QDynamoDBItem item;
};

#endif
