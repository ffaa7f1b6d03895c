// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/valueorder_p.h"
#include "values/qdynamodbvalue_p.h"

#include <algorithm>
#include <cstring>

namespace QtDynamoDBPrivate {

using Access = QtDynamoDBPrivate::ValueAccess;
using Type = QDynamoDBValue::Type;

static int compareBytes(const QByteArray &a, const QByteArray &b)
{
    const int order = std::memcmp(a.constData(), b.constData(),
                                  size_t(std::min(a.size(), b.size())));
    if (order != 0)
        return order;
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

std::optional<int> compareValues(const QDynamoDBValue &a, const QDynamoDBValue &b)
{
    if (a.type() != b.type())
        return {};
    switch (a.type()) {
    case Type::Number: {
        const QDynamoDBNumber &x = Access::number(a);
        const QDynamoDBNumber &y = Access::number(b);
        return x < y ? -1 : y < x ? 1 : 0;
    }
    case Type::String:
        return compareBytes(Access::string(a).toUtf8(), Access::string(b).toUtf8());
    case Type::Binary:
        return compareBytes(Access::binary(a), Access::binary(b));
    default:
        return {};
    }
}

} // namespace QtDynamoDBPrivate
