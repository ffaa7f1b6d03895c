// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OPERATIONTYPES_P_H
#define OPERATIONTYPES_P_H

#include "api/promise_p.h"

#include <QtCore/qmetatype.h>

#include <memory>

namespace QtDynamoDBPrivate {

// A request or result whose type only the tables know.
using Object = std::unique_ptr<void, void (*)(void *)>;

// The C++ types of an operation's request and result.
struct OperationTypes
{
    Object (*newRequest)();
    Object (*copyRequest)(const void *request);
    Object (*newResult)();
    QMetaType resultType;
    std::unique_ptr<Promise> (*newPromise)(); // of the result
};

} // namespace QtDynamoDBPrivate

#endif
