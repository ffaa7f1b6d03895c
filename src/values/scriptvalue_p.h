// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTVALUE_P_H
#define SCRIPTVALUE_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qvariant.h>

// Values on their way to JavaScript, whose numbers are doubles. A double that a script passes back
// makes the number that it was made from.
namespace QtDynamoDBPrivate {

// Whether the double is certainly the number that was meant: a fraction, an integer up to
// Number.MAX_SAFE_INTEGER, or one of at most 15 significant digits, such as 1e100. Any other integer
// may have been rounded when a script was read.
[[nodiscard]] Q_DYNAMODB_EXPORT bool isExactInScripts(double number) noexcept;

// An integer or a double, or the QDynamoDBNumber itself where these would not be exact.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptNumber(const QDynamoDBNumber &number);
// As QDynamoDBValue::toVariant(), with script numbers.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptValue(const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_EXPORT QVariantMap scriptMap(const QDynamoDBItem &item);
// A native value that C++ made: its integers become script numbers.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptVariant(const QVariant &variant);

} // namespace QtDynamoDBPrivate

#endif
