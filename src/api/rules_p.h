// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef API_RULES_P_H
#define API_RULES_P_H

#include "api/generated/rulefunctions_p.h"

namespace QtDynamoDBPrivate {

// Adapts the checkRules() of a structure to the function pointer in its Shape.
template<typename S>
QDynamoDBError checked(const void *object)
{
    return checkRules(*static_cast<const S *>(object));
}

} // namespace QtDynamoDBPrivate

#endif
