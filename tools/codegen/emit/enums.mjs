// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { enumeratorName } from '../lib/naming.mjs';
import { header, lines, source } from '../lib/text.mjs';

function declaration(name, wire) {
    return `enum class ${name} {
    Unknown = 0, // a value that this version does not know
${lines(wire, (text, i) => `    ${enumeratorName(text)} = ${i + 1},`)}};
Q_ENUM_NS(${name})
Q_DYNAMODB_EXPORT const QDynamoDBEnumInfo &enumInfo(${name}) noexcept;
`;
}

function definition(name, wire) {
    return `static constexpr const char *texts${name}[] = {
${lines(wire, text => `    "${text}",`)}};
const QDynamoDBEnumInfo &enumInfo(${name}) noexcept
{
    static constexpr QDynamoDBEnumInfo info = { "${name}", texts${name}, ${wire.length} };
    return info;
}
`;
}

export function emitEnums({ stable }) {
    const enums = Object.entries(stable.enums);
    return {
        'include/QtDynamoDB/generated/qdynamodbenums.h': header('QDYNAMODBENUMS_H',
            `#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qobjectdefs.h>

struct QDynamoDBEnumInfo;

// The enums of requests and results; see QDynamoDBEnum.
namespace QDynamoDB {
Q_NAMESPACE_EXPORT(Q_DYNAMODB_EXPORT)

${enums.map(([name, wire]) => declaration(name, wire)).join('\n')}
} // namespace QDynamoDB
`),
        'src/api/generated/enums.cpp': source(`#include "api/enuminfo_p.h"

#include <QtDynamoDB/qdynamodbenums.h>

namespace QDynamoDB {

${enums.map(([name, wire]) => definition(name, wire)).join('\n')}
} // namespace QDynamoDB
`),
    };
}
