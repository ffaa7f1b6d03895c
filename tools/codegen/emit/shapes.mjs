// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { constraint, oneOf, withRules } from '../lib/constraints.mjs';
import { header, lines, source } from '../lib/text.mjs';
import { headerOf } from './structs.mjs';

function memberLine(struct, member) {
    const flags = [];
    if (member.required)
        flags.push('Member::Required');
    if (member.token)
        flags.push('Member::IdempotencyToken');
    const limits = struct.role === 'result' ? undefined : constraint(struct, member);
    flags.push(...(limits?.flags ?? []).map(flag => `Member::${flag}`));
    const bounds = limits?.min !== undefined ? `, ${limits.min}, ${limits.max}` : '';
    return `    Q_DYNAMODB_MEMBER(${struct.name}, ${member.name}, "${member.wire}", ${flags.join(' | ') || 0}${bounds}),`;
}

function defineShape(struct) {
    if (struct.members.length === 0)
        return `template<> const Shape ShapeOf<${struct.name}>::shape = { "${struct.name}", {}, false, nullptr };\n`;
    return `static constexpr Member members${struct.name}[] = {
${lines(struct.members, member => memberLine(struct, member))}};
template<> const Shape ShapeOf<${struct.name}>::shape = {
    "${struct.name}", members${struct.name}, ${oneOf.has(struct.name)}, ${
    withRules.has(struct.name) ? `&checked<${struct.name}>` : 'nullptr'},
};
`;
}

function defineDebug(struct) {
    return `QDebug operator<<(QDebug debug, const ${struct.name} &value) { return QtDynamoDBPrivate::printStruct(debug, value); }`;
}


export function emitShapes({ model, families }) {
    const files = {};
    const all = [...model.structs.values()];
    files['src/api/generated/shapes_p.h'] = header('SHAPES_P_H',
        `#include "api/shape_p.h"

#include <QtDynamoDB/qdynamodbapi_fwd.h>

namespace QDynamoDB {

${lines(all.filter(struct => struct.role === 'part'), struct => `struct ${struct.name};`)}
} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

${lines(all, struct => `template<> const Shape ShapeOf<QDynamoDB::${struct.name}>::shape;`)}
} // namespace QtDynamoDBPrivate
`);
    const rules = all.filter(struct => withRules.has(struct.name));
    files['src/api/generated/rulefunctions_p.h'] = header('RULEFUNCTIONS_P_H', `#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodberror.h>

namespace QDynamoDB {

${lines(rules.filter(struct => struct.role === 'part'), struct => `struct ${struct.name};`)}
} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

// Checks that the tables can't express; defined in api/rules.cpp.
${lines(rules, struct => `QDynamoDBError checkRules(const QDynamoDB::${struct.name} &object);`)}
} // namespace QtDynamoDBPrivate
`);
    for (const family of families) {
        files[`src/api/generated/shapes_${family.name}.cpp`] = source(`#include "api/member_p.h"
#include "api/rules_p.h"
#include "api/generated/shapes_p.h"

#include <QtDynamoDB/${headerOf(family)}>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

${family.structs.map(defineShape).join('\n')}
} // namespace QtDynamoDBPrivate

namespace QDynamoDB {

${lines(family.structs, defineDebug)}
} // namespace QDynamoDB
`);
    }
    return files;
}
