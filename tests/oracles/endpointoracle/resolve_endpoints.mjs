// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Usage: node resolve_endpoints.mjs <tools/codegen's node_modules>
// Prints one line of JSON for each combination of settings and requests: the parameters, and the URL
// and the signing Region of the official SDK, or its error. Nothing goes over the network.
import { createRequire } from 'node:module';
import path from 'node:path';

const nodeModules = path.resolve(process.argv[2]);
const require = createRequire(path.join(nodeModules, 'resolve_endpoints.mjs'));
const sdk = {
    ...require('@aws-sdk/client-dynamodb-streams'),
    ...require('@aws-sdk/client-dynamodb'),
};
const streams = require('@aws-sdk/client-dynamodb-streams');
const { resolveParams } = require('@smithy/core/endpoints');
console.error = () => {}; // the SDK reports each invalid URL there

const regions = ['us-east-1', 'eu-central-1', 'eu-central-99', 'cn-north-1', 'cn-northwest-1',
    'cn-south-7', 'us-gov-east-1', 'us-gov-west-1', 'us-gov-north-1', 'us-iso-east-1',
    'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1', 'eusc-fr-east-1',
    'aws-global', 'unheard-of', 'local', 'US-EAST-1'];
const accountIds = [undefined, '123456789012', 'my-account', 'not.one'];
const modes = ['preferred', 'disabled', 'required'];
const endpoints = [undefined, 'https://example.org', 'http://127.0.0.1:8000/',
    'https://dynamodb.eu-central-1.api.aws', 'https://search-dynamodb.us-east-1.api.aws/'];

function requests(region) {
    const arn = `arn:aws:dynamodb:${region}:111122223333:table/T`;
    return [
        ['ListTables', {}],
        ['GetItem', { TableName: 'T' }],
        ['PutItem', { TableName: arn }],
        ['Query', { TableName: 'arn:aws:dynamodb:eu-central-1:444455556666:table/T' }],
        ['Scan', { TableName: `arn:aws:s3:${region}:111122223333:table/T` }],
        ['UpdateItem', { TableName: `arn:aws:dynamodb:${region}:not.one:table/T` }],
        ['DeleteItem', { TableName: `arn:aws:dynamodb:${region}::table/T` }],
        ['DescribeTable', { TableName: `arn:aws:dynamodb:${region}:111122223333` }],
        ['DescribeBackup', { BackupArn: `${arn}/backup/1` }],
        ['ImportTable', { TableCreationParameters: { TableName: arn } }],
        ['BatchGetItem', { RequestItems: { [arn]: {}, [`${arn}2`]: {} } }],
        ['BatchWriteItem', { RequestItems: { a: {}, [arn]: {} } }],
        ['TransactGetItems', { TransactItems: [{ Get: { TableName: arn } }] }],
        ['TransactWriteItems', { TransactItems: [
            { Update: { TableName: arn } }, { Put: { TableName: 'T' } }] }],
        ['TransactWriteItems', { TransactItems: [
            { Delete: { TableName: 'T' } }, { ConditionCheck: { TableName: arn } }] }],
        ['SearchVectors', { TableName: 'T' }],
        ['SearchVectors', { TableName: arn }],
    ];
}

const streamRequests = [
    ['DescribeStream', { StreamArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/T/stream/1' }],
    ['ListStreams', {}],
];

async function resolve(service, [operation, input], settings) {
    const Command = service === 'Streams' ? streams[`${operation}Command`] : sdk[`${operation}Command`];
    const Client = service === 'Streams' ? streams.DynamoDBStreamsClient : sdk.DynamoDBClient;
    Client.resolver ??= new Client({ region: 'us-east-1' }).config.endpointProvider;
    const parameters = await resolveParams(input, Command, {
        region: settings.region, useFipsEndpoint: settings.useFips,
        useDualstackEndpoint: settings.useDualStack, accountIdEndpointMode: settings.mode,
        credentials: { accountId: settings.accountId }, endpoint: settings.endpoint });
    try {
        const { url, properties } = Client.resolver(parameters);
        return { url: url.href, signingRegion: properties.authSchemes?.[0].signingRegion };
    } catch (error) {
        if (error.name !== 'EndpointError')
            throw error;
        return { error: error.message };
    }
}

for (const service of ['DynamoDB', 'Streams']) {
    for (const region of regions) {
        for (const request of service === 'Streams' ? streamRequests : requests(region)) {
            for (const useFips of [false, true]) {
                for (const useDualStack of [false, true]) {
                    for (const accountId of accountIds) {
                        for (const mode of modes) {
                            for (const endpoint of endpoints) {
                                const settings = { region, useFips, useDualStack, accountId, mode,
                                    endpoint };
                                console.log(JSON.stringify({ service, operation: request[0],
                                    input: request[1], ...settings,
                                    ...await resolve(service, request, settings) }));
                            }
                        }
                    }
                }
            }
        }
    }
}
