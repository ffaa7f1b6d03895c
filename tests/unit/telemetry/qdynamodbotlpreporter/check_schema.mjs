// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Usage: node check_schema.mjs <node_modules> <message>, the JSON on standard input
//
// Checks OTLP in JSON against the protobuf schema of OpenTelemetry: reads the JSON with the schema and
// writes it again. The result must be equal, because members of a wrong name or type would be lost.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deepStrictEqual } from 'node:assert';

const [, , nodeModules, message] = process.argv;
const require = createRequire(path.join(nodeModules, 'none.js'));
const root = require(path.join(nodeModules,
    '@opentelemetry/otlp-transformer/build/src/generated/root.js'));

const type = message.split('.').reduce((scope, name) => scope[name], root);
const json = JSON.parse(readFileSync(0, 'utf8'));

// In OTLP, IDs are hexadecimal; in the JSON of protobuf, they would be base64.
function withIds(value, convert) {
    if (Array.isArray(value))
        return value.map(element => withIds(element, convert));
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) =>
        [key, /^(traceId|spanId|parentSpanId)$/.test(key) ? convert(member) : withIds(member, convert)]));
}

const expected = withIds(json, id => Buffer.from(id, 'hex').toString('base64'));
const problem = type.verify(type.toObject(type.fromObject(expected), { longs: Number }));
if (problem)
    throw new Error(problem);
const again = type.toObject(type.fromObject(expected), { longs: String, bytes: String });
// protobufjs writes 64-bit numbers as strings, so they have to be strings in the input, too.
deepStrictEqual(JSON.parse(JSON.stringify(again)), expected);
