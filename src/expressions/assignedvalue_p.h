// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ASSIGNEDVALUE_P_H
#define ASSIGNEDVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>

namespace QtDynamoDBPrivate {

// Returns the value that an update expression in the syntax of the service assigns to a top-level
// attribute, as in "SET #s = :stamp". Undefined if it doesn't assign one, or one that depends on
// the stored item.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBValue
assignedValue(const QString &attribute, QStringView updateExpression,
              const QMap<QString, QString> &names, const QDynamoDBItem &values);

} // namespace QtDynamoDBPrivate

#endif
