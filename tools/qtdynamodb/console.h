// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONSOLE_H
#define CONSOLE_H

#include <QtDynamoDB/QDynamoDBError>

#include <QtCore/QJsonObject>
#include <QtCore/QString>

// The standard streams: results are JSON lines on the standard output, errors are JSON lines on the
// standard error. Progress is shown on the standard error if it is a terminal.
namespace Console {

enum ExitCode {
    Success = 0,
    SomeFailed = 1, // some records of an import
    WrongUsage = 2,
    Failure = 3,
    Interrupted = 130, // by Ctrl-C or SIGTERM, as shells report it
};

void showError(const QDynamoDBError &error, const QJsonObject &more = {});
void showProgress(const QString &text); // replaces the text before
// Returns whether the text was written; a reader of the output may have closed it.
[[nodiscard]] bool write(const QByteArray &text);
bool writeResult(const QJsonObject &result);

} // namespace Console

#endif
