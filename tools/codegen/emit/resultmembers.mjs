// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { lines, source } from '../lib/text.mjs';

// The members of each operation's result, for the fake server of users' tests.
export function emitResultMembers({ model }) {
    const operations = [...model.operations].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
        'src/testing/generated/resultmembers.cpp': source(`#include "testing/resultmembers_p.h"

#include <QtCore/qmap.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

std::optional<QStringList> resultMembers(const QString &operation)
{
    static const QMap<QString, QStringList> all = {
${lines(operations, operation =>
        `        { u"${operation.name}"_s, { ${operation.output.members.map(member =>
            `u"${member.wire}"_s`).join(', ')} } },`)}    };
    const auto found = all.constFind(operation);
    return found == all.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace QtDynamoDBPrivate
`),
    };
}
