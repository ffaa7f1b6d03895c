// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESULTMEMBERS_P_H
#define RESULTMEMBERS_P_H

#include <QtCore/qstringlist.h>

#include <optional>
#include <span>

namespace QtDynamoDBPrivate {

// The names of the members of an operation's result, as the service spells them.
struct ResultMembers
{
    const char *operation;
    std::span<const char *const> members;
};

// Generated; one row for each operation.
[[nodiscard]] std::span<const ResultMembers> allResultMembers() noexcept;

// Returns the members' names, or nothing for an operation that this version does not know.
[[nodiscard]] std::optional<QStringList> resultMembers(const QString &operation);

} // namespace QtDynamoDBPrivate

#endif
