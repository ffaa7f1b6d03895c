// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { readEndpoints } from '../lib/endpoints.mjs';
import { lines, source } from '../lib/text.mjs';

const functions = {
    'isSet': 'IsSet',
    'booleanEquals': 'Equals',
    'stringEquals': 'Equals',
    'coalesce': 'Coalesce',
    'getAttr': 'Attribute',
    'isValidHostLabel': 'IsHostLabel',
    'parseURL': 'ParseUrl',
    'aws.parseArn': 'ParseArn',
    'aws.partition': 'FindPartition',
};
// The attributes of the evaluator's records.
const attributes = ['authority', 'name', 'supportsFIPS', 'supportsDualStack', 'dnsSuffix',
    'dualStackDnsSuffix', 'service', 'region', 'accountId'];

const quote = text => (text === undefined ? 'nullptr' : `"${text.replace(/["\\]/g, '\\$&')}"`);

function checkAttribute(name) {
    if (!attributes.includes(name) && !/^\[\d\]$/.test(name))
        throw new Error(`src/endpoint/evaluator.cpp does not know the attribute ${name}`);
}

// The arguments of calls, as arrays; equal arguments share one.
class Expressions {
    arrays = new Map();

    call({ fn, argv }) {
        if (!functions[fn])
            throw new Error(`src/endpoint/evaluator.cpp does not know the function ${fn}`);
        if (fn === 'getAttr')
            checkAttribute(argv[1]);
        const elements = argv.map(argument => this.value(argument)).join(', ');
        if (!this.arrays.has(elements))
            this.arrays.set(elements, `arguments${this.arrays.size}`);
        return `{ RuleFunction::${functions[fn]}, nullptr, ${this.arrays.get(elements)} }`;
    }

    value(argument) {
        if (typeof argument === 'boolean')
            return argument ? '{ RuleFunction::True }' : '{ RuleFunction::False }';
        if (typeof argument === 'string')
            return `{ RuleFunction::Text, ${quote(argument)} }`;
        return argument.ref ? `{ RuleFunction::Variable, ${quote(argument.ref)} }` : this.call(argument);
    }
}

function resultLine({ url, signingRegion, error }) {
    if (error)
        return `    { nullptr, nullptr, Code::${error.code}, ${quote(error.text)} },`;
    for (const [, name] of url.matchAll(/#(\w+)\}/g))
        checkAttribute(name);
    return `    { ${quote(url)}, ${quote(signingRegion)}, Code::NoError, nullptr },`;
}

function emitRules({ id, root, nodes, conditions, results }) {
    const name = id === 'DynamoDB' ? 'dynamodb' : id[0].toLowerCase() + id.slice(1);
    const expressions = new Expressions();
    const calls = conditions.map(condition =>
        `    { ${expressions.call(condition)}, ${quote(condition.result)} },`);
    const triples = Array.from({ length: nodes.length / 3 }, (_, i) => nodes.slice(3 * i, 3 * i + 3));
    return `namespace ${id}Data {

${lines([...expressions.arrays], ([elements, array]) => `static constexpr RuleExpression ${array}[] = { ${elements} };`)}
static constexpr RuleCondition conditions[] = {
${lines(calls, line => line)}};
static constexpr RuleResult results[] = {
${lines(results, resultLine)}};
static constexpr RuleNode nodes[] = {
${lines(triples, triple => `    { ${triple.join(', ')} },`)}};

} // namespace ${id}Data

const RuleSet ${name}Rules = { ${id}Data::conditions, ${id}Data::results, ${id}Data::nodes, ${root} };
`;
}

function partitionLines({ id, outputs, regionRegex }) {
    return `    { "${outputs.name}", "${outputs.dnsSuffix}", "${outputs.dualStackDnsSuffix}", ${
        outputs.supportsFIPS}, ${outputs.supportsDualStack}, ${quote(regionRegex)}, regions_${
        id.replaceAll('-', '_')} },`;
}

export function emitEndpoints({ nodeModules, services }) {
    const { rules, partitions, resources } = readEndpoints(nodeModules, services);
    return {
        'src/endpoint/generated/endpointrules.cpp': source(`#include "endpoint/endpointrules_p.h"

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

${rules.map(emitRules).join('\n')}
${lines(partitions, ({ id, regions }) => `static constexpr const char *regions_${
        id.replaceAll('-', '_')}[] = { ${Object.keys(regions).map(quote).join(', ')} };`)}
static constexpr Partition partitions[] = {
${lines(partitions, partitionLines)}};

std::span<const Partition> allPartitions() noexcept
{
    return partitions;
}

static constexpr ResourcePath resourcePaths[] = {
${lines([...resources].sort(([a], [b]) => (a < b ? -1 : 1)),
        ([operation, where]) => `    { "${operation}", "${where}" },`)}};

std::span<const ResourcePath> allResourcePaths() noexcept
{
    return resourcePaths;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
