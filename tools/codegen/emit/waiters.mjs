// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import path from 'node:path';
import { methodName } from '../lib/naming.mjs';
import { header, lines, source } from '../lib/text.mjs';
import { readPaginators, readWaiters } from '../lib/waiters.mjs';
import { plainType } from './structs.mjs';

function defineWaiter({ name, operation, minDelay, maxDelay, acceptors }) {
    const line = ({ matcher, path: where, expected, state }) => {
        const [first, second] = expected;
        return `    { Acceptor::${matcher}, "${where}", { "${first}", ${
            second ? `"${second}"` : 'nullptr'} }, Acceptor::${state} },`;
    };
    return `static constexpr Acceptor acceptors${name}[] = {
${lines(acceptors, line)}};
const Waiter ${methodName(name)} = {
    "${name}", &Operations::${methodName(operation)}, acceptors${name}, seconds(${minDelay}), seconds(${maxDelay}),
};
`;
}

function paginatorLine({ operation, input, output, limit, results }) {
    const quote = member => (member ? `"${member.wire}"` : 'nullptr');
    return `    { &Operations::${methodName(operation.name)}, ${quote(input)}, ${quote(output)}, ${
        quote(limit)}, ${quote(results)} },`;
}

function elementType({ results }) {
    const { element } = results.type;
    return element.kind === 'Structure' ? `QDynamoDB::${element.struct}` : plainType(element);
}

function definePages({ operation, results }) {
    const element = elementType({ results });
    return `template<>
struct PagesOf<QDynamoDB::${operation.name}Request>
{
    using Client = ${operation.service.client};
    using Result = QDynamoDB::${operation.name}Result;
    using Element = ${element};
};
Q_DYNAMODB_EXPORT QFuture<QDynamoDB::${operation.name}Result>
nextPage(const std::shared_ptr<Pages> &pages, const QDynamoDB::${operation.name}Request &request);
Q_DYNAMODB_EXPORT QFuture<${element}>
allElements(const std::shared_ptr<Pages> &pages, const QDynamoDB::${operation.name}Request &request);
`;
}

function pagesHeader(paginators, services) {
    const structs = paginators.flatMap(({ operation, results }) => [
        `${operation.name}Request`, `${operation.name}Result`,
        ...(results.type.element.kind === 'Structure' ? [results.type.element.struct] : [])]);
    const clients = services.map(service => service.client).sort();
    return header('QDYNAMODBAPI_PAGES_GENERATED_H', `#include <QtDynamoDB/qdynamodbapi_pages.h>

class QDynamoDBItem;
${lines(clients, client => `class ${client};`)}
namespace QDynamoDB {

${lines([...new Set(structs)].sort(), struct => `struct ${struct};`)}
} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

${paginators.map(definePages).join('\n')}
} // namespace QtDynamoDBPrivate
`);
}

export function emitWaiters({ model, services, nodeModules }) {
    const folder = path.join(nodeModules, services[0].package);
    const waiters = readWaiters(folder);
    const paginators = readPaginators(folder, model);
    return {
        'include/QtDynamoDB/generated/qdynamodbapi_pages.h': pagesHeader(paginators, services),
        'src/api/generated/waiters_p.h': header('WAITERS_P_H', `#include "api/waiter_p.h"

namespace QtDynamoDBPrivate::Waiters {

${lines(waiters, waiter => `Q_DYNAMODB_AUTOTEST_EXPORT extern const Waiter ${methodName(waiter.name)};`)}
} // namespace QtDynamoDBPrivate::Waiters
`),
        'src/api/generated/waiters.cpp': source(`#include "api/generated/operations_p.h"
#include "api/generated/waiters_p.h"

namespace QtDynamoDBPrivate::Waiters {

using std::chrono::seconds;

${waiters.map(defineWaiter).join('\n')}
} // namespace QtDynamoDBPrivate::Waiters
`),
        'src/api/generated/paginators_p.h': header('PAGINATORS_P_H',
            `#include "api/paginator_p.h"

// Expands DO(<operation>) for each operation with pages.
#define Q_DYNAMODB_FOR_EACH_PAGINATOR(DO) \\
${paginators.map(({ operation }) => `    DO(${operation.name})`).join(' \\\n')}
`),
        'src/api/generated/paginators.cpp': source(`#include "api/generated/operations_p.h"
#include "api/paginator_p.h"

namespace QtDynamoDBPrivate {

static constexpr Paginator paginators[] = {
${lines(paginators, paginatorLine)}};

std::span<const Paginator> allPaginators() noexcept
{
    return paginators;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
