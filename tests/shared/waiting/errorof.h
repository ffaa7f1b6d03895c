// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ERROROF_H
#define ERROROF_H

#include <QtDynamoDB/qdynamodbfuture.h>

#include <type_traits>

// Returns the error of a call; isError() is false if the call succeeded. Blocks until the call has
// finished, without an event loop: a client finishes its calls in a thread of its own.
template<typename T>
[[nodiscard]] QDynamoDBError errorOf(const QFuture<T> &future)
{
    if constexpr (std::is_void_v<T>)
        return QDynamoDB::waitForResult(future).error();
    else
        return QDynamoDB::waitForResults(future).error(); // any number of results
}

template<typename T>
[[nodiscard]] QDynamoDBError::Code codeOf(const QFuture<T> &future)
{
    return errorOf(future).code();
}

#endif
