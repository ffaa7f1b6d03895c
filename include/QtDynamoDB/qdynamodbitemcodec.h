// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMCODEC_H
#define QDYNAMODBITEMCODEC_H

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbexports.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

// Transforms attributes before they are written and after they are read, for example to compress or
// encrypt them. All functions must be thread-safe.
class Q_DYNAMODB_EXPORT QDynamoDBItemCodec
{
public:
    // The place of a value: the same when it is written and when it is read.
    struct Place
    {
        QString tableName; // never an ARN
        QDynamoDBItem key; // the key attributes of the item
        QString attributeName;
    };

    QDynamoDBItemCodec() = default;
    virtual ~QDynamoDBItemCodec();
    Q_DISABLE_COPY_MOVE(QDynamoDBItemCodec)

    [[nodiscard]] virtual bool encodes(const QString &tableName,
                                       const QString &attributeName) const = 0;
    // Not called for tables without encoded attributes.
    [[nodiscard]] virtual QStringList keyAttributes(const QString &tableName) const = 0;
    [[nodiscard]] virtual QDynamoDBExpected<QDynamoDBValue> encode(
            const Place &place, const QDynamoDBValue &value) const = 0;
    [[nodiscard]] virtual QDynamoDBExpected<QDynamoDBValue> decode(
            const Place &place, const QDynamoDBValue &value) const = 0;
};

#endif
