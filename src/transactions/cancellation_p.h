// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CANCELLATION_P_H
#define CANCELLATION_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <functional>

namespace QtDynamoDBPrivate {

// Says of a cancelled transaction which of its parts failed and why; `describe` names a part by its
// index: "action 1, put in Account".
[[nodiscard]] QDynamoDBError explained(QDynamoDBError error,
                                       const std::function<QString(qsizetype)> &describe);

// The error of a transaction whose response has not one result for each action.
[[nodiscard]] QDynamoDBError wrongCount(qsizetype results, qsizetype actions);

} // namespace QtDynamoDBPrivate

#endif
