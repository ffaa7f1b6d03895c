// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ERRORCODES_P_H
#define ERRORCODES_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qbytearrayview.h>

#include <span>

namespace QtDynamoDBPrivate {

enum class RetryClass : quint8 { None, Transient, Throttling };

struct ErrorCodeInfo
{
    QDynamoDBError::Code code;
    const char *name; // of the enumerator
    const char *wireName; // as the service spells it; a code of the client's own has its name here
    quint16 httpStatus; // the usual status of the response; 0 for a code of the client's own
    RetryClass retryClass;
};

// A spelling of an error code on the wire, without "Exception" or "Error" at its end unless the
// enumerator has it too.
struct ErrorCodeName
{
    const char *name;
    QDynamoDBError::Code code;
};

// The generated tables: indexed by code; sorted by name.
extern const std::span<const ErrorCodeInfo> errorCodeInfos;
extern const std::span<const ErrorCodeName> errorCodeNames;

// Returns the row of the code; that of Unknown for a number that is not an enumerator.
Q_DYNAMODB_AUTOTEST_EXPORT const ErrorCodeInfo &errorCodeInfo(QDynamoDBError::Code code) noexcept;

// Returns the code that the service spells as name, with or without "Exception" or "Error" at its
// end. The name must not contain a namespace or a URL. An unknown name is Unknown.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError::Code errorCodeFromWire(QByteArrayView name) noexcept;

} // namespace QtDynamoDBPrivate

#endif
