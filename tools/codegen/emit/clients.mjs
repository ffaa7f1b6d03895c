// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief, link } from '../lib/documentation.mjs';
import { methodName } from '../lib/naming.mjs';
import { fragment, lines, source } from '../lib/text.mjs';

const parameters = ({ input }) =>
    `const QDynamoDB::${input.name} &request, const QDynamoDBCallOptions &options`;

const declaration = operation => `[[nodiscard]] QFuture<QDynamoDB::${operation.output.name}>
${methodName(operation.name)}(${parameters(operation)} = {});`;

// A template, since the header of the client does not define the types. Compilers quote the line with
// the comment where they can't convert the argument.
const templateDeclaration = ({ name, input }, { publicHeader }) =>
    `template<typename Request = QDynamoDB::${input.name}>
[[nodiscard]] auto ${methodName(name)}(const QtDynamoDBPrivate::Defined<Request> &request, const QDynamoDBCallOptions &options = {}) // #include <${publicHeader}>
{
    QtDynamoDBPrivate::require${publicHeader.replace('QDynamoDB', '')}<QtDynamoDBPrivate::isDefined<Request>>();
    return call(request, options);
}`;

const sendDeclaration = operation =>
    `[[nodiscard]] QFuture<QDynamoDB::${operation.output.name}> send(${parameters(operation)});`;

function definition(operation, function_) {
    const { name, service, output } = operation;
    return `QFuture<QDynamoDB::${output.name}>
${service.client}::${function_}(${parameters(operation)})
{
    return startCall<QDynamoDB::${output.name}>(this, std::make_unique<ModelledCall>(Operations::${methodName(name)}, &request, options));
}
`;
}

function documentation(operation) {
    const { name, service, input, output } = operation;
    return `/*!
    \\fn QFuture<QDynamoDB::${output.name}> ${service.client}::${methodName(name)}(const QDynamoDB::${input.name} &request, const QDynamoDBCallOptions &options)
    ${brief(operation)}

    Sends \\a request; \\a options override the client's settings for this call. May be called from
    any thread. The future fails with a QDynamoDBException.

    \\l {${link(operation)}} {${name} in the API reference}
*/
`;
}

function emitDeclarations(operations, service, families) {
    const familyOf = operation => families.find(family => family.operations.includes(operation));
    const isDefined = operation => service.defines.includes(familyOf(operation).name);
    const templates = operations.filter(operation => !isDefined(operation));
    const plain = lines(operations.filter(isDefined), declaration);
    if (templates.length === 0)
        return plain;
    return `${plain}
#ifdef Q_QDOC
${lines(templates, declaration)}#else
${lines(templates, operation => templateDeclaration(operation, familyOf(operation)))}
private:
${lines(templates, sendDeclaration)}
public:
#endif
`;
}

export function emitClients({ model, services, families }) {
    const files = {};
    for (const service of services) {
        const operations = model.operations.filter(operation => operation.service === service);
        const isDefined = operation => families.some(family =>
            service.defines.includes(family.name) && family.operations.includes(operation));
        const name = `${service.client.toLowerCase()}_operations`;
        files[`include/QtDynamoDB/generated/${name}.hpp`] = fragment(
            `// The operations of ${service.client}, as part of the class.
${emitDeclarations(operations, service, families)}`);
        files[`src/client/generated/${name}.cpp`] = source(
            `#include "api/generated/operations_p.h"
#include "client/startcall_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/${service.client.toLowerCase()}.h>

using namespace QtDynamoDBPrivate;

${operations.map(operation => documentation(operation) + definition(operation,
        isDefined(operation) ? methodName(operation.name) : 'send')).join('\n')}`);
    }
    return files;
}
