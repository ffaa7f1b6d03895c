// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Reads waiters and paginators, which the SDK's packages contain as code of a few fixed forms.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const states = { SUCCESS: 'Success', FAILURE: 'Failure', RETRY: 'Retry' };

// Returns [{ matcher, path, expected: [texts], state }], in the order in which they are tried.
function readAcceptors(name, text) {
    const found = [];
    const add = (match, matcher, where, expected, state) =>
        found.push({ at: match.index, matcher, path: where, expected, state: states[state] });
    const end = String.raw`\{\s*return \{ state: WaiterState\.(\w+), reason \}`;
    for (const match of text.matchAll(new RegExp(
        String.raw`return result\.([\w.]+);\s*\};\s*if \(returnComparator\(\) === "(\w+)"\) ${end}`, 'g')))
        add(match, 'Path', match[1], [match[2]], match[3]);
    for (const match of text.matchAll(new RegExp(
        String.raw`\.\.\.result\.(\w+)\);[^}]*return element_\d+\.(\w+);[^]*?for \(let (\w+) of `
        + String.raw`returnComparator\(\)\) \{\s*if \(\3 == "(\w+)"\) ${end}`, 'g')))
        add(match, 'AnyOf', `${match[1]}[].${match[2]}`, [match[4]], match[5]);
    for (const match of text.matchAll(new RegExp(
        String.raw`= result\.(\w+)\.filter\(\(element_\d+\) => \{\s*return (.*?);\s*\}\);\s*return `
        + String.raw`\(\(result\.\1\.length > 0\) && \(\w+\.length == result\.\1\.length\)\);\s*\};\s*`
        + String.raw`if \(returnComparator\(\) == true\) ${end}`, 'g'))) {
        const member = match[2].match(/element_\d+\.(\w+)/)[1];
        const texts = [...new Set([...match[2].matchAll(/"(\w+)"/g)].map(([, value]) => value))];
        add(match, 'AllOf', `${match[1]}[].${member}`, texts.sort(), match[3]);
    }
    for (const match of text.matchAll(new RegExp(
        String.raw`exception\.name === "(\w+)"\) ${end}`, 'g')))
        add(match, 'Error', '', [match[1]], match[2]);
    // The last return statement is for a response that no acceptor matches.
    if (found.length !== text.match(/return \{ state:/g).length - 1)
        throw new Error(`The waiter ${name} has a form that lib/waiters.mjs does not know`);
    return found.sort((a, b) => a.at - b.at);
}

export function readWaiters(packageFolder) {
    const folder = path.join(packageFolder, 'dist-es/waiters');
    return readdirSync(folder).filter(file => file.startsWith('waitFor')).sort().map(file => {
        const text = readFileSync(path.join(folder, file), 'utf8');
        const name = file.slice('waitFor'.length, -'.js'.length);
        const [, operation] = text.match(/client\.send\(new (\w+)Command\(/);
        const [, minDelay, maxDelay] = text.match(/minDelay: (\d+), maxDelay: (\d+)/);
        return { name, operation, minDelay, maxDelay, acceptors: readAcceptors(name, text) };
    });
}

// Operations with pages that the model does not list: input, output and limit.
const morePaginators = [
    ['ExecuteStatement', 'NextToken', 'NextToken', 'Limit'],
    ['ListBackups', 'ExclusiveStartBackupArn', 'LastEvaluatedBackupArn', 'Limit'],
    ['ListGlobalTables', 'ExclusiveStartGlobalTableName', 'LastEvaluatedGlobalTableName', 'Limit'],
    ['ListStreams', 'ExclusiveStartStreamArn', 'LastEvaluatedStreamArn', 'Limit'],
    ['ListTagsOfResource', 'NextToken', 'NextToken', undefined],
];

function resultKey(operation) {
    const lists = operation.output.members.filter(member => member.type.kind === 'List');
    if (lists.length !== 1)
        throw new Error(`The result of ${operation.name} has ${lists.length} lists; a paginator needs one`);
    return lists[0];
}

// Returns [{ operation, input, output, limit, results }]; all but the first are members of its structs.
export function readPaginators(packageFolder, model) {
    const folder = path.join(packageFolder, 'dist-es/pagination');
    const modelled = readdirSync(folder).map(file => readFileSync(path.join(folder, file), 'utf8'))
        .map(text => text.match(/createPaginator\(\w+, (\w+)Command, "(\w+)", "(\w+)", "(\w+)"\)/))
        .filter(match => match).map(match => match.slice(1));
    const member = (struct, wire) => {
        const found = struct.members.find(candidate => candidate.wire === wire);
        if (!found)
            throw new Error(`${struct.name} has no member ${wire}, which its paginator needs`);
        return found;
    };
    return [...modelled, ...morePaginators].sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, input, output, limit]) => {
            const operation = model.operations.find(candidate => candidate.name === name);
            return {
                operation,
                input: member(operation.input, input),
                output: member(operation.output, output),
                limit: limit && member(operation.input, limit),
                results: resultKey(operation),
            };
        });
}
