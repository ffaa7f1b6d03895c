// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief } from '../lib/documentation.mjs';
import { methodName } from '../lib/naming.mjs';
import { fragment, lines } from '../lib/text.mjs';

function method(operation) {
    return `// ${brief(operation)}
Q_INVOKABLE QJSValue ${methodName(operation.name)}(const QJSValue &request = {}, const QJSValue &options = {}) { return start(u"${operation.name}", request, options); }`;
}

function methods(model, service, className) {
    const operations = model.operations.filter(operation => operation.service === service);
    return fragment(
        `// The operations of ${className}, as part of the class. Each is a method of its own, so that
// tools can complete it.
${lines(operations, method)}`);
}

// QML's error codes and operations. moc expands an included file only once, so the error codes have
// a file of their own beside the one of QDynamoDBError.
export function emitQml({ model, stable, services }) {
    return {
        'src/qml/generated/errorcodes.hpp': fragment(
            `// The enumerators of QDynamoDBQml::ErrorCode.\n${
                lines(stable.errorCodes, (code, i) => `${code} = ${i},`)}`),
        'src/qml/generated/operations.hpp': methods(model, services[0], 'QDynamoDBQmlClient'),
        'src/qml/generated/streamsoperations.hpp': methods(model, services[1], 'QDynamoDBQmlStreamsClient'),
    };
}
