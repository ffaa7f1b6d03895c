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
    return header('QDYNAMODBAPI_PAGES_H', `#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qfuture.h>

#include <memory>

class QDynamoDBItem;
${lines(clients, client => `class ${client};`)}
namespace QDynamoDB {

${lines([...new Set(structs)].sort(), struct => `struct ${struct};`)}
} // namespace QDynamoDB

// The operations with pages; QDynamoDBPager works with any of them.
namespace QtDynamoDBPrivate {

class Pages;

// By the request of an operation: its client, the result that a page is, and what is in its list.
template<typename Request>
struct PagesOf;

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
        'src/api/generated/waiters_p.h': header('WAITERS_P_H', `#include "api/operation_p.h"

#include <chrono>
#include <span>

namespace QtDynamoDBPrivate {

// What an answer has to be for a wait to end, or to go on in spite of an error.
struct Acceptor
{
    enum Matcher : quint8 {
        Path, // the text at the path is expected
        AnyOf, // one of those at the path is
        AllOf, // there are some at the path, and all of them are
        Error, // the call failed with an error of this name; the path is empty
    };
    enum State : quint8 { Success, Failure, Retry };

    Matcher matcher;
    const char *path; // wire names; "[]" goes through a list
    const char *expected[2]; // one of these; the second may be null
    State state;
};

// Calls an operation again and again until an acceptor, tried in their order, ends it.
struct Waiter
{
    const char *name;
    const Operation *operation;
    std::span<const Acceptor> acceptors;
    std::chrono::seconds minDelay;
    std::chrono::seconds maxDelay;
};

namespace Waiters {

${lines(waiters, waiter => `Q_DYNAMODB_AUTOTEST_EXPORT extern const Waiter ${methodName(waiter.name)};`)}
} // namespace Waiters

} // namespace QtDynamoDBPrivate
`),
        'src/api/generated/waiters.cpp': source(`#include "api/generated/operations_p.h"
#include "api/generated/waiters_p.h"

namespace QtDynamoDBPrivate::Waiters {

using std::chrono::seconds;

${waiters.map(defineWaiter).join('\n')}
} // namespace QtDynamoDBPrivate::Waiters
`),
        'src/api/generated/paginators_p.h': header('PAGINATORS_P_H', `#include "api/operation_p.h"

#include <span>

namespace QtDynamoDBPrivate {

// How an operation is called for one page after the other; by wire names.
struct Paginator
{
    const Operation *operation;
    const char *inputToken; // of the request
    const char *outputToken; // of the result; absent in the last page
    const char *limit; // of the request, or null
    const char *results; // the result's list
};

// By the operation's name.
Q_DYNAMODB_AUTOTEST_EXPORT std::span<const Paginator> allPaginators() noexcept;
// Null for an operation without pages.
Q_DYNAMODB_AUTOTEST_EXPORT const Paginator *findPaginator(const Operation &operation) noexcept;

} // namespace QtDynamoDBPrivate

#define QDYNAMODB_FOR_EACH_PAGINATOR(DO) \\
${paginators.map(({ operation }) => `    DO(${operation.name})`).join(' \\\n')}
`),
        'src/api/generated/paginators.cpp': source(`#include "api/generated/operations_p.h"
#include "api/generated/paginators_p.h"

namespace QtDynamoDBPrivate {

static constexpr Paginator paginators[] = {
${lines(paginators, paginatorLine)}};

std::span<const Paginator> allPaginators() noexcept
{
    return paginators;
}

const Paginator *findPaginator(const Operation &operation) noexcept
{
    for (const Paginator &paginator : paginators) {
        if (paginator.operation == &operation)
            return &paginator;
    }
    return nullptr;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
