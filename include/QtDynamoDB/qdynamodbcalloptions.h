// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCALLOPTIONS_H
#define QDYNAMODBCALLOPTIONS_H

#include <QtDynamoDB/qdynamodbenum.h>
#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <optional>
#include <utility>

// What one call does differently from what its client's properties say, and what it is known by.
struct Q_DYNAMODB_EXPORT QDynamoDBCallOptions
{
    QString correlationId; // goes along into measurements, outcomes and reports
    QString traceParent; // W3C trace context, "00-<trace>-<parent>-<flags>": what caused the call
    QString traceState;
    std::optional<std::chrono::milliseconds> attemptTimeout; // 0: no limit
    std::optional<std::chrono::milliseconds> callTimeout; // 0: no limit
    std::optional<int> maxRetries;
    QList<std::pair<QByteArray, QByteArray>> headers; // sent besides those of the client
    // Where the request itself does not say it, and the operation knows it.
    QDynamoDBEnum<QDynamoDB::ReturnConsumedCapacity> returnConsumedCapacity;
};

Q_DECLARE_TYPEINFO(QDynamoDBCallOptions, Q_RELOCATABLE_TYPE);

#endif
