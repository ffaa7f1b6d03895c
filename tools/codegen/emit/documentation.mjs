// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { constraint, oneOf } from '../lib/constraints.mjs';
import { brief, link } from '../lib/documentation.mjs';
import { describeCode } from '../lib/errors.mjs';
import { enumeratorName, methodName } from '../lib/naming.mjs';
import { lines, source } from '../lib/text.mjs';
import { headerOf } from './structs.mjs';

const any = 2147483647;

function block(body) {
    return `/*!
${body.split('\n').map(line => (line ? `    ${line}` : '')).join('\n')}
*/
`;
}

// The page of the API reference about a structure that is not the request or result of an operation.
function structLink(family, struct) {
    const prefix = family.name === 'streams' ? 'streams_' : '';
    return `https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_${prefix}${
        struct.wireName}.html`;
}

function bounds({ min, max }, kind) {
    const range = max === any ? `at least ${min}` : `${min} to ${max}`;
    switch (kind) {
    case 'String': return `Must have ${range} ${range === 'at least 1' ? 'character' : 'characters'}.`;
    case 'List': return `Must have ${range} elements.`;
    default: return `Must be ${range}.`;
    }
}

// Facts about a member of a request that its type does not express; empty if there are none.
function memberNotes(struct, member) {
    if (struct.role === 'result')
        return '';
    const notes = [];
    const { flags = [], min, max } = constraint(struct, member) ?? {};
    if (member.required)
        notes.push('Required.');
    if (member.token)
        notes.push('The client generates a token if it is null.');
    if (flags.includes('Name') && flags.includes('Table'))
        notes.push('A name of 3 to 255 letters, digits and characters of \\c {_.-}, or an ARN.');
    else if (flags.includes('Name'))
        notes.push('A name of 3 to 255 letters, digits and characters of \\c {_.-}.');
    else if (flags.includes('Table') && member.type.kind === 'Map')
        notes.push('The keys are names or ARNs of tables.');
    if (min !== undefined)
        notes.push(bounds({ min, max }, member.type.kind));
    return notes.join(' ');
}

// Members with the same notes share a block.
function documentMembers(struct) {
    const notes = new Map();
    for (const member of struct.members) {
        const text = memberNotes(struct, member);
        notes.set(text, [...notes.get(text) ?? [], member]);
    }
    return [...notes].map(([text, members]) => block(`${
        lines(members, ({ name }) => `\\variable QDynamoDB::${struct.name}::${name}`)}
${text || (struct.role === 'request' ? 'Optional.' : 'See the API reference.')}`));
}

function documentStruct(family, struct) {
    const operation = family.operations.find(({ input, output }) =>
        input.name === struct.name || output.name === struct.name);
    const headers = `\\inheaderfile ${family.publicHeader ?? `QtDynamoDB/${headerOf(family)}`}
\\inmodule QtDynamoDB`;
    if (!operation)
        return block(`\\class QDynamoDB::${struct.name}
${headers}
\\brief A structure in requests or results.${oneOf.has(struct.name)
    ? '\n\nExactly one member must be set.' : ''}

\\since 0.1
\\sa {${structLink(family, struct)}} {${struct.wireName} in the API reference}`);
    const role = struct.role === 'request' ? 'request' : 'result';
    return block(`\\class QDynamoDB::${struct.name}
${headers}
\\brief The ${role} of ${operation.service.client}::${methodName(operation.name)}().

${brief(operation)}

\\since 0.1
\\sa {${link(operation)}} {${operation.name} in the API reference}`);
}

// [struct, member] for each member of the enum's type, also in lists and maps.
function usesOf(name, structs) {
    const isUse = type => type.enum === name || (type.element && isUse(type.element));
    return structs.flatMap(struct => struct.members.filter(({ type }) => isUse(type))
        .map(member => [struct, member]));
}

function documentEnum([name, wire], structs) {
    const uses = usesOf(name, structs)
        .map(([struct, member]) => `\\li ${struct.name}::${member.name}`);
    const list = uses.length ? `The type of

\\list
${uses.join('\n')}
\\endlist

` : '';
    return block(`\\enum QDynamoDB::${name}

${list}\\value Unknown A value that this version of the library does not know.
${wire.map(text => `\\value ${enumeratorName(text)} \\c ${text}`).join('\n')}

\\since 0.1
\\sa QDynamoDBEnum`);
}

function documentException(code) {
    return block(`\\class QDynamoDB::${code}Exception
\\inheaderfile QDynamoDBExceptions
\\inmodule QtDynamoDB
\\brief The exception of a future that fails with the code QDynamoDBError::${code}.

${describeCode(code)}

\\since 0.1`);
}

export function emitDocumentation({ model, stable, families }) {
    const structs = [...model.structs.values()];
    const files = {
        'src/api/generated/enums.qdoc': source(Object.entries(stable.enums)
            .map(entry => documentEnum(entry, structs)).join('\n')),
        'src/values/generated/errorcodes.qdoc': source(`${block(`\\enum QDynamoDBError::Code

The codes of errors. New versions of the library append codes and never change the numbers of old
ones.

${lines(stable.errorCodes, code => `\\value ${code} ${describeCode(code)}`)}
\\since 0.1`)}
${stable.errorCodes.filter(code => code !== 'NoError').map(documentException).join('\n')}`),
    };
    for (const family of families) {
        files[`src/api/generated/api_${family.name}.qdoc`] = source(family.structs
            .flatMap(struct => [documentStruct(family, struct), ...documentMembers(struct)])
            .join('\n'));
    }
    return files;
}
