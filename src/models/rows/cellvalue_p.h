// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CELLVALUE_P_H
#define CELLVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qvariant.h>

// Conversions between values and what views show, edit and sort by.
namespace QtDynamoDBPrivate {

// The value for an editor. Integers that a JavaScript number can hold are integers; other numbers
// are texts, because spin boxes and QML would round them.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QVariant editValue(const QDynamoDBValue &value);
// The value for a cell: as for an editor if it is a text, number or bool, otherwise a text.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QVariant displayValue(const QDynamoDBValue &value);
// A text for QSortFilterProxyModel, which compares values of different or unknown types as text. It
// sorts null, bool, numbers, strings, binary and other values in this order, whatever the proxy's
// case sensitivity and locale. An invalid QVariant for an absent value, which the proxy sorts last.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant sortKey(const QDynamoDBValue &value);

// Whether the editors that views create by default hold, show and return editValue() unchanged.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool fitsDefaultEditor(const QDynamoDBValue &value);
// Whether an editor that shows the value returns `input` when the user has changed nothing: the
// value converted to another type, or with parts that Qt's editors can't hold cut off or replaced.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isAsShown(const QDynamoDBValue &value,
                                                        const QVariant &input);
// The value to write when `input` replaces `old`. A text in place of a number is read as a number,
// a list in place of a set as a set. Undefined: the attribute is removed.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBValue> editedValue(
        const QDynamoDBValue &old, const QVariant &input);

} // namespace QtDynamoDBPrivate

#endif
