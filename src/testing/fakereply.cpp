// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/fakereply_p.h"
#include "testing/fakescript_p.h"
#include "testing/resultmembers_p.h"

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

FakeReply problem(const QString &text)
{
    return { {}, text, {} };
}

FakeReply unsupported(const char *helper, const QString &operation)
{
    return problem(
            u"%1 does not support %2; use replyJson()"_s.arg(QLatin1StringView(helper), operation));
}

// Returns an array with one object per item. It has a member Item unless the item is empty.
QJsonArray responses(const QList<QDynamoDBItem> &items)
{
    QJsonArray array;
    for (const QDynamoDBItem &item : items) {
        QJsonObject response;
        if (!item.isEmpty())
            response.insert(u"Item"_s, itemToJson(item));
        array.append(response);
    }
    return array;
}

// Returns the result of BatchGetItem. An item belongs to the table for which the request contains
// its key.
FakeReply batchReply(const QList<QDynamoDBItem> &items, const QJsonObject &parameters)
{
    const QJsonObject tables = parameters["RequestItems"_L1].toObject();
    QJsonObject found;
    for (auto table = tables.begin(); table != tables.end(); ++table)
        found.insert(table.key(), QJsonArray());
    for (const QDynamoDBItem &item : items) {
        if (item.isEmpty())
            continue; // DynamoDB omits items that do not exist
        const QJsonObject json = itemToJson(item);
        QStringList candidates = tables.keys();
        if (candidates.size() > 1) {
            candidates.removeIf([&](const QString &table) {
                const QJsonArray keys = tables[table]["Keys"_L1].toArray();
                return std::none_of(keys.begin(), keys.end(), [&](const QJsonValue &key) {
                    return difference(json, key).isEmpty();
                });
            });
        }
        if (candidates.size() != 1) {
            const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
            return problem(
                    u"replyItems() cannot determine the table of the item %1: the BatchGetItem has "
                    "matching keys for %2 tables; use replyJson()"_s
                            .arg(QString::fromUtf8(text.left(500)))
                            .arg(candidates.size()));
        }
        QJsonArray array = found[candidates.constFirst()].toArray();
        array.append(json);
        found[candidates.constFirst()] = array;
    }
    return { { { u"Responses"_s, found }, { u"UnprocessedKeys"_s, QJsonObject() } }, {}, {} };
}

} // namespace

QJsonObject itemToJson(const QDynamoDBItem &item)
{
    const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::fromItem(item);
    if (!json)
        qFatal("Invalid item for the fake server: %s", qPrintable(json.error().message()));
    return QJsonDocument::fromJson(*json).object();
}

FakeReply itemReply(const QString &operation, const QDynamoDBItem &item)
{
    const QJsonObject json = itemToJson(item);
    if (operation == "GetItem"_L1) {
        return { item.isEmpty() ? QJsonObject() : QJsonObject { { u"Item"_s, json } }, {}, {} };
    }
    if (operation == "PutItem"_L1 || operation == "UpdateItem"_L1 || operation == "DeleteItem"_L1) {
        return { item.isEmpty() ? QJsonObject() : QJsonObject { { u"Attributes"_s, json } },
                 {},
                 {} };
    }
    FakeReply reply = itemsReply(operation,
                                 item.isEmpty() ? QList<QDynamoDBItem>() : QList { item }, {});
    return reply.problem.isEmpty() ? reply : unsupported("reply(item)", operation);
}

FakeReply itemsReply(const QString &operation, const QList<QDynamoDBItem> &items,
                     const QDynamoDBItem &lastEvaluatedKey)
{
    QJsonArray array;
    for (const QDynamoDBItem &item : items)
        array.append(itemToJson(item));

    const bool isPage = operation == "Query"_L1 || operation == "Scan"_L1;
    if (isPage || operation == "ExecuteStatement"_L1) {
        QJsonObject result { { u"Items"_s, array } };
        if (isPage) {
            result.insert(u"Count"_s, array.size());
            result.insert(u"ScannedCount"_s, array.size());
        }
        if (!lastEvaluatedKey.isEmpty())
            result.insert(u"LastEvaluatedKey"_s, itemToJson(lastEvaluatedKey));
        return { result, {}, {} };
    }
    FakeReply reply = unsupported("replyItems()", operation);
    if (operation == "BatchGetItem"_L1) {
        reply = { {}, {}, [items](const QJsonObject &parameters) {
                     return batchReply(items, parameters);
                 } };
    } else if (operation == "TransactGetItems"_L1 || operation == "ExecuteTransaction"_L1
               || operation == "BatchExecuteStatement"_L1) {
        reply = { { { u"Responses"_s, responses(items) } }, {}, {} };
    } else if (operation == "SearchVectors"_L1) {
        reply = { { { u"SearchResults"_s, responses(items) } }, {}, {} };
    }
    if (reply.problem.isEmpty() && !lastEvaluatedKey.isEmpty())
        return problem(u"replyItems() has a lastEvaluatedKey, but the result of %1 has none"_s.arg(
                operation));
    return reply;
}

FakeReply jsonReply(const QString &operation, const QJsonObject &result)
{
    if (const auto members = resultMembers(operation)) {
        for (const QString &name : result.keys()) {
            if (members->contains(name))
                continue;
            return problem(
                    u"replyJson() has the member \"%1\", which the result of %2 does not have; its "
                    "members: %3"_s.arg(name, operation,
                                        members->isEmpty() ? u"none"_s : members->join(", "_L1)));
        }
    }
    return { result, {}, {} };
}

} // namespace QtDynamoDBPrivate
