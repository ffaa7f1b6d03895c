// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONCHECK_P_H
#define EXPRESSIONCHECK_P_H

#include "expressions/expressionnode_p.h"

namespace QtDynamoDBPrivate {

// What the service would refuse, found before anything is sent; null: nothing.
[[nodiscard]] QString conditionProblem(const ExpressionNode &node);
[[nodiscard]] QString keyConditionProblem(const ExpressionNode &node);
[[nodiscard]] QString updateProblem(const ExpressionNode &node);
[[nodiscard]] QString projectionProblem(const ExpressionNode &node);

} // namespace QtDynamoDBPrivate

#endif
