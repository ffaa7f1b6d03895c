// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CELLTEXT_P_H
#define CELLTEXT_P_H

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitemdelegate.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qcoreapplication.h>

namespace QtDynamoDBPrivate {

using BinaryFormat = QDynamoDBItemDelegate::BinaryFormat;

// How a value is edited.
enum class ValueKind {
    Absent, // there is no attribute
    Null,
    Bool,
    Number,
    Text,
    Binary,
    Json, // DynamoDB JSON, which has every type
};

// The texts of values in cells and editors.
class CellText
{
    Q_DECLARE_TR_FUNCTIONS(QDynamoDBItemDelegate)

public:
    // One line of at most about `most` characters; its cost does not depend on the value's size.
    [[nodiscard]] static QString shown(const QDynamoDBValue &value, BinaryFormat format,
                                       qsizetype most);
    // Whether the text that is shown says what the value is, instead of the value.
    [[nodiscard]] static bool isMark(const QDynamoDBValue &value);

    [[nodiscard]] static ValueKind kindOf(const QDynamoDBValue &value);
    [[nodiscard]] static QString nameOf(ValueKind kind);
    [[nodiscard]] static QString edited(const QDynamoDBValue &value, ValueKind kind,
                                        BinaryFormat format);
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBValue> read(const QString &text, ValueKind kind,
                                                                BinaryFormat format);
};

} // namespace QtDynamoDBPrivate

#endif
