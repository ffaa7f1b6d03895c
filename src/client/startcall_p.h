// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STARTCALL_P_H
#define STARTCALL_P_H

#include "client/modelledcall_p.h"
#include "client/qdynamodbabstractclient_p.h"

namespace QtDynamoDBPrivate {

// Starts a call with the client's current settings, and returns the future of its promise, which
// must be one of Result. Thread-safe.
template<typename Result>
[[nodiscard]] QFuture<Result> startCall(QDynamoDBAbstractClient *client, std::unique_ptr<Call> call)
{
    QFuture<Result> future = call->promise().future<Result>();
    QDynamoDBAbstractClientPrivate::get(client)->submit(std::move(call));
    return future;
}

} // namespace QtDynamoDBPrivate

#endif
