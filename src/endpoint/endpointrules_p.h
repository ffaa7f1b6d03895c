// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENDPOINTRULES_P_H
#define ENDPOINTRULES_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <span>

// The official endpoint rules of the services, as data. rules.cpp is generated; evaluator.cpp
// evaluates the data.
namespace QtDynamoDBPrivate {

enum class RuleFunction : quint8 {
    True,
    False,
    Text, // a template, in which {Variable} and {Variable#attribute} are replaced
    Variable, // a parameter, or the result of a condition; the text is its name
    IsSet,
    Equals,
    Coalesce, // the first argument that is set
    Attribute, // a member of a record, or the element [n] of a list
    IsHostLabel,
    ParseUrl,
    ParseArn,
    FindPartition,
};

struct RuleExpression
{
    RuleFunction function;
    const char *text = nullptr;
    std::span<const RuleExpression> arguments {};
};

struct RuleCondition
{
    RuleExpression expression;
    const char *variable; // that the value is assigned to; may be null
};

struct RuleResult
{
    const char *url; // a template; null for an error
    const char *signingRegion; // null: the region in the parameters
    QDynamoDBError::Code code;
    const char *error;
};

// A node of the binary decision diagram. ifTrue and ifFalse refer to another node, whose numbers
// start at 1; to a result, if the number is at least resultBase; or to no result (1 and -1). A
// negative number refers to the node with ifTrue and ifFalse swapped.
struct RuleNode
{
    static constexpr qint32 resultBase = 100'000'000;

    qint32 condition; // index
    qint32 ifTrue;
    qint32 ifFalse;
};

struct RuleSet
{
    std::span<const RuleCondition> conditions;
    std::span<const RuleResult> results;
    std::span<const RuleNode> nodes;
    qint32 root;
};

struct Partition
{
    const char *name;
    const char *dnsSuffix;
    const char *dualStackDnsSuffix;
    bool supportsFips;
    bool supportsDualStack;
    const char *regionPattern; // a regular expression, for regions that are not in the list
    std::span<const char *const> regions;
};

// The path of the member of a request that contains the name or ARN of its resource. The steps of a
// path are separated by dots: names of members (alternatives separated by "|"), "[]" for each
// element of a list, "{}" for each key of a map.
struct ResourcePath
{
    const char *operation;
    const char *path;
};

extern const RuleSet dynamodbRules;
extern const RuleSet streamsRules;
// The rules of the services that issue credentials
extern const RuleSet stsRules;
extern const RuleSet ssoRules;
extern const RuleSet ssoOidcRules;
extern const RuleSet signinRules;
extern const RuleSet cognitoIdentityRules;
// The first partition is used for regions that match none.
std::span<const Partition> allPartitions() noexcept;
// Sorted by the names of the operations.
std::span<const ResourcePath> allResourcePaths() noexcept;

} // namespace QtDynamoDBPrivate

#endif
