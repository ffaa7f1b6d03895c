// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CODECTABLE_P_H
#define CODECTABLE_P_H

#include <QtDynamoDB/qdynamodbitemcodec.h>

namespace QtDynamoDBPrivate {

// Returns the name of a table that is given by its name or ARN.
[[nodiscard]] QString plainTableName(const QString &table);

// The item codec of a client, applied to the items of one table.
class CodecTable
{
public:
    // The table may be given by its ARN. The codec must outlive this object.
    CodecTable(const QDynamoDBItemCodec &codec, const QString &table);

    [[nodiscard]] const QString &name() const { return m_name; }
    // Whether the codec transforms the attribute. It never transforms key attributes.
    [[nodiscard]] bool encodes(const QString &attribute);
    // The names of the key attributes. The list is valid once encodes() has returned true.
    [[nodiscard]] const QStringList &keys() const { return m_keys; }

    // Transform the encoded attributes of an item. Its key is that of the request or, if null, taken
    // from the item.
    QDynamoDBError encode(const QDynamoDBItem *key, QDynamoDBItem *item);
    QDynamoDBError decode(const QDynamoDBItem *key, QDynamoDBItem *item);
    // Encodes the value of one attribute in place.
    QDynamoDBError encode(const QDynamoDBItem &key, const QString &attribute, QDynamoDBValue *value);

private:
    enum class Direction { Encode, Decode };

    QDynamoDBError transform(Direction direction, const QDynamoDBItem *key, QDynamoDBItem *item);
    QDynamoDBError transform(Direction direction, const QDynamoDBItemCodec::Place &place,
                             QDynamoDBValue *value) const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> keyOf(const QDynamoDBItem &item) const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> checkedKey(const QDynamoDBItem &key) const;

    const QDynamoDBItemCodec &m_codec;
    const QString m_name;
    QStringList m_keys;
    bool m_hasKeys = false;
};

} // namespace QtDynamoDBPrivate

#endif
