// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONDITIONMATCHER_P_H
#define CONDITIONMATCHER_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// Evaluates a condition that conditionProblem() accepts, by the rules of the service.
[[nodiscard]] Q_DYNAMODB_EXPORT bool matches(const ExpressionNode &condition,
                                             const QDynamoDBItem &item);

// Returns the attribute or element at the path, or Undefined. The reference is valid until the item
// is changed or destroyed.
[[nodiscard]] const QDynamoDBValue &valueAt(const DocumentPath &path, const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
