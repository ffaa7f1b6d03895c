// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKEREPLY_P_H
#define FAKEREPLY_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qjsonobject.h>

#include <functional>

namespace QtDynamoDBPrivate {

// The result that a fake server replies, or why it has none for the operation.
struct FakeReply
{
    QJsonObject result; // in the service's own JSON
    QString problem; // empty: there is a result
    // Of a result that depends on the request: it makes the reply to these parameters.
    std::function<FakeReply(const QJsonObject &parameters)> answer;
};

[[nodiscard]] QJsonObject itemToJson(const QDynamoDBItem &item);

[[nodiscard]] FakeReply itemReply(const QString &operation, const QDynamoDBItem &item);
[[nodiscard]] FakeReply itemsReply(const QString &operation, const QList<QDynamoDBItem> &items,
                                   const QDynamoDBItem &lastEvaluatedKey);
[[nodiscard]] FakeReply jsonReply(const QString &operation, const QJsonObject &result);

} // namespace QtDynamoDBPrivate

#endif
