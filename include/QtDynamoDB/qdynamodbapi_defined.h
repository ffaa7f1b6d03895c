// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBAPI_DEFINED_H
#define QDYNAMODBAPI_DEFINED_H

#include <type_traits>

// Used by the templates of other public headers; not for applications.
//
// A client's operations take and return types that the header of their family defines. In a file
// without that header, a QFuture of an undefined type would be reported in some 200 lines. These
// templates replace undefined types, so that the missing header is the only error of the call.
namespace QtDynamoDBPrivate {

// Whether T is complete where the variable is first used.
template<typename T, typename = void>
inline constexpr bool isDefined = false;
template<typename T>
inline constexpr bool isDefined<T, decltype(void(sizeof(T)))> = true;

// Replaces an undefined request. It is made from whatever the caller passes.
struct UndefinedRequest
{
    template<typename... Arguments>
    UndefinedRequest(Arguments &&...)
    {
    }
};

// Replaces an undefined result. It converts to a reference to the result that a handler takes.
struct UndefinedResult
{
    template<typename T>
    operator const T &() const;
};

template<typename Request>
using Defined = std::conditional_t<isDefined<Request>, Request, UndefinedRequest>;

// Returns a request that fill(request) has filled.
template<typename Request, typename Fill>
Defined<Request> makeRequest(Fill fill)
{
    Defined<Request> request;
    if constexpr (isDefined<Request>)
        fill(request);
    return request;
}

} // namespace QtDynamoDBPrivate

#endif
