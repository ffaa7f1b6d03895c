// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESOURCE_P_H
#define RESOURCE_P_H

#include "api/operation_p.h"

QT_BEGIN_NAMESPACE
class QJsonObject;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// Returns the name or ARN of the resource of a request (a table, backup, export and so on) that its
// endpoint depends on: the first one if there are several, or an empty text if there is none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString requestResource(const Operation &operation,
                                                                 const void *request);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString requestResource(const Operation &operation,
                                                                 const QJsonObject &request);

} // namespace QtDynamoDBPrivate

#endif
