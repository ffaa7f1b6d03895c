// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/rules/keyrules_p.h"
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
            u"RequestItems has %1 %2 for all tables together; their number must be between 1 and %3"_s
                    .arg(count)
                    .arg(what)
                    .arg(maximum));
}

struct Parameter
{
    const char *name;
    bool isSet;
};

static const char *firstSet(std::initializer_list<Parameter> parameters)
{
    for (const Parameter &parameter : parameters) {
        if (parameter.isSet)
            return parameter.name;
    }
    return nullptr;
}

// Legacy parameters, which are older than expressions, must not be combined with expressions.
static QDynamoDBError checkLegacy(std::initializer_list<Parameter> legacy,
                                  std::initializer_list<Parameter> expressions)
{
    const char *legacyName = firstSet(legacy);
    const char *expressionName = firstSet(expressions);
    if (!legacyName || !expressionName)
        return {};
    return conflict(u"%1 can't be used together with %2; use expressions only"_s
                            .arg(QLatin1StringView(legacyName), QLatin1StringView(expressionName)));
}

// Names and values are allowed only if an expression can use them.
template<typename Request>
static QDynamoDBError checkPlaceholders(const Request &request, bool hasNameUser, bool hasValueUser)
{
    if (!hasNameUser && !request.expressionAttributeNames.isEmpty())
        return conflict(u"ExpressionAttributeNames is set, but no expression that uses it"_s);
    if constexpr (requires { request.expressionAttributeValues; }) {
        if (!hasValueUser && !request.expressionAttributeValues.isNull())
            return conflict(u"ExpressionAttributeValues is set, but no expression that uses it"_s);
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
            return missing(u"RequestItems[\"%1\"] is empty; it must have at least one write"_s.arg(
                    table.key()));
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
        return conflict(u"Select must be SPECIFIC_ATTRIBUTES or absent if ProjectionExpression or "
                        "AttributesToGet is set"_s);
    }
    if (!projects && request.select == Select::SpecificAttributes) {
        return conflict(u"Select is SPECIFIC_ATTRIBUTES; ProjectionExpression must name the "
                        "attributes"_s);
    }
    if (request.select == Select::AllProjectedAttributes && request.indexName.isNull()) {
        return conflict(u"Select is ALL_PROJECTED_ATTRIBUTES; IndexName must be set, too"_s);
    }
    return {};
}

QDynamoDBError checkRules(const QueryRequest &request)
{
    const bool hasKeys = !request.keyConditionExpression.isNull();
    const bool filters = !request.filterExpression.isNull();
    const bool projects = !request.projectionExpression.isNull();
    if (!hasKeys && request.keyConditions.isEmpty()) {
        return missing(u"KeyConditionExpression is missing; it must contain at least the partition "
                       "key"_s);
    }
    return firstError({
            // KeyConditions is the only legacy parameter that may be combined with filter and
            // projection expressions.
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
        return missing(request.segment ? u"TotalSegments is missing; Segment requires it"_s
                                       : u"Segment is missing; TotalSegments requires it"_s);
    }
    if (request.segment && *request.segment >= *request.totalSegments) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"Segment is %1; it must be less than TotalSegments, which is %2"_s
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
        return missing(u"NonKeyAttributes is missing; ProjectionType INCLUDE requires it"_s);
    if (names
        && (type == ProjectionType::All || type == ProjectionType::KeysOnly || type.isNull())) {
        return conflict(u"NonKeyAttributes is set; only ProjectionType INCLUDE allows it"_s);
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
        return {}; // the source table defines the schema
    if (request.keySchema.isEmpty())
        return missing(u"KeySchema is missing; it must name the partition key"_s);
    if (request.attributeDefinitions.isEmpty())
        return missing(u"AttributeDefinitions is missing; it must define the type of each key "
                       "attribute"_s);
    if (!onDemand && !request.provisionedThroughput
        && (request.billingMode.isNull() || request.billingMode == BillingMode::Provisioned)) {
        return missing(u"ProvisionedThroughput is missing; set it, or set BillingMode to "
                       "PAY_PER_REQUEST"_s);
    }
    return checkKeySchemas(request);
}

} // namespace QtDynamoDBPrivate
