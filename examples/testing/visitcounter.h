// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VISITCOUNTER_H
#define VISITCOUNTER_H

#include <QtDynamoDB/QDynamoDBClient>

// The function under test: increments the counter of a page, and returns the new number of visits.
inline QFuture<qint64> countVisit(QDynamoDBClient *client, const QString &page)
{
    QDynamoDB::UpdateItemRequest request;
    request.tableName = QStringLiteral("Visits");
    request.key = { { QStringLiteral("Page"), page } };
    request.updateExpression = QStringLiteral("ADD Visits :one");
    request.expressionAttributeValues = { { QStringLiteral(":one"), 1 } };
    request.returnValues = QDynamoDB::ReturnValue::UpdatedNew;
    return client->updateItem(request).then([](const QDynamoDB::UpdateItemResult &result) {
        return result.attributes[u"Visits"].toInteger();
    });
}

#endif
