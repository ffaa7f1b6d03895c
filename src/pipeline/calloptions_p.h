// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALLOPTIONS_P_H
#define CALLOPTIONS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

namespace QtDynamoDBPrivate {

// Returns an error for options that a call can't have. Such a call is not sent.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
validateOptions(const QDynamoDBCallOptions &options);

} // namespace QtDynamoDBPrivate

#endif
