// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Access to the SDK's packages: their exports, and the enums of their members.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const resolve = schema => (typeof schema === 'function' ? schema() : schema);

const operationSchema = 9;

// The enums of members are only in the TypeScript declarations.
function readDeclarations(folder, enums) {
    const text = readFileSync(path.join(folder, 'dist-types/models/models_0.d.ts'), 'utf8');
    const found = new Map();
    for (const [, name, body] of text.matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms)) {
        for (const [, member, type] of body.matchAll(/^ {4}(\w+)\??: (.+?)(?: \| undefined)?;$/gm)) {
            const inner = type.replace(/\[\]$/, '').replace(/^Record<string, (\w+)>$/, '$1');
            if (enums.has(inner))
                found.set(`${name.replace(/^_/, '')}.${member}`, inner);
        }
    }
    return found;
}

// Returns { exports, operations: [schemas], enums: Map of name -> wire texts, enumOf(structure, member) }.
export function loadSdk(nodeModules, service) {
    const require = createRequire(path.join(nodeModules, 'model.cjs'));
    const exports = require(service.package);
    const folder = path.join(nodeModules, service.package);
    const enumsText = readFileSync(path.join(folder, 'dist-es/models/enums.js'), 'utf8');
    const enums = new Map([...enumsText.matchAll(/^export const (\w+) = /gm)]
        .map(([, name]) => [name, Object.values(exports[name])]));
    const declarations = readDeclarations(folder, enums);
    return {
        exports,
        enums,
        operations: Object.values(exports)
            .filter(schema => Array.isArray(schema) && schema[0] === operationSchema),
        enumOf: (structure, member) => declarations.get(`${structure}.${member}`),
    };
}
