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

// Destroys a manager whose thread may be busy with an endless response. QNetworkAccessManager waits
// for its thread for up to five seconds, so a thread of its own destroys it. Call it in the
// manager's thread, and not from a slot of its replies' signals.
//
// When the application ends, such threads get half a second to end before it.
void disposeElsewhere(std::unique_ptr<QNetworkAccessManager> manager);
// The same from the event loop, as with deleteLater(); may be called from such slots.
void disposeElsewhereLater(std::unique_ptr<QNetworkAccessManager> manager);
// How many managers were destroyed that way since the program began. Thread-safe.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT int disposals();

} // namespace QtDynamoDBPrivate

#endif
