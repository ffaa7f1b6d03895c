// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTLOGGING_P_H
#define CLIENTLOGGING_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qloggingcategory.h>

namespace QtDynamoDBPrivate {

// Logging categories; messages below warnings are off by default.
Q_DECLARE_LOGGING_CATEGORY(lcClient) // qtdynamodb.client: calls as a whole
Q_DECLARE_LOGGING_CATEGORY(lcRetry) // qtdynamodb.retry: failed attempts and delays
Q_DECLARE_LOGGING_CATEGORY(lcSigning) // qtdynamodb.signing: times and regions, never keys
// qtdynamodb_bodies: users' data. A rule for qtdynamodb.* does not match the name.
Q_DECLARE_LOGGING_CATEGORY(lcBodies)

// Returns the JSON without data: member names stay, a string becomes its length in bytes, as in
// <5>, and any other value becomes "?".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QByteArray jsonShape(QByteArrayView json);

} // namespace QtDynamoDBPrivate

#endif
