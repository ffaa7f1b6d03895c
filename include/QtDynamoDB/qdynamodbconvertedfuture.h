// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCONVERTEDFUTURE_H
#define QDYNAMODBCONVERTEDFUTURE_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qfuture.h>

#include <utility>

class QDynamoDBClient;

// Used by the templates of other public headers; not for applications.
namespace QtDynamoDBPrivate {

// Throws the exception of the error's code.
[[noreturn]] Q_DYNAMODB_EXPORT void throwError(const QDynamoDBError &error);

// Cancels the future root, and so its call, as soon as derived is cancelled.
Q_DYNAMODB_EXPORT void cancelAlong(QDynamoDBClient *client, const QFuture<void> &derived,
                                   const QFuture<void> &root);

// Returns the future of convert(result). convert() runs in the client's I/O thread.
template<typename From, typename Convert>
auto converted(QDynamoDBClient *client, QFuture<From> root, Convert convert)
{
    auto derived = root.then(std::move(convert));
    cancelAlong(client, QFuture<void>(derived), QFuture<void>(root));
    return derived;
}

} // namespace QtDynamoDBPrivate

#endif
