// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief } from '../lib/documentation.mjs';
import { methodName } from '../lib/naming.mjs';
import { fragment, lines } from '../lib/text.mjs';

function method(operation) {
    return `// ${brief(operation)}
Q_INVOKABLE QJSValue ${methodName(operation.name)}(const QJSValue &request = {}) { return start(u"${operation.name}", request); }`;
}

// QML's error codes and operations. moc expands an included file only once, so the error codes have
// a file of their own beside the one of QDynamoDBError.
export function emitQml({ model, stable, services }) {
    const operations = model.operations.filter(operation => operation.service === services[0]);
    return {
        'src/qml/generated/errorcodes.hpp': fragment(
            `// The enumerators of QDynamoDBQml::ErrorCode.\n${
                lines(stable.errorCodes, (code, i) => `${code} = ${i},`)}`),
        'src/qml/generated/operations.hpp': fragment(
            `// The operations of QDynamoDBQmlClient, as part of the class. Each is a method of its own, so that
// tools can complete it.
${lines(operations, method)}`),
    };
}
