// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Requests and results with every member set, for the oracle test. They come directly from the SDK's
// schemas instead of lib/model.mjs, so that the test finds members that lib/model.mjs overlooks. The
// values are the same in every run and within their bounds;
// tests/shared/filledrequests/filledrequests.h makes the same values in C++. Mutually exclusive
// parameters are all set.
import { constraint, oneOf } from './constraints.mjs';
import { numberKind } from './numbers.mjs';
import { resolve } from './sdk.mjs';

// The C++ counterparts are text() and name().
export const filledText = (name, n) => `${name} ${n} "\\/\u00e9\u20ac\u{1f600}\n`;
export const filledName = n => `name-${n}`;
export const filledBinary = n => new Uint8Array([n & 255, (n >> 8) & 255, 0, 255]);
export const filledTime = n => new Date(1700000000123 + n * 1000);
export const filledInteger = n => 100000 + n;
export const filledReal = n => n + 0.5;

// The C++ counterparts are value() and item().
export function filledValue(n) {
    return {
        M: {
            string: { S: filledText('S', n) },
            number: { N: `-${n}.25` },
            binary: { B: filledBinary(n) },
            strings: { SS: [filledText('SS', n), ''] },
            numbers: { NS: [`${n}`, '0.5'] },
            binaries: { BS: [filledBinary(n), filledBinary(n + 1)] },
            map: { M: { [filledText('key', n)]: { N: `${n}` }, empty: { M: {} } } },
            list: { L: [{ S: '' }, { NULL: true }, { L: [] }] },
            null: { NULL: true },
            true: { BOOL: true },
            false: { BOOL: false },
        },
    };
}
export const filledItem = n => filledValue(n).M;

// Fills a schema with values. Each leaf has a unique number, which its value is made from.
export class Filler {
    constructor(sdk) {
        this.sdk = sdk;
        this.n = 0;
    }

    // Returns { kind, ... , value }: the value is for the SDK, the rest for the generated C++.
    fill(schema, owner, wire, only) {
        schema = resolve(schema);
        if (Array.isArray(schema) && schema.length === 2)
            schema = schema[0];
        if (Array.isArray(schema) && schema[0] === 0)
            schema = schema[4];
        if (typeof schema === 'number')
            return this.fillSimple(schema, owner, wire);
        const [type, , name, , content, more] = schema;
        if (type === 4)
            return this.leaf('value', filledValue);
        if (type === 3)
            return this.fillStructure(schema, only);
        if (type === 1)
            return this.fillList(only => this.fill(content, owner, wire, only), this.choices(content));
        if (type !== 2)
            throw new Error(`Unknown schema of ${name}`);
        const element = resolve(more);
        if (Array.isArray(element) && element[0] === 4)
            return this.leaf('item', filledItem);
        return this.fillMap(() => this.fill(element, owner, wire));
    }

    leaf(kind, make) {
        const n = ++this.n;
        return { kind, n, value: make(n) };
    }

    fillSimple(schema, owner, wire) {
        if (schema & 64)
            return this.fillList(() => this.fill(schema & ~64, owner, wire));
        if (schema & 128)
            return this.fillMap(() => this.fill(schema & ~128, owner, wire));
        const bounds = constraint({ name: owner.replace(/Input$/, 'Request') }, { wire }) ?? {};
        switch (schema) {
        case 0: {
            const name = this.sdk.enumOf(owner, wire);
            if (!name && bounds.flags?.includes('Name'))
                return this.leaf('name', filledName);
            if (!name)
                return { ...this.leaf('text', n => filledText(wire, n)), name: wire };
            if (wire === 'ProjectionType') // the only type that allows NonKeyAttributes
                return { ...this.leaf('enum', () => 'INCLUDE'), name };
            const texts = this.sdk.enums.get(name);
            return { ...this.leaf('enum', n => texts[n % texts.length]), name };
        }
        case 1:
            return numberKind(owner, wire) === 'Double' ? this.leaf('real', filledReal)
                : this.leaf('number', n => Math.min(filledInteger(n), (bounds.max ?? Infinity) - n));
        case 2: return this.leaf('boolean', n => n % 2 === 1);
        case 4: return this.leaf('time', filledTime);
        }
        throw new Error(`Unknown simple type ${schema} of ${owner}.${wire}`);
    }

    // A list has two elements, or one for each alternative of a structure with exactly one member set.
    choices(element) {
        const schema = resolve(element);
        return schema[0] === 3 && oneOf.has(schema[2]) ? schema[4] : [undefined, undefined];
    }

    fillStructure([, , name, , members, schemas], only) {
        const fields = members.map((wire, i) => ({ wire, owner: name, schema: schemas[i] }))
            .filter(({ wire }) => !only || wire === only)
            .map(({ wire, owner, schema }) => ({ wire, owner, field: this.fill(schema, owner, wire) }));
        return { kind: 'structure', fields,
            value: Object.fromEntries(fields.map(({ wire, field }) => [wire, field.value])) };
    }

    fillList(fill, choices = [undefined, undefined]) {
        const elements = choices.map(fill);
        return { kind: 'list', elements, value: elements.map(element => element.value) };
    }

    fillMap(fill) {
        const entries = [1, 2].map(() => {
            const n = ++this.n;
            return { n, key: filledText('key', n), field: fill() };
        });
        return { kind: 'map', entries,
            value: Object.fromEntries(entries.map(({ key, field }) => [key, field.value])) };
    }
}

// Returns the JSON that the service sends for the value.
export function toWire(field) {
    switch (field.kind) {
    case 'time': return field.value.getTime() / 1000;
    case 'value': return attributeToWire(field.value);
    case 'item': return mapValues(field.value, attributeToWire);
    case 'list': return field.elements.map(toWire);
    case 'map': return Object.fromEntries(field.entries.map(entry => [entry.key, toWire(entry.field)]));
    case 'structure':
        return Object.fromEntries(field.fields.map(({ wire, field: inner }) => [wire, toWire(inner)]));
    default: return field.value;
    }
}

function mapValues(object, make) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(value)]));
}

function attributeToWire(attribute) {
    const base64 = bytes => Buffer.from(bytes).toString('base64');
    const [type, value] = Object.entries(attribute)[0];
    switch (type) {
    case 'B': return { B: base64(value) };
    case 'BS': return { BS: value.map(base64) };
    case 'M': return { M: mapValues(value, attributeToWire) };
    case 'L': return { L: value.map(attributeToWire) };
    default: return attribute;
    }
}
