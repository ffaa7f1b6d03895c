// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NETWORKLOGGING_P_H
#define NETWORKLOGGING_P_H

#include <QtCore/qloggingcategory.h>

namespace QtDynamoDBPrivate {

// Category qtdynamodb.network: sizes and outcomes, never values of bodies or headers.
Q_DECLARE_LOGGING_CATEGORY(lcNetwork)

} // namespace QtDynamoDBPrivate

#endif
