// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESOURCE_P_H
#define RESOURCE_P_H

#include "api/operation_p.h"

QT_BEGIN_NAMESPACE
class QJsonObject;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// What a request is about as far as its endpoint depends on it: a table, backup, export..., by name
// or ARN; of several the first. Empty where there is none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString requestResource(const Operation &operation,
                                                                 const void *request);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString requestResource(const Operation &operation,
                                                                 const QJsonObject &request);

} // namespace QtDynamoDBPrivate

#endif
