// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OPERATIONTYPES_P_H
#define OPERATIONTYPES_P_H

#include "api/promise_p.h"

#include <QtCore/qmetatype.h>

#include <memory>

namespace QtDynamoDBPrivate {

// An owned request or result whose type is known only at run time.
using Object = std::unique_ptr<void, void (*)(void *)>;

// Constructors for the request, the result and the promise of an operation.
struct OperationTypes
{
    Object (*newRequest)();
    Object (*copyRequest)(const void *request);
    Object (*newResult)();
    QMetaType resultType;
    std::unique_ptr<Promise> (*newPromise)(); // of the result
};

template<typename T>
Object makeObject(T *object)
{
    return Object(object, [](void *pointer) { delete static_cast<T *>(pointer); });
}

template<typename Request, typename Result>
constexpr OperationTypes makeOperationTypes()
{
    return {
        [] { return makeObject(new Request); },
        [](const void *request) {
            return makeObject(new Request(*static_cast<const Request *>(request)));
        },
        [] { return makeObject(new Result); },
        QMetaType::fromType<Result>(),
        []() -> std::unique_ptr<Promise> { return std::make_unique<PromiseOf<Result>>(); },
    };
}

} // namespace QtDynamoDBPrivate

#endif
