// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MAKETRANSPORT_H
#define MAKETRANSPORT_H

#include "eachtransport.h"
#include "transport/direct/directtransport_p.h"
#include "transport/qnam/qnamtransport_p.h"

#include <memory>

// Returns a transport of the kind of the current run; see eachtransport.h.
[[nodiscard]] inline std::unique_ptr<QtDynamoDBPrivate::Transport> makeTransport(
        const QtDynamoDBPrivate::TransportOptions &options = {})
{
    if (isDirect())
        return std::make_unique<QtDynamoDBPrivate::DirectTransport>(options);
    return std::make_unique<QtDynamoDBPrivate::QnamTransport>(options);
}

#endif
