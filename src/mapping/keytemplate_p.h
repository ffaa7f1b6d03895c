// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYTEMPLATE_P_H
#define KEYTEMPLATE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

#include <optional>

namespace QtDynamoDBPrivate {

// A text with placeholders for properties, such as "ORDER#{number:6}", that makes the value of a key
// attribute. "{{" and "}}" stand for braces.
struct KeyTemplate
{
    struct Placeholder
    {
        QString before; // the text between the placeholder before and this one
        QString property;
        int width = 0; // digits of a number that is padded with zeros; 0: not padded
    };

    // Returns the problem of the text, or null.
    [[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString parse(const QString &theText);
    // Returns the key with these texts in place of the placeholders.
    [[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString filled(const QStringList &texts) const;
    // Returns the texts in place of the placeholders, or nothing if the key is not of this form.
    // Each text ends before the first occurrence of the separator that follows it.
    [[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QStringList> match(
            const QString &key) const;
    // Whether both templates differ in the names of their properties only.
    [[nodiscard]] bool hasShapeOf(const KeyTemplate &other) const;

    QString attribute;
    QString text;
    QList<Placeholder> placeholders;
    QString end; // after the last placeholder
    bool isPrimary = false; // of the table's key
};

} // namespace QtDynamoDBPrivate

#endif
