// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STARTCALL_P_H
#define STARTCALL_P_H

#include "api/operationtypes_p.h"
#include "client/qdynamodbabstractclient_p.h"

namespace QtDynamoDBPrivate {

// From any thread: a call of an operation that the model knows, whose promise is kept when it ends.
void startCall(QDynamoDBAbstractClient *client, const Operation &operation, const void *request,
               const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise);

template<typename Result, typename Request>
[[nodiscard]] QFuture<Result> startCall(QDynamoDBAbstractClient *client, const Operation &operation,
                                        const Request &request, const QDynamoDBCallOptions &options)
{
    std::unique_ptr<Promise> promise = operation.types->newPromise();
    QFuture<Result> future = static_cast<PromiseOf<Result> &>(*promise).future();
    startCall(client, operation, &request, options, std::move(promise));
    return future;
}

} // namespace QtDynamoDBPrivate

#endif
