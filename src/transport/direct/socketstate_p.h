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
    Unknown, // not a socket of the system's
};

// What the system knows at this moment, also if the event loop doesn't yet. Takes nothing away.
[[nodiscard]] SocketState socketState(qintptr descriptor);

} // namespace QtDynamoDBPrivate

#endif
