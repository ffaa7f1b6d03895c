// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OPERATION_P_H
#define OPERATION_P_H

#include "api/shape_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <functional>
#include <span>

// What the pipeline does with requests and results. The request of an operation is a pointer to its
// <Name>Request, the result one to its <Name>Result.
namespace QtDynamoDBPrivate {

enum class Service { DynamoDB, Streams };

struct OperationTypes;

struct Operation
{
    const char *name;
    const char *target; // the header x-amz-target
    const Shape *input;
    const Shape *output;
    Service service;
    bool isSearch; // has a host of its own
    const OperationTypes *types; // null for one that the model does not know
};

// Generated; sorted by service, then by name.
Q_DYNAMODB_AUTOTEST_EXPORT std::span<const Operation *const> allOperations() noexcept;

// By the wire's name; null where the model has none of it.
Q_DYNAMODB_AUTOTEST_EXPORT const Operation *findOperation(Service service,
                                                          QStringView name) noexcept;

// What is wrong with the request that can be known before it is sent.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError validateRequest(const Operation &operation,
                                                          const void *request);
// Of an idempotency token that is absent.
Q_DYNAMODB_AUTOTEST_EXPORT void fillIdempotencyTokens(const Operation &operation, void *request,
                                                      const std::function<QString()> &makeToken);

// The request's body. Fails only for values that JSON can't carry.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> writeRequest(const Operation &operation,
                                                                      const void *request);
// Any struct; writeRequest() is this with the operation's input.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> writeShape(const Shape &shape,
                                                                    const void *object);
// Whether a body has nothing but white space. An operation without a result may send such a one.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isBlank(QByteArrayView body) noexcept;
// Into a result that is new; the body's memory is used for the reading.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError readResult(const Operation &operation, QByteArray &body,
                                                     void *result);

// The tables that a request works on, in its order, each once: names or ARNs.
Q_DYNAMODB_AUTOTEST_EXPORT QStringList requestTableNames(const Operation &operation,
                                                         const void *request);
// The only one of them, or an empty string.
Q_DYNAMODB_AUTOTEST_EXPORT QString requestTableName(const Operation &operation, const void *request);

// By the C++ names of the members; the errors name the member's path. Absent members are left out.
Q_DYNAMODB_AUTOTEST_EXPORT QVariantMap shapeToVariant(const Shape &shape, const void *object);
// For scripts: lists and maps are always present, and numbers that a double would round are
// QDynamoDBNumbers.
Q_DYNAMODB_AUTOTEST_EXPORT QVariantMap resultToVariant(const Operation &operation,
                                                       const void *result);
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError shapeFromVariant(const Shape &shape,
                                                           const QVariantMap &map, void *object);

} // namespace QtDynamoDBPrivate

#endif
