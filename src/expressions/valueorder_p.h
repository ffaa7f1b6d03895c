// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEORDER_P_H
#define VALUEORDER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbvalue.h>

#include <optional>

namespace QtDynamoDBPrivate {

// Below, at or above 0, as the service orders them: strings by their UTF-8, binaries by their
// bytes. None for other types, and between different ones.
[[nodiscard]] std::optional<int> compareValues(const QDynamoDBValue &a, const QDynamoDBValue &b);

} // namespace QtDynamoDBPrivate

#endif
