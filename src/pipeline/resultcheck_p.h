// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESULTCHECK_P_H
#define RESULTCHECK_P_H

#include "api/operation_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// Whether the result can't be one of the request: an item has the attributes of a key that was asked
// for, with other values. Looks at GetItem, UpdateItem, DeleteItem, BatchGetItem and
// TransactGetItems. Nothing is known where a projection leaves the key out.
[[nodiscard]] bool contradicts(const Operation &operation, const void *request, const void *result);
// The same in the service's own JSON; of GetItem, UpdateItem and DeleteItem.
[[nodiscard]] bool contradicts(const QJsonObject &request, const QJsonObject &result);

} // namespace QtDynamoDBPrivate

#endif
