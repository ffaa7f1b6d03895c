// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONTEXT_P_H
#define EXPRESSIONTEXT_P_H

#include "expressions/expressionnode_p.h"

namespace QtDynamoDBPrivate {

// A source of the texts that represent names and values in the text of an expression, such as
// placeholders.
class ExpressionSymbols
{
public:
    virtual QString name(const QString &name) = 0;
    virtual QString value(const QDynamoDBValue &value) = 0;

protected:
    ~ExpressionSymbols() = default;
};

// Returns the text of an expression in the syntax of the service.
[[nodiscard]] QString expressionText(const ExpressionNode &node, ExpressionSymbols &symbols);
// Returns a text for people, with the names and values themselves.
[[nodiscard]] Q_DYNAMODB_EXPORT QString readableText(const ExpressionNode &node);

} // namespace QtDynamoDBPrivate

#endif
