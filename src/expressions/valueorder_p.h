// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEORDER_P_H
#define VALUEORDER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbvalue.h>

#include <optional>

namespace QtDynamoDBPrivate {

// Compares two values in the order of the service: strings by their UTF-8 bytes, binaries by their
// bytes. Returns a negative number, 0 or a positive number, or nothing if the types differ or have
// no order.
[[nodiscard]] Q_DYNAMODB_EXPORT std::optional<int> compareValues(const QDynamoDBValue &a,
                                                                 const QDynamoDBValue &b);

} // namespace QtDynamoDBPrivate

#endif
