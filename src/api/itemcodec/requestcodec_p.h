// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REQUESTCODEC_P_H
#define REQUESTCODEC_P_H

#include "api/itemcodec/codectable_p.h"
#include "api/operation_p.h"

#include <QtCore/qmap.h>

#include <map>

namespace QtDynamoDBPrivate {

// The item codec of a client, applied to the request, the result and the error of one call. It goes
// through the structs by their tables of members, so it knows no operations, except those that it
// refuses.
class Q_DYNAMODB_AUTOTEST_EXPORT RequestCodec
{
public:
    // The codec must outlive this object.
    RequestCodec(const QDynamoDBItemCodec &codec, const Operation &operation)
        : m_codec(codec)
        , m_operation(operation)
    {
    }
    Q_DISABLE_COPY_MOVE(RequestCodec)

    // Encodes the request in place, once. Refuses a request that can't be encoded.
    QDynamoDBError encode(void *request);
    // Decodes the result in place. The request is the encoded one.
    QDynamoDBError decode(const void *request, void *result);
    // Decodes the items of an error. An item that can't be decoded is removed, since the error
    // itself matters more.
    void decode(const void *request, QDynamoDBError &error);

    // Whether requests or results of the operation may contain attributes.
    [[nodiscard]] static bool concerns(const Operation &operation);

private:
    // The origin of items in a result.
    struct Source
    {
        QString table;
        const QDynamoDBItem *key = nullptr; // null: the items contain it
    };
    // A projection before key attributes were added to it.
    struct Projection
    {
        QString expression;
        QMap<QString, QString> names;
        QStringList attributesToGet;
        QStringList added; // key attributes
    };

    [[nodiscard]] CodecTable &table(const QString &name);

    QDynamoDBError encodeStructure(const Shape &shape, void *object, const QString &outerTable);
    QDynamoDBError encodeMember(const Member &member, void *object, const QString &tableName);
    QDynamoDBError encodeAttributes(const Shape &shape, void *object, const QString &tableName);
    QDynamoDBError refuseLegacy(const Shape &shape, const void *object,
                                CodecTable &codecTable) const;
    void addKeys(const Shape &shape, void *object, const QString &tableName,
                 const QStringList &projected);

    [[nodiscard]] Source sourceOf(const void *request) const;
    [[nodiscard]] Source sourceOfAction(const void *request, qsizetype index) const;
    QDynamoDBError decodeStructure(const Shape &shape, void *object, const Source &source);
    QDynamoDBError decodeMember(const Member &member, void *object, const Source &source);
    QDynamoDBError decodeMap(const Member &member, void *map);
    QDynamoDBError decodeItem(const Source &source, QDynamoDBItem *item);
    QString decodeErrorItem(const Source &source, QDynamoDBItem *item);

    const QDynamoDBItemCodec &m_codec;
    const Operation &m_operation;
    const void *m_request = nullptr; // while a result is decoded
    std::map<QString, CodecTable> m_tables; // by the name in the request
    QMap<QString, Projection> m_projections; // likewise
};

} // namespace QtDynamoDBPrivate

#endif
