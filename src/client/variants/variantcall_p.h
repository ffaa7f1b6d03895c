// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANTCALL_P_H
#define VARIANTCALL_P_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qfuture.h>
#include <QtCore/qvariant.h>

class QDynamoDBAbstractClient;

// Requests and results as maps, for QML. An operation has the name of the service, such as GetItem;
// the members have their C++ names. Lists and maps of results are always present, and numbers that
// a double does not hold exactly are QDynamoDBNumbers.
namespace QtDynamoDBPrivate {

// Starts a call. If the request does not fit, the future fails.
Q_DYNAMODB_EXPORT QFuture<QVariantMap> startVariantCall(QDynamoDBAbstractClient *client,
                                                        QStringView operation,
                                                        const QVariantMap &request,
                                                        const QDynamoDBCallOptions &options = {});

// Sets the members of the operation's request struct, in which expressions may also be objects, as
// the fromVariant() functions of conditions, updates and projections read them.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBError requestFromVariant(QStringView operation,
                                                                  const QVariantMap &map,
                                                                  void *request);
// Returns the operation's result struct as a map.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariantMap scriptResult(QStringView operation, const void *result);
// Returns the result of a QDynamoDBOutcome as a map; invalid if the call failed.
[[nodiscard]] Q_DYNAMODB_EXPORT QVariant scriptOutcome(QStringView operation,
                                                       const QVariant &result);

} // namespace QtDynamoDBPrivate

#endif
