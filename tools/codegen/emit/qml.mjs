// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief } from '../lib/documentation.mjs';
import { methodName } from '../lib/naming.mjs';
import { lines, unformatted } from '../lib/text.mjs';

// The operations as methods for QML, declared one by one so that tools can complete them.
export function qmlMethodsRegion(model, service) {
    const operations = model.operations.filter(operation => operation.service === service);
    return unformatted(lines(operations, operation => `// ${brief(operation)}
Q_INVOKABLE QJSValue ${methodName(operation.name)}(const QJSValue &request = {}) { return start(u"${operation.name}", request); }`));
}

// The codes in the singleton, where QML finds them.
export function qmlCodesRegion(stable) {
    return lines(stable.errorCodes, (code, i) => `${code} = ${i},`);
}
