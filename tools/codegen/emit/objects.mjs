// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { methodName } from '../lib/naming.mjs';
import { lines, source } from '../lib/text.mjs';

export function emitObjects({ model }) {
    return {
        'src/api/objects.cpp': source(`#include "api/objects_p.h"
#include "api/operations_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

namespace QtDynamoDBPrivate {

template<typename T>
static Object make()
{
    return Object(new T, [](void *object) { delete static_cast<T *>(object); });
}

static const OperationObjects objects[] = {
${lines(model.operations, ({ name, input, output }) =>
        `    { Operations::${methodName(name)}, make<QDynamoDB::${input.name}>, make<QDynamoDB::${output.name}> },`)}};

const OperationObjects *findObjects(Service service, QStringView name) noexcept
{
    for (const OperationObjects &candidate : objects) {
        if (candidate.operation.service == service
            && name == QLatin1StringView(candidate.operation.name)) {
            return &candidate;
        }
    }
    return nullptr;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
