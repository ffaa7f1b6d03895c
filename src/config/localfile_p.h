// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALFILE_P_H
#define LOCALFILE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

// The only functions of the library that read or write a file.
namespace QtDynamoDBPrivate {

struct FileRead
{
    enum class Status { Read, Missing, Refused, TooLarge, Failed };

    Status status = Status::Read;
    QByteArray content;
    // Completes a sentence that begins with the path, for example "does not exist".
    QString problem;

    [[nodiscard]] bool isRead() const noexcept { return status == Status::Read; }
};

// Reads a regular file of at most that many bytes, following links. Refuses FIFOs, devices, sockets
// and folders without opening them, so that the call never waits for a writer. The null device
// counts as an empty file. The content may be a secret; the caller wipes it.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT FileRead readLocalFile(const QString &path,
                                                                qint64 maximumSize);

// Replaces a file atomically, following links, also one to a missing file. The file is readable and
// writable by its owner alone; missing folders are made. Returns the problem, which completes a
// sentence that begins with the path, or nothing. After a problem, the old file is unchanged.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString replaceSecretFile(const QString &path,
                                                                   const QByteArray &content);

} // namespace QtDynamoDBPrivate

#endif
