// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CELLVALUE_P_H
#define CELLVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qvariant.h>

// Values as views show, edit and sort them.
namespace QtDynamoDBPrivate {

// For an editor: integers that a JavaScript number holds as such, other numbers as their text, which
// neither a spin box nor QML rounds.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QVariant editValue(const QDynamoDBValue &value);
// For a cell: as to be edited, or else a text.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QVariant displayValue(const QDynamoDBValue &value);
// For QSortFilterProxyModel, which compares unlike types and types of its own as text: a text that
// orders null, bool, number, string, binary and the rest, in this order, whatever the proxy's case
// sensitivity and locale. Nothing for an absent value, which the proxy puts last.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant sortKey(const QDynamoDBValue &value);

// Whether the editors that views have by default hold, show and return editValue() as it is.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool fitsDefaultEditor(const QDynamoDBValue &value);
// Whether `input` is what an editor that shows the value returns when the user changes nothing:
// the value in another type, or with what Qt's editors can't hold cut off or replaced.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isAsShown(const QDynamoDBValue &value,
                                                        const QVariant &input);
// What the cell holds once `input` was put where `old` is: text for a number is read as a number,
// a list for a set is a set. Undefined: the attribute is to be removed.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBValue> editedValue(
        const QDynamoDBValue &old, const QVariant &input);

} // namespace QtDynamoDBPrivate

#endif
