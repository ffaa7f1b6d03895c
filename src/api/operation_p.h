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

// Functions on requests and results whose types are known only at run time. The request of an
// operation is a pointer to its <Name>Request, the result a pointer to its <Name>Result.
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
    bool isSearch; // the service has a separate host for it
    const OperationTypes *types; // null for an operation that the API model does not contain
};

// The operations of all services, sorted by service and name. Generated.
Q_DYNAMODB_AUTOTEST_EXPORT std::span<const Operation *const> allOperations() noexcept;

// Returns the operation of a name such as "GetItem", or null if the API model does not contain it.
Q_DYNAMODB_AUTOTEST_EXPORT const Operation *findOperation(Service service,
                                                          QStringView name) noexcept;

// Returns the first error of the request that can be detected before it is sent, or NoError.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError validateRequest(const Operation &operation,
                                                          const void *request);
// Sets the idempotency tokens that are absent.
Q_DYNAMODB_AUTOTEST_EXPORT void fillIdempotencyTokens(const Operation &operation, void *request,
                                                      const std::function<QString()> &makeToken);

// Fills in idempotency tokens, validates the request, and returns its body.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> prepareRequest(const Operation &operation,
                                                                        void *request);
// Returns the body of the request. Fails only for values that can't be sent, such as an empty set.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> writeRequest(const Operation &operation,
                                                                      const void *request);
// Returns the JSON text of any struct; writeRequest() calls this with the shape of the request.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> writeShape(const Shape &shape,
                                                                    const void *object);
// Returns whether a body contains only white space, as the responses of some operations do.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isBlank(QByteArrayView body) noexcept;
// Reads the body into a default-constructed result. May modify the body, in order to avoid a copy.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError readResult(const Operation &operation, QByteArray &body,
                                                     void *result);

// Returns the names or ARNs of the tables of a request, without duplicates, in the order of the
// request.
Q_DYNAMODB_AUTOTEST_EXPORT QStringList requestTableNames(const Operation &operation,
                                                         const void *request);
// Returns the table of a request, or an empty text if it has none or several.
Q_DYNAMODB_AUTOTEST_EXPORT QString requestTableName(const Operation &operation, const void *request);

// Converts a struct to a map whose keys are the C++ names of its members. Omits absent members.
Q_DYNAMODB_AUTOTEST_EXPORT QVariantMap shapeToVariant(const Shape &shape, const void *object);
// Converts a result to a map for scripts: lists and maps are never omitted, and numbers that a
// double would round are QDynamoDBNumber.
Q_DYNAMODB_AUTOTEST_EXPORT QVariantMap resultToVariant(const Operation &operation,
                                                       const void *result);
// Sets the members of a struct from a map. Errors contain the path of the member.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError shapeFromVariant(const Shape &shape,
                                                           const QVariantMap &map, void *object);

} // namespace QtDynamoDBPrivate

#endif
