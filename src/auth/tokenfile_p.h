// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TOKENFILE_P_H
#define TOKENFILE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qjsonobject.h>

// The files in which the AWS tools keep what a sign-in brought, one JSON object each.
namespace QtDynamoDBPrivate {

// NoCredentials if it is not there, InvalidResponse if it is no JSON object. Nothing of what is in
// it stands in an error.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QJsonObject> readTokenFile(
        const QString &path);

// In one step, readable for the owner alone, with the folders above. Whether it could be written.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError writeTokenFile(const QString &path,
                                                                       const QJsonObject &object);

// The first so many bytes of a file, less the whitespace around: for tokens. Empty where it can't
// be read, or is larger.
[[nodiscard]] QByteArray readSmallFile(const QString &path);

} // namespace QtDynamoDBPrivate

#endif
