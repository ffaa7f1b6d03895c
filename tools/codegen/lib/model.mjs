// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Reads the model from the JavaScript SDK's packages into plain objects:
//   operations: [{ name, service, input, output }]            input and output are structs
//   structs:    Map of name -> { name, role, members: [{ wire, name, type, required, token }] }
//   enums:      Map of name -> { name, wire: [texts] }
//   errors:     [{ wire, httpStatus }]
// A type is { kind }, with a member struct, enum or element if the kind has one.
import { enumName, memberName, structName } from './naming.mjs';
import { numberKind, plainMembers } from './numbers.mjs';
import { loadSdk, resolve } from './sdk.mjs';
import { services } from './services.mjs';

// The SDK's notation of schemas.
const Structure = 3;
const Union = 4;
const List = 1;
const Map_ = 2;
const ErrorSchema = -3;
const ListFlag = 64;
const MapFlag = 128;
const simpleKinds = { 0: 'String', 1: 'Number', 2: 'Boolean', 4: 'Timestamp', 21: 'Blob' };
const idempotencyToken = 4;

function addEnum(model, wireName, wire) {
    const name = enumName(wireName);
    const known = model.enums.get(name);
    if (known && known.wire.join() !== wire.join())
        throw new Error(`The services disagree on the enum ${name}`);
    model.enums.set(name, { name, wire });
}

class Reader {
    constructor(model, sdk) {
        this.model = model;
        this.sdk = sdk;
    }

    type(schema, owner, wire) {
        schema = resolve(schema);
        if (Array.isArray(schema) && typeof schema[0] === 'number' && schema.length === 2)
            schema = schema[0]; // the type without the member's traits
        if (Array.isArray(schema) && schema[0] === 0)
            schema = schema[4]; // the simple type behind a named one
        if (typeof schema === 'number') {
            if (schema & ListFlag)
                return { kind: 'List', element: this.type(schema & ~ListFlag, owner, wire) };
            if (schema & MapFlag)
                return { kind: 'Map', element: this.type(schema & ~MapFlag, owner, wire) };
            const kind = simpleKinds[schema];
            if (kind === undefined)
                throw new Error(`Unknown simple type ${schema} at ${owner}.${wire}`);
            const enumWire = this.sdk.enumOf(owner, wire);
            if (kind === 'String' && enumWire)
                return { kind: 'Enum', enum: enumName(enumWire) };
            if (kind === 'Number')
                return { kind: numberKind(owner, wire) };
            return { kind };
        }
        switch (schema[0]) {
        case Union:
            if (schema[2] === 'AttributeValue')
                return { kind: 'Value' };
            throw new Error(`Unknown union ${schema[2]}`);
        case Structure:
            return { kind: 'Structure', struct: this.struct(schema, structName(schema[2]), 'part').name };
        case List:
            return { kind: 'List', element: this.type(schema[4], owner, wire) };
        case Map_: {
            const element = this.type(schema[5], owner, wire);
            return element.kind === 'Value' ? { kind: 'Item' } : { kind: 'Map', element };
        }
        }
        throw new Error(`Unknown schema ${schema[0]} at ${owner}.${wire}`);
    }

    struct(schema, name, role) {
        const [, , wireName, , memberNames = [], memberSchemas = [], requiredCount = 0] = schema;
        const struct = { name, wireName, role, members: [] };
        struct.members = memberNames.map((wire, i) => {
            const traits = Array.isArray(memberSchemas[i]) && memberSchemas[i].length === 2
                ? memberSchemas[i][1] : 0;
            const type = this.type(memberSchemas[i], wireName, wire);
            return {
                wire,
                name: memberName(wire),
                type,
                required: i < requiredCount,
                token: traits === idempotencyToken,
                plain: plainMembers.has(`${wireName}.${wire}`),
            };
        });
        const known = this.model.structs.get(name);
        if (known && JSON.stringify(known) !== JSON.stringify(struct))
            throw new Error(`Two different structures are called ${name}`);
        if (!known)
            this.model.structs.set(name, struct);
        return struct;
    }
}

function readErrors(model, schemas) {
    for (const schema of schemas) {
        const isError = Array.isArray(schema) && schema[0] === ErrorSchema
            && !schema[1].startsWith('smithy.');
        if (!isError || model.errors.some(error => error.wire === schema[2]))
            continue;
        const { httpError, error } = schema[3];
        model.errors.push({ wire: schema[2],
            httpStatus: httpError ?? (error === 'server' ? 500 : 400) });
    }
}

export function readModel(nodeModules) {
    const model = { operations: [], structs: new Map(), enums: new Map(), errors: [] };
    for (const service of services) {
        const sdk = loadSdk(nodeModules, service);
        for (const [name, wire] of sdk.enums)
            addEnum(model, name, wire);
        readErrors(model, Object.values(sdk.exports));
        const reader = new Reader(model, sdk);
        const asStruct = (shape, name, role) => {
            const schema = resolve(shape);
            return reader.struct(schema === 'unit' ? [Structure, '', 'unit'] : schema, name, role);
        };
        for (const [, , name, , input, output] of sdk.operations) {
            model.operations.push({ name, service,
                input: asStruct(input, `${name}Request`, 'request'),
                output: asStruct(output, `${name}Result`, 'result') });
        }
    }
    model.operations.sort((a, b) => services.indexOf(a.service) - services.indexOf(b.service)
        || (a.name < b.name ? -1 : 1));
    model.errors.sort((a, b) => (a.wire < b.wire ? -1 : 1));
    return model;
}
