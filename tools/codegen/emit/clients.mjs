// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief, link } from '../lib/documentation.mjs';
import { methodName } from '../lib/naming.mjs';
import { fragment, lines, source } from '../lib/text.mjs';

function declaration({ name, input, output }) {
    return `[[nodiscard]] QFuture<QDynamoDB::${output.name}>
${methodName(name)}(const QDynamoDB::${input.name} &request, const QDynamoDBCallOptions &options = {});`;
}

function definition({ name, service, input, output }) {
    return `QFuture<QDynamoDB::${output.name}>
${service.client}::${methodName(name)}(const QDynamoDB::${input.name} &request, const QDynamoDBCallOptions &options)
{
    return startCall<QDynamoDB::${output.name}>(this, Operations::${methodName(name)}, request, options);
}
`;
}

function documentation(operation) {
    const { name, service, input, output } = operation;
    return `/*!
    \\fn QFuture<QDynamoDB::${output.name}> ${service.client}::${methodName(name)}(const QDynamoDB::${input.name} &request, const QDynamoDBCallOptions &options)
    ${brief(operation)}

    May be called from any thread. The future fails with a QDynamoDBException. \\a options override
    the client's settings for this call.

    \\l {${link(operation)}} {${name} in the API reference}
*/
`;
}

export function emitClients({ model, services }) {
    const files = {};
    for (const service of services) {
        const operations = model.operations.filter(operation => operation.service === service);
        const name = `${service.client.toLowerCase()}_operations`;
        files[`include/QtDynamoDB/generated/${name}.inc`] = fragment(
            `// The operations of ${service.client}, as part of the class.\n${lines(operations, declaration)}`);
        files[`src/client/generated/${name}.cpp`] = source(
            `#include "api/generated/operations_p.h"
#include "client/startcall_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/${service.client.toLowerCase()}.h>

using namespace QtDynamoDBPrivate;

${operations.map(operation => documentation(operation) + definition(operation)).join('\n')}`);
    }
    return files;
}
