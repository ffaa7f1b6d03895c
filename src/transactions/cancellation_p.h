// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CANCELLATION_P_H
#define CANCELLATION_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <functional>

namespace QtDynamoDBPrivate {

// Adds to the error of a cancelled transaction which actions failed and why. `describe` returns the
// description of an action by its index, such as "action 1, put in Account".
[[nodiscard]] QDynamoDBError explained(QDynamoDBError error,
                                       const std::function<QString(qsizetype)> &describe);

// The error of a response that does not have one result for each action.
[[nodiscard]] QDynamoDBError wrongCount(qsizetype results, qsizetype actions);

} // namespace QtDynamoDBPrivate

#endif
