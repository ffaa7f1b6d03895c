// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBERROR_P_H
#define QDYNAMODBERROR_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

// What an error says. Whoever learns more of it on its way up adds that through get().
class Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBErrorPrivate final : public QSharedData
{
public:
    using Code = QDynamoDBError::Code;

    // Detached, to be written to. An error that was none becomes Unknown.
    static QDynamoDBErrorPrivate &get(QDynamoDBError &error);

    Code code = Code::Unknown;
    int httpStatus = 0;
    int attempts = 0;
    QString type; // empty: that of the code
    QString message;
    QString operation;
    QString tableName;
    QString requestId;
    QList<QDynamoDBError::CancellationReason> cancellationReasons;
    QList<QDynamoDBError::ThrottlingReason> throttlingReasons;
    QDynamoDBItem item;
};

#endif
