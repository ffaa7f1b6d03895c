// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLOPTIONS_P_H
#define QMLOPTIONS_P_H

#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/qvariant.h>

// Options of calls as objects of QML. Durations are milliseconds, in members whose names end in Ms.
// Unknown members and members of another type are errors that contain the path of the member.
namespace QtDynamoDBPrivate {

[[nodiscard]] QDynamoDBExpected<QDynamoDBCallOptions> callOptionsFrom(
        const QVariantMap &map, const QString &path = QStringLiteral("options"));
[[nodiscard]] QDynamoDBExpected<QDynamoDBBatchOptions> batchOptionsFrom(const QVariantMap &map);
[[nodiscard]] QDynamoDBExpected<QDynamoDBWaitOptions> waitOptionsFrom(const QVariantMap &map);

} // namespace QtDynamoDBPrivate

#endif
