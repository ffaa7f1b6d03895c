// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { Filler } from '../lib/filled.mjs';
import { enumeratorName, enumName, memberName, methodName } from '../lib/naming.mjs';
import { loadSdk } from '../lib/sdk.mjs';
import { lines, source } from '../lib/text.mjs';
import { headerOf } from './structs.mjs';

function expression(field) {
    switch (field.kind) {
    case 'text': return `text(u"${field.name}", ${field.n})`;
    case 'name': return `name(${field.n})`;
    case 'enum': return `${enumName(field.name)}::${enumeratorName(field.value)}`;
    case 'time': return `time(${field.n})`;
    case 'value': return `value(${field.n})`;
    case 'item': return `item(${field.n})`;
    default: return `${field.value}`; // numbers and booleans
    }
}

class Writer {
    constructor() {
        this.text = '';
        this.depth = 1;
        this.names = 0;
    }

    line(text) {
        this.text += `${'    '.repeat(this.depth)}${text}\n`;
    }

    block(place, write) {
        const name = `v${++this.names}`;
        this.line('{');
        this.depth += 1;
        this.line(`auto &${name} = ${place};`);
        write(name);
        this.depth -= 1;
        this.line('}');
    }

    // Fills the structure, list or map that target denotes.
    content(target, field) {
        if (field.kind === 'structure') {
            for (const { wire, field: inner } of field.fields)
                this.member(`${target}.${memberName(wire)}`, inner);
        } else if (field.kind === 'list') {
            for (const element of field.elements)
                this.element(`${target}.emplaceBack()`, element);
        } else {
            for (const { n, field: entry } of field.entries)
                this.element(`${target}[text(u"key", ${n})]`, entry);
        }
    }

    element(place, field) {
        if (['structure', 'list', 'map'].includes(field.kind))
            this.block(place, name => this.content(name, field));
        else
            this.line(`${place} = ${expression(field)};`);
    }

    member(target, field) {
        if (field.kind === 'structure')
            this.block(`${target}.emplace()`, name => this.content(name, field));
        else if (field.kind === 'list' || field.kind === 'map')
            this.content(target, field);
        else
            this.line(`${target} = ${expression(field)};`);
    }
}

function fillFunction(operation, sdk) {
    const [, , , , input] = sdk.operations.find(schema => schema[2] === operation.name);
    const writer = new Writer();
    writer.content('request', new Filler(sdk).fill(input, operation.name, ''));
    return `static void fill(${operation.input.name} &${writer.text ? 'request' : ''})
{
${writer.text}}
`;
}

const clientsOf = family => [...new Set(family.operations.map(({ service }) => service.client))];

export function emitFilledRequests({ families, services, nodeModules }) {
    const sdks = new Map(services.map(service => [service, loadSdk(nodeModules, service)]));
    const folder = 'tests/shared/filledrequests/generated';
    const withOperations = families.filter(family => family.operations.length > 0);
    const files = {
        [`${folder}/filledrequests.cpp`]: source(`#include "filledrequests/filledrequests.h"

${lines(withOperations, family => `void fill_${family.name}(QList<FilledOperation> &all);`)}
QList<FilledOperation> filledOperations()
{
    QList<FilledOperation> all;
${lines(withOperations, family => `    fill_${family.name}(all);`)}    return all;
}
`),
    };
    for (const family of withOperations) {
        files[`${folder}/filledrequests_${family.name}.cpp`] = source(`#include "filledrequests/filledrequests.h"

#include <QtDynamoDB/${headerOf(family)}>
${lines(clientsOf(family), client => `#include <QtDynamoDB/${client.toLowerCase()}.h>`)}
using namespace Filled;
using namespace QDynamoDB;

${family.operations.map(operation => fillFunction(operation, sdks.get(operation.service))).join('\n')}
void fill_${family.name}(QList<FilledOperation> &all)
{
${lines(family.operations, ({ name, service, input, output }) =>
        `    all += filled<${input.name}, ${output.name}, ${service.client}>("${name}", QtDynamoDBPrivate::Service::${service.id}, fill, &${service.client}::${methodName(name)});`)}}
`);
    }
    return files;
}
