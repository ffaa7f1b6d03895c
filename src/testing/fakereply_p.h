// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKEREPLY_P_H
#define FAKEREPLY_P_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qjsonobject.h>

#include <functional>

namespace QtDynamoDBPrivate {

// The result that a fake server sends, or the reason why the test's instruction is invalid.
struct FakeReply
{
    QJsonObject result; // in DynamoDB JSON
    QString problem; // empty if the instruction is valid
    // Set if the result depends on the request: returns the reply to a request with these
    // parameters.
    std::function<FakeReply(const QJsonObject &parameters)> makeReply;
};

[[nodiscard]] QJsonObject itemToJson(const QDynamoDBItem &item);

// These functions return the replies of the functions reply(), replyItems() and replyJson() of
// QDynamoDBFakeExpectation.
[[nodiscard]] FakeReply itemReply(const QString &operation, const QDynamoDBItem &item);
[[nodiscard]] FakeReply itemsReply(const QString &operation, const QList<QDynamoDBItem> &items,
                                   const QDynamoDBItem &lastEvaluatedKey);
[[nodiscard]] FakeReply jsonReply(const QString &operation, const QJsonObject &result);

} // namespace QtDynamoDBPrivate

#endif
