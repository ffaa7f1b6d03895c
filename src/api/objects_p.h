// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBJECTS_P_H
#define OBJECTS_P_H

#include "api/operation_p.h"

#include <memory>

namespace QtDynamoDBPrivate {

// A request or result whose type only the tables know.
using Object = std::unique_ptr<void, void (*)(void *)>;

struct OperationObjects
{
    const Operation &operation;
    Object (*newRequest)();
    Object (*newResult)();
};

// By the wire's name; null where the model has none of it.
const OperationObjects *findObjects(Service service, QStringView name) noexcept;

} // namespace QtDynamoDBPrivate

#endif
