// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SDKORACLE_H
#define SDKORACLE_H

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>

// One operation of the official JavaScript SDK.
struct SdkOperation
{
    QString target; // the header x-amz-target
    QJsonObject request; // what the SDK sends for the filled request
    QJsonObject result; // a response with every member set
};

// Returns the operations by name.
[[nodiscard]] QDynamoDBExpected<QHash<QString, SdkOperation>> readSdkOperations();

// Describes the first difference; empty if the values are equal.
[[nodiscard]] QString difference(const QJsonValue &actual, const QJsonValue &expected,
                                 const QString &path = {});

#endif
