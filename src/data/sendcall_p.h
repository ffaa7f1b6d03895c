// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SENDCALL_P_H
#define SENDCALL_P_H

#include "client/startcall_p.h"

namespace QtDynamoDBPrivate {

// A call of any operation, as the client's own method for it makes it.
template<typename Result, typename Request>
[[nodiscard]] QFuture<Result> sendCall(QDynamoDBAbstractClient *client, const Operation &operation,
                                       const Request &request, const QDynamoDBCallOptions &options)
{
    auto *d = QDynamoDBAbstractClientPrivate::get(client);
    auto call = std::make_unique<ModelledCall<Result, Request>>(d->settings(), operation, request,
                                                                options);
    QFuture<Result> future = call->promised();
    d->engine->submit(std::move(call));
    return future;
}

} // namespace QtDynamoDBPrivate

#endif
