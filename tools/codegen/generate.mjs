// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Usage: node tools/codegen/generate.mjs [--check] [--out <folder>] [--node-modules <folder>]
//
// Writes the generated files into the source tree, or into the folder of --out. With --check it writes
// nothing and fails if a generated file of the source tree is outdated, missing or no longer emitted.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { emitClients } from './emit/clients.mjs';
import { emitDocumentation } from './emit/documentation.mjs';
import { emitEndpoints } from './emit/endpoints.mjs';
import { emitEnums } from './emit/enums.mjs';
import { emitErrors } from './emit/errors.mjs';
import { emitFilledRequests } from './emit/filledrequests.mjs';
import { emitOperations } from './emit/operations.mjs';
import { emitOperationTypes } from './emit/operationtypes.mjs';
import { emitQml } from './emit/qml.mjs';
import { emitResultMembers } from './emit/resultmembers.mjs';
import { emitShapes } from './emit/shapes.mjs';
import { emitStructs } from './emit/structs.mjs';
import { emitWaiters } from './emit/waiters.mjs';
import { makeFamilies } from './lib/families.mjs';
import { readModel } from './lib/model.mjs';
import { services } from './lib/services.mjs';
import { updateStable } from './lib/stable.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const stablePath = 'tools/codegen/stable.json';

const { values: options } = parseArgs({ options: {
    check: { type: 'boolean', default: false },
    out: { type: 'string', default: root },
    'node-modules': { type: 'string', default: path.join(here, 'node_modules') },
} });

function generate() {
    const nodeModules = path.resolve(options['node-modules']);
    const model = readModel(nodeModules);
    const stable = updateStable(JSON.parse(readFileSync(path.join(root, stablePath), 'utf8')), model);
    const input = { model, stable, services, nodeModules, families: makeFamilies(model) };
    return {
        [stablePath]: `${JSON.stringify(stable, null, 4)}\n`,
        ...emitClients(input),
        ...emitDocumentation(input),
        ...emitEndpoints(input),
        ...emitEnums(input),
        ...emitErrors(input),
        ...emitFilledRequests(input),
        ...emitOperations(input),
        ...emitOperationTypes(input),
        ...emitQml(input),
        ...emitResultMembers(input),
        ...emitShapes(input),
        ...emitStructs(input),
        ...emitWaiters(input),
    };
}

// Files in folders named "generated" that the generator no longer emits.
function leftovers(files) {
    const names = folder => readdirSync(path.join(root, folder), { withFileTypes: true });
    const walk = (folder, generated) => names(folder).flatMap(entry => {
        const name = `${folder}/${entry.name}`;
        if (entry.isDirectory())
            return walk(name, generated || entry.name === 'generated');
        return generated && !(name in files) ? [name] : [];
    });
    return ['include', 'src', 'tests'].flatMap(folder => walk(folder, false));
}

function check(files) {
    const different = Object.entries(files).filter(([file, text]) => {
        const full = path.join(root, file);
        return !existsSync(full) || readFileSync(full, 'utf8') !== text;
    }).map(([file]) => file);
    const removed = leftovers(files);
    for (const file of different)
        console.error(`${file} differs from what tools/codegen emits`);
    for (const file of removed)
        console.error(`${file} is no longer emitted: remove it`);
    if (different.length)
        console.error('Run: node tools/codegen/generate.mjs');
    if (different.length || removed.length)
        process.exitCode = 1;
}

if (!existsSync(options['node-modules'])) {
    console.error(`${options['node-modules']} is missing. Run: npm ci --prefix tools/codegen`);
    process.exit(2);
}
const files = generate();
if (options.check) {
    check(files);
} else {
    for (const [file, text] of Object.entries(files)) {
        const full = path.join(options.out, file);
        mkdirSync(path.dirname(full), { recursive: true });
        if (!existsSync(full) || readFileSync(full, 'utf8') !== text)
            writeFileSync(full, text);
    }
    for (const file of leftovers(files))
        console.warn(`${file} is no longer emitted: remove it`);
}
