// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REDACTION_P_H
#define REDACTION_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>

#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// What a server said about a request, which it may have quoted: without the credentials that the
// request was signed with, whole or cut off at the end, and without signatures.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString
withoutSecrets(QString text, const QDynamoDBCredentials &credentials);

// The same for secrets of any kind, unless they are so short that they may be any word.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString withoutSecrets(QString text,
                                                                const QStringList &secrets);

} // namespace QtDynamoDBPrivate

#endif
