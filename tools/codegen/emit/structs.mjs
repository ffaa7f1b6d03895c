// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { brief, link } from '../lib/documentation.mjs';
import { header, lines } from '../lib/text.mjs';

// The C++ type in a list, a map or a plain member.
export function plainType(type) {
    switch (type.kind) {
    case 'String': return 'QString';
    case 'Boolean': return 'bool';
    case 'Integer': return 'qint32';
    case 'Long': return 'qint64';
    case 'Double': return 'double';
    case 'Timestamp': return 'QDateTime';
    case 'Enum': return `QDynamoDBEnum<${type.enum}>`;
    case 'Value': return 'QDynamoDBValue';
    case 'Item': return 'QDynamoDBItem';
    case 'Structure': return type.struct;
    case 'List': return type.element.kind === 'String' ? 'QStringList'
        : type.element.kind === 'Value' ? 'QDynamoDBValueList' : `QList<${plainType(type.element)}>`;
    case 'Map': return `QMap<QString, ${plainType(type.element)}>`;
    }
    throw new Error(`No C++ type for ${type.kind}`);
}

const needOptional = new Set(['Boolean', 'Integer', 'Long', 'Double', 'Structure']);

export function memberType(member) {
    const plain = plainType(member.type);
    return needOptional.has(member.type.kind) && !member.plain ? `std::optional<${plain}>` : plain;
}

function declareMember(member) {
    const initialiser = member.plain ? ' = 0'
        : member.type.kind === 'Value' ? ' = QDynamoDBValue::Type::Undefined' : '';
    return `    ${memberType(member)} ${member.name}${initialiser};${member.required ? ' // required' : ''}`;
}

function declareStruct(struct) {
    const required = struct.role === 'result'
        ? struct.members.map(member => ({ ...member, required: false })) : struct.members;
    return `struct ${struct.name}
{
${lines(required, declareMember)}};
Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const ${struct.name} &value);
`;
}

export const headerOf = family => `qdynamodbapi_${family.name}.h`;

function emitFamily(family) {
    const operationOf = new Map(family.operations.map(operation => [operation.input.name, operation]));
    const structs = family.structs.map(struct => {
        const operation = operationOf.get(struct.name);
        const comment = operation ? `// ${brief(operation)}\n// ${link(operation)}\n` : '';
        return comment + declareStruct(struct);
    });
    const guard = headerOf(family).toUpperCase().replace('.', '_');
    return header(guard, `#include <QtDynamoDB/qdynamodbapi_types.h>
${lines(family.includes, name => `#include <QtDynamoDB/qdynamodbapi_${name}.h>`)}
namespace QDynamoDB {

${structs.join('\n')}
} // namespace QDynamoDB

${lines(family.structs, struct =>
        `Q_DECLARE_TYPEINFO(QDynamoDB::${struct.name}, Q_RELOCATABLE_TYPE);`)}`);
}

export function emitStructs({ model, families }) {
    const files = {};
    for (const family of families)
        files[`include/QtDynamoDB/generated/${headerOf(family)}`] = emitFamily(family);
    files['include/QtDynamoDB/generated/qdynamodbapi_fwd.h'] = header('QDYNAMODBAPI_FWD_H',
        `// The requests and results of the clients' operations. The comments name the headers that define
// them; compilers quote these lines where a header is missing.
namespace QDynamoDB {

${families.filter(family => family.operations.length).map(family =>
        lines(family.operations.flatMap(operation => [operation.input.name, operation.output.name]),
            name => `struct ${name}; // #include <${family.publicHeader}>`)).join('\n')}
} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

// Called by the operations. A missing header is one error, however many operations need it.
${families.filter(family => family.operations.length).map(({ publicHeader }) => `template<bool isDefined>
inline void require${publicHeader.replace('QDynamoDB', '')}()
{
    static_assert(isDefined, "missing #include <${publicHeader}>");
}
`).join('\n')}
} // namespace QtDynamoDBPrivate
`);
    files['include/QtDynamoDB/generated/qdynamodbapi.h'] = header('QDYNAMODBAPI_H',
        lines(families, family => `#include <QtDynamoDB/${headerOf(family)}>`));
    return files;
}
