// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Reads pairs of shared files as the official JavaScript SDK does.
// Usage: node read_files.mjs <tools/codegen's node_modules> <folder> <count>
// Arguments and output are those of read_files.py, but this SDK rejects no file.
import { createRequire } from 'node:module';
import path from 'node:path';

const [nodeModules, root, count] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(nodeModules), 'read_files.mjs'));
const { loadSharedConfigFiles } = require('@smithy/core/config');

async function read(folder) {
    const { configFile, credentialsFile } = await loadSharedConfigFiles({
        configFilepath: path.join(folder, 'config'), filepath: path.join(folder, 'credentials') });
    const kinds = { profile: {}, 'sso-session': {}, services: {} };
    for (const [key, settings] of Object.entries(configFile)) {
        const [, kind, name] = /^(?:(sso-session|services)\.)?(.*)$/s.exec(key);
        kinds[kind ?? 'profile'][name] = settings;
    }
    for (const [name, settings] of Object.entries(credentialsFile))
        kinds.profile[name] = { ...kinds.profile[name], ...settings };
    return kinds;
}

const results = [];
for (let i = 0; i < Number(count); ++i)
    results.push(await read(path.join(root, String(i))));
console.log(JSON.stringify(results));
