// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UPDATEEVALUATOR_P_H
#define UPDATEEVALUATOR_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// Returns the item after an update that updateProblem() accepts, by the rules of the service. The
// old item is null if there is none; then, the update creates an item with the key. A null update
// changes nothing else. Returns an error of the code Validation where the service refuses.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QDynamoDBItem> updatedItem(
        const ExpressionNodePtr &update, const QDynamoDBItem &oldItem, const QDynamoDBItem &key);

// Returns why the service would not store the item, or a null text: its size, its nesting, or a
// value that can't be stored.
[[nodiscard]] Q_DYNAMODB_EXPORT QString itemProblem(const QDynamoDBItem &item);

// Returns the attributes and elements that a projection names, by the rules of the service: list
// elements keep their order and move together. A null projection names all.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBItem projectedItem(const ExpressionNodePtr &projection,
                                                            const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
