// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALINSTALLATION_P_H
#define LOCALINSTALLATION_P_H

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

// Returns the path of Java: the program, if given, otherwise the one in JAVA_HOME or PATH. Empty if
// it does not exist.
[[nodiscard]] QString findJava(const QString &program);
// Returns the path of DynamoDBLocal.jar in the folder, if given, otherwise in DYNAMODB_LOCAL_HOME
// or in an npm package. Empty if it does not exist.
[[nodiscard]] QString findDynamoDBLocalJar(const QString &folder);

} // namespace QtDynamoDBPrivate

#endif
