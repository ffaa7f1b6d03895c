// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Reads the endpoint rules, which select the host of a call, from the JavaScript SDK's packages:
//   rules:      [{ id, conditions, results, nodes, root }], a decision diagram for each service: those
//               with operations of the clients, and those that issue credentials
//   partitions: [{ id, regionRegex, regions, outputs }]
//   resources:  Map of operation name -> path of a possible ARN in its request
// A path consists of steps separated by dots: a name of a member ("|" between alternative members),
// "[]" for each element of a list, "{}" for each key of a map.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

// The services that issue credentials; the SDK has them in a package of internal clients.
const credentialServices = { Sts: 'sts', Sso: 'sso', SsoOidc: 'sso-oidc', Signin: 'signin',
    CognitoIdentity: 'cognito-identity' };

// The code and text for an error of the rules; the first matching pattern applies.
const errors = [
    [/Missing Region/, 'MissingParameter',
        'No region is set: set the client\'s region, AWS_REGION, or region in the profile'],
    [/FIPS and custom endpoint/, 'InvalidParameterCombination',
        'A custom endpoint can\'t be combined with FIPS: unset the endpoint, or FIPS (useFips, AWS_USE_FIPS_ENDPOINT, use_fips_endpoint)'],
    [/Dualstack and custom endpoint/, 'InvalidParameterCombination',
        'A custom endpoint can\'t be combined with dual-stack: unset the endpoint, or dual-stack (useDualStack, AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint)'],
    [/Endpoint override is not supported for dual-stack/, 'InvalidEndpoint',
        'A dual-stack host can\'t be set as the endpoint: set useDualStack instead'],
    [/FIPS and local endpoint/, 'InvalidParameterCombination',
        'The region "local" has no FIPS endpoint: set useFips to false, or another region'],
    [/Dualstack and local endpoint/, 'InvalidParameterCombination',
        'The region "local" has no dual-stack endpoint: set useDualStack to false, or another region'],
    [/required and FIPS is enabled/, 'InvalidParameterCombination',
        'FIPS endpoints can\'t contain the account id, which accountIdEndpointMode Required demands: set useFips to false, or another mode'],
    [/FIPS endpoints are not supported for OAuth/, 'InvalidParameterCombination',
        'The OAuth sign-in has no FIPS endpoint: unset FIPS (useFips, AWS_USE_FIPS_ENDPOINT, use_fips_endpoint)'],
    [/FIPS and DualStack are enabled/, 'InvalidParameterCombination',
        'The region\'s partition has no endpoints that are both FIPS and dual-stack: set useFips or useDualStack to false'],
    [/FIPS is enabled but this partition/, 'InvalidParameterCombination',
        'The region\'s partition has no FIPS endpoints: set useFips to false, or another region'],
    [/DualStack is enabled but this partition/, 'InvalidParameterCombination',
        'The region\'s partition has no dual-stack endpoints: set useDualStack to false, or another region'],
    [/required but account endpoints are not supported/, 'InvalidParameterCombination',
        'The region has no endpoints with the account id, which accountIdEndpointMode Required demands: set another mode'],
    [/account ID parameter is invalid/, 'InvalidParameterValue',
        'The account id of the credentials can\'t be part of a host name: it must be 12 digits'],
    [/no AccountID was provided/, 'MissingParameter',
        'The credentials have no account id, which accountIdEndpointMode Required demands: set AWS_ACCOUNT_ID, aws_account_id in the profile, or QDynamoDBCredentials::setAccountId()'],
];

// Returns the exports of a module of constants. The imports are substitutes for those of the module.
function evaluate(file, imports = {}) {
    const text = readFileSync(file, 'utf8').replace(/^import .*$/gm, '')
        .replace(/^export const (\w+) =/gm, 'const $1 = exports.$1 =');
    const exports = {};
    vm.runInNewContext(text, { exports, ...imports });
    return exports;
}

function readError(text) {
    if (text === undefined)
        return { code: 'Unknown', text: 'The service has no endpoint rule for the settings' };
    const found = errors.find(([pattern]) => pattern.test(text));
    if (!found)
        throw new Error(`lib/endpoints.mjs has no code for the endpoint error "${text}": add one`);
    return { code: found[1], text: found[2] };
}

function readResult([first, second]) {
    if (first === -1)
        return { error: readError(second) };
    const [scheme, ...more] = second.authSchemes ?? [{}];
    if (more.length || !['sigv4', undefined].includes(scheme.name))
        throw new Error(`Unknown authentication at ${first}`);
    return { url: first.ref ? `{${first.ref}}` : first,
        signingRegion: scheme.signingRegion === '{Region}' ? undefined : scheme.signingRegion };
}

function readRules(id, folder) {
    const from = (nodes, root, conditions, results) => ({ nodes, root, conditions, results });
    const { bdd } = evaluate(path.join(folder, 'endpoint/bdd.js'),
        { BinaryDecisionDiagram: { from } });
    return { id, root: bdd.root, nodes: [...bdd.nodes],
        conditions: bdd.conditions.map(([fn, argv, result]) => ({ fn, argv, result })),
        results: bdd.results.map(readResult) };
}

// Translates an SDK function over requests into a path. The functions have the few forms below.
function readPath(get) {
    const text = get.toString().replace(/\s+/g, ' ');
    const forms = [
        [/^\(input\) => Object\.keys\(input\?\.(\w+) \?\? \{\}\)$/, ([list]) => `${list}.{}`],
        [/^\(input\) => input((?:\?\.\w+)+)$/, ([names]) => names.slice(2).replaceAll('?.', '.')],
        [/^\(input\) => input\?\.(\w+)\?\.map\(\(obj\) => obj((?:\?\.\w+)+)\)$/,
            ([list, names]) => `${list}.[].${names.slice(2).replaceAll('?.', '.')}`],
        [/^\(input\) => input\?\.(\w+)\?\.map\(\(obj\) => \[(.*)\]\.filter\(\(i\) => i\)\)\.flat\(\)$/,
            ([list, members]) => {
                const steps = members.split(', ').map(member => member.split('?.').slice(1));
                if (steps.some(step => step.length !== 2 || step[1] !== steps[0][1]))
                    throw new Error(`Unknown endpoint parameters: ${text}`);
                return `${list}.[].${steps.map(([name]) => name).join('|')}.${steps[0][1]}`;
            }],
    ];
    for (const [pattern, make] of forms) {
        const match = pattern.exec(text);
        if (match)
            return make(match.slice(1));
    }
    throw new Error(`Unknown endpoint parameters: ${text}`);
}

function readResources(folder) {
    const builder = evaluate(path.join(folder, 'dist-es/commandBuilder.js'),
        { makeBuilder: () => undefined, getEndpointPlugin: undefined, commonParams: {} });
    const resources = new Map();
    const commands = path.join(folder, 'dist-es/commands');
    for (const file of readdirSync(commands).sort()) {
        const match = /command\((_ep\d+), \w+, "(\w+)"/.exec(
            readFileSync(path.join(commands, file), 'utf8'));
        if (!match)
            continue;
        const { ResourceArn, ResourceArnList, IsSearchOperation, ...others } = builder[match[1]];
        if (Object.keys(others).length || (IsSearchOperation && match[2] !== 'SearchVectors'))
            throw new Error(`Unknown endpoint parameters of ${match[2]}`);
        const parameter = ResourceArn ?? ResourceArnList;
        if (parameter) {
            resources.set(match[2], parameter.type === 'contextParams' ? parameter.name
                : readPath(parameter.get));
        }
    }
    return resources;
}

export function readEndpoints(nodeModules, services) {
    const folder = service => path.join(nodeModules, service.package);
    const { partitionsInfo } = evaluate(path.join(nodeModules,
        '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'));
    return {
        rules: [
            ...services.map(service => readRules(service.id, path.join(folder(service), 'dist-es'))),
            ...Object.entries(credentialServices).map(([id, name]) => readRules(id,
                path.join(nodeModules, '@aws-sdk/nested-clients/dist-es/submodules', name))),
        ],
        partitions: partitionsInfo.partitions,
        resources: new Map(services.flatMap(service => [...readResources(folder(service))])),
    };
}
