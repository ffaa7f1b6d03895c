// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALINSTALLATION_P_H
#define LOCALINSTALLATION_P_H

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// What was told, or else what is found; empty where there is nothing.
[[nodiscard]] QString findJava(const QString &told);
[[nodiscard]] QString findDynamoDBLocalJar(const QString &toldFolder);

} // namespace QtDynamoDBPrivate

#endif
