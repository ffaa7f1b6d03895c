// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ERRORREADER_P_H
#define ERRORREADER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qbytearray.h>

namespace QtDynamoDBPrivate {

// Returns the error of a response with an error status: never NoError, whatever the body contains.
// The header is x-amzn-errortype, which may be empty.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
readServiceError(int httpStatus, QByteArrayView errorTypeHeader, QByteArray body);

// Returns the service's name of an error without its namespace and URL: ThrottlingException for
// "com.amazonaws.dynamodb.v20120810#ThrottlingException:http://...".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QByteArrayView bareErrorName(QByteArrayView name) noexcept;

} // namespace QtDynamoDBPrivate

#endif
