// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYHASH_P_H
#define KEYHASH_P_H

#include "qdynamodbglobal_p.h"

#include <optional>

class QDynamoDBValue;

namespace QtDynamoDBPrivate {

// Returns the hash of a key attribute's value: a String, a Number or a Binary. Equal values have
// the same hash, 1 and 1.0 included. Returns nothing for a value of another type.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<size_t> keyHash(const QDynamoDBValue &value,
                                                                       size_t seed) noexcept;

} // namespace QtDynamoDBPrivate

#endif
