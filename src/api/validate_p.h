// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALIDATE_P_H
#define VALIDATE_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qstring.h>

namespace QtDynamoDBPrivate {

enum class NameKind { Name, NameOrArn };

// What is wrong with the name of a table or index, as the end of a sentence; null: nothing.
Q_DYNAMODB_AUTOTEST_EXPORT QString nameProblem(QStringView name, NameKind kind);

} // namespace QtDynamoDBPrivate

#endif
