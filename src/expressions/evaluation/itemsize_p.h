// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMSIZE_P_H
#define ITEMSIZE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// The size in bytes as the service counts it for its limits; names and strings are UTF-8.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
[[nodiscard]] Q_DYNAMODB_EXPORT qint64 itemSize(const QDynamoDBItem &item);
[[nodiscard]] qint64 valueSize(const QDynamoDBValue &value);

} // namespace QtDynamoDBPrivate

#endif
