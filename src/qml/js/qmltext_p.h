// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLTEXT_P_H
#define QMLTEXT_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// Replaces the names of C++ types, functions and members in a text of the library by their names in
// QML. Quoted parts of the text, which are data, are not changed. Every text that QML receives from
// C++ goes through one of these two functions.
[[nodiscard]] QString qmlText(const QString &text);
// The text of an error. Texts of the service are not changed.
[[nodiscard]] QString qmlText(const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
