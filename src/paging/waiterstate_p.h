// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WAITERSTATE_P_H
#define WAITERSTATE_P_H

#include "api/generated/waiters_p.h"

#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// The verdict of a waiter on a response.
struct WaiterState
{
    enum Verdict { Success, Failure, Retry, Error };

    Verdict verdict = Retry;
    QString state; // as the service writes it
    QString reason; // message of the service, if any
};

[[nodiscard]] WaiterState judgeResult(const Waiter &waiter, const void *result);
// The verdict is Error if no acceptor matches and a retry is useless.
[[nodiscard]] WaiterState judgeError(const Waiter &waiter, const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
