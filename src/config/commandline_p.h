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

// Splits a command into the program and its arguments, as the AWS CLI does it for
// credential_process. Nothing is expanded. Returns nothing for a quote that is not closed, or for a
// backslash at the end that escapes nothing.
// Posix: quotes of both kinds, and backslashes outside single quotes; within double quotes a
// backslash escapes a double quote or a backslash alone.
// Windows: double quotes, and backslashes before a double quote, as its C runtime has it.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QStringList> splitCommand(
        QStringView command, CommandRule rule = nativeCommandRule);

} // namespace QtDynamoDBPrivate

#endif
