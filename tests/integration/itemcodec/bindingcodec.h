// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BINDINGCODEC_H
#define BINDINGCODEC_H

#include "compressingcodec.h"

#include <QtCore/qcryptographichash.h>

using Code = QDynamoDBError::Code;

// Binds a value to its place by a hash of the place, as an encryption would by authenticated data.
class BindingCodec : public CompressingCodec
{
public:
    QDynamoDBExpected<QDynamoDBValue> encode(const Place &place,
                                             const QDynamoDBValue &value) const override
    {
        auto content = CompressingCodec::encode(place, value);
        if (!content)
            return content;
        return QDynamoDBValue(hash(place) + content->toBinary());
    }
    QDynamoDBExpected<QDynamoDBValue> decode(const Place &place,
                                             const QDynamoDBValue &value) const override
    {
        const QByteArray expected = hash(place);
        if (!value.toBinary().startsWith(expected))
            return QDynamoDBError(Code::ItemCodec, u"it belongs to another item."_s);
        return CompressingCodec::decode(place,
                                        QDynamoDBValue(value.toBinary().sliced(expected.size())));
    }

private:
    static QByteArray hash(const Place &place)
    {
        const QByteArray text = place.tableName.toUtf8() + '\n' + place.attributeName.toUtf8()
                + '\n' + QDynamoDBJson::fromItem(place.key).value();
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    }
};

// Keys and items of the tests' tables. The attribute Text is encoded.
inline QDynamoDBItem key(int sk)
{
    return { { u"pk"_s, u"a"_s }, { u"sk"_s, sk } };
}

inline const QString longText = u"Many words are said twice, said twice. "_s.repeated(50);

inline QDynamoDBItem item(int sk, const QDynamoDBValue &text = longText)
{
    QDynamoDBItem item = key(sk);
    item.insert(u"Text"_s, text);
    item.insert(u"Plain"_s, u"as it is"_s);
    return item;
}

#endif
