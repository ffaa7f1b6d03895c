// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/queryparameters_p.h"

#include "expressions/expressionparser_p.h"
#include "models/rows/attributecolumns_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

bool QueryParameters::isComplete() const
{
    return !tableName.isEmpty() && (operation == ReadOperation::Scan || !keyCondition.isEmpty());
}

QMap<QString, QString> QueryParameters::expressionNames() const
{
    QMap<QString, QString> result;
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        result.insert(it.key(), it.value().toString());
    return result;
}

QStringList QueryParameters::projectedNames() const
{
    return projectedAttributes(projection, expressionNames());
}

QDynamoDBExpected<QList<ExpressionNodePtr>> QueryParameters::conditions() const
{
    QList<ExpressionNodePtr> nodes;
    if (!filter.isEmpty()) {
        const NodeOrError node = nodeOf(filter);
        if (!node)
            return node.error();
        nodes.append(*node);
    }
    if (operation == ReadOperation::Query) {
        const NodeOrError node = nodeOf(keyCondition);
        if (!node)
            return node.error();
        nodes.append(*node);
    }
    return nodes;
}

QDynamoDBError QueryParameters::keyConditionError(const KeySchema &keys) const
{
    const NodeOrError node = nodeOf(keyCondition);
    if (!node || keys.partition.isEmpty())
        return {}; // the service reports errors of the syntax
    const QString problem = keyConditionProblem(**node, keys);
    if (problem.isNull())
        return {};
    return {
        QDynamoDBError::Code::InvalidParameterValue,
        indexName.isEmpty()
                ? u"The key condition can't be used with the table \"%1\": %2."_s.arg(tableName,
                                                                                      problem)
                : u"The key condition can't be used with the index \"%1\" of the table \"%2\": %3."_s
                          .arg(indexName, tableName, problem)
    };
}

QDynamoDBExpected<QueryRequest> QueryParameters::queryRequest() const
{
    QueryRequest request;
    QDynamoDBError error = setCommonMembers(&request);
    request.keyConditionExpression = keyCondition.text;
    if (!error.isError() && !keyCondition.expression.isEmpty())
        error = apply(&request, keyCondition.expression);
    if (error.isError())
        return error;
    if (descending)
        request.scanIndexForward = false;
    return request;
}

QDynamoDBExpected<ScanRequest> QueryParameters::scanRequest() const
{
    ScanRequest request;
    const QDynamoDBError error = setCommonMembers(&request);
    if (error.isError())
        return error;
    if (segments > 1)
        request.totalSegments = segments;
    return request;
}

template<typename Expression>
NodeOrError QueryParameters::nodeOf(const ConditionParameter<Expression> &condition) const
{
    if (!condition.expression.isEmpty())
        return ExpressionAccess::node(condition.expression);
    return parseCondition(condition.text, expressionNames(), QDynamoDBItem::fromVariantMap(values));
}

template<typename Request>
QDynamoDBError QueryParameters::setCommonMembers(Request *request) const
{
    request->tableName = tableName;
    request->indexName = indexName;
    request->filterExpression = filter.text;
    request->projectionExpression = projection;
    request->expressionAttributeNames = expressionNames();
    if (!values.isEmpty())
        request->expressionAttributeValues = QDynamoDBItem::fromVariantMap(values);
    if (consistentRead)
        request->consistentRead = true;
    request->returnConsumedCapacity = ReturnConsumedCapacity::Total;
    return filter.expression.isEmpty() ? QDynamoDBError() : apply(request, filter.expression);
}

} // namespace QtDynamoDBPrivate
