// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONREADER_P_H
#define EXPRESSIONREADER_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbprojection.h>

#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// Read expressions that QML writes as JavaScript objects. The documentation of the public
// fromVariant() functions describes their format.
using NodeOrError = QDynamoDBExpected<ExpressionNodePtr>;
[[nodiscard]] NodeOrError readCondition(const QVariant &variant);
[[nodiscard]] NodeOrError readKeyCondition(const QVariant &variant);
[[nodiscard]] NodeOrError readUpdate(const QVariant &variant);
[[nodiscard]] QDynamoDBExpected<QDynamoDBProjection> readProjection(const QVariant &variant);

template<typename Part>
[[nodiscard]] QDynamoDBExpected<Part> read(const NodeOrError &node)
{
    if (!node)
        return node.error();
    return ExpressionAccess::make<Part>(*node);
}

} // namespace QtDynamoDBPrivate

#endif
