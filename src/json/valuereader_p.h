// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEREADER_P_H
#define VALUEREADER_P_H

#include "json/jsonreader_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// Read DynamoDB JSON, such as {"S":"text"}, into a default-constructed value or item. An item that
// was read is not null.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool readValue(JsonReader &reader, JsonReader::Value &json,
                                                        QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool readItem(JsonReader &reader, JsonReader::Value &json,
                                                       QDynamoDBItem &item);

// Read plain JSON, such as "text", into a default-constructed value or item.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool readPlainValue(JsonReader &reader,
                                                             JsonReader::Value &json,
                                                             QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool readPlainItem(JsonReader &reader,
                                                            JsonReader::Value &json,
                                                            QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
