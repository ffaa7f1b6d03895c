// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANTCALL_P_H
#define VARIANTCALL_P_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qfuture.h>
#include <QtCore/qvariant.h>

class QDynamoDBAbstractClient;

namespace QtDynamoDBPrivate {

// Starts a call for QML. The operation has the name of the service, such as GetItem; the members in
// the maps have their C++ names. If the request does not fit, the future fails. Lists and maps of
// the result are always present, and numbers that a double does not hold exactly are
// QDynamoDBNumbers.
Q_DYNAMODB_EXPORT QFuture<QVariantMap> startVariantCall(QDynamoDBAbstractClient *client,
                                                        QStringView operation,
                                                        const QVariantMap &request);

} // namespace QtDynamoDBPrivate

#endif
