// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTLOGGING_P_H
#define CLIENTLOGGING_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qloggingcategory.h>

namespace QtDynamoDBPrivate {

// All are silent below warnings.
Q_DECLARE_LOGGING_CATEGORY(lcClient) // qtdynamodb.client: calls as a whole
Q_DECLARE_LOGGING_CATEGORY(lcRetry) // qtdynamodb.retry: what failed, and what follows
Q_DECLARE_LOGGING_CATEGORY(lcSigning) // qtdynamodb.signing: for when and where, never with what
// qtdynamodb_bodies: users' data, so no rule for qtdynamodb.* switches it on.
Q_DECLARE_LOGGING_CATEGORY(lcBodies)

// JSON without its data: member names stay, a string becomes its length, numbers and the rest a "?".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QByteArray jsonShape(QByteArrayView json);

} // namespace QtDynamoDBPrivate

#endif
