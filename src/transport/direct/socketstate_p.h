// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SOCKETSTATE_P_H
#define SOCKETSTATE_P_H

#include <QtCore/qglobal.h>

namespace QtDynamoDBPrivate {

enum class SocketState {
    Quiet, // open, and nothing to read
    Readable,
    Closed, // by the other end
    Unknown, // not a socket of the system
};

// Returns the present state of the socket, which the event loop may not know yet. Reads no bytes.
[[nodiscard]] SocketState socketState(qintptr descriptor);

} // namespace QtDynamoDBPrivate

#endif
