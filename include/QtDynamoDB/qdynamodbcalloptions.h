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

// The options of one call: replacements for properties of the client, and ids for reports.
struct Q_DYNAMODB_EXPORT QDynamoDBCallOptions
{
    QString correlationId; // appears in measurements, outcomes and reports
    QString traceParent; // W3C Trace Context: "00-<trace>-<parent>-<flags>"
    QString traceState;
    std::optional<std::chrono::milliseconds> attemptTimeout; // 0: no limit
    std::optional<std::chrono::milliseconds> callTimeout; // 0: no limit
    std::optional<int> maxRetries;
    QList<std::pair<QByteArray, QByteArray>> headers; // in addition to those of the client
    // Used if the operation supports it and the request does not set it.
    QDynamoDBEnum<QDynamoDB::ReturnConsumedCapacity> returnConsumedCapacity;
    bool exactlyOnce = false; // PutItem, UpdateItem and DeleteItem: executed once, or not at all
    bool retryConflicts = false; // with transactions on the same items
    QString writeStamp; // an attribute whose value only this write sets; recognises the write
};

Q_DECLARE_TYPEINFO(QDynamoDBCallOptions, Q_RELOCATABLE_TYPE);

#endif
