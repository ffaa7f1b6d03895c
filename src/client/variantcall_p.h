// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANTCALL_P_H
#define VARIANTCALL_P_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qfuture.h>
#include <QtCore/qvariant.h>

class QDynamoDBAbstractClient;

namespace QtDynamoDBPrivate {

// For QML. The operation's name is that of the service, as in GetItem; the names in the maps are
// those of C++. A request that does not fit fails the future, as any other error. Lists and maps of
// the result are always present, and numbers that a double does not hold exactly are
// QDynamoDBNumbers.
Q_DYNAMODB_EXPORT QFuture<QVariantMap> startVariantCall(QDynamoDBAbstractClient *client,
                                                        QStringView operation,
                                                        const QVariantMap &request);

} // namespace QtDynamoDBPrivate

#endif
