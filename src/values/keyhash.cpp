// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/keyhash_p.h"

#include "values/qdynamodbvalue_p.h"

namespace QtDynamoDBPrivate {

std::optional<size_t> keyHash(const QDynamoDBValue &value, size_t seed) noexcept
{
    using Access = ValueAccess;
    switch (value.type()) {
    case QDynamoDBValue::Type::String:
        return qHash(Access::string(value), seed);
    case QDynamoDBValue::Type::Number:
        return qHash(Access::number(value), seed);
    case QDynamoDBValue::Type::Binary:
        return qHash(Access::binary(value), seed);
    default:
        return std::nullopt;
    }
}

} // namespace QtDynamoDBPrivate
