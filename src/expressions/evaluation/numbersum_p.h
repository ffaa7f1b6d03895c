// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NUMBERSUM_P_H
#define NUMBERSUM_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbnumber.h>

namespace QtDynamoDBPrivate {

// Return the exact sum and difference of two valid numbers, without trailing zeros. The result is
// invalid if it has more than 38 significant digits or is out of range; the service refuses it then.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBNumber sum(const QDynamoDBNumber &a,
                                                             const QDynamoDBNumber &b);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBNumber difference(const QDynamoDBNumber &a,
                                                           const QDynamoDBNumber &b);

} // namespace QtDynamoDBPrivate

#endif
