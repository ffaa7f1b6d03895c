// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUERYPARAMETERS_P_H
#define QUERYPARAMETERS_P_H

#include "expressions/expressionreader_p.h"
#include "expressions/keyschema_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbkeycondition.h>

#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// A condition, as text with placeholders or as an expression object; the other one is empty.
template<typename Expression>
struct ConditionParameter
{
    QString text;
    Expression expression;

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && expression.isEmpty(); }

    friend bool operator==(const ConditionParameter &a, const ConditionParameter &b)
    {
        return a.text == b.text && a.expression.toString() == b.expression.toString();
    }
};

enum class ReadOperation { Query, Scan };

// The items that a model reads: the parameters of a Query or a Scan.
struct QueryParameters
{
    explicit QueryParameters(ReadOperation readOperation)
        : operation(readOperation)
    {
    }

    const ReadOperation operation;
    QString tableName;
    QString indexName; // empty: the table itself
    ConditionParameter<QDynamoDBCondition> filter;
    QString projection;
    QVariantMap names; // of placeholders
    QVariantMap values; // of placeholders
    bool consistentRead = false;
    // Query only
    ConditionParameter<QDynamoDBKeyCondition> keyCondition;
    bool descending = false;
    // Scan only
    int segments = 1;

    [[nodiscard]] bool isComplete() const;
    // Whether items come in the order of their sort key.
    [[nodiscard]] bool isOrdered() const { return operation == ReadOperation::Query; }
    [[nodiscard]] QMap<QString, QString> expressionNames() const;
    // The attributes that the projection selects; empty: all.
    [[nodiscard]] QStringList projectedNames() const;
    // The conditions that an item meets if Query or Scan returns it.
    [[nodiscard]] QDynamoDBExpected<QList<ExpressionNodePtr>> conditions() const;

    // Why a Query with the key condition would be rejected for these keys of the table or index; no
    // error if there is none, or if the keys are unknown.
    [[nodiscard]] QDynamoDBError keyConditionError(const KeySchema &keys) const;

    // Without position and limit. An error if the expressions can't be combined.
    [[nodiscard]] QDynamoDBExpected<QDynamoDB::QueryRequest> queryRequest() const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDB::ScanRequest> scanRequest() const;

private:
    template<typename Expression>
    [[nodiscard]] NodeOrError nodeOf(const ConditionParameter<Expression> &condition) const;
    template<typename Request>
    [[nodiscard]] QDynamoDBError setCommonMembers(Request *request) const;
};

} // namespace QtDynamoDBPrivate

#endif
