// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYSCHEMA_P_H
#define KEYSCHEMA_P_H

#include "expressions/expressionnode_p.h"

#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// The key attributes of a table or an index. A table has one partition key attribute and at most
// one sort key attribute; a global secondary index has up to four of each.
struct KeySchema
{
    static constexpr qsizetype maxAttributes = 4; // of a partition key, and of a sort key

    QStringList partition;
    QStringList sort;
    QMap<QString, QDynamoDBValue::Type> types; // of the attributes whose type is known

    [[nodiscard]] QStringList all() const { return partition + sort; }
};

// Returns why the service would reject a key condition for the table or index with these key
// attributes, or a null text. All partition key attributes must be equal to a value; of the sort
// key attributes, the first ones may be used, and only the last one of these by another test than
// equality. Conditions in a form that the check does not know are left to the service.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString keyConditionProblem(const ExpressionNode &node,
                                                                     const KeySchema &keys);

// Returns the names of the attributes that a key condition tests, in its order.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList testedNames(const ExpressionNode &node);

} // namespace QtDynamoDBPrivate

#endif
