// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEWRITER_P_H
#define VALUEWRITER_P_H

#include "json/jsonwriter_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// The maximum depth of nested lists and maps. The item itself is the first level, so that an
// attribute may have 31 levels. DynamoDB Local counts in the same way, whatever the innermost level
// contains.
inline constexpr int maxNesting = 32;
[[nodiscard]] QString tooDeep(); // the text of the problem

// Write DynamoDB JSON, such as {"S":"text"}. Fail, with the path in writer.problem(), for values
// that DynamoDB would reject: Undefined, invalid numbers, invalid sets, and too deep nesting.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writeValue(JsonWriter &writer,
                                                         const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writeItem(JsonWriter &writer,
                                                        const QDynamoDBItem &item);

// Write plain JSON, such as "text". Sets become arrays, and binaries become Base64.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writePlainValue(JsonWriter &writer,
                                                              const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writePlainItem(JsonWriter &writer,
                                                             const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
