// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONDITIONPARSER_P_H
#define CONDITIONPARSER_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>

namespace QtDynamoDBPrivate {

// Parses a condition, filter or key condition in the syntax of the service, such as
// "size(Tags) > :n AND NOT begins_with(#s, :start)". The names and values are those of its
// placeholders.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ExpressionNodePtr> parseCondition(
        const QString &text, const QMap<QString, QString> &names, const QDynamoDBItem &values);

} // namespace QtDynamoDBPrivate

#endif
