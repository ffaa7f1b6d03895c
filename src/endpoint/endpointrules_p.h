// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENDPOINTRULES_P_H
#define ENDPOINTRULES_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <span>

// The services' official rules for endpoints, as data: rules.cpp is generated, evaluator.cpp reads it.
namespace QtDynamoDBPrivate {

enum class RuleFunction : quint8 {
    True,
    False,
    Text, // a template: {Variable} and {Variable#attribute} are replaced
    Variable, // a parameter, or what a condition brought; its name is the text
    IsSet,
    Equals,
    Coalesce, // the first that is set
    Attribute, // of a record, or [n] of a list
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
    const char *variable; // gets the value; null: none does
};

struct RuleResult
{
    const char *url; // a template; null: an error
    const char *signingRegion; // null: the one that was asked for
    QDynamoDBError::Code code;
    const char *error;
};

// A decision, by the number of its condition. Next is another node counted from 1, a result where
// the number is resultBase or more, or nothing (1 and -1). A negative number turns the decision of
// the node around.
struct RuleNode
{
    static constexpr qint32 resultBase = 100'000'000;

    qint32 condition;
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
    const char *regionPattern; // also of regions that are not known yet
    std::span<const char *const> regions;
};

// Where in an operation's request a table or something else is named that may be an ARN. A path is
// steps with dots between them: names of members ("|" between those that take each other's place),
// "[]" for each element of a list, "{}" for each key of a map.
struct ResourcePath
{
    const char *operation;
    const char *path;
};

extern const RuleSet dynamodbRules;
extern const RuleSet streamsRules;
// Of the services that give credentials.
extern const RuleSet stsRules;
extern const RuleSet ssoRules;
extern const RuleSet ssoOidcRules;
extern const RuleSet signinRules;
extern const RuleSet cognitoIdentityRules;
// The first one has the regions that none knows.
std::span<const Partition> allPartitions() noexcept;
// By the operations' names.
std::span<const ResourcePath> allResourcePaths() noexcept;

} // namespace QtDynamoDBPrivate

#endif
