// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUETYPENAME_P_H
#define VALUETYPENAME_P_H

#include <QtDynamoDB/qdynamodbvalue.h>

#include <array>

namespace QtDynamoDBPrivate {

// Returns the name of a type in the protocol, such as "S"; empty for Undefined and Unknown.
[[nodiscard]] inline QLatin1StringView valueTypeName(QDynamoDBValue::Type type)
{
    constexpr std::array names { "", "NULL", "BOOL", "N", "S", "B", "L", "M", "SS", "NS", "BS", "" };
    return QLatin1StringView(names[size_t(type)]);
}

// Returns the type of a name in the protocol, or Undefined.
[[nodiscard]] inline QDynamoDBValue::Type valueTypeFromName(QStringView name)
{
    using Type = QDynamoDBValue::Type;
    for (int type = int(Type::Null); type <= int(Type::BinarySet); ++type) {
        if (valueTypeName(Type(type)) == name)
            return Type(type);
    }
    return Type::Undefined;
}

} // namespace QtDynamoDBPrivate

#endif
