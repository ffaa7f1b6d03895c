// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ERRORREADER_P_H
#define ERRORREADER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qbytearray.h>

namespace QtDynamoDBPrivate {

// What a response that is not a success says: never NoError, whatever the body is. The header is
// x-amzn-errortype, which may be empty.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
readServiceError(int httpStatus, QByteArrayView errorTypeHeader, QByteArray body);

// The service's name for an error without what may stand around it:
// "com.amazonaws.dynamodb.v20120810#ThrottlingException:http://..." is a ThrottlingException.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QByteArrayView bareErrorName(QByteArrayView name) noexcept;

} // namespace QtDynamoDBPrivate

#endif
