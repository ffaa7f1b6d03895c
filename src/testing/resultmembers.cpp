// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/resultmembers_p.h"

namespace QtDynamoDBPrivate {

std::optional<QStringList> resultMembers(const QString &operation)
{
    for (const ResultMembers &row : allResultMembers()) {
        if (operation != QLatin1StringView(row.operation))
            continue;
        QStringList names;
        for (const char *name : row.members)
            names += QString::fromLatin1(name);
        return names;
    }
    return std::nullopt;
}

} // namespace QtDynamoDBPrivate
