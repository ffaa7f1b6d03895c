// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { lines, source } from '../lib/text.mjs';

const table = ({ name, output }) => `static constexpr const char *members${name}[] = { ${
    output.members.map(member => `"${member.wire}"`).join(', ')} };`;
const row = ({ name, output }) =>
    `    { "${name}", ${output.members.length ? `members${name}` : '{}'} },`;

// The members of each operation's result, for the fake server of users' tests.
export function emitResultMembers({ model }) {
    const operations = [...model.operations].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
        'src/testing/generated/resultmembertables.cpp': source(`#include "testing/resultmembers_p.h"

namespace QtDynamoDBPrivate {

${lines(operations.filter(({ output }) => output.members.length), table)}
static constexpr ResultMembers rows[] = {
${lines(operations, row)}};

std::span<const ResultMembers> allResultMembers() noexcept
{
    return rows;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
