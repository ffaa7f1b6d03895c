// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WAITERSTATE_P_H
#define WAITERSTATE_P_H

#include "api/generated/waiters_p.h"

#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// What a waiter makes of an answer.
struct WaiterState
{
    enum Verdict { Success, Failure, Retry, Error };

    Verdict verdict = Retry;
    QString state; // that was met, as the service writes it
    QString reason; // the service's words for it, where it has some
};

[[nodiscard]] WaiterState judgeResult(const Waiter &waiter, const void *result);
// Error, where the waiter does not know it.
[[nodiscard]] WaiterState judgeError(const Waiter &waiter, const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
