// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/socketstate_p.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <sys/socket.h>
#endif

namespace QtDynamoDBPrivate {

SocketState socketState(qintptr descriptor)
{
    if (descriptor == -1)
        return SocketState::Unknown;
    char byte;
#ifdef Q_OS_WIN
    const auto size = ::recv(SOCKET(descriptor), &byte, 1, MSG_PEEK); // Qt's sockets don't block
    const auto error = size < 0 ? ::WSAGetLastError() : 0;
    const bool wouldBlock = error == WSAEWOULDBLOCK;
    const bool noSocket = error == WSAENOTSOCK;
#else
    const auto size = ::recv(int(descriptor), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    const int error = size < 0 ? errno : 0;
    const bool wouldBlock = error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
    const bool noSocket = error == EBADF || error == ENOTSOCK;
#endif
    if (size > 0)
        return SocketState::Readable;
    if (wouldBlock)
        return SocketState::Quiet;
    return noSocket ? SocketState::Unknown : SocketState::Closed;
}

} // namespace QtDynamoDBPrivate
