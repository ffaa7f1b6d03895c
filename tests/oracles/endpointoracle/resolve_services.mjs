// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Usage: node resolve_services.mjs <tools/codegen's node_modules>
// Prints one line of JSON for each credentials service and each combination of settings: the URL of
// the official SDK, or its error. Nothing goes over the network.
import { createRequire } from 'node:module';
import path from 'node:path';

const nodeModules = path.resolve(process.argv[2]);
const require = createRequire(path.join(nodeModules, 'resolve_services.mjs'));
const { resolveParams } = require('@smithy/core/endpoints');
const nested = name => require(`@aws-sdk/nested-clients/${name}`);

const services = [
    [nested('sts').STSClient, nested('sts').AssumeRoleCommand],
    [nested('sso').SSOClient, nested('sso').GetRoleCredentialsCommand],
    [nested('sso-oidc').SSOOIDCClient, nested('sso-oidc').CreateTokenCommand],
    [nested('signin').SigninClient, nested('signin').CreateOAuth2TokenCommand],
    [nested('cognito-identity').CognitoIdentityClient,
        nested('cognito-identity').GetCredentialsForIdentityCommand],
];
const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-central-1',
    'eu-central-99', 'cn-north-1', 'cn-south-7', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1',
    'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1', 'unheard-of'];
const endpoints = [undefined, 'https://example.org', 'http://127.0.0.1:8000/'];

async function resolve(resolver, command, { region, useFips, useDualStack, endpoint }) {
    const parameters = await resolveParams({}, command, { region, useFipsEndpoint: useFips,
        useDualstackEndpoint: useDualStack, useGlobalEndpoint: false, endpoint });
    try {
        return { url: resolver(parameters).url.href };
    } catch (error) {
        if (error.name !== 'EndpointError')
            throw error;
        return { error: error.message };
    }
}

for (const [service, [Client, Command]] of services.entries()) {
    const resolver = new Client({ region: 'us-east-1' }).config.endpointProvider;
    for (const region of regions) {
        for (const useFips of [false, true]) {
            for (const useDualStack of [false, true]) {
                for (const endpoint of endpoints) {
                    const settings = { region, useFips, useDualStack, endpoint };
                    console.log(JSON.stringify({ service, ...settings,
                        ...await resolve(resolver, Command, settings) }));
                }
            }
        }
    }
}
