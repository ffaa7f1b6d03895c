// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/startcall_p.h"

#include "client/modelledcall_p.h"

namespace QtDynamoDBPrivate {

void startCall(QDynamoDBAbstractClient *client, const Operation &operation, const void *request,
               const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise)
{
    const auto *d = QDynamoDBAbstractClientPrivate::get(client);
    d->engine->submit(std::make_unique<ModelledCall>(d->settings(), operation, request, options,
                                                     std::move(promise)));
}

} // namespace QtDynamoDBPrivate
