// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALIDATE_P_H
#define VALIDATE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

enum class NameKind { Name, NameOrArn };

// Returns the problem of the name of a table or index, such as "has 2 characters; ...", which
// follows the name's path, or a null text if the name is valid.
Q_DYNAMODB_AUTOTEST_EXPORT QString nameProblem(QStringView name, NameKind kind);

} // namespace QtDynamoDBPrivate

#endif
