// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPPROBLEM_P_H
#define HTTPPROBLEM_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtHttpServer/qhttpserverresponder.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// The HTTP form of an error, for the clients of the application's server. It reveals nothing about
// DynamoDB.
struct HttpProblem
{
    QHttpServerResponder::StatusCode status;
    QLatin1StringView title;
    std::chrono::seconds retryAfter { 0 }; // 0: no Retry-After header
};

[[nodiscard]] HttpProblem httpProblem(const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
