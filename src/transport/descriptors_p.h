// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DESCRIPTORS_P_H
#define DESCRIPTORS_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qstring.h>

#include <functional>

namespace QtDynamoDBPrivate {

// The number of file descriptors that a new connection may need: sockets to several addresses, and
// the event queues of the threads that Qt starts for it (network, name lookup).
inline constexpr int descriptorsNeeded = 16;

// Returns an error text unless that many file descriptors are free. Qt aborts the process when it
// starts a thread and the system has no descriptor for the thread's event queue, so this is checked
// before anything that may start a thread.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString missingDescriptors(int needed = descriptorsNeeded);

// Runs the function in the global thread pool, or in this thread if too few descriptors are free
// for another thread.
void runInThreadPool(std::function<void()> function);

} // namespace QtDynamoDBPrivate

#endif
