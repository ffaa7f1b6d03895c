// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESULTMEMBERS_P_H
#define RESULTMEMBERS_P_H

#include <QtCore/qstringlist.h>

#include <optional>

namespace QtDynamoDBPrivate {

// The members of the operation's result as the service names them; nothing for an operation that
// this version does not know. Generated.
[[nodiscard]] std::optional<QStringList> resultMembers(const QString &operation);

} // namespace QtDynamoDBPrivate

#endif
