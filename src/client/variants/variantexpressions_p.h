// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANTEXPRESSIONS_P_H
#define VARIANTEXPRESSIONS_P_H

#include "api/operation_p.h"

namespace QtDynamoDBPrivate {

// Replaces expressions of a request that are objects by their texts, and adds the names and values
// of their placeholders, also in structs of the request such as the actions of a transaction. The
// errors contain the path of the expression.
[[nodiscard]] QDynamoDBExpected<QVariantMap> expressionsToText(const Shape &shape,
                                                               const QVariantMap &request);

// The same as in variantcall_p.h, for a known operation.
[[nodiscard]] QDynamoDBError requestFromVariant(const Operation &operation, const QVariantMap &map,
                                                void *request);

} // namespace QtDynamoDBPrivate

#endif
