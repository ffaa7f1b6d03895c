// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/itemcodec/codectable_p.h"

#include "expressions/evaluation/keyencoding_p.h"
#include "values/qdynamodbitem_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// Returns a number in the notation that all equal numbers get: the service returns a key in another
// notation than it was written in.
static QDynamoDBValue withOneNotation(const QDynamoDBValue &value)
{
    if (!value.isNumber())
        return value;
    const QDynamoDBValue same = decodedKey(encodedKey(value), QDynamoDBValue::Type::Number);
    return same.isUndefined() ? value : same;
}

QString plainTableName(const QString &table)
{
    if (!table.startsWith("arn:"_L1))
        return table;
    const auto marker = ":table/"_L1;
    const qsizetype start = table.indexOf(marker);
    if (start < 0)
        return table;
    const qsizetype name = start + marker.size();
    const qsizetype end = table.indexOf(u'/', name);
    return table.sliced(name, (end < 0 ? table.size() : end) - name);
}

CodecTable::CodecTable(const QDynamoDBItemCodec &codec, const QString &table)
    : m_codec(codec)
    , m_name(plainTableName(table))
{
}

bool CodecTable::encodes(const QString &attribute)
{
    if (!m_codec.encodes(m_name, attribute))
        return false;
    if (!std::exchange(m_hasKeys, true))
        m_keys = m_codec.keyAttributes(m_name);
    return !m_keys.contains(attribute);
}

QDynamoDBError CodecTable::encode(const QDynamoDBItem *key, QDynamoDBItem *item)
{
    return transform(Direction::Encode, key, item);
}

QDynamoDBError CodecTable::decode(const QDynamoDBItem *key, QDynamoDBItem *item)
{
    return transform(Direction::Decode, key, item);
}

QDynamoDBError CodecTable::encode(const QDynamoDBItem &key, const QString &attribute,
                                  QDynamoDBValue *value)
{
    const QDynamoDBExpected<QDynamoDBItem> checked = checkedKey(key);
    if (!checked)
        return checked.error();
    return transform(Direction::Encode, { m_name, *checked, attribute }, value);
}

QDynamoDBError CodecTable::transform(Direction direction, const QDynamoDBItem *key,
                                     QDynamoDBItem *item)
{
    QDynamoDBItemCodec::Place place;
    for (qsizetype i = 0; i < item->size(); ++i) {
        const auto attribute = item->begin() + i;
        if (!encodes(attribute->name))
            continue;
        if (place.key.isNull()) {
            QDynamoDBExpected<QDynamoDBItem> known = key ? checkedKey(*key) : keyOf(*item);
            if (!known)
                return known.error();
            place.tableName = m_name;
            place.key = *std::move(known);
        }
        place.attributeName = attribute->name;
        QDynamoDBValue &value = ItemAccess::attributes(*item)[i].value;
        if (QDynamoDBError error = transform(direction, place, &value); error.isError())
            return error;
    }
    return {};
}

QDynamoDBError CodecTable::transform(Direction direction, const QDynamoDBItemCodec::Place &place,
                                     QDynamoDBValue *value) const
{
    const bool encoding = direction == Direction::Encode;
    const auto failure = [&](const QString &reason) {
        return QDynamoDBError(Code::ItemCodec,
                              u"The item codec can't %1 the attribute \"%2\" of the table %3: %4"_s
                                      .arg(encoding ? u"encode"_s : u"decode"_s,
                                           place.attributeName, m_name, reason));
    };
    const QDynamoDBExpected<QDynamoDBValue> result = encoding ? m_codec.encode(place, *value)
                                                              : m_codec.decode(place, *value);
    if (!result)
        return failure(result.error().message());
    if (result->isUndefined())
        return failure(u"it returned an undefined value."_s);
    *value = *result;
    return {};
}

QDynamoDBExpected<QDynamoDBItem> CodecTable::keyOf(const QDynamoDBItem &item) const
{
    if (m_keys.isEmpty()) {
        return QDynamoDBError(Code::ItemCodec,
                              u"The item codec encodes attributes of the table %1, but its "
                              "keyAttributes() returns no names for it."_s.arg(m_name));
    }
    QDynamoDBItem key;
    for (const QString &name : m_keys) {
        const QDynamoDBValue &value = item.value(name);
        if (value.isUndefined()) {
            return QDynamoDBError(Code::ItemCodec,
                                  u"An item of the table %1 has no attribute \"%2\", which the "
                                  "keyAttributes() of the item codec name."_s.arg(m_name, name));
        }
        key.insert(name, withOneNotation(value));
    }
    return key;
}

// Returns the key of a request in the order of keyAttributes().
QDynamoDBExpected<QDynamoDBItem> CodecTable::checkedKey(const QDynamoDBItem &key) const
{
    QDynamoDBExpected<QDynamoDBItem> checked = keyOf(key);
    if (checked && checked->size() != key.size()) {
        return QDynamoDBError(Code::ItemCodec,
                              u"The key of an item of the table %1 has the attributes %2, but the "
                              "keyAttributes() of the item codec are %3."_s
                                      .arg(m_name, key.names().join(", "_L1), m_keys.join(", "_L1)));
    }
    return checked;
}

} // namespace QtDynamoDBPrivate
