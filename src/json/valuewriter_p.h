// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEWRITER_P_H
#define VALUEWRITER_P_H

#include "json/jsonwriter_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// How deep DynamoDB lets lists and maps lie within each other. The item itself is the first level, so
// that an attribute may have 31: that is how DynamoDB Local counts, whatever is in the innermost.
inline constexpr int maxNesting = 32;
[[nodiscard]] QString tooDeep();

// In DynamoDB JSON, such as {"S":"text"}. False, with the place in writer.problem(), for values
// that DynamoDB would refuse: Undefined, invalid numbers, bad sets, too deep nesting.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writeValue(JsonWriter &writer,
                                                         const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writeItem(JsonWriter &writer,
                                                        const QDynamoDBItem &item);

// In plain JSON, such as "text". Sets become arrays and binaries base64.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writePlainValue(JsonWriter &writer,
                                                              const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool writePlainItem(JsonWriter &writer,
                                                             const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
