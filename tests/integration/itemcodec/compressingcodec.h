// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COMPRESSINGCODEC_H
#define COMPRESSINGCODEC_H

#include <QtDynamoDB/QDynamoDBItemCodec>
#include <QtDynamoDB/qdynamodbjson.h>

using namespace Qt::StringLiterals;

// The class of docs/client.md.

// Compresses the attribute Text of each table. A byte before the content tells the format.
class CompressingCodec : public QDynamoDBItemCodec
{
public:
    bool encodes(const QString &, const QString &attribute) const override
    {
        return attribute == u"Text";
    }
    QStringList keyAttributes(const QString &) const override { return { u"pk"_s, u"sk"_s }; }

    QDynamoDBExpected<QDynamoDBValue> encode(const Place &,
                                             const QDynamoDBValue &value) const override
    {
        const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::fromValue(value);
        if (!json)
            return json.error();
        return QDynamoDBValue('\1' + qCompress(*json));
    }
    QDynamoDBExpected<QDynamoDBValue> decode(const Place &,
                                             const QDynamoDBValue &value) const override
    {
        const QByteArray content = value.toBinary();
        if (!content.startsWith('\1'))
            return QDynamoDBError(QDynamoDBError::Code::ItemCodec, u"the format is unknown."_s);
        return QDynamoDBJson::toValue(qUncompress(content.sliced(1)));
    }
};

#endif
