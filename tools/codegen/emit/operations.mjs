// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { operationsWithRules } from '../lib/constraints.mjs';
import { methodName } from '../lib/naming.mjs';
import { header, lines, source } from '../lib/text.mjs';

function definition(operation) {
    const check = operationsWithRules.has(operation.name)
        ? `&checked<QDynamoDB::${operation.input.name}>` : 'nullptr';
    return `const Operation ${methodName(operation.name)} = {
    "${operation.name}", "${operation.service.targetPrefix}.${operation.name}",
    &ShapeOf<QDynamoDB::${operation.input.name}>::shape, &ShapeOf<QDynamoDB::${operation.output.name}>::shape,
    Service::${operation.service.id}, ${operation.name === 'SearchVectors'}, ${check},
};
`;
}

export function emitOperations({ model }) {
    const rules = [...operationsWithRules].sort();
    return {
        'src/api/operations_p.h': header('OPERATIONS_P_H', `#include "api/operation_p.h"

#include <span>

namespace QtDynamoDBPrivate {

namespace Operations {

${lines(model.operations, operation =>
        `Q_DYNAMODB_AUTOTEST_EXPORT extern const Operation ${methodName(operation.name)};`)}
} // namespace Operations

// By the service, then by name.
Q_DYNAMODB_AUTOTEST_EXPORT std::span<const Operation *const> allOperations() noexcept;

} // namespace QtDynamoDBPrivate
`),
        'src/api/operationrules_p.h': header('OPERATIONRULES_P_H',
            `#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodberror.h>

namespace QtDynamoDBPrivate {

// What the tables can't say about the requests of some operations.
${lines(rules, name => `QDynamoDBError checkRules(const QDynamoDB::${name}Request &request);`)}
template<typename Request>
QDynamoDBError checked(const void *request)
{
    return checkRules(*static_cast<const Request *>(request));
}

} // namespace QtDynamoDBPrivate
`),
        'src/api/operations.cpp': source(`#include "api/operations_p.h"
#include "api/operationrules_p.h"
#include "api/shapes_p.h"

namespace QtDynamoDBPrivate {

namespace Operations {

${model.operations.map(definition).join('\n')}
} // namespace Operations

std::span<const Operation *const> allOperations() noexcept
{
    static constexpr const Operation *all[] = {
${lines(model.operations, operation => `        &Operations::${methodName(operation.name)},`)}    };
    return all;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
