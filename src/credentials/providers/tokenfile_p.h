// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TOKENFILE_P_H
#define TOKENFILE_P_H

#include "signing/secretobject_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearray.h>

// The files in which the AWS CLI stores sign-ins. Each contains one JSON object.
namespace QtDynamoDBPrivate {

// Fails with NoCredentials if the file does not exist, with InvalidResponse if it holds no JSON
// object (another program may be writing it), and with ConfigNotFound if it cannot be read. The
// errors contain the path and nothing of the content.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<SecretObject> readTokenFile(
        const QString &path);

// Replaces the file atomically, and creates missing folders. Only the owner can read the file.
// After an error, the old file is unchanged.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError writeTokenFile(const QString &path,
                                                                       const SecretObject &object);

// Returns the content of a small file without the whitespace around it, for tokens. Fails with
// ConfigNotFound, which contains the path.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> readSmallFile(
        const QString &path);

} // namespace QtDynamoDBPrivate

#endif
