// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPPROBLEM_P_H
#define HTTPPROBLEM_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtHttpServer/qhttpserverresponder.h>

#include <chrono>

namespace QtDynamoDBPrivate {

// What an error is to those who use our user's service: they know nothing of DynamoDB.
struct HttpProblem
{
    QHttpServerResponder::StatusCode status;
    QLatin1StringView title;
    std::chrono::seconds retryAfter { 0 }; // 0: nobody is told to try again
};

[[nodiscard]] HttpProblem httpProblem(const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
