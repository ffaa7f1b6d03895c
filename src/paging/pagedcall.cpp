// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "paging/pagedcall_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] const Member &member(const Shape &shape, const char *wire)
{
    const Member *found = shape.find(QLatin1StringView(wire));
    Q_ASSERT(found);
    return *found;
}

} // namespace

const Paginator &paginatorOf(const Shape &request)
{
    const auto paginators = allPaginators();
    const auto found = std::find_if(paginators.begin(), paginators.end(),
                                    [&request](const Paginator &paginator) {
                                        return paginator.operation->input == &request;
                                    });
    Q_ASSERT(found != paginators.end());
    return *found;
}

void setPosition(const Paginator &paginator, void *request, const QDynamoDBValue &position)
{
    if (position.isUndefined())
        return;
    const Member &token = member(*paginator.operation->input, paginator.inputToken);
    if (token.type->kind == Kind::Item)
        *static_cast<QDynamoDBItem *>(token.in(request)) = position.toMap();
    else
        *static_cast<QString *>(token.in(request)) = position.toString();
}

QDynamoDBValue nextPosition(const Paginator &paginator, const void *result)
{
    const Member &token = member(*paginator.operation->output, paginator.outputToken);
    if (token.type->kind == Kind::Item) {
        const auto &key = *static_cast<const QDynamoDBItem *>(token.in(result));
        return key.isEmpty() ? QDynamoDBValue(QDynamoDBValue::Type::Undefined)
                             : QDynamoDBValue(key);
    }
    const auto &text = *static_cast<const QString *>(token.in(result));
    return text.isEmpty() ? QDynamoDBValue(QDynamoDBValue::Type::Undefined) : QDynamoDBValue(text);
}

qint64 scannedIn(const Paginator &paginator, const void *result)
{
    const Shape *shape = paginator.operation->output;
    if (shape == &ShapeOf<QDynamoDB::QueryResult>::shape)
        return static_cast<const QDynamoDB::QueryResult *>(result)->scannedCount;
    if (shape == &ShapeOf<QDynamoDB::ScanResult>::shape)
        return static_cast<const QDynamoDB::ScanResult *>(result)->scannedCount;
    return -1;
}

const void *listOf(const Paginator &paginator, const void *result)
{
    return member(*paginator.operation->output, paginator.results).in(result);
}

void *listOf(const Paginator &paginator, void *result)
{
    return member(*paginator.operation->output, paginator.results).in(result);
}

const ListAccess &listAccessOf(const Paginator &paginator)
{
    return *member(*paginator.operation->output, paginator.results).type->list;
}

const TypeInfo &elementTypeOf(const Paginator &paginator)
{
    return *member(*paginator.operation->output, paginator.results).type->element;
}

} // namespace QtDynamoDBPrivate
