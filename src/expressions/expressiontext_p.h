// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONTEXT_P_H
#define EXPRESSIONTEXT_P_H

#include "expressions/expressionnode_p.h"

namespace QtDynamoDBPrivate {

// What stands for names and values in the text of an expression.
class ExpressionPlaces
{
public:
    virtual QString name(const QString &name) = 0;
    virtual QString value(const QDynamoDBValue &value) = 0;

protected:
    ~ExpressionPlaces() = default;
};

[[nodiscard]] QString expressionText(const ExpressionNode &node, ExpressionPlaces &places);
[[nodiscard]] QString readableText(const ExpressionNode &node); // with names and values themselves

} // namespace QtDynamoDBPrivate

#endif
