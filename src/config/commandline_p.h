// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COMMANDLINE_P_H
#define COMMANDLINE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qstringlist.h>

#include <optional>

namespace QtDynamoDBPrivate {

enum class CommandRule { Posix, Windows };

#ifdef Q_OS_WIN
inline constexpr CommandRule nativeCommandRule = CommandRule::Windows;
#else
inline constexpr CommandRule nativeCommandRule = CommandRule::Posix;
#endif

// Splits a command into the program and its arguments, as the AWS CLI does for credential_process.
// Variables and wildcards are not expanded. Returns nothing if a quote is not closed, or if the
// command ends with an escaping backslash.
//
// Posix: single and double quotes, and backslashes except in single quotes; in double quotes, a
// backslash escapes only a double quote or a backslash.
//
// Windows: double quotes, and backslashes before a double quote, by the rules of the C runtime.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QStringList> splitCommand(
        QStringView command, CommandRule rule = nativeCommandRule);

} // namespace QtDynamoDBPrivate

#endif
