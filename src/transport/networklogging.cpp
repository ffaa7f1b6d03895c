// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/networklogging_p.h"

#include "transport/loggingcategory_p.h"

namespace QtDynamoDBPrivate {

Q_DYNAMODB_LOGGING_CATEGORY(lcNetwork, "qtdynamodb.network")

} // namespace QtDynamoDBPrivate
