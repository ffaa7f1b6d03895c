// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONCHECK_P_H
#define EXPRESSIONCHECK_P_H

#include "expressions/expressionnode_p.h"

namespace QtDynamoDBPrivate {

// Return why the service would reject an expression, or a null text if they find nothing. The text
// follows "The <kind of expression> can't be sent: ".
[[nodiscard]] QString conditionProblem(const ExpressionNode &node);
[[nodiscard]] QString keyConditionProblem(const ExpressionNode &node);
[[nodiscard]] QString updateProblem(const ExpressionNode &node);
[[nodiscard]] QString projectionProblem(const ExpressionNode &node);

} // namespace QtDynamoDBPrivate

#endif
