// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESULTMEMBERS_P_H
#define RESULTMEMBERS_P_H

#include <QtCore/qstringlist.h>

#include <optional>
#include <span>

namespace QtDynamoDBPrivate {

// The member names of an operation's result, in the API of DynamoDB.
struct ResultMembers
{
    const char *operation;
    std::span<const char *const> members;
};

// Returns one row per operation. The definition is generated.
[[nodiscard]] std::span<const ResultMembers> allResultMembers() noexcept;

// Returns the member names of the operation's result, or nothing for an unknown operation.
[[nodiscard]] std::optional<QStringList> resultMembers(const QString &operation);

} // namespace QtDynamoDBPrivate

#endif
