// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALLOPTIONS_P_H
#define CALLOPTIONS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

namespace QtDynamoDBPrivate {

// What is wrong with them; a call with such options is not sent.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
validateOptions(const QDynamoDBCallOptions &options);

} // namespace QtDynamoDBPrivate

#endif
