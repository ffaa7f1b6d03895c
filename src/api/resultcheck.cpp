// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/resultcheck_p.h"

#include "api/generated/shapes_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

bool differs(const QDynamoDBItem &item, const QDynamoDBItem &key)
{
    return std::any_of(key.begin(), key.end(), [&item](const auto &attribute) {
        const auto found = item.find(attribute.name);
        return found != item.end() && found->value != attribute.value;
    });
}

template<typename Request>
const Request *as(const Operation &operation, const void *request)
{
    return operation.input == &ShapeOf<Request>::shape ? static_cast<const Request *>(request)
                                                       : nullptr;
}

bool contradictsBatch(const QDynamoDB::BatchGetItemRequest &request,
                      const QDynamoDB::BatchGetItemResult &result)
{
    for (auto table = result.responses.begin(); table != result.responses.end(); ++table) {
        const auto requested = request.requestItems.find(table.key());
        if (requested == request.requestItems.end())
            continue; // the request may name the table by its ARN
        const bool foreign = std::any_of(table->begin(), table->end(),
                                         [&requested](const QDynamoDBItem &item) {
                                             return std::all_of(requested->keys.begin(),
                                                                requested->keys.end(),
                                                                [&item](const auto &key) {
                                                                    return differs(item, key);
                                                                });
                                         });
        if (foreign)
            return true;
    }
    return false;
}

bool contradictsTransaction(const QDynamoDB::TransactGetItemsRequest &request,
                            const QDynamoDB::TransactGetItemsResult &result)
{
    const qsizetype count = std::min(request.transactItems.size(), result.responses.size());
    for (qsizetype i = 0; i < count; ++i) {
        const auto &get = request.transactItems[i].get;
        if (get && differs(result.responses[i].item, get->key))
            return true;
    }
    return false;
}

} // namespace

bool contradicts(const Operation &operation, const void *request, const void *result)
{
    using namespace QDynamoDB;
    if (const auto *get = as<GetItemRequest>(operation, request))
        return differs(static_cast<const GetItemResult *>(result)->item, get->key);
    if (const auto *remove = as<DeleteItemRequest>(operation, request))
        return differs(static_cast<const DeleteItemResult *>(result)->attributes, remove->key);
    if (const auto *update = as<UpdateItemRequest>(operation, request))
        return differs(static_cast<const UpdateItemResult *>(result)->attributes, update->key);
    if (const auto *batch = as<BatchGetItemRequest>(operation, request))
        return contradictsBatch(*batch, *static_cast<const BatchGetItemResult *>(result));
    if (const auto *transaction = as<TransactGetItemsRequest>(operation, request)) {
        return contradictsTransaction(*transaction,
                                      *static_cast<const TransactGetItemsResult *>(result));
    }
    return false;
}

bool contradicts(const QJsonObject &request, const QJsonObject &result)
{
    const QJsonObject key = request["Key"_L1].toObject();
    QJsonObject item = result["Item"_L1].toObject();
    if (item.isEmpty())
        item = result["Attributes"_L1].toObject();
    for (auto attribute = key.begin(); attribute != key.end(); ++attribute) {
        const QJsonValue found = item[attribute.key()];
        if (found.isUndefined() || found == attribute.value())
            continue;
        // The same number can be written in several ways.
        const auto valueOf = [](const QJsonValue &json) {
            return QDynamoDBJson::toValue(
                    QJsonDocument(json.toObject()).toJson(QJsonDocument::Compact));
        };
        const auto here = valueOf(found);
        const auto there = valueOf(attribute.value());
        if (!here || !there || *here != *there)
            return true;
    }
    return false;
}

} // namespace QtDynamoDBPrivate
