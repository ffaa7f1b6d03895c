// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALFILE_P_H
#define LOCALFILE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

// The only functions of the library that read or write files.
namespace QtDynamoDBPrivate {

struct FileRead
{
    enum class Status { Read, Missing, Refused, TooLarge, Failed };

    Status status = Status::Read;
    QByteArray content;
    // The end of a sentence that begins with the path, such as "does not exist".
    QString problem;

    [[nodiscard]] bool isRead() const noexcept { return status == Status::Read; }
};

// Reads a regular file of at most so many bytes. Follows links. Refuses FIFOs, devices, sockets and
// folders without opening them, so that the call never waits for a writer. The null device is read
// as an empty file. If the content is secret, the caller must wipe() it.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT FileRead readLocalFile(const QString &path,
                                                                qint64 maximumSize);

// Replaces a file atomically. Follows links, also to a missing file. The new file is readable and
// writable by its owner only; missing folders are created. Returns the problem, which is the end of
// a sentence that begins with the path, or an empty text. After a problem, the old file is
// unchanged.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString replaceSecretFile(const QString &path,
                                                                   const QByteArray &content);

} // namespace QtDynamoDBPrivate

#endif
