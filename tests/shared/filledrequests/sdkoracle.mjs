// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Usage: node sdkoracle.mjs <tools/codegen> <its node_modules>
// Prints one line of JSON for each operation: the request that the official SDK sends if every member
// is set, and a response in which every member is set. Nothing goes over the network.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [codegen, nodeModules] = process.argv.slice(2).map(argument => path.resolve(argument));
const load = file => import(pathToFileURL(path.join(codegen, 'lib', file)));
const { Filler, toWire } = await load('filled.mjs');
const { loadSdk, resolve } = await load('sdk.mjs');
const { services } = await load('services.mjs');

class Captured extends Error {
    constructor(request) {
        super('captured');
        this.request = request;
    }
}

async function capture(client, command) {
    try {
        await client.send(command);
    } catch (error) {
        if (error instanceof Captured)
            return error.request;
        throw error;
    }
    throw new Error('The SDK sent nothing');
}

for (const service of services) {
    const sdk = loadSdk(nodeModules, service);
    const Client = sdk.exports[`${service.id === 'Streams' ? 'DynamoDBStreams' : 'DynamoDB'}Client`];
    const client = new Client({
        region: 'us-east-1',
        maxAttempts: 1,
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
        requestHandler: { handle: async request => { throw new Captured(request); } },
    });
    for (const [, , name, , input, output] of sdk.operations) {
        const Command = sdk.exports[`${name}Command`];
        const filled = new Filler(sdk).fill(input, name, '').value;
        const request = await capture(client, new Command(filled));
        const result = resolve(output);
        console.log(JSON.stringify({
            service: service.id,
            name,
            target: request.headers['x-amz-target'],
            request: JSON.parse(request.body),
            result: result === 'unit' ? {} : toWire(new Filler(sdk).fill(result, name, '')),
        }));
    }
}
