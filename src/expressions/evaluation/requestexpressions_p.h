// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REQUESTEXPRESSIONS_P_H
#define REQUESTEXPRESSIONS_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>

namespace QtDynamoDBPrivate {

// The texts of the expressions of one request. An empty text stands for no expression.
struct ExpressionTexts
{
    QString keyCondition;
    QString filter; // or condition
    QString update;
    QString projection;
    QMap<QString, QString> names;
    QDynamoDBItem values;
};

// The expressions of one request, parsed and checked as the service does, apart from what depends
// on the table. Null if the request has none.
struct RequestExpressions
{
    ExpressionNodePtr keyCondition;
    ExpressionNodePtr filter; // or condition
    ExpressionNodePtr update;
    ExpressionNodePtr projection;

    // Parses the texts for a table or index whose key attributes have these names. An error has the
    // code Validation.
    [[nodiscard]] static Q_DYNAMODB_EXPORT QDynamoDBExpected<RequestExpressions> parse(
            const ExpressionTexts &texts, const QStringList &keyAttributes);
};

} // namespace QtDynamoDBPrivate

#endif
