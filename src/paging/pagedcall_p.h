// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGEDCALL_P_H
#define PAGEDCALL_P_H

#include "api/generated/paginators_p.h"
#include "api/generated/shapes_p.h"
#include "client/startcall_p.h"

#include <QtDynamoDB/qdynamodbapi_pages.h>
#include <QtDynamoDB/qdynamodbvalue.h>

namespace QtDynamoDBPrivate {

[[nodiscard]] const Paginator &paginatorOf(const Shape &request);
// Does nothing if the position is undefined, which is the first page.
void setPosition(const Paginator &paginator, void *request, const QDynamoDBValue &position);
// Returns undefined for the last page.
[[nodiscard]] QDynamoDBValue nextPosition(const Paginator &paginator, const void *result);
// Returns the number of items that the service read for the page, or -1 if the result lacks it.
[[nodiscard]] qint64 scannedIn(const Paginator &paginator, const void *result);
[[nodiscard]] const void *listOf(const Paginator &paginator, const void *result);
[[nodiscard]] void *listOf(const Paginator &paginator, void *result);
[[nodiscard]] const ListAccess &listAccessOf(const Paginator &paginator);
[[nodiscard]] const TypeInfo &elementTypeOf(const Paginator &paginator);

// The calls for the pages of an operation, by its generated paginator.
template<typename Request>
struct PagedCall
{
    using Result = typename PagesOf<Request>::Result;
    using Element = typename PagesOf<Request>::Element;

    [[nodiscard]] static const Paginator &paginator()
    {
        static const Paginator &found = paginatorOf(ShapeOf<Request>::shape);
        return found;
    }
    [[nodiscard]] static QFuture<Result> send(QDynamoDBAbstractClient *client, Request request,
                                              const QDynamoDBValue &position,
                                              const QDynamoDBCallOptions &options)
    {
        setPosition(paginator(), &request, position);
        return startCall<Result>(client,
                                 std::make_unique<ModelledCall>(*paginator().operation, &request,
                                                                options));
    }
    [[nodiscard]] static QDynamoDBValue next(const Result &result)
    {
        return nextPosition(paginator(), &result);
    }
    [[nodiscard]] static const QList<Element> &elements(const Result &result)
    {
        return *static_cast<const QList<Element> *>(listOf(paginator(), &result));
    }
};

} // namespace QtDynamoDBPrivate

#endif
