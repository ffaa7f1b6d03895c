// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { methodName } from '../lib/naming.mjs';
import { lines, source } from '../lib/text.mjs';

// The variable that operations.cpp refers to.
export const typesOf = operation => `OperationTypesOf::${methodName(operation.name)}`;

export const declareTypes = model => `namespace OperationTypesOf {

${lines(model.operations, operation => `extern const OperationTypes ${methodName(operation.name)};`)}
} // namespace OperationTypesOf
`;

export function emitOperationTypes({ model }) {
    return {
        'src/api/generated/operationtypes.cpp': source(`#include "api/generated/operations_p.h"
#include "api/operationtypes_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

namespace QtDynamoDBPrivate {

namespace OperationTypesOf {

${lines(model.operations, ({ name, input, output }) =>
        `extern const OperationTypes ${methodName(name)};\nconstinit const OperationTypes ${methodName(name)} = makeOperationTypes<QDynamoDB::${input.name}, QDynamoDB::${output.name}>();`)}
} // namespace OperationTypesOf

} // namespace QtDynamoDBPrivate
`),
    };
}
