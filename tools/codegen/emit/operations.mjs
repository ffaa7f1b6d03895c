// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { methodName } from '../lib/naming.mjs';
import { header, lines, source } from '../lib/text.mjs';
import { declareTypes, typesOf } from './operationtypes.mjs';

function definition(operation) {
    return `const Operation ${methodName(operation.name)} = {
    "${operation.name}", "${operation.service.targetPrefix}.${operation.name}",
    &ShapeOf<QDynamoDB::${operation.input.name}>::shape, &ShapeOf<QDynamoDB::${operation.output.name}>::shape,
    Service::${operation.service.id}, ${operation.name === 'SearchVectors'}, &${typesOf(operation)},
};
`;
}

export function emitOperations({ model }) {
    return {
        'src/api/generated/operations_p.h': header('OPERATIONS_P_H', `#include "api/operation_p.h"

namespace QtDynamoDBPrivate::Operations {

${lines(model.operations, operation =>
        `Q_DYNAMODB_AUTOTEST_EXPORT extern const Operation ${methodName(operation.name)};`)}
} // namespace QtDynamoDBPrivate::Operations
`),
        'src/api/generated/operations.cpp': source(`#include "api/generated/operations_p.h"
#include "api/generated/shapes_p.h"

namespace QtDynamoDBPrivate {

${declareTypes(model)}
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
