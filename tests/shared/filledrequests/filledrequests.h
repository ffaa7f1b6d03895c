// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FILLEDREQUESTS_H
#define FILLEDREQUESTS_H

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <functional>
#include <memory>
#include <type_traits>

// Values for the members of requests, the same as in tools/codegen/lib/filled.mjs.
namespace Filled {

QString text(QStringView name, int n);
QString name(int n);
QDateTime time(int n);
QDynamoDBItem item(int n);
QDynamoDBValue value(int n);

} // namespace Filled

// An operation with a request whose members all are set, and the result of its last call.
struct FilledOperation
{
    const char *name;
    QtDynamoDBPrivate::Service service;
    std::shared_ptr<void> request;
    std::shared_ptr<void> result;
    // Calls the method of the client with the request, and waits for the result.
    std::function<QDynamoDBError(QDynamoDBAbstractClient *client)> call;
};

template<typename Request, typename Result, typename Client>
FilledOperation filled(const char *name, QtDynamoDBPrivate::Service service,
                       void (*fill)(Request &),
                       QFuture<Result> (Client::*method)(const Request &,
                                                         const QDynamoDBCallOptions &))
{
    static_assert(
            std::is_nothrow_move_constructible_v<
                    Request> && std::is_nothrow_move_assignable_v<Request> && std::is_nothrow_swappable_v<Request> && QTypeInfo<Request>::isRelocatable);
    static_assert(
            std::is_nothrow_move_constructible_v<
                    Result> && std::is_nothrow_move_assignable_v<Result> && std::is_nothrow_swappable_v<Result> && QTypeInfo<Result>::isRelocatable);
    auto request = std::make_shared<Request>();
    fill(*request);
    auto result = std::make_shared<Result>();
    const auto call = [=](QDynamoDBAbstractClient *client) {
        const auto outcome = QDynamoDB::waitForResult(
                (static_cast<Client *>(client)->*method)(*request, {}));
        if (outcome)
            *result = *outcome;
        return outcome.error();
    };
    return { name, service, request, result, call };
}

QList<FilledOperation> filledOperations();

#endif
