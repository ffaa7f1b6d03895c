// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBJSON_H
#define QDYNAMODBJSON_H

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

// Items and values as JSON text: DynamoDB's own form, {"Views":{"N":"7"}}, and plain, {"Views":7}.
namespace QDynamoDBJson {

[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QByteArray> fromItem(const QDynamoDBItem &item);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QByteArray> fromValue(const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QDynamoDBItem> toItem(const QByteArray &json);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QDynamoDBValue> toValue(const QByteArray &json);

[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QByteArray> plainFromItem(
        const QDynamoDBItem &item);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QByteArray> plainFromValue(
        const QDynamoDBValue &value);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QDynamoDBItem> plainToItem(const QByteArray &json);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QDynamoDBValue> plainToValue(
        const QByteArray &json);

} // namespace QDynamoDBJson

#endif
