// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WRITEKIND_P_H
#define WRITEKIND_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

struct Operation;

// How a request changes data.
enum class WriteKind {
    None, // it only reads
    Plain, // each attempt may change data again
    Idempotent, // a transaction with a client request token: the service executes it once
};

// An operation that the API model lacks counts as a write, unless its name is that of a read.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT WriteKind writeKind(const Operation &operation,
                                                             const void *request);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT WriteKind writeKind(QByteArrayView operation,
                                                             const QJsonObject &parameters);

} // namespace QtDynamoDBPrivate

#endif
