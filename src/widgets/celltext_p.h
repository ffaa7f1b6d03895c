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

// The kinds of editing a value.
enum class ValueKind {
    Absent, // the attribute does not exist
    Null,
    Bool,
    Number,
    Text,
    Binary,
    Json, // DynamoDB JSON, for all types
};

// Conversions between values and the texts in cells and editors.
class CellText
{
    Q_DECLARE_TR_FUNCTIONS(QDynamoDBItemDelegate)

public:
    // One line of about `maxLength` characters at most. The cost does not depend on the size of the
    // value.
    [[nodiscard]] static QString shown(const QDynamoDBValue &value, BinaryFormat format,
                                       qsizetype maxLength);
    // Whether shown() describes the value, such as "absent", instead of returning its text.
    [[nodiscard]] static bool isMark(const QDynamoDBValue &value);

    [[nodiscard]] static ValueKind kindOf(const QDynamoDBValue &value);
    [[nodiscard]] static QString nameOf(ValueKind kind);
    [[nodiscard]] static QString edited(const QDynamoDBValue &value, ValueKind kind,
                                        BinaryFormat format);
    // The errors are translated, plain text for the user.
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBValue> read(const QString &text, ValueKind kind,
                                                                BinaryFormat format);
};

} // namespace QtDynamoDBPrivate

#endif
