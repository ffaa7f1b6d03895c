// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTVALUE_P_H
#define SCRIPTVALUE_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qvariant.h>

// Conversions to JavaScript, where every number is a double. A double that a script passes back
// becomes the same QDynamoDBNumber that it was converted from.
namespace QtDynamoDBPrivate {

// Returns whether a double from a script is certainly the number that the script's author wrote:
// it has a fraction, or is an integer up to Number.MAX_SAFE_INTEGER, or has at most 15 significant
// digits, such as 1e100. The script engine may have rounded any other integer.
[[nodiscard]] Q_DYNAMODB_EXPORT bool isExactInScripts(double number) noexcept;

// Returns an integer or a double, or the QDynamoDBNumber itself if neither is exact.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptNumber(const QDynamoDBNumber &number);
// Converts like QDynamoDBValue::toVariant(), but numbers like scriptNumber().
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptValue(const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_EXPORT QVariantMap scriptMap(const QDynamoDBItem &item);
// Converts the 64-bit integers in a QVariant, also in its lists and maps, like scriptNumber().
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptVariant(const QVariant &variant);

} // namespace QtDynamoDBPrivate

#endif
