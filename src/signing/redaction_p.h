// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REDACTION_P_H
#define REDACTION_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>

#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// Returns the text of a server, which may quote a request, without signatures and without the
// credentials that the request was signed with. Also replaces a secret that is truncated at the end
// of the text.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString
withoutSecrets(QString text, const QDynamoDBCredentials &credentials);

// Does the same for other secrets. Ignores secrets that are as short as ordinary words.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString withoutSecrets(QString text,
                                                                const QStringList &secrets);

} // namespace QtDynamoDBPrivate

#endif
