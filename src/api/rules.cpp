// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/rules_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbapi_tables.h>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

static QDynamoDBError missing(const QString &message)
{
    return QDynamoDBError(Code::MissingParameter, message);
}

static QDynamoDBError conflict(const QString &message)
{
    return QDynamoDBError(Code::InvalidParameterCombination, message);
}

static QDynamoDBError badCount(qsizetype count, int maximum, const QString &what)
{
    return QDynamoDBError(
            Code::InvalidParameterValue,
            u"RequestItems has %1 %2 over all tables; their number must be between 1 and %3"_s
                    .arg(count)
                    .arg(what)
                    .arg(maximum));
}

// A parameter and whether it is set.
struct Use
{
    const char *name;
    bool used;
};

static const char *firstUsed(std::initializer_list<Use> uses)
{
    for (const Use &use : uses) {
        if (use.used)
            return use.name;
    }
    return nullptr;
}

// The parameters of before there were expressions don't go together with expressions.
static QDynamoDBError checkLegacy(std::initializer_list<Use> legacy,
                                  std::initializer_list<Use> expressions)
{
    const char *old = firstUsed(legacy);
    const char *expression = firstUsed(expressions);
    if (!old || !expression)
        return {};
    return conflict(u"%1 can't be used together with %2; use expressions alone"_s
                            .arg(QLatin1StringView(old), QLatin1StringView(expression)));
}

// Names and values are only looked up by expressions.
template<typename Request>
static QDynamoDBError checkPlaceholders(const Request &request, bool hasNameUser, bool hasValueUser)
{
    if (!hasNameUser && !request.expressionAttributeNames.isEmpty())
        return conflict(u"ExpressionAttributeNames needs an expression that uses it"_s);
    if constexpr (requires { request.expressionAttributeValues; }) {
        if (!hasValueUser && !request.expressionAttributeValues.isNull())
            return conflict(u"ExpressionAttributeValues needs an expression that uses it"_s);
    }
    return {};
}

static QDynamoDBError firstError(std::initializer_list<QDynamoDBError> errors)
{
    for (const QDynamoDBError &error : errors) {
        if (error.isError())
            return error;
    }
    return {};
}

template<typename Read>
static QDynamoDBError checkRead(const Read &read)
{
    const bool projects = !read.projectionExpression.isNull();
    return firstError({
            checkLegacy({ { "AttributesToGet", !read.attributesToGet.isEmpty() } },
                        { { "ProjectionExpression", projects },
                          { "ExpressionAttributeNames",
                            !read.expressionAttributeNames.isEmpty() } }),
            checkPlaceholders(read, projects, false),
    });
}

QDynamoDBError checkRules(const GetItemRequest &request)
{
    return checkRead(request);
}

QDynamoDBError checkRules(const KeysAndAttributes &keys)
{
    return checkRead(keys);
}

template<typename Write>
static QDynamoDBError checkWrite(const Write &request, bool hasUpdates, bool hasUpdateExpression)
{
    const bool hasCondition = !request.conditionExpression.isNull();
    const bool hasExpression = hasCondition || hasUpdateExpression;
    return firstError({
            checkLegacy({ { "AttributeUpdates", hasUpdates },
                          { "Expected", !request.expected.isEmpty() },
                          { "ConditionalOperator", !request.conditionalOperator.isNull() } },
                        { { "UpdateExpression", hasUpdateExpression },
                          { "ConditionExpression", hasCondition } }),
            checkPlaceholders(request, hasExpression, hasExpression),
    });
}

QDynamoDBError checkRules(const PutItemRequest &request)
{
    return checkWrite(request, false, false);
}

QDynamoDBError checkRules(const DeleteItemRequest &request)
{
    return checkWrite(request, false, false);
}

QDynamoDBError checkRules(const UpdateItemRequest &request)
{
    return checkWrite(request, !request.attributeUpdates.isEmpty(),
                      !request.updateExpression.isNull());
}

QDynamoDBError checkRules(const BatchGetItemRequest &request)
{
    qsizetype keys = 0;
    for (const KeysAndAttributes &table : request.requestItems)
        keys += table.keys.size();
    return keys > 100 ? badCount(keys, 100, u"keys"_s) : QDynamoDBError();
}

QDynamoDBError checkRules(const BatchWriteItemRequest &request)
{
    qsizetype writes = 0;
    for (auto table = request.requestItems.begin(); table != request.requestItems.end(); ++table) {
        if (table->isEmpty())
            return missing(u"RequestItems[\"%1\"] is empty; it needs a write"_s.arg(table.key()));
        writes += table->size();
    }
    return writes > 25 ? badCount(writes, 25, u"writes"_s) : QDynamoDBError();
}

template<typename Request>
static QDynamoDBError checkSelect(const Request &request)
{
    if (request.select.isNull())
        return {};
    const bool projects = !request.projectionExpression.isNull()
            || !request.attributesToGet.isEmpty();
    const bool selectsOthers = request.select == Select::AllAttributes
            || request.select == Select::AllProjectedAttributes || request.select == Select::Count;
    if (projects && selectsOthers) {
        return conflict(u"Select must be SPECIFIC_ATTRIBUTES or absent where attributes are "
                        "chosen by ProjectionExpression or AttributesToGet"_s);
    }
    if (!projects && request.select == Select::SpecificAttributes) {
        return conflict(u"Select is SPECIFIC_ATTRIBUTES; name the attributes in "
                        "ProjectionExpression"_s);
    }
    if (request.select == Select::AllProjectedAttributes && request.indexName.isNull()) {
        return conflict(u"Select is ALL_PROJECTED_ATTRIBUTES, which needs an IndexName"_s);
    }
    return {};
}

QDynamoDBError checkRules(const QueryRequest &request)
{
    const bool hasKeys = !request.keyConditionExpression.isNull();
    const bool filters = !request.filterExpression.isNull();
    const bool projects = !request.projectionExpression.isNull();
    if (!hasKeys && request.keyConditions.isEmpty()) {
        return missing(u"KeyConditionExpression is missing; it must at least say which partition "
                       "key to read"_s);
    }
    return firstError({
            // The one legacy parameter that goes with the expressions that have another purpose.
            checkLegacy({ { "KeyConditions", !request.keyConditions.isEmpty() } },
                        { { "KeyConditionExpression", hasKeys } }),
            checkLegacy({ { "QueryFilter", !request.queryFilter.isEmpty() },
                          { "AttributesToGet", !request.attributesToGet.isEmpty() },
                          { "ConditionalOperator", !request.conditionalOperator.isNull() } },
                        { { "KeyConditionExpression", hasKeys },
                          { "FilterExpression", filters },
                          { "ProjectionExpression", projects } }),
            checkPlaceholders(request, hasKeys || filters || projects, hasKeys || filters),
            checkSelect(request),
    });
}

QDynamoDBError checkRules(const ScanRequest &request)
{
    if (request.segment.has_value() != request.totalSegments.has_value()) {
        return missing(request.segment ? u"TotalSegments is missing; Segment needs it"_s
                                       : u"Segment is missing; TotalSegments needs it"_s);
    }
    if (request.segment && *request.segment >= *request.totalSegments) {
        return QDynamoDBError(
                Code::InvalidParameterValue,
                u"Segment is %1; counted from 0, it must be less than TotalSegments, which is %2"_s
                        .arg(*request.segment)
                        .arg(*request.totalSegments));
    }
    const bool filters = !request.filterExpression.isNull();
    const bool projects = !request.projectionExpression.isNull();
    return firstError({
            checkLegacy({ { "ScanFilter", !request.scanFilter.isEmpty() },
                          { "AttributesToGet", !request.attributesToGet.isEmpty() },
                          { "ConditionalOperator", !request.conditionalOperator.isNull() } },
                        { { "FilterExpression", filters }, { "ProjectionExpression", projects } }),
            checkPlaceholders(request, filters || projects, filters),
            checkSelect(request),
    });
}

QDynamoDBError checkRules(const IndexProjection &projection)
{
    const bool names = !projection.nonKeyAttributes.isEmpty();
    const auto &type = projection.projectionType;
    if (type == ProjectionType::Include && !names)
        return missing(u"NonKeyAttributes is missing; ProjectionType INCLUDE needs names"_s);
    if (names
        && (type == ProjectionType::All || type == ProjectionType::KeysOnly || type.isNull())) {
        return conflict(u"NonKeyAttributes has names, which only ProjectionType INCLUDE allows"_s);
    }
    return {};
}

QDynamoDBError checkRules(const CreateTableRequest &request)
{
    const bool onDemand = request.billingMode == BillingMode::PayPerRequest;
    if (onDemand && request.provisionedThroughput) {
        return conflict(u"ProvisionedThroughput can't be used with BillingMode "
                        "PAY_PER_REQUEST"_s);
    }
    if (!request.globalTableSourceArn.isNull())
        return {}; // takes after its source
    if (request.keySchema.isEmpty())
        return missing(u"KeySchema is missing; it must name the partition key"_s);
    if (request.attributeDefinitions.isEmpty())
        return missing(u"AttributeDefinitions is missing; each key attribute needs its type"_s);
    if (!onDemand && !request.provisionedThroughput
        && (request.billingMode.isNull() || request.billingMode == BillingMode::Provisioned)) {
        return missing(u"ProvisionedThroughput is missing; set it, or BillingMode to "
                       "PAY_PER_REQUEST"_s);
    }
    return {};
}

} // namespace QtDynamoDBPrivate
