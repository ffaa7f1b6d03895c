// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESULTCHECK_P_H
#define RESULTCHECK_P_H

#include "api/operation_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// Whether the result can't belong to the request, because an item has other values in its key
// attributes than the requested key. Checks GetItem, UpdateItem, DeleteItem, BatchGetItem and
// TransactGetItems. Key attributes that a projection omits are not compared.
[[nodiscard]] bool contradicts(const Operation &operation, const void *request, const void *result);
// Does the same with the service's JSON, for GetItem, UpdateItem and DeleteItem.
[[nodiscard]] bool contradicts(const QJsonObject &request, const QJsonObject &result);

} // namespace QtDynamoDBPrivate

#endif
