// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYENCODING_P_H
#define KEYENCODING_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qbytearray.h>

#include <optional>

namespace QtDynamoDBPrivate {

// Returns bytes that sort, as unsigned bytes, as the service sorts the values of a key attribute: a
// String, a Number or a Binary. Equal values have equal bytes. Returns a null array for other types
// and for invalid numbers. The bytes of a text start with those of each of its beginnings.
[[nodiscard]] Q_DYNAMODB_EXPORT QByteArray encodedKey(const QDynamoDBValue &value);

// Returns the value of the type whose encodedKey() the bytes are, or Undefined if there is none.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBValue decodedKey(const QByteArray &bytes,
                                                          QDynamoDBValue::Type type);

// Returns the bytes of a key of several attributes: joined parts sort as their lists do. A list of
// fewer parts sorts immediately before all lists that it begins.
[[nodiscard]] Q_DYNAMODB_EXPORT QByteArray joinedKeys(const QByteArrayList &parts);

// Returns the lowest bytes above all bytes that start with the prefix, or nothing if there are
// none.
[[nodiscard]] Q_DYNAMODB_EXPORT std::optional<QByteArray> afterPrefix(const QByteArray &prefix);

} // namespace QtDynamoDBPrivate

#endif
