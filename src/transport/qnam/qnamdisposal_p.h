// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QNAMDISPOSAL_P_H
#define QNAMDISPOSAL_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qtconfigmacros.h>

#include <memory>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// Destroys a manager whose thread may be busy with an endless response. The destructor of
// QNetworkAccessManager waits up to five seconds for its thread, so a new thread calls it. Call
// this function in the manager's thread, and not from a slot of its replies' signals.
//
// The end of the application waits half a second for such threads.
void disposeElsewhere(std::unique_ptr<QNetworkAccessManager> manager);
// Does the same from the event loop, like deleteLater(), so it may be called from such slots.
void disposeElsewhereLater(std::unique_ptr<QNetworkAccessManager> manager);
// Returns the number of managers destroyed in this way since the program began. Thread-safe.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT int disposals();

} // namespace QtDynamoDBPrivate

#endif
